import assert from "node:assert/strict";
import { test } from "node:test";

import { clipText, pasteText } from "../src/canvas/document/clipboard";
import * as edits from "../src/canvas/document/edits";
import { createStore } from "../src/canvas/document/store";
import { fork, ids, line } from "./drawings";
import { serverOf } from "./server";

function opened(document = line("read", "send")) {
  const store = createStore();
  store.receive(serverOf(document).answer());
  return store;
}

const all = { ...edits.NOTHING, steps: ["split", "a", "b", "meet"] };

test("steps are carried to another workflow with the links between them", () => {
  const text = clipText(opened(fork("parallel")), all, "Support");
  const store = opened();
  const { made, words } = pasteText(store, text, { x: 0, y: 0 });
  assert.deepEqual(made, ["split", "a", "b", "meet"]);
  assert.equal(words, "Pasted 4 steps");
  assert.ok(
    ["split>a#p1", "split>b#otherwise", "a>meet", "b>meet"].filter((id) => ids(store.get().document).includes(id))
      .length >= 3,
  );
  store.undo();
  assert.deepEqual(ids(store.get().document), ids(line("read", "send")));
});

test("a text of something else becomes a note, without a word lost or a script run", () => {
  const store = opened();
  const table = "Case\tOwner\r\n<b>1</b>\tRae";
  const { made } = pasteText(store, table, { x: 3, y: 4 });
  assert.equal(made.length, 1);
  assert.equal(store.get().document.notes[0]!.text, "Case\tOwner\n<b>1</b>\tRae");
});

test("nothing, a newer clip and other JSON change nothing that was there", () => {
  const store = opened();
  const { document } = store.get();
  assert.equal(pasteText(store, "  ").made.length, 0);
  assert.match(pasteText(store, '{"steward":"steps","schema":2,"steps":[]}').words, /newer Steward/);
  assert.equal(pasteText(store, '{"steward":"steps","schema":1,"steps":[{"kind":"rocket","key":"a"}]}').made.length, 0);
  assert.equal(store.get().document, document);
});

test("what a document may not hold does not come through", () => {
  const bad = {
    steward: "steps",
    schema: 1,
    steps: [
      {
        kind: "agent",
        key: "a",
        name: "A".repeat(900),
        agent: 3,
        evil: true,
        threshold: 7,
        failure: { attempts: 99, then: "explode" },
      },
      { kind: "agent", key: "__proto__", name: "B", agent: 3 },
      { kind: "tool", key: "c", name: "C", tool: "drop" },
      "text",
    ],
    links: [{ source: "a", target: "gone" }, 7],
    layout: { a: { x: "left", y: null } },
  };
  const store = opened();
  assert.equal(pasteText(store, JSON.stringify(bad)).made.length, 1);
  const step = store.get().document.steps.at(-1) as unknown as Record<string, unknown>;
  assert.equal((step.name as string).length, 200);
  assert.ok(!("evil" in step));
  assert.equal(step.threshold, 1);
  assert.deepEqual(step.failure, { attempts: 10, wait_seconds: 1, then: "escalate" });
});

test("more steps than a workflow holds are refused in a sentence", () => {
  const many = Array.from({ length: 1999 }, (_, place) => `s${place}`);
  const text = clipText(opened(fork("parallel")), all);
  assert.match(pasteText(opened(line(...many)), text).words, /at most 2,000 steps/);
});

test("a step whose agent is another team's comes without it, which is said", () => {
  const store = opened();
  const steps = [
    { kind: "agent", key: "a", name: "Triage", agent: 7 },
    { kind: "agent", key: "b", name: "Answer", agent: 8 },
    { kind: "tool", key: "c", name: "Pay", tool: 0 },
  ];
  const own = { agent: new Set([8]), tool: new Set<number>() };
  const text = JSON.stringify({ steward: "steps", schema: 1, steps });
  const { made, words } = pasteText(store, text, undefined, own);
  assert.equal(words, "Pasted 3 steps. Choose anew who does: Triage. This team does not have them.");
  const agents = store.get().document.steps.flatMap((step) => (step.kind === "agent" && made.includes(step.key) ? [step.agent] : []));
  assert.deepEqual(agents, [0, 8]);
});
