import assert from "node:assert/strict";
import { afterEach, describe, test } from "node:test";

import * as edits from "../src/canvas/document/edits";
import { openKeep } from "../src/canvas/document/keep";
import { createStore } from "../src/canvas/document/store";
import { createSync } from "../src/canvas/document/sync";
import { line } from "./drawings";
import { serverOf, storageOf } from "./server";

const running: { stop(): void }[] = [];
afterEach(() => running.splice(0).forEach((sync) => sync.stop()));

interface Setting {
  storage?: Storage;
  server?: ReturnType<typeof serverOf>;
}

/** A person's tab with the draft open. */
async function tab({ storage = storageOf(), server = serverOf(line("read", "send")) }: Setting = {}) {
  const store = createStore();
  const told: string[] = [];
  const sync = createSync(store, {
    addresses: { document: "/document/", changes: "/changes/" },
    ask: server.ask,
    keep: openKeep("1:2", storage, null),
    tell: (sentence) => told.push(sentence),
    pause: 2,
    longest: 10,
  });
  running.push(sync);
  const started = sync.start();
  await Promise.race([started, until(() => store.get().save === "offline")]);
  const rename = (key: string, name: string) =>
    store.edit("Renamed", (document) => edits.renameStep(document, key, name));
  const name = (key: string) => store.get().document.steps.find((step) => step.key === key)?.name;
  return { store, sync, server, storage, told, rename, name, saved: () => until(() => store.get().save === "saved") };
}

async function until(holds: () => boolean): Promise<void> {
  for (let turn = 0; !holds(); turn += 1) {
    if (turn > 2000) throw new Error("It never came to that.");
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

const named = (server: ReturnType<typeof serverOf>, key: string) =>
  server.now().steps.find((step) => step.key === key)?.name;

describe("saving by itself", () => {
  test("an edit is saved a moment later, and that is said", async () => {
    const { store, server, rename, saved } = await tab();
    rename("read", "Look");
    assert.equal(store.get().save, "saving");
    await saved();
    assert.equal(named(server, "read"), "Look");
    assert.equal(store.get().saveWords, "Saved");
  });

  test("one request at a time; what comes meanwhile goes with the next", async () => {
    const { server, rename, saved } = await tab();
    const open = server.shut();
    rename("read", "Look");
    await until(() => server.asked.includes("post"));
    rename("send", "Post");
    await new Promise((resolve) => setTimeout(resolve, 20));
    assert.equal(server.asked.filter((each) => each === "post").length, 1);
    open();
    await saved();
    assert.deepEqual([named(server, "read"), named(server, "send")], ["Look", "Post"]);
  });

  test("nothing is fetched or sent while something is dragged", async () => {
    const { store, server, sync, name } = await tab();
    const before = server.asked.length;
    const release = store.hold();
    server.colleague((document) => edits.renameStep(document, "send", "Post"));
    void sync.refresh();
    await new Promise((resolve) => setTimeout(resolve, 10));
    assert.equal(server.asked.length, before);
    release();
    await until(() => name("send") === "Post");
  });

  test("news of what is known already is a short answer", async () => {
    const { store, server, sync } = await tab();
    const { document } = store.get();
    await sync.refresh();
    assert.equal(store.get().document, document);
    assert.deepEqual(server.asked, ["get", "get"]);
  });

  test("a conflict is said until somebody has chosen", async () => {
    const { store, server, rename, saved } = await tab();
    server.colleague((document) => edits.renameStep(document, "read", "Study"));
    rename("read", "Look");
    await until(() => store.get().save === "conflict");
    store.keepMine(store.get().conflicts[0]!);
    await saved();
    assert.equal(named(server, "read"), "Look");
  });
});

describe("a lost line", () => {
  test("edits are kept, which is said, and saved when the line is back", async () => {
    const { store, server, rename, saved } = await tab();
    server.stumble({ kind: "later" });
    rename("read", "Look");
    rename("send", "Post");
    await until(() => store.get().save === "offline");
    assert.match(store.get().saveWords, /kept in this browser/);
    server.stumble(null);
    await saved();
    assert.equal(named(server, "send"), "Post");
  });

  test("a server that dies while it saves is asked again, and nothing is there twice", async () => {
    const { store, server, saved } = await tab();
    server.stumble("dies after saving");
    store.make("Added", (document) => edits.addAfter(document, "read", { kind: "person", name: "Ask Rae" }));
    await until(() => store.get().save === "offline");
    server.stumble(null);
    await saved();
    assert.equal(server.now().steps.filter((step) => step.name.startsWith("Ask Rae")).length, 1);
    assert.deepEqual(store.get().conflicts, []);
  });

  test("edits outlive a closed tab and are sent from the next one", async () => {
    const first = await tab();
    first.server.stumble({ kind: "later" });
    first.rename("read", "Look");
    await until(() => first.store.get().save === "offline");
    first.sync.stop();
    first.server.stumble(null);
    first.server.colleague((document) => edits.renameStep(document, "send", "Post"));

    const second = await tab({ storage: first.storage, server: first.server });
    assert.deepEqual([second.name("read"), second.name("send")], ["Look", "Post"]);
    assert.equal(second.told.length, 1);
    await second.saved();
    assert.equal(named(first.server, "read"), "Look");
    assert.equal(first.storage.length, 0);
  });

  test("a page that opens without a line shows the draft and what was kept once it is there", async () => {
    const storage = storageOf({
      "steward:draft:1:2:gone": JSON.stringify({
        changes: [{ at: ["steps", "read", "name"], old: "Read", new: "Look" }],
        since: 1,
      }),
    });
    const server = serverOf(line("read"));
    server.stumble({ kind: "later" });
    const { store, name, saved } = await tab({ storage, server });
    assert.equal(store.get().ready, false);
    assert.equal(store.get().save, "offline");
    server.stumble(null);
    await until(() => store.get().ready && name("read") === "Look");
    await saved();
    assert.equal(named(server, "read"), "Look");
  });

  test("kept edits nobody can read are left out", async () => {
    const storage = storageOf({
      "steward:draft:1:2:a": "{",
      "steward:draft:1:2:b": '{"changes": [{"at": "x"}]}',
      other: "mine",
    });
    const { store, saved } = await tab({ storage });
    await saved();
    assert.deepEqual(store.pending(), []);
    assert.equal(storage.getItem("other"), "mine");
  });

  test("a browser without room says that the page must stay open", async () => {
    const storage = {
      ...storageOf(),
      setItem: () => {
        throw new Error("full");
      },
    } as Storage;
    const { store, server, rename } = await tab({ storage });
    server.stumble({ kind: "later" });
    rename("read", "Look");
    await until(() => store.get().save === "offline");
    assert.match(store.get().saveWords, /Leave the page open/);
  });
});

describe("a server that refuses", () => {
  test("who is signed out is told so, and the edits go through after signing in", async () => {
    const { store, server, rename, saved, storage } = await tab();
    server.stumble({ kind: "refused", sentence: "You are signed out." });
    rename("read", "Look");
    await until(() => store.get().save === "refused");
    assert.equal(store.get().saveWords, "You are signed out.");
    assert.equal(storage.length, 1);
    server.stumble(null);
    await saved();
    assert.equal(named(server, "read"), "Look");
  });

  test("what can never be saved is said once, and undoing it is all it takes", async () => {
    const { store, server, rename, saved } = await tab();
    server.stumble({ kind: "unfit", sentence: "This name is too long." });
    rename("read", "Look");
    await until(() => store.get().save === "refused");
    const asked = server.asked.length;
    await new Promise((resolve) => setTimeout(resolve, 30));
    assert.equal(server.asked.length, asked);
    server.stumble(null);
    store.undo();
    await saved();
    assert.equal(named(server, "read"), "Read");
  });

  test("it can be thrown away, too", async () => {
    const { store, server, rename, name, saved, storage } = await tab();
    server.stumble({ kind: "unfit", sentence: "No." });
    rename("read", "Look");
    await until(() => store.get().save === "refused");
    server.stumble(null);
    store.discard();
    await saved();
    assert.equal(name("read"), "Read");
    assert.equal(storage.length, 0);
  });
});

test("two tabs of one person are as good as two people", async () => {
  const storage = storageOf();
  const one = await tab({ storage });
  const two = await tab({ storage, server: one.server });
  one.rename("read", "Look");
  two.rename("send", "Post");
  await one.saved();
  await two.saved();
  await one.sync.refresh();
  assert.deepEqual([one.name("read"), one.name("send")], ["Look", "Post"]);
  assert.deepEqual([two.name("read"), two.name("send")], ["Look", "Post"]);
});
