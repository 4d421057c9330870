/** Answers of the API as features to draw. */
import type { Feature, FeatureCollection } from "geojson";
import type { Box, Cell, Row, Unit, View } from "./answers";
import { ring } from "./circle";

/** Precisions that may be drawn as a point; all others are areas. */
const PINNED = new Set(["point", "settlement", "neighbourhood"]);
const SMALLEST_PX = 5.5;
const LARGEST_PX = 26;

/** Whether a place of this precision may be drawn as a point. */
export function pinned(precision: string | null): boolean {
  return PINNED.has(precision ?? "");
}

/** How large a point is drawn: its area grows with those killed. */
export function radiusOf(killed: number | null): number {
  return Math.min(LARGEST_PX, SMALLEST_PX + 2.4 * Math.sqrt(killed ?? 0));
}

/** How large a group is drawn. */
export function groupRadius(count: number): number {
  return Math.min(25, 10 + 1.9 * Math.log2(count));
}

/** The points: single incidents of known places, and groups. An area alone has no point. */
export function points(view: View, written: (n: number) => string): FeatureCollection {
  return collection(view.cells.flatMap((cell) => (cell.only ? single(cell.only) : [group(cell, written)])));
}

function single(row: Row): Feature[] {
  const kind = pinned(row.precision) ? "point" : "area";
  const sort = row.killed_best ?? 0;
  return [at(row.lat ?? 0, row.lon ?? 0, { kind, id: row.id, type: row.type, status: row.status, size: radiusOf(row.killed_best), sort })];
}

function group(cell: Cell, written: (n: number) => string): Feature {
  return at(cell.lat, cell.lon, {
    kind: "group",
    type: cell.type ?? "",
    count: written(cell.count),
    size: groupRadius(cell.count),
    box: cell.box.join(","),
    sort: cell.count,
  });
}

/** The circles in which incidents were: of single ones, and of groups that are told of one place. */
export function circles(view: View): FeatureCollection {
  const made: Feature[] = [];
  for (const cell of view.cells) {
    const [south, north, west, east] = cell.box;
    if (!cell.radius_km || (!cell.only && (south !== north || west !== east))) continue;
    const kind = cell.only && pinned(cell.only.precision) ? "radius" : cell.only ? "area" : "radius";
    made.push({
      type: "Feature",
      properties: { kind, type: cell.type ?? "", id: cell.only?.id ?? "" },
      geometry: { type: "Polygon", coordinates: [ring(cell.lat, cell.lon, cell.radius_km)] },
    });
  }
  return collection(made);
}

/** West, south, east and north of all that is seen; where nothing has a point, of the units. */
export function extent(view: View): [number, number, number, number] | null {
  const placed = view.units.filter((one) => one.lat !== null && one.lon !== null);
  const boxes: Box[] = view.cells.length
    ? view.cells.map((cell) => cell.box)
    : placed.map(({ lat, lon }) => [lat ?? 0, lat ?? 0, lon ?? 0, lon ?? 0]);
  if (!boxes.length) return null;
  const least = (at: 0 | 2): number => Math.min(...boxes.map((box) => box[at]));
  const most = (at: 1 | 3): number => Math.max(...boxes.map((box) => box[at]));
  return [least(2), least(0), most(3), most(1)];
}

/** The key by which a unit finds its outline: `SY/Idlib`, or `SY` for a country. */
export function keyOf(unit: Pick<Unit, "country" | "admin1">): string {
  return unit.admin1 ? `${unit.country ?? ""}/${unit.admin1}` : (unit.country ?? "");
}

/** The counts of governorates, where their names stand; those of countries are in the list alone. */
export function units(view: View, written: (n: number) => string): FeatureCollection {
  const placed = view.units.filter((one) => one.admin1 && one.lat !== null && one.lon !== null);
  return collection(placed.map((one) => at(one.lat ?? 0, one.lon ?? 0, { key: keyOf(one), count: written(one.count), sort: one.count })));
}

function at(lat: number, lon: number, properties: Record<string, string | number>): Feature {
  return { type: "Feature", properties, geometry: { type: "Point", coordinates: [lon, lat] } };
}

function collection(features: Feature[]): FeatureCollection {
  return { type: "FeatureCollection", features };
}
