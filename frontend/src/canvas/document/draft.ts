/** A draft between a person and the server: what it has, what I believed when I changed it, and what I see. */
import type { Change } from "./changes";
import { apply, diff, force, inverse } from "./changes";
import type { Branch } from "./tree";
import { grafted, isBranch, same, toDocument, toTree } from "./tree";
import type { Document } from "./types";

/**
 * `base` is the server's document but for the places I changed: there it has what I saw when I changed them, so that
 * the server can tell whether somebody was faster. `homeless` are changes of what is gone: the server answers for them.
 */
export interface Draft {
  server: Document;
  base: Branch;
  document: Document;
  homeless: Change[];
}

export function draftOf(document: Document): Draft {
  return { server: document, base: toTree(document), document, homeless: [] };
}

/** What is not saved yet. */
export function pendingOf(draft: Draft): Change[] {
  return [...diff(draft.base, toTree(draft.document)), ...draft.homeless];
}

/** The draft after an edit. What was edited back to how it was shows what a colleague made of it meanwhile. */
export function edited(draft: Draft, document: Document): Draft {
  const made = { ...draft, document };
  return draft.base === toTree(draft.server) ? made : rebased(made, draft.server);
}

/** My changes on a newer document of the server. */
export function rebased(draft: Draft, server: Document): Draft {
  return onto(draft, server, diff(draft.base, toTree(draft.document)), draft.homeless);
}

/** What a request to save carried: its changes, the revision they were made on, and the drawing as it was then. */
export interface Sent {
  changes: Change[];
  revision: number;
  mine: Document;
}

/**
 * The draft once the server has answered, and what the server itself completed (such as where values of a new step
 * come from): `isAlone` says that nobody else had a hand in its answer.
 */
export function saved(
  draft: Draft,
  sent: Sent,
  server: Document,
  isAlone: boolean,
): { draft: Draft; completions: Change[] } {
  const newer = grafted(draft.document, grafted(draft.server, server));
  const all = diff(toTree(sent.mine), toTree(newer));
  const added = sent.changes.filter((change) => change.at.length === 2 && change.new !== null);
  const completions = isAlone ? all : all.filter((each) => added.some((change) => isWithin(each.at, change.at)));
  const believed = force(draft.base, sent.changes).tree;
  const since = diff(believed, toTree(draft.document)).map((change) => completed(change, completions));
  const homeless = draft.homeless.filter((change) => !sent.changes.includes(change));
  return { draft: onto(draft, newer, since, homeless), completions };
}

/** The draft with changes that were kept while nobody could be asked. */
export function withKept(draft: Draft, changes: Change[]): Draft {
  return onto(draft, draft.server, changes, draft.homeless);
}

function onto(draft: Draft, server: Document, changes: Change[], homeless: Change[]): Draft {
  const newer = grafted(draft.document, grafted(draft.server, server));
  const tree = toTree(newer);
  if (!changes.length) return { server: newer, base: tree, document: newer, homeless };
  const mine = force(tree, changes);
  return {
    server: newer,
    base: force(tree, inverse(changes)).tree,
    document: grafted(draft.document, toDocument(mine.tree, newer)),
    homeless: [...homeless, ...mine.homeless.filter((change) => !homeless.some((each) => same(each.at, change.at)))],
  };
}

/** A change of whole things, speaking of them as the server has completed them. */
export function completed(change: Change, completions: Change[]): Change {
  const depth = change.at.length;
  const inside = completions.filter(({ at }) => at.length > depth && isWithin(at, change.at));
  if (!inside.length) return change;
  const further = inside.map((each) => ({ ...each, at: each.at.slice(depth) }));
  const as = (value: Change["old"]) => (isBranch(value) ? apply(value, further).tree : value);
  return { ...change, old: as(change.old), new: as(change.new) };
}

function isWithin(at: string[], whole: string[]): boolean {
  return whole.every((key, place) => at[place] === key);
}
