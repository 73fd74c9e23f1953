/** A drawing from top to bottom, by dagre: no line backwards, few crossings, room for what stands on the links. */
import { Graph, layout } from "@dagrejs/dagre";

import { BETWEEN_COLUMNS, BETWEEN_ROWS, snapped, type Spots, type Task, type Tie } from "./boxes";
import { inRows, isHuge } from "./rows";

const MANY = 400; // beyond this the finest ranking takes seconds

function graphOf(task: Task, bunched: boolean): Graph {
  const graph = new Graph({ compound: bunched, multigraph: true });
  graph.setGraph({
    rankdir: "TB",
    nodesep: BETWEEN_COLUMNS,
    edgesep: 32,
    ranksep: BETWEEN_ROWS,
    ranker: task.boxes.length > MANY ? "longest-path" : "network-simplex",
  });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { key, width, height } of task.boxes) graph.setNode(key, { width, height });
  for (const [number, { source, target }] of task.ties.entries()) {
    if (graph.hasNode(source) && graph.hasNode(target)) graph.setEdge(source, target, {}, String(number));
  }
  if (bunched) {
    for (const bunch of task.bunches) {
      graph.setNode(`:${bunch.key}`, {});
      for (const step of bunch.steps) if (graph.hasNode(step)) graph.setParent(step, `:${bunch.key}`);
    }
  }
  return graph;
}

interface Beside {
  left: string;
  right: string;
}

function leads(pairs: Beside[], from: string, to: string): boolean {
  const open = [from];
  const seen = new Set(open);
  for (const key of open) {
    for (const { left, right } of pairs) {
      if (left === key && !seen.has(right)) open.push(right), seen.add(right);
    }
  }
  return seen.has(to);
}

/** Paths stand from left to right in the order in which they are asked; what would contradict itself is left open. */
function besides(ties: Tie[]): Beside[] {
  const last = new Map<string, string>();
  const pairs: Beside[] = [];
  for (const { source, target } of ties) {
    const left = last.get(source);
    if (left && left !== target && !leads(pairs, target, left)) pairs.push({ left, right: target });
    last.set(source, target);
  }
  return pairs;
}

function spotsOf(task: Task, bunched: boolean): Spots {
  const graph = graphOf(task, bunched);
  layout(graph, task.boxes.length > MANY ? {} : { constraints: besides(task.ties) });
  const spots: Spots = {};
  for (const { key, width, height } of task.boxes) {
    const { x = 0, y = 0 } = graph.node(key) as { x?: number; y?: number };
    spots[key] = { x: snapped(x - width / 2), y: snapped(y - height / 2) };
  }
  return spots;
}

/** Where everything stands when nothing has been moved by hand. */
export function laidOut(task: Task): Spots {
  if (isHuge(task)) return inRows(task);
  try {
    return spotsOf(task, task.bunches.length > 0);
  } catch {
    return loose(task); // frames that overlap cannot be nested: then they do not bind the layout
  }
}

function loose(task: Task): Spots {
  try {
    return spotsOf(task, false);
  } catch {
    return inRows(task);
  }
}
