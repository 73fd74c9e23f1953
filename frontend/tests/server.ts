/** A server of one draft that merges as the real one does, and can be made to stumble. */
import type { Answer, Conflict } from "../src/canvas/document/answers";
import type { Change } from "../src/canvas/document/changes";
import { apply, swept } from "../src/canvas/document/changes";
import type { Ask, Reply } from "../src/canvas/document/request";
import { toDocument, toTree } from "../src/canvas/document/tree";
import type { Document } from "../src/canvas/document/types";

type Trouble = Reply<never> | "dies after saving" | null;

export function serverOf(document: Document) {
  let revision = 1;
  let now = document;
  let who = "Cleo";
  let trouble: Trouble = null;
  let complete: ((document: Document) => Document) | null = null;
  const asked: string[] = [];
  let gate: Promise<void> = Promise.resolve();

  function answer(conflicts: Conflict[] = []): Answer {
    const rest = { cards: {}, link_words: {}, problems: [], touched: {}, may_publish: true, dropped: [] };
    const people = [{ name: "Ben", at: "", me: true }];
    return {
      ...rest,
      revision,
      document: JSON.parse(JSON.stringify(now)),
      people,
      changed: { who, when: "" },
      conflicts,
    };
  }

  function merge(changes: Change[], by: string): Conflict[] {
    const before = toTree(now);
    const { tree, clashes } = apply(before, changes);
    if (tree !== before) [now, revision, who] = [toDocument(swept(tree), now), revision + 1, by];
    if (complete) [now, complete] = [complete(now), null];
    const words = { what: "", yours_words: "", theirs_words: "", who: "Cleo", when: "" };
    return clashes.map((clash) => ({ ...words, ...clash }));
  }

  const ask: Ask = async <T>(address: string, body?: unknown) => {
    asked.push(body === undefined ? "get" : "post");
    await gate;
    if (trouble && trouble !== "dies after saving") return trouble;
    const changes = (body as { changes: Change[] } | undefined)?.changes;
    const conflicts = changes ? merge(changes, "Ben") : [];
    if (trouble) return { kind: "later" };
    const known = Number(new URL(address, "http://x").searchParams.get("revision"));
    const short = { revision, people: [], changed: null, may_publish: true, same: true };
    return { kind: "answer", answer: (known === revision ? short : answer(conflicts)) as T };
  };

  return {
    ask,
    asked,
    now: () => now,
    answer,
    /** What a colleague saves meanwhile. */
    colleague: (change: (document: Document) => Document, by = "Cleo") => {
      now = change(now);
      [revision, who] = [revision + 1, by];
    },
    /** What the server itself adds to the next changes. */
    completes: (change: (document: Document) => Document) => (complete = change),
    stumble: (next: Trouble) => (trouble = next),
    /** Answers wait until the gate is opened. */
    shut() {
      let open = () => undefined as void;
      gate = new Promise((resolve) => (open = resolve));
      return () => open();
    },
  };
}

/** A browser's storage. */
export function storageOf(entries: Record<string, string> = {}): Storage {
  const map = new Map(Object.entries(entries));
  return {
    get length() {
      return map.size;
    },
    key: (place) => [...map.keys()][place] ?? null,
    getItem: (key) => map.get(key) ?? null,
    setItem: (key, value) => void map.set(key, value),
    removeItem: (key) => void map.delete(key),
    clear: () => map.clear(),
  };
}
