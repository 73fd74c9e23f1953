/** Which step stands beside the map; the page itself knows, since the timeline opens steps too. */
import { useEffect, useMemo, useState } from "react";

import { one } from "../../dom";
import { NOTHING, type Picked } from "../view/draw/parts";

const PLACE = "#run-step";

function placeNow(): string {
  return one(PLACE)?.dataset.place ?? "";
}

/** The key of the step that is shown, as what is picked in the drawing. */
export function useShown(): Picked {
  const [place, setPlace] = useState(placeNow);
  useEffect(() => {
    const look = () => setPlace(placeNow());
    document.addEventListener("htmx:afterSettle", look);
    return () => document.removeEventListener("htmx:afterSettle", look);
  }, []);
  const key = place.slice(0, Math.max(0, place.lastIndexOf(".")));
  return useMemo(() => (key ? { ...NOTHING, steps: [key] } : NOTHING), [key]);
}

/** Asks htmx for a step, as a line of the timeline does. */
export function showStep(href: string, place: string): void {
  const push = new URL(location.href);
  push.searchParams.set("step", place);
  void window.htmx.ajax("get", href, { target: PLACE, swap: "outerHTML", push: `${push.pathname}${push.search}` });
}

/** Escape leads from the step back to its card. */
export function listenForBack(card: () => HTMLElement | null): () => void {
  const pressed = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || !one(PLACE)?.contains(event.target as Node) || one("dialog[open]")) return;
    card()?.focus();
  };
  document.addEventListener("keydown", pressed);
  return () => document.removeEventListener("keydown", pressed);
}
