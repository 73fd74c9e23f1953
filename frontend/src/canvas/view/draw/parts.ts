/** What the drawing is made of, as React Flow takes it: nodes and edges with what their components show. */
import type { Edge, Node } from "@xyflow/react";

import type { Card } from "../../document/answers";
import type { Note } from "../../document/types";
import type { Lean, Route } from "../arrange/routes";

export type Mode = "edit" | "map" | "compare";

/** How a step stands in a run, or what became of it between two versions: a word, an icon, a tone; never colour alone. */
export interface Look {
  tone: string;
  word: string;
  icon: string;
  about?: string;
  inside?: Inside;
  spoken?: string; // the look in words, where the word alone says too little
  act?: () => void; // what its mark does when it is pressed
}

/** What a step was given and gave in a run, as short as a card is wide. */
export interface Inside {
  given: string;
  gave: string;
  told: string; // what there is to say where it gave nothing
  sure: string;
  isLow: boolean;
  took: string;
}

export interface LinkLook {
  tone: string;
  word: string;
}

export interface StepData extends Record<string, unknown> {
  number: number; // place in the outline; 0 where it has none
  kind: string;
  card: Card;
  serious: number;
  sentences: string[];
  people: string[];
  touched: string;
  loose: boolean;
  look: Look | null;
  label: string;
}

export interface NoteData extends Record<string, unknown> {
  note: Note;
}

export interface FrameData extends Record<string, unknown> {
  key: string;
  name: string;
  count: number;
}

export interface LinkData extends Record<string, unknown> {
  words: string;
  otherwise: boolean;
  route: Route | null;
  lean: Lean;
  aside: number;
  between: string;
  look: LinkLook | null;
}

export type StepNode = Node<StepData, "step" | "turn" | "terminal">;
export type NoteNode = Node<NoteData, "note">;
export type FrameNode = Node<FrameData, "frame">;
export type Part = StepNode | NoteNode | FrameNode;
export type LinkEdge = Edge<LinkData, "link">;

/** What is picked, by the keys of the document. */
export interface Picked {
  steps: string[];
  links: string[];
  notes: string[];
  groups: string[];
}

export const NOTHING: Picked = { steps: [], links: [], notes: [], groups: [] };

export const noteId = (key: string): string => `note:${key}`;
export const frameId = (key: string): string => `frame:${key}`;

export function countOf(picked: Picked): number {
  return picked.steps.length + picked.links.length + picked.notes.length + picked.groups.length;
}

export function samePicked(a: Picked, b: Picked): boolean {
  return (["steps", "links", "notes", "groups"] as const).every(
    (part) => a[part].length === b[part].length && a[part].every((key, at) => key === b[part][at]),
  );
}

/** The picked things among these, sorted out by what they are. */
export function pickedOf(nodes: string[], links: string[]): Picked {
  const of = (prefix: string) => nodes.filter((id) => id.startsWith(prefix)).map((id) => id.slice(prefix.length));
  return {
    steps: nodes.filter((id) => !id.includes(":")),
    links,
    notes: of("note:"),
    groups: of("frame:"),
  };
}
