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

export default defineConfig({
  base: "./",
  publicDir: false,
  plugins: [woff2Only],
  build: {
    outDir: "../static/ui",
    emptyOutDir: true,
    manifest: "manifest.json",
    assetsDir: "",
    target: "es2022",
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 900,
    rolldownOptions: {
      input: { base: "src/base.ts" },
      // htmx carries one eval for a feature that allowEval switches off and the pages' policy forbids.
      checks: { eval: false },
    },
  },
});
