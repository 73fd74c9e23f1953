/** What a hand does to the draft: each one undo, each one sentence for the ear. */
import { fill, gettext, ngettext } from "../../../language";
import * as edits from "../../document/edits";
import { cardOf, nameOf } from "../../document/cards";
import { END, START, linkId, type Document, type Note } from "../../document/types";
import type { Place, Session } from "../desk";
import { focusPart } from "../draw/focus";
import { outlineOrder } from "../draw/order";
import { countOf, frameId, noteId, NOTHING, type Picked } from "../draw/parts";
import type { Live } from "../draw/nodes";
import type { Spots } from "../arrange/boxes";
import { jobs } from "../words";
import { madeRoom } from "./room";

export type NewStep = Parameters<typeof edits.addStep>[1];

/** Put a step where it was asked for; it is picked and announced, and its form opens beside the canvas. */
export function addStep(session: Session, given: NewStep, place: Place): string[] {
  const { store } = session.draft;
  const name = ("name" in given && given.name) || jobs()[given.kind]?.label || "";
  const words = fill(gettext("Added “%(name)s”"), { name });
  const made = store.make(words, (document) => {
    if (place.link) return madeRoom(session, document, edits.addOnLink(document, place.link, given), place.link);
    if (place.after) return edits.addAfter(document, place.after, given, place.spot);
    return edits.addStep(document, given, place.spot);
  });
  const first = made[0];
  if (!first) return made;
  session.desk.set({ picked: { ...NOTHING, steps: [first] }, menu: null });
  session.say(`${words}.`);
  return made;
}

export function connect(session: Session, source: string, target: string): void {
  const { store } = session.draft;
  const { document } = store.get();
  const refused = edits.mayConnect(document, source, target);
  if (refused) return session.say(refused);
  const names = { source: nameOf(document, source), target: nameOf(document, target) };
  const words = fill(gettext("Linked “%(source)s” to “%(target)s”"), names);
  store.make(words, (now) => edits.connect(now, source, target));
  session.say(`${words}.`);
}

export function reconnect(session: Session, id: string, end: { source: string; target: string }): void {
  const words = gettext("Led a path elsewhere");
  session.draft.store.make(words, (document) => edits.reconnect(document, id, end));
  session.say(`${words}.`);
}

/** What is moved becomes part of the draft; what nobody had put anywhere stays where it was seen. */
export function move(session: Session, moved: Live, all: Spots, words?: string): void {
  const { store } = session.draft;
  const { document } = store.get();
  const unsaved = Object.entries(all).filter(([key]) => !document.layout[key]);
  const keys = Object.keys(moved);
  const said = words ?? movedWords(document, keys);
  const spots = { ...Object.fromEntries(unsaved), ...placesOf(moved) };
  store.edit(said, (now) => edits.moveTo(now, spots), { merge: `move ${keys.join()}` });
  session.say(`${said}.`);
}

function placesOf(moved: Live): Spots {
  return Object.fromEntries(Object.entries(moved).map(([key, { x, y }]) => [key, { x, y }]));
}

function movedWords(document: Document, keys: string[]): string {
  const [only] = keys;
  if (keys.length === 1 && only) {
    const name = only.startsWith("note:") ? gettext("a note") : nameOf(document, only);
    return fill(gettext("Moved “%(name)s”"), { name });
  }
  return fill(ngettext("Moved %(n)s thing", "Moved %(n)s things", keys.length), { n: keys.length });
}

export function remove(session: Session, picked: Picked): void {
  const { store } = session.draft;
  const steps = picked.steps.filter((key) => key !== START && key !== END);
  const given = { ...picked, steps };
  if (!countOf(given)) return;
  const { document } = store.get();
  const words = removedWords(document, given);
  const before = [START, ...outlineOrder(document)].filter((key, at, all) => !steps.includes(key) && at < all.indexOf(steps[0] ?? ""));
  store.edit(words, (now) => edits.removeSelection(now, given));
  session.desk.set({ picked: NOTHING, opened: "" });
  session.say(`${words}.`);
  keepFocus(session, before.at(-1) ?? START);
}

/** What had the keyboard may be gone: then it goes to a step nearby, never to nowhere. */
function keepFocus(session: Session, near: string): void {
  requestAnimationFrame(() => {
    if (document.activeElement === document.body) focusPart(near, session.flow.show);
  });
}

function removedWords(document: Document, picked: Picked): string {
  const [step] = picked.steps;
  if (countOf(picked) === 1 && step) return fill(gettext("Removed “%(name)s”"), { name: nameOf(document, step) });
  if (countOf(picked) === 1 && picked.links[0]) return gettext("Removed a path");
  const n = countOf(picked);
  return fill(ngettext("Removed %(n)s thing", "Removed %(n)s things", n), { n });
}

export function duplicate(session: Session, picked: Picked): void {
  const steps = picked.steps.filter((key) => key !== START && key !== END);
  if (!steps.length && !picked.notes.length) return;
  const words = gettext("Duplicated");
  const made = session.draft.store.make(words, (document) => edits.duplicate(document, { ...picked, steps }));
  pickMade(session, made);
  session.say(`${words}.`);
}

/** What is no longer there cannot stay picked, nor its form open. */
export function pruned(session: Session, document: Document): void {
  const { picked, opened } = session.desk.get();
  const there = new Set([START, END, ...document.steps.map((step) => step.key), ...document.links.map(linkId)]);
  const next: Picked = {
    steps: picked.steps.filter((key) => there.has(key)),
    links: picked.links.filter((key) => there.has(key)),
    notes: picked.notes.filter((key) => document.notes.some((note) => note.key === key)),
    groups: picked.groups.filter((key) => document.groups.some((group) => group.key === key)),
  };
  if (countOf(next) !== countOf(picked)) session.desk.set({ picked: next });
  if (opened.trim() && !there.has(opened)) session.desk.set({ opened: "", href: "" });
}

/** Pick what was just made, whether steps or notes. */
export function pickMade(session: Session, made: string[]): void {
  const { document } = session.draft.store.get();
  const there = new Set(document.steps.map((step) => step.key));
  const notes = new Set(document.notes.map((note) => note.key));
  session.desk.set({
    picked: { ...NOTHING, steps: made.filter((key) => there.has(key)), notes: made.filter((key) => notes.has(key)) },
  });
}

export function group(session: Session, picked: Picked): void {
  const steps = picked.steps.filter((key) => key !== START && key !== END);
  if (!steps.length) return session.say(gettext("Pick the steps first that belong together."));
  const words = fill(ngettext("Grouped %(n)s step", "Grouped %(n)s steps", steps.length), { n: steps.length });
  const made = session.draft.store.make(words, (document) => edits.group(document, steps, gettext("New group")));
  session.desk.set({ picked: { ...NOTHING, groups: made } });
  requestAnimationFrame(() => window.document.querySelector<HTMLInputElement>(`[data-id="${frameId(made[0] ?? "")}"] input`)?.select());
  session.say(`${words}. ${gettext("Give the group a name.")}`);
}

export function ungroup(session: Session, key: string): void {
  const words = gettext("Took the frame away");
  session.draft.store.edit(words, (document) => edits.ungroup(document, key));
  session.desk.set({ picked: NOTHING });
  session.say(`${words}.`);
}

export function addNote(session: Session, spot: { x: number; y: number }): void {
  const words = gettext("Added a note");
  const made = session.draft.store.make(words, (document) => edits.addNote(document, spot));
  session.desk.set({ picked: { ...NOTHING, notes: made } });
  session.say(`${words}.`);
  const [first] = made;
  requestAnimationFrame(() => {
    if (!first) return;
    session.flow.show(noteId(first));
    window.document.querySelector<HTMLElement>(`[data-id="${noteId(first)}"] textarea`)?.focus({ preventScroll: true });
  });
}

export function writeNote(session: Session, key: string, part: Partial<Note>, words = gettext("Wrote a note")): void {
  session.draft.store.edit(words, (document) => edits.setNote(document, key, part), { merge: `note ${key}` });
}

export function tidy(session: Session): void {
  const words = gettext("Tidied up");
  session.draft.store.edit(words, edits.tidy);
  session.say(`${words}.`);
}

export function undo(session: Session): void {
  const words = session.draft.store.undo();
  session.say(words ?? gettext("Nothing to undo."));
  keepFocus(session, pickedNow(session));
}

export function redo(session: Session): void {
  const words = session.draft.store.redo();
  session.say(words ?? gettext("Nothing to do again."));
  keepFocus(session, pickedNow(session));
}

/** The picked step, as far as it is still there. */
function pickedNow(session: Session): string {
  const there = new Set(session.draft.store.get().document.steps.map((step) => step.key));
  return session.desk.get().picked.steps.find((key) => there.has(key)) ?? START;
}

export function pickAll(session: Session): void {
  const { document } = session.draft.store.get();
  session.desk.set({
    picked: {
      steps: document.steps.map((step) => step.key),
      links: document.links.map(linkId),
      notes: document.notes.map((note) => note.key),
      groups: [],
    },
  });
  const n = document.steps.length;
  session.say(fill(ngettext("%(n)s step picked.", "%(n)s steps picked.", n), { n }));
}

/** The form of a step, a path, the start or the end: where it is asked for. */
export function formOf(session: Session, key: string): string {
  if (key.includes(">")) return `${session.addresses.link ?? ""}?link=${encodeURIComponent(key)}`;
  return cardOf(session.draft.store.get(), key).href;
}
