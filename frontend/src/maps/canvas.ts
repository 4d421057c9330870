/** A map on the page: fonts, worker and base map, as the strict policy of the server allows. */
import "maplibre-gl/dist/maplibre-gl.css";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?url";
import { addProtocol, Map, NavigationControl, setWorkerUrl, type MapOptions } from "maplibre-gl";
import { type Header, PMTiles, Protocol } from "pmtiles";
import { type Detail, style, TEXT_FONT } from "./style";

// The worker is a file of ours: `worker-src 'self'` is enough, no blob: address is needed.
setWorkerUrl(workerUrl);

export type Words = (name: string) => string;
const TILES = "/api/v1/map/tiles";
const VECTOR = 1;

/** Whether this browser can draw maps. */
export function drawsMaps(): boolean {
  try {
    return document.createElement("canvas").getContext("webgl2") !== null;
  } catch {
    return false;
  }
}

/** The language that names on the map are in. */
export function language(): string {
  return document.documentElement.lang === "ar" ? "ar" : "en";
}

/** A map in an element, which must be `dir="ltr"`; it is idle when all is drawn. */
export async function makeMap(home: HTMLElement, options: Partial<MapOptions>, say: Words): Promise<Map> {
  const detail = home.dataset["tiles"] ? await detailOf() : null;
  await fonts();
  const lang = language();
  const map = new Map({
    container: home,
    style: style(lang, detail),
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    renderWorldCopies: false,
    minZoom: 2,
    maxZoom: 16,
    fadeDuration: 0,
    locale: { "Map.Title": say("area"), "NavigationControl.ZoomIn": say("zoom_in"), "NavigationControl.ZoomOut": say("zoom_out") },
    ...options,
  });
  map.touchZoomRotate.disableRotation();
  if (options.interactive !== false) map.addControl(new NavigationControl({ showCompass: false }), lang === "ar" ? "top-right" : "top-left");
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => map.setStyle(style(lang, detail)));
  return map;
}

/** Letters are drawn once for the whole map, so their font must be there before it is. */
async function fonts(): Promise<void> {
  const wanted = [...TEXT_FONT.ar, ...TEXT_FONT.en].map((name) => document.fonts.load(`16px "${name}"`, "حرف a 1"));
  await Promise.allSettled(wanted);
}

/** What the tile file beside the workspace holds; null when it cannot be read. */
async function detailOf(): Promise<Detail | null> {
  const file = new PMTiles(`${location.origin}${TILES}`);
  try {
    const header: Header = await file.getHeader();
    const protocol = new Protocol();
    protocol.add(file);
    addProtocol("pmtiles", protocol.tile);
    const told = (await file.getMetadata()) as { vector_layers?: { id: string }[] };
    const layers = (told.vector_layers ?? []).map((one) => one.id);
    return { kind: header.tileType === VECTOR ? "vector" : "raster", url: `pmtiles://${location.origin}${TILES}`, layers };
  } catch (error) {
    console.warn("rasid: basemap.pmtiles cannot be read", error);
    return null;
  }
}
