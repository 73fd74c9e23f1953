import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { laidOut } from "../src/canvas/view/arrange/dagre";
import { placed } from "../src/canvas/view/arrange/place";
import { pathOf, routes } from "../src/canvas/view/arrange/routes";
import { inRows, rowsOf } from "../src/canvas/view/arrange/rows";
import { Kept } from "../src/canvas/view/draw/kept";
import { pickedOf } from "../src/canvas/view/draw/parts";

const box = (key: string) => ({ key, width: 256, height: 104 });
const tie = (line: string) => ({ source: line.split(">")[0]!, target: line.split(">")[1]! });
const task = (keys: string[], lines: string[]) => ({ boxes: keys.map(box), ties: lines.map(tie), bunches: [] });

describe("a drawing lays itself out", () => {
  test("from top to bottom, each step below what leads to it", () => {
    const spots = laidOut(task(["start", "a", "b", "end"], ["start>a", "a>b", "b>end"]));
    assert.ok(spots.start!.y < spots.a!.y && spots.a!.y < spots.b!.y && spots.b!.y < spots.end!.y);
    assert.equal(spots.a!.x, spots.b!.x);
  });

  test("paths stand from left to right in the order in which they are asked", () => {
    const spots = laidOut(task(["ask", "x", "y", "z", "end"], ["ask>z", "ask>x", "ask>y", "x>end", "y>end", "z>end"]));
    assert.ok(spots.z!.x < spots.x!.x && spots.x!.x < spots.y!.x);
  });

  test("an order that contradicts itself is left open, and nothing is lost", () => {
    const spots = laidOut(task(["a", "b", "x", "y"], ["a>x", "a>y", "b>y", "b>x"]));
    assert.deepEqual(Object.keys(spots).sort(), ["a", "b", "x", "y"]);
  });
});

describe("a step that nobody put anywhere", () => {
  test("comes to stand below what leads to it, and on nothing else", () => {
    const known = { a: { x: 0, y: 0 }, taken: { x: 0, y: 192 } };
    const spots = placed([box("a"), box("taken"), box("new")], [tie("a>new")], known, {});
    assert.equal(spots.new!.y, 192);
    assert.ok(spots.new!.x >= 256);
    assert.deepEqual(spots.a, known.a);
  });
});

describe("a link finds its way", () => {
  const at = (key: string, x: number, y: number) => ({ ...box(key), x, y });

  test("straight down where nothing is between", () => {
    const [way] = routes([at("a", 0, 0), at("b", 0, 200)], [tie("a>b")]);
    assert.deepEqual(way!.points, [{ x: 128, y: 104 }, { x: 128, y: 200 }]);
  });

  test("round the cards in between", () => {
    const [way] = routes([at("a", 0, 0), at("between", 0, 200), at("b", 0, 400)], [tie("a>b")]);
    const lane = way!.points.map((point) => point.x);
    assert.ok(lane.some((x) => x < 0 || x > 256));
  });

  test("beside its twin where two join the same steps", () => {
    const [first, second] = routes([at("a", 0, 0), at("b", 0, 200)], [tie("a>b"), tie("a>b")]);
    assert.ok(second!.label.x - first!.label.x > 100);
  });

  test("and none where an end is missing", () => {
    assert.deepEqual(routes([at("a", 0, 0)], [tie("a>gone")]), [null]);
    assert.equal(pathOf([]), "");
  });
});

test("only what changed is made again", () => {
  const kept = new Kept<object>();
  const first = kept.make("a", [1, "x"], () => ({}));
  kept.turn();
  assert.equal(kept.make("a", [1, "x"], () => ({})), first);
  kept.turn();
  assert.notEqual(kept.make("a", [2, "x"], () => ({})), first);
});

test("what is picked is sorted out by what it is", () => {
  const picked = pickedOf(["sort", "note:n1", "frame:g1"], ["a>b"]);
  assert.deepEqual(picked, { steps: ["sort"], links: ["a>b"], notes: ["n1"], groups: ["g1"] });
});

describe("a drawing nobody can lay out finely", () => {
  const line = Array.from({ length: 3000 }, (_, place) => `s${place}`);
  const ties = line.slice(1).map((key, place) => `s${place}>${key}`);

  test("of thousands of rows stands in plain ones, each step below what leads to it", () => {
    const spots = laidOut(task(line, ties));
    assert.ok(line.slice(1).every((key, place) => spots[key]!.y > spots[`s${place}`]!.y));
  });

  test("whose links lead far ahead does too, beside one another where they share a row", () => {
    const spots = laidOut(task([...line, "end"], [...ties, ...line.map((key) => `${key}>end`), "s0>s2", "s0>end"]));
    assert.equal(Object.keys(spots).length, 3001);
    const wide = inRows(task(["a", "b", "c", "end"], ["a>b", "a>c", "b>end", "c>end"]));
    assert.equal(wide.b!.y, wide.c!.y);
    assert.ok(wide.c!.x - wide.b!.x > 200);
  });

  test("that leads in a circle has a place for every step", () => {
    const rows = rowsOf(task(["a", "b", "c"], ["a>b", "b>c", "c>b", "c>a"]));
    assert.deepEqual([...rows.keys()].toSorted(), ["a", "b", "c"]);
  });
});
