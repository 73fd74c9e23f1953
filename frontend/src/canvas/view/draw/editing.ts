/** What editing a drawing needs to hear; a drawing that is only looked at gives none of it. */
import type { FinalConnectionState } from "@xyflow/react";

import type { Spot, Spots } from "../arrange/boxes";
import type { Hands } from "./hands";
import type { Live } from "./nodes";

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
  const point = "changedTouches" in event ? event.changedTouches[0] : event;
  if (!point) return;
  const at = { x: point.clientX, y: point.clientY };
  const under = document.elementFromPoint(at.x, at.y);
  const target = under?.closest<HTMLElement>(".react-flow__node")?.dataset.id;
  const source = state.fromNode.id;
  if (target && target !== source && !target.includes(":")) editing.connect(source, target);
  else if (!target && under?.closest(".react-flow")) editing.dropLink(source, at);
}
