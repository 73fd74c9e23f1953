/** On the canvas, while a trial's values are shown: which trial, how it stands, and the way back to editing. */
import { useEffect, useMemo, useState } from "react";

import { gettext } from "../../language";
import type { RunMap } from "../map/answers";
import { useFollowing } from "../map/follow";
import { useSession } from "../view/desk";
import { outlineOrder } from "../view/draw/order";
import { Icon } from "../view/icon";
import { useWatched } from "../view/watched";
import { ago } from "../view/words";

function Follow({ map }: { map: RunMap }) {
  const session = useSession();
  const [isOn, setOn] = useState(false);
  const order = useMemo(() => outlineOrder(map.document), [map.document]);
  const said = useFollowing(isOn, { map, order, view: session.flow });
  useEffect(() => {
    if (said) session.say(said);
  }, [said, session]);
  if (map.over) return null;
  return (
    <button
      type="button"
      className="btn btn-small btn-quiet"
      aria-pressed={isOn}
      title={gettext("Keeps the step at work in sight and says aloud what happens.")}
      onClick={() => setOn(!isOn)}
    >
      <Icon name={isOn ? "eye-check" : "eye"} />
      {gettext("Follow")}
    </button>
  );
}

export function TrialBar() {
  const { trial, flow } = useSession();
  const { map, isOpen } = useWatched(trial.shown, (shown) => shown);
  const asked = (isOpen && map?.question?.step) || "";
  useEffect(() => {
    if (asked) flow.show(asked, 96); // above this bar
  }, [asked, flow]);
  if (!map) return null;
  const { tone, word, icon } = map.look;
  return (
    <section className="trial-bar" aria-label={gettext("The trial that is shown")}>
      <span className={`state state-${tone}`} title={map.status}>
        <Icon name={icon} />
        <span>{word}</span>
      </span>
      <span className="trial-when">
        {gettext("Trial")}, {ago(map.started)}
      </span>
      <Follow map={map} />
      {!isOpen && (
        <button type="button" className="btn btn-small btn-quiet" onClick={() => trial.open()}>
          <Icon name="layout-sidebar-right" />
          {gettext("Details")}
        </button>
      )}
      <button type="button" className="btn btn-small" onClick={() => trial.drop()}>
        <Icon name="eye-off" />
        {gettext("Stop showing")}
      </button>
    </section>
  );
}
