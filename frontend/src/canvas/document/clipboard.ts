/** Copying and pasting steps, also between workflows and tabs, as a text; the browser keeps a copy of it. */
import { fill, gettext, ngettext } from "../../language";
import { copyOf, paste, type Clip } from "./copies";
import { addNote } from "./lying";
import { readClip } from "./reading";
import type { Picked } from "./removing";
import { removeSelection } from "./removing";
import type { Store } from "./store";
import type { Document, Spot, Step } from "./types";

const PLACE = "steward:clip";
const MOST_STEPS = 2_000;
const LONGEST = 2_000_000; // characters of a text that are read at all
let last = ""; // where the browser keeps nothing for us

/** The agents and tools of the team, by their numbers. */
export interface Own {
  agent: ReadonlySet<number>;
  tool: ReadonlySet<number>;
}

/** What was made, and what to tell the person. */
export interface Pasted {
  made: string[];
  words: string;
}

/** What is picked as a text; also kept here, for a browser that does not hand its clipboard out. */
export function clipText(store: Store, picked: Picked, name = "", spots: Record<string, Spot> = {}): string {
  last = JSON.stringify(copyOf(store.get().document, picked, name, spots));
  try {
    localStorage.setItem(PLACE, last);
  } catch {
    // No room: this tab still knows it.
  }
  return last;
}

export async function copyPicked(
  store: Store,
  picked: Picked,
  name?: string,
  spots?: Record<string, Spot>,
): Promise<void> {
  const text = clipText(store, picked, name, spots);
  await navigator.clipboard?.writeText(text).catch(() => undefined);
}

export async function cutPicked(
  store: Store,
  picked: Picked,
  name?: string,
  spots?: Record<string, Spot>,
): Promise<void> {
  await copyPicked(store, picked, name, spots);
  store.edit(gettext("Cut"), (document) => removeSelection(document, picked));
}

/** Paste from a menu or button; the clipboard may be closed to us, then what was last copied here is taken. */
export async function pasteHere(store: Store, at?: Spot): Promise<Pasted> {
  const text = (await navigator.clipboard?.readText?.().catch(() => "")) || kept();
  return pasteText(store, text, at);
}

/** Paste a text, such as the one a "paste" event carries. What is not made of steps becomes a note. */
export function pasteText(store: Store, text: string, at?: Spot, own?: Own): Pasted {
  const read = text.length > LONGEST ? null : readClip(text);
  const strange: string[] = [];
  const clip = own && read !== "newer" && read ? withOwn(read, own, store.get().document, strange) : read;
  if (clip === "newer") return nothing(gettext("This was copied from a newer Steward. Update this one to paste it."));
  if (clip === null) return pasteNote(store, text, at);
  const { steps } = store.get().document;
  const count = clip.steps.length;
  if (!count && !clip.notes.length) return nothing(gettext("There is nothing to paste."));
  if (steps.length + count > MOST_STEPS) {
    return nothing(fill(gettext("A workflow holds at most %(most)s steps."), { most: MOST_STEPS }));
  }
  let left: string[] = [];
  const words = count ? stepsWords(count) : gettext("Pasted a note");
  const made = store.make(words, (document) => {
    const pasted = paste(document, clip, at);
    left = pasted.left;
    return pasted;
  });
  const more = [left.length ? leftWords(left) : "", strange.length ? strangeWords(strange) : ""].filter(Boolean);
  return { made, words: more.length ? `${words}. ${more.join(" ")}` : words };
}

/** The clip with nobody chosen yet where a step asks an agent or a tool of another team. */
function withOwn(clip: Clip, own: Own, document: Document, strange: string[]): Clip {
  const here = new Set(document.steps.map(maker));
  const steps = clip.steps.map((step): Step => {
    if (step.kind !== "agent" && step.kind !== "tool") return step;
    const number = step.kind === "agent" ? step.agent : step.tool;
    if (!number || own[step.kind].has(number) || here.has(maker(step))) return step;
    strange.push(step.name);
    return step.kind === "agent" ? { ...step, agent: 0 } : { ...step, tool: 0 };
  });
  return { ...clip, steps };
}

function maker(step: Step): string {
  return step.kind === "agent" ? `agent ${step.agent}` : step.kind === "tool" ? `tool ${step.tool}` : "";
}

function strangeWords(names: string[]): string {
  return fill(gettext("Choose anew who does: %(names)s. This team does not have them."), { names: names.join(", ") });
}

function stepsWords(count: number): string {
  return fill(ngettext("Pasted %(count)s step", "Pasted %(count)s steps", count), { count });
}

function leftWords(names: string[]): string {
  return fill(gettext("Pick again where values come from in: %(names)s."), { names: names.join(", ") });
}

function pasteNote(store: Store, text: string, at: Spot = { x: 0, y: 0 }): Pasted {
  const said = text.slice(0, 20_000).replace(/\r\n?/g, "\n").trim();
  if (!said) return nothing(gettext("There is nothing to paste."));
  const words = gettext("Pasted the text as a note");
  const made = store.make(words, (document) => addNote(document, at, said));
  return { made: made.map((key) => `note:${key}`), words };
}

function nothing(words: string): Pasted {
  return { made: [], words };
}

function kept(): string {
  try {
    return localStorage.getItem(PLACE) ?? last;
  } catch {
    return last;
  }
}
