/** Two versions of a workflow in one drawing, or one version to look at. */
import "@xyflow/react/dist/base.css";
import "../../css/canvas.css";
import "../../css/canvas-map.css";
import "../../css/canvas-compare.css";

import { useCallback, useMemo, useState } from "react";
import { createRoot } from "react-dom/client";

import { gettext } from "../../language";
import { cardOf } from "../document/cards";
import { linkId } from "../document/types";
import { read } from "../map/reading";
import { Drawing, type View } from "../view/draw/drawing";
import { focusPart } from "../view/draw/focus";
import { outlineOrder } from "../view/draw/order";
import { NOTHING, type Picked } from "../view/draw/parts";
import { glide } from "../view/draw/viewport";
import { Controls } from "../view/tools/controls";
import { changesOf, type Compared } from "./changes";
import { linkLooksOf, looksOf } from "./looks";
import { Told, Walk } from "./side";

/** A link lies between its ends: the middle of them is looked at. */
function showLink(view: View, { document }: Compared, id: string): void {
  const link = document.links.find((each) => linkId(each) === id);
  const spots = view.spots();
  const [from, to] = [spots[link?.source ?? ""], spots[link?.target ?? ""]];
  if (from && to) void view.current?.setCenter((from.x + to.x) / 2 + 128, (from.y + to.y) / 2 + 48, { zoom: view.current.getZoom(), duration: glide() });
}

function pickedOf(chosen: string): Picked {
  if (!chosen) return NOTHING;
  return chosen.includes(">") ? { ...NOTHING, links: [chosen] } : { ...NOTHING, steps: [chosen] };
}

function useWalk(compared: Compared, order: string[], view: View | null) {
  const [chosen, choose] = useState("");
  const changes = useMemo(() => changesOf(compared, order), [compared, order]);
  const at = changes.findIndex((change) => change.id === chosen);
  const go = (by: number) => {
    const next = changes[at < 0 ? (by > 0 ? 0 : changes.length - 1) : (at + by + changes.length) % changes.length];
    if (!next || !view) return;
    choose(next.id);
    if (next.id.includes(">")) return showLink(view, compared, next.id);
    view.show(next.id);
    focusPart(next.id, view.show);
  };
  return { chosen, choose, changes, at, go };
}

function Compare({ compared, label }: { compared: Compared; label: string }) {
  const { document, cards, link_words, marks } = compared;
  const [view, setView] = useState<View | null>(null);
  const order = useMemo(() => outlineOrder(document), [document]);
  const looks = useMemo(() => looksOf(marks?.steps ?? {}), [marks]);
  const linkLooks = useMemo(() => linkLooksOf(marks?.links ?? {}), [marks]);
  const cardAt = useCallback((key: string) => cardOf({ document, cards }, key), [document, cards]);
  const { chosen, choose, changes, at, go } = useWalk(compared, order, view);
  const picked = useMemo(() => pickedOf(chosen), [chosen]);
  return (
    <>
      <div className="compare-floor">
        <Drawing
          mode="compare"
          label={label}
          document={document}
          order={order}
          cardOf={cardAt}
          linkWords={link_words}
          looks={looks}
          linkLooks={linkLooks}
          picked={picked}
          onOpen={(id) => !id.includes(":") && choose(id)}
          onView={setView}
        >
          <Controls />
        </Drawing>
      </div>
      {marks && (
        <section className="compare-side" aria-label={gettext("What changed, step by step")}>
          <Walk changes={changes} at={at} go={go} />
          <Told compared={compared} chosen={chosen} />
        </section>
      )}
    </>
  );
}

/** Draws what the place's address answers. */
export async function drawCompare(place: HTMLElement): Promise<void> {
  const compared = await read<Compared>(place.dataset.address ?? "");
  if (!compared) {
    place.textContent = gettext("The drawing cannot be had just now. Reload the page to try again.");
    return;
  }
  place.classList.toggle("is-alone", !compared.marks);
  place.replaceChildren();
  createRoot(place).render(<Compare compared={compared} label={place.dataset.label ?? ""} />);
}
