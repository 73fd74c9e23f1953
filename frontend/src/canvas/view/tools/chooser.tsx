/** A list to choose from, beside what asked for it; on a phone it comes up from below. All by keyboard. */
import { useEffect, useId, useLayoutEffect, useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import { createPortal } from "react-dom";

import { gettext } from "../../../language";
import type { Anchor } from "../draw/hands";
import { Icon } from "../icon";

export interface Choice {
  key: string;
  label: string;
  help?: string;
  icon?: string;
  tone?: string;
  tag?: string;
  danger?: boolean;
}

export interface ChoiceGroup {
  label?: string;
  choices: Choice[];
}

interface ChooserProps {
  title: string;
  at: Anchor;
  groups: ChoiceGroup[];
  filter?: string; // what the search field is called; none without it
  first?: string; // the choice that has the focus at first
  empty?: ReactNode;
  onBack?: () => void;
  onChoose: (key: string) => void;
  onClose: () => void;
}

function fits(choice: Choice, wanted: string): boolean {
  return `${choice.label} ${choice.help ?? ""}`.toLocaleLowerCase().includes(wanted.trim().toLocaleLowerCase());
}

/** Kept inside the window, above the anchor where there is no room below. */
function usePlace(at: Anchor) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element || matchMedia("(max-width: 767px)").matches) return;
    const { width, height } = element.getBoundingClientRect();
    element.style.left = `${Math.max(8, Math.min(at.x, innerWidth - width - 8))}px`;
    element.style.top = `${Math.max(8, Math.min(at.y, innerHeight - height - 8))}px`;
  });
  return box;
}

/** Up and down through the choices, from the search field too; Escape closes. */
function move(event: KeyboardEvent<HTMLElement>, onClose: () => void): void {
  if (event.key === "Escape") {
    event.preventDefault();
    event.stopPropagation();
    return onClose();
  }
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>(".choice-row")];
  if (event.key === "Enter" && event.target instanceof HTMLInputElement) {
    event.preventDefault();
    return all[0]?.click();
  }
  if (event.key === "Tab") return trapped(event);
  if (!by) return;
  event.preventDefault();
  const now = all.indexOf(document.activeElement as HTMLElement);
  all[(now + by + all.length) % all.length]?.focus();
}

/** Tab goes round inside, since the page behind does not belong to the choice. */
function trapped(event: KeyboardEvent<HTMLElement>): void {
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>("button, input, a")];
  const [first, last] = [all[0], all[all.length - 1]];
  if (event.shiftKey ? document.activeElement === first : document.activeElement === last) {
    event.preventDefault();
    (event.shiftKey ? last : first)?.focus();
  }
}

function Row({ choice, onChoose }: { choice: Choice; onChoose: (key: string) => void }) {
  return (
    <button type="button" className={`choice-row${choice.danger ? " is-danger" : ""}`} data-choice={choice.key} onClick={() => onChoose(choice.key)}>
      {choice.icon && (
        <span className={`part-icon is-${choice.tone ?? "plain"}`}>
          <Icon name={choice.icon} />
        </span>
      )}
      <span className="choice-words">
        <span className="choice-label" dir="auto">
          {choice.label}
        </span>
        {choice.help && <span className="choice-help">{choice.help}</span>}
      </span>
      {choice.tag && <span className="tag">{choice.tag}</span>}
    </button>
  );
}

export function Chooser({ title, at, groups, filter, first, empty, onBack, onChoose, onClose }: ChooserProps) {
  const id = useId();
  const [wanted, setWanted] = useState("");
  const box = usePlace(at);
  const shown = groups
    .map((group) => ({ ...group, choices: group.choices.filter((choice) => fits(choice, wanted)) }))
    .filter((group) => group.choices.length);
  useEffect(() => {
    const field = box.current?.querySelector<HTMLElement>("input");
    const row = box.current?.querySelector<HTMLElement>(first ? `[data-choice="${CSS.escape(first)}"]` : ".choice-row");
    (field ?? row ?? box.current)?.focus({ preventScroll: true });
  }, [title, first, box]);
  useEffect(() => {
    const outside = (event: PointerEvent) => {
      if (event.target instanceof Node && !box.current?.contains(event.target)) onClose();
    };
    window.addEventListener("pointerdown", outside, true);
    return () => window.removeEventListener("pointerdown", outside, true);
  }, [box, onClose]);
  return createPortal(
    <div className="chooser" role="dialog" aria-labelledby={id} tabIndex={-1} ref={box} onKeyDown={(event) => move(event, onClose)}>
      <div className="chooser-head">
        {onBack && (
          <button type="button" className="btn btn-quiet btn-icon btn-small" aria-label={gettext("Back")} onClick={onBack}>
            <Icon name="arrow-left" />
          </button>
        )}
        <h2 id={id}>{title}</h2>
        <button type="button" className="btn btn-quiet btn-icon btn-small" aria-label={gettext("Close")} onClick={onClose}>
          <Icon name="x" />
        </button>
      </div>
      {filter && (
        <div className="search">
          <Icon name="search" />
          <input type="search" value={wanted} aria-label={filter} placeholder={filter} onChange={(event) => setWanted(event.target.value)} />
        </div>
      )}
      <div className="chooser-list">
        {shown.map((group, at_) => (
          <div role="group" aria-label={group.label} key={group.label ?? at_}>
            {group.label && <div className="chooser-part">{group.label}</div>}
            {group.choices.map((choice) => (
              <Row key={choice.key} choice={choice} onChoose={onChoose} />
            ))}
          </div>
        ))}
        {!shown.length && <p className="chooser-empty">{wanted ? gettext("Nothing by this name.") : empty}</p>}
      </div>
    </div>,
    document.body,
  );
}
