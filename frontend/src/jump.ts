/** Ctrl-K: type a few letters of a place, Enter goes there. */
import { all, isVisible, one } from "./dom";

const field = one<HTMLInputElement>("[data-jump]");

function links(): HTMLAnchorElement[] {
  return all<HTMLAnchorElement>("#jump .jump-list a");
}

field?.addEventListener("input", () => {
  const wanted = field.value.trim().toLocaleLowerCase();
  for (const link of links()) {
    link.parentElement!.hidden = !link.textContent!.toLocaleLowerCase().includes(wanted);
  }
});

one("#jump")?.addEventListener("keydown", (event) => {
  const shown = links().filter(isVisible);
  const at = shown.indexOf(document.activeElement as HTMLAnchorElement);
  if (event.key === "Enter" && at < 0) shown[0]?.click();
  else if (event.key === "ArrowDown") (shown[at + 1] ?? shown[0])?.focus();
  else if (event.key === "ArrowUp") (shown[at - 1] ?? field)?.focus();
  else return;
  event.preventDefault();
});
