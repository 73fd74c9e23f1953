/** Taking things out of a drawing: what led to a step leads to what followed it. */
import { graphOf } from "./graph";
import { drawn } from "./links";
import type { Document, Link } from "./types";
import { END, linkId } from "./types";

/** What a person has picked on the canvas, by key (links by id). */
export interface Picked {
  steps: string[];
  links: string[];
  notes: string[];
  groups: string[];
}

export const NOTHING: Picked = { steps: [], links: [], notes: [], groups: [] };

/** Take out what is picked. Of a group only the frame goes; of a fork its first path leads on, its others stay loose. */
export function removeSelection(document: Document, picked: Picked): Document {
  const cut = new Set(picked.links);
  let made = { ...document, links: document.links.filter((link) => !cut.has(linkId(link))) };
  for (const key of inOrder(made, picked.steps)) made = without(made, key);
  return {
    ...made,
    notes: made.notes.filter((note) => !picked.notes.includes(note.key)),
    groups: made.groups.filter((group) => !picked.groups.includes(group.key) && !isEmptied(document, group)),
  };
}

function inOrder(document: Document, keys: string[]): string[] {
  const wanted = new Set(keys);
  const reached = graphOf(document)
    .order()
    .filter((key) => wanted.has(key));
  return [...new Set([...reached, ...keys])];
}

/** Did this group have steps before, and none now? */
function isEmptied(document: Document, group: { key: string; steps: string[] }): boolean {
  const before = document.groups.find((each) => each.key === group.key);
  return !group.steps.length && !!before?.steps.length;
}

function without(document: Document, key: string): Document {
  const graph = graphOf(document);
  if (!graph.kinds.has(key)) return document;
  const target = onward(document, key);
  const lead = (link: Link) => (link.target === key ? { ...link, target } : link);
  const links = document.links.filter((link) => link.source !== key).map(lead);
  const made = drawn(
    document,
    links,
    document.steps.filter((step) => step.key !== key),
  );
  const closing = graph.isFork(key) ? graph.closing(key) : null;
  return closing && graphOf(made).reached(closing).length <= 1 ? without(made, closing) : made;
}

/** Where the walk went on after this step, as far as it did always. */
function onward(document: Document, key: string): string {
  const graph = graphOf(document);
  const out = graph.out(key);
  const always = graph.isFork(key) ? out : out.filter((link) => !link.otherwise && !link.when);
  return (always[0] ?? out[0])?.target ?? END;
}
