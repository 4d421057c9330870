/** Words and values light each other: underlines by field, and a light on what is pointed at. */
import type { Range as Words } from "./words";

const LIT = "lit";

/** Where the words of a value stand, in UTF-16 units. */
export function wordsOf(value: HTMLElement): Words {
  return { start: Number(value.dataset["start"]), end: Number(value.dataset["end"]) };
}

/** Of the values with their words at an offset those with the fewest words first. */
export function valuesAt<Value>(values: readonly Value[], words: (value: Value) => Words, offset: number): Value[] {
  const length = (value: Value) => words(value).end - words(value).start;
  return values
    .filter((value) => words(value).start <= offset && offset <= words(value).end)
    .sort((one, other) => length(one) - length(other));
}

export class Evidence {
  private readonly ranges = new Map<HTMLElement, Range>();
  private readonly names = new Set<string>();
  private readonly hidden: Set<string>;

  /** `text` is the one text node of the article. */
  constructor(
    private readonly text: Text,
    readonly values: readonly HTMLElement[],
    hidden: Iterable<string> = [],
  ) {
    this.hidden = new Set(hidden);
    for (const value of values) this.ranges.set(value, this.range(wordsOf(value)));
    this.draw();
  }

  /** A range over words, cut to the text. */
  range(words: Words): Range {
    const range = document.createRange();
    range.setStart(this.text, Math.min(words.start, this.text.length));
    range.setEnd(this.text, Math.min(words.end, this.text.length));
    return range;
  }

  /** The range of a value's words. */
  of(value: HTMLElement): Range | undefined {
    return this.ranges.get(value);
  }

  /** Show the underlines of a field, or hide them. */
  show(field: string, on: boolean): void {
    if (on) this.hidden.delete(field);
    else this.hidden.add(field);
    this.draw();
  }

  /** Fields without underlines. */
  get off(): ReadonlySet<string> {
    return this.hidden;
  }

  /** Light the words of these values, and of no others. */
  light(values: readonly HTMLElement[]): void {
    this.paint(values.map((value) => this.ranges.get(value)).filter((range) => range !== undefined));
  }

  /** Light a stretch of the text. */
  lightWords(words: Words): void {
    this.paint([this.range(words)]);
  }

  /** Take all marks off the text. */
  clear(): void {
    if (!registry()) return;
    for (const name of [...this.names, LIT]) CSS.highlights.delete(name);
    this.names.clear();
  }

  private paint(ranges: readonly Range[]): void {
    if (!registry()) return;
    const lit = new Highlight(...ranges);
    lit.priority = -1; // below the underlines
    CSS.highlights.set(LIT, lit);
  }

  private draw(): void {
    if (!registry()) return;
    for (const name of this.names) CSS.highlights.delete(name);
    this.names.clear();
    for (const [value, range] of this.ranges) {
      const field = value.dataset["field"] ?? "";
      if (this.hidden.has(field)) continue;
      const name = `${field}-${value.dataset["lane"]}`;
      if (!this.names.has(name)) CSS.highlights.set(name, new Highlight());
      this.names.add(name);
      CSS.highlights.get(name)?.add(range);
    }
  }
}

/** Whether the browser can mark words without changing the page; the list has the words anyway. */
function registry(): boolean {
  return "highlights" in CSS;
}

/** The offset in a text that a pointer is at; null beside it. */
export function offsetAt(text: Text, x: number, y: number): number | null {
  if (document.caretPositionFromPoint) {
    const at = document.caretPositionFromPoint(x, y);
    return at && at.offsetNode === text ? at.offset : null;
  }
  const at = document.caretRangeFromPoint(x, y);
  return at && at.startContainer === text ? at.startOffset : null;
}
