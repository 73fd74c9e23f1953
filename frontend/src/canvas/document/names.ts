/** Keys and names of what is new in a drawing, and what steps call one another. */
import { gettext } from "../../language";
import type { Condition, Document, Input, Kind, Link, Step } from "./types";
import { END, RUN, START } from "./types";

const CHIP = /\{([a-z][a-z0-9_]{0,62})\./g;
export type Keys = ReadonlyMap<string, string>;

/** A key made from a name, as the server makes it: "Card number (last 4)" → "card_number_last_4"; told apart. */
export function keyFor(name: string, taken: Iterable<string> = []): string {
  const plain = [...name].slice(0, 200).join("").replaceAll("ß", "ss").normalize("NFKD");
  let key = trimmed(
    plain
      .replace(/[^\x00-\x7f]/g, "")
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "_"),
  );
  key = trimmed(key.slice(0, 55));
  if (!/^[a-z]/.test(key)) key = trimmed(`field_${key}`);
  const used = new Set(taken);
  let fresh = key;
  for (let number = 2; used.has(fresh); number += 1) fresh = `${key}_${number}`;
  return fresh;
}

function trimmed(key: string): string {
  return key.replace(/^_+|_+$/g, "");
}

export function freshKey(document: Document, name: string): string {
  return keyFor(name, [RUN, START, END, ...document.steps.map((step) => step.key)]);
}

/** A name for another step: "Research" is followed by "Research 2". */
export function freshName(document: Document, name: string): string {
  const taken = new Set(document.steps.map((step) => step.name));
  if (!taken.has(name)) return name;
  const stem = (/^(.*?) \d{1,6}$/s.exec(name)?.[1] ?? name).slice(0, 190);
  let number = 2;
  while (taken.has(`${stem} ${number}`)) number += 1;
  return `${stem} ${number}`;
}

/** What a step of a kind is called where nobody gave it a name. */
export function nameOfJob(kind: Kind): string {
  const names: Record<Kind, string> = {
    agent: gettext("Ask an agent"),
    tool: gettext("Do something in a system"),
    person: gettext("Have a person decide"),
    choose: gettext("Choose a path"),
    parallel: gettext("Do things at the same time"),
    join: gettext("Bring parts together"),
    end: gettext("End here"),
  };
  return names[kind];
}

/** The path `triage.category` with another step in it. */
export function movedPath(path: string, keys: Keys): string {
  const [origin = "", ...rest] = path.split(".");
  return [keys.get(origin) ?? origin, ...rest].join(".");
}

export function movedCondition<T extends Condition | null | undefined>(condition: T, keys: Keys): T {
  if (!condition) return condition;
  const rows = (part: Pick<Condition, "rows">) =>
    part.rows.map((row) => ({ ...row, field: movedPath(row.field, keys) }));
  const groups = condition.groups?.map((group) => ({ ...group, rows: rows(group) }));
  return { ...condition, rows: rows(condition), ...(groups && { groups }) };
}

/** The step with what it picks from some steps picked from others instead. */
export function renamed(step: Step, keys: Keys): Step {
  if (step.kind === "end") {
    const { outcome_path, results } = step.end;
    const end = { outcome_path: movedPath(outcome_path, keys), results: results.map((path) => movedPath(path, keys)) };
    return { ...step, end: { ...step.end, ...end } };
  }
  if (!("inputs" in step) || !step.inputs) return step;
  const inputs = Object.fromEntries(Object.entries(step.inputs).map(([key, given]) => [key, moved(given, keys)]));
  return { ...step, inputs, only_when: movedCondition(step.only_when, keys) };
}

function moved(given: Input, keys: Keys): Input {
  const text = (given.text ?? "").replace(CHIP, (chip, key: string) => (keys.has(key) ? `{${keys.get(key)}.` : chip));
  return { ...given, path: movedPath(given.path ?? "", keys), text };
}

/** The steps whose values this one asks for. */
export function originsOf(given: Input): string[] {
  const path = given.path ? [given.path.split(".")[0]!] : [];
  return [...path, ...[...(given.text ?? "").matchAll(CHIP)].map((found) => found[1]!)];
}

export function nameOf(document: Document, key: string): string {
  if (key === START) return gettext("Start");
  if (key === END) return gettext("End");
  return document.steps.find((step) => step.key === key)?.name ?? "";
}

export function sourcesOf(link: Pick<Link, "when">): string[] {
  const parts = link.when ? [link.when, ...(link.when.groups ?? [])] : [];
  return parts.flatMap((part) => part.rows.map((row) => row.field.split(".")[0]!));
}
