/** Room for a step that is put on a link: where things were put by hand, what comes after it moves down. */
import { nameOf } from "../../document/cards";
import * as edits from "../../document/edits";
import { graphOf } from "../../document/graph";
import { END, type Document } from "../../document/types";
import { BETWEEN_ROWS, GRID, type Spots } from "../arrange/boxes";
import type { Session } from "../desk";

type Made = ReturnType<typeof edits.addOnLink>;

const HEIGHT = 128; // of a card, more or less

export function madeRoom(session: Session, before: Document, made: Made, link: string): Made {
  const target = before.links.find((each) => `${each.source}>${each.target}${each.key ? `#${each.key}` : ""}` === link);
  if (!target || !Object.keys(before.layout).length || !made.made.length) return made;
  const spots = session.flow.spots();
  const [above, below] = [spots[target.source], spots[target.target]];
  if (!above || !below || !nameOf(before, target.target)) return made;
  const missing = above.y + 2 * (HEIGHT + BETWEEN_ROWS) - below.y;
  if (missing <= 0) return made;
  const by = Math.ceil(missing / GRID) * GRID;
  const after = [target.target, ...graphOf(before).after(target.target), END];
  const shifted: Spots = {};
  for (const key of after) {
    const spot = spots[key];
    if (spot && spot.y >= below.y) shifted[key] = { x: spot.x, y: spot.y + by };
  }
  return { ...made, document: edits.moveTo(made.document, shifted) };
}
