/** How a drawing lies on the canvas: spots, groups and notes. They mean nothing to a run. */
import type { Made } from "./links";
import { shortened } from "./steps";
import type { Document, Group, Note, Spot } from "./types";

export const NOTE = "note:"; // before the key of a note where steps and notes are named side by side

/** Put steps, "start", "end" and notes ("note:<key>") where they are dragged to. */
export function moveTo(document: Document, spots: Record<string, Spot>): Document {
  const layout = { ...document.layout };
  const places = new Map<string, Spot>();
  for (const [key, { x, y }] of Object.entries(spots)) {
    const spot = { x: Math.round(x), y: Math.round(y) };
    if (key.startsWith(NOTE)) places.set(key.slice(NOTE.length), spot);
    else layout[key] = spot;
  }
  const notes = document.notes.map((note) => (places.has(note.key) ? { ...note, ...places.get(note.key)! } : note));
  return { ...document, layout, notes: places.size ? notes : document.notes };
}

/** Forget where steps stand: they are laid out anew. */
export function tidy(document: Document): Document {
  return { ...document, layout: {} };
}

/** Keys of notes and groups are drawn by lot: two people may each make one at the same moment. */
export function lotKey(kind: "note" | "group", taken: { key: string }[]): string {
  const key = `${kind}_${Math.random().toString(36).slice(2, 8)}`;
  return taken.some((each) => each.key === key) ? lotKey(kind, taken) : key;
}

/** Frame steps under a name; a step lies in one group only. */
export function group(document: Document, keys: string[], name: string): Made {
  const key = lotKey("group", document.groups);
  const groups = [...apart(document, keys), { key, name: shortened(name), steps: [...new Set(keys)] }];
  return { document: { ...document, groups }, made: [key], links: [], left: [] };
}

export function ungroup(document: Document, key: string): Document {
  return { ...document, groups: document.groups.filter((each) => each.key !== key) };
}

export function renameGroup(document: Document, key: string, name: string): Document {
  const groups = document.groups.map((each) => (each.key === key ? { ...each, name: shortened(name) } : each));
  return { ...document, groups };
}

/** Put steps into a group, or (null) out of any. */
export function putInGroup(document: Document, keys: string[], into: string | null): Document {
  const rest = apart(document, into === null ? keys : keys.filter((key) => !isIn(document, key, into)));
  const groups = rest.map((each) =>
    each.key === into ? { ...each, steps: [...new Set([...each.steps, ...keys])] } : each,
  );
  return { ...document, groups };
}

function isIn(document: Document, key: string, into: string): boolean {
  return document.groups.some((each) => each.key === into && each.steps.includes(key));
}

/** The groups without these steps; one that is left empty goes. */
function apart(document: Document, keys: string[]): Group[] {
  const taken = new Set(keys);
  return document.groups
    .map((each) =>
      each.steps.some((key) => taken.has(key)) ? { ...each, steps: each.steps.filter((key) => !taken.has(key)) } : each,
    )
    .filter((each, place) => each.steps.length || !document.groups[place]!.steps.length);
}

export function addNote(document: Document, spot: Spot, text = ""): Made {
  const key = lotKey("note", document.notes);
  const note: Note = sized({ key, text, ...spot, width: 220, height: 120, colour: "yellow" });
  return { document: { ...document, notes: [...document.notes, note] }, made: [key], links: [], left: [] };
}

export function setNote(document: Document, key: string, part: Partial<Omit<Note, "key">>): Document {
  const notes = document.notes.map((note) => (note.key === key ? sized({ ...note, ...part }) : note));
  return { ...document, notes };
}

/** A note within what a document may hold. */
export function sized(note: Note): Note {
  const between = (value: number, least: number) => Math.round(Math.min(2000, Math.max(least, value || 0)));
  return {
    ...note,
    text: [...note.text].slice(0, 5000).join(""),
    x: Math.round(note.x) || 0,
    y: Math.round(note.y) || 0,
    width: between(note.width, 80),
    height: between(note.height, 40),
  };
}
