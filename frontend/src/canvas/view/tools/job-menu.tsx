/** What should happen here? First the job, then, where one is needed, which agent or tool does it. */
import { fill, gettext } from "../../../language";
import { cardOf } from "../../document/cards";
import { END, START } from "../../document/types";
import { addStep, type NewStep } from "../acts/edits";
import { useDesk, useSession, type Menu, type Place, type Session } from "../desk";
import type { Anchor } from "../draw/hands";
import { focusPart } from "../draw/focus";
import { openForm } from "../side/open";
import { jobs } from "../words";
import { Chooser, type Choice } from "./chooser";
import { suggestedAfter } from "./suggested";

type JobAsked = Extract<Menu, { kind: "job" }>;

const SETTLED = 300; // milliseconds until the new layout has come
const MADE_OF = new Set(["agent", "rules", "tool"]);

export function close(session: Session): void {
  const menu = session.desk.get().menu;
  session.desk.set({ menu: null });
  menu?.at.back?.focus({ preventScroll: true });
}

/** Add the step and bring the keyboard to it; its form opens beside the canvas where there is room for both. */
export function put(session: Session, menu: JobAsked, given: NewStep): void {
  const [first] = addStep(session, given, menu.place);
  session.desk.set({ menu: null });
  if (!first) return;
  if (!matchMedia("(max-width: 767px)").matches) openForm(session, first, { focus: false });
  requestAnimationFrame(() => focusPart(first, session.flow.show));
  window.setTimeout(() => session.flow.show(first, 160), SETTLED);
}

/** Begin a job at a place: at once, or by asking first which agent or tool does it. */
export function begin(session: Session, job: string, place: Place, at: Anchor): void {
  const menu: JobAsked = { kind: "job", place, at, job };
  if (MADE_OF.has(job)) session.desk.set({ menu });
  else put(session, menu, plainStep(job));
}

function plainStep(job: string): NewStep {
  if (job === "person") return { kind: "person", name: jobs().person!.label };
  return { kind: job } as NewStep;
}

function titleOf(session: Session, { place }: JobAsked): string {
  const state = session.draft.store.get();
  if (place.after && place.after !== START) {
    return fill(gettext("What should happen after “%(name)s”?"), { name: cardOf(state, place.after).name });
  }
  return gettext("What should happen here?");
}

function Jobs({ menu }: { menu: JobAsked }) {
  const session = useSession();
  const state = session.draft.store.get();
  const source = menu.place.after ?? menu.place.link?.split(">")[0] ?? "";
  const wanted = suggestedAfter(state.document, source);
  const isBeforeEnd = menu.place.link?.split(">")[1]?.split("#")[0] === END;
  const choices: Choice[] = Object.entries(jobs())
    .filter(([key]) => key !== "end" || !menu.place.link || isBeforeEnd)
    .map(([key, { label, help, icon }]) => ({
      key,
      label,
      help,
      icon,
      tone: key,
      tag: key === wanted ? gettext("Suggested") : undefined,
    }));
  const choose = (job: string) => begin(session, job, menu.place, menu.at);
  return (
    <Chooser title={titleOf(session, menu)} at={menu.at} groups={[{ choices }]} first={wanted} onChoose={choose} onClose={() => close(session)} />
  );
}

const WHICH: Record<string, () => string> = {
  agent: () => gettext("Which agent?"),
  rules: () => gettext("Which rules?"),
  tool: () => gettext("Which action?"),
};

function Which({ menu, job }: { menu: JobAsked; job: string }) {
  const session = useSession();
  const { icon, label } = jobs()[job]!;
  const kind = job === "tool" ? "tool" : "agent";
  const choices: Choice[] = session.makings
    .filter((making) => making.job === job)
    .map(({ key, name, about }) => ({ key: String(key), label: name, help: about, icon, tone: job }));
  const later: Choice = { key: "0", label: gettext("Decide later"), icon: "clock", tone: "plain" };
  const choose = (key: string) => {
    const name = choices.find((choice) => choice.key === key)?.label ?? label;
    put(session, menu, (kind === "tool" ? { kind, tool: Number(key), name } : { kind, agent: Number(key), name }) as NewStep);
  };
  return (
    <Chooser
      title={WHICH[job]!()}
      at={menu.at}
      groups={[{ choices }, { choices: [later] }]}
      filter={choices.length > 7 ? gettext("Find by name") : undefined}
      onBack={() => session.desk.set({ menu: { ...menu, job: undefined } })}
      onChoose={choose}
      onClose={() => close(session)}
    />
  );
}

export function JobMenu() {
  const menu = useDesk((desk) => desk.menu);
  if (menu?.kind !== "job") return null;
  return menu.job ? <Which menu={menu} job={menu.job} /> : <Jobs menu={menu} />;
}
