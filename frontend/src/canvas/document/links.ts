/** The links of a drawing while it is changed: told apart, drawn, led elsewhere, put in order. */
import { fill, gettext } from "../../language";
import { graphOf } from "./graph";
import { nameOf } from "./names";
import { waysOut } from "./steps";
import type { Document, Link, Step } from "./types";
import { END, START, linkId } from "./types";

/** What an edit made: the new document, the keys of what is new in it, its new links, and what could not be kept. */
export interface Made {
  document: Document;
  made: string[];
  links: string[];
  left: string[];
}

export function newLink(source: string, target: string, part: Partial<Link> = {}): Link {
  return { source, target, key: "", name: "", when: null, otherwise: false, rank: 0, ...part };
}

/** The document with these links (and steps): no loose ends, no two links alike, nothing said of what is gone. */
export function drawn(document: Document, links: Link[], steps: Step[] = document.steps): Document {
  const there = new Set([START, END, ...steps.map((step) => step.key)]);
  const forks = new Set(
    steps.filter((step) => step.kind === "choose" || step.kind === "parallel").map(({ key }) => key),
  );
  const sound = links.filter((link) => there.has(link.source) && there.has(link.target) && link.source !== link.target);
  const layout = Object.entries(document.layout).filter(([key]) => there.has(key));
  const groups = document.groups.map((group) => {
    const left = group.steps.filter((key) => there.has(key));
    return left.length < group.steps.length ? { ...group, steps: left } : group;
  });
  return { ...document, steps, links: toldApart(sound, forks), layout: Object.fromEntries(layout), groups };
}

function toldApart(links: Link[], forks: Set<string>): Link[] {
  const found = new Map<string, Link>();
  const conditional = (link: Link) => link.otherwise || !!link.when;
  for (const link of links) {
    const twin = found.get(linkId(link));
    const fresh = twin ? { ...link, key: freshLinkKey([...found.values()], link.source) } : link;
    if (!twin || forks.has(link.source) || conditional(link) || conditional(twin)) found.set(linkId(fresh), fresh);
  }
  return [...found.values()];
}

/** A key no link of this step has: p1, p2, … */
export function freshLinkKey(links: Link[], source: string): string {
  const taken = new Set(links.filter((link) => link.source === source).map((link) => link.key));
  let number = 1;
  while (taken.has(`p${number}`)) number += 1;
  return `p${number}`;
}

/** The document with a way from its start: an empty one leads straight to its end. */
export function begun(document: Document): Document {
  return document.steps.length || document.links.length ? document : { ...document, links: [newLink(START, END)] };
}

/** One more way out of a step, asked before its "otherwise". */
export function newWay(document: Document, source: string, target: string): Link {
  const graph = graphOf(document);
  const out = graph.out(source);
  const rank = Math.max(-1, ...out.filter((link) => !link.otherwise).map((link) => link.rank)) + 1;
  return newLink(source, target, { key: graph.isFork(source) ? freshLinkKey(out, source) : "", rank });
}

/** The links with every "otherwise" asked after the others of its step. */
export function otherwiseLast(links: Link[]): Link[] {
  const last = new Map<string, number>();
  for (const { otherwise, source, rank } of links) {
    if (!otherwise) last.set(source, Math.max(last.get(source) ?? -1, rank));
  }
  return links.map((link) => {
    const least = (last.get(link.source) ?? -1) + 1;
    return link.otherwise && link.rank < least ? { ...link, rank: least } : link;
  });
}

/** Why a link may not be drawn, as a sentence; null where it may. */
export function mayConnect(document: Document, source: string, target: string): string | null {
  const names = { source: nameOf(document, source), target: nameOf(document, target) };
  const graph = graphOf(begun(document));
  if (source === target) return gettext("A step cannot lead to itself.");
  if (target === START) return gettext("Nothing can lead back to the start.");
  if (source === END || graph.kinds.get(source) === "end") return gettext("Nothing follows an end.");
  const there = graph.out(source).some((link) => link.target === target);
  if (there && !graph.isFork(source)) return fill(gettext("“%(source)s” leads to “%(target)s” already."), names);
  if (!graph.before(source).has(target)) return null;
  return fill(gettext("“%(target)s” comes before “%(source)s”. A link back would make a circle."), names);
}

/** Draw a link. A way that only led on by default is led there instead; a step that led nowhere goes on where it did. */
export function connect(document: Document, source: string, target: string): Made {
  const before = begun(document);
  if (mayConnect(before, source, target) !== null) return { document, made: [], links: [], left: [] };
  const onward = defaultTarget(before, source);
  const isElsewhere = target !== onward;
  const idle =
    isElsewhere &&
    graphOf(before)
      .out(source)
      .find((each) => each.target === onward && isIdle(each));
  const link = idle ? { ...idle, target } : newWay(before, source, target);
  const kept = before.links.filter((each) => each !== idle);
  const further = isElsewhere && !isBehind(before, onward, target) ? waysOn(before, target, onward) : [];
  const made = drawn(before, otherwiseLast([...kept, link, ...further]));
  return { document: made, made: [], links: newIn(document, made), left: [] };
}

/** Where a step's ways lead as long as nobody says otherwise: where its paths meet, else the end. */
function defaultTarget(document: Document, source: string): string {
  const graph = graphOf(document);
  return graph.isFork(source) ? (graph.meet(source) ?? END) : END;
}

/** Nothing is known of this link but that it leads on. */
function isIdle(link: Link): boolean {
  return !link.otherwise && !link.when && !link.name;
}

function isBehind(document: Document, key: string, other: string): boolean {
  return key !== END && graphOf(document).before(other).has(key);
}

function waysOn(document: Document, key: string, target: string): Link[] {
  const step = document.steps.find((each) => each.key === key);
  return step && !graphOf(document).out(key).length ? waysOut(step, target) : [];
}

export function newIn(before: Document, after: Document): string[] {
  const known = new Set(before.links.map(linkId));
  return after.links.map(linkId).filter((id) => !known.has(id));
}

/** Lead one end of a link elsewhere; its name, condition and place among its source's paths stay where they can. */
export function reconnect(document: Document, id: string, ends: { source?: string; target?: string }): Made {
  const nothing = { document, made: [], links: [], left: [] };
  const link = document.links.find((each) => linkId(each) === id);
  if (!link) return nothing;
  const [source, target] = [ends.source ?? link.source, ends.target ?? link.target];
  if (source === link.source && target === link.target) return nothing;
  const rest = { ...document, links: document.links.filter((each) => each !== link) };
  if (mayConnect(rest, source, target) !== null) return nothing;
  const { name, when } = link;
  const moved = source === link.source ? { ...link, target } : { ...newWay(rest, source, target), name, when };
  const made = drawn(
    document,
    document.links.map((each) => (each === link ? moved : each)),
  );
  return { document: made, made: [], links: newIn(document, made), left: [] };
}

/** What is said of a link: its name, its condition, whether it is taken where no other holds. */
export function setLink(
  document: Document,
  id: string,
  part: Partial<Pick<Link, "name" | "when" | "otherwise" | "rank">>,
): Document {
  const links = document.links.map((link) => (linkId(link) === id ? { ...link, ...part } : link));
  return { ...document, links: otherwiseLast(links) };
}

/** Ask the ways out of a step in this order; "otherwise" stays last. */
export function reorderLinks(document: Document, source: string, ids: string[]): Document {
  const rank = (link: Link) => (ids.includes(linkId(link)) ? ids.indexOf(linkId(link)) : link.rank + ids.length);
  const links = document.links.map((link) => (link.source === source ? { ...link, rank: rank(link) } : link));
  return { ...document, links: otherwiseLast(links) };
}
