/** The way of each link from step to step: down, across, down; and where it would run through a card, round it. */
import { BETWEEN_ROWS, GRID, type Box, type Spot, type Tie } from "./boxes";

export interface Route {
  points: Spot[];
  label: Spot;
}

type Rect = Box & Spot;

const STUB = 28; // how far a link runs straight out of a step, and into one
const AIR = 20;
const ABOVE = (BETWEEN_ROWS - STUB - 4) / 2; // from where ways part to their words: a long way's stand between the rows too

/** Which end of a link its own part is at: one of many ways out, one of many ways in, or both alike. */
export type Lean = "source" | "target" | "middle";

function crossesVertical(rects: Rect[], x: number, from: number, to: number): boolean {
  const [top, bottom] = from < to ? [from, to] : [to, from];
  return rects.some((r) => x > r.x - AIR / 2 && x < r.x + r.width + AIR / 2 && bottom > r.y && top < r.y + r.height);
}

function crossesHorizontal(rects: Rect[], y: number, from: number, to: number): boolean {
  const [left, right] = from < to ? [from, to] : [to, from];
  return rects.some((r) => y > r.y - 4 && y < r.y + r.height + 4 && right > r.x && left < r.x + r.width);
}

/** The plain way: its own part, where the label stands, lies near the end that it shares with no other. */
export function plain(from: Spot, to: Spot, lean: Lean, aside = 0): Route {
  if (aside) return beside(from, to, (from.x + to.x) / 2 + aside);
  const gap = to.y - from.y;
  const middle = gap / 2;
  const drop = gap < 2 * STUB ? middle : lean === "target" ? STUB : lean === "source" ? gap - STUB : middle;
  const bend = from.y + drop;
  const straight = Math.abs(from.x - to.x) < 1;
  const points = straight ? [from, to] : [from, { x: from.x, y: bend }, { x: to.x, y: bend }, to];
  if (lean === "target") return { points, label: { x: to.x, y: Math.min((bend + to.y - 4) / 2, bend + ABOVE) } };
  if (lean === "source") return { points, label: { x: from.x, y: Math.max((from.y + bend) / 2, bend - ABOVE) } };
  return { points, label: { x: (from.x + to.x) / 2, y: bend } };
}

/** One of several links between the same two steps: each has a lane of its own, with room for what it says. */
function beside(from: Spot, to: Spot, x: number): Route {
  const stub = Math.min(STUB, Math.max(4, (to.y - from.y) / 3));
  const [out, into] = [from.y + stub, to.y - stub];
  const points = [from, { x: from.x, y: out }, { x, y: out }, { x, y: into }, { x: to.x, y: into }, to];
  return { points, label: { x, y: (out + into) / 2 } };
}

function isClear(points: Spot[], rects: Rect[]): boolean {
  return points.slice(1).every((point, at) => {
    const last = points[at]!;
    return last.x === point.x
      ? !crossesVertical(rects, last.x, last.y, point.y)
      : !crossesHorizontal(rects, last.y, last.x, point.x);
  });
}

/** A lane beside the cards in between: the nearest one that is free all the way and not yet taken. */
function lane(from: Spot, to: Spot, rects: Rect[], taken: number[]): number {
  const [top, bottom] = from.y < to.y ? [from.y, to.y] : [to.y, from.y];
  const near = rects.filter((r) => r.y < bottom && r.y + r.height > top);
  const beside = near.flatMap((r) => [r.x - AIR - 4, r.x + r.width + AIR + 4]);
  const free = beside
    .map((x) => Math.round(x / (GRID / 2)) * (GRID / 2))
    .filter((x) => !crossesVertical(near, x, top, bottom))
    .sort((a, b) => Math.abs(a - from.x) + Math.abs(a - to.x) - Math.abs(b - from.x) - Math.abs(b - to.x));
  let x = free[0] ?? Math.max(...near.map((r) => r.x + r.width), from.x, to.x) + AIR + 4;
  const outward = x >= (from.x + to.x) / 2 ? 1 : -1;
  while (taken.some((other) => Math.abs(other - x) < 8)) x += outward * 12;
  return x;
}

function around(from: Spot, to: Spot, rects: Rect[], taken: number[]): Route {
  const [out, into] = [from.y + STUB, to.y - STUB];
  const x = lane({ x: from.x, y: out }, { x: to.x, y: into }, rects, taken);
  taken.push(x);
  const points = [from, { x: from.x, y: out }, { x, y: out }, { x, y: into }, { x: to.x, y: into }, to];
  return { points, label: { x, y: into > out ? out + Math.min(40, (into - out) / 2) : out - 40 } };
}

const LANE = 176; // from one of several links between two steps to the next

/** How many links there are between the same two steps, for each link. */
function counted(ties: Tie[]): number[] {
  const all = new Map<string, number>();
  for (const { source, target } of ties) all.set(`${source}>${target}`, (all.get(`${source}>${target}`) ?? 0) + 1);
  return ties.map(({ source, target }) => all.get(`${source}>${target}`)!);
}

/** How far beside the middle each link runs, where several join the same two steps. */
export function asides(ties: Tie[]): number[] {
  const seen = new Map<string, number>();
  return counted(ties).map((count, number) => {
    const pair = `${ties[number]!.source}>${ties[number]!.target}`;
    const at = seen.get(pair) ?? 0;
    seen.set(pair, at + 1);
    return (at - (count - 1) / 2) * LANE;
  });
}

export function leans(ties: Tie[]): Lean[] {
  const out = new Map<string, number>();
  const into = new Map<string, number>();
  for (const tie of ties) {
    out.set(tie.source, (out.get(tie.source) ?? 0) + 1);
    into.set(tie.target, (into.get(tie.target) ?? 0) + 1);
  }
  return ties.map((tie) =>
    out.get(tie.source)! > 1 ? "target" : into.get(tie.target)! > 1 ? "source" : "middle",
  );
}

/** Where a link leaves a box, and where it comes in. */
export function ends(source: Rect, target: Rect): [Spot, Spot] {
  return [
    { x: source.x + source.width / 2, y: source.y + source.height },
    { x: target.x + target.width / 2, y: target.y },
  ];
}

/** Boxes by the rows they stand in, so that a link looks only at those it could meet. */
class Rows {
  private rows = new Map<number, Rect[]>();

  constructor(rects: Rect[]) {
    for (const rect of rects) {
      for (let row = rowAt(rect.y); row <= rowAt(rect.y + rect.height); row += 1) {
        const there = this.rows.get(row);
        if (there) there.push(rect);
        else this.rows.set(row, [rect]);
      }
    }
  }

  between(from: number, to: number): Rect[] {
    const found = new Set<Rect>();
    for (let row = rowAt(Math.min(from, to)); row <= rowAt(Math.max(from, to)); row += 1) {
      for (const rect of this.rows.get(row) ?? []) found.add(rect);
    }
    return [...found];
  }
}

const rowAt = (y: number): number => Math.floor(y / 256);

const WORDS = 152; // as wide as what stands on a link, more or less

/** A lane for one of several links between two steps: near where it would run, clear of cards and of others' words. */
function freeLane(wanted: number, top: number, bottom: number, rects: Rect[], words: Spot[]): number {
  const label = top + ABOVE;
  const isFree = (x: number) =>
    !crossesVertical(rects, x, top, bottom) &&
    !words.some((other) => Math.abs(other.y - label) < 32 && Math.abs(other.x - x) < WORDS);
  for (let by = 0; by < 100; by += 1) {
    for (const x of [wanted - by * GRID, wanted + by * GRID]) if (isFree(x)) return x;
  }
  return wanted;
}

/** The ways of all links among boxes at rest; null where an end is missing. */
export function routes(rects: Rect[], ties: Tie[]): (Route | null)[] {
  const byKey = new Map(rects.map((rect) => [rect.key, rect]));
  const rows = new Rows(rects);
  const taken: number[] = [];
  const [lean, aside] = [leans(ties), asides(ties)];
  const several = counted(ties);
  const words = new Map<string, Spot[]>(); // by the step the ways come from
  const found = ties.map(() => null as Route | null);
  const way = (tie: Tie, at: number): Route | null => {
    const [source, target] = [byKey.get(tie.source), byKey.get(tie.target)];
    if (!source || !target) return null;
    const [from, to] = ends(source, target);
    const others = rows.between(from.y - STUB, to.y + STUB).filter((rect) => rect !== source && rect !== target);
    const first = plain(from, to, lean[at]!, aside[at]!);
    if (to.y > from.y && isClear(first.points, others)) return first;
    if (several[at]! > 1 && to.y > from.y + 2 * STUB) {
      const [out, into] = [from.y + STUB, to.y - STUB];
      const x = freeLane((from.x + to.x) / 2 + aside[at]!, out, into, others, words.get(tie.source) ?? []);
      return { ...beside(from, to, x), label: { x, y: out + ABOVE } };
    }
    for (const other of ["target", "source", "middle"] as const) {
      const next = plain(from, to, other);
      if (to.y > from.y + 2 * STUB && other !== lean[at] && isClear(next.points, others)) return next;
    }
    return around(from, to, rects, taken);
  };
  // Those with an end of their own have little choice of where they run: they go first.
  const order = ties.map((_tie, at) => at).sort((a, b) => Math.min(several[a]!, 2) - Math.min(several[b]!, 2));
  for (const at of order) {
    const tie = ties[at]!;
    const made = (found[at] = way(tie, at));
    if (made) words.set(tie.source, [...(words.get(tie.source) ?? []), made.label]);
  }
  return found;
}

/** The way as an SVG path with rounded corners. */
export function pathOf(points: Spot[], radius = 12): string {
  const [first, ...rest] = points;
  if (!first) return "";
  let path = `M${first.x} ${first.y}`;
  rest.forEach((point, at) => {
    const [last, next] = [points[at]!, rest[at + 1]];
    if (!next) return (path += `L${point.x} ${point.y}`);
    const size = Math.min(radius, distance(last, point) / 2, distance(point, next) / 2);
    const [into, out] = [towards(point, last, size), towards(point, next, size)];
    path += `L${into.x} ${into.y}Q${point.x} ${point.y} ${out.x} ${out.y}`;
  });
  return path;
}

function distance(a: Spot, b: Spot): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

function towards(from: Spot, to: Spot, by: number): Spot {
  const all = distance(from, to) || 1;
  return { x: from.x + ((to.x - from.x) * by) / all, y: from.y + ((to.y - from.y) * by) / all };
}
