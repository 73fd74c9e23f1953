/** Where a step comes to stand that nobody has put anywhere, among steps that somebody has. */
import { BETWEEN_ROWS, GRID, type Box, type Spot, type Spots, type Tie } from "./boxes";

const AIR = 16; // boxes nearer than this count as touching

type Placed = Map<string, Box & Spot>;

function touches(a: Box & Spot, b: Box & Spot): boolean {
  return (
    a.x < b.x + b.width + AIR && b.x < a.x + a.width + AIR && a.y < b.y + b.height + AIR && b.y < a.y + a.height + AIR
  );
}

/** The spot, moved aside until nothing else is there. */
function free(box: Box, wanted: Spot, placed: Placed): Spot {
  let spot = wanted;
  for (let tries = 0; tries < 60; tries += 1) {
    const hit = [...placed.values()].find((other) => other.key !== box.key && touches({ ...box, ...spot }, other));
    if (!hit) return spot;
    spot = { x: Math.ceil((hit.x + hit.width + 3 * AIR) / GRID) * GRID, y: spot.y };
  }
  return spot;
}

function below(box: Box, above: Box & Spot): Spot {
  return { x: above.x + (above.width - box.width) / 2, y: above.y + above.height + BETWEEN_ROWS };
}

/**
 * Spots for all boxes: those that have one keep it, the others stand below what leads to them (as the layout `suggested`
 * has them beside each other), never on top of something else.
 */
export function placed(boxes: Box[], ties: Tie[], known: Spots, suggested: Spots): Spots {
  const standing: Placed = new Map();
  for (const box of boxes) if (known[box.key]) standing.set(box.key, { ...box, ...known[box.key]! });
  const open = boxes
    .filter((box) => !known[box.key])
    .sort((a, b) => (suggested[a.key]?.y ?? 0) - (suggested[b.key]?.y ?? 0));
  for (const box of open) {
    const source = ties.find((tie) => tie.target === box.key && standing.has(tie.source))?.source;
    const target = ties.find((tie) => tie.source === box.key && standing.has(tie.target))?.target;
    const near = standing.get(source ?? "") ?? standing.get(target ?? "");
    const spot = spotNear(box, near, Boolean(source), suggested);
    standing.set(box.key, { ...box, ...free(box, spot, standing) });
  }
  return Object.fromEntries([...standing].map(([key, { x, y }]) => [key, { x, y }]));
}

function spotNear(box: Box, near: (Box & Spot) | undefined, isSource: boolean, suggested: Spots): Spot {
  const own = suggested[box.key] ?? { x: 0, y: 0 };
  if (!near) return own;
  const beside = suggested[near.key];
  if (!isSource) return { x: near.x + (near.width - box.width) / 2, y: near.y - box.height - BETWEEN_ROWS };
  const middle = beside ? own.x + box.width / 2 - (beside.x + near.width / 2) : 0;
  const straight = below(box, near);
  return { x: straight.x + Math.round(middle / GRID) * GRID, y: straight.y };
}
