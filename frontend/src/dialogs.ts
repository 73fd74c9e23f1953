/** data-opens="id" opens that <dialog>, data-closes closes the one it stands in; a click beside it closes it too. */
import { meant, one } from "./dom";

document.addEventListener("click", (event) => {
  const opener = meant(event, "[data-opens]");
  if (opener) {
    event.preventDefault();
    one<HTMLDialogElement>(`dialog#${CSS.escape(opener.dataset.opens ?? "")}`)?.showModal();
    return;
  }
  if (meant(event, "[data-closes]")) meant(event, "dialog[open]") && (event.target as Element).closest("dialog")!.close();
});

// A dialog's own box is its content: a press on the element itself is a press on the backdrop.
document.addEventListener("pointerdown", (event) => {
  const dialog = event.target;
  if (!(dialog instanceof HTMLDialogElement) || !dialog.open || "stay" in dialog.dataset) return;
  const box = dialog.getBoundingClientRect();
  const inside = event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom;
  if (!inside) dialog.close();
});
