/** Selecting words, by pointer or by keyboard, and what to do with them. */
import type { Page } from "./page";
import { reveal } from "./reading";
import { WordCursor, beside, trimmed, wordAt, words, type Range as Words } from "./words";

const PAUSE = 280;

export class Selecting {
  private readonly all: Words[];
  private cursor: WordCursor | null = null;
  private last = 0;
  private timer = 0;
  private pressed = false;

  /** `chosen` gets words that somebody selected; `moved` each selection on the way. */
  constructor(
    private readonly page: Page,
    private readonly chosen: (words: Words) => void,
    private readonly moved: (words: string) => void,
  ) {
    this.all = words(page.text.data);
    document.addEventListener("selectionchange", () => this.changed());
    page.article.addEventListener("pointerdown", () => this.begun());
    document.addEventListener("pointerup", () => this.released());
    page.article.addEventListener("keydown", (event) => this.key(event));
    page.article.addEventListener("blur", () => this.left());
  }

  /** Give the keyboard to the words: screen readers then pass the arrows on. */
  byKeyboard(): void {
    this.page.article.setAttribute("role", "application");
    this.page.article.focus();
    this.go(this.last, false);
  }

  /** Let go of what is selected. */
  clear(): void {
    this.cursor = null;
    getSelection()?.removeAllRanges();
  }

  /** What is selected in the text, in UTF-16 units. */
  get selected(): Words | null {
    const selection = getSelection();
    if (!selection || selection.rangeCount === 0 || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    if (!this.page.article.contains(range.commonAncestorContainer)) return null;
    return trimmed(this.page.text.data, { start: this.at(range, "start"), end: this.at(range, "end") });
  }

  private at(range: Range, side: "start" | "end"): number {
    const [node, offset] = side === "start" ? [range.startContainer, range.startOffset] : [range.endContainer, range.endOffset];
    return node === this.page.text ? offset : offset === 0 ? 0 : this.page.text.length;
  }

  // ---------------------------------------------------------------- by pointer
  private begun(): void {
    this.pressed = true;
    this.cursor = null;
  }

  private released(): void {
    if (!this.pressed) return;
    this.pressed = false;
    this.changed();
  }

  private changed(): void {
    window.clearTimeout(this.timer);
    if (this.pressed || this.cursor) return;
    this.timer = window.setTimeout(() => {
      const found = this.selected;
      if (found && !this.cursor) this.chosen(found);
    }, PAUSE);
  }

  // ---------------------------------------------------------------- by keyboard
  private key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === "Enter" && this.selected) this.chosen(this.selected);
    else if (event.key === "Escape") this.clear();
    else {
      const to = this.target(event.key);
      if (to === null) return;
      this.go(to, event.shiftKey);
    }
    event.preventDefault();
  }

  /** The word that a key leads to: the text runs from right to left. */
  private target(key: string): number | null {
    const at = this.cursor?.head ?? this.begin();
    const steps: Record<string, number> = { ArrowLeft: 1, ArrowRight: -1 };
    if (key in steps) return this.cursor ? at + (steps[key] ?? 0) : at;
    if (key === "Home") return 0;
    if (key === "End") return this.all.length - 1;
    if (key !== "ArrowDown" && key !== "ArrowUp") return null;
    return beside(this.boxes(), at, key === "ArrowDown" ? 1 : -1);
  }

  /** The word where a selection is, or the first. */
  private begin(): number {
    const found = this.selected;
    return found ? wordAt(this.all, found.start) : this.last;
  }

  private boxes(): DOMRect[] {
    return this.all.map((word) => this.page.evidence.range(word).getBoundingClientRect());
  }

  private go(to: number, extend: boolean): void {
    if (this.all.length === 0) return;
    this.cursor ??= new WordCursor(this.all, to);
    const selected = this.page.evidence.range(this.cursor.go(to, extend));
    this.last = this.cursor.head;
    const selection = getSelection();
    selection?.removeAllRanges();
    selection?.addRange(selected);
    reveal(this.page.article, this.page.evidence.range(this.all[this.cursor.head] ?? { start: 0, end: 0 }));
    this.moved(selected.toString());
  }

  private left(): void {
    this.page.article.removeAttribute("role");
  }
}
