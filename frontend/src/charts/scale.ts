/** Numbers along an axis. */

/** A round step so that at most `most` of them reach to `top`: 1, 2 or 5 times a power of ten. */
export function step(top: number, most: number): number {
  const raw = Math.max(1, top / Math.max(1, most));
  const power = 10 ** Math.floor(Math.log10(raw));
  const found = [1, 2, 5, 10].find((one) => one * power >= raw) ?? 10;
  return found * power;
}

/** Marks from zero to the first that is not below `top`. */
export function ticks(top: number, most = 5): number[] {
  const by = step(top, most);
  const out = [0];
  while ((out.at(-1) ?? 0) < top) out.push((out.at(-1) ?? 0) + by);
  return out.length > 1 ? out : [0, by];
}

/** Where a value lies between two ends of an axis. */
export function along(value: number, top: number, from: number, to: number): number {
  return from + (to - from) * (top ? value / top : 0);
}

const LETTER_PX = 5.8;

/** How far labels must stand apart at the least: the longest, in small letters, and a gap. */
export function apart(labels: readonly string[]): number {
  return 22 + LETTER_PX * Math.max(0, ...labels.map((one) => one.length));
}

/** Which of so many bins are labelled, so that labels stand at least so far apart. */
export function labelled(bins: number, width: number, apart: number): number[] {
  const every = Math.max(1, Math.ceil(bins / Math.max(1, Math.floor(width / apart))));
  return Array.from({ length: Math.ceil(bins / every) }, (_, n) => n * every);
}

/** The running lower and upper edge of each part of a stack. */
export function stacked(parts: readonly number[]): [number, number][] {
  let below = 0;
  return parts.map((part) => {
    const edges: [number, number] = [below, below + part];
    below += part;
    return edges;
  });
}
