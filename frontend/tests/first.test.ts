import assert from "node:assert/strict";
import { test } from "node:test";

test("it runs", () => assert.equal(1, 1));
