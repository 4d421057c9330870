import { describe, expect, it } from "vitest";
import { between, binAt, moved, spanOf } from "../src/maps/span";

const STARTS = ["2024-01-01", "2024-01-08", "2024-01-15", "2024-01-22"];

describe("a span of bins", () => {
  it("is what a drag goes across, from either side", () => {
    expect(between(3, 1, 4)).toEqual([1, 3]);
    expect(between(-5, 9, 4)).toEqual([0, 3]);
  });
  it("begins and ends with the bins that have a part of the days", () => {
    expect(spanOf(STARTS, "2024-01-10", "2024-01-15")).toEqual([1, 2]);
    expect(spanOf(STARTS, "", "2024-01-14")).toEqual([0, 1]);
    expect(spanOf(STARTS, "2024-02-20", "")).toEqual([3, 3]);
    expect(spanOf(STARTS, "2023-01-01", "2023-06-01")).toEqual([0, 0]);
  });
  it("is all when no days are chosen or there are none", () => {
    expect(spanOf(STARTS, "", "")).toBeNull();
    expect(spanOf([], "2024-01-01", "")).toBeNull();
  });
  it("moves by one end, which never passes the other", () => {
    expect(moved(null, "first", 2, 4)).toEqual([2, 3]);
    expect(moved([1, 2], "first", 5, 4)).toEqual([2, 2]);
    expect(moved([1, 2], "last", -5, 4)).toEqual([1, 1]);
    expect(moved([1, 2], "last", 9, 4)).toEqual([1, 3]);
  });
  it("knows the bin under a point", () => {
    expect([0, 49, 50, 99, 120, -3].map((x) => binAt(x, 100, 2))).toEqual([0, 0, 1, 1, 1, 0]);
  });
});
