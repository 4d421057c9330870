/** The menu at selected words: which event, which field. */
import type { Page } from "./page";
import { wordsOf } from "./evidence";
import type { Range as Words } from "./words";

export class Menu {
  private readonly root = document.getElementById("word-menu")!;
  private words: Words | null = null;

  /** `picked` gets the telling (empty for a new event), the field and the words. */
  constructor(
    private readonly page: Page,
    private readonly picked: (telling: string, field: string, words: Words) => void,
    private readonly closed: () => void,
  ) {
    this.root.addEventListener("click", (event) => this.clicked(event.target));
    this.root.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.close(true);
    });
    document.addEventListener("pointerdown", (event) => {
      const inside = event.target instanceof Node && this.root.contains(event.target);
      if (!this.root.hidden && !inside) this.close(false);
    });
  }

  /** Open beside words; the event is the one whose words stand nearest. */
  open(words: Words): void {
    this.words = words;
    const chosen = this.root.querySelector(".chosen")!;
    chosen.textContent = this.page.span(words).text;
    const nearest = this.nearest(words);
    const select = this.select;
    if (nearest && select) select.value = nearest;
    const none = this.page.events.length === 0;
    for (const part of this.root.querySelectorAll<HTMLElement>("[data-needs-event]")) part.hidden = none;
    this.root.hidden = false;
    this.place(words);
    this.root.querySelector<HTMLElement>(".choices button:not([hidden])")?.focus({ preventScroll: true });
  }

  /** Close; `back` gives the focus back to the text. */
  close(back: boolean): void {
    if (this.root.hidden) return;
    this.root.hidden = true;
    if (back) {
      this.page.article.focus({ preventScroll: true });
      this.closed();
    }
  }

  private get select(): HTMLSelectElement | null {
    return this.root.querySelector("select");
  }

  private nearest(words: Words): string | undefined {
    const far = (value: HTMLElement) => Math.abs(wordsOf(value).start - words.start);
    const values = [...this.page.evidence.values].sort((one, other) => far(one) - far(other));
    return values[0]?.closest<HTMLElement>("[data-telling]")?.dataset["telling"];
  }

  private clicked(target: EventTarget | null): void {
    const field = (target as Element).closest<HTMLElement>("button")?.dataset["field"];
    if (!field || !this.words) return;
    const telling = field === "trigger" ? "" : (this.select?.value ?? "");
    const words = this.words;
    this.close(false);
    this.picked(telling, field, words);
  }

  /** Below the words, or above them where there is no room. */
  private place(words: Words): void {
    const at = this.page.evidence.range(words).getBoundingClientRect();
    const own = this.root.getBoundingClientRect();
    const room = document.documentElement;
    const across = Math.min(Math.max(8, at.left + at.width / 2 - own.width / 2), room.clientWidth - own.width - 8);
    const below = at.bottom + 10;
    const down = below + own.height < room.clientHeight ? below : Math.max(8, at.top - own.height - 10);
    const fromStart = document.documentElement.dir === "rtl" ? room.clientWidth - across - own.width : across;
    this.root.style.setProperty("--across", `${fromStart}px`);
    this.root.style.setProperty("--down", `${down}px`);
  }
}
