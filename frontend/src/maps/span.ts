/** A choice of bins in a row: the first and the last, both in it. Null chooses all. */
export type Span = readonly [number, number] | null;

/** The span between two bins, whichever was first. */
export function between(one: number, other: number, bins: number): Span {
  const held = (at: number): number => Math.max(0, Math.min(bins - 1, at));
  return [Math.min(held(one), held(other)), Math.max(held(one), held(other))];
}

/** The bin under a point so far along a row of this width. */
export function binAt(x: number, width: number, bins: number): number {
  return Math.max(0, Math.min(bins - 1, Math.floor((x / width) * bins)));
}

/** The span that chooses these days: the bins that have a part of them; null when they choose all. */
export function spanOf(starts: readonly string[], since: string, until: string): Span {
  if ((!since && !until) || !starts.length) return null;
  const after = starts.findIndex((start) => start > since);
  const first = since ? Math.max(0, (after < 0 ? starts.length : after) - 1) : 0;
  const past = until ? starts.findIndex((start) => start > until) : -1;
  const last = past < 0 ? starts.length - 1 : Math.max(first, past - 1);
  return [first, last];
}

/** One end of a span moved by so many bins; the ends do not pass each other. */
export function moved(span: Span, end: "first" | "last", by: number, bins: number): Span {
  const [first, last] = span ?? [0, bins - 1];
  if (end === "first") return [Math.max(0, Math.min(last, first + by)), last];
  return [first, Math.max(first, Math.min(bins - 1, last + by))];
}
