/** Which job is likely next, by what came before it. */
import { START, type Document } from "../../document/types";

const AFTER: Record<string, string> = {
  start: "agent",
  agent: "rules",
  tool: "agent",
  person: "tool",
  choose: "tool",
  parallel: "agent",
  join: "agent",
};

export function suggestedAfter(document: Document, source: string): string {
  if (source === START || !source) return document.steps.length ? "tool" : "agent";
  const kind = document.steps.find((step) => step.key === source)?.kind ?? "agent";
  const hasChosen = document.links.filter((link) => link.source === source).length > 1;
  return kind === "agent" && hasChosen ? "tool" : (AFTER[kind] ?? "agent");
}
