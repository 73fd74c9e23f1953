/** A link: its way, what it says, and the "+" that puts a step between. */
import { BaseEdge, EdgeLabelRenderer, useStore, type EdgeProps, type ReactFlowState } from "@xyflow/react";
import { memo } from "react";

import { fill, gettext } from "../../../language";
import { pathOf, plain, type Route } from "../arrange/routes";
import { Icon } from "../icon";
import { anchorOf, useHands } from "./hands";
import type { LinkData, LinkEdge } from "./parts";
import { FAR } from "./viewport";

/** The way that was found while all stood still, as long as its ends are where they were; else the plain one. */
function wayOf({ sourceX, sourceY, targetX, targetY, data }: EdgeProps<LinkEdge>): Route {
  const [from, to] = [
    { x: sourceX, y: sourceY },
    { x: targetX, y: targetY },
  ];
  const route = data?.route;
  const [first, last] = [route?.points[0], route?.points[route.points.length - 1]];
  const holds = first && last && Math.abs(first.x - from.x) + Math.abs(first.y - from.y) + Math.abs(last.x - to.x) + Math.abs(last.y - to.y) < 4;
  return holds ? route! : plain(from, to, data?.lean ?? "middle", data?.aside);
}

function Pill({ id, data, selected, at }: { id: string; data: LinkData; selected: boolean; at: Route["label"] }) {
  const hands = useHands();
  const words = data.look ? [data.words, data.look.word].filter(Boolean).join(" · ") : data.words;
  if (!hands && !words) return null;
  return (
    <div
      className={`pill nodrag nopan${selected ? " is-picked" : ""}${words ? "" : " is-bare"}${data.otherwise ? " is-otherwise" : ""}`}
      data-link={id}
      onClick={(event) => event.stopPropagation()}
      style={{ transform: `translate(${at.x}px, ${at.y}px) translate(-50%, -50%)` }}
    >
      {words && (
        <button
          type="button"
          className="pill-words"
          title={words}
          disabled={!hands}
          aria-label={fill(gettext("Path %(between)s: %(words)s"), { between: data.between, words })}
          onClick={() => hands?.pickLink(id)}
          onDoubleClick={() => hands?.openLink(id)}
        >
          <bdi>{words}</bdi>
        </button>
      )}
      {hands && <PillTools id={id} data={data} selected={selected} />}
    </div>
  );
}

function PillTools({ id, data, selected }: { id: string; data: LinkData; selected: boolean }) {
  const hands = useHands()!;
  return (
    <>
      <button
        type="button"
        className="plus"
        aria-label={fill(gettext("Add a step %(between)s"), { between: data.between })}
        onClick={(event) => hands.addOnLink(id, anchorOf(event.currentTarget))}
      >
        <Icon name="plus" />
      </button>
      {selected && (
        <>
          <button
            type="button"
            className="plus"
            aria-label={fill(gettext("Change the path %(between)s"), { between: data.between })}
            title={gettext("Name and condition")}
            onClick={() => hands.openLink(id)}
          >
            <Icon name="pencil" />
          </button>
          <button
            type="button"
            className="plus"
            aria-label={fill(gettext("Remove the path %(between)s"), { between: data.between })}
            title={gettext("Remove")}
            onClick={() => hands.removeLink(id)}
          >
            <Icon name="trash" />
          </button>
        </>
      )}
    </>
  );
}

const farAway = (state: ReactFlowState): boolean => state.transform[2] < FAR;

function Line(props: EdgeProps<LinkEdge>) {
  const { id, data, selected = false, targetX, targetY } = props;
  const way = wayOf(props);
  const isFar = useStore(farAway);
  if (!data) return null;
  return (
    <>
      <BaseEdge path={pathOf(way.points)} interactionWidth={24} className={data.look ? `look-${data.look.tone}` : undefined} />
      <path className="link-head" d={`M${targetX - 5} ${targetY - 8}L${targetX} ${targetY - 1}L${targetX + 5} ${targetY - 8}`} />
      {!isFar && (
        <EdgeLabelRenderer>
          <Pill id={id} data={data} selected={selected} at={way.label} />
        </EdgeLabelRenderer>
      )}
    </>
  );
}

export const LinkLine = memo(Line, (a, b) =>
  a.data === b.data &&
  a.selected === b.selected &&
  a.sourceX === b.sourceX &&
  a.sourceY === b.sourceY &&
  a.targetX === b.targetX &&
  a.targetY === b.targetY,
);
