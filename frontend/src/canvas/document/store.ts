/** What the canvas shows: the draft with everything known of it, changed by edits and by what the server answers. */
import { fill, gettext } from "../../language";
import type { Answer, Card, News, Person, Problem, Touch } from "./answers";
import type { Change } from "./changes";
import { diff, force } from "./changes";
import type { OpenConflict } from "./conflicts";
import { joined, opened } from "./conflicts";
import type { Draft, Sent } from "./draft";
import { completed, draftOf, edited, pendingOf, rebased, saved, withKept } from "./draft";
import type { History } from "./history";
import { EMPTY, remembered, respoken, sealed, turned } from "./history";
import type { Made } from "./links";
import { nameOf } from "./names";
import { grafted, toDocument, toTree } from "./tree";
import type { Document } from "./types";

export type { OpenConflict } from "./conflicts";
export type SaveState = "saved" | "saving" | "offline" | "conflict" | "refused";

export interface State {
  ready: boolean;
  document: Document;
  revision: number;
  cards: Record<string, Card>;
  linkWords: Record<string, string>;
  problems: Problem[];
  touched: Record<string, Touch>;
  people: Person[];
  changed: Touch | null;
  mayPublish: boolean;
  save: SaveState;
  saveWords: string;
  conflicts: OpenConflict[];
  undoWords: string | null;
  redoWords: string | null;
}

export interface Store {
  get(): State;
  subscribe(listener: () => void): () => void;
  edit(words: string, change: (document: Document) => Document, options?: { merge?: string; quiet?: boolean }): void;
  make(words: string, change: (document: Document) => Made): string[];
  undo(): string | null;
  redo(): string | null;
  hold(): () => void;
  keepMine(conflict: OpenConflict): void;
  keepTheirs(conflict: OpenConflict): void;
  discard(): void;
  // The rest is for sync.ts.
  isHeld(): boolean;
  pending(): Change[];
  receive(answer: Answer, from?: { sent?: Sent; isOwnForm?: boolean }): void;
  hear(news: News): void;
  meet(people: Person[]): void;
  takeBack(changes: Change[]): void;
  say(save: SaveState, words: string): void;
}

const BLANK: Document = {
  schema: 1,
  inputs: [],
  steps: [],
  links: [],
  limits: { steps: 100, tokens: 200_000, tool_calls: 50, cost_micros: null, minutes: 60 },
  end: { outcome: "Completed", outcome_path: "", results: [] },
  layout: {},
  notes: [],
  groups: [],
};

export function createStore(): Store {
  let draft: Draft = draftOf(BLANK);
  let history: History = EMPTY;
  let held = 0;
  let waiting: (() => void)[] = [];
  let state: State = {
    ready: false,
    document: BLANK,
    revision: 0,
    cards: {},
    linkWords: {},
    problems: [],
    touched: {},
    people: [],
    changed: null,
    mayPublish: false,
    save: "saved",
    saveWords: "",
    conflicts: [],
    undoWords: null,
    redoWords: null,
  };
  const listeners = new Set<() => void>();

  function show(part: Partial<State> = {}): void {
    state = {
      ...state,
      ...part,
      document: draft.document,
      undoWords: history.done.at(-1)?.words ?? null,
      redoWords: history.undone.at(-1)?.words ?? null,
    };
    for (const listener of listeners) listener();
  }

  function become(document: Document): void {
    draft = edited(draft, document);
    show();
  }

  function edit(
    words: string,
    change: (document: Document) => Document,
    options: { merge?: string; quiet?: boolean } = {},
  ): void {
    if (!state.ready) return;
    const before = draft.document;
    const after = change(before);
    if (after === before || !diff(toTree(before), toTree(after)).length) return;
    if (!options.quiet) history = remembered(history, words, toTree(before), toTree(after), options.merge);
    become(after);
  }

  function turn(way: "back" | "forth"): string | null {
    const made = turned(history, toTree(draft.document), way);
    if (!made) return null;
    history = made.history;
    become(grafted(draft.document, toDocument(made.tree, draft.document)));
    const said = way === "back" ? gettext("Undone: %(words)s") : gettext("Done again: %(words)s");
    const kept = made.isWhole ? "" : ` ${gettext("What was changed since then stays as it is.")}`;
    return fill(said, { words: made.words }) + kept;
  }

  function receive(answer: Answer, from: { sent?: Sent; isOwnForm?: boolean } = {}): void {
    if (held) return void waiting.push(() => receive(answer, from));
    const isNews = !state.ready || answer.revision >= state.revision;
    const before = toTree(draft.server);
    const server = isNews ? answer.document : draft.server;
    if (from.sent) settle(answer, from.sent, server);
    else if (!isNews) return;
    else draft = state.ready ? rebased(draft, server) : draftOf(server);
    history = sealed(history);
    if (from.isOwnForm) rememberForm(before);
    show(isNews ? { ...known(state, answer), ready: true } : {});
  }

  function settle(answer: Answer, sent: Sent, server: Document): void {
    const isAlone = answer.revision === sent.revision + 1 && !answer.conflicts?.length;
    const made = saved(draft, sent, server, isAlone);
    draft = made.draft;
    const tree = toTree(draft.server);
    if (made.completions.length) history = respoken(history, (change) => completed(change, made.completions));
    const asked = (answer.conflicts ?? []).map((each) => opened(each, toTree(sent.mine), tree));
    if (asked.length) state = { ...state, conflicts: joined(state.conflicts, asked) };
  }

  /** What I saved in a form beside the canvas can be undone like what I did on it. */
  function rememberForm(before: ReturnType<typeof toTree>): void {
    const changed = diff(before, toTree(draft.server));
    const key = changed[0]?.at[0] === "steps" ? changed[0].at[1]! : "";
    const name = key && nameOf(draft.server, key);
    const words = name ? fill(gettext("Changed “%(name)s”"), { name }) : gettext("Changed in a form");
    history = sealed(remembered(history, words, before, toTree(draft.server)));
  }

  function settled(conflict: OpenConflict): void {
    show({ conflicts: state.conflicts.filter((each) => each !== conflict) });
  }

  return {
    get: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    edit,
    make(words, change) {
      let made: string[] = [];
      edit(words, (document) => {
        const result = change(document);
        made = result.made;
        return result.document;
      });
      return made;
    },
    undo: () => turn("back"),
    redo: () => turn("forth"),
    hold() {
      held += 1;
      let isOver = false;
      return () => {
        if (isOver) return;
        isOver = true;
        held -= 1;
        const due = held ? [] : waiting.splice(0);
        for (const each of due) each();
        if (!held) show();
      };
    },
    keepMine(conflict) {
      const words = fill(gettext("Kept your version of %(what)s"), { what: conflict.what });
      edit(words, (document) => toDocument(force(toTree(document), conflict.restore).tree, document));
      settled(conflict);
    },
    keepTheirs: settled,
    discard() {
      draft = draftOf(draft.server);
      history = EMPTY;
      show({ conflicts: [] });
    },
    isHeld: () => held > 0,
    pending: () => (state.ready ? pendingOf(draft) : []),
    receive,
    hear: (news) => show({ people: news.people, changed: news.changed, mayPublish: news.may_publish }),
    meet: (people) => show({ people: grafted(state.people, people) }),
    takeBack(changes) {
      draft = withKept(draft, changes);
      show();
    },
    say(save, saveWords) {
      if (save !== state.save || saveWords !== state.saveWords) show({ save, saveWords });
    },
  };
}

function known(state: State, answer: Answer): Partial<State> {
  return {
    revision: answer.revision,
    cards: grafted(state.cards, answer.cards),
    linkWords: grafted(state.linkWords, answer.link_words),
    problems: grafted(state.problems, answer.problems),
    touched: grafted(state.touched, answer.touched),
    people: grafted(state.people, answer.people),
    changed: answer.changed,
    mayPublish: answer.may_publish,
  };
}
