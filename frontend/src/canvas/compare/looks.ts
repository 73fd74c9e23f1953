/** How what changed is drawn: a colour, an icon and a word. */
import { fill, gettext, ngettext } from "../../language";
import type { LinkLook, Look } from "../view/draw/parts";
import type { Mark } from "./changes";

export const ICONS: Record<Mark, string> = { added: "plus", changed: "pencil", removed: "minus", same: "point" };

export function wordOf(mark: Mark): string {
  return { added: gettext("Added"), changed: gettext("Changed"), removed: gettext("Removed"), same: gettext("As before") }[mark];
}

/** "2 added" */
export function countWords(mark: Mark, n: number): string {
  if (mark === "added") return fill(ngettext("%(n)s added", "%(n)s added", n), { n });
  if (mark === "removed") return fill(ngettext("%(n)s removed", "%(n)s removed", n), { n });
  return fill(ngettext("%(n)s changed", "%(n)s changed", n), { n });
}

export function looksOf(marks: Record<string, Mark>): Record<string, Look> {
  const told = Object.entries(marks).filter(([, mark]) => mark !== "same");
  return Object.fromEntries(told.map(([key, mark]) => [key, { tone: mark, word: wordOf(mark), icon: ICONS[mark] }]));
}

export function linkLooksOf(marks: Record<string, Mark>): Record<string, LinkLook> {
  const told = Object.entries(marks).filter(([, mark]) => mark !== "same");
  return Object.fromEntries(told.map(([id, mark]) => [id, { tone: mark, word: wordOf(mark) }]));
}
