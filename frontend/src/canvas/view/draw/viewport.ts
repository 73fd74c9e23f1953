/** Looking at a drawing: the first view of it, and bringing a part into sight. */
import type { ReactFlowInstance } from "@xyflow/react";

import type { LinkEdge, Part } from "./parts";

export type Flow = ReactFlowInstance<Part, LinkEdge>;

const still = matchMedia("(prefers-reduced-motion: reduce)");

/** How long a glide takes; none where motion is not wanted. */
export function glide(): number {
  return still.matches ? 0 : 180;
}

export const FAR = 0.45; // zoomed out further than this, only names are drawn
const AIR = 0.12;
const EDGE = 32;

export function fitAll(flow: Flow): void {
  void flow.fitView({ padding: AIR, maxZoom: 1, duration: glide() });
}

/** From its beginning at the top, as large as can be read: a drawing is read downwards, as a page is. */
export function firstView(flow: Flow, place: HTMLElement): void {
  const nodes = flow.getNodes();
  const start = nodes.find((node) => node.id === "start");
  if (!start) return;
  const { x, width, height } = flow.getNodesBounds(nodes);
  const all = Math.min(place.clientWidth / (width + 96), place.clientHeight / (height + 112));
  const size = Math.min(1, Math.max(all, Math.min(0.9, place.clientWidth / (width + 96)), 0.75));
  const middle = width * size < place.clientWidth ? x + width / 2 : start.position.x + (start.width ?? 0) / 2;
  void flow.setViewport({ x: place.clientWidth / 2 - middle * size, y: 48 - start.position.y * size, zoom: size });
}

/** How far a stretch must be shifted to lie within a window, no further than needed. */
function shift(from: number, length: number, window: number, before: number, after: number): number {
  if (from < before) return before - from;
  const over = from + length - (window - after);
  return over > 0 ? -Math.min(over, from - before) : 0;
}

/** Move as little as needed so that the part is in sight, with some room below it and beside it. */
export function showPart(flow: Flow, place: Element, id: string, below = EDGE, beside = EDGE): void {
  const node = flow.getNode(id);
  if (!node) return;
  const { x, y, zoom } = flow.getViewport();
  const across = shift(node.position.x * zoom + x, (node.width ?? 0) * zoom, place.clientWidth, EDGE, beside);
  const down = shift(node.position.y * zoom + y, (node.height ?? 0) * zoom, place.clientHeight, EDGE, below);
  if (across || down) void flow.setViewport({ x: x + across, y: y + down, zoom }, { duration: glide() });
}
