/** The nodes of a document, each made again only when something of it changed. */
import { Position } from "@xyflow/react";

import { fill, gettext } from "../../../language";
import type { Card, Person, Problem, Touch } from "../../document/answers";
import { END, START, type Document, type Group, type Note, type Step } from "../../document/types";
import type { Spot } from "../arrange/boxes";
import { isWork, kindOf, sizeOf, type Size } from "../arrange/sizes";
import { ago, labelOf } from "../words";
import { Kept } from "./kept";
import { frameId, noteId, type FrameNode, type Look, type NoteNode, type Part, type Picked, type StepNode } from "./parts";

export interface Shown {
  document: Document;
  order: string[];
  cardOf: (key: string) => Card;
  problems?: Problem[];
  people?: Person[];
  touched?: Record<string, Touch>;
  looks?: Record<string, Look>;
}

const NO_PROBLEMS: Problem[] = [];

/** What stands at each step, gathered once for all of them. */
interface Standing {
  numbers: Map<string, number>;
  problems: Map<string, Problem[]>;
  people: Map<string, string>;
  leaving: Set<string>;
}

function gathered(shown: Shown): Standing {
  const problems = new Map<string, Problem[]>();
  for (const problem of shown.problems ?? NO_PROBLEMS) {
    const at = problem.step || (problem.field.startsWith("end") ? END : "");
    if (at) problems.set(at, [...(problems.get(at) ?? []), problem]);
  }
  const people = new Map<string, string>();
  for (const { at, name, me } of shown.people ?? []) {
    if (at && !me) people.set(at, people.has(at) ? `${people.get(at)}\n${name}` : name);
  }
  return {
    numbers: new Map(shown.order.map((key, at) => [key, at + 1])),
    problems,
    people,
    leaving: new Set(shown.document.links.map((link) => link.source)),
  };
}

function handlesOf({ width, height }: Size, kind: string): StepNode["handles"] {
  const dot = { width: 1, height: 1, x: width / 2 };
  const into = { ...dot, y: 0, type: "target" as const, position: Position.Top };
  const out = { ...dot, y: height, type: "source" as const, position: Position.Bottom };
  return kind === START ? [out] : kind === END ? [into] : [into, out];
}

/** Where things stand right now, also while they are dragged; a note may be drawn larger. */
export type Live = Record<string, Spot & Partial<Size>>;

export class Nodes {
  private steps = new Kept<StepNode>();
  private notes = new Kept<NoteNode>();
  private frames = new Kept<FrameNode>();

  /** Frames first, so that they lie behind; then the steps in the order of the outline, which is the order of Tab. */
  all(shown: Shown, spots: Live, picked: Picked): Part[] {
    const standing = gathered(shown);
    const byKey = new Map(shown.document.steps.map((step) => [step.key, step]));
    const chosen = new Set(picked.steps);
    const steps = [START, ...shown.order, END].map((key) =>
      this.step(key, byKey.get(key), shown, standing, spots[key] ?? { x: 0, y: 0 }, chosen.has(key)),
    );
    const sized = new Map(steps.map((node) => [node.id, node]));
    const frames = shown.document.groups.flatMap((group) => this.frame(group, sized, picked.groups.includes(group.key)));
    const notes = shown.document.notes.map((note) => this.note(note, spots[noteId(note.key)], picked.notes.includes(note.key)));
    for (const kept of [this.steps, this.notes, this.frames]) kept.turn();
    return [...frames, ...steps, ...notes];
  }

  private step(key: string, step: Step | undefined, shown: Shown, standing: Standing, spot: Spot, selected: boolean): StepNode {
    const card = shown.cardOf(key);
    const number = standing.numbers.get(key) ?? 0;
    const problems = standing.problems.get(key) ?? NO_PROBLEMS;
    const sentences = problems.map((problem) => problem.sentence).join("\n");
    const serious = problems.filter((problem) => problem.serious).length;
    const people = standing.people.get(key) ?? "";
    const touch = shown.touched?.[key];
    const loose = key !== END && step?.kind !== "end" && !standing.leaving.has(key);
    const look = shown.looks?.[key] ?? null;
    const of = [step, card, number, sentences, serious, people, touch, loose, look, spot.x, spot.y, selected];
    return this.steps.make(key, of, () => {
      const kind = kindOf(step, key);
      const size = sizeOf(kind, card);
      const label = labelOf(kind, number, card, serious, problems.length - serious);
      return {
        id: key,
        type: isWork(kind) ? "step" : kind === START || kind === END || kind === "end" ? "terminal" : "turn",
        position: spot,
        ...size,
        measured: size,
        handles: handlesOf(size, kind === "end" ? END : kind),
        selected,
        zIndex: 2,
        ariaLabel: look ? `${label}. ${look.spoken ?? look.word}` : label,
        domAttributes: { "aria-roledescription": gettext("step") },
        data: {
          number,
          kind: kind === "agent" && card.icon === "table" ? "rules" : kind,
          card,
          serious,
          sentences: sentences ? sentences.split("\n") : [],
          people: people ? people.split("\n") : [],
          touched: touch ? fill(gettext("Changed by %(who)s, %(when)s"), { who: touch.who, when: ago(touch.when) }) : "",
          loose,
          look,
          label,
        },
      };
    });
  }

  private note(note: Note, moved: Live[string] | undefined, selected: boolean): NoteNode {
    const { x, y, width = note.width, height = note.height } = moved ?? note;
    return this.notes.make(note.key, [note, x, y, width, height, selected], () => ({
      id: noteId(note.key),
      type: "note",
      position: { x, y },
      width,
      height,
      measured: { width, height },
      handles: [],
      connectable: false,
      selected,
      zIndex: 1,
      ariaLabel: note.text.slice(0, 120) || gettext("Empty note"),
      domAttributes: { "aria-roledescription": gettext("note") },
      data: { note },
    }));
  }

  /** A frame lies round its steps; one without steps is not drawn. */
  private frame(group: Group, steps: Map<string, StepNode>, selected: boolean): FrameNode[] {
    const inside = group.steps.flatMap((key) => steps.get(key) ?? []);
    if (!inside.length) return [];
    const left = Math.min(...inside.map((node) => node.position.x)) - 24;
    const top = Math.min(...inside.map((node) => node.position.y)) - 24;
    const width = Math.max(...inside.map((node) => node.position.x + (node.width ?? 0))) + 24 - left;
    const height = Math.max(...inside.map((node) => node.position.y + (node.height ?? 0))) + 24 - top;
    return [
      this.frames.make(group.key, [group, left, top, width, height, selected], () => ({
        id: frameId(group.key),
        type: "frame",
        position: { x: left, y: top },
        width,
        height,
        measured: { width, height },
        handles: [],
        connectable: false,
        selected,
        zIndex: -1,
        ariaLabel: group.name || gettext("Group"),
        domAttributes: { "aria-roledescription": gettext("group of steps") },
        dragHandle: ".frame-name",
        data: { key: group.key, name: group.name, count: inside.length },
      })),
    ];
  }
}
