/** data-compare: versions as a drawing; its script comes only with pages that have one. */
import { all } from "./dom";

async function draw(place: HTMLElement): Promise<void> {
  const { drawCompare } = await import("./canvas/compare/compare");
  await drawCompare(place);
}

for (const place of all("[data-compare]")) {
  const section = place.closest<HTMLElement>("[data-needs-script]");
  if (section) section.hidden = false;
  void draw(place);
}
