/** A run as a map or as a timeline: what a person chose stays; the map's script comes when it is first shown. */
import { all, one } from "./dom";

type View = "map" | "timeline";

const KEY = `steward-run-view:${document.body.dataset.person ?? ""}`;

let leave: (() => void) | null = null;

function wanted(): View {
  const kept = localStorage.getItem(KEY);
  if (kept === "map" || kept === "timeline") return kept;
  return matchMedia("(max-width: 767px)").matches ? "timeline" : "map";
}

async function draw(place: HTMLElement): Promise<void> {
  if ("drawn" in place.dataset) return;
  place.dataset.drawn = "";
  const { drawRun } = await import("./canvas/map/map");
  if (place.isConnected) leave = drawRun(place);
}

function show(view: View): void {
  const place = one("[data-run-map]");
  const timeline = one("#run-timeline");
  if (!place || !timeline) return;
  for (const button of all("[data-view]")) button.setAttribute("aria-pressed", String(button.dataset.view === view));
  place.hidden = view !== "map";
  timeline.hidden = view === "map";
  place.closest(".run")?.classList.toggle("is-map", view === "map");
  if (view === "map") void draw(place);
  else if ("drawn" in place.dataset) window.htmx.trigger(timeline, "run-changed"); // the run moved, another step was chosen
}

function begin(): void {
  const bar = one("[data-run-views]");
  if (!bar) return;
  bar.hidden = false;
  show(wanted());
}

document.addEventListener("click", (event) => {
  const button = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-view]") : null;
  if (!button) return;
  localStorage.setItem(KEY, button.dataset.view ?? "");
  show(button.dataset.view as View);
});

// A timeline nobody sees need not be asked for; it is when it is shown again.
document.addEventListener("htmx:beforeRequest", (event) => {
  const { elt } = (event as CustomEvent<{ elt: HTMLElement }>).detail;
  if (elt.id === "run-timeline" && elt.hidden) event.preventDefault();
});

// What the browser's history brings back is a picture of the map, not the map.
document.addEventListener("htmx:historyRestore", () => {
  leave?.();
  leave = null;
  const place = one("[data-run-map]");
  if (!place) return;
  delete place.dataset.drawn;
  place.replaceChildren();
  begin();
});

begin();
