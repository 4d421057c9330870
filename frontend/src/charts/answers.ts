/** What the API of figures answers. */
import type { Toll } from "../maps/answers";

export interface Timeline {
  unit: string;
  starts: string[];
  counts: Record<string, number[]>;
  killed: (Toll | null)[];
  injured: (Toll | null)[];
  total: number;
  undated: number;
}

export interface Matrix {
  agents: (string | null)[];
  targets: (string | null)[];
  counts: number[][];
  looked_at: number;
}

export interface Outlet {
  name: string | null;
  own: number;
  copies: number;
  relays: number;
}

export interface Sources {
  outlets: Outlet[];
  repeats: { outlet: string | null; repeats: string | null; count: number }[];
  looked_at: number;
}

export interface Attested {
  grades: Record<string, number>;
  reviews: Record<string, number>;
  confidence: number[];
}
