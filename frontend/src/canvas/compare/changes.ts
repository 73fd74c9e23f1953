/** Two versions in one drawing: what changed, in the order in which one walks through it. */
import type { Card } from "../document/answers";
import { END, linkId, START, type Document } from "../document/types";

export type Mark = "added" | "changed" | "removed" | "same";

export interface Compared {
  document: Document;
  cards: Record<string, Card>;
  link_words: Record<string, string>;
  marks?: { steps: Record<string, Mark>; links: Record<string, Mark> }; // none where one version is only shown
  words?: Record<string, string[]>;
}

export interface Change {
  id: string; // a step's key or a link's id
  mark: Mark;
}

/** Steps and links that differ; a link that came or went with a step of its own is not told apart from it. */
export function changesOf({ document, marks }: Compared, order: string[]): Change[] {
  if (!marks) return [];
  const differs = (mark: Mark | undefined): mark is Mark => mark !== undefined && mark !== "same";
  const isNew = (key: string) => marks.steps[key] === "added" || marks.steps[key] === "removed";
  return [START, ...order, END].flatMap((key) => {
    const mark = marks.steps[key];
    const step = differs(mark) ? [{ id: key, mark }] : [];
    const links = document.links
      .filter((link) => link.source === key && !isNew(key) && !isNew(link.target))
      .flatMap((link) => {
        const id = linkId(link);
        const made = marks.links[id];
        return differs(made) ? [{ id, mark: made }] : [];
      });
    return [...step, ...links];
  });
}

export function countsOf(changes: Change[]): [Mark, number][] {
  const marks: Mark[] = ["added", "changed", "removed"];
  return marks.map((mark) => [mark, changes.filter((change) => change.mark === mark).length]);
}
