import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { FAMILIES } from "../src/maps/theme";

const read = (path: string): string => readFileSync(path, "utf-8");

describe("families of acts", () => {
  it("have every type of act of the record, each once", () => {
    const types = Object.values(FAMILIES).flat().sort();
    const told = read("../src/rasid/data/ontology.yaml").match(/^ {2}[a-z_]+:(?= *(?:\{|$))/gm) ?? [];
    expect(types).toEqual([...new Set(types)]);
    expect(types).toEqual(told.map((one) => one.trim().slice(0, -1)).sort());
  });
  it("have a colour by day and by night", () => {
    const tokens = read("src/styles/tokens.css");
    for (const family of Object.keys(FAMILIES)) expect(tokens.match(new RegExp(`--family-${family}:`, "g")), family).toHaveLength(2);
  });
  it("are named in both languages", () => {
    for (const lang of ["ar", "en"]) {
      const told = read(`../src/rasid/data/messages/${lang}/scope.yaml`);
      const names = [...told.slice(told.indexOf("families:")).matchAll(/^ {2}([a-z]+):/gm)].map((one) => one[1]);
      expect(names).toEqual(Object.keys(FAMILIES));
    }
  });
});
