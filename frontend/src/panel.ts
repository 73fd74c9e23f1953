/** The side panel: filled by htmx beside a list, closed by its button or Escape, and the focus goes back to the row. */
import { isTyping, meant, one } from "./dom";

let opener: HTMLElement | null = null;

function close(): void {
  const panel = one("#panel");
  if (!panel?.childElementCount) return;
  panel.replaceChildren();
  for (const row of document.querySelectorAll("[data-item].is-chosen")) row.classList.remove("is-chosen");
  if (opener?.isConnected) opener.focus();
}

document.addEventListener("htmx:beforeRequest", (event) => {
  const { elt, target } = (event as CustomEvent<{ elt: HTMLElement; target: HTMLElement }>).detail;
  const row = elt.closest<HTMLElement>("[data-item]");
  if (!row || elt.closest("#panel") || target === elt) return;
  opener = elt;
  for (const other of row.parentElement?.querySelectorAll(":scope > .is-chosen") ?? []) {
    other.classList.remove("is-chosen");
    other.removeAttribute("aria-current");
  }
  row.classList.add("is-chosen");
  row.setAttribute("aria-current", "true");
});

document.addEventListener("click", (event) => meant(event, "[data-close-panel]") && close());
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !isTyping() && !one("dialog[open], details.menu[open]")) close();
});
