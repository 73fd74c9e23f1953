import assert from "node:assert/strict";
import { describe, test } from "node:test";

import * as edits from "../src/canvas/document/edits";
import type { Store } from "../src/canvas/document/store";
import { createStore } from "../src/canvas/document/store";
import { cardOf } from "../src/canvas/document/cards";
import { ids, line } from "./drawings";
import { serverOf } from "./server";

function opened(document = line("read", "send")) {
  const server = serverOf(document);
  const store = createStore();
  store.receive(server.answer());
  return { server, store };
}

const rename = (store: Store, key: string, name: string, merge?: string) =>
  store.edit(`Renamed ${key}`, (document) => edits.renameStep(document, key, name), merge ? { merge } : {});
const name = (store: Store, key: string) => store.get().document.steps.find((step) => step.key === key)?.name;

async function save(store: Store, server: ReturnType<typeof serverOf>) {
  const sent = { changes: store.pending(), revision: store.get().revision, mine: store.get().document };
  const reply = await server.ask<ReturnType<typeof server.answer>>("/", sent);
  assert.equal(reply.kind, "answer");
  return () => reply.kind === "answer" && store.receive(reply.answer, { sent });
}

describe("undo", () => {
  test("takes back and does again what a person did, with its name", () => {
    const { store } = opened();
    store.make("Added “Draft”", (document) =>
      edits.addAfter(document, "read", { kind: "agent", agent: 1, name: "Draft" }),
    );
    assert.equal(store.get().undoWords, "Added “Draft”");
    assert.equal(store.undo(), "Undone: Added “Draft”");
    assert.deepEqual(ids(store.get().document), ids(line("read", "send")));
    assert.match(store.redo() ?? "", /Done again/);
    assert.equal(name(store, "draft"), "Draft");
    assert.equal(store.redo(), null);
  });

  test("typing is one deed, and a pause or another field begins a new one", () => {
    const { store } = opened();
    for (const each of ["R", "Re", "Rea"]) rename(store, "read", each, "name:read");
    rename(store, "send", "S", "name:send");
    store.undo();
    assert.equal(name(store, "read"), "Rea");
    store.undo();
    assert.equal(name(store, "read"), "Read");
    assert.equal(store.undo(), null);
  });

  test("leaves alone what a colleague did since", () => {
    const { store, server } = opened();
    rename(store, "read", "Look");
    server.colleague((document) => edits.renameStep(edits.renameStep(document, "read", "Study"), "send", "Post"));
    store.receive(server.answer());
    store.discard();
    assert.equal(name(store, "read"), "Study");
    rename(store, "send", "Send off");
    server.colleague((document) => edits.addAfter(document, "send", { kind: "end" }).document);
    store.receive(server.answer());
    store.undo();
    assert.equal(name(store, "send"), "Post");
    assert.equal(store.get().document.steps.length, 3);
  });

  test("of a place somebody changed since says so and changes nothing there", async () => {
    const { store, server } = opened();
    rename(store, "read", "Look");
    (await save(store, server))();
    server.colleague((document) => edits.renameStep(document, "read", "Study"));
    store.receive(server.answer());
    assert.match(store.undo() ?? "", /stays as it is/);
    assert.equal(name(store, "read"), "Study");
  });

  test("of a new step works though the server has filled it in meanwhile", async () => {
    const { store, server } = opened();
    store.make("Added", (document) => edits.addAfter(document, "read", { kind: "agent", agent: 1, name: "Draft" }));
    server.completes((document) =>
      edits.setStep(document, "draft", { inputs: { text: { path: "run.a", text: "" } } } as object),
    );
    rename(store, "draft", "Draft it");
    (await save(store, server))();
    assert.ok("inputs" in store.get().document.steps.at(-1)!);
    store.undo();
    store.undo();
    assert.deepEqual(ids(store.get().document), ids(line("read", "send")));
    assert.deepEqual(store.pending().find((each) => each.at[1] === "draft")?.new, null);
    (await save(store, server))();
    assert.equal(server.now().steps.length, 2);
  });

  test("of a step that is being saved, and completed meanwhile, is no conflict", async () => {
    const { store, server } = opened();
    store.make("Added", (document) => edits.addAfter(document, "read", { kind: "agent", agent: 1, name: "Draft" }));
    server.completes((document) =>
      edits.setStep(document, "draft", { inputs: { text: { path: "run.a", text: "" } } } as object),
    );
    const answered = await save(store, server);
    store.undo();
    answered();
    (await save(store, server))();
    assert.deepEqual(store.get().conflicts, []);
    assert.equal(server.now().steps.length, 2);
  });

  test("takes back what was saved in a form beside the canvas", () => {
    const { store, server } = opened();
    server.colleague((document) => edits.renameStep(document, "read", "Look"), "Ben");
    store.receive(server.answer(), { isOwnForm: true });
    assert.equal(store.get().undoWords, "Changed “Look”");
    store.undo();
    assert.equal(name(store, "read"), "Read");
  });
});

describe("two people at once", () => {
  test("changes of different fields both stand", async () => {
    const { store, server } = opened();
    rename(store, "read", "Look");
    server.colleague((document) => edits.renameStep(document, "send", "Post"));
    (await save(store, server))();
    assert.deepEqual([name(store, "read"), name(store, "send")], ["Look", "Post"]);
    assert.deepEqual(store.pending(), []);
    assert.deepEqual(store.get().conflicts, []);
  });

  test("what I go on doing while it is saved is not lost", async () => {
    const { store, server } = opened();
    rename(store, "read", "Look");
    const answered = await save(store, server);
    rename(store, "read", "Look at it");
    rename(store, "send", "Post");
    answered();
    assert.deepEqual([name(store, "read"), name(store, "send")], ["Look at it", "Post"]);
    assert.deepEqual(
      store.pending().map((each) => each.old),
      ["Look", "Send"],
    );
  });

  test("the same field is a question, and mine can be had after all", async () => {
    const { store, server } = opened();
    rename(store, "read", "Look");
    server.colleague((document) => edits.renameStep(document, "read", "Study"));
    (await save(store, server))();
    assert.equal(name(store, "read"), "Study");
    const [conflict] = store.get().conflicts;
    assert.deepEqual([conflict?.yours, conflict?.theirs], ["Look", "Study"]);
    store.keepMine(conflict!);
    assert.equal(name(store, "read"), "Look");
    assert.deepEqual(store.get().conflicts, []);
    (await save(store, server))();
    assert.equal(server.now().steps[0]!.name, "Look");
  });

  test("news that come before I could save do not hide that we both changed it", async () => {
    const { store, server } = opened();
    rename(store, "read", "Look");
    server.colleague((document) => edits.renameStep(document, "read", "Study"));
    store.receive(server.answer());
    assert.equal(name(store, "read"), "Look");
    (await save(store, server))();
    assert.equal(store.get().conflicts.length, 1);
    store.keepTheirs(store.get().conflicts[0]!);
    assert.equal(name(store, "read"), "Study");
  });

  test("what I change back shows what the colleague made of it", () => {
    const { store, server } = opened();
    rename(store, "read", "Look");
    server.colleague((document) => edits.renameStep(document, "read", "Study"));
    store.receive(server.answer());
    store.undo();
    assert.equal(name(store, "read"), "Study");
    assert.deepEqual(store.pending(), []);
  });

  test("a step a colleague removed while I changed it can be brought back with its links", async () => {
    const { store, server } = opened(line("read", "check", "send"));
    rename(store, "check", "Check twice");
    server.colleague((document) => edits.removeSelection(document, { ...edits.NOTHING, steps: ["check"] }));
    store.receive(server.answer());
    const mine = line("read", "check", "send");
    const changes = store.pending();
    assert.equal(changes.length, 1);
    const reply = await server.ask<ReturnType<typeof server.answer>>("/", { changes });
    assert.ok(reply.kind === "answer" && reply.answer.conflicts?.[0]?.gone);
    store.receive(reply.answer, {
      sent: { changes, revision: 1, mine: edits.renameStep(mine, "check", "Check twice") },
    });
    assert.equal(name(store, "check"), undefined);
    store.keepMine(store.get().conflicts[0]!);
    assert.equal(name(store, "check"), "Check twice");
    assert.deepEqual(ids(store.get().document), ids(mine));
  });

  test("two new steps of one key both stay", async () => {
    const { store, server } = opened();
    const add = (given: string) => (document: ReturnType<typeof line>) =>
      edits.addAfter(document, "read", { kind: "person", name: "Ask", instructions: given });
    store.make("Added", add("mine"));
    server.colleague((document) => add("theirs")(document).document);
    (await save(store, server))();
    store.keepMine(store.get().conflicts[0]!);
    (await save(store, server))();
    assert.deepEqual(
      server
        .now()
        .steps.map((step) => "instructions" in step && step.instructions)
        .filter(Boolean)
        .toSorted(),
      ["mine", "theirs"],
    );
  });
});

test("nothing moves under a hand that drags", () => {
  const { store, server } = opened();
  const release = store.hold();
  server.colleague((document) => edits.renameStep(document, "read", "Study"));
  store.receive(server.answer());
  assert.equal(name(store, "read"), "Read");
  release();
  assert.equal(name(store, "read"), "Study");
});

test("a step has a card before the server knows it, and the same one as long as nothing changes", () => {
  const { store } = opened();
  const [key] = store.make("Added", (document) =>
    edits.addAfter(document, "read", { kind: "person", name: "Ask Rae" }),
  );
  const card = cardOf(store.get(), key!);
  assert.deepEqual([card.name, card.kind], ["Ask Rae", "person"]);
  assert.equal(cardOf(store.get(), key!), card);
});
