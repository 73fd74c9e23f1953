import assert from "node:assert/strict";
import { describe, test } from "node:test";

import cases from "../../tests/shared/changes.json";
import type { Change, Clash } from "../src/canvas/document/changes";
import { apply, diff, force, inverse } from "../src/canvas/document/changes";
import { grafted, same, toDocument, toTree } from "../src/canvas/document/tree";
import type { Document, Json } from "../src/canvas/document/types";

const document = (raw: unknown) => raw as Document;
const sorted = (changes: Change[]) => changes.toSorted((a, b) => (a.at.join() < b.at.join() ? -1 : 1));

function alike(a: unknown, b: unknown): void {
  if (!same(a as Json, b as Json)) assert.deepEqual(a, b);
}

describe("the cases the server is held to as well: what changed", () => {
  for (const each of cases.diff) {
    test(each.name, () => {
      const [before, after] = [toTree(document(each.before)), toTree(document(each.after))];
      alike(sorted(diff(before, after)), sorted(each.changes as Change[]));
      alike(apply(before, diff(before, after)).tree, after);
      alike(apply(after, inverse(diff(before, after))).tree, before);
    });
  }
});

describe("the cases the server is held to as well: putting changes in", () => {
  for (const each of cases.apply) {
    test(each.name, () => {
      const before = toTree(document(each.document));
      const untouched = JSON.stringify(before);
      const { tree, clashes } = apply(before, each.changes as Change[]);
      alike(tree, toTree(document(each.after)));
      alike(clashes, each.conflicts as Clash[]);
      assert.equal(JSON.stringify(before), untouched);
    });
  }
});

describe("my changes on a colleague's document", () => {
  const mine = document(cases.diff[0]!.before);
  const step = mine.steps[1]!;

  test("a link I drew to a step that is gone finds no home", () => {
    const gone = { ...toTree(mine), steps: {} };
    const link = { source: "read", target: "ask", key: "b", name: "", otherwise: false, rank: 1 };
    const made = force(gone, [{ at: ["links", "read>ask#b"], old: null, new: link }]);
    assert.deepEqual(
      made.homeless.map((each) => each.at[1]),
      ["read>ask#b"],
    );
    assert.deepEqual(made.tree.links, {});
  });

  test("a field of a step that is gone finds no home", () => {
    const change = { at: ["steps", step.key, "name"], old: step.name, new: "Ask Rae" };
    assert.deepEqual(force({ ...toTree(mine), steps: {} }, [change]).homeless, [change]);
  });
});

test("what did not change keeps its identity over a new answer", () => {
  const older = document(cases.diff[3]!.before);
  const newer = grafted(older, JSON.parse(JSON.stringify(cases.diff[3]!.after)) as Document);
  assert.notEqual(newer.steps[0], older.steps[0]);
  assert.equal(newer.steps[1], older.steps[1]);
  assert.equal(newer.links, older.links);
  assert.equal(grafted(older, JSON.parse(JSON.stringify(older))), older);
});

test("a tree becomes the document it was made from", () => {
  const whole = document({ ...cases.diff[0]!.before, shapes: { read: {} } });
  assert.deepEqual(toDocument({ ...toTree(whole) }, whole), whole);
});
