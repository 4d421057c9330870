/** Reading: values light their words, words their values; arrows move between values. */
import { offsetAt, valuesAt, wordsOf } from "./evidence";
import type { Page } from "./page";

const STEPS: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity };

export class Reading {
  private met: HTMLElement[] = [];

  constructor(private readonly page: Page) {
    const list = page.root;
    list.addEventListener("mouseover", (event) => this.pointed(event.target));
    list.addEventListener("mouseout", () => this.rest());
    list.addEventListener("focusin", (event) => this.focused(event.target));
    list.addEventListener("focusout", () => this.rest());
    list.addEventListener("keydown", (event) => this.key(event));
    page.article.addEventListener("mousemove", (event) => this.over(event));
    page.article.addEventListener("mouseleave", () => this.meet([]));
    page.article.addEventListener("click", () => this.clicked());
    this.renew();
  }

  /** One stop for the Tab key in the values of each event. */
  renew(): void {
    this.met = [];
    for (const list of this.page.root.querySelectorAll("ul.values")) {
      list.querySelectorAll<HTMLElement>(".value").forEach((value, index) => (value.tabIndex = index ? -1 : 0));
    }
  }

  /** Light the words of a value and bring them into view. */
  show(value: HTMLElement): void {
    this.page.evidence.light([value]);
    const range = this.page.evidence.of(value);
    if (range) reveal(this.page.article, range);
  }

  private pointed(target: EventTarget | null): void {
    const value = valueOf(target);
    if (value) this.show(value);
  }

  private focused(target: EventTarget | null): void {
    const value = valueOf(target);
    if (!value) return;
    for (const other of value.closest("ul")?.querySelectorAll<HTMLElement>(".value") ?? []) {
      other.tabIndex = other === value ? 0 : -1;
    }
    this.show(value);
  }

  /** What has the focus keeps the light; else nothing has it. */
  private rest(): void {
    const value = valueOf(document.activeElement);
    this.page.evidence.light(value ? [value] : []);
    this.page.rest();
  }

  private key(event: KeyboardEvent): void {
    const value = valueOf(event.target);
    const by = STEPS[event.key];
    if (!value || by === undefined) return;
    event.preventDefault();
    const all = [...this.page.root.querySelectorAll<HTMLElement>(".value")];
    const at = Math.max(0, Math.min(all.length - 1, all.indexOf(value) + by));
    all[at]?.focus();
  }

  // ---------------------------------------------------------------- words to values
  private over(event: MouseEvent): void {
    if (event.buttons) return;
    const offset = offsetAt(this.page.text, event.clientX, event.clientY);
    this.meet(offset === null ? [] : valuesAt(this.page.evidence.values, wordsOf, offset));
  }

  private meet(values: HTMLElement[]): void {
    const shown = values.filter((value) => !this.page.evidence.off.has(value.dataset["field"] ?? ""));
    if (shown.length === 0 && this.met.length === 0) return;
    for (const value of this.met) value.classList.remove("met");
    this.met = shown;
    for (const value of this.met) value.classList.add("met");
    this.page.article.classList.toggle("over", this.met.length > 0);
    if (this.met[0]) this.page.evidence.light([this.met[0]]);
    else this.rest();
  }

  /** A click on words goes to their value; a second one to the next value of the same words. */
  private clicked(): void {
    if (this.met.length === 0 || String(getSelection())) return;
    const at = this.met.indexOf(document.activeElement as HTMLElement);
    const next = this.met[(at + 1) % this.met.length];
    next?.focus({ preventScroll: true });
    next?.scrollIntoView({ block: "nearest" });
  }
}

/** The value that an element is in. */
export function valueOf(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>(".value") : null;
}

/** Scroll a box so that a range in it is seen. */
export function reveal(box: HTMLElement, range: Range): void {
  const frame = box.getBoundingClientRect();
  const words = range.getBoundingClientRect();
  const outside = words.top < frame.top + 8 || words.bottom > frame.bottom - 8;
  if (outside) box.scrollTop += words.top - frame.top - frame.height / 3;
}

