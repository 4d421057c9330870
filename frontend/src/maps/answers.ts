/** What the API of the map answers. */

export interface Row {
  id: string;
  type: string;
  status: string;
  day: string;
  last_day: string;
  place: string | null;
  place_ar: string | null;
  precision: string | null;
  admin1: string | null;
  country: string | null;
  lat: number | null;
  lon: number | null;
  radius_km: number | null;
  killed_low: number | null;
  killed_best: number | null;
  killed_high: number | null;
  injured_low: number | null;
  injured_best: number | null;
  injured_high: number | null;
  tellings: number;
  sources: number;
  grade: string;
  review: string;
  confidence: number | null;
}

/** South, north, west, east. */
export type Box = readonly [number, number, number, number];

export interface Cell {
  lat: number;
  lon: number;
  box: Box;
  radius_km: number;
  count: number;
  type: string | null;
  only: Row | null;
}

export interface Unit {
  country: string | null;
  admin1: string | null;
  lat: number | null;
  lon: number | null;
  count: number;
}

export interface View {
  cells: Cell[];
  units: Unit[];
  unplaced: number;
  total: number;
  cut: boolean;
}

export interface Toll {
  low: number;
  best: number;
  high: number;
  open: number;
}

export interface Page {
  items: Row[];
  next: string | null;
}

export interface Days {
  unit: string;
  starts: string[];
  counts: number[];
}

export interface Brief {
  row: Row;
  summary: { ar: string; en: string } | null;
  outlets: { outlet: string | null; tellings: number; repeated: number }[];
}
