/** The outline by keyboard: arrows between lines, Enter opens, Alt with an arrow moves, a adds, Delete removes; and who is here. */
import { all, isTyping, isVisible, one } from "./dom";

const AGAIN = 20_000; // milliseconds between two signs of being here
const ACTS: Record<string, string> = { a: "add", Delete: "remove", m: "menu" };

function lines(): HTMLElement[] {
  return all("[data-outline] [data-line]").filter(isVisible);
}

/** The line the keyboard is in. */
function here(): HTMLElement | null {
  return document.activeElement?.closest<HTMLElement>("[data-outline] [data-line]") ?? null;
}

function act(line: HTMLElement, what: string): HTMLElement | null {
  return one(`[data-act="${what}"]`, line);
}

function go(by: number): boolean {
  const found = lines();
  const now = here();
  const at = now ? found.indexOf(now) : -1;
  const next = found[at < 0 ? 0 : Math.max(0, Math.min(found.length - 1, at + by))];
  if (!next) return false;
  act(next, "open")?.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
  return true;
}

function press(event: KeyboardEvent): boolean {
  const line = here();
  if (!line || isTyping() || one("dialog[open], details.menu[open]")) return false;
  const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  if (by && event.altKey) return click(act(line, by > 0 ? "down" : "up"));
  if (event.altKey || event.ctrlKey || event.metaKey) return false;
  if (by) return go(by);
  if (event.key === "Enter") return false; // a link and a button know what Enter means
  return click(act(line, ACTS[event.key] ?? ""));
}

function click(target: HTMLElement | null): boolean {
  target?.click();
  return Boolean(target);
}

document.addEventListener("keydown", (event) => {
  if (one("[data-outline]") && press(event)) event.preventDefault();
});

/** A line that was moved by its key keeps the keyboard, though its buttons are others now. */
let kept = "";
document.addEventListener("htmx:beforeSwap", (event) => {
  const { target } = (event as CustomEvent).detail as { target: HTMLElement };
  if (one("[data-outline]", target)) kept = here()?.id ?? "";
});
document.addEventListener("htmx:afterSettle", () => {
  const line = kept && document.activeElement === document.body ? document.getElementById(kept) : null;
  if (line) act(line, "open")?.focus({ preventScroll: true });
  line?.scrollIntoView({ block: "nearest" });
});

const DRAFT = "[data-presence]:not([data-canvas])"; // the outline, or one of its forms

/** Colleagues see who has the draft open, and at which step. */
function tell(leaving = false): void {
  const place = one(DRAFT);
  if (!place?.dataset.presence || document.visibilityState === "hidden") return;
  const headers = { "Content-Type": "application/json", ...JSON.parse(document.body.getAttribute("hx-headers") ?? "{}") };
  const at = place.dataset.at ?? (here()?.id ?? "").replace(/^step-|^path-.*|^(start|end)$/, "");
  const body = JSON.stringify({ at, leaving });
  fetch(place.dataset.presence, { method: "POST", headers, body, keepalive: true }).catch(() => undefined);
}

if (one(DRAFT)) {
  tell();
  setInterval(tell, AGAIN);
  window.addEventListener("pagehide", () => tell(true));
}
