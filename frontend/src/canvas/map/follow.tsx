/** Following a run: what it does now is kept in sight and said aloud, for whoever asked for it. */
import { Panel } from "@xyflow/react";
import { useEffect, useRef, useState } from "react";

import { fill, gettext } from "../../language";
import type { View } from "../view/draw/drawing";
import { Icon } from "../view/icon";
import type { RunMap } from "./answers";

const BUSY = ["running", "needs_person", "doubtful", "waiting", "queued"];

/** The step to look at: where it works, else where it waits, else how it ended. */
export function hereOf(map: RunMap, order: string[]): string | null {
  for (const state of BUSY) {
    const key = order.find((each) => map.states[each]?.state === state);
    if (key) return key;
  }
  if (!map.over) return null;
  const reached = ["end", ...order].filter((key) => map.states[key]?.state === "finished" || map.states[key]?.state === "failed");
  return reached.find((key) => map.states[key]?.state === "failed") ?? reached[0] ?? null;
}

/** "Triage: Finished", for every step whose state became another; how the run ended comes last. */
export function newsOf(before: RunMap, now: RunMap): string {
  const moved = Object.entries(now.states).filter(([key, { word }]) => word !== before.states[key]?.word);
  const said = moved.map(([key, { word }]) => fill(gettext("%(step)s: %(word)s"), { step: now.cards[key]?.name ?? "", word }));
  if (now.over && !before.over) said.push(now.status);
  return said.join(". ");
}

interface FollowProps {
  map: RunMap;
  order: string[];
  view: View | null;
}

/** Brings the step at work into sight and gives what there is to say, while somebody follows. */
export function useFollowing(isOn: boolean, { map, order, view }: FollowProps): string {
  const last = useRef(map);
  const [said, setSaid] = useState("");
  const here = isOn ? hereOf(map, order) : null;
  useEffect(() => {
    if (here) view?.show(here);
  }, [here, view]);
  useEffect(() => {
    if (isOn && last.current !== map) setSaid(newsOf(last.current, map));
    last.current = map;
  }, [isOn, map]);
  return said;
}

export function Follow(props: FollowProps) {
  const [isOn, setOn] = useState(false);
  const said = useFollowing(isOn, props);
  return (
    <Panel position="top-right" className="follow">
      {!props.map.over && (
        <button
          type="button"
          className="btn btn-small"
          aria-pressed={isOn}
          title={gettext("Keeps the step at work in sight and says aloud what happens.")}
          onClick={() => setOn(!isOn)}
        >
          <Icon name={isOn ? "eye-check" : "eye"} />
          {gettext("Follow")}
        </button>
      )}
      <span className="visually-hidden" role="status">
        {said}
      </span>
    </Panel>
  );
}
