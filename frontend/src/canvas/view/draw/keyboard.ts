/** A drawing by keyboard: the focus picks, arrows move, Enter opens; Alt with an arrow follows the links. */
import type { FocusEvent, KeyboardEvent } from "react";

import type { Document } from "../../document/types";
import { GRID, type Spot } from "../arrange/boxes";

const ARROWS: Record<string, Spot> = {
  ArrowUp: { x: 0, y: -GRID },
  ArrowDown: { x: 0, y: GRID },
  ArrowLeft: { x: -GRID, y: 0 },
  ArrowRight: { x: GRID, y: 0 },
};
const FAR = 6;

export interface Keyboard {
  document: Document;
  order: string[];
  pickedIds: string[];
  pick(id: string, more: boolean): void;
  nudge(by: Spot): void;
  open(id: string): void;
  focus(id: string): void;
  show(id: string): void;
}

/** The node the keyboard is on; a button inside of it is not the node itself. */
function nodeAt(target: EventTarget): string | null {
  return target instanceof HTMLElement && target.matches(".react-flow__node") ? (target.dataset.id ?? null) : null;
}

export function onFocus(event: FocusEvent, keyboard: Keyboard): void {
  const id = nodeAt(event.target);
  if (!id || !event.target.matches(":focus-visible")) return;
  keyboard.show(id);
  if (!keyboard.pickedIds.includes(id)) keyboard.pick(id, false);
}

function follow(id: string, down: boolean, { document, focus }: Keyboard): void {
  const links = [...document.links].sort((a, b) => a.rank - b.rank);
  const next = down ? links.find((link) => link.source === id)?.target : links.find((link) => link.target === id)?.source;
  if (next) focus(next);
}

/** What the keyboard reaches last inside of a step; from there Tab goes on to the next one. */
function isLast(event: KeyboardEvent, node: HTMLElement): boolean {
  if (event.shiftKey) return event.target === node;
  const buttons = [...node.querySelectorAll<HTMLElement>("button, textarea, input")].filter((each) => each.checkVisibility());
  return buttons.length ? event.target === buttons[buttons.length - 1] : event.target === node;
}

/** Tab goes from step to step in the order of the outline, also to those that are out of sight and so not drawn. */
function onTab(event: KeyboardEvent, { order, focus }: Keyboard): boolean {
  const node = event.target instanceof Element ? event.target.closest<HTMLElement>(".react-flow__node") : null;
  if (!node || !isLast(event, node)) return false;
  const next = order[order.indexOf(node.dataset.id ?? "") + (event.shiftKey ? -1 : 1)];
  if (!next || !order.includes(node.dataset.id ?? "")) return false;
  focus(next);
  return true;
}

/** Whether the key meant something here. */
export function onKey(event: KeyboardEvent, keyboard: Keyboard): boolean {
  if (event.key === "Tab") return onTab(event, keyboard);
  const arrow = ARROWS[event.key];
  const inside = event.target instanceof Element ? event.target.closest<HTMLElement>(".react-flow__node")?.dataset.id : "";
  if (arrow && event.altKey && inside) {
    follow(inside, event.key === "ArrowDown" || event.key === "ArrowRight", keyboard);
    return true;
  }
  const id = nodeAt(event.target);
  if (!id || event.ctrlKey || event.metaKey || event.altKey) return false;
  if (arrow) {
    const far = event.shiftKey ? FAR : 1;
    keyboard.nudge({ x: arrow.x * far, y: arrow.y * far });
  } else if (event.key === "Enter") {
    keyboard.open(id);
  } else if (event.key === " ") {
    keyboard.pick(id, true);
  } else {
    return false;
  }
  return true;
}
