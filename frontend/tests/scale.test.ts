import { describe, expect, it } from "vitest";
import { along, apart, labelled, stacked, step, ticks } from "../src/charts/scale";
import { kilometres, ring } from "../src/maps/circle";
import { groupRadius, radiusOf } from "../src/maps/features";

describe("an axis", () => {
  it("has round marks up to the first that is not below the top", () => {
    expect(ticks(17, 4)).toEqual([0, 5, 10, 15, 20]);
    expect(ticks(1, 4)).toEqual([0, 1]);
    expect(ticks(0, 4)).toEqual([0, 1]);
    expect(step(4200, 5)).toBe(1000);
  });
  it("places values between its ends, in either direction", () => {
    expect(along(5, 10, 0, 100)).toBe(50);
    expect(along(5, 10, 100, 0)).toBe(50);
    expect(along(0, 0, 7, 9)).toBe(7);
  });
  it("holds labels as far apart as the longest needs", () => {
    expect(apart(["May", "September 2025"])).toBeGreaterThan(apart(["May"]));
    expect(apart([])).toBeGreaterThan(0);
  });
  it("labels as many bins as have room", () => {
    expect(labelled(10, 1000, 100)).toHaveLength(10);
    expect(labelled(100, 300, 100)).toEqual([0, 34, 68]);
  });
  it("stacks parts without a gap", () => {
    expect(stacked([2, 0, 3])).toEqual([[0, 2], [2, 2], [2, 5]]);
  });
});

describe("a circle on the ground", () => {
  it.each([[0, 0], [35.9, 36.6], [-33, 151], [62, 20]])("is as wide as it says at %d, %d", (lat, lon) => {
    for (const [x, y] of ring(lat, lon, 12)) expect(kilometres(lat, lon, y, x)).toBeCloseTo(12, 6);
  });
  it("is closed", () => {
    const corners = ring(35, 37, 5);
    expect(corners.at(0)).toEqual(corners.at(-1));
  });
});

describe("sizes of points", () => {
  it("grow with those killed, and not without end", () => {
    expect(radiusOf(null)).toBe(radiusOf(0));
    expect(radiusOf(9)).toBeGreaterThan(radiusOf(1));
    expect(radiusOf(100_000)).toBeLessThan(30);
    expect(groupRadius(1_000_000)).toBeLessThan(30);
  });
});
