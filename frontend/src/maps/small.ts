/** Small maps in a page: one place with the circle that it lies in.

    <div data-map data-lat="35.86" data-lon="36.80" data-radius="2" data-precision="settlement"
         data-type="shelling" dir="ltr">what to read where no map is drawn</div>

A place that is not known to the settlement has no point, only its circle. Call `smallMaps` in the
entry of the page; `data-label` is what the map is called, `data-zoom-in` and `data-zoom-out` are
what its buttons are. */
import "../styles/map_colours.css";
import type { Map } from "maplibre-gl";
import { EARTH_KM, ring } from "./circle";
import { drawsMaps, makeMap } from "./canvas";
import { pinned } from "./features";
import { colourOf } from "./theme";

const MARGIN = 2.2;
const LEAST_KM = 4;

/** Fill every element with `data-map` of the page. Without WebGL they stay as they are. */
export async function smallMaps(within: ParentNode = document): Promise<void> {
  if (!drawsMaps()) return;
  for (const home of within.querySelectorAll<HTMLElement>("[data-map]")) await fill(home);
}

async function fill(home: HTMLElement): Promise<void> {
  const { lat, lon, radius, precision, type, label, zoomIn, zoomOut } = home.dataset;
  const names: Record<string, string | undefined> = { area: label, zoom_in: zoomIn, zoom_out: zoomOut };
  const [y, x, km] = [Number(lat), Number(lon), Number(radius ?? 0)];
  if (!lat || !lon || !Number.isFinite(y) || !Number.isFinite(x)) return;
  home.replaceChildren();
  home.dir = "ltr";
  const far = (Math.max(km, LEAST_KM) * MARGIN * 180) / (Math.PI * EARTH_KM);
  const wide = far / Math.max(0.1, Math.cos((y * Math.PI) / 180));
  const map = await makeMap(home, { bounds: [x - wide, y - far, x + wide, y + far], scrollZoom: false, interactive: true }, (name) => names[name] ?? "");
  map.on("style.load", () => draw(map, y, x, km, colourOf(type ?? "other"), pinned(precision ?? "settlement")));
  map.on("idle", () => (home.dataset["idle"] = "yes"));
}

function draw(map: Map, lat: number, lon: number, km: number, colour: string, point: boolean): void {
  const circle = { type: "Polygon" as const, coordinates: [ring(lat, lon, Math.max(km, 0.05))] };
  map.addSource("place", { type: "geojson", data: circle });
  map.addLayer({ id: "place-fill", type: "fill", source: "place", paint: { "fill-color": colour, "fill-opacity": 0.14 } });
  map.addLayer({ id: "place-line", type: "line", source: "place", paint: { "line-color": colour, "line-width": 1.5, ...(point ? {} : { "line-dasharray": [3, 2] }) } });
  if (!point) return;
  map.addSource("point", { type: "geojson", data: { type: "Point", coordinates: [lon, lat] } });
  map.addLayer({ id: "place-point", type: "circle", source: "point", paint: { "circle-radius": 6, "circle-color": colour, "circle-stroke-width": 1.5, "circle-stroke-color": "#fff" } });
}
