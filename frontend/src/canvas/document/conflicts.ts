/** What to do about places two people changed at once. */
import type { Conflict } from "./answers";
import type { Change } from "./changes";
import { valueAt } from "./changes";
import { keyFor } from "./names";
import type { Branch } from "./tree";
import { isBranch } from "./tree";
import type { Json, Link } from "./types";
import { END, RUN, START, linkId } from "./types";

/** A conflict with what has to be changed to have mine after all. */
export interface OpenConflict extends Conflict {
  restore: Change[];
}

/** `mine` is the document as I sent it, `theirs` as the server has it. */
export function opened(conflict: Conflict, mine: Branch, theirs: Branch): OpenConflict {
  const yours = conflict.yours ?? valueAt(mine, conflict.at);
  if (conflict.gone) return { ...conflict, yours, restore: broughtBack(conflict.at, mine, theirs) };
  const now = valueAt(theirs, conflict.at);
  const isTwin = conflict.at.length === 2 && conflict.at[0] === "steps" && isBranch(yours) && isBranch(now);
  if (isTwin && conflict.yours) return { ...conflict, restore: besides(conflict.at[1]!, yours, mine, theirs) };
  return { ...conflict, restore: [{ at: conflict.at, old: now, new: conflict.yours ?? null }] };
}

/** Newer questions about a place take the place of older ones. */
export function joined(older: OpenConflict[], newer: OpenConflict[]): OpenConflict[] {
  const asked = new Set(newer.map((each) => each.at.join(" ")));
  return [...older.filter((each) => !asked.has(each.at.join(" "))), ...newer];
}

/** The thing as I had it; a step with its links, and without the link that bridged its gap. */
function broughtBack(at: string[], mine: Branch, theirs: Branch): Change[] {
  const changes: Change[] = [{ at, old: null, new: valueAt(mine, at) }];
  if (at[0] !== "steps") return changes;
  const key = at[1]!;
  const there = new Set([...Object.keys(theirs.steps ?? {}), START, END, key]);
  const own = linksOf(mine).filter((link) => link.source === key || link.target === key);
  for (const link of own.filter(({ source, target }) => there.has(source) && there.has(target))) {
    changes.push({ at: ["links", linkId(link)], old: null, new: link as unknown as Json });
  }
  const known = new Set(linksOf(mine).map(linkId));
  const [into, out] = [own.filter((each) => each.target === key), own.filter((each) => each.source === key)];
  for (const link of linksOf(theirs)) {
    const bridges = into.some((each) => each.source === link.source) && out.some((each) => each.target === link.target);
    if (!bridges || known.has(linkId(link))) continue;
    changes.push({ at: ["links", linkId(link)], old: link as unknown as Json, new: null });
  }
  return changes;
}

/** Both made a step of the same key: mine comes beside theirs, under another key. */
function besides(key: string, yours: Branch, mine: Branch, theirs: Branch): Change[] {
  const fresh = keyFor(key, [RUN, START, END, ...Object.keys(theirs.steps ?? {}), ...Object.keys(mine.steps ?? {})]);
  const as = (each: string) => (each === key ? fresh : each);
  const links = linksOf(mine)
    .filter((link) => link.source === key || link.target === key)
    .map((link) => ({ ...link, source: as(link.source), target: as(link.target) }));
  return [
    { at: ["steps", fresh], old: null, new: { ...yours, key: fresh } },
    ...links.map((link) => ({ at: ["links", linkId(link)], old: null, new: link as unknown as Json })),
  ];
}

function linksOf(tree: Branch): Link[] {
  return Object.values(tree.links ?? {}) as unknown as Link[];
}
