/** Work by keyboard: j and k move through a list, Enter opens, / filters, ? explains, and a button may name its key. */
import { show } from "./dialogs";
import { all, isTyping, isVisible, one } from "./dom";

function items(): HTMLElement[] {
  return all("[data-keys] [data-item]").filter(isVisible);
}

/** Where the keyboard is in the list: the focused row, else the one marked as chosen. */
function here(rows: HTMLElement[]): number {
  const focused = rows.findIndex((row) => row.contains(document.activeElement));
  return focused >= 0 ? focused : rows.findIndex((row) => row.matches("[aria-current=true], .is-chosen"));
}

function move(by: number): void {
  const rows = items();
  if (!rows.length) return;
  const at = here(rows);
  const next = rows[at < 0 ? (by > 0 ? 0 : rows.length - 1) : Math.max(0, Math.min(rows.length - 1, at + by))]!;
  const target = next.matches("a, button, [tabindex]") ? next : (one("a, button, [tabindex]", next) ?? next);
  target.focus();
  next.scrollIntoView({ block: "nearest" });
}

/** The first field of what a key unfolded. */
function first(part: HTMLElement): HTMLElement | null {
  return one("input:not([type=hidden]), select, textarea", part);
}

function press(key: string): boolean {
  const scope = one<HTMLDialogElement>("dialog[open]") ?? document;
  const button = all(`[data-key="${CSS.escape(key)}"]`, scope).find(isVisible);
  if (!button || button.matches(":disabled, [aria-disabled=true]")) return false;
  if (button.matches("input, textarea, select")) button.focus();
  else button.click();
  if (button.parentElement instanceof HTMLDetailsElement && button.parentElement.open) first(button.parentElement)?.focus();
  return true;
}

function act(event: KeyboardEvent): boolean {
  if (press(event.key)) return true;
  if (one("dialog[open]")) return false;
  if (event.key === "j") return move(1), true;
  if (event.key === "k") return move(-1), true;
  if (event.key === "/") {
    const filter = all("[data-filter]").find(isVisible);
    filter?.focus();
    return Boolean(filter);
  }
  if (event.key === "?") return show(one("#help")), true;
  return false;
}

document.addEventListener("keydown", (event) => {
  const find = (event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === "k" && one<HTMLDialogElement>("#find");
  if (find) {
    event.preventDefault();
    if (find.open) find.close();
    else if (!one("dialog[open]")) show(find);
    return;
  }
  if (event.key === "Escape" && isTyping() && !one("dialog[open]")) return (document.activeElement as HTMLElement).blur();
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isTyping()) return;
  if (act(event)) event.preventDefault();
});

// A row is one target: a click beside its link is a click on it.
document.addEventListener("click", (event) => {
  if (!(event.target instanceof Element) || event.target.closest("a, button, input, label, select, summary")) return;
  const row = event.target.closest<HTMLElement>("[data-item]");
  if (row && !String(getSelection())) one<HTMLElement>("a, button", row)?.click();
});
