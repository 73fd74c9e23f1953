import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";

import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

// Every browser we support reads woff2; the older formats would only make the build larger.
const woff2Only = {
  name: "woff2-only",
  enforce: "pre",
  transform(code, id) {
    if (!id.includes("tabler-icons") || !id.split("?")[0].endsWith(".css")) return null;
    return code.replace(/,\s*url\("[^"]+\.(?:woff|ttf)[^"]*"\)\s*format\("(?:woff|truetype)"\)/g, "");
  },
};

// The server sends the smaller file beside the plain one to a browser that can read it.
const compressed = {
  name: "compressed",
  writeBundle({ dir }, bundle) {
    for (const [name, made] of Object.entries(bundle)) {
      if (!/\.(css|js)$/.test(name)) continue;
      const bytes = Buffer.from(made.type === "chunk" ? made.code : made.source);
      writeFileSync(join(dir, `${name}.gz`), gzipSync(bytes, { level: 9 }));
      writeFileSync(join(dir, `${name}.br`), brotliCompressSync(bytes));
    }
  },
};

export default defineConfig({
  base: "./",
  publicDir: false,
  plugins: [react(), woff2Only, compressed],
  build: {
    outDir: "../static/ui",
    emptyOutDir: true,
    manifest: "manifest.json",
    assetsDir: "",
    target: "es2022",
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 900,
    rolldownOptions: {
      input: { base: "src/base.ts", canvas: "src/canvas/canvas.tsx" },
      // htmx carries one eval for a feature that allowEval switches off and the pages' policy forbids.
      checks: { eval: false },
    },
  },
});
