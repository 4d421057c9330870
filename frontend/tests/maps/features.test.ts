import { describe, expect, it } from "vitest";
import type { Box, Unit, View } from "../../src/maps/answers";
import { extent } from "../../src/maps/features";

const cell = (box: Box) => ({ lat: 0, lon: 0, box, radius_km: 2, count: 2, type: null, only: null });
const unit = (lat: number | null, lon: number | null): Unit => ({ country: "SY", admin1: null, lat, lon, count: 1 });
const view = (given: Partial<View>): View => ({ cells: [], units: [], unplaced: 0, total: 0, cut: false, ...given });

describe("the extent of what is seen", () => {
  it("has every cell in it, as west, south, east, north", () => {
    const cells = [cell([35, 36, 36.5, 37]), cell([15, 15.5, 44, 45])];
    expect(extent(view({ cells }))).toEqual([36.5, 15, 45, 36]);
  });
  it("is that of whole units only where nothing has a point", () => {
    const units = [unit(35, 38), unit(null, null)];
    expect(extent(view({ units }))).toEqual([38, 35, 38, 35]);
    expect(extent(view({ units, cells: [cell([15, 15, 44, 44])] }))).toEqual([44, 15, 44, 15]);
  });
  it("is none where nothing has a place", () => {
    expect(extent(view({ unplaced: 3, units: [unit(null, null)] }))).toBeNull();
  });
});
