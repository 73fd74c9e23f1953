/** Changes of a draft: found between two trees, put onto a third, taken back. The server does the same on its side. */
import type { Json, Link } from "./types";
import { END, START } from "./types";
import type { Branch } from "./tree";
import { isBranch, same } from "./tree";

export interface Change {
  at: string[];
  old: Json;
  new: Json;
}

/** A change that found something else than it expected; gone: the whole thing it is part of was removed. */
export interface Clash {
  at: string[];
  yours: Json;
  theirs: Json;
  gone?: boolean;
}

const MAPS = ["steps", "links", "notes", "groups"];
const PLACES = ["x", "y", "width", "height"];

/** A place on the canvas is not worth a question: the later one wins. */
export function isPlace(at: string[]): boolean {
  return at[0] === "layout" || (at[0] === "notes" && at.length === 3 && PLACES.includes(at[2]!));
}

/** Whether what stands here is always changed as a whole, though it has parts. */
function isAtom(at: string[]): boolean {
  const [section, , part] = at;
  const last = at[at.length - 1]!;
  if (section === "layout") return at.length === 2;
  if (section === "steps" && part === "inputs") return at.length === 4;
  return at.length > 2 && (last === "only_when" || last === "when" || last === "value");
}

/** What leads from one tree to the other. */
export function diff(a: Branch, b: Branch, at: string[] = []): Change[] {
  if (a === b) return [];
  const changes: Change[] = [];
  for (const key of Object.keys({ ...a, ...b })) {
    const [before, after, place] = [own(a, key), own(b, key), [...at, key]];
    if (before === after) continue;
    if (isBranch(before) && isBranch(after) && !isAtom(place) && !isOtherKind(place, before, after)) {
      changes.push(...diff(before, after, place));
    } else if (!same(before, after)) changes.push({ at: place, old: before, new: after });
  }
  return changes;
}

/** A step of another kind has other fields: it replaces the old one as a whole. */
function isOtherKind(at: string[], before: Branch, after: Branch): boolean {
  return at.length === 2 && at[0] === "steps" && before.kind !== after.kind;
}

/** The tree with every change that finds what it expected; the others are named and left out. */
export function apply(tree: Branch, changes: Change[]): { tree: Branch; clashes: Clash[] } {
  const clashes: Clash[] = [];
  const made = writing(tree);
  for (const change of changes) {
    const clash = clashOf(made.tree(), change);
    if (clash === null) made.put(change.at, change.new);
    else if (clash && !clashes.some((each) => same(each.at, clash.at))) clashes.push(clash);
  }
  return { tree: made.tree(), clashes };
}

/** The tree with the changes whatever it holds; those without a place any more are given back. */
export function force(tree: Branch, changes: Change[]): { tree: Branch; homeless: Change[] } {
  const homeless = changes.filter((change) => isHomeless(tree, change) && !isPlace(change.at));
  const made = writing(tree);
  for (const change of changes) if (!isHomeless(made.tree(), change)) made.put(change.at, change.new);
  const cut = new Set(dangling(made.tree()));
  homeless.push(...changes.filter(({ at, new: now }) => at[0] === "links" && cut.has(at[1]!) && now !== null));
  return { tree: swept(made.tree()), homeless };
}

/** What takes the changes back. */
export function inverse(changes: Change[]): Change[] {
  return changes.map(({ at, old, new: now }) => ({ at, old: now, new: old })).reverse();
}

export function valueAt(tree: Branch, at: string[]): Json {
  let here: Json = tree;
  for (const key of at) here = isBranch(here) ? own(here, key) : null;
  return here;
}

/** Null: it may be made; undefined: there is nothing to do. */
function clashOf(tree: Branch, change: Change): Clash | null | undefined {
  if (isHomeless(tree, change)) {
    if (isPlace(change.at)) return undefined;
    return { at: change.at.slice(0, 2), yours: null, theirs: null, gone: true };
  }
  const current = valueAt(tree, change.at);
  if (isMade(change, current)) return undefined;
  if (isPlace(change.at) || isSameThing(change.at, current, change.old)) return null;
  return { at: change.at, yours: change.new, theirs: current };
}

/** Does what is to be made stand there, be it that a new step was filled in since by what was likely meant? */
function isMade({ at, new: now }: Change, current: Json): boolean {
  const isUnsaid = at.length === 2 && at[0] === "steps" && isBranch(now) && !("inputs" in now);
  if (!isUnsaid || !isBranch(current)) return same(current, now);
  return same({ ...current, inputs: null, takes: null }, { ...now, takes: null });
}

/** A note that was only moved is still the same note. */
function isSameThing(at: string[], a: Json, b: Json): boolean {
  if (at.length === 2 && at[0] === "notes" && isBranch(a) && isBranch(b)) return same(unplaced(a), unplaced(b));
  return same(a, b);
}

function unplaced(note: Branch): Branch {
  return Object.fromEntries(Object.entries(note).filter(([key]) => !PLACES.includes(key)));
}

/** Is the step, link, note or group gone whose part would be changed? */
function isHomeless(tree: Branch, { at }: Change): boolean {
  return at.length > 2 && MAPS.includes(at[0]!) && valueAt(tree, at.slice(0, 2)) === null;
}

/** A tree that is copied where it is first written to, so that many changes cost one copy of each part. */
function writing(tree: Branch): { tree: () => Branch; put: (at: string[], value: Json) => void } {
  const mine = new WeakSet<Branch>();
  const copy = (part: Json): Branch => {
    if (isBranch(part) && mine.has(part)) return part;
    const made = isBranch(part) ? { ...part } : {};
    mine.add(made);
    return made;
  };
  let made = tree;
  const put = (at: string[], value: Json) => {
    made = copy(made);
    let here = made;
    for (const key of at.slice(0, -1)) here = here[key] = copy(own(here, key));
    if (value === null) delete here[at.at(-1)!];
    else here[at.at(-1)!] = value;
  };
  return { tree: () => made, put };
}

function own(tree: Branch, key: string): Json {
  return Object.hasOwn(tree, key) ? (tree[key] ?? null) : null;
}

/** The ids of links to or from what is not there. */
function dangling(tree: Branch): string[] {
  const there = standing(tree);
  const links = Object.entries((tree.links ?? {}) as unknown as Record<string, Link>);
  return links.filter(([, link]) => !there.has(link.source) || !there.has(link.target)).map(([id]) => id);
}

function standing(tree: Branch): Set<string> {
  return new Set([...Object.keys(tree.steps ?? {}), START, END]);
}

/** The tree without links to what is gone, and without its places and memberships. */
export function swept(tree: Branch): Branch {
  const made = writing(tree);
  for (const id of dangling(tree)) made.put(["links", id], null);
  const there = standing(tree);
  for (const key of Object.keys(tree.layout ?? {})) if (!there.has(key)) made.put(["layout", key], null);
  for (const [key, group] of Object.entries((tree.groups ?? {}) as Record<string, Branch>)) {
    const steps = (group.steps ?? []) as string[];
    const left = steps.filter((each) => there.has(each));
    if (left.length < steps.length) made.put(["groups", key, "steps"], left);
  }
  return made.tree();
}
