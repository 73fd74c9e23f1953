/** The document of a workflow as its JSON has it; what may be null may be missing. */

export const START = "start";
export const END = "end";
export const RUN = "run"; // where picked values come from that a run was started with

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export interface Field {
  key: string;
  name: string;
  type: "text" | "long_text" | "number" | "money" | "date" | "time" | "yes_no" | "choice" | "email";
  help?: string;
  required?: boolean;
  choices?: { value: string; label: string; description?: string; examples?: string[] }[];
  minimum?: Json;
  maximum?: Json;
  personal?: boolean;
  confidential?: boolean;
  template?: string;
}

/** Where one field of a step comes from: a path, a text with {paths} in it, or a fixed value. */
export interface Input {
  path: string;
  text: string;
  value?: Json;
}

export interface Row {
  field: string;
  comparison: string;
  value?: Json;
}

export interface Condition {
  match: "all" | "any";
  rows: Row[];
  groups?: { match: "all" | "any"; rows: Row[] }[];
}

interface Part {
  key: string;
  name: string;
}

interface Work extends Part {
  inputs?: Record<string, Input>; // missing in a step that is new: the server picks what is likely
  only_when?: Condition | null;
  threshold?: number | null;
  failure: { attempts: number; wait_seconds: number; then: "escalate" | "fail" | "skip" };
  seconds?: number | null;
}

export interface AgentStep extends Work {
  kind: "agent";
  agent: number;
}

export interface ToolStep extends Work {
  kind: "tool";
  tool: number;
}

export interface PersonStep extends Work {
  kind: "person";
  instructions: string;
  takes: Field[];
  gives: Field[];
}

export interface ChooseStep extends Part {
  kind: "choose";
}

export interface ParallelStep extends Part {
  kind: "parallel";
}

export interface JoinStep extends Part {
  kind: "join";
  rule: "all" | "any" | "some";
  count: number;
}

/** How a run ends: a fixed outcome or the value at a path, and the paths of what it gives back. */
export interface End {
  outcome: string;
  outcome_path: string;
  results: string[];
}

export interface EndStep extends Part {
  kind: "end";
  end: End;
}

export type WorkStep = AgentStep | ToolStep | PersonStep;
export type Step = WorkStep | ChooseStep | ParallelStep | JoinStep | EndStep;
export type Kind = Step["kind"];

export interface Link {
  source: string;
  target: string;
  key: string;
  name: string;
  when?: Condition | null;
  otherwise: boolean;
  rank: number;
}

export interface Spot {
  x: number;
  y: number;
}

export interface Note extends Spot {
  key: string;
  text: string;
  width: number;
  height: number;
  colour: "yellow" | "blue" | "green" | "pink";
}

export interface Group extends Part {
  steps: string[];
}

export interface Limits {
  steps: number;
  tokens: number;
  tool_calls: number;
  cost_micros?: number | null;
  minutes: number;
}

export interface Document {
  schema: number;
  inputs: Field[];
  steps: Step[];
  links: Link[];
  limits: Limits;
  end: End;
  layout: Record<string, Spot>;
  notes: Note[];
  groups: Group[];
  shapes?: Json;
  about?: { name: string; purpose: string };
}

/** What a link is called in changes of the draft: "triage>refund", "choose>end#vip". */
export function linkId(link: Pick<Link, "source" | "target" | "key">): string {
  return `${link.source}>${link.target}${link.key ? `#${link.key}` : ""}`;
}
