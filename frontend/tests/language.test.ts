import assert from "node:assert/strict";
import { test } from "node:test";

// What a page in French holds before its modules run.
Object.assign(globalThis, {
  window: { stewardTexts: { Save: "Enregistrer", "%(n)s step": ["%(n)s étape", "%(n)s étapes"] } },
  document: { documentElement: { lang: "fr" } },
});
const { fill, gettext, ngettext } = await import("../src/language");

test("a text is said in the language of the page, and in English where it is not translated", () => {
  assert.equal(gettext("Save"), "Enregistrer");
  assert.equal(gettext("Undo"), "Undo");
});

test("things are counted as the language counts", () => {
  const said = (n: number) => ngettext("%(n)s step", "%(n)s steps", n);
  assert.deepEqual([0, 1, 2].map(said), ["%(n)s étape", "%(n)s étape", "%(n)s étapes"]);
  const english = (n: number) => ngettext("%(n)s link", "%(n)s links", n);
  assert.deepEqual([0, 1, 2].map(english), ["%(n)s links", "%(n)s link", "%(n)s links"]);
});

test("values take their places, numbers as the language writes them", () => {
  assert.equal(fill("%(who)s: %(n)s %%", { who: "Rae", n: 1234.5 }), "Rae: 1\u202f234,5 %");
  assert.equal(fill("%(who)s and %(other)s", { who: "%(other)s" }), "%(other)s and %(other)s");
});
