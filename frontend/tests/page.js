// What the modules under test expect of a page, as far as they ask while they are loaded.
globalThis.window ??= globalThis;
globalThis.document ??= { documentElement: { lang: "en" } };
