/** What can be done with one step or with all that is picked, and where a step may lead: by name, without drawing. */
import { fill, gettext } from "../../../language";
import { copyPicked } from "../../document/clipboard";
import { cardOf } from "../../document/cards";
import { mayConnect } from "../../document/edits";
import { END, START } from "../../document/types";
import { connect, duplicate, group, remove } from "../acts/edits";
import { useDesk, useSession, type Session } from "../desk";
import { NOTHING, type Picked } from "../draw/parts";
import { outlineOrder } from "../draw/order";
import { openForm } from "../side/open";
import { Chooser, type Choice, type ChoiceGroup } from "./chooser";
import { close } from "./job-menu";
import type { Anchor } from "../draw/hands";

/** What is picked where the step is part of it, else the step alone. */
function meant(session: Session, key: string): Picked {
  const { picked } = session.desk.get();
  return picked.steps.includes(key) ? picked : { ...NOTHING, steps: [key] };
}

function choicesFor(key: string): ChoiceGroup[] {
  const isEnd = key === START || key === END;
  const first: Choice[] = [
    { key: "open", label: gettext("Open its form"), icon: "pencil" },
    { key: "add", label: gettext("Add a step after it"), icon: "plus" },
    { key: "then", label: gettext("Then… lead on to a step"), icon: "arrow-down-right" },
  ];
  if (isEnd) return [{ choices: first }];
  return [
    { choices: first },
    {
      choices: [
        { key: "copy", label: gettext("Copy"), icon: "copy" },
        { key: "cut", label: gettext("Cut"), icon: "cut" },
        { key: "duplicate", label: gettext("Duplicate"), icon: "copy-plus" },
        { key: "group", label: gettext("Group with a name"), icon: "box-multiple" },
      ],
    },
    { choices: [{ key: "remove", label: gettext("Remove"), icon: "trash", danger: true }] },
  ];
}

type Act = (session: Session, key: string, at: Anchor) => void;

const ACTS: Record<string, Act> = {
  open: (session, key) => openForm(session, key, { focus: true }),
  add: (session, key, at) => session.desk.set({ menu: { kind: "job", place: { after: key }, at } }),
  then: (session, key, at) => session.desk.set({ menu: { kind: "then", key, at } }),
  copy: (session, key) => {
    void copyPicked(session.draft.store, meant(session, key), session.name, session.flow.spots());
    session.say(gettext("Copied."));
  },
  cut: (session, key) => {
    void copyPicked(session.draft.store, meant(session, key), session.name, session.flow.spots());
    remove(session, meant(session, key));
  },
  duplicate: (session, key) => duplicate(session, meant(session, key)),
  group: (session, key) => group(session, meant(session, key)),
  remove: (session, key) => remove(session, meant(session, key)),
};

function StepChoices({ id, at }: { id: string; at: Anchor }) {
  const session = useSession();
  const name = cardOf(session.draft.store.get(), id).name;
  const choose = (key: string) => {
    close(session);
    ACTS[key]?.(session, id, at);
  };
  return <Chooser title={name} at={at} groups={choicesFor(id)} onChoose={choose} onClose={() => close(session)} />;
}

function Then({ id, at }: { id: string; at: Anchor }) {
  const session = useSession();
  const state = session.draft.store.get();
  const keys = [...outlineOrder(state.document), END].filter((key) => !mayConnect(state.document, id, key));
  const choices = keys.map((key) => {
    const card = cardOf(state, key);
    return { key, label: card.name, help: card.job, icon: card.icon, tone: card.kind };
  });
  const choose = (target: string) => {
    close(session);
    connect(session, id, target);
  };
  return (
    <Chooser
      title={fill(gettext("After “%(name)s”, then…"), { name: cardOf(state, id).name })}
      at={at}
      groups={[{ choices }]}
      filter={choices.length > 7 ? gettext("Find a step by name") : undefined}
      empty={gettext("There is no step it could lead to yet.")}
      onChoose={choose}
      onClose={() => close(session)}
    />
  );
}

export function StepMenus() {
  const menu = useDesk((desk) => desk.menu);
  if (menu?.kind === "step") return <StepChoices id={menu.key} at={menu.at} />;
  if (menu?.kind === "then") return <Then id={menu.key} at={menu.at} />;
  return null;
}
