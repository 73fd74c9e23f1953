/** A list of values to pick from, by where they come from: with a search, examples, and everything by keyboard. */
import { one } from "./dom";
import { gettext, ngettext, fill } from "./language";

export interface Leaf {
  value: string;
  name: string;
  icon?: string;
  type?: string;
  example?: string;
  why?: string; // why it cannot be taken here
}

export interface Branch {
  name: string;
  icon?: string;
  leaves: Leaf[];
}

export interface Asked {
  anchor: HTMLElement | DOMRect;
  within: HTMLElement; // where the keyboard comes from
  label: string;
  branches: Branch[];
  chosen?: string;
  picked: (value: string) => void;
  closed: (back: boolean) => void; // back: the keyboard is to return
}

const GAP = 6;
let open: { asked: Asked; box: HTMLElement; search: HTMLInputElement; shown: HTMLElement[]; at: number } | null = null;

export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, string> = {},
  ...inside: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...inside);
  return element;
}

export function icon(name: string): HTMLElement {
  return make("i", { class: `ti ti-${name}`, "aria-hidden": "true" });
}

function leafOf(leaf: Leaf, id: string, chosen: boolean): HTMLElement {
  const option = make("div", { class: "tree-leaf", role: "option", id, "aria-selected": String(chosen), "data-value": leaf.value });
  option.append(icon(leaf.icon ?? "point"), make("span", { class: "tree-name", dir: "auto" }, leaf.name));
  if (leaf.type) option.append(make("span", { class: "tree-type" }, leaf.type));
  if (leaf.example) option.append(make("span", { class: "tree-example", dir: "auto" }, leaf.example));
  if (leaf.why) {
    option.setAttribute("aria-disabled", "true");
    option.append(make("span", { class: "tree-why" }, leaf.why));
  }
  return option;
}

function branchOf(branch: Branch, number: number, chosen?: string): HTMLElement {
  const head = make("div", { class: "tree-source", id: `tree-${number}`, role: "presentation" }, icon(branch.icon ?? "point"), branch.name);
  const group = make("div", { role: "group", ...(branch.name ? { "aria-labelledby": head.id } : {}) });
  if (branch.name) group.append(head);
  const fitting = [...branch.leaves].sort((a, b) => Number(Boolean(a.why)) - Number(Boolean(b.why)));
  fitting.forEach((leaf, place) => group.append(leafOf(leaf, `tree-${number}-${place}`, leaf.value === chosen)));
  return group;
}

function boxOf(asked: Asked): HTMLElement {
  const search = make("input", {
    type: "search", role: "combobox", "aria-expanded": "true", "aria-controls": "tree-list", "aria-autocomplete": "list",
    "aria-label": gettext("Find a value"), placeholder: gettext("Find a value"), autocomplete: "off", spellcheck: "false",
  }); // prettier-ignore
  const list = make("div", { id: "tree-list", role: "listbox", class: "tree-list", "aria-label": asked.label });
  asked.branches.forEach((branch, number) => list.append(branchOf(branch, number, asked.chosen)));
  const found = make("p", { class: "tree-found visually-hidden", role: "status" });
  return make(
    "div",
    { class: "tree", role: "dialog", "aria-label": asked.label, popover: "manual" },
    make("div", { class: "search" }, icon("search"), search),
    list,
    found,
  );
}

export function openTree(asked: Asked): void {
  closeTree(false);
  const box = boxOf(asked);
  (asked.within.closest("dialog[open]") ?? document.body).append(box);
  box.showPopover?.();
  open = { asked, box, search: one<HTMLInputElement>("input", box)!, shown: [], at: -1 };
  open.search.addEventListener("input", filter);
  box.addEventListener("keydown", pressed);
  box.addEventListener("click", clicked);
  box.addEventListener("pointermove", hovered);
  place();
  filter();
  open.shown[open.at]?.scrollIntoView({ block: "center" });
  open.search.focus({ preventScroll: true });
}

export function closeTree(back = true): void {
  if (!open) return;
  const { asked, box } = open;
  open = null;
  box.remove();
  asked.closed(back);
}

/** Beneath what asked, or above it where there is more room; on a small screen the style sheet says where. */
function place(): void {
  if (!open || matchMedia("(max-width: 639px)").matches) return;
  const { anchor } = open.asked;
  const near = anchor instanceof HTMLElement ? anchor.getBoundingClientRect() : anchor;
  const width = Math.min(Math.max(near.width, 380), innerWidth - 2 * GAP);
  const below = innerHeight - near.bottom - 2 * GAP;
  const isBelow = below >= 320 || below >= near.top;
  Object.assign(open.box.style, {
    width: `${width}px`,
    left: `${Math.max(GAP, Math.min(near.left, innerWidth - width - GAP))}px`,
    maxHeight: `${Math.min(460, isBelow ? below : near.top - 2 * GAP)}px`,
    top: isBelow ? `${near.bottom + GAP}px` : "auto",
    bottom: isBelow ? "auto" : `${innerHeight - near.top + GAP}px`,
  });
}

function plain(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLocaleLowerCase();
}

function filter(): void {
  if (!open) return;
  const wanted = plain(open.search.value.trim()).split(/\s+/);
  open.shown = [];
  for (const group of open.box.querySelectorAll<HTMLElement>("[role=group]")) {
    const source = plain(one(".tree-source", group)?.textContent ?? "");
    let any = false;
    for (const leaf of group.querySelectorAll<HTMLElement>("[role=option]")) {
      const told = `${source} ${plain(leaf.textContent ?? "")}`;
      leaf.hidden = !wanted.every((word) => told.includes(word));
      if (!leaf.hidden) open.shown.push(leaf);
      any ||= !leaf.hidden;
    }
    group.hidden = !any;
  }
  tellFound(open.shown.length);
  const chosen = open.shown.findIndex((leaf) => leaf.ariaSelected === "true");
  const first = open.shown.findIndex((leaf) => leaf.ariaDisabled !== "true");
  go(open.search.value || chosen < 0 ? first : chosen);
}

function tellFound(count: number): void {
  const found = one(".tree-found", open!.box)!;
  found.classList.toggle("visually-hidden", count > 0);
  found.textContent = count
    ? fill(ngettext("%(n)s value", "%(n)s values", count), { n: count })
    : gettext("Nothing is called that. Try another word.");
}

function go(to: number, scroll = true): void {
  if (!open) return;
  open.shown[open.at]?.classList.remove("is-at");
  for (const each of open.box.querySelectorAll(".is-at")) each.classList.remove("is-at");
  open.at = to;
  const leaf = open.shown[to];
  leaf?.classList.add("is-at");
  if (leaf) open.search.setAttribute("aria-activedescendant", leaf.id);
  else open.search.removeAttribute("aria-activedescendant");
  if (scroll) leaf?.scrollIntoView({ block: "nearest" });
}

const STEPS: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };

function pressed(event: KeyboardEvent): void {
  if (!open || event.isComposing) return;
  event.stopPropagation(); // the page's own keys mean something else here
  const step = STEPS[event.key];
  const last = open.shown.length - 1;
  if (step) go(Math.abs(step) === 1 ? (open.at + step + last + 1) % (last + 1) : Math.max(0, Math.min(last, open.at + step)));
  else if (event.key === "Enter") pick(open.shown[open.at]);
  else if (event.key === "Escape" || event.key === "Tab") closeTree();
  else return;
  event.preventDefault();
}

function pick(leaf: HTMLElement | undefined): void {
  if (!open || !leaf || leaf.ariaDisabled === "true") return;
  const { asked } = open;
  closeTree();
  asked.picked(leaf.dataset.value ?? "");
}

function clicked(event: Event): void {
  pick((event.target as Element).closest<HTMLElement>("[role=option]") ?? undefined);
}

function hovered(event: Event): void {
  const leaf = (event.target as Element).closest<HTMLElement>("[role=option]");
  if (open && leaf && !leaf.classList.contains("is-at")) go(open.shown.indexOf(leaf), false);
}

document.addEventListener("pointerdown", (event) => open && !open.box.contains(event.target as Node) && closeTree(false), true);
document.addEventListener("scroll", (event) => open && !open.box.contains(event.target as Node) && place(), true);
window.addEventListener("resize", place);
