/** Forms whose rows the server edits: one request at a time, and what is typed meanwhile is not overwritten. */
import htmx from "htmx.org";

import { all } from "./dom";
import { type Entry, held, isEntry, lay } from "./steady";

export const FORM = 'form[hx-target="this"]';

let sent: { form: HTMLElement; answers: Map<string, string> } | null = null; // null while nothing is on its way
let typed = new Set<string>();
let moving = false;
let waiting: { id: string; click: boolean } | null = null;

function name(entry: Entry): string {
  return entry.type === "checkbox" || entry.type === "radio" ? `${entry.name}=${entry.value}` : entry.name;
}

function answers(form: HTMLElement): Map<string, string> {
  const entries = all("input[name], select[name], textarea[name]", form).filter(isEntry);
  return new Map(entries.filter((entry) => entry.type !== "hidden").map((entry) => [name(entry), held(entry)]));
}

export function isBusy(): boolean {
  return sent !== null && sent.form.isConnected;
}

/** Rows that move take their names along: what was typed into them cannot be told apart then. */
function movesRows(elt: HTMLElement): boolean {
  return elt instanceof HTMLButtonElement && /^(remove|up|down|copy):/.test(elt.value);
}

/** What the answer must leave as it is: what changed since it was asked for, and the line being written. */
function isLeft(entry: Entry): boolean {
  if (moving || entry.type === "hidden") return false;
  const writing = entry === document.activeElement && !/^(checkbox|radio|select-one)$/.test(entry.type);
  return typed.has(name(entry)) || writing || "writing" in entry.dataset;
}

htmx.defineExtension("steady", {
  handleSwap(style: string, target: Node, fragment: Node) {
    if (style !== "steady" || !(target instanceof Element)) return false;
    const fresh = [...fragment.childNodes].find((node) => node instanceof Element && node.id === target.id);
    if (!fresh) return [];
    lay(target, fresh as Element, isLeft);
    return [target];
  },
});

// hx-post="" means the page to htmx; a form that stands on another page than its own says where it belongs.
document.addEventListener("htmx:configRequest", (event) => {
  const asked = (event as CustomEvent).detail as { elt: HTMLElement; target: HTMLElement; path: string };
  const action = asked.target.matches(FORM) ? asked.target.getAttribute("action") : null;
  if (action && asked.elt.getAttribute("hx-post") === "") asked.path = action;
});

document.addEventListener("htmx:beforeRequest", (event) => {
  const { elt, target } = (event as CustomEvent).detail as { elt: HTMLElement; target: HTMLElement };
  if (!target.matches(FORM)) return;
  if (!isBusy()) {
    sent = { form: target, answers: answers(target) };
    return;
  }
  event.preventDefault();
  const click = elt instanceof HTMLButtonElement;
  if (click || !waiting?.click) waiting = { id: elt.id, click };
});

document.addEventListener("htmx:beforeSwap", (event) => {
  const { target, requestConfig } = (event as CustomEvent).detail as {
    target: HTMLElement;
    requestConfig: { elt: HTMLElement };
  };
  if (!target.matches(FORM) || sent === null) return;
  const before = sent.answers;
  const changes = [...answers(target)].filter(([each, now]) => before.has(each) && before.get(each) !== now);
  moving = movesRows(requestConfig.elt);
  typed = new Set(moving ? [] : changes.map(([each]) => each));
});

document.addEventListener("htmx:afterRequest", (event) => {
  const { target } = (event as CustomEvent).detail as { target: HTMLElement };
  if (sent === null || target !== sent.form) return;
  sent = null;
  typed.clear();
  moving = false;
  const next = waiting;
  waiting = null;
  if (next) setTimeout(() => again(next));
});

function again(next: { id: string; click: boolean }): void {
  const elt = document.getElementById(next.id);
  if (next.click) elt?.click();
  else elt?.dispatchEvent(new Event("change", { bubbles: true }));
}
