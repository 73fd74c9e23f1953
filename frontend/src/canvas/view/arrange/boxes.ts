/** What a layout works with: boxes with a size, ties between them, and where each box's upper left corner comes to stand. */

export interface Spot {
  x: number;
  y: number;
}

export interface Box {
  key: string;
  width: number;
  height: number;
}

export interface Tie {
  source: string;
  target: string;
}

/** Steps that stay together under a frame. */
export interface Bunch {
  key: string;
  steps: string[];
}

export interface Task {
  boxes: Box[];
  ties: Tie[];
  bunches: Bunch[];
}

export type Spots = Record<string, Spot>;

export const GRID = 8;
export const BETWEEN_ROWS = 88; // room for a label, its "+" and an arrow
export const BETWEEN_COLUMNS = 48;

export function snapped(value: number): number {
  return Math.round(value / GRID) * GRID;
}
