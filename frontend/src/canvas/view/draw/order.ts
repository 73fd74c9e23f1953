/** The order of the outline: every step after all that lead to it, path by path; what is not reached comes last. */
import { graphOf } from "../../document/graph";
import type { Document } from "../../document/types";

export function outlineOrder(document: Document): string[] {
  const reached = graphOf(document).order();
  const seen = new Set(reached);
  return [...reached, ...document.steps.map((step) => step.key).filter((key) => !seen.has(key))];
}
