/** A run as a map: its drawing, coloured by what happened, moving with the run. */
import "@xyflow/react/dist/base.css";
import "../../css/canvas.css";
import "../../css/canvas-map.css";

import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { createRoot } from "react-dom/client";

import { gettext } from "../../language";
import { one } from "../../dom";
import { cardOf } from "../document/cards";
import { Drawing, type View } from "../view/draw/drawing";
import { outlineOrder } from "../view/draw/order";
import { Controls } from "../view/tools/controls";
import { useWatched } from "../view/watched";
import { Follow, hereOf } from "./follow";
import { follow, type Following } from "./following";
import type { RunMap } from "./answers";
import { linkLooksOf, looksOf } from "./looks";
import { listenForBack, showStep, useShown } from "./shown";

function Lost() {
  return (
    <p className="map-lost" role="status">
      {gettext("The map cannot be had just now; it is asked for again.")}
    </p>
  );
}

function RunDrawing({ map }: { map: RunMap }) {
  const { document, cards, states, links, link_words } = map;
  const [view, setView] = useState<View | null>(null);
  const order = useMemo(() => outlineOrder(document), [document]);
  const looks = useMemo(() => looksOf(map), [states]);
  const linkLooks = useMemo(() => linkLooksOf(links), [links]);
  const cardAt = useCallback((key: string) => cardOf({ document, cards }, key), [document, cards]);
  const picked = useShown();
  const onOpen = (id: string) => {
    const { href = "", place = "" } = states[id] ?? {};
    if (href) showStep(href, place);
  };
  const shown = picked.steps[0];
  const here = useRef(map.over ? shown : (hereOf(map, order) ?? shown));
  useEffect(() => {
    const wanted = here.current ?? shown;
    here.current = undefined; // only the first look is at where the run is
    if (wanted) view?.show(wanted);
  }, [view, shown]);
  useEffect(() => listenForBack(() => one(`.react-flow__node[data-id="${CSS.escape(shown ?? "")}"]`)), [shown]);
  return (
    <Drawing
      mode="map"
      label={gettext("Map of the run")}
      document={document}
      order={order}
      cardOf={cardAt}
      linkWords={link_words}
      looks={looks}
      linkLooks={linkLooks}
      picked={picked}
      onOpen={onOpen}
      onView={setView}
    >
      <Controls />
      <Follow map={map} order={order} view={view} />
    </Drawing>
  );
}

function Room({ following }: { following: Following }) {
  const map = useWatched(following.seen, (seen) => seen.map);
  const isLost = useWatched(following.seen, (seen) => seen.lost);
  return (
    <>
      {map ? <RunDrawing map={map} /> : !isLost && <div className="canvas-wait" role="status">{gettext("Drawing the map…")}</div>}
      {isLost && <Lost />}
    </>
  );
}

/** Draws the map of the run that the place names; gives back how to take it away. */
export function drawRun(place: HTMLElement): () => void {
  const following = follow(place.dataset.address ?? "", place.dataset.watch ?? "");
  place.replaceChildren();
  const root = createRoot(place);
  root.render(<Room following={following} />);
  return () => {
    following.stop();
    root.unmount();
  };
}
