/** Offsets of one text: records count code points, browsers UTF-16 units. */
export class Offsets {
  /** Where pairs of units begin that are one code point, counted in units. */
  private readonly pairs: number[] = [];

  constructor(text: string) {
    for (let at = 0; at < text.length; at++) {
      if ((text.codePointAt(at) ?? 0) > 0xffff) this.pairs.push(at++);
    }
  }

  /** Code points before an offset in units; one inside a pair counts as before it. */
  points(units: number): number {
    const whole = this.first((pair) => pair + 1 < units);
    const inside = this.pairs[whole] === units - 1 ? 1 : 0;
    return units - whole - inside;
  }

  /** Units before an offset in code points. */
  units(points: number): number {
    return points + this.first((pair, index) => pair - index < points);
  }

  /** How many pairs, from the first on, pass a test that only the first ones pass. */
  private first(passes: (pair: number, index: number) => boolean): number {
    let [low, high] = [0, this.pairs.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (passes(this.pairs[middle] ?? 0, middle)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
