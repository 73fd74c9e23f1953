/** What is picked, as React Flow tells it: change by change, some of them in one breath. */
import type { EdgeChange, NodeChange } from "@xyflow/react";
import { useCallback, useRef } from "react";

import { frameId, noteId, pickedOf, samePicked, type LinkEdge, type Part, type Picked } from "./parts";

export function idsOf(picked: Picked): string[] {
  return [...picked.steps, ...picked.links, ...picked.notes.map(noteId), ...picked.groups.map(frameId)];
}

/** Back from the ids of the drawing to the keys of the document; a link's id has its arrow in it. */
export function sorted(ids: string[]): Picked {
  const isLink = (id: string) => id.includes(">");
  return pickedOf(ids.filter((id) => !isLink(id)), ids.filter(isLink));
}

type Change = NodeChange<Part> | EdgeChange<LinkEdge>;

export function usePicking(picked: Picked, onPick?: (picked: Picked) => void): (changes: Change[]) => void {
  const latest = useRef(picked);
  latest.current = picked;
  return useCallback(
    (changes) => {
      const chosen = changes.filter((change) => change.type === "select");
      if (!chosen.length || !onPick) return;
      const ids = new Set(idsOf(latest.current));
      for (const { id, selected } of chosen) selected ? ids.add(id) : ids.delete(id);
      const next = sorted([...ids]);
      if (samePicked(next, latest.current)) return;
      latest.current = next;
      onPick(next);
    },
    [onPick],
  );
}
