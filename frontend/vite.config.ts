import { readdirSync } from "node:fs";
import { defineConfig } from "vite";

// Every module directly under src/ is the entry of a page; what they share is in folders.
const entries = readdirSync("src").filter((name) => name.endsWith(".ts")).map((name) => `src/${name}`);

export default defineConfig({
  base: "/static/",
  build: {
    outDir: "../src/rasid/web/static",
    emptyOutDir: true,
    manifest: "manifest.json",
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0, // a strict content security policy has no data: addresses
    rollupOptions: { input: entries },
  },
});
