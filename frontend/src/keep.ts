/** What a refresh must not take away: what is being written, what is unfolded, and the place of the keyboard. */
import { all, isTyping, one } from "./dom";

let unfolded: string[] = [];
let focused = "";
const postponed = new Set<HTMLElement>();

/** A live refresh is one that nobody clicked for. */
function isNews(event: Event): boolean {
  const cause = (event as CustomEvent).detail?.requestConfig?.triggeringEvent as Event | undefined;
  return cause?.type.endsWith("-changed") ?? false;
}

document.addEventListener("htmx:beforeRequest", (event) => {
  const part = (event as CustomEvent).detail.elt as HTMLElement;
  if (!isNews(event) || !part.contains(document.activeElement) || !isTyping()) return;
  event.preventDefault();
  postponed.add(part);
});

document.addEventListener("focusout", () => {
  setTimeout(() => {
    for (const part of postponed) {
      if (part.contains(document.activeElement) && isTyping()) continue;
      postponed.delete(part);
      if (part.isConnected) document.body.dispatchEvent(new CustomEvent(`${kind(part)}-changed`, { bubbles: true }));
    }
  });
});

function kind(part: HTMLElement): string {
  return (part.dataset.watch ?? part.closest<HTMLElement>("[data-watch]")?.dataset.watch ?? "").split(":")[0] ?? "";
}

document.addEventListener("htmx:beforeSwap", (event) => {
  const target = (event as CustomEvent).detail.target as HTMLElement;
  unfolded = all<HTMLDetailsElement>("details[id][open]", target).map((details) => details.id);
  const active = document.activeElement;
  // Parts are swapped one into another's waiting: only the one that holds the keyboard speaks of its place.
  if (active instanceof HTMLElement && target.contains(active)) focused = active.id || (active.dataset.focus ?? "");
});

document.addEventListener("htmx:afterSettle", (event) => {
  for (const id of unfolded) document.getElementById(id)?.setAttribute("open", "");
  unfolded = [];
  const part = (event as CustomEvent).detail.elt as HTMLElement;
  const wanted = one("[data-autofocus]", part) ?? (part.matches("[data-autofocus]") ? part : null);
  if (wanted && !isNews(event)) {
    wanted.removeAttribute("data-autofocus");
    (wanted.matches("input, select, textarea, button, a, [tabindex]") ? wanted : one("input, select, textarea", wanted))?.focus();
  } else if (focused && document.activeElement === document.body) {
    (document.getElementById(focused) ?? one(`[data-focus="${CSS.escape(focused)}"]`))?.focus({ preventScroll: true });
  }
  if (document.activeElement !== document.body) focused = "";
});
