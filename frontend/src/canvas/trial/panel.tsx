/** The panel of a trial beside the canvas: what the server renders, told apart from the form that stands there else. */
import { useEffect } from "react";
import { createPortal } from "react-dom";

import { meant, one } from "../../dom";
import { gettext } from "../../language";
import { useDesk, useDraft, useSession, type Session } from "../view/desk";
import { Icon } from "../view/icon";
import { backToCard, openForm } from "../view/side/open";
import { goTo } from "../view/tools/find";
import { useWatched } from "../view/watched";

const panel = (): HTMLElement | null => document.getElementById("canvas-trial");

/** Links and buttons of the panel that mean something on the canvas. */
function listen(session: Session): () => void {
  const clicked = (event: MouseEvent) => {
    const change = meant(event, "#canvas-trial [data-changes]")?.dataset.changes;
    const cure = meant(event, "#canvas-trial [data-goes] a") ? meant(event, "[data-goes]")?.dataset.goes : "";
    const key = change || cure;
    if (!key || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    goTo(session, key);
    openForm(session, key, { focus: true });
  };
  const tried = (event: MouseEvent) => {
    if (!meant(event, "[data-tries]") || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    session.trial.open();
  };
  const left = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || !panel()?.contains(event.target as Node) || one("dialog[open]")) return;
    event.preventDefault();
    event.stopPropagation();
    backToCard(session.desk.get().picked.steps[0] ?? "start");
  };
  document.addEventListener("click", clicked);
  document.addEventListener("click", tried);
  document.addEventListener("keydown", left, true);
  return () => {
    document.removeEventListener("click", clicked);
    document.removeEventListener("click", tried);
    document.removeEventListener("keydown", left, true);
  };
}

/** What is tried is the saved draft: an edit of a moment ago is waited for. */
function waitForSaving(session: Session): () => void {
  const { store } = session.draft;
  const asked = (event: Event) => {
    const { elt, issueRequest } = (event as CustomEvent<{ elt: HTMLElement; issueRequest: (sure: boolean) => void }>).detail;
    if (elt.id !== "try-form" || store.get().save !== "saving") return;
    event.preventDefault();
    const off = store.subscribe(() => {
      if (store.get().save === "saving") return;
      off();
      issueRequest(true);
    });
  };
  document.addEventListener("htmx:confirm", asked);
  return () => document.removeEventListener("htmx:confirm", asked);
}

/** Whoever mends what hinders a trial sees the list grow shorter. */
function useMending(session: Session, isOpen: boolean): void {
  const problems = useDraft((state) => state.problems);
  useEffect(() => {
    if (isOpen && one("#trial-room [data-goes]")) session.trial.reload();
  }, [session, isOpen, problems]);
}

export function TrialPanel() {
  const session = useSession();
  const { trial, desk } = session;
  const isOpen = useWatched(trial.shown, (shown) => shown.isOpen);
  const form = useDesk((state) => state.opened);
  useEffect(() => listen(session), [session]);
  useEffect(() => waitForSaving(session), [session]);
  useEffect(() => {
    if (form) trial.close();
  }, [form, trial]);
  useEffect(() => {
    const place = panel();
    if (!place || place.hidden === !isOpen) return;
    const floor = one(".canvas-floor");
    const before = floor?.clientWidth ?? 0;
    place.hidden = !isOpen;
    const flow = session.flow.current;
    const { x = 0, y = 0, zoom = 1 } = flow?.getViewport() ?? {};
    // What was in the middle stays there.
    void flow?.setViewport({ x: x + ((floor?.clientWidth ?? before) - before) / 2, y, zoom });
    if (isOpen) one("#trial-room")?.focus({ preventScroll: true });
  }, [isOpen]);
  useMending(session, isOpen);
  const head = document.getElementById("canvas-trial-head");
  if (!isOpen || !head) return null;
  const close = () => {
    trial.close();
    backToCard(desk.get().picked.steps[0] ?? "start");
  };
  return createPortal(
    <>
      <h2 className="side-title">{gettext("Try it")}</h2>
      <button type="button" className="btn btn-quiet btn-icon btn-small" aria-label={gettext("Close the trial's panel")} onClick={close}>
        <Icon name="x" />
      </button>
    </>,
    head,
  );
}
