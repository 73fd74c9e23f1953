/** The panel beside the canvas: whose form it is, who changed it last, and the form itself, which the server renders. */
import { useEffect, useRef } from "react";
import { createPortal } from "react-dom";

import { fill, gettext } from "../../../language";
import { useDesk, useDraft, useSession, type Session } from "../desk";
import { Icon } from "../icon";
import { ago } from "../words";
import { formOf } from "../acts/edits";
import { backToCard, empty, isWriting, load } from "./open";

const AIR = 32;
const side = (): HTMLElement | null => document.getElementById("canvas-side");
const head = (): HTMLElement | null => document.getElementById("canvas-side-head");

/** Which colleague changed this last; what one did oneself is no news. */
function Touched({ id }: { id: string }) {
  const touch = useDraft((state) => state.touched[id]);
  const isMine = useDraft((state) => state.people.some((person) => person.me && person.name === touch?.who));
  const isNews = touch && touch.who && !isMine;
  return <p className="side-touched">{isNews && fill(gettext("Changed by %(who)s, %(when)s"), { who: touch.who, when: ago(touch.when) })}</p>;
}

/** The step whose form is open is not hidden by it: the panel narrows the drawing, or lies over a part of it. */
function keepInSight(session: Session, key: string): void {
  const floor = document.querySelector(".canvas-floor")?.getBoundingClientRect();
  const panel = side()?.getBoundingClientRect();
  if (!floor || !panel) return;
  const isBelow = panel.top > floor.top + AIR;
  const covered = isBelow ? floor.bottom - panel.top : floor.right - panel.left;
  const room = AIR + Math.max(0, covered);
  session.flow.show(key, isBelow ? room : AIR, isBelow ? AIR : room);
}

/** Ask for the form when it is opened, and again when a colleague changed the step while nobody writes in it. */
function useForm(opened: string, href: string): string {
  const session = useSession();
  const own = useDraft(() => (opened.trim() ? formOf(session, opened) : ""));
  const saved = useDraft((state) => (opened.includes(">") ? Boolean(state.linkWords[opened] !== undefined) : Boolean(state.cards[opened])));
  const part = useDraft((state) => state.document.steps.find((step) => step.key === opened) ?? null);
  const address = href || (saved ? own : "");
  const last = useRef("");
  useEffect(() => {
    if (!address) return;
    const isAgain = last.current === address;
    last.current = address;
    if (isAgain && isWriting()) return;
    void load(address);
  }, [address, part]);
  return address;
}

export function Inspector() {
  const session = useSession();
  const opened = useDesk((desk) => desk.opened);
  const href = useDesk((desk) => desk.href);
  const address = useForm(opened, href);
  useEffect(() => {
    const panel = side();
    if (panel) panel.hidden = !opened;
    if (!opened) return empty();
    const soon = requestAnimationFrame(() => keepInSight(session, opened));
    return () => cancelAnimationFrame(soon);
  }, [session, opened]);
  useEffect(() => {
    const panel = side();
    const leave = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || document.querySelector("dialog[open]")) return;
      event.preventDefault();
      event.stopPropagation();
      backToCard(session.desk.get().opened);
    };
    panel?.addEventListener("keydown", leave);
    return () => panel?.removeEventListener("keydown", leave);
  }, [session]);
  const place = head();
  if (!opened || !place) return null;
  const close = () => {
    session.desk.set({ opened: "", href: "" });
    backToCard(opened);
  };
  return createPortal(
    <>
      {address ? <Touched id={opened} /> : <p className="side-touched">{gettext("Saving the new step…")}</p>}
      <button type="button" className="btn btn-quiet btn-icon btn-small" aria-label={gettext("Close this form")} onClick={close}>
        <Icon name="x" />
      </button>
    </>,
    place,
  );
}
