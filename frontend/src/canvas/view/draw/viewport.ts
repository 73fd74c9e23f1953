/** Looking at a drawing: the first view of it, and bringing a part into sight. */
import type { ReactFlowInstance } from "@xyflow/react";

import type { LinkEdge, Part } from "./parts";

export type Flow = ReactFlowInstance<Part, LinkEdge>;

const still = matchMedia("(prefers-reduced-motion: reduce)");

/** How long a glide takes; none where motion is not wanted. */
export function glide(): number {
  return still.matches ? 0 : 180;
}

const READABLE = 0.6;
const AIR = 0.12;

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

/** Move as little as needed so that the part is in sight. */
export function showPart(flow: Flow, place: Element, id: string, below = 24): void {
  const node = flow.getNode(id);
  if (!node) return;
  const { x, y, zoom } = flow.getViewport();
  const [left, top] = [node.position.x * zoom + x, node.position.y * zoom + y];
  const [width, height] = [(node.width ?? 0) * zoom, (node.height ?? 0) * zoom];
  const edge = 24;
  const isIn = left >= edge && top >= edge && left + width <= place.clientWidth - edge && top + height <= place.clientHeight - below;
  if (isIn) return;
  const middle = { x: node.position.x + (node.width ?? 0) / 2, y: node.position.y + (node.height ?? 0) / 2 };
  void flow.setCenter(middle.x, middle.y, { zoom: Math.max(zoom, READABLE), duration: glide() });
}
