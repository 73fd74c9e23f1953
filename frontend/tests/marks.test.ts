import assert from "node:assert/strict";
import { test } from "node:test";

import { kept, partsOf, spoken } from "../src/marks";

const isKnown = (path: string) => path === "run.amount";

test("a text with values falls into words and values, and its doubled braces are braces", () => {
  assert.deepEqual(partsOf("Pay {run.amount} {{now}} {later}"), ["Pay ", { path: "run.amount" }, " {now} {later}"]);
  assert.deepEqual(partsOf(""), []);
});

test("what is written is kept so that it reads back the same", () => {
  for (const text of ["{", "a } b", "{{}}", "{not.there}", "line\nline", "{ run }"]) {
    assert.equal(partsOf(kept(text, isKnown)).join(""), text);
  }
});

test("a value that is there may be written by hand", () => {
  assert.equal(kept("Pay {run.amount} and {run.fee}", isKnown), "Pay {run.amount} and {{run.fee}}");
});

test("a value that is gone is called by the end of its path", () => {
  assert.equal(spoken("triage.card_number"), "Card number");
});
