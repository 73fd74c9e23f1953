/** Undo and redo of what this person did, leaving alone what others did since. */
import type { Change } from "./changes";
import { apply, diff, inverse, swept } from "./changes";
import type { Branch } from "./tree";

const MOST = 200; // deeds that can be undone
const SOON = 1000; // deeds of one kind within so many milliseconds are one

interface Deed {
  words: string;
  changes: Change[];
  merge?: string | undefined;
  at: number;
  before?: Branch | undefined; // as long as the deed may still grow
}

export interface History {
  done: readonly Deed[];
  undone: readonly Deed[];
}

export const EMPTY: History = { done: [], undone: [] };

/** Remember a deed; one that goes on (typing, an arrow key held down) grows the one before it. */
export function remembered(history: History, words: string, before: Branch, after: Branch, merge?: string): History {
  const last = history.done.at(-1);
  const grows = merge !== undefined && last?.merge === merge && !!last.before && Date.now() - last.at < SOON;
  const from = grows ? last.before! : before;
  const changes = diff(from, after);
  const earlier = grows ? history.done.slice(0, -1) : history.done;
  if (!changes.length) return grows ? { done: earlier, undone: [] } : history;
  return { done: [...earlier, { words, changes, merge, at: Date.now(), before: from }].slice(-MOST), undone: [] };
}

/** No deed grows any further: something came between. */
export function sealed(history: History): History {
  if (!history.done.at(-1)?.before) return history;
  return { ...history, done: history.done.map((deed, place) => (place < history.done.length - 1 ? deed : shut(deed))) };
}

function shut({ words, changes, at }: Deed): Deed {
  return { words, changes, at };
}

/** The deeds with their changes as the server has completed them. */
export function respoken(history: History, speak: (change: Change) => Change): History {
  const all = (deeds: readonly Deed[]) => deeds.map((deed) => ({ ...deed, changes: deed.changes.map(speak) }));
  return { done: all(history.done), undone: all(history.undone) };
}

export interface Turned {
  history: History;
  tree: Branch;
  words: string;
  isWhole: boolean; // false: some of it had been changed since, and stays
}

/** Take the last deed back (or, forth, the last one taken back); null where there is none. */
export function turned(history: History, tree: Branch, way: "back" | "forth"): Turned | null {
  const deed = (way === "back" ? history.done : history.undone).at(-1);
  if (!deed) return null;
  const made = apply(tree, inverse(deed.changes));
  const after = swept(made.tree);
  const turn: Deed = { words: deed.words, changes: diff(tree, after), at: Date.now() };
  const next =
    way === "back"
      ? { done: history.done.slice(0, -1), undone: [...history.undone, turn] }
      : { done: [...history.done, turn], undone: history.undone.slice(0, -1) };
  return { history: next, tree: after, words: deed.words, isWhole: !made.clashes.length };
}
