/** In the page's head: is it saved, who else is here, and what can be done with the drawing as a whole. */
import { createPortal } from "react-dom";

import { fill, gettext, ngettext } from "../../../language";
import { redo, tidy, undo } from "../acts/edits";
import { useDraft, useSession, type Menu } from "../desk";
import { anchorOf } from "../draw/hands";
import { initials } from "../draw/marks";
import { fitAll } from "../draw/viewport";
import { Icon } from "../icon";

function Saved() {
  const save = useDraft((state) => state.save);
  const words = useDraft((state) => state.saveWords);
  const icon = { saved: "cloud-check", saving: "cloud-upload", offline: "cloud-off", conflict: "users", refused: "alert-triangle" }[save];
  return (
    <span className={`canvas-saved is-${save}`} title={words}>
      <Icon name={icon} />
      <span>{words}</span>
    </span>
  );
}

function People() {
  const people = useDraft((state) => state.people);
  const others = people.filter((person) => !person.me);
  if (!others.length) return null;
  const names = others.map((person) => person.name).join(", ");
  return (
    <span className="canvas-people" title={fill(gettext("Also here: %(names)s"), { names })}>
      {others.slice(0, 4).map((person) => (
        <span className="person-mark" key={person.name} aria-hidden="true">
          {initials(person.name)}
        </span>
      ))}
      {others.length > 4 && <span className="small muted">+{others.length - 4}</span>}
      <span className="visually-hidden">{fill(gettext("Also here: %(names)s"), { names })}</span>
    </span>
  );
}

interface ToolProps {
  icon: string;
  label: string;
  keys: string;
  disabled?: boolean;
  onClick: (event: React.MouseEvent<HTMLButtonElement>) => void;
}

function Tool({ icon, label, keys, disabled, onClick }: ToolProps) {
  return (
    <button type="button" className={`btn btn-quiet btn-icon tool-${icon}`} title={`${label} (${keys})`} aria-label={label} aria-disabled={disabled} onClick={(event) => !disabled && onClick(event)}>
      <Icon name={icon} />
    </button>
  );
}

function Problems() {
  const session = useSession();
  const problems = useDraft((state) => state.problems);
  const serious = problems.filter((problem) => problem.serious).length;
  const words = problems.length
    ? fill(ngettext("%(n)s problem", "%(n)s problems", problems.length), { n: problems.length })
    : gettext("No problems");
  return (
    <button
      type="button"
      className={`btn btn-quiet canvas-problems${serious ? " is-serious" : ""}`}
      aria-haspopup="dialog"
      onClick={(event) => session.desk.set({ menu: { kind: "problems", at: anchorOf(event.currentTarget) } satisfies Menu })}
    >
      <Icon name={problems.length ? "alert-triangle" : "circle-check"} />
      <span>{words}</span>
    </button>
  );
}

function Tools() {
  const session = useSession();
  const undoWords = useDraft((state) => state.undoWords);
  const redoWords = useDraft((state) => state.redoWords);
  const find = (event: React.MouseEvent<HTMLButtonElement>) => session.desk.set({ menu: { kind: "find", at: anchorOf(event.currentTarget) } });
  const undoLabel = undoWords ? fill(gettext("Undo: %(what)s"), { what: undoWords }) : gettext("Nothing to undo");
  const redoLabel = redoWords ? fill(gettext("Do again: %(what)s"), { what: redoWords }) : gettext("Nothing to do again");
  return (
    <div className="canvas-tools" role="toolbar" aria-label={gettext("Tools of the canvas")}>
      <Tool icon="arrow-back-up" label={undoLabel} keys="Ctrl Z" disabled={undoWords === null} onClick={() => undo(session)} />
      <Tool icon="arrow-forward-up" label={redoLabel} keys="Ctrl Shift Z" disabled={redoWords === null} onClick={() => redo(session)} />
      <Tool icon="search" label={gettext("Find a step")} keys="/" onClick={find} />
      <Tool icon="maximize" label={gettext("Show all of it")} keys="1" onClick={() => session.flow.current && fitAll(session.flow.current)} />
      <Tool icon="layout-distribute-vertical" label={gettext("Tidy up: lay everything out anew")} keys="Shift T" onClick={() => tidy(session)} />
      <Tool icon="keyboard" label={gettext("Keys of the canvas")} keys="?" onClick={showKeys} />
    </div>
  );
}

export function showKeys(): void {
  document.querySelector<HTMLDialogElement>("#canvas-keys")?.showModal();
}

export function Top() {
  const [state, tools] = [document.getElementById("canvas-state"), document.getElementById("canvas-tools")];
  return (
    <>
      {state && createPortal(<><Saved /><People /></>, state)}
      {tools && createPortal(<><Tools /><Problems /></>, tools)}
    </>
  );
}
