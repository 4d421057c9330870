import { readdirSync, readFileSync } from "node:fs";
import { defineConfig, type Plugin } from "vite";

// Every module directly under src/ is the entry of a page; what they share is in folders.
const entries = readdirSync("src").filter((name) => name.endsWith(".ts")).map((name) => `src/${name}`);

// Whatever shows an act or a family says which; its colour follows from the one list of families.
const FAMILIES = "virtual:families.css";
const families: Plugin = {
  name: "families",
  resolveId: (id) => (id === FAMILIES ? `\0${FAMILIES}` : null),
  load(id) {
    if (id !== `\0${FAMILIES}`) return null;
    const told = JSON.parse(readFileSync("src/styles/families.json", "utf-8")) as Record<string, string[]>;
    const acts = (types: string[]): string => types.map((type) => `[data-type="${type}"]`).join();
    const rules = Object.entries(told).map(
      ([family, types]) => `${acts(types)}{--type-colour:var(--family-${family})}[data-family="${family}"]{--swatch:var(--family-${family})}`,
    );
    return rules.join("\n");
  },
};

export default defineConfig({
  plugins: [families],
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
