/** What the drawing shows of a trial. */
import { useMemo, useRef } from "react";

import { grafted } from "../document/tree";
import type { State } from "../document/store";
import { linkLooksOf } from "../map/looks";
import type { Session } from "../view/desk";
import type { LinkLook, Look } from "../view/draw/parts";
import { useWatched } from "../view/watched";
import { trialLooks } from "./looks";

export interface TrialLooks {
  looks?: Record<string, Look>;
  linkLooks?: Record<string, LinkLook>;
}

/** Looks that stay the same objects as long as nothing about them changed, so that only what moved is drawn again. */
export function useTrialLooks({ trial }: Session, { document, cards }: State): TrialLooks {
  const map = useWatched(trial.shown, (shown) => shown.map);
  const last = useRef<Record<string, Look>>({});
  const looks = useMemo(() => {
    if (!map) return undefined;
    last.current = grafted(last.current, trialLooks(map, { document, cards }, trial.ask));
    return last.current;
  }, [map, document, cards, trial]);
  const links = map?.links;
  const linkLooks = useMemo(() => (links ? linkLooksOf(links) : undefined), [links]);
  return { looks, linkLooks };
}
