/** data-opens="id" opens that <dialog>, data-closes closes the one it stands in; a click beside it closes it too. */
import { meant, one } from "./dom";

/** Show a dialog and let its parts know: they may be fetched only now. */
export function show(dialog: HTMLDialogElement | null): void {
  if (!dialog || dialog.open) return;
  dialog.showModal();
  dialog.dispatchEvent(new CustomEvent("opened"));
}

document.addEventListener("click", (event) => {
  const opener = meant(event, "[data-opens]");
  if (opener) {
    event.preventDefault();
    show(one<HTMLDialogElement>(`dialog#${CSS.escape(opener.dataset.opens ?? "")}`));
    return;
  }
  const dialog = meant(event, "[data-closes]") && meant<HTMLDialogElement>(event, "dialog[open]");
  if (!dialog) return;
  event.preventDefault();
  dialog.close();
});

// Openers and closers are links, so that they work without scripts (:target); with scripts they act as buttons do.
document.addEventListener("keydown", (event) => {
  const link = event.key === " " && meant(event, "a[data-opens], a[data-closes]");
  if (!link) return;
  event.preventDefault();
  link.click();
});

// A dialog's own box is its content: a press on the element itself is a press on the backdrop.
document.addEventListener("pointerdown", (event) => {
  const dialog = event.target;
  if (!(dialog instanceof HTMLDialogElement) || !dialog.open || "stay" in dialog.dataset) return;
  const box = dialog.getBoundingClientRect();
  const inside = event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom;
  if (!inside) dialog.close();
});
