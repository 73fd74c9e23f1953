/** How the steps and links of a run are drawn: a word, an icon and a tone, with what they were given and gave in place. */
import { fill, gettext } from "../../language";
import type { Inside, LinkLook, Look } from "../view/draw/parts";
import type { Moves, Named, StepState } from "./answers";

/** "Category: Card lost · Amount: €140" */
function inWords(values: Named[]): string {
  return values.map(({ name, value }) => `${name}: ${value}`).join(" · ");
}

export function tookWords(milliseconds: number): string {
  if (!milliseconds) return "";
  if (milliseconds < 1000) return fill(gettext("%(n)s ms"), { n: milliseconds });
  if (milliseconds < 90_000) return fill(gettext("%(n)s s"), { n: Math.round(milliseconds / 1000) });
  return fill(gettext("%(n)s min"), { n: Math.round(milliseconds / 60_000) });
}

function insideOf(state: StepState): Inside {
  const percent = state.confidence === null ? null : Math.round(state.confidence * 100);
  return {
    given: inWords(state.given),
    gave: inWords(state.gave),
    told: state.summary,
    sure: percent === null ? "" : fill(gettext("%(percent)s %% sure"), { percent }),
    isLow: state.confidence !== null && state.threshold !== null && state.confidence < state.threshold,
    took: tookWords(state.milliseconds),
  };
}

/** What a step's look says to those who listen: "Finished, 96 % sure. Gave Category: Card lost". */
function spokenOf(word: string, { sure, gave, told, took }: Inside): string {
  const more = gave ? fill(gettext("Gave %(values)s"), { values: gave }) : told;
  return [[word, took, sure].filter(Boolean).join(", "), more].filter(Boolean).join(". ");
}

export function lookOf(state: StepState): Look {
  const inside = insideOf(state);
  const visited = state.visits > 1 ? fill(gettext("visit %(number)s"), { number: state.visits }) : "";
  return {
    tone: state.state,
    word: [state.word, visited].filter(Boolean).join(", "),
    icon: state.icon,
    about: state.summary || undefined,
    inside: state.visits ? inside : undefined,
    spoken: spokenOf(state.word, inside),
  };
}

export function looksOf(moves: Moves): Record<string, Look> {
  return Object.fromEntries(Object.entries(moves.states).map(([key, state]) => [key, lookOf(state)]));
}

/** Links that were taken are strong, those that were not are faint; of the others nobody knows yet. */
export function linkLooksOf(links: Record<string, boolean>): Record<string, LinkLook> {
  return Object.fromEntries(
    Object.entries(links).map(([id, isTaken]) => [id, { tone: isTaken ? "taken" : "passed", word: "" }]),
  );
}
