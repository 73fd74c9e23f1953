/** The jobs to build with: dragged onto the canvas, a step or a link, or added after what is picked by a click or Enter. */
import { fill, gettext } from "../../../language";
import { cardOf } from "../../document/cards";
import { END, START, linkId, type Document } from "../../document/types";
import { addNote } from "../acts/edits";
import { useDesk, useDraft, useSession, type Place, type Session } from "../desk";
import { anchorOf, type Anchor } from "../draw/hands";
import { Icon } from "../icon";
import { jobs } from "../words";
import { begin } from "./job-menu";

export const DRAGGED = "application/x-steward-job";

/** After what is picked; with nothing picked, before the end. */
export function placeFor(session: Session): Place {
  const { picked } = session.desk.get();
  const { document } = session.draft.store.get();
  const [link] = picked.links;
  const there = new Set([START, ...document.steps.map((step) => step.key)]);
  const steps = picked.steps.filter((key) => there.has(key));
  if (!steps.length && link && document.links.some((each) => linkId(each) === link)) return { link };
  const last = steps[steps.length - 1];
  return last ? { after: last } : beforeEnd(document);
}

function beforeEnd(document: Document): Place {
  const links = document.links.filter((link) => link.target === END);
  const only = links.length === 1 ? links[0] : links.find((link) => link.otherwise);
  return only ? { link: linkId(only) } : { after: document.steps[document.steps.length - 1]?.key ?? START };
}

export function added(session: Session, job: string, place: Place, at: Anchor): void {
  if (job === "note") addNote(session, place.spot ?? aside(session));
  else begin(session, job, place, at);
}

/** Beside the drawing, at the height one looks at: a note shall not cover what it is about. */
export function aside(session: Session): { x: number; y: number } {
  const nodes = session.flow.current?.getNodes() ?? [];
  const right = Math.max(0, ...nodes.map((node) => node.position.x + (node.width ?? 0)));
  return { x: right + 48, y: middle(session).y };
}

export function middle(session: Session): { x: number; y: number } {
  const box = document.querySelector(".react-flow")?.getBoundingClientRect();
  const at = { x: (box?.left ?? 0) + (box?.width ?? 0) / 2, y: (box?.top ?? 0) + (box?.height ?? 0) / 3 };
  return session.flow.current?.screenToFlowPosition(at) ?? { x: 0, y: 0 };
}

function Job({ job }: { job: string }) {
  const session = useSession();
  const { label, help, icon } = job === "note" ? noteWords() : jobs()[job]!;
  return (
    <li>
      <button
        type="button"
        className="palette-job"
        draggable
        title={help}
        onDragStart={(event) => {
          event.dataTransfer.setData(DRAGGED, job);
          event.dataTransfer.effectAllowed = "copy";
        }}
        onClick={(event) => {
          const at = anchorOf(event.currentTarget);
          const box = event.currentTarget.getBoundingClientRect();
          added(session, job, job === "note" ? {} : placeFor(session), { ...at, x: box.right + 8, y: box.top });
        }}
      >
        <span className={`part-icon is-${job}`}>
          <Icon name={icon} />
        </span>
        <span>{label}</span>
      </button>
    </li>
  );
}

function noteWords() {
  return { label: gettext("Sticky note"), help: gettext("A remark for people; a run does not read it."), icon: "note" };
}

/** In words, where the next step goes: nobody has to guess. */
function Where() {
  const session = useSession();
  useDesk((desk) => desk.picked);
  const state = useDraft((draft) => draft);
  const place = placeFor(session);
  const words = place.after
    ? fill(gettext("The next step goes after “%(name)s”."), { name: cardOf(state, place.after).name })
    : gettext("The next step goes where the picked path is.");
  return <p className="palette-where">{place.link && !session.desk.get().picked.links.length ? gettext("The next step goes before the end.") : words}</p>;
}

export function Palette() {
  const session = useSession();
  const isOpen = useDesk((desk) => desk.palette);
  const toggle = () => {
    localStorage.setItem("steward-palette", isOpen ? "closed" : "open");
    session.desk.set({ palette: !isOpen });
  };
  return (
    <nav className={`palette${isOpen ? "" : " is-closed"}`} aria-label={gettext("Jobs to add")}>
      <button type="button" className="palette-toggle" aria-expanded={isOpen} onClick={toggle}>
        <Icon name={isOpen ? "layout-sidebar-left-collapse" : "plus"} />
        <span>{gettext("Add a step")}</span>
      </button>
      {isOpen && (
        <>
          <ul>
            {[...Object.keys(jobs()), "note"].map((job) => (
              <Job key={job} job={job} />
            ))}
          </ul>
          <Where />
        </>
      )}
    </nav>
  );
}
