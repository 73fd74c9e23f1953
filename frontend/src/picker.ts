/** <select data-picker>: a button that shows what is chosen and opens a tree; the select stays the form's control. */
import { all } from "./dom";
import { type Branch, icon, type Leaf, make, openTree } from "./tree";

export function leafOf(told: HTMLElement, value: string, name: string): Leaf {
  const { icon, type, example, why } = told.dataset;
  return { value, name: told.dataset.name ?? name, icon, type, example, why };
}

function branches(select: HTMLSelectElement): Branch[] {
  const alone: Branch = { name: "", leaves: [] };
  const found: Branch[] = [];
  for (const child of select.children) {
    if (child instanceof HTMLOptGroupElement) {
      const leaves = all<HTMLOptionElement>("option", child).map((each) => leafOf(each, each.value, each.text));
      found.push({ name: child.label, icon: child.dataset.icon, leaves });
    } else if (child instanceof HTMLOptionElement) {
      alone.leaves.push({ icon: "circle-dashed", ...leafOf(child, child.value, child.text) });
    }
  }
  return [alone, ...found];
}

function labelOf(select: HTMLSelectElement): string {
  return select.labels[0]?.textContent?.trim() ?? "";
}

/** "Triage › Category", the first of which is the lesser part. */
function wordsOf(option: HTMLOptionElement | undefined): (HTMLElement | string)[] {
  const text = option?.text ?? "";
  const lead = option?.dataset.name && text.endsWith(option.dataset.name) ? text.length - option.dataset.name.length : 0;
  return [...(lead ? [make("span", { class: "picker-source" }, text.slice(0, lead))] : []), text.slice(lead)];
}

function show(select: HTMLSelectElement, button: HTMLButtonElement): void {
  const chosen = select.selectedOptions[0];
  const words = make("span", { class: "picker-words", dir: "auto" }, ...wordsOf(chosen));
  const example = chosen?.dataset.example;
  button.replaceChildren(
    make("span", { class: "visually-hidden" }, `${labelOf(select)}: `),
    icon(chosen?.dataset.icon ?? (select.value ? "alert-triangle" : "circle-dashed")),
    words,
    ...(example ? [make("span", { class: "picker-example", dir: "auto" }, example)] : []),
    icon("chevron-down"),
  );
  button.classList.toggle("is-empty", !select.value);
  button.classList.toggle("is-wrong", select.getAttribute("aria-invalid") === "true" || Boolean(chosen?.dataset.why));
  const told = select.getAttribute("aria-describedby");
  if (told) button.setAttribute("aria-describedby", told);
  else button.removeAttribute("aria-describedby");
}

function ask(select: HTMLSelectElement, button: HTMLButtonElement): void {
  button.setAttribute("aria-expanded", "true");
  openTree({
    anchor: button,
    within: button,
    label: labelOf(select),
    branches: branches(select),
    chosen: select.value,
    picked: (value) => {
      if (value === select.value) return;
      select.value = value;
      select.dispatchEvent(new Event("input", { bubbles: true }));
      select.dispatchEvent(new Event("change", { bubbles: true }));
    },
    closed: (back) => {
      button.setAttribute("aria-expanded", "false");
      if (back) button.focus({ preventScroll: true });
    },
  });
}

function dress(select: HTMLSelectElement): void {
  const focused = select === document.activeElement;
  const button = make("button", {
    type: "button", class: "picker", "data-made": select.id, "aria-haspopup": "dialog", "aria-expanded": "false",
  }); // prettier-ignore
  select.dataset.dressed = "";
  select.classList.add("visually-hidden");
  select.tabIndex = -1;
  select.setAttribute("aria-hidden", "true");
  select.after(button);
  show(select, button);
  select.addEventListener("laid", () => show(select, button));
  select.addEventListener("change", () => show(select, button));
  // Links to what is wrong, labels and the keyboard's return after a refresh all mean the select.
  select.addEventListener("focus", () => button.focus());
  button.addEventListener("click", () => ask(select, button));
  button.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    ask(select, button);
  });
  if (focused) button.focus({ preventScroll: true });
}

function dressAll(root: ParentNode): void {
  for (const select of all<HTMLSelectElement>("select[data-picker]:not([data-dressed])", root)) dress(select);
}

document.addEventListener("htmx:load", (event) => dressAll(event.target as HTMLElement));
dressAll(document);
