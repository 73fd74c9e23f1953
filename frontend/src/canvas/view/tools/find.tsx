/** Find a step by its name and go there; the list of problems, each one step from its cure. */
import { fill, gettext } from "../../../language";
import { cardOf } from "../../document/cards";
import { END, START } from "../../document/types";
import { useDesk, useDraft, useSession, type Session } from "../desk";
import { outlineOrder } from "../draw/order";
import { NOTHING } from "../draw/parts";
import { glide } from "../draw/viewport";
import { focusPart } from "../draw/focus";
import { openForm } from "../side/open";
import { Chooser, type Choice } from "./chooser";
import { close } from "./job-menu";

/** Bring a step to the middle, pick it and put the keyboard on it. */
export function goTo(session: Session, key: string): void {
  const node = session.flow.current?.getNode(key);
  if (!node) return;
  const zoom = Math.max(session.flow.current?.getZoom() ?? 1, 0.8);
  const middle = { x: node.position.x + (node.width ?? 0) / 2, y: node.position.y + (node.height ?? 0) / 2 };
  void session.flow.current?.setCenter(middle.x, middle.y, { zoom, duration: glide() });
  session.desk.set({ picked: { ...NOTHING, steps: [key] } });
  focusPart(key, session.flow.show);
}

function Find() {
  const session = useSession();
  const menu = useDesk((desk) => desk.menu);
  const state = useDraft((draft) => draft);
  if (menu?.kind !== "find") return null;
  const choices: Choice[] = [START, ...outlineOrder(state.document), END].map((key) => {
    const card = cardOf(state, key);
    return { key, label: card.name, help: [card.job, card.who].filter(Boolean).join(" · "), icon: card.icon, tone: card.kind };
  });
  const choose = (key: string) => {
    session.desk.set({ menu: null });
    goTo(session, key);
  };
  return (
    <Chooser title={gettext("Find a step")} at={menu.at} groups={[{ choices }]} filter={gettext("Find a step by name")} onChoose={choose} onClose={() => close(session)} />
  );
}

function Problems() {
  const session = useSession();
  const menu = useDesk((desk) => desk.menu);
  const state = useDraft((draft) => draft);
  if (menu?.kind !== "problems") return null;
  const choices = state.problems.map((problem, at) => ({
    key: String(at),
    label: problem.sentence,
    help: problem.step ? cardOf(state, problem.step).name : gettext("The whole workflow"),
    icon: problem.serious ? "alert-triangle" : "info-circle",
    tone: problem.serious ? "problem" : "hint",
    serious: problem.serious,
  }));
  const choose = (key: string) => {
    const problem = state.problems[Number(key)]!;
    session.desk.set({ menu: null });
    if (problem.step) goTo(session, problem.step);
    openForm(session, problem.link || problem.step, { focus: true, href: problem.href });
  };
  const groups = [
    { label: gettext("To mend before publishing"), choices: choices.filter((choice) => choice.serious) },
    { label: gettext("Worth a look"), choices: choices.filter((choice) => !choice.serious) },
  ];
  return (
    <Chooser
      title={fill(gettext("Problems (%(n)s)"), { n: choices.length })}
      at={menu.at}
      groups={groups}
      empty={gettext("Nothing to mend. This draft can be published.")}
      onChoose={choose}
      onClose={() => close(session)}
    />
  );
}

export function Lists() {
  return (
    <>
      <Find />
      <Problems />
    </>
  );
}
