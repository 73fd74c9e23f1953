/** The edges of a document, each made again only when its link, its words or its way changed. */
import { linkId, type Document } from "../../document/types";
import { fill, gettext } from "../../../language";
import type { Box, Spots } from "../arrange/boxes";
import { asides, leans, routes, type Lean, type Route } from "../arrange/routes";
import { Kept } from "./kept";
import type { LinkEdge, LinkLook, Picked } from "./parts";

/** The ways of the links among boxes that stand still. */
export class Ways {
  private last: Route[] = [];

  of(document: Document, boxes: Box[], spots: Spots): Map<string, Route | null> {
    const rects = boxes.flatMap((box) => (spots[box.key] ? { ...box, ...spots[box.key]! } : []));
    const found = routes(rects, document.links);
    const before = new Map(this.last.map((route) => [JSON.stringify(route), route]));
    const kept = found.map((route) => (route ? (before.get(JSON.stringify(route)) ?? route) : null));
    this.last = kept.filter((route) => route !== null);
    return new Map(document.links.map((link, at) => [linkId(link), kept[at] ?? null]));
  }
}

export interface LinksShown {
  document: Document;
  words: Record<string, string>;
  nameOf: (key: string) => string;
  looks?: Record<string, LinkLook>;
}

export class Edges {
  private kept = new Kept<LinkEdge>();

  all(shown: LinksShown, ways: Map<string, Route | null>, picked: Picked): LinkEdge[] {
    const leaning = leans(shown.document.links);
    const aside = asides(shown.document.links);
    const chosen = new Set(picked.links);
    const made = shown.document.links.map((link, at) => {
      const id = linkId(link);
      const words = wordsOf(link, shown.words[id] ?? "");
      const between = fill(gettext("from “%(source)s” to “%(target)s”"), {
        source: shown.nameOf(link.source),
        target: shown.nameOf(link.target),
      });
      const [lean, route, look] = [leaning[at] as Lean, ways.get(id) ?? null, shown.looks?.[id] ?? null];
      const of = [link.source, link.target, words, link.otherwise, between, lean, aside[at], route, look, chosen.has(id)];
      return this.kept.make(id, of, () => ({
        id,
        type: "link" as const,
        source: link.source,
        target: link.target,
        selected: chosen.has(id),
        reconnectable: chosen.has(id),
        zIndex: 0,
        domAttributes: { "aria-roledescription": gettext("path") },
        ariaLabel: words ? `${between}: ${words}` : between,
        data: { words, otherwise: link.otherwise, route, lean, aside: aside[at] ?? 0, between, look },
      }));
    });
    this.kept.turn();
    return made;
  }
}

/** The name of a path, else its condition as a sentence, else "Otherwise". */
function wordsOf(link: Document["links"][number], sentence: string): string {
  if (link.name) return link.name;
  return link.otherwise ? sentence || gettext("Otherwise") : sentence;
}
