/** data-unfolds="id": opens that <details> and puts the keyboard into its first field. */
import { meant, one } from "./dom";

document.addEventListener("click", (event) => {
  const opener = meant(event, "[data-unfolds]");
  if (!opener) return;
  const part = one<HTMLDetailsElement>(`details#${CSS.escape(opener.dataset.unfolds ?? "")}`);
  if (!part) return;
  event.preventDefault();
  part.open = true;
  part.scrollIntoView({ block: "center" });
  one("input:not([type=hidden]), select, textarea, summary ~ * button", part)?.focus({ preventScroll: true });
});
