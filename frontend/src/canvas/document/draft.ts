/** A draft between a person and the server: what it has, what I believed when I changed it, and what I see. */
import type { Change } from "./changes";
import { diff, force, inverse, valueAt } from "./changes";
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

/** The draft once the server has answered changes that were sent. */
export function saved(draft: Draft, sent: Change[], server: Document): Draft {
  const believed = force(draft.base, sent).tree;
  const since = diff(believed, toTree(draft.document)).map((change) => completed(change, sent, toTree(server)));
  return onto(draft, server, since, draft.homeless.filter((change) => !sent.includes(change)));
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

/** A change of something I just made, speaking of it as the server has completed it. */
export function completed(change: Change, sent: Change[], server: Branch): Change {
  if (change.at.length !== 2) return change;
  const made = sent.find((each) => each.new !== null && same(each.at, change.at));
  const now = made && valueAt(server, change.at);
  if (!made || !isBranch(now)) return change;
  const as = (value: Change["old"]) => (same(value, made.new) ? now : value);
  return { ...change, old: as(change.old), new: as(change.new) };
}
