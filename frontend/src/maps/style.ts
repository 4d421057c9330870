/** The base map: our own outlines and names, and the detail of a tile file when there is one. */
import type { ExpressionSpecification, LayerSpecification, StyleSpecification } from "maplibre-gl";
import { token } from "./theme";

export const LAYERS = ["countries", "boundaries", "admin1", "water", "labels"] as const;
export const TEXT_FONT = { ar: ["Noto Naskh Arabic"], en: ["Inter Variable"] } as const;
const DISPUTED: ExpressionSpecification = ["get", "disputed"];

export interface Detail {
  /** `vector` or `raster`: what the tiles of the file are. */
  readonly kind: "vector" | "raster";
  readonly url: string;
  readonly layers: readonly string[];
}

/** The style of a map in a language. */
export function style(lang: string, detail: Detail | null): StyleSpecification {
  const sources: StyleSpecification["sources"] = {};
  for (const name of LAYERS) sources[name] = { type: "geojson", data: `${location.origin}/api/v1/map/layers/${name}` };
  if (detail?.kind === "raster") sources["detail"] = { type: "raster", url: detail.url, tileSize: 256 };
  if (detail?.kind === "vector") sources["detail"] = { type: "vector", url: detail.url };
  return {
    version: 8,
    sources,
    layers: [...ground(), ...under(detail), ...lines(), ...names(lang, detail !== null)],
  };
}

function ground(): LayerSpecification[] {
  return [
    { id: "sea", type: "background", paint: { "background-color": token("map-sea") } },
    { id: "land", type: "fill", source: "countries", paint: { "fill-color": token("map-land") } },
    {
      id: "lakes",
      type: "fill",
      source: "water",
      filter: ["==", ["get", "kind"], "lake"],
      paint: { "fill-color": token("map-sea") },
    },
    {
      id: "rivers",
      type: "line",
      source: "water",
      filter: ["==", ["get", "kind"], "river"],
      paint: { "line-color": token("map-river"), "line-width": ["interpolate", ["linear"], ["zoom"], 4, 0.5, 9, 2] },
    },
  ];
}

/** What a tile file adds: pictures as they are, or land use, water and roads of the usual layers. */
function under(detail: Detail | null): LayerSpecification[] {
  if (detail?.kind === "raster") return [{ id: "detail", type: "raster", source: "detail", paint: { "raster-opacity": 0.9 } }];
  if (detail?.kind !== "vector") return [];
  const has = (name: string): boolean => detail.layers.includes(name);
  const out: LayerSpecification[] = [];
  if (has("landuse")) {
    out.push({ id: "detail-use", type: "fill", source: "detail", "source-layer": "landuse", paint: { "fill-color": token("map-use"), "fill-opacity": 0.5 } });
  }
  if (has("water")) {
    out.push({ id: "detail-water", type: "fill", source: "detail", "source-layer": "water", filter: ["==", ["geometry-type"], "Polygon"], paint: { "fill-color": token("map-sea") } });
  }
  for (const name of ["roads", "transportation"].filter(has)) {
    out.push({ id: `detail-${name}`, type: "line", source: "detail", "source-layer": name, paint: { "line-color": token("map-road"), "line-width": ["interpolate", ["linear"], ["zoom"], 6, 0.4, 14, 3] } });
  }
  if (has("buildings")) {
    out.push({ id: "detail-buildings", type: "fill", source: "detail", "source-layer": "buildings", minzoom: 13, paint: { "fill-color": token("map-use") } });
  }
  return out;
}

function lines(): LayerSpecification[] {
  const firm = { "line-color": token("map-border"), "line-width": ["interpolate", ["linear"], ["zoom"], 3, 0.7, 8, 1.8] as ExpressionSpecification };
  return [
    {
      id: "admin1",
      type: "line",
      source: "admin1",
      minzoom: 4.5,
      paint: { "line-color": token("map-unit"), "line-width": 0.8 },
    },
    { id: "coasts", type: "line", source: "countries", filter: ["==", ["get", "scale"], "world"], paint: { "line-color": token("map-border"), "line-width": 0.5 } },
    { id: "borders", type: "line", source: "boundaries", filter: ["!", DISPUTED], paint: firm },
    { id: "borders-disputed", type: "line", source: "boundaries", filter: DISPUTED, paint: { ...firm, "line-dasharray": [2.5, 2] } },
  ];
}

const CLOSER_NAMES = 9;

function names(lang: string, detailed: boolean): LayerSpecification[] {
  const field: ExpressionSpecification = ["get", lang === "ar" ? "name_ar" : "name_en"];
  const text = { "text-field": field, "text-font": [...TEXT_FONT[lang === "ar" ? "ar" : "en"]], "text-padding": 4 };
  const halo = { "text-halo-color": token("map-land"), "text-halo-width": 1.4 };
  const kind = (one: string): ExpressionSpecification => ["==", ["get", "kind"], one];
  const shown: LayerSpecification[] = [
    {
      id: "names-country",
      type: "symbol",
      source: "labels",
      maxzoom: 7,
      filter: kind("country"),
      layout: { ...text, "text-size": ["interpolate", ["linear"], ["zoom"], 3, 12, 6, 17], "symbol-sort-key": ["-", 0, ["get", "size"]] },
      paint: { ...halo, "text-color": token("map-name") },
    },
    {
      id: "names-admin1",
      type: "symbol",
      source: "labels",
      minzoom: 5.8,
      maxzoom: CLOSER_NAMES,
      filter: kind("admin1"),
      layout: { ...text, "text-size": 12 },
      paint: { ...halo, "text-color": token("map-name-soft"), "text-opacity": 0.85 },
    },
    {
      id: "names-town",
      type: "symbol",
      source: "labels",
      minzoom: 4.5,
      filter: ["all", ["any", kind("town"), kind("capital")], ["<=", ["get", "rank"], ["+", ["zoom"], -1.5]]],
      layout: { ...text, "text-size": ["interpolate", ["linear"], ["zoom"], 5, 11, 10, 14], "text-anchor": "bottom", "text-offset": [0, -0.4], "symbol-sort-key": ["get", "rank"] },
      paint: { ...halo, "text-color": token("map-name") },
    },
    {
      id: "towns",
      type: "circle",
      source: "labels",
      minzoom: 5.5,
      filter: ["all", ["any", kind("town"), kind("capital")], ["<=", ["get", "rank"], ["+", ["zoom"], -1.5]]],
      paint: { "circle-radius": 1.8, "circle-color": token("map-name-soft") },
    },
  ];
  return detailed ? shown.filter((one) => one.id !== "towns") : shown;
}
