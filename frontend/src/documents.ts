/** Forms whose rows the server edits: one request at a time, and what is typed meanwhile is not overwritten. */
import { all } from "./dom";

const FORM = 'form[hx-target="this"]';
type Entry = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

let sent: Map<string, string> | null = null; // what the form held when it was sent; null while nothing is on its way
let typed = new Map<string, string>();
let waiting: { id: string; click: boolean } | null = null;

function entries(form: HTMLElement): Entry[] {
  return all<Entry>("input[name], select[name], textarea[name]", form).filter((entry) => entry.type !== "hidden");
}

function name(entry: Entry): string {
  return entry.type === "checkbox" || entry.type === "radio" ? `${entry.name}=${entry.value}` : entry.name;
}

function value(entry: Entry): string {
  return entry instanceof HTMLInputElement && /checkbox|radio/.test(entry.type) ? String(entry.checked) : entry.value;
}

function put(entry: Entry, wanted: string): void {
  if (entry instanceof HTMLInputElement && /checkbox|radio/.test(entry.type)) entry.checked = wanted === "true";
  else entry.value = wanted;
}

function held(form: HTMLElement): Map<string, string> {
  return new Map(entries(form).map((entry) => [name(entry), value(entry)]));
}

/** Rows that move take their names along: what was typed into them cannot be told apart then. */
function movesRows(elt: HTMLElement): boolean {
  return elt instanceof HTMLButtonElement && /^(remove|up|down):/.test(elt.value);
}

document.addEventListener("htmx:beforeRequest", (event) => {
  const { elt, target } = (event as CustomEvent).detail as { elt: HTMLElement; target: HTMLElement };
  if (!target.matches(FORM)) return;
  if (sent === null) {
    sent = held(target);
    return;
  }
  event.preventDefault();
  waiting = { id: elt.id, click: elt instanceof HTMLButtonElement };
});

document.addEventListener("htmx:beforeSwap", (event) => {
  const { target, requestConfig } = (event as CustomEvent).detail as {
    target: HTMLElement;
    requestConfig: { elt: HTMLElement };
  };
  if (!target.matches(FORM) || sent === null) return;
  const before = sent;
  const changes = [...held(target)].filter(([each, now]) => before.has(each) && before.get(each) !== now);
  typed = new Map(movesRows(requestConfig.elt) ? [] : changes);
});

document.addEventListener("htmx:afterRequest", (event) => {
  const { target } = (event as CustomEvent).detail as { target: HTMLElement };
  if (!target.matches(FORM) || sent === null) return;
  sent = null;
  const form = document.getElementById(target.id);
  for (const entry of form ? entries(form) : []) {
    const wanted = typed.get(name(entry));
    if (wanted !== undefined) put(entry, wanted);
  }
  typed.clear();
  const next = waiting;
  waiting = null;
  if (next) setTimeout(() => again(next));
});

function again(next: { id: string; click: boolean }): void {
  const elt = document.getElementById(next.id);
  if (next.click) elt?.click();
  else elt?.dispatchEvent(new Event("change", { bubbles: true }));
}
