/** Steps that only direct the walk, and the ends of it: each its own shape, so that one knows them without reading. */
import type { NodeProps } from "@xyflow/react";
import { memo } from "react";

import { Icon } from "../icon";
import { Grips, LooseEnd, MenuButton } from "./grips";
import { Here, State, Trouble } from "./marks";
import type { StepNode } from "./parts";
import { looksTheSame } from "./step";

/** Where paths part it widens or points both ways; where they meet it narrows. */
const SHAPES: Record<string, string> = {
  choose: "M20 1H188L207 32L188 63H20L1 32Z",
  parallel: "M22 1H186Q192 1 194 6L206 56Q208 63 201 63H7Q0 63 2 56L14 6Q16 1 22 1Z",
  join: "M7 1H201Q208 1 206 8L194 58Q192 63 186 63H22Q16 63 14 58L2 8Q0 1 7 1Z",
};

function Turn({ id, data }: NodeProps<StepNode>) {
  const { card } = data;
  const fact = data.look?.inside ? data.look.inside.gave || data.look.inside.told : (card.facts[0] ?? "");
  return (
    <div className={`turn is-${data.kind}${data.serious ? " has-problem" : ""}${data.look ? ` look-${data.look.tone}` : ""}`} title={data.touched || undefined}>
      <svg className="turn-shape" width="208" height="64" viewBox="0 0 208 64" aria-hidden="true">
        <path d={SHAPES[data.kind] ?? SHAPES.choose} />
      </svg>
      <span className="turn-icon">
        <Icon name={card.icon} />
      </span>
      <span className="turn-words">
        <span className="turn-name" title={card.name} dir="auto">
          {card.name}
        </span>
        {fact && <span className="turn-fact">{fact}</span>}
      </span>
      <MenuButton id={id} name={card.name} />
      <Trouble data={data} />
      <State data={data} />
      <Here people={data.people} />
      <Grips id={id} kind={data.kind} />
      {data.loose && <LooseEnd id={id} name={card.name} />}
    </div>
  );
}

function Terminal({ id, data }: NodeProps<StepNode>) {
  const { card } = data;
  const isEnd = data.kind !== "start";
  const plan = isEnd ? card.who || (card.facts[0] ?? "") : card.gives.map((field) => field.name).join(", ");
  const fact = data.look?.inside?.gave || plan;
  return (
    <div className={`terminal is-${isEnd ? "end" : "start"}${data.serious ? " has-problem" : ""}${data.look ? ` look-${data.look.tone}` : ""}`} title={data.touched || undefined}>
      <span className="turn-icon">
        <Icon name={card.icon || (isEnd ? "flag" : "player-play")} />
      </span>
      <span className="turn-words">
        <span className="turn-name" title={card.name} dir="auto">
          {card.name}
        </span>
        {fact && (
          <span className="turn-fact" title={fact} dir="auto">
            {fact}
          </span>
        )}
      </span>
      {id !== "end" && <MenuButton id={id} name={card.name} />}
      <Trouble data={data} />
      <State data={data} />
      <Here people={data.people} />
      <Grips id={id} kind={isEnd ? "end" : "start"} />
      {data.loose && <LooseEnd id={id} name={card.name} />}
    </div>
  );
}

export const TurnShape = memo(Turn, looksTheSame);
export const TerminalShape = memo(Terminal, looksTheSame);
