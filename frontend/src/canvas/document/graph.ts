/** The shape of a drawing as the engine reads it: which step leads to which, and where paths meet again. */
import type { Document, Kind, Link } from "./types";
import { END, START } from "./types";

const graphs = new WeakMap<Document, Graph>();
const SPLITS: ReadonlySet<Kind | undefined> = new Set<Kind>(["choose", "parallel"]);

/** The graph of a document, built once. */
export function graphOf(document: Document): Graph {
  const known = graphs.get(document) ?? new Graph(document);
  graphs.set(document, known);
  return known;
}

export class Graph {
  readonly kinds: Map<string, Kind>;
  private readonly leaving = new Map<string, Link[]>();
  private readonly coming = new Map<string, Link[]>();
  private walked: string[] | null = null;
  private standing: Set<string> | null = null;
  private shared: Map<string, bigint> | null = null;

  constructor(document: Document) {
    this.kinds = new Map(document.steps.map((step) => [step.key, step.kind]));
    const there = new Set([...this.kinds.keys(), START, END]);
    const links = document.links.filter((link) => there.has(link.source) && there.has(link.target));
    for (const link of links.toSorted((a, b) => a.rank - b.rank)) add(this.leaving, link.source, link);
    for (const link of links) add(this.coming, link.target, link);
  }

  /** The links that leave a step, in the order in which they are asked. */
  out(key: string): Link[] {
    return this.leaving.get(key) ?? [];
  }

  /** All links that lead to a step, also from steps nobody reaches. */
  into(key: string): Link[] {
    return this.coming.get(key) ?? [];
  }

  /** The links that lead to a step from what the walk reaches. */
  reached(key: string): Link[] {
    const standing = (this.standing ??= new Set(this.walk()));
    return this.into(key).filter((link) => standing.has(link.source));
  }

  /** The steps the walk reaches, each after all that lead to it. */
  order(): string[] {
    return this.walk().filter((key) => key !== START && key !== END);
  }

  /** Everything that leads to a step. */
  before(key: string): Set<string> {
    return spread(key, (each) => this.into(each).map((link) => link.source));
  }

  /** Everything a step leads to. */
  after(key: string): Set<string> {
    return spread(key, (each) => this.out(each).map((link) => link.target));
  }

  /** Does more than one way, or a way that is not always taken, leave this step? */
  splits(key: string): boolean {
    const out = this.out(key);
    return this.isFork(key) || out.length > 1 || out.some((link) => link.otherwise || !!link.when);
  }

  /** Is each link of this step a path of its own? */
  isFork(key: string): boolean {
    return SPLITS.has(this.kinds.get(key));
  }

  /** The nearest step (or the end) all ways from here lead to, those that end by name aside; null where all do. */
  meet(key: string): string | null {
    const keys = this.places();
    let shared = this.everything();
    for (const link of this.out(key)) shared &= this.ways().get(link.target) ?? this.everything();
    if (shared === this.everything()) return null;
    if (!shared) return END;
    return keys[lowest(shared)] ?? END;
  }

  /** The steps only this one leads to, up to where its ways meet again. */
  inside(key: string): Set<string> {
    if (!this.splits(key)) return new Set();
    const [meet, found, after] = [this.meet(key), new Set([key]), this.after(key)];
    for (const each of this.order()) {
      if (!after.has(each) || each === meet) continue;
      if (this.reached(each).every((link) => found.has(link.source))) found.add(each);
    }
    found.delete(key);
    return found;
  }

  /** The join that brings the parts of a step together again, and nothing else. */
  closing(key: string): string | null {
    const meet = this.splits(key) ? this.meet(key) : null;
    if (meet === null || this.kinds.get(meet) !== "join") return null;
    const own = this.inside(key).add(key);
    return this.reached(meet).every((link) => own.has(link.source)) ? meet : null;
  }

  /** The links by which the walk goes on after a step and all that belongs to it. */
  exits(key: string): Link[] {
    const closing = this.closing(key);
    if (closing) return this.exits(closing);
    if (!this.splits(key)) return this.out(key).slice(0, 1);
    const [meet, inside] = [this.meet(key), this.inside(key)];
    const own = [key, ...this.order().filter((each) => inside.has(each))];
    return own.flatMap((each) => this.out(each)).filter((link) => link.target === meet);
  }

  /** Depth-first from the start, finished last first: every step after all that lead to it. */
  private walk(): string[] {
    if (this.walked) return this.walked;
    const [finished, seen]: [string[], Set<string>] = [[], new Set([START])];
    const trail = [{ key: START, ways: this.out(START).slice() }];
    while (trail.length) {
      const here = trail.at(-1)!;
      const link = here.ways.pop();
      if (!link) finished.push(trail.pop()!.key);
      else if (!seen.has(link.target)) {
        seen.add(link.target);
        trail.push({ key: link.target, ways: this.out(link.target).slice() });
      }
    }
    return (this.walked = finished.reverse());
  }

  private places(): string[] {
    return [...this.order(), END];
  }

  private everything(): bigint {
    return (1n << BigInt(this.places().length + 1)) - 1n; // one bit more than there are places
  }

  /** Which steps every way from here leads through, as bits in the order of the walk. */
  private ways(): Map<string, bigint> {
    if (this.shared) return this.shared;
    const [keys, everything] = [this.places(), this.everything()];
    const bit = new Map(keys.map((key, place) => [key, 1n << BigInt(place)]));
    const ways = (this.shared = new Map([[END, bit.get(END)!]]));
    for (const key of this.order().reverse()) {
      const out = this.out(key);
      let shared = everything;
      for (const link of out) shared &= ways.get(link.target) ?? everything;
      // What leads nowhere yet is as good as the end.
      if (!out.length && this.kinds.get(key) !== "end") shared = ways.get(END)!;
      ways.set(key, shared === everything ? everything : shared | bit.get(key)!);
    }
    return ways;
  }
}

function add(map: Map<string, Link[]>, key: string, link: Link): void {
  const list = map.get(key);
  if (list) list.push(link);
  else map.set(key, [link]);
}

function spread(key: string, neighbours: (key: string) => string[]): Set<string> {
  const found = new Set<string>();
  const open = [key];
  while (open.length) {
    for (const each of neighbours(open.pop()!)) {
      if (found.has(each)) continue;
      found.add(each);
      open.push(each);
    }
  }
  return found;
}

function lowest(bits: bigint): number {
  return (bits & -bits).toString(2).length - 1;
}
