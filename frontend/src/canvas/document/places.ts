/** Putting steps into a drawing: on a link, after a step, as one more path, or loose on the canvas. */
import { graphOf } from "./graph";
import type { Made } from "./links";
import { begun, drawn, newIn, newLink, newWay, otherwiseLast } from "./links";
import type { NewStep } from "./steps";
import { linkOf, newStep, waysOut } from "./steps";
import type { Document, Link, Spot, Step } from "./types";
import { END } from "./types";

/** The links that will lead to what is put here (fresh ones are not drawn yet), and where it goes on. */
interface Gap {
  taken: Link[];
  target: string;
  fresh?: boolean;
}

/** Put a step on a link: it is cut, and leads to the step, which leads on. */
export function addOnLink(document: Document, id: string, given: NewStep, spot?: Spot): Made {
  const before = begun(document);
  const link = linkOf(before, id);
  return link ? put(before, { taken: [link], target: link.target }, given, spot) : addStep(document, given, spot);
}

/** Put a step after another, or after the whole that a fork makes with its paths; key may be "start". */
export function addAfter(document: Document, key: string, given: NewStep, spot?: Spot): Made {
  const before = begun(document);
  return put(before, gapAfter(before, key), given, spot);
}

/** One more path out of a step, to where its others meet; with a first step on it where one is given. */
export function addPath(document: Document, key: string, given?: NewStep, spot?: Spot): Made {
  const target = graphOf(document).meet(key) ?? END;
  const way = newWay(document, key, target);
  if (given) return put(document, { taken: [way], target, fresh: true }, given, spot);
  const made = drawn(document, otherwiseLast([...document.links, way]));
  return { document: made, made: [], links: newIn(document, made), left: [] };
}

/** Put a step on the canvas that nothing leads to yet. */
export function addStep(document: Document, given: NewStep, spot?: Spot): Made {
  const step = newStep(document, given);
  const made = { ...document, steps: [...document.steps, step] };
  return { document: spotted(made, step.key, spot), made: [step.key], links: [], left: [] };
}

function gapAfter(document: Document, key: string): Gap | null {
  const graph = graphOf(document);
  const exits = graph.exits(key);
  if (exits.length) return { taken: exits, target: exits[0]!.target };
  if (graph.kinds.get(key) === "end" || key === END || graph.out(key).length) return null;
  return { taken: [newLink(key, END)], target: END, fresh: true };
}

function put(document: Document, gap: Gap | null, given: NewStep, spot?: Spot): Made {
  if (!gap) return addStep(document, given, spot);
  const step = newStep(document, given);
  const closing = given.kind === "parallel" ? closingOf(document, step) : undefined;
  const joins = step.kind === "join" && !gap.fresh;
  const taken = joins ? graphOf(document).reached(gap.target) : gap.taken;
  const ways = waysOut(step, gap.target, closing);
  const steps = closing ? [step, closing] : [step];
  const made = insert(document, steps, { ...gap, taken: taken.length ? taken : gap.taken }, step.key, ways);
  return {
    document: spotted(made, step.key, spot),
    made: steps.map((each) => each.key),
    links: newIn(document, made),
    left: [],
  };
}

/** The join a new parallel step comes with. */
function closingOf(document: Document, step: Step): Step {
  return newStep({ ...document, steps: [...document.steps, step] }, { kind: "join" });
}

/** Steps put into a gap: its links lead to the first of them; `inner` are the links they bring. */
export function insert(document: Document, steps: Step[], gap: Gap, first: string, inner: Link[]): Document {
  const taken = new Set(gap.taken);
  const led = (link: Link) => (taken.has(link) ? { ...link, target: first } : link);
  const links = gap.fresh ? otherwiseLast([...document.links, ...gap.taken.map(led)]) : document.links.map(led);
  return drawn(document, [...links, ...inner], [...document.steps, ...steps]);
}

function spotted(document: Document, key: string, spot?: Spot): Document {
  return spot ? { ...document, layout: { ...document.layout, [key]: spot } } : document;
}
