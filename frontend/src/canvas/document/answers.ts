/** What the server answers about a draft, beside the document itself. */
import type { Document, Json } from "./types";

export interface Card {
  key: string;
  kind: string;
  job: string;
  icon: string;
  name: string;
  who: string;
  model: string;
  when: string;
  takes: { key: string; name: string; type: string; required: boolean; source: string }[];
  gives: { key: string; name: string; type: string }[];
  facts: string[];
  threshold: number | null; // percent
  href: string;
  serious: boolean;
}

export interface Problem {
  step: string; // empty: the workflow as a whole
  link: string;
  field: string;
  sentence: string;
  serious: boolean;
  href: string;
}

export interface Touch {
  who: string;
  when: string;
}

export interface Person {
  name: string;
  at: string;
  me: boolean;
}

/** What two people changed at once: the server keeps theirs until yours is asked for again. */
export interface Conflict {
  at: string[];
  what: string;
  yours?: Json;
  theirs?: Json;
  yours_words: string;
  theirs_words: string;
  who: string;
  when: string;
  gone?: boolean;
}

export interface News {
  revision: number;
  people: Person[];
  changed: Touch | null;
  may_publish: boolean;
}

export interface Answer extends News {
  document: Document;
  cards: Record<string, Card>;
  link_words: Record<string, string>;
  problems: Problem[];
  touched: Record<string, Touch>;
  conflicts?: Conflict[];
  dropped?: string[];
}

/** The short answer where nothing changed since the revision that was asked with. */
export interface Same extends News {
  same: true;
}
