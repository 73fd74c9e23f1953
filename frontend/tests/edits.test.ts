import assert from "node:assert/strict";
import { describe, test } from "node:test";

import * as edits from "../src/canvas/document/edits";
import { keyFor } from "../src/canvas/document/names";
import { agent, empty, fork, ids, line, link } from "./drawings";

const none = edits.NOTHING;
const draft = { kind: "agent", agent: 7, name: "Draft" } as const;

describe("adding steps", () => {
  test("the first one leads from the start to the end", () => {
    const { document, made } = edits.addAfter(empty(), "start", draft);
    assert.deepEqual(made, ["draft"]);
    assert.deepEqual(ids(document), ["draft>end", "start>draft"]);
  });

  test("one on a link cuts it", () => {
    const { document } = edits.addOnLink(line("read", "send"), "read>send", draft, { x: 5, y: 6 });
    assert.deepEqual(ids(document), ["draft>send", "read>draft", "send>end", "start>read"]);
    assert.deepEqual(document.layout, { draft: { x: 5, y: 6 } });
  });

  test("one after a fork comes where its paths meet", () => {
    const { document } = edits.addAfter(fork("choose"), "split", draft);
    assert.ok(["a>draft", "b>draft", "draft>last"].every((id) => ids(document).includes(id)));
    assert.ok(
      edits
        .addAfter(fork("parallel"), "split", draft)
        .document.links.some((each) => each.source === "meet" && each.target === "draft"),
    );
  });

  test("a choice comes with a path to describe and an otherwise", () => {
    const { document } = edits.addAfter(line("read"), "read", { kind: "choose" });
    assert.deepEqual(ids(document), [
      "choose_a_path>end#otherwise",
      "choose_a_path>end#p1",
      "read>choose_a_path",
      "start>read",
    ]);
  });

  test("parts at the same time come with two of them and a join", () => {
    const { document, made } = edits.addAfter(line("read"), "read", { kind: "parallel" });
    const [split, join] = made as [string, string];
    assert.deepEqual(
      ids(document),
      [`${join}>end`, `${split}>${join}#p1`, `${split}>${join}#p2`, `read>${split}`, "start>read"].toSorted(),
    );
  });

  test("a join takes all that led where it goes on", () => {
    const { document, made } = edits.addOnLink(fork("choose"), "a>last", { kind: "join" });
    assert.ok(ids(document).includes(`b>${made[0]}`));
  });

  test("one more path is asked before the otherwise", () => {
    const { document } = edits.addPath(fork("choose"), "split", draft);
    const out = document.links.filter((each) => each.source === "split").toSorted((a, b) => a.rank - b.rank);
    assert.deepEqual(
      out.map((each) => each.target),
      ["a", "draft", "b"],
    );
    assert.equal(out[2]!.otherwise, true);
    assert.ok(ids(document).includes("draft>last"));
  });

  test("keys and names are told apart as the server does it", () => {
    const { document } = edits.addAfter(edits.addAfter(line("read"), "read", draft).document, "read", draft);
    assert.deepEqual(
      document.steps.map((each) => each.name),
      ["Read", "Draft", "Draft 2"],
    );
    assert.deepEqual(
      document.steps.map((each) => each.key),
      ["read", "draft", "draft_2"],
    );
    assert.equal(keyFor("Card number (last 4)"), "card_number_last_4");
    assert.equal(keyFor("Größe 👍"), "grosse");
    assert.equal(keyFor("12 monkeys"), "field_12_monkeys");
    assert.equal(keyFor("عربي", ["field"]), "field_2");
  });
});

describe("drawing links", () => {
  test("a way that only led to the end by default is led to the step instead", () => {
    const loose = edits.addStep(line("read"), draft).document;
    const { document } = edits.connect(loose, "read", "draft");
    assert.deepEqual(ids(document), ["draft>end", "read>draft", "start>read"]);
  });

  test("a second link from a step is a second part", () => {
    const { document, links } = edits.connect(line("read", "check", "send"), "read", "send");
    assert.deepEqual(links, ["read>send"]);
    assert.ok(ids(document).includes("read>check"));
  });

  test("circles, doubles and links out of an end are refused in a sentence", () => {
    const drawing = line("read", "send");
    assert.match(edits.mayConnect(drawing, "send", "read") ?? "", /circle/);
    assert.match(edits.mayConnect(drawing, "read", "send") ?? "", /already/);
    assert.match(edits.mayConnect(drawing, "read", "read") ?? "", /itself/);
    assert.match(edits.mayConnect(drawing, "end", "read") ?? "", /follows an end/);
    assert.match(edits.mayConnect(drawing, "read", "start") ?? "", /start/);
    assert.equal(edits.connect(drawing, "send", "read").document, drawing);
  });

  test("a link led elsewhere keeps its name and condition", () => {
    const drawing = edits.setLink(fork("choose"), "split>a#p1", { name: "Is urgent" });
    const { document } = edits.reconnect(drawing, "split>a#p1", { target: "last" });
    assert.equal(document.links.find((each) => each.source === "split" && each.target === "last")?.name, "Is urgent");
  });

  test("the order of paths is kept by their rank, otherwise last", () => {
    const grown = edits.addPath(fork("choose"), "split").document;
    const swapped = edits.reorderLinks(grown, "split", ["split>last#p2", "split>b#otherwise", "split>a#p1"]);
    const out = swapped.links.filter((each) => each.source === "split").toSorted((a, b) => a.rank - b.rank);
    assert.deepEqual(
      out.map((each) => each.key),
      ["p2", "p1", "otherwise"],
    );
  });
});

describe("taking out", () => {
  const remove = (document = line("read"), steps: string[]) => edits.removeSelection(document, { ...none, steps });

  test("what led to a step leads to what followed it", () => {
    assert.deepEqual(ids(remove(line("read", "check", "send"), ["check"])), ["read>send", "send>end", "start>read"]);
    assert.deepEqual(ids(remove(line("read", "check", "send"), ["send", "read", "check"])), ["start>end"]);
  });

  test("a path that is emptied stays a path", () => {
    assert.ok(ids(remove(fork("choose"), ["a"])).includes("split>last#p1"));
  });

  test("of a fork the first path leads on, and nothing on the others is lost", () => {
    const made = remove(fork("parallel"), ["split"]);
    assert.ok(ids(made).includes("read>a"));
    assert.deepEqual(
      made.steps.map((each) => each.key),
      ["read", "a", "b", "last"],
    );
  });

  test("a group goes with its last step, and a frame alone leaves its steps", () => {
    const { document, made } = edits.group(line("read", "send"), ["read"], "First");
    assert.deepEqual(remove(document, ["read"]).groups, []);
    assert.equal(edits.removeSelection(document, { ...none, groups: made }).steps.length, 2);
  });

  test("a document is never changed in place", () => {
    const before = fork("parallel");
    const text = JSON.stringify(before);
    remove(before, ["split", "a"]);
    edits.addPath(before, "split", draft);
    edits.paste(before, edits.copyOf(before, { ...none, steps: ["a", "b"] }));
    assert.equal(JSON.stringify(before), text);
  });
});

describe("copies", () => {
  const asking = {
    ...line("read", "send"),
    inputs: [{ key: "message", name: "Message", type: "text" as const }],
    steps: [
      agent("read", { inputs: { text: { path: "run.message", text: "" } } }),
      agent("send", {
        inputs: { to: { path: "read.address", text: "" }, body: { path: "", text: "Dear {read.name}" } },
      }),
    ],
  };

  test("links between the copies are kept, and they ask one another", () => {
    const made = edits.paste(asking, edits.copyOf(asking, { ...none, steps: ["read", "send"] }));
    assert.deepEqual(made.made, ["read_2", "send_2"]);
    assert.ok(ids(made.document).includes("read_2>send_2"));
    const copy = made.document.steps.at(-1) as ReturnType<typeof agent> & { inputs: Record<string, unknown> };
    assert.deepEqual(copy.inputs, {
      to: { path: "read_2.address", text: "" },
      body: { path: "", text: "Dear {read_2.name}" },
    });
    assert.deepEqual(made.left, []);
  });

  test("what a copy asks of steps outside stays where they are there, else it is named", () => {
    const clip = edits.copyOf(asking, { ...none, steps: ["send"] });
    const here = edits.paste(asking, clip);
    assert.deepEqual(here.left, []);
    const elsewhere = edits.paste(line("other"), clip);
    assert.deepEqual(elsewhere.left, ["Send"]);
    assert.ok(!("to" in (elsewhere.document.steps.at(-1) as { inputs: object }).inputs));
  });

  test("a doubled step follows the first one", () => {
    const { document, made } = edits.duplicate(line("read", "send"), { ...none, steps: ["read"] });
    assert.deepEqual(made, ["read_2"]);
    assert.deepEqual(ids(document), ["read>read_2", "read_2>send", "send>end", "start>read"]);
    assert.equal(document.steps.find((each) => each.key === "read_2")?.kind, "agent");
  });

  test("they lie where they are put", () => {
    const laid = edits.moveTo(asking, { read: { x: 10.4, y: 10 }, send: { x: 10, y: 110 } });
    const { document } = edits.paste(laid, edits.copyOf(laid, { ...none, steps: ["read", "send"] }), { x: 300, y: 0 });
    assert.deepEqual(document.layout.send_2, { x: 300, y: 100 });
  });
});

describe("notes, groups and places", () => {
  test("a step lies in one group only", () => {
    const first = edits.group(line("read", "send"), ["read", "send"], "All");
    const second = edits.group(first.document, ["send"], "Sending");
    assert.deepEqual(
      second.document.groups.map((each) => each.steps),
      [["read"], ["send"]],
    );
    const moved = edits.putInGroup(second.document, ["read"], second.made[0]!);
    assert.deepEqual(
      moved.groups.map((each) => each.steps),
      [["send", "read"]],
    );
  });

  test("notes are moved like steps and never grow out of bounds", () => {
    const { document, made } = edits.addNote(line("read"), { x: 1, y: 2 }, "x".repeat(6000));
    const moved = edits.moveTo(document, { [`note:${made[0]}`]: { x: 30, y: 40 }, read: { x: 1, y: 1 } });
    assert.equal(moved.notes[0]!.x, 30);
    assert.equal(moved.notes[0]!.text.length, 5000);
    assert.deepEqual(edits.tidy(moved).layout, {});
    assert.equal(edits.setNote(moved, made[0]!, { width: 9 }).notes[0]!.width, 80);
  });

  test("a name of five hundred characters is cut, an empty one is refused", () => {
    const long = edits.renameStep(line("read"), "read", "👍".repeat(500)).steps[0]!.name;
    assert.equal([...long].length, 200);
    assert.equal(edits.renameStep(line("read"), "read", "  ").steps[0]!.name, "Read");
  });
});

test("two thousand steps are edited without a noticeable wait", () => {
  const keys = Array.from({ length: 2000 }, (_, place) => `s${place}`);
  const { document } = edits.addOnLink(line(...keys), "s1000>s1001", draft);
  assert.equal(document.steps.length, 2001);
  assert.equal(edits.removeSelection(document, { ...none, links: [], steps: ["s5"] }).links.length, 2001);
  assert.ok(link("a", "b"));
});
