/** What the server answers about a run on its drawing. */
import type { Card } from "../document/answers";
import type { Document } from "../document/types";

export interface Named {
  name: string;
  value: string;
}

export interface StepState {
  state: string;
  word: string;
  icon: string;
  visits: number;
  confidence: number | null; // 0 to 1
  threshold: number | null;
  milliseconds: number;
  summary: string;
  given: Named[];
  gave: Named[];
  place: string; // "triage.1"; empty where there is nothing more to see
  href: string;
}

/** What changes while a run moves. */
export interface Moves {
  states: Record<string, StepState>;
  links: Record<string, boolean>;
  over: boolean;
  status: string;
  look: { tone: string; word: string; icon: string };
  started: string;
  question: { step: string; case: number; title: string } | null; // only in a trial
}

export interface RunMap extends Moves {
  document: Document;
  cards: Record<string, Card>;
  link_words: Record<string, string>;
}
