/** Words of a text, and moving over them: what selecting by keyboard needs. */

export interface Range {
  readonly start: number;
  readonly end: number;
}

/** The words of a text in UTF-16 units, without what stands between them. */
export function words(text: string): Range[] {
  const segmenter = new Intl.Segmenter("ar", { granularity: "word" });
  return [...segmenter.segment(text)]
    .filter((one) => one.isWordLike)
    .map((one) => ({ start: one.index, end: one.index + one.segment.length }));
}

const SPACE = /[\s\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/;

/** A selection without the blanks and direction marks at its ends; null when nothing else is in it. */
export function trimmed(text: string, range: Range): Range | null {
  let { start, end } = range;
  while (start < end && SPACE.test(text[start] ?? "")) start++;
  while (end > start && SPACE.test(text[end - 1] ?? "")) end--;
  return start < end ? { start, end } : null;
}

/** The first word that ends after an offset; the last when none does. */
export function wordAt(all: readonly Range[], offset: number): number {
  const found = all.findIndex((word) => word.end > offset);
  return found < 0 ? all.length - 1 : found;
}

/** Words from where a selection began to where it is now, both by number. */
export class WordCursor {
  anchor: number;
  head: number;

  constructor(
    private readonly all: readonly Range[],
    at: number,
  ) {
    this.anchor = this.head = Math.min(Math.max(at, 0), all.length - 1);
  }

  /** Go to a word; the selection goes along, or grows when it is to be extended. */
  go(to: number, extend: boolean): Range {
    this.head = Math.min(Math.max(to, 0), this.all.length - 1);
    if (!extend) this.anchor = this.head;
    return this.range;
  }

  /** What is selected. */
  get range(): Range {
    const [first, last] = [Math.min(this.anchor, this.head), Math.max(this.anchor, this.head)];
    return { start: this.all[first]?.start ?? 0, end: this.all[last]?.end ?? 0 };
  }
}

export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** The word of the line above (-1) or below (+1) that stands nearest to a word; the same when there
 * is no such line. */
export function beside(boxes: readonly Box[], from: number, by: 1 | -1): number {
  const here = boxes[from];
  if (!here) return from;
  const middle = (box: Box) => (box.left + box.right) / 2;
  const height = here.bottom - here.top;
  const away = (box: Box) => by * (box.top - here.top);
  const further = boxes.map(away).filter((far) => far > height / 2);
  if (further.length === 0) return from;
  const line = Math.min(...further);
  let best = from;
  boxes.forEach((box, index) => {
    if (Math.abs(away(box) - line) > height / 2) return;
    const nearer = Math.abs(middle(box) - middle(here)) < Math.abs(middle(boxes[best] ?? here) - middle(here));
    if (best === from || nearer) best = index;
  });
  return best;
}
