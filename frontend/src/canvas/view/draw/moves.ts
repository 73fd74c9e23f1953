/** What is being moved right now, before it becomes part of the document. */
import type { NodeChange } from "@xyflow/react";

import type { Live } from "./nodes";
import type { Part } from "./parts";

/** The moved things after some more changes; a frame takes its steps along. */
export function moving(moved: Live | null, changes: NodeChange<Part>[], nodes: Part[], membersOf: (frame: string) => string[]): Live | null {
  let next = moved;
  const byId = new Map(nodes.map((node) => [node.id, node]));
  for (const change of changes) {
    if (change.type === "position" && change.position) {
      next = { ...next, ...shifted(change.id, change.position, byId, membersOf) };
    }
    if (change.type === "dimensions" && change.resizing && change.dimensions) {
      const node = byId.get(change.id);
      if (node) next = { ...next, [change.id]: { ...node.position, ...next?.[change.id], ...change.dimensions } };
    }
  }
  return next;
}

function shifted(id: string, to: { x: number; y: number }, nodes: Map<string, Part>, membersOf: (frame: string) => string[]): Live {
  const node = nodes.get(id);
  if (!node) return {};
  if (node.type !== "frame") return { [id]: { ...to, ...(node.type === "note" ? { width: node.width, height: node.height } : {}) } };
  const [dx, dy] = [to.x - node.position.x, to.y - node.position.y];
  return Object.fromEntries(
    membersOf(node.data.key).flatMap((key) => {
      const member = nodes.get(key);
      return member ? [[key, { x: member.position.x + dx, y: member.position.y + dy }]] : [];
    }),
  );
}

/** Some parts moved by the arrow keys. */
export function nudged(ids: string[], by: { x: number; y: number }, nodes: Part[], membersOf: (frame: string) => string[]): Live {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  let moved: Live = {};
  for (const id of ids) {
    const node = byId.get(id);
    if (node) moved = { ...moved, ...shifted(id, { x: node.position.x + by.x, y: node.position.y + by.y }, byId, membersOf) };
  }
  return moved;
}
