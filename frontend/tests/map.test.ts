import assert from "node:assert/strict";
import { test } from "node:test";

import type { Card } from "../src/canvas/document/answers";
import type { Document, Step } from "../src/canvas/document/types";
import { changesOf } from "../src/canvas/compare/changes";
import type { Moves, RunMap, StepState } from "../src/canvas/map/answers";
import { hereOf, newsOf } from "../src/canvas/map/follow";
import { follow } from "../src/canvas/map/following";
import { linkLooksOf, lookOf, tookWords } from "../src/canvas/map/looks";
import { isChanged, trialLooks } from "../src/canvas/trial/looks";

const state = (word: string, part: Partial<StepState> = {}): StepState => ({
  state: word.toLowerCase(),
  word,
  icon: "check",
  visits: 1,
  confidence: null,
  threshold: null,
  milliseconds: 0,
  summary: "",
  given: [],
  gave: [],
  place: "",
  href: "",
  ...part,
});

const step = (key: string, part: object = {}): Step => ({ kind: "agent", key, name: key, agent: 1, failure: { attempts: 1, wait_seconds: 0, then: "fail" }, ...part }) as Step;

const card = (name: string, gives: string[] = []): Card => ({
  ...{ key: name, kind: "agent", job: "Ask an agent", icon: "robot", name, who: "Triage", model: "", when: "", facts: [] },
  ...{ takes: [], gives: gives.map((key) => ({ key, name: key, type: "Text" })), threshold: null, href: "", serious: false },
});

function documentOf(...steps: Step[]): Document {
  const keys = ["start", ...steps.map((each) => each.key), "end"];
  const links = keys.slice(1).map((target, at) => ({ source: keys[at]!, target, key: "", name: "", otherwise: false, rank: 0 }));
  const limits = { steps: 1, tokens: 1, tool_calls: 1, minutes: 1 };
  return { schema: 1, inputs: [], steps, links, limits, end: { outcome: "Done", outcome_path: "", results: [] }, layout: {}, notes: [], groups: [] };
}

function mapOf(states: Record<string, StepState>, part: Partial<RunMap> = {}): RunMap {
  const document = documentOf(...Object.keys(states).map((key) => step(key)));
  const cards = Object.fromEntries(Object.keys(states).map((key) => [key, card(key)]));
  return { document, cards, link_words: {}, states, links: {}, over: false, status: "It ended", look: { tone: "running", word: "Running", icon: "x" }, started: "", question: null, ...part };
}

test("news while the map is asked for is asked for once, afterwards, without the drawing", async () => {
  const body = new EventTarget();
  Object.assign(globalThis.document, { body });
  Object.assign(globalThis, { addEventListener: () => undefined, removeEventListener: () => undefined });
  const asked: string[] = [];
  let answer: (map: RunMap | Moves) => void = () => undefined;
  const ask = <T>(address: string) => (asked.push(address), new Promise<T | null>((give) => (answer = give as typeof answer)));
  const { seen, stop } = follow("/map/", "run:7", ask);
  for (let news = 0; news < 3; news += 1) body.dispatchEvent(new Event("run-7-changed"));
  assert.deepEqual(asked, ["/map/"]);
  const first = mapOf({ triage: state("Running") });
  answer(first);
  await new Promise(setImmediate);
  assert.deepEqual(asked, ["/map/", "/map/?moves=1"]);
  const { document: _drawing, cards: _cards, link_words: _words, ...moves } = mapOf({ triage: state("Finished") });
  answer(moves);
  await new Promise(setImmediate);
  assert.equal(asked.length, 2);
  assert.equal(seen.get().map?.states.triage?.word, "Finished");
  assert.equal(seen.get().map?.document, first.document, "the drawing stays the same object");
  stop();
});

test("a step says what it was given and gave, how sure it is and how long it took", () => {
  const { inside, spoken } = lookOf(
    state("Finished", { confidence: 0.4, threshold: 0.6, milliseconds: 2100, given: [{ name: "Message", value: "Hi" }], gave: [{ name: "Category", value: "Card lost" }] }),
  );
  assert.deepEqual(inside, { given: "Message: Hi", gave: "Category: Card lost", told: "", sure: "40 % sure", isLow: true, took: "2 s" });
  assert.equal(spoken, "Finished, 2 s, 40 % sure. Gave Category: Card lost");
  assert.equal(lookOf(state("Not yet", { visits: 0 })).inside, undefined);
  assert.deepEqual([tookWords(0), tookWords(464), tookWords(120_000)], ["", "464 ms", "2 min"]);
});

test("links that were taken and those that were not are told apart; of the rest nothing is said", () => {
  assert.deepEqual(linkLooksOf({ "a>b": true, "a>c": false }), { "a>b": { tone: "taken", word: "" }, "a>c": { tone: "passed", word: "" } });
});

test("who follows is shown the step at work and told what became another", () => {
  const before = mapOf({ triage: state("Running"), reply: state("Ahead") });
  const now = mapOf({ triage: state("Finished"), reply: state("Running") }, { over: true });
  assert.equal(hereOf(before, ["triage", "reply"]), "triage");
  assert.equal(newsOf(before, now), "triage: Finished. reply: Running. It ended");
  assert.equal(newsOf(now, now), "");
});

test("a step that was changed since a trial loses its values, others keep them", () => {
  const map = mapOf({ triage: state("Finished"), reply: state("Finished") });
  const moved = { ...documentOf(step("triage", { threshold: 0.9 }), step("reply", { name: "Answer" }), step("new")), layout: { reply: { x: 1, y: 2 } } };
  const looks = trialLooks(map, { document: moved, cards: map.cards }, () => undefined);
  assert.equal(looks.triage?.tone, "stale");
  assert.equal(looks.reply?.word, "Finished");
  assert.equal(looks.new, undefined);
});

test("an agent's newer version counts as a change of its step", () => {
  const document = documentOf(step("triage"));
  const then = { document, cards: { triage: card("triage", ["category"]) } };
  const now = { document, cards: { triage: card("triage", ["category", "reason"]) } };
  assert.equal(isChanged(then, then, "triage"), false);
  assert.equal(isChanged(then, now, "triage"), true);
});

test("the step a trial asks at carries the question", () => {
  const map = mapOf({ refund: state("Waiting") }, { question: { step: "refund", case: 1, title: "Send it for real?" } });
  const answer = () => undefined;
  const { word, about, act } = trialLooks(map, map, answer).refund!;
  assert.deepEqual([word, about, act], ["Waiting", "Send it for real?", answer]);
});

test("changes between versions are walked through from start to end; links of new steps are not told apart", () => {
  const document = documentOf(step("a"), step("b"), step("c"));
  const marks = { steps: { a: "changed", b: "added", c: "same", end: "changed" } as const, links: { "start>a": "changed", "a>b": "added", "b>c": "added" } as const };
  const found = changesOf({ document, cards: {}, link_words: {}, marks }, ["a", "b", "c"]);
  assert.deepEqual(found.map((change) => change.id), ["start>a", "a", "b", "end"]);
});
