/** <details class="menu"> behaves as a menu: one open at a time, closed by Escape, a choice, or a click elsewhere. */
import { all, one } from "./dom";

function closeOthers(kept: Element | null): void {
  for (const menu of all<HTMLDetailsElement>("details.menu[open]")) if (menu !== kept) menu.open = false;
}

document.addEventListener("click", (event) => {
  const inside = event.target instanceof Element ? event.target.closest("details.menu") : null;
  const chosen = event.target instanceof Element && event.target.closest(".menu-sheet a, .menu-sheet button:not([data-stays])");
  closeOthers(chosen ? null : inside);
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = one<HTMLDetailsElement>("details.menu[open]");
  if (!menu) return;
  menu.open = false;
  one("summary", menu)?.focus();
});
