/** Keeping the draft and the server in step: saving by itself, news of others, and what to do while nobody answers. */
import { gettext } from "../../language";
import type { Answer, Same } from "./answers";
import type { Keep } from "./keep";
import type { Ask, Reply } from "./request";
import type { SaveState, Store } from "./store";

export interface Sync {
  /** Ask for the document, or save at once what is not saved: the answer brings the document too. */
  refresh(): Promise<void>;
  retry(): Promise<void>;
  start(first?: Answer | null): Promise<void>;
  stop(): void;
}

export interface Means {
  addresses: { document: string; changes: string };
  ask: Ask;
  keep: Keep;
  tell: (sentence: string, level: "info" | "warning") => void;
  pause?: number; // milliseconds between an edit and its saving
  longest?: number; // between two tries
}

const SELDOM = 6; // tries that count as made where a person has to act first

export function createSync(store: Store, means: Means): Sync {
  const { ask, keep, addresses, pause = 400, longest = 15_000 } = means;
  let seen = store.get().document;
  let isBusy = false;
  let isWanted = false; // news came while a request was under way
  let tries = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let firstEdit = 0;
  let isStopped = false;
  let isKept = true;
  let isHopeless = false; // what is to be saved will never be taken as it is
  let trouble: { save: SaveState; words: string } | null = null;

  function after(milliseconds: number): void {
    clearTimeout(timer);
    timer = setTimeout(() => void step(), milliseconds);
  }

  function noticed(): void {
    const { document, ready } = store.get();
    if (!ready || document === seen) return told();
    seen = document;
    const pending = store.pending();
    if (pending.length) isKept = keep.save(pending);
    else keep.clear();
    if (trouble?.save === "refused") [trouble, isHopeless] = [null, false]; // what was refused may have been undone
    told();
    if (!pending.length || isBusy || trouble) return;
    // Somebody who types on and on is saved in between.
    firstEdit ||= Date.now();
    after(Date.now() - firstEdit > 5 * pause ? 0 : pause);
  }

  function told(): void {
    const { ready, conflicts } = store.get();
    if (!ready && !trouble) return;
    const count = store.pending().length;
    if (trouble)
      return store.say(trouble.save, trouble.save === "offline" ? offlineWords(count > 0, isKept) : trouble.words);
    if (count || isBusy) return store.say("saving", gettext("Saving…"));
    if (conflicts.length) return store.say("conflict", gettext("A colleague changed the same. Choose what to keep."));
    store.say("saved", gettext("Saved"));
  }

  /** The next thing to do, one request at a time. */
  async function step(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    if (isBusy || isStopped) return;
    await free(store);
    if (isBusy || isStopped) return;
    const pending = store.pending();
    if (!pending.length && !isWanted && store.get().ready) return told();
    [isBusy, firstEdit] = [true, 0];
    told();
    const isDone = await (pending.length && !isHopeless ? save(pending) : load()).finally(() => (isBusy = false));
    if (isStopped) return;
    told();
    if (!isDone && !isHopeless) after(Math.min(longest, 1000 * 2 ** (tries - 1)) * (0.7 + Math.random() * 0.6));
    else if (store.pending().length && !isHopeless) after(pause);
    else if (isWanted && isDone) after(0);
  }

  async function save(changes: ReturnType<Store["pending"]>): Promise<boolean> {
    const { document: mine, revision } = store.get();
    isWanted = false; // what is answered is newer than the news
    const reply = await ask<Answer>(addresses.changes, { revision, changes });
    if (!understood(reply)) return false;
    await free(store);
    store.receive(reply.answer, { sent: { changes, revision, mine } });
    for (const sentence of reply.answer.dropped ?? []) means.tell(sentence, "warning");
    if (!store.pending().length) keep.clear();
    return true;
  }

  async function load(): Promise<boolean> {
    const { ready, revision, people } = store.get();
    isWanted = false;
    const reply = await ask<Answer | Same>(ready ? `${addresses.document}?revision=${revision}` : addresses.document);
    if (!understood(reply)) {
      isWanted = true;
      return false;
    }
    const { answer } = reply;
    await free(store);
    if ("same" in answer) store.hear(answer);
    else {
      const me = people.find((person) => person.me)?.name;
      const isNext = ready && answer.revision === revision + 1 && revision === store.get().revision;
      store.receive(answer, { isOwnForm: isNext && me !== undefined && answer.changed?.who === me });
    }
    return true;
  }

  /** Was it answered? Else what is wrong is said, and tried again later where that may help. */
  function understood<T>(reply: Reply<T>): reply is { kind: "answer"; answer: T } {
    if (reply.kind === "answer") {
      if (!isHopeless) trouble = null;
      tries = 0;
      return true;
    }
    isHopeless = reply.kind === "unfit";
    tries = reply.kind === "later" ? tries + 1 : SELDOM;
    const words = reply.kind === "later" ? "" : reply.sentence;
    trouble = { save: reply.kind === "later" ? "offline" : "refused", words };
    return false;
  }

  async function refresh(): Promise<void> {
    isWanted = true;
    await step();
  }

  async function start(first?: Answer | null): Promise<void> {
    if (first) store.receive(first);
    else await refresh();
    const { kept, forget } = await keep.left();
    const changes = kept.flatMap((each) => each.changes);
    if (!store.get().ready) await readiness(store);
    if (changes.length) {
      store.takeBack(changes);
      isKept = keep.save(store.pending());
      means.tell(gettext("Changes that were kept in this browser are being saved now."), "info");
    }
    forget();
    noticed();
  }

  async function retry(): Promise<void> {
    isHopeless = false;
    await refresh();
  }

  const off = store.subscribe(noticed);
  return {
    refresh,
    retry,
    start,
    stop() {
      isStopped = true;
      clearTimeout(timer);
      off();
    },
  };
}

function offlineWords(hasChanges: boolean, isKept: boolean): string {
  if (!hasChanges) return gettext("Not connected. Trying again.");
  if (isKept) return gettext("Not connected. Your changes are kept in this browser until they can be saved.");
  return gettext("Not connected, and this browser has no room to keep your changes. Leave the page open.");
}

/** Wait until nothing is being dragged. */
function free(store: Store): Promise<void> {
  return until(store, () => !store.isHeld());
}

function readiness(store: Store): Promise<void> {
  return until(store, () => store.get().ready);
}

function until(store: Store, holds: () => boolean): Promise<void> {
  if (holds()) return Promise.resolve();
  return new Promise((resolve) => {
    const off = store.subscribe(() => {
      if (!holds()) return;
      off();
      resolve();
    });
  });
}
