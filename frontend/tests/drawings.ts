/** Small drawings for the tests. */
import { waysOut } from "../src/canvas/document/steps";
import type { Document, Link, Step } from "../src/canvas/document/types";
import { linkId } from "../src/canvas/document/types";

export const link = (source: string, target: string, part: Partial<Link> = {}): Link => ({
  source,
  target,
  key: "",
  name: "",
  when: null,
  otherwise: false,
  rank: 0,
  ...part,
});

export const agent = (key: string, part: object = {}): Step => ({
  kind: "agent",
  key,
  name: key[0]!.toUpperCase() + key.slice(1),
  agent: 1,
  inputs: {},
  only_when: null,
  threshold: null,
  failure: { attempts: 3, wait_seconds: 1, then: "escalate" },
  seconds: null,
  ...part,
});

export const empty = (): Document => ({
  schema: 1,
  inputs: [],
  steps: [],
  links: [],
  limits: { steps: 100, tokens: 1000, tool_calls: 50, cost_micros: null, minutes: 60 },
  end: { outcome: "Completed", outcome_path: "", results: [] },
  layout: {},
  notes: [],
  groups: [],
});

/** Agents that follow one another from the start to the end. */
export function line(...keys: string[]): Document {
  const all = ["start", ...keys, "end"];
  const links = all.slice(1).map((key, place) => link(all[place]!, key));
  return { ...empty(), steps: keys.map((key) => agent(key)), links };
}

/** read → fork with the paths `a` and `b` → last. */
export function fork(kind: "choose" | "parallel"): Document {
  const split: Step = { kind, key: "split", name: "Split" };
  const join: Step = { kind: "join", key: "meet", name: "Meet", rule: "all", count: 2 };
  const [first, second] = waysOut(split, "x") as [Link, Link];
  const to = kind === "parallel" ? "meet" : "last";
  const links = [
    link("start", "read"),
    link("read", "split"),
    { ...first, target: "a" },
    { ...second, target: "b" },
    link("a", to),
    link("b", to),
    ...(kind === "parallel" ? [link("meet", "last")] : []),
    link("last", "end"),
  ];
  const steps = [agent("read"), split, agent("a"), agent("b"), ...(kind === "parallel" ? [join] : []), agent("last")];
  return { ...empty(), steps, links };
}

export const ids = (document: Document) => document.links.map(linkId).toSorted();
