/** New steps, whole from the first moment, and the links they come with. */
import { freshKey, freshName, nameOfJob } from "./names";
import type { Document, End, Field, Link, Step } from "./types";
import { linkId } from "./types";

// What turns the direction of the words around it is no part of a name.
const TURNING = /[\u202a-\u202e\u2066-\u2069]/g;
const SPACES = /[\s\x00-\x1f\x7f-\x9f]+/g;

export type NewStep =
  | { kind: "agent"; agent: number; name?: string }
  | { kind: "tool"; tool: number; name?: string }
  | { kind: "person"; name?: string; instructions?: string; gives?: Field[] }
  | { kind: "choose" | "parallel" | "join"; name?: string }
  | { kind: "end"; name?: string; outcome?: string };

/** A step with a key and a name no other step has. Where its values come from is left for the server to suggest. */
export function newStep(document: Document, given: NewStep): Step {
  const name = freshName(document, shortened(given.name) || nameOfJob(given.kind));
  const part = { key: freshKey(document, name), name };
  const work = () => ({
    ...part,
    only_when: null,
    threshold: null,
    failure: { attempts: 3, wait_seconds: 1, then: "escalate" as const },
    seconds: null,
  });
  switch (given.kind) {
    case "agent":
      return { kind: "agent", ...work(), agent: given.agent };
    case "tool":
      return { kind: "tool", ...work(), tool: given.tool };
    case "person":
      return { kind: "person", ...work(), instructions: given.instructions ?? "", takes: [], gives: given.gives ?? [] };
    case "join":
      return { kind: "join", ...part, rule: "all", count: 2 };
    case "end":
      return { kind: "end", ...part, end: newEnd(given.outcome ?? given.name) };
    default:
      return { kind: given.kind, ...part };
  }
}

function newEnd(outcome?: string): End {
  return { outcome: [...(outcome?.trim() || "Completed")].slice(0, 80).join(""), outcome_path: "", results: [] };
}

/** A name as the server keeps it: one line, not too long, "" where nothing of it can be seen. */
export function shortened(name?: string): string {
  const line = (name ?? "").replace(TURNING, "").replace(SPACES, " ").trim();
  return /[^\p{C}\p{Z}]/u.test(line) ? [...line].slice(0, 200).join("") : "";
}

/** The links a new step comes with: where it goes on. */
export function waysOut(step: Step, target: string, closing?: Step): Link[] {
  const link = (source: string, to: string, part: Partial<Link> = {}): Link => {
    return { source, target: to, key: "", name: "", when: null, otherwise: false, rank: 0, ...part };
  };
  const { key } = step;
  if (step.kind === "end") return [];
  if (step.kind === "choose") {
    return [link(key, target, { key: "p1" }), link(key, target, { key: "otherwise", otherwise: true, rank: 1 })];
  }
  if (step.kind === "parallel") {
    const to = closing?.key ?? target;
    const parts = [link(key, to, { key: "p1" }), link(key, to, { key: "p2", rank: 1 })];
    return closing ? [...parts, link(closing.key, target)] : parts;
  }
  return [link(key, target)];
}

export function renameStep(document: Document, key: string, name: string): Document {
  const said = shortened(name);
  return said ? setStep(document, key, { name: said }) : document;
}

/** The document with some of a step's own fields changed. */
export function setStep(document: Document, key: string, part: Partial<Omit<Step, "key" | "kind">>): Document {
  const steps = document.steps.map((step) => (step.key === key ? ({ ...step, ...part } as Step) : step));
  return { ...document, steps };
}

export function linkOf(document: Document, id: string): Link | undefined {
  return document.links.find((link) => linkId(link) === id);
}
