/** What is drawn of a step: the server's words for it, or, until it is saved, our own. */
import { fill, gettext } from "../../language";
import type { Card } from "./answers";
import { nameOf, nameOfJob } from "./names";
import type { State } from "./store";
import { stepOf } from "./tree";
import type { Kind } from "./types";
import { END, START } from "./types";

export { nameOf } from "./names";

const ICONS: Record<Kind | "start", string> = {
  start: "player-play",
  agent: "robot",
  tool: "plug-connected",
  person: "user-check",
  choose: "arrows-split-2",
  parallel: "layout-distribute-vertical",
  join: "arrows-join-2",
  end: "flag",
};

/** Cards made here, by what they were made of, so that who draws them sees the same card again. */
const made = new Map<string, { from: Card | undefined; card: Card }>();

export function cardOf(state: Pick<State, "document" | "cards">, key: string): Card {
  const from = state.cards[key];
  const name = nameOf(state.document, key);
  const kind = kindOf(state, key);
  const isCurrent = from && (key === START || key === END || (from.name === name && matches(from, kind)));
  if (isCurrent) return from;
  const known = made.get(key);
  if (known && known.from === from && known.card.name === name && known.card.kind === kind) return known.card;
  const card = from && matches(from, kind) ? { ...from, name } : provisional(key, kind, name);
  made.set(key, { from, card });
  return card;
}

function kindOf(state: Pick<State, "document">, key: string): Kind | "start" {
  if (key === START) return "start";
  return stepOf(state.document, key)?.kind ?? "end";
}

/** A rules agent's card may call itself of another kind than its step; only what can be seen to differ does. */
function matches(card: Card, kind: Kind | "start"): boolean {
  return card.kind === kind || (card.kind === "rules" && kind === "agent");
}

function provisional(key: string, kind: Kind | "start", name: string): Card {
  const job = kind === "start" ? gettext("What starts it") : nameOfJob(kind);
  return {
    key,
    kind,
    job,
    icon: ICONS[kind],
    name,
    who: "",
    model: "",
    when: "",
    takes: [],
    gives: [],
    facts: [],
    threshold: null,
    href: "",
    serious: false,
  };
}

/** How many others are at a step, as a sentence; empty where nobody is. */
export function whoIsAt(state: Pick<State, "people">, key: string): string {
  const names = state.people.filter((person) => person.at === key && !person.me).map((person) => person.name);
  return names.length ? fill(gettext("%(names)s is here"), { names: names.join(", ") }) : "";
}
