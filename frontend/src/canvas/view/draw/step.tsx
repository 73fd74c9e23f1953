/** A step that works, as a card: its job, its name, who does it and with what, what it gives, how sure it must be. */
import type { NodeProps } from "@xyflow/react";
import { memo } from "react";

import { fill, gettext } from "../../../language";
import { hasFoot } from "../arrange/sizes";
import { Icon } from "../icon";
import { Grips, LooseEnd, MenuButton } from "./grips";
import { Here, Run, State, Trouble } from "./marks";
import type { StepData, StepNode } from "./parts";

function Foot({ data }: { data: StepData }) {
  const { card } = data;
  if (!hasFoot(card)) return null;
  return (
    <div className="part-foot">
      {card.threshold !== null && (
        <span className="part-fact" title={gettext("Less sure than this, and a person is asked.")}>
          <Icon name="gauge" />
          {fill(gettext("at least %(percent)s %% sure"), { percent: card.threshold })}
        </span>
      )}
      {card.when && (
        <span className="part-fact" title={card.when} dir="auto">
          <Icon name="filter" />
          {card.when}
        </span>
      )}
      {!card.when && card.threshold === null && <span className="part-fact">{card.facts[0]}</span>}
    </div>
  );
}

/** Who does it and with what, what it gives, and what holds for it. */
function Plan({ data }: { data: StepData }) {
  const { card } = data;
  const given = card.gives.map((field) => field.name).join(", ");
  const done = [card.who, card.model].filter(Boolean).join(" · ");
  return (
    <>
      <div className="part-who" title={done || undefined} dir="auto">
        {done || " "}
      </div>
      {given && (
        <div className="part-gives" title={given}>
          <span>{gettext("Gives")}</span> <bdi>{given}</bdi>
        </div>
      )}
      <Foot data={data} />
    </>
  );
}

function Card({ id, data }: NodeProps<StepNode>) {
  const { card } = data;
  return (
    <div className={`part is-${data.kind}${data.serious ? " has-problem" : ""}${data.look ? ` look-${data.look.tone}` : ""}`} title={data.touched || undefined}>
      <div className="part-head">
        <span className="part-icon">
          <Icon name={card.icon} />
        </span>
        <span className="part-job">{card.job}</span>
        {data.look?.inside?.took && <span className="part-took">{data.look.inside.took}</span>}
        <Trouble data={data} />
        <MenuButton id={id} name={card.name} />
      </div>
      <div className="part-name" title={card.name} dir="auto">
        {card.name}
      </div>
      {data.look?.inside ? <Run data={data} /> : <Plan data={data} />}
      <State data={data} />
      <Here people={data.people} />
      <Grips id={id} kind={data.kind} />
      {data.loose && <LooseEnd id={id} name={card.name} />}
    </div>
  );
}

/** While a card is dragged its place changes with every frame, and nothing of what it shows. */
export function looksTheSame<Props extends { data: unknown; selected?: boolean }>(a: Props, b: Props): boolean {
  return a.data === b.data && a.selected === b.selected;
}

export const StepCard = memo(Card, looksTheSame);
