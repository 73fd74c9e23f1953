/** An answer is laid over the form that asked: what stays the same stays in place, with focus, caret and what is open. */
import { all } from "./dom";

export type Entry = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;
type Leave = (entry: Entry) => boolean;

// Set by a script or by the person, not by the server. A control is "dressed" when a widget stands in for it.
const OWN = new Set(["style", "open"]);
const OWN_WHEN_DRESSED = new Set(["class", "tabindex", "aria-hidden", "hidden", "data-dressed", "data-writing"]);

export function isEntry(node: Node): node is Entry {
  return node instanceof HTMLInputElement || node instanceof HTMLSelectElement || node instanceof HTMLTextAreaElement;
}

function isTicked(entry: Entry): entry is HTMLInputElement {
  return entry instanceof HTMLInputElement && /^(checkbox|radio)$/.test(entry.type);
}

/** The next node the server knows of: what widgets put beside their controls does not count. */
function known(node: Node | null): Node | null {
  while (node instanceof HTMLElement && "made" in node.dataset) node = node.nextSibling;
  return node;
}

function mark(element: Element): string {
  const named = isEntry(element) ? `${element.type}|${element.name}|${isTicked(element) ? element.value : ""}` : "";
  return `${element.localName}|${element.id}|${named || element.classList[0] || ""}`;
}

/** Where the same thing stands now: at this place or further on, but not past something with an id of its own. */
function twin(at: Node | null, fresh: Node): Node | null {
  if (!(fresh instanceof Element)) return at?.nodeType === fresh.nodeType ? at : null;
  for (let node = at; node; node = known(node.nextSibling)) {
    if (!(node instanceof Element)) continue;
    if (fresh.id ? node.id === fresh.id && node.localName === fresh.localName : mark(node) === mark(fresh)) return node;
    if (!fresh.id && node.id) return null;
  }
  return null;
}

function layAttributes(old: Element, fresh: Element): void {
  const dressed = old instanceof HTMLElement && "dressed" in old.dataset;
  const isOwn = (name: string) => OWN.has(name) || (dressed && OWN_WHEN_DRESSED.has(name));
  for (const { name, value } of [...fresh.attributes]) {
    if (!isOwn(name) && old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
  for (const { name } of [...old.attributes]) {
    if (!isOwn(name) && !fresh.hasAttribute(name)) old.removeAttribute(name);
  }
}

function layChildren(old: Element, fresh: Element, leave: Leave): void {
  let at = known(old.firstChild);
  for (const child of [...fresh.childNodes]) {
    const found = twin(at, child);
    if (!found) {
      old.insertBefore(child, at);
      continue;
    }
    while (at && at !== found) at = passed(at);
    at = known(found.nextSibling);
    layNode(found, child, leave);
  }
  while (at) at = passed(at);
  for (const made of all(":scope > [data-made]", old as HTMLElement)) {
    const owner = document.getElementById(made.dataset.made ?? "");
    if (!owner || !("dressed" in owner.dataset)) made.remove();
  }
}

function passed(node: Node): Node | null {
  const next = known(node.nextSibling);
  node.parentNode?.removeChild(node);
  return next;
}

function layNode(old: Node, fresh: Node, leave: Leave): void {
  if (old instanceof Element && fresh instanceof Element) lay(old, fresh, leave);
  else if (old.nodeValue !== fresh.nodeValue) old.nodeValue = fresh.nodeValue;
}

export function lay(old: Element, fresh: Element, leave: Leave = () => false): void {
  const held = isEntry(old) ? (isTicked(old) ? String(old.checked) : old.value) : "";
  layAttributes(old, fresh);
  if (isEntry(old) && isEntry(fresh)) {
    if (old instanceof HTMLSelectElement) layChildren(old, fresh, leave);
    const wanted = leave(old) ? held : isTicked(fresh) ? String(fresh.checked) : fresh.value;
    put(old, wanted);
    if ("dressed" in old.dataset) old.dispatchEvent(new Event("laid"));
  } else {
    layChildren(old, fresh, leave);
  }
}

export function put(entry: Entry, wanted: string): void {
  if (isTicked(entry)) entry.checked = wanted === "true";
  else if (entry.value !== wanted) entry.value = wanted; // setting it anyway would move the caret
}

export function held(entry: Entry): string {
  return isTicked(entry) ? String(entry.checked) : entry.value;
}
