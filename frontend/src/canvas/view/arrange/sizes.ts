/** How large each part is drawn: known before it is drawn, so that nothing is measured and nothing jumps. */
import type { Card } from "../../document/answers";
import { END, START, type Step } from "../../document/types";

export const WIDTH = 256;
const SMALL_WIDTH = 208;
const NAME_WIDTH = WIDTH - 76; // beside the icon and the mark of a problem
const LINE = 21;

const kept = new Map<string, number>();
let pen: CanvasRenderingContext2D | null | undefined;

function widthOf(text: string): number {
  pen ??= document.createElement("canvas").getContext("2d");
  if (!pen) return text.length * 8;
  pen.font = '600 15px "Inter Variable", system-ui, sans-serif';
  return pen.measureText(text).width;
}

/** One line or two: what is longer ends in an ellipsis. */
function linesOf(name: string): number {
  let lines = kept.get(name);
  if (lines === undefined) kept.set(name, (lines = name.length < 12 || widthOf(name) < NAME_WIDTH ? 1 : 2));
  return lines;
}

/** The facts at the foot of a card, as few words as they need. */
export function hasFoot(card: Card): boolean {
  return card.threshold !== null || card.when !== "" || card.facts.length > 0;
}

export interface Size {
  width: number;
  height: number;
}

const WORK = new Set(["agent", "rules", "tool", "person"]);

export function isWork(kind: string): boolean {
  return WORK.has(kind);
}

/** The size of a step, or of the start or end of the run. */
export function sizeOf(kind: string, card: Card): Size {
  if (!isWork(kind)) return { width: SMALL_WIDTH, height: kind === START || kind === END ? 56 : 64 };
  const body = card.gives.length ? 20 : 0;
  const foot = hasFoot(card) ? 30 : 0;
  return { width: WIDTH, height: snappedUp(24 + 20 + linesOf(card.name) * LINE + 20 + body + foot) };
}

function snappedUp(height: number): number {
  return Math.ceil(height / 8) * 8;
}

/** "start" and "end" are the two ends of the run; every other key is a step's. */
export function kindOf(step: Step | undefined, key: string): string {
  return step ? step.kind : key === START ? START : END;
}
