/** A trial on the draft that is being edited: its values on what did not change since, a mark on what did. */
import { gettext } from "../../language";
import type { Card } from "../document/answers";
import { same, stepOf } from "../document/tree";
import { END, START, type Document, type Json } from "../document/types";
import type { RunMap } from "../map/answers";
import { lookOf } from "../map/looks";
import type { Look } from "../view/draw/parts";

export interface Drawn {
  document: Document;
  cards: Record<string, Card>;
}

/** What of a step decides about its values; its name and where it stands do not. */
function partOf({ document }: Drawn, key: string): Json {
  if (key === START) return document.inputs as unknown as Json;
  if (key === END) return document.end as unknown as Json;
  const step = stepOf(document, key);
  return step ? ({ ...step, name: "" } as unknown as Json) : null;
}

/** An agent may have got another version since: then what does the work is another. */
function workOf({ cards }: Drawn, key: string): Json {
  const card = cards[key];
  if (!card) return null;
  const takes = card.takes.map((field) => [field.key, field.type]);
  return [card.who, card.model, takes, card.gives.map((field) => [field.key, field.type])];
}

export function isChanged(then: Drawn, now: Drawn, key: string): boolean {
  if (!same(partOf(then, key), partOf(now, key))) return true;
  const isDrawn = Boolean(now.cards[key] && then.cards[key]);
  return isDrawn && !same(workOf(then, key), workOf(now, key));
}

function changedLook(): Look {
  return { tone: "stale", word: gettext("Changed since this trial"), icon: "history" };
}

/** The looks of all steps the trial knows; `answer` is what pressing the mark of a waiting step does. */
export function trialLooks(map: RunMap, now: Drawn, answer: () => void): Record<string, Look> {
  const then = { document: map.document, cards: map.cards };
  const keys = [START, ...now.document.steps.map((step) => step.key), END].filter((key) => map.states[key]);
  return Object.fromEntries(
    keys.map((key) => {
      if (isChanged(then, now, key)) return [key, changedLook()];
      const look = lookOf(map.states[key]!);
      const asks = map.question?.step === key && !map.over;
      return [key, asks ? { ...look, about: map.question!.title, act: answer } : look];
    }),
  );
}
