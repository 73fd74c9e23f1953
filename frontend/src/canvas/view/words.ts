/** What the canvas says of a step, for eye and ear. */
import { fill, gettext, ngettext } from "../../language";
import type { Card } from "../document/answers";
import { END, START } from "../document/types";

export interface JobWords {
  label: string;
  help: string;
  icon: string;
}

/** The jobs of the palette, in a builder's words. */
export function jobs(): Record<string, JobWords> {
  return {
    agent: {
      label: gettext("Ask an agent"),
      help: gettext("An AI agent reads, understands and writes: sort a message, find what it asks for, draft a reply."),
      icon: "robot",
    },
    rules: {
      label: gettext("Check rules"),
      help: gettext("A rules agent decides by its table, the same way every time: is this within the limit?"),
      icon: "table",
    },
    tool: {
      label: gettext("Do something in a system"),
      help: gettext("Look something up or change something in another system, such as refunding a fee."),
      icon: "plug-connected",
    },
    person: {
      label: gettext("Have a person decide"),
      help: gettext("The run waits in the inbox until a reviewer has decided."),
      icon: "user-check",
    },
    choose: {
      label: gettext("Choose a path"),
      help: gettext("Go on in one way or another: by the value of a field, or by conditions."),
      icon: "arrows-split-2",
    },
    parallel: {
      label: gettext("Do things at the same time"),
      help: gettext("Parts that do not need one another are done side by side, which saves time."),
      icon: "layout-distribute-vertical",
    },
    join: {
      label: gettext("Bring parts together"),
      help: gettext("Wait for all parts, for the first one, or for some of them, then go on."),
      icon: "arrows-join-2",
    },
    end: {
      label: gettext("End here"),
      help: gettext("The run ends with a word of its own, such as “Declined”."),
      icon: "flag",
    },
  };
}

/** "Step 3, Ask an agent: Triage, gives Category; 1 problem". */
export function labelOf(kind: string, number: number, card: Card, serious: number, warnings: number): string {
  const parts = [kind === START || kind === END ? card.name : stepWords(number, card)];
  if (card.gives.length) {
    const names = card.gives.map((field) => field.name).join(", ");
    parts.push(fill(kind === START ? gettext("asks for %(fields)s") : gettext("gives %(fields)s"), { fields: names }));
  }
  const said = parts.join(", ");
  const trouble = troubleWords(serious, warnings);
  return trouble ? `${said}; ${trouble}` : said;
}

function stepWords(number: number, card: Card): string {
  return fill(gettext("Step %(number)s, %(job)s: %(name)s"), { number, job: card.job, name: card.name });
}

export function troubleWords(serious: number, warnings: number): string {
  if (serious) return fill(ngettext("%(n)s problem", "%(n)s problems", serious), { n: serious });
  return warnings ? fill(ngettext("%(n)s hint", "%(n)s hints", warnings), { n: warnings }) : "";
}

/** "2 minutes ago", for a moment the server told. */
export function ago(when: string): string {
  const seconds = (new Date(when).getTime() - Date.now()) / 1000;
  const relative = new Intl.RelativeTimeFormat(document.documentElement.lang || "en", { numeric: "auto" });
  if (seconds > -45) return gettext("a moment ago");
  if (seconds > -5400) return relative.format(Math.round(seconds / 60), "minute");
  if (seconds > -129_600) return relative.format(Math.round(seconds / 3600), "hour");
  return relative.format(Math.round(seconds / 86_400), "day");
}
