/** Trying the draft: the panel beside the canvas, and the trial whose values are shown on the steps. */
import { all, one } from "../../dom";
import type { RunMap } from "../map/answers";
import { follow, type Following } from "../map/following";
import type { Desk } from "../view/desk";
import { watched, type Watched } from "../view/watched";

const PANEL = "#canvas-trial";
const ROOM = "#trial-room";

export interface Shown {
  isOpen: boolean; // the panel stands beside the canvas
  run: string; // which trial is shown; empty: none
  map: RunMap | null;
}

export interface Trial {
  shown: Watched<Shown>;
  open(): void;
  close(): void;
  /** Back to editing: no trial's values on the steps. */
  drop(): void;
  /** Shows what the trial made of a step; false where the panel is closed or knows nothing of it. */
  showStep(key: string, focus: boolean): boolean;
  /** Brings the question the trial waits with before the person. */
  ask(): void;
  /** Asks for the panel again, with the trial that is shown. */
  reload(): void;
}

function opened(): HTMLElement | null {
  return one(PANEL);
}

async function load(address: string): Promise<void> {
  await window.htmx.ajax("get", address, { target: ROOM, swap: "innerHTML" });
}

export function openTrial(address: string, desk: Watched<Desk>): Trial {
  const shown = watched<Shown>({ isOpen: false, run: "", map: null });
  let following: Following | null = null;

  function show(run: string, map: string): void {
    if (!run || run === shown.get().run) return;
    following?.stop();
    one(ROOM)?.scrollTo(0, 0);
    shown.set({ run, map: null });
    const now = (following = follow(map, `run:${run}`));
    now.seen.subscribe(() => shown.set({ map: now.seen.get().map }));
  }

  /** What the panel holds is what the canvas shows. */
  function settled(): void {
    const { trial = "", map = "" } = one<HTMLElement>(`${ROOM} #trial`)?.dataset ?? {};
    show(trial, map);
  }

  const reload = () => {
    const { run } = shown.get();
    void load(`${address}?panel=1${run ? `&run=${run}` : ""}`);
  };

  function open(): void {
    if (shown.get().isOpen) return;
    desk.set({ opened: "", href: "" });
    shown.set({ isOpen: true });
    reload();
  }

  function showStep(key: string, focus: boolean): boolean {
    const line = one(`${ROOM} [data-step="${CSS.escape(key)}"]`);
    const fold = all<HTMLDetailsElement>("details", line ?? document.createElement("i"))[0];
    if (!shown.get().isOpen || !line || !fold) return false;
    fold.open = true;
    for (const other of all(`${ROOM} [data-step].is-chosen`)) other.classList.remove("is-chosen");
    line.classList.add("is-chosen");
    line.scrollIntoView({ block: "nearest" });
    if (focus) one("summary", fold)?.focus();
    return true;
  }

  document.addEventListener("htmx:afterSettle", settled);
  const { trial = "", map = "" } = opened()?.dataset ?? {};
  show(trial, map);
  return {
    shown,
    open,
    close: () => shown.set({ isOpen: false }),
    drop() {
      following?.stop();
      following = null;
      shown.set({ isOpen: false, run: "", map: null });
      one(ROOM)?.replaceChildren();
    },
    showStep,
    ask() {
      open();
      const form = one(`${ROOM} .confirm-card`);
      form?.scrollIntoView({ block: "nearest" });
      one("input:not([type=hidden]), select, textarea, button", form ?? document.createElement("i"))?.focus();
    },
    reload,
  };
}
