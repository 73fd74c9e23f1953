/** A drawing in plain rows, each step below all that lead to it: what any drawing can have at once, however large. */
import { BETWEEN_COLUMNS, BETWEEN_ROWS, snapped, type Box, type Spots, type Task } from "./boxes";

const MOST = 4000; // boxes and bends of links that the finer layout can be given
const DEEPEST = 600; // rows: it calls itself once for each of them

/** The row of each box, counted from the top; in a circle, what comes first stands first. */
export function rowsOf({ boxes, ties }: Task): Map<string, number> {
  const onward = new Map<string, string[]>(boxes.map(({ key }) => [key, []]));
  const waiting = new Map<string, number>();
  for (const { source, target } of ties) {
    if (!onward.has(source) || !onward.has(target)) continue;
    onward.get(source)!.push(target);
    waiting.set(target, (waiting.get(target) ?? 0) + 1);
  }
  const rows = new Map<string, number>();
  const done = new Set<string>();
  const walk = (first: string): void => {
    const open = [first];
    for (let key = open.pop(); key !== undefined; key = open.pop()) {
      if (done.has(key)) continue;
      done.add(key);
      const row = rows.get(key) ?? 0;
      rows.set(key, row);
      for (const target of onward.get(key)!) {
        if (done.has(target)) continue;
        rows.set(target, Math.max(rows.get(target) ?? 0, row + 1));
        waiting.set(target, waiting.get(target)! - 1);
        if (!waiting.get(target)) open.push(target);
      }
    }
  };
  for (const { key } of boxes) if (!waiting.get(key)) walk(key);
  for (const { key } of boxes) walk(key);
  return rows;
}

/** Would the finer layout take longer than anybody waits, or not end at all? */
export function isHuge(task: Task, rows = rowsOf(task)): boolean {
  let size = task.boxes.length;
  for (const { source, target } of task.ties) size += Math.abs((rows.get(target) ?? 0) - (rows.get(source) ?? 0)) - 1;
  return size > MOST || [...rows.values()].some((row) => row > DEEPEST);
}

export function inRows(task: Task): Spots {
  const lines: Box[][] = [];
  const rows = rowsOf(task);
  for (const box of task.boxes) (lines[rows.get(box.key) ?? 0] ??= []).push(box);
  const above = new Map<string, string[]>();
  for (const { source, target } of task.ties) above.set(target, [...(above.get(target) ?? []).slice(-8), source]);
  const spots: Spots = {};
  const middles = new Map<string, number>();
  let y = 0;
  for (const line of lines) {
    if (!line) continue;
    const wanted = new Map(line.map((box) => [box.key, middle(above.get(box.key) ?? [], middles)]));
    line.sort((a, b) => wanted.get(a.key)! - wanted.get(b.key)!);
    const width = line.reduce((sum, box) => sum + box.width + BETWEEN_COLUMNS, -BETWEEN_COLUMNS);
    let x = [...wanted.values()].reduce((sum, each) => sum + each, 0) / line.length - width / 2;
    for (const box of line) {
      spots[box.key] = { x: snapped(x), y: snapped(y) };
      middles.set(box.key, x + box.width / 2);
      x += box.width + BETWEEN_COLUMNS;
    }
    y += Math.max(...line.map((box) => box.height)) + BETWEEN_ROWS;
  }
  return spots;
}

/** Where what leads to a box stands, on average. */
function middle(sources: string[], middles: Map<string, number>): number {
  const known = sources.flatMap((key) => middles.get(key) ?? []);
  return known.length ? known.reduce((sum, each) => sum + each, 0) / known.length : 0;
}
