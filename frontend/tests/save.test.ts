import { describe, expect, it } from "vitest";
import { legendRows } from "../src/charts/save";

describe("the legend of a saved chart", () => {
  it("goes on in the next row where one is full, and loses nothing", () => {
    const legend = ["first", "second", "third"].map((words) => ["#123456", words] as const);
    const rows = legendRows(legend, 200);
    expect(rows.map((row) => row.map((one) => one.words))).toEqual([["first", "second"], ["third"]]);
    expect(rows.map((row) => row[0]?.from)).toEqual([14, 14]);
  });
  it("has no row when colours mean nothing", () => {
    expect(legendRows([], 400)).toEqual([]);
  });
  it("keeps words that are wider than the chart", () => {
    expect(legendRows([["red", "w".repeat(90)]], 100)).toHaveLength(1);
  });
});
