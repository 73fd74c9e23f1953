/** What editing a drawing needs to hear; a drawing that is only looked at gives none of it. */
import type { FinalConnectionState, HandleType } from "@xyflow/react";

import type { Spot, Spots } from "../arrange/boxes";
import type { Hands } from "./hands";
import type { Live } from "./nodes";
import type { LinkEdge } from "./parts";

export interface Editing {
  hands: Hands;
  hold(): () => void;
  move(spots: Live, all: Spots): void;
  connect(source: string, target: string): void;
  mayConnect(source: string, target: string): boolean;
  reconnect(id: string, end: { source: string; target: string }): void;
  dropLink(source: string, at: Spot): void;
}

/** A link that was let go over a card leads to it, wherever on the card that was; over nothing it asks what comes next. */
export function letGo(event: MouseEvent | TouchEvent, state: FinalConnectionState, editing: Editing): void {
  if (state.isValid || !state.fromNode || state.fromHandle?.type !== "source") return;
  const at = pointOf(event);
  const under = at && document.elementFromPoint(at.x, at.y);
  const target = at && stepAt(at);
  const source = state.fromNode.id;
  if (target && target !== source) editing.connect(source, target);
  else if (at && !under?.closest(".react-flow__node") && under?.closest(".react-flow")) editing.dropLink(source, at);
}

/** The end of a link that was let go over a card: it leads there, or comes from there; over nothing it stays as it was. */
export function ledElsewhere(event: MouseEvent | TouchEvent, edge: LinkEdge, fixed: HandleType, state: FinalConnectionState, editing: Editing): void {
  const at = pointOf(event);
  const step = at && !state.isValid ? stepAt(at) : "";
  if (!step) return;
  editing.reconnect(edge.id, fixed === "source" ? { source: edge.source, target: step } : { source: step, target: edge.target });
}

function pointOf(event: MouseEvent | TouchEvent): Spot | null {
  const point = "changedTouches" in event ? event.changedTouches[0] : event;
  return point ? { x: point.clientX, y: point.clientY } : null;
}

/** The step under a point of the screen; empty where there is none. */
function stepAt(at: Spot): string {
  const key = document.elementFromPoint(at.x, at.y)?.closest<HTMLElement>(".react-flow__node")?.dataset.id ?? "";
  return key.includes(":") ? "" : key;
}
