import { beforeEach, describe, expect, it, vi } from "vitest";
import { kilometres } from "../../src/maps/circle";

interface Drawn {
  options: { bounds: [number, number, number, number] };
  sources: Record<string, { data: { type: string; coordinates: unknown } }>;
  layers: Record<string, { paint: Record<string, unknown> }>;
}

let draws = true;
let made: Drawn[] = [];

vi.mock("../../src/styles/map_colours.css", () => ({}));
vi.mock("../../src/maps/canvas", () => ({
  drawsMaps: () => draws,
  makeMap: (_home: unknown, options: Drawn["options"]) => {
    const one: Drawn = { options, sources: {}, layers: {} };
    made.push(one);
    return {
      on: (event: string, run: () => void) => void (event === "style.load" && run()),
      addSource: (name: string, source: Drawn["sources"][string]) => (one.sources[name] = source),
      addLayer: (layer: Drawn["layers"][string] & { id: string }) => (one.layers[layer.id] = layer),
    };
  },
}));
vi.stubGlobal("document", { documentElement: {} });
vi.stubGlobal("getComputedStyle", () => ({ getPropertyValue: (name: string) => ` ${name} ` }));

const { smallMaps } = await import("../../src/maps/small");

function place(given: Record<string, string>) {
  const home = { dataset: { ...given } as Record<string, string>, dir: "rtl", emptied: false, replaceChildren: () => void (home.emptied = true) };
  const page = { querySelectorAll: () => [home] } as unknown as ParentNode;
  return { home, page };
}

const TOWN = { lat: "35.86", lon: "36.8", radius: "2", precision: "settlement", type: "shelling" };

beforeEach(() => {
  draws = true;
  made = [];
});

describe("the small map of a place", () => {
  it("draws the point of a settlement, in the colour of the act, within its circle", async () => {
    const { home, page } = place(TOWN);
    await smallMaps(page);
    const [map] = made;
    expect(map?.sources["point"]?.data).toEqual({ type: "Point", coordinates: [36.8, 35.86] });
    expect(map?.layers["place-point"]?.paint["circle-color"]).toBe("--family-fire");
    const [ring] = map?.sources["place"]?.data.coordinates as [number, number][][];
    for (const [lon, lat] of ring ?? []) expect(kilometres(35.86, 36.8, lat, lon)).toBeCloseTo(2, 3);
    expect([home.dir, home.emptied]).toEqual(["ltr", true]);
  });
  it("shows all of the circle, and some land around it", async () => {
    await smallMaps(place({ ...TOWN, radius: "30" }).page);
    const [west, south, east, north] = made[0]?.options.bounds ?? [0, 0, 0, 0];
    expect(kilometres(35.86, 36.8, north, 36.8)).toBeGreaterThan(30);
    expect(kilometres(35.86, 36.8, 35.86, east)).toBeGreaterThan(30);
    expect([(west + east) / 2, (south + north) / 2].map((one) => one.toFixed(4))).toEqual(["36.8000", "35.8600"]);
  });
  it("has no point for an area, only its dashed circle", async () => {
    await smallMaps(place({ ...TOWN, precision: "area" }).page);
    expect(Object.keys(made[0]?.layers ?? {})).toEqual(["place-fill", "place-line"]);
    expect(made[0]?.layers["place-line"]?.paint).toHaveProperty("line-dasharray");
  });
  it.each([{ lat: "" }, { lat: "north" }, { lon: "" }])("leaves what it cannot place as it is: %o", async (wrong) => {
    const { home, page } = place({ ...TOWN, ...wrong });
    await smallMaps(page);
    expect([made.length, home.emptied]).toEqual([0, false]);
  });
  it("leaves the words in place where no map can be drawn", async () => {
    draws = false;
    const { home, page } = place(TOWN);
    await smallMaps(page);
    expect([made.length, home.emptied]).toEqual([0, false]);
  });
});
