/** The keys of the canvas. They act where nobody writes and no dialog is open; the page's own keys rest here. */
import { isTyping } from "../../../dom";
import { gettext } from "../../../language";
import { clipText, pasteText, type Own } from "../../document/clipboard";
import { END } from "../../document/types";
import type { Session } from "../desk";
import { anchorOf, type Anchor } from "../draw/hands";
import { countOf, NOTHING } from "../draw/parts";
import { fitAll, glide } from "../draw/viewport";
import { aside, middle, placeFor } from "../tools/palette";
import { showKeys } from "../tools/top";
import { addNote, duplicate, group, pickAll, pickMade, redo, remove, tidy, undo, ungroup } from "./edits";

type Act = (session: Session) => void;

/** Menus asked for by a key open at the card the keyboard is on, else in the middle above. */
function here(): Anchor {
  const card = document.activeElement?.closest(".react-flow__node");
  if (card) return anchorOf(card);
  const box = document.querySelector(".react-flow")?.getBoundingClientRect();
  return { x: (box?.left ?? 0) + (box?.width ?? 0) / 2 - 180, y: (box?.top ?? 0) + 48, back: document.activeElement as HTMLElement | null };
}

function onPicked(session: Session): string | undefined {
  return document.activeElement?.closest<HTMLElement>(".react-flow__node")?.dataset.id ?? session.desk.get().picked.steps[0];
}

/** What steps can be made of here. */
function own({ makings }: Session): Own {
  const keys = (isTool: boolean) => makings.filter(({ job }) => (job === "tool") === isTool).map(({ key }) => key);
  return { agent: new Set(keys(false)), tool: new Set(keys(true)) };
}

const find: Act = (session) => session.desk.set({ menu: { kind: "find", at: here() } });
const add: Act = (session) => session.desk.set({ menu: { kind: "job", place: placeFor(session), at: here() } });

const PLAIN: Record<string, Act> = {
  "/": find,
  "?": showKeys,
  a: add,
  Insert: add,
  t: (session) => {
    const key = onPicked(session);
    if (key && key !== END && !key.includes(":")) session.desk.set({ menu: { kind: "then", key, at: here() } });
  },
  m: (session) => {
    const key = onPicked(session);
    if (key && !key.includes(":")) session.desk.set({ menu: { kind: "step", key, at: here() } });
  },
  n: (session) => addNote(session, aside(session)),
  p: (session) => session.desk.set({ menu: { kind: "problems", at: here() } }),
  T: tidy,
  Delete: (session) => remove(session, session.desk.get().picked),
  Backspace: (session) => remove(session, session.desk.get().picked),
  "+": (session) => void session.flow.current?.zoomIn({ duration: glide() }),
  "=": (session) => void session.flow.current?.zoomIn({ duration: glide() }),
  "-": (session) => void session.flow.current?.zoomOut({ duration: glide() }),
  "0": (session) => void session.flow.current?.zoomTo(1, { duration: glide() }),
  "1": (session) => session.flow.current && fitAll(session.flow.current),
  Escape: (session) => session.desk.set({ picked: NOTHING }),
};
PLAIN.ContextMenu = PLAIN.m!;

const WITH_CTRL: Record<string, Act> = {
  z: undo,
  Z: redo,
  y: redo,
  a: pickAll,
  d: (session) => duplicate(session, session.desk.get().picked),
  g: (session) => group(session, session.desk.get().picked),
  G: (session) => session.desk.get().picked.groups.forEach((key) => ungroup(session, key)),
  f: find,
};

function actOf(event: KeyboardEvent): Act | undefined {
  if (event.altKey || event.isComposing) return undefined;
  if (!event.ctrlKey && !event.metaKey) return PLAIN[event.key];
  return WITH_CTRL[event.shiftKey ? event.key.toUpperCase() : event.key.toLowerCase()]; // also where Caps Lock is on
}

/** Is the keyboard somewhere else on the page, where its keys mean something else? */
function isElsewhere(target: EventTarget | null): boolean {
  if (document.querySelector("dialog[open], .chooser")) return true;
  return target instanceof Element && Boolean(target.closest(".canvas-side, .rail, .topbar, .bottombar, details[open]"));
}

export function listenToKeys(session: Session): () => void {
  const pressed = (event: KeyboardEvent) => {
    const act = actOf(event);
    if (!act || isElsewhere(event.target) || isTyping()) return;
    event.preventDefault();
    event.stopPropagation();
    act(session);
  };
  const copied = (event: ClipboardEvent) => {
    const { picked } = session.desk.get();
    if (isTyping() || isElsewhere(event.target) || !countOf(picked) || String(getSelection())) return;
    event.preventDefault();
    event.clipboardData?.setData("text/plain", clipText(session.draft.store, picked, session.name, session.flow.spots()));
    if (event.type === "cut") remove(session, picked);
    else session.say(gettext("Copied."));
  };
  const pasted = (event: ClipboardEvent) => {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (!text || isTyping() || isElsewhere(event.target)) return;
    event.preventDefault();
    const { made, words } = pasteText(session.draft.store, text, middle(session), own(session));
    pickMade(session, made);
    session.say(words);
  };
  document.addEventListener("keydown", pressed, true);
  document.addEventListener("copy", copied);
  document.addEventListener("cut", copied);
  document.addEventListener("paste", pasted);
  return () => {
    document.removeEventListener("keydown", pressed, true);
    document.removeEventListener("copy", copied);
    document.removeEventListener("cut", copied);
    document.removeEventListener("paste", pasted);
  };
}
