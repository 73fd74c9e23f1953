/** Reading what was pasted: only what a document may hold comes through, whoever wrote it. */
import type { Clip } from "./copies";
import { sized } from "./lying";
import { shortened } from "./steps";
import type { Condition, Field, Group, Input, Json, Kind, Link, Note, Row, Spot, Step } from "./types";

export const SCHEMA = 1;
const KEY = /^[a-z][a-z0-9_]{0,62}$/;
const KINDS: ReadonlySet<string> = new Set<Kind>(["agent", "tool", "person", "choose", "parallel", "join", "end"]);
const TYPES: ReadonlySet<string> = new Set<Field["type"]>([
  "text",
  "long_text",
  "number",
  "money",
  "date",
  "time",
  "yes_no",
  "choice",
  "email",
]);
const COMPARISONS: ReadonlySet<string> = new Set([
  "is",
  "is_not",
  "is_one_of",
  "contains",
  "is_more_than",
  "is_at_least",
  "is_less_than",
  "is_at_most",
  "is_before",
  "is_after",
  "is_empty",
  "is_not_empty",
  "is_yes",
  "is_no",
]);
type Raw = Record<string, unknown>;

/** The clip in a text; "newer" where a later Steward made it, null where there is none. */
export function readClip(text: string): Clip | "newer" | null {
  const raw = parsed(text);
  if (raw?.steward !== "steps") return null;
  if (typeof raw.schema === "number" && raw.schema > SCHEMA) return "newer";
  const steps = new Map(
    list(raw.steps)
      .flatMap(readStep)
      .map((step) => [step.key, step]),
  );
  return {
    steward: "steps",
    schema: SCHEMA,
    name: words(raw.name, 200),
    steps: [...steps.values()],
    links: list(raw.links)
      .flatMap(readLink)
      .filter((link) => steps.has(link.source) && steps.has(link.target)),
    notes: list(raw.notes).flatMap(readNote),
    groups: list(raw.groups).flatMap((each) => readGroup(each, steps)),
    layout: readLayout(record(raw.layout), steps),
  };
}

function parsed(text: string): Raw | null {
  if (!text.trimStart().startsWith("{")) return null;
  try {
    return record(JSON.parse(text));
  } catch {
    return null;
  }
}

function readStep(raw: Raw): Step[] {
  const { key, kind } = raw;
  const name = shortened(words(raw.name, 1000));
  if (typeof key !== "string" || !KEY.test(key) || !name || !KINDS.has(String(kind))) return [];
  const part = { key, name };
  switch (kind as Kind) {
    case "agent":
      return row(raw.agent) ? [{ kind: "agent", ...part, ...work(raw), agent: raw.agent as number }] : [];
    case "tool":
      return row(raw.tool) ? [{ kind: "tool", ...part, ...work(raw), tool: raw.tool as number }] : [];
    case "person": {
      const said = { instructions: words(raw.instructions, 5000), takes: fields(raw.takes), gives: fields(raw.gives) };
      return [{ kind: "person", ...part, ...work(raw), ...said }];
    }
    case "join":
      return [
        { kind: "join", ...part, rule: oneOf(raw.rule, ["all", "any", "some"]), count: number(raw.count, 1, 100, 2) },
      ];
    case "end": {
      const end = record(raw.end) ?? {};
      const results = Array.isArray(end.results) ? end.results.filter((path) => typeof path === "string") : [];
      const said = {
        outcome: words(end.outcome, 80) || words(name, 80),
        outcome_path: words(end.outcome_path, 200),
        results,
      };
      return [{ kind: "end", ...part, end: said }];
    }
    default:
      return [{ kind: kind as "choose" | "parallel", ...part }];
  }
}

function work(raw: Raw) {
  const failure = record(raw.failure) ?? {};
  const inputs = Object.entries(record(raw.inputs) ?? {}).flatMap(([key, given]) => readInput(key, record(given)));
  return {
    inputs: Object.fromEntries(inputs),
    only_when: readCondition(raw.only_when),
    threshold: typeof raw.threshold === "number" ? Math.min(1, Math.max(0, raw.threshold)) : null,
    failure: {
      attempts: number(failure.attempts, 1, 10, 3),
      wait_seconds: number(failure.wait_seconds, 0, 3600, 1, false),
      then: oneOf(failure.then, ["escalate", "fail", "skip"]),
    },
    seconds: typeof raw.seconds === "number" ? number(raw.seconds, 1, 3600, 60) : null,
  };
}

function readInput(key: string, raw: Raw | null): [string, Input][] {
  if (!raw || !KEY.test(key)) return [];
  return [[key, { path: words(raw.path, 200), text: words(raw.text, 20_000), value: (raw.value as Json) ?? null }]];
}

function readCondition(raw: unknown): Condition | null {
  const condition = record(raw);
  if (!condition) return null;
  const part = (each: Raw) => ({ match: oneOf(each.match, ["all", "any"]), rows: list(each.rows).flatMap(readRow) });
  const groups = list(condition.groups).map(part);
  return { ...part(condition), ...(groups.length && { groups }) };
}

function readRow(raw: Raw): Row[] {
  if (typeof raw.field !== "string" || !COMPARISONS.has(String(raw.comparison))) return [];
  return [{ field: raw.field, comparison: String(raw.comparison), value: (raw.value as Json) ?? null }];
}

function readLink(raw: Raw): Link[] {
  const { source, target } = raw;
  if (typeof source !== "string" || typeof target !== "string") return [];
  return [
    {
      source,
      target,
      key: /^[a-z0-9_]{0,63}$/.test(String(raw.key)) ? String(raw.key) : "",
      name: words(raw.name, 200),
      when: readCondition(raw.when),
      otherwise: raw.otherwise === true,
      rank: number(raw.rank, 0, 10_000, 0),
    },
  ];
}

function readNote(raw: Raw): Note[] {
  const colour = oneOf(raw.colour, ["yellow", "blue", "green", "pink"]);
  const [x, y, width, height] = [raw.x, raw.y, raw.width, raw.height].map((each) => Number(each) || 0) as [
    number,
    number,
    number,
    number,
  ];
  return [sized({ key: "note", text: words(raw.text, 5000), x, y, width, height, colour })];
}

function readGroup(raw: Raw, there: Map<string, Step>): Group[] {
  const steps = Array.isArray(raw.steps) ? raw.steps.filter((key): key is string => there.has(String(key))) : [];
  return steps.length ? [{ key: "group", name: shortened(words(raw.name, 1000)), steps }] : [];
}

function readLayout(raw: Raw | null, there: Map<string, Step>): Record<string, Spot> {
  const spots = Object.entries(raw ?? {}).flatMap(([key, value]): [string, Spot][] => {
    const { x, y } = record(value) ?? {};
    return there.has(key) && Number.isFinite(x) && Number.isFinite(y)
      ? [[key, { x: x as number, y: y as number }]]
      : [];
  });
  return Object.fromEntries(spots);
}

function fields(raw: unknown): Field[] {
  return list(raw).flatMap((each) => {
    const [key, name, type] = [String(each.key), shortened(words(each.name, 100)), String(each.type) as Field["type"]];
    const choices = list(each.choices).flatMap((choice) => {
      const [value, label] = [words(choice.value, 100).trim(), words(choice.label, 100).trim()];
      return value ? [{ value, label: label || value, description: words(choice.description, 2000) }] : [];
    });
    if (!KEY.test(key) || !name || !TYPES.has(type) || (type === "choice" && !choices.length)) return [];
    const said = { help: words(each.help, 2000), template: words(each.template, 20_000) };
    const is = {
      required: each.required !== false,
      personal: each.personal === true,
      confidential: each.confidential === true,
    };
    return [{ key, name, type, choices: type === "choice" ? choices : [], ...said, ...is }];
  });
}

function record(raw: unknown): Raw | null {
  return typeof raw === "object" && raw !== null && !Array.isArray(raw) ? (raw as Raw) : null;
}

function list(raw: unknown): Raw[] {
  return Array.isArray(raw) ? raw.map(record).filter((each) => each !== null) : [];
}

const words = (raw: unknown, most: number): string => (typeof raw === "string" ? [...raw].slice(0, most).join("") : "");
const row = (raw: unknown): boolean => Number.isInteger(raw) && (raw as number) >= 0; // 0: nobody was chosen yet

function oneOf<T extends string>(raw: unknown, known: readonly [T, ...T[]]): T {
  return known.find((each) => each === raw) ?? known[0];
}

function number(raw: unknown, least: number, most: number, otherwise: number, isWhole = true): number {
  if (typeof raw !== "number" || !Number.isFinite(raw)) return otherwise;
  return Math.min(most, Math.max(least, isWhole ? Math.round(raw) : raw));
}
