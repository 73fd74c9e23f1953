/** A job dragged from the palette: what it is held over, shown while it is held, and what letting go there means. */
import { END } from "../../document/types";
import type { Place, Session } from "../desk";
import { added } from "./palette";

interface Target {
  link?: string;
  step?: string;
}

/** The link or step under a point of the screen. */
export function targetAt(at: { x: number; y: number }): Target {
  const under = document.elementsFromPoint(at.x, at.y);
  const line = under.map((each) => each.closest("[data-link], .react-flow__edge")).find(Boolean);
  const link = line?.getAttribute("data-link") ?? line?.getAttribute("data-id");
  if (link) return { link };
  const step = under.map((each) => each.closest<HTMLElement>(".react-flow__node")?.dataset.id).find((key) => key && !key.includes(":"));
  return step ? { step } : {};
}

/** Show where it would go. */
export function mark({ link, step }: Target): void {
  for (const each of document.querySelectorAll(".is-target")) each.classList.remove("is-target");
  const edge = link && document.querySelector(`.react-flow__edge[data-id="${CSS.escape(link)}"]`);
  const node = step && step !== END && document.querySelector(`.react-flow__node[data-id="${CSS.escape(step)}"]`);
  (edge || node || null)?.classList.add("is-target");
}

export function dropped(session: Session, job: string, at: { x: number; y: number }): void {
  if (!job) return;
  const { link, step } = targetAt(at);
  const spot = session.flow.current?.screenToFlowPosition({ x: at.x - 60, y: at.y - 30 });
  const place: Place = link ? { link } : step && step !== END ? { after: step } : { spot };
  added(session, job, job === "note" ? { spot } : place, { ...at, back: null });
}
