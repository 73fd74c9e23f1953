/** Copying parts of a drawing, within it or into another one. */
import { addAfter } from "./places";
import { graphOf } from "./graph";
import type { Made } from "./links";
import { drawn, newIn } from "./links";
import { lotKey } from "./lying";
import { freshKey, freshName, movedCondition, originsOf, renamed, sourcesOf } from "./names";
import type { Picked } from "./removing";
import type { Document, Group, Link, Note, Spot, Step } from "./types";
import { RUN } from "./types";

/** What lies in the clipboard: steps with the links between them, notes and groups, and where they stood. */
export interface Clip {
  steward: "steps";
  schema: number;
  name: string;
  steps: Step[];
  links: Link[];
  notes: Note[];
  groups: Group[];
  layout: Record<string, Spot>;
}

const ASIDE = 40; // how far a copy lies beside what it was made of, in pixels

/** A copy of what is picked; `spots` are where things stand now, also those that were only laid out. */
export function copyOf(document: Document, picked: Picked, name = "", spots: Record<string, Spot> = {}): Clip {
  const keys = new Set(picked.steps);
  const steps = document.steps.filter((step) => keys.has(step.key));
  const groups = document.groups.filter((each) => {
    return picked.groups.includes(each.key) || (each.steps.length > 0 && each.steps.every((key) => keys.has(key)));
  });
  const stands = { ...document.layout, ...spots };
  return {
    steward: "steps",
    schema: 1,
    name,
    steps,
    links: document.links.filter((link) => keys.has(link.source) && keys.has(link.target)),
    notes: document.notes.filter((note) => picked.notes.includes(note.key)),
    groups: groups.map((each) => ({ ...each, steps: each.steps.filter((key) => keys.has(key)) })),
    layout: Object.fromEntries(Object.entries(stands).filter(([key]) => keys.has(key))),
  };
}

/** Put a copy in, loose, with its upper left corner at a spot, else beside where it stood. */
export function paste(document: Document, clip: Clip, at?: Spot): Made {
  const by = shift(clip, at);
  const { keys, names, all } = fresh(document, clip);
  const known = new Set([
    ...document.steps.map((step) => step.key),
    ...document.inputs.map((field) => `${RUN}.${field.key}`),
  ]);
  const left = new Set<string>();
  const steps = clip.steps.map((step) => {
    const copy = { ...renamed(step, keys), key: keys.get(step.key)!, name: names.get(step.key)! };
    return withKnown(copy, new Set([...known, ...keys.values()]), left);
  });
  const links = clip.links.map((link) => copied(link, keys));
  const groups = clip.groups.map((each) => regrouped(each, keys, lotKey("group", document.groups)));
  const notes = clip.notes.map((note) => ({ ...note, key: lotKey("note", document.notes), ...by(note) }));
  const made = drawn(document, [...document.links, ...links], [...document.steps, ...steps]);
  const layout = Object.entries(clip.layout).filter(([key]) => keys.has(key));
  const spots = Object.fromEntries(layout.map(([key, spot]) => [keys.get(key)!, by(spot)]));
  const whole = {
    ...made,
    layout: { ...made.layout, ...spots },
    notes: [...made.notes, ...notes],
    groups: [...made.groups, ...groups.filter((each) => each.steps.length)],
  };
  return {
    document: whole,
    made: [...all, ...notes.map((note) => `note:${note.key}`)],
    links: newIn(document, whole),
    left: [...left],
  };
}

function fresh(document: Document, clip: Clip) {
  const [keys, names] = [new Map<string, string>(), new Map<string, string>()];
  let grown = document;
  for (const step of clip.steps) {
    const name = freshName(grown, step.name);
    const key = freshKey(grown, name);
    keys.set(step.key, key);
    names.set(step.key, name);
    grown = { ...grown, steps: [...grown.steps, { ...step, key, name }] };
  }
  return { keys, names, all: [...keys.values()] };
}

function copied(link: Link, keys: Map<string, string>): Link {
  const ends = { source: keys.get(link.source) ?? "", target: keys.get(link.target) ?? "" };
  return { ...link, ...ends, when: movedCondition(link.when, keys) };
}

function regrouped(group: Group, keys: Map<string, string>, key: string): Group {
  return { ...group, key, steps: group.steps.flatMap((each) => keys.get(each) ?? []) };
}

/** The step without what it picked from steps and fields that are not here; its name is noted where it lost something. */
function withKnown(step: Step, known: Set<string>, left: Set<string>): Step {
  if (!("failure" in step)) return step;
  const isHere = (path: string) => known.has(path.startsWith(`${RUN}.`) ? path : path.split(".")[0]!);
  const inputs = Object.entries(step.inputs ?? {});
  const kept = inputs.filter(([, given]) => !given.path || isHere(given.path));
  const asked = kept.flatMap(([, given]) => originsOf(given)).concat(sourcesOf({ when: step.only_when }));
  if (kept.length < inputs.length || asked.some((origin) => origin !== RUN && !known.has(origin))) left.add(step.name);
  return { ...step, inputs: Object.fromEntries(kept) };
}

function shift(clip: Clip, at?: Spot): (spot: Spot) => Spot {
  const spots = [...Object.values(clip.layout), ...clip.notes];
  const [x, y] = [Math.min(...spots.map((spot) => spot.x)), Math.min(...spots.map((spot) => spot.y))];
  const by = at && spots.length ? { x: at.x - x, y: at.y - y } : { x: ASIDE, y: ASIDE };
  return (spot) => ({ x: Math.round(spot.x + by.x), y: Math.round(spot.y + by.y) });
}

/** A copy beside the original; of one step in a line, the copy follows it in that line. */
export function duplicate(document: Document, picked: Picked, spots: Record<string, Spot> = {}): Made {
  const [key, ...others] = picked.steps;
  const graph = graphOf(document);
  const isAlone = key !== undefined && !others.length && !picked.notes.length && !picked.groups.length;
  if (isAlone && !graph.splits(key) && graph.exits(key).length && graph.reached(key).length) {
    return doubled(document, key);
  }
  return paste(document, copyOf(document, picked, "", spots));
}

function doubled(document: Document, key: string): Made {
  const step = document.steps.find((each) => each.key === key)!;
  // Put in as any new step would be, then given what the original says.
  const put = addAfter(document, key, { kind: "person", name: step.name });
  const [made] = put.made as [string];
  const steps = put.document.steps.map((each) => (each.key === made ? { ...step, key: made, name: each.name } : each));
  return { ...put, document: { ...put.document, steps: steps as Step[] } };
}
