/** A run's map, kept true: asked for once for each news, one request at a time, the drawing only once. */
import { grafted } from "../document/tree";
import { watched, type Watched } from "../view/watched";
import type { Moves, RunMap } from "./answers";
import { read } from "./reading";

const AGAIN = 4000; // milliseconds until a map that could not be had is asked for again

export interface Seen {
  map: RunMap | null;
  lost: boolean; // the last request failed; what is shown may be behind
}

export interface Following {
  seen: Watched<Seen>;
  stop(): void;
}

type Read = typeof read;

/** The map at an address, asked for again at every news of its topic ("run:42"). */
export function follow(address: string, topic: string, ask: Read = read): Following {
  const seen = watched<Seen>({ map: null, lost: false });
  const news = `${topic.replace(":", "-")}-changed`;
  let isBusy = false;
  let isDue = false;
  let isOver = false;
  let timer: number | undefined;

  function take(answer: RunMap | Moves | null): void {
    if (!answer) {
      seen.set({ lost: true });
      timer = window.setTimeout(refresh, AGAIN);
      return;
    }
    seen.set({ map: grafted(seen.get().map, { ...seen.get().map, ...answer } as RunMap), lost: false });
  }

  async function turn(): Promise<void> {
    isBusy = true;
    clearTimeout(timer);
    const answer = await (seen.get().map ? ask<Moves>(`${address}?moves=1`) : ask<RunMap>(address));
    isBusy = false;
    if (isOver) return;
    take(answer);
    if (isDue) refresh();
  }

  function refresh(): void {
    isDue = isBusy;
    if (!isBusy) void turn();
  }

  document.body.addEventListener(news, refresh);
  window.addEventListener("online", refresh);
  refresh();
  return {
    seen,
    stop() {
      isOver = true;
      clearTimeout(timer);
      document.body.removeEventListener(news, refresh);
      window.removeEventListener("online", refresh);
    },
  };
}
