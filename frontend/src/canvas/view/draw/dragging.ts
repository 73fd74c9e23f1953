/** Dragging: what moves is kept here, frame by frame, and becomes one change of the draft at the end. */
import type { NodeChange } from "@xyflow/react";
import { useCallback, useRef, useState, type RefObject } from "react";

import type { Group } from "../../document/types";
import type { Spot, Spots } from "../arrange/boxes";
import type { Editing } from "./editing";
import { moving, nudged } from "./moves";
import type { Live } from "./nodes";
import type { Part } from "./parts";

export interface Standing {
  nodes: Part[];
  spots: Spots | null;
}

export interface Dragging {
  moved: Live | null;
  change(changes: NodeChange<Part>[]): void;
  begin(): void;
  finish(): void;
  nudge(ids: string[], by: Spot): void;
}

export function useDragging(groups: Group[], editing: Editing | undefined, standing: RefObject<Standing>, place: RefObject<HTMLElement | null>): Dragging {
  const [moved, setMoved] = useState<Live | null>(null);
  const now = useRef<Live | null>(null);
  const release = useRef<(() => void) | null>(null);
  const membersOf = useCallback((frame: string) => groups.find((group) => group.key === frame)?.steps ?? [], [groups]);
  const change = useCallback(
    (changes: NodeChange<Part>[]) => {
      const next = moving(now.current, changes, standing.current.nodes, membersOf);
      if (next !== now.current) setMoved((now.current = next));
    },
    [standing, membersOf],
  );
  const begin = useCallback(() => {
    place.current?.classList.add("is-dragging");
    release.current ??= editing?.hold() ?? null;
  }, [editing, place]);
  const finish = useCallback(() => {
    const [spots, all] = [now.current, standing.current.spots];
    place.current?.classList.remove("is-dragging");
    setMoved((now.current = null));
    release.current?.();
    release.current = null;
    if (spots && all) editing?.move(spots, all);
  }, [editing, standing, place]);
  const nudge = (ids: string[], by: Spot) => {
    const { nodes, spots } = standing.current;
    if (spots) editing?.move(nudged(ids, by, nodes, membersOf), spots);
  };
  return { moved, change, begin, finish, nudge };
}
