/** Incidents on a map: circles of uncertainty, areas, points, groups, and counts of whole units. */
import type { ExpressionSpecification, GeoJSONSource, LayerSpecification, Map } from "maplibre-gl";
import type { FeatureCollection } from "geojson";
import { colourByType, token } from "./theme";

export const SOURCES = ["circles", "points", "units"] as const;
export type SourceName = (typeof SOURCES)[number];
export const PRESSED = ["incident-points", "incident-areas", "groups", "units"] as const;
const EMPTY: FeatureCollection = { type: "FeatureCollection", features: [] };
const NUMBERS = ["Inter Variable"];
const UNSURE: ExpressionSpecification = ["in", ["get", "status"], ["literal", ["possible", "planned", "denied"]]];

/** Put empty sources and their layers on a map whose style is there. */
export function addLayers(map: Map): void {
  if (!map.hasImage("unit")) map.addImage("unit", tile(), { pixelRatio: 2 });
  for (const name of SOURCES) {
    if (!map.getSource(name)) map.addSource(name, { type: "geojson", data: EMPTY });
  }
  for (const layer of layers()) if (!map.getLayer(layer.id)) map.addLayer(layer, before(map, layer.id));
}

/** Give a source what it draws. */
export function setData(map: Map, name: SourceName, data: FeatureCollection): void {
  (map.getSource(name) as GeoJSONSource | undefined)?.setData(data);
}

/** Tint the outlines of units of which incidents are told as a whole. */
export function tint(map: Map, keys: readonly string[]): void {
  const key: ExpressionSpecification = ["concat", ["get", "country"], "/", ["get", "name_en"]];
  const wanted: ExpressionSpecification = ["in", key, ["literal", [...keys]]];
  map.setFilter("unit-fill", wanted);
  map.setFilter("unit-line", wanted);
}

/** Ring the incident of this id, or none. */
export function mark(map: Map, id: string): void {
  map.setFilter("marked", ["==", ["get", "id"], id]);
  map.setFilter("marked-circle", ["==", ["get", "id"], id]);
}

function before(map: Map, id: string): string | undefined {
  const low = id.startsWith("unit-") || id.startsWith("circle") || id === "marked-circle";
  return low && map.getLayer("names-country") ? "names-country" : undefined;
}

function layers(): LayerSpecification[] {
  return [...unitLayers(), ...circleLayers(), ...pointLayers(), ...groupLayers()];
}

function unitLayers(): LayerSpecification[] {
  const none: ExpressionSpecification = ["literal", false] as unknown as ExpressionSpecification;
  return [
    { id: "unit-fill", type: "fill", source: "admin1", filter: none, paint: { "fill-color": token("map-several"), "fill-opacity": 0.1 } },
    { id: "unit-line", type: "line", source: "admin1", filter: none, paint: { "line-color": token("map-several"), "line-width": 1.2, "line-dasharray": [1, 2] } },
  ];
}

function circleLayers(): LayerSpecification[] {
  const colour = colourByType();
  const area: ExpressionSpecification = ["==", ["get", "kind"], "area"];
  return [
    { id: "circle-fill", type: "fill", source: "circles", paint: { "fill-color": colour, "fill-opacity": ["case", area, 0.16, 0.08] } },
    { id: "circle-line", type: "line", source: "circles", filter: ["!", area], paint: { "line-color": colour, "line-width": 1, "line-opacity": 0.55 } },
    { id: "circle-area", type: "line", source: "circles", filter: area, paint: { "line-color": colour, "line-width": 1.4, "line-dasharray": [3, 2] } },
    { id: "marked-circle", type: "line", source: "circles", filter: ["==", ["get", "id"], ""], paint: { "line-color": token("ink"), "line-width": 2.5 } },
  ];
}

function pointLayers(): LayerSpecification[] {
  const colour = colourByType();
  const kind = (one: string): ExpressionSpecification => ["==", ["get", "kind"], one];
  return [
    // An area has no point; this much is pressed to choose it.
    { id: "incident-areas", type: "circle", source: "points", filter: kind("area"), paint: { "circle-radius": 12, "circle-opacity": 0 } },
    {
      id: "incident-points",
      type: "circle",
      source: "points",
      filter: kind("point"),
      layout: { "circle-sort-key": ["-", 0, ["get", "sort"]] },
      paint: {
        "circle-radius": ["get", "size"],
        "circle-color": ["case", UNSURE, token("map-land"), colour],
        "circle-opacity": 0.88,
        "circle-stroke-color": ["case", UNSURE, colour, token("map-land")],
        "circle-stroke-width": ["case", UNSURE, 2, 1.2],
      },
    },
    {
      id: "marked",
      type: "circle",
      source: "points",
      filter: ["==", ["get", "id"], ""],
      paint: { "circle-radius": ["+", ["get", "size"], 4], "circle-opacity": 0, "circle-stroke-color": token("ink"), "circle-stroke-width": 2.5 },
    },
  ];
}

function groupLayers(): LayerSpecification[] {
  const group: ExpressionSpecification = ["==", ["get", "kind"], "group"];
  const several: ExpressionSpecification = ["==", ["get", "type"], ""];
  return [
    {
      id: "groups",
      type: "circle",
      source: "points",
      filter: group,
      paint: {
        "circle-radius": ["get", "size"],
        "circle-color": token("map-group"),
        "circle-opacity": 0.94,
        "circle-stroke-width": 2.5,
        "circle-stroke-color": ["case", several, token("map-several"), colourByType()] as ExpressionSpecification,
      },
    },
    {
      id: "group-counts",
      type: "symbol",
      source: "points",
      filter: group,
      layout: { "text-field": ["get", "count"], "text-font": NUMBERS, "text-size": 12, "text-allow-overlap": true, "text-ignore-placement": true },
      paint: { "text-color": token("ink") },
    },
    {
      id: "units",
      type: "symbol",
      source: "units",
      minzoom: 5.5,
      layout: {
        "icon-image": "unit",
        "icon-text-fit": "both",
        "icon-text-fit-padding": [3, 7, 3, 7],
        "text-field": ["get", "count"],
        "text-font": NUMBERS,
        "text-size": 11,
        "text-allow-overlap": true,
        "icon-allow-overlap": true,
        "icon-ignore-placement": true,
        "text-ignore-placement": true,
        "symbol-sort-key": ["get", "sort"],
      },
      paint: { "text-color": token("ink") },
    },
  ];
}

/** The square that counts of units stand on. */
function tile(): ImageData {
  const size = 32;
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = size;
  const pen = canvas.getContext("2d");
  if (!pen) return new ImageData(size, size);
  pen.fillStyle = token("map-group");
  pen.strokeStyle = token("map-several");
  pen.lineWidth = 3;
  pen.setLineDash([5, 3]);
  pen.fillRect(2, 2, size - 4, size - 4);
  pen.strokeRect(2, 2, size - 4, size - 4);
  return pen.getImageData(0, 0, size, size);
}
