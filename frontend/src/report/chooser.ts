/** A text field that searches while one types, and offers what it finds (an ARIA combobox). */
import type { Choice } from "./form";

const PAUSE = 180;
let made = 0;

export class Chooser {
  private readonly input: HTMLInputElement;
  private readonly list: HTMLUListElement;
  private found: Choice[] = [];
  private active = -1;
  private asked = 0;
  private timer = 0;
  private value: Choice | null = null;

  /** `search` gives choices for what was typed; `told` hears how many there are. */
  constructor(
    private readonly root: HTMLElement,
    private readonly search: (words: string) => Promise<Choice[]>,
    private readonly told: (found: number) => void,
  ) {
    this.input = root.querySelector("input")!;
    this.list = root.querySelector("ul")!;
    this.list.id = `choices-${++made}`;
    this.input.setAttribute("aria-controls", this.list.id);
    this.input.addEventListener("input", () => this.typed());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("blur", () => window.setTimeout(() => this.close(), 150));
  }

  /** What is chosen: null when the field is empty or holds words that nothing was chosen for. */
  get chosen(): Choice | null {
    return this.value;
  }

  /** Show a choice as made. */
  choose(choice: Choice | null): void {
    this.value = choice;
    this.input.value = choice?.label ?? "";
    this.root.classList.toggle("chosen", choice !== null);
    this.note(choice?.note ?? "");
    this.close();
  }

  /** Search for words as if somebody had typed them. */
  look(words: string): void {
    this.input.value = words;
    this.typed();
  }

  private typed(): void {
    this.value = null;
    this.root.classList.remove("chosen");
    this.note("");
    this.seek();
  }

  /** What tells the chosen one from others of its name. */
  private note(text: string): void {
    const home = this.root.querySelector(".choice-note");
    if (home) home.textContent = text;
  }

  private seek(): void {
    window.clearTimeout(this.timer);
    const words = this.input.value.trim();
    const turn = ++this.asked;
    if (words === "") return this.close();
    this.timer = window.setTimeout(() => void this.ask(words, turn), PAUSE);
  }

  private async ask(words: string, turn: number): Promise<void> {
    const found = await this.search(words);
    if (turn !== this.asked || document.activeElement !== this.input) return;
    this.found = found;
    this.active = -1;
    this.list.replaceChildren(...found.map((choice, index) => this.item(choice, index)));
    this.list.hidden = found.length === 0;
    this.input.setAttribute("aria-expanded", String(found.length > 0));
    this.told(found.length);
  }

  private item(choice: Choice, index: number): HTMLLIElement {
    const item = document.createElement("li");
    item.id = `${this.list.id}-${index}`;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    const label = document.createElement("bdi");
    label.textContent = choice.label;
    const note = document.createElement("small");
    note.textContent = choice.note;
    item.append(label, " ", note);
    item.addEventListener("mousedown", (event) => {
      event.preventDefault();
      this.choose(choice);
    });
    return item;
  }

  private key(event: KeyboardEvent): void {
    const open = !this.list.hidden;
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };
    const by = steps[event.key];
    const chosen = this.found[this.active];
    if (open && by !== undefined) this.step(by);
    else if (open && event.key === "Enter" && chosen) this.choose(chosen);
    else if (open && event.key === "Escape") this.close();
    else if (!open && event.key === "ArrowDown") this.seek();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  private step(by: number): void {
    this.active = (this.active + by + this.found.length) % this.found.length;
    [...this.list.children].forEach((item, index) => {
      item.setAttribute("aria-selected", String(index === this.active));
      if (index === this.active) {
        item.scrollIntoView({ block: "nearest" });
        this.input.setAttribute("aria-activedescendant", item.id);
      }
    });
  }

  private close(): void {
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }
}
