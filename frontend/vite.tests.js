import { readdirSync } from "node:fs";

import { defineConfig } from "vite";

// The tests are built like the pages' own scripts, then run by Node's test runner: nothing else to install.
const files = readdirSync("tests").filter((name) => name.endsWith(".test.ts"));

export default defineConfig({
  publicDir: false,
  logLevel: "warn",
  build: {
    ssr: true,
    outDir: "node_modules/.tests",
    emptyOutDir: true,
    target: "node20",
    rolldownOptions: { input: Object.fromEntries(files.map((name) => [name.slice(0, -3), `tests/${name}`])) },
  },
});
