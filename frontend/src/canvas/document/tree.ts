/** The document as a tree by keys, in which a change names its place, and comparing in which nothing equals null. */
import type { Document, Json, Link, Step } from "./types";
import { linkId } from "./types";

export type Branch = { [key: string]: Json };

const LISTS = ["steps", "links", "notes", "groups"] as const;
const KEPT_OUT = ["schema", "shapes"]; // of the server's making: no change names them
const trees = new WeakMap<Document, Branch>();

export function isBranch(value: unknown): value is Branch {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Equal at every depth, where a key that is missing and one that is null are the same. */
export function same(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (a === null || a === undefined) return b === null || b === undefined;
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((each, i) => same(each, b[i]));
  if (!isBranch(a) || !isBranch(b)) return false;
  return Object.keys({ ...a, ...b }).every((key) => same(a[key], b[key]));
}

/** The document by keys: its lists of steps, links, notes and groups become maps. Kept for each document. */
export function toTree(document: Document): Branch {
  const known = trees.get(document);
  if (known) return known;
  const tree: Branch = {};
  for (const [name, part] of Object.entries(document)) if (!KEPT_OUT.includes(name)) tree[name] = part;
  for (const name of LISTS) tree[name] = byKey(document[name] ?? []);
  trees.set(document, tree);
  return tree;
}

function byKey(parts: readonly (Link | { key: string })[]): Branch {
  return Object.fromEntries(parts.map((part) => ["source" in part ? linkId(part) : part.key, part as unknown as Json]));
}

/** The document of a tree; what no change may name is taken from another document. */
export function toDocument(tree: Branch, from: Document): Document {
  const made = { ...tree, schema: from.schema } as unknown as Document;
  if (from.shapes !== undefined) made.shapes = from.shapes;
  const lists = made as unknown as Record<string, Json[]>;
  for (const name of LISTS) lists[name] = Object.values((tree[name] as Branch | undefined) ?? {}) as Json[];
  trees.set(made, tree);
  return made;
}

/** The newer value with all that did not change taken from the older one, for those who compare by `===`. */
export function grafted<T>(older: unknown, newer: T): T {
  if (older === newer || typeof newer !== "object" || newer === null) return newer;
  if (Array.isArray(newer)) return graftedList(Array.isArray(older) ? older : [], newer) as T;
  if (!isBranch(older)) return newer;
  const was = older as Record<string, unknown>;
  const entries = Object.entries(newer).map(([key, value]) => [key, grafted(was[key], value)] as const);
  const unchanged = entries.length === Object.keys(was).length && entries.every(([key, value]) => was[key] === value);
  return unchanged ? (older as T) : (Object.fromEntries(entries) as T);
}

function graftedList(older: unknown[], newer: unknown[]): unknown[] {
  const known = new Map(older.map((part, place) => [nameIn(part, place), part]));
  const parts = newer.map((part, place) => grafted(known.get(nameIn(part, place)), part));
  return parts.length === older.length && parts.every((part, place) => part === older[place]) ? older : parts;
}

function nameIn(part: unknown, place: number): string | number {
  if (!isBranch(part)) return place;
  if ("source" in part && "target" in part) return linkId(part as unknown as Link);
  return typeof part.key === "string" ? part.key : place;
}

export function stepOf(document: Document, key: string): Step | undefined {
  const steps = toTree(document).steps as unknown as Record<string, Step>;
  return Object.hasOwn(steps, key) ? steps[key] : undefined;
}
