/** The canvas of a workflow: loaded only on pages that have one. */
import "@xyflow/react/dist/base.css";
import "../css/canvas.css";
import "../css/canvas-map.css";
import "../css/canvas-trial.css";

import { createRoot } from "react-dom/client";

import { all, one } from "../dom";
import { openDraft } from "./document/open";
import { openTrial } from "./trial/trial";
import { newDesk, type Making, type Session } from "./view/desk";
import { Editor } from "./view/editor";

function makings(): Making[] {
  const mould = one<HTMLTemplateElement>("#canvas-makings");
  return all("[data-key]", mould?.content ?? document.createElement("div")).map((line) => ({
    key: Number(line.dataset.key),
    job: line.dataset.job ?? "agent",
    name: line.dataset.name ?? "",
    about: line.dataset.about ?? "",
  }));
}

/** A sentence for those who listen; said again it is said anew. */
function say(words: string): void {
  const place = one("#canvas-said");
  if (!place) return;
  place.textContent = "";
  requestAnimationFrame(() => (place.textContent = words));
}

function open(place: HTMLElement): void {
  const desk = newDesk();
  const session: Session = {
    draft: openDraft(place),
    desk,
    trial: openTrial(place.dataset.try ?? "", desk),
    addresses: { ...place.dataset },
    makings: makings(),
    name: place.dataset.name ?? "",
    flow: { current: null, spots: () => ({}), show: () => undefined },
    say,
  };
  createRoot(place).render(<Editor session={session} />);
}

const place = one("[data-canvas]");
if (place) open(place);
