/** The form in which a value is set: filled from the value, read into a correction. */
import { Problem } from "../http/api";
import { Chooser } from "./chooser";
import { Fault, built, type Choice, type Filled, type Part, type Span } from "./form";
import { search } from "./search";

/** What an editor is opened on. `path` is empty for a value that is not there yet. */
export interface Subject {
  telling: string;
  field: string;
  path: string;
  before: Record<string, unknown> | null;
  span: Span | null;
}

/** What the page does for an editor. */
export interface Acts {
  /** Keep what the form says; `over` says that what others changed meanwhile was seen. */
  save(editor: Editor, over: boolean): Promise<void>;
  remove(editor: Editor): Promise<void>;
  closed(editor: Editor): void;
  theirs(): Promise<void>;
  tell(what: string, values?: Record<string, string | number>): void;
  say(name: string, values?: Record<string, string | number>): string;
  /** What others changed meanwhile, in words. */
  others(problem: Problem): Promise<string[]>;
}

export class Editor implements Filled {
  readonly form: HTMLFormElement;
  span: Span | null;
  private readonly choosers = new Map<string, Chooser>();
  private touched = false;
  private conflicting = false;

  constructor(
    readonly subject: Subject,
    private readonly acts: Acts,
  ) {
    const name = subject.field === "trigger" ? (subject.telling ? "type" : "event") : subject.field;
    const template = document.getElementById(`form-${name}`) as HTMLTemplateElement;
    this.form = (template.content.cloneNode(true) as DocumentFragment).querySelector("form")!;
    this.span = subject.span;
    for (const root of this.form.querySelectorAll<HTMLElement>("[data-chooser]")) this.searchIn(root);
    this.fill();
    this.form.addEventListener("input", () => (this.touched = true));
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.trying(() => acts.save(this, this.conflicting));
    });
    this.form.addEventListener("click", (event) => this.clicked(event.target));
    this.form.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.close();
    });
  }

  /** Whether something is in it that would be lost. */
  get dirty(): boolean {
    return this.touched;
  }

  /** Point the value at other words. */
  setWords(span: Span): void {
    this.span = span;
    this.touched = true;
    this.showWords();
    this.form.querySelector<HTMLElement>("[type=submit]")?.focus({ preventScroll: true });
  }

  /** Show the form after an element and go to its first control. */
  open(after: HTMLElement): void {
    after.after(this.form);
    this.form.querySelector<HTMLElement>("select, input")?.focus({ preventScroll: true });
    this.form.scrollIntoView({ block: "nearest" });
  }

  close(): void {
    this.form.remove();
    this.acts.closed(this);
  }

  // ---------------------------------------------------------------- what the form says
  text(name: string): string {
    return this.control(name)?.value ?? "";
  }

  checked(name: string): boolean {
    return (this.control(name) as HTMLInputElement | null)?.checked ?? false;
  }

  chosen(name: string): Choice | null {
    return this.choosers.get(name)?.chosen ?? null;
  }

  /** The value that it says. Fault when something is missing. */
  value(): Part {
    if (!this.span) throw new Fault("");
    const { field, before } = this.subject;
    return built(field, this, before as Part | null, this.span);
  }

  private control(name: string): HTMLInputElement | HTMLSelectElement | null {
    return this.form.elements.namedItem(name) as HTMLInputElement | HTMLSelectElement | null;
  }

  // ---------------------------------------------------------------- filling
  private fill(): void {
    for (const [name, value] of Object.entries(this.subject.before ?? {})) {
      const control = this.control(name);
      if (control instanceof HTMLInputElement && control.type === "checkbox") control.checked = Boolean(value);
      else if (control && value !== null) control.value = String(value);
    }
    this.showWords();
  }

  private searchIn(root: HTMLElement): void {
    const [kind, name] = [root.dataset["chooser"] ?? "", root.dataset["name"] ?? ""];
    const say: Acts["say"] = (told, values) => this.acts.say(told, values);
    const made = new Chooser(
      root,
      (words) => search(kind, words, say),
      (found) => this.acts.tell(found ? "results" : "no_results", { n: found }),
    );
    this.choosers.set(name, made);
    const { before, span } = this.subject;
    if (before) made.choose(held(kind, name, before, say));
    else if (span && name !== "side") made.look(span.text);
  }

  private showWords(): void {
    const evidence = this.form.querySelector(".evidence");
    const quote = evidence?.querySelector("q");
    if (quote) quote.textContent = this.span?.text ?? "";
    const hint = evidence?.querySelector("small");
    if (hint && !this.span) hint.textContent = this.acts.say("pick_words");
  }

  // ---------------------------------------------------------------- what is done with it
  private clicked(target: EventTarget | null): void {
    const what = (target as Element).closest<HTMLElement>("[data-do]")?.dataset["do"];
    if (what === "cancel") this.close();
    if (what === "remove") void this.trying(() => this.acts.remove(this));
    if (what === "mine") void this.trying(() => this.acts.save(this, true));
    if (what === "theirs") void this.trying(() => this.acts.theirs());
  }

  private async trying(act: () => Promise<void>): Promise<void> {
    this.fault("");
    this.form.setAttribute("aria-busy", "true");
    try {
      await act();
    } catch (error) {
      await this.failed(error);
    } finally {
      this.form.removeAttribute("aria-busy");
    }
  }

  private async failed(error: unknown): Promise<void> {
    if (error instanceof Problem && error.status === 412) return this.contradicted(error);
    if (error instanceof Problem) return this.fault(this.acts.say("failed", { why: error.detail }));
    if (!(error instanceof Fault)) throw error;
    if (error.control === "") return this.fault(this.acts.say("no_words"));
    const control = this.control(error.control) ?? this.form.querySelector<HTMLInputElement>(`[data-name="${error.control}"] input`);
    control?.setAttribute("aria-invalid", "true");
    control?.focus();
    this.fault(this.acts.say("look_here"));
  }

  private fault(text: string): void {
    const home = this.form.querySelector<HTMLElement>(".fault")!;
    home.textContent = text;
    home.hidden = text === "";
    if (text === "") for (const one of this.form.querySelectorAll("[aria-invalid]")) one.removeAttribute("aria-invalid");
  }

  /** Somebody else changed it: both values stand there, and what is in the form stays. */
  private async contradicted(problem: Problem): Promise<void> {
    const home = this.form.querySelector<HTMLElement>(".conflict")!;
    const lines = (await this.acts.others(problem)).map((words) => {
      const line = document.createElement("p");
      line.textContent = words;
      return line;
    });
    home.querySelector(".theirs")!.replaceChildren(...lines);
    home.hidden = false;
    this.conflicting = true;
    home.querySelector("button")?.focus();
  }
}

/** What a value holds already, as a choice. */
function held(kind: string, name: string, before: Record<string, unknown>, say: Acts["say"]): Choice | null {
  if (kind === "places") {
    const { span: _, relation: __, distance_km: ___, bearing: ____, ...place } = before;
    const note = place["lat"] === null ? say("unresolved") : [place["admin1"], place["country"]].filter(Boolean).join(", ");
    return { label: String(place["name"]), note, value: place };
  }
  const told = before[name];
  return told ? { label: String(told), note: "", value: { actor: told, actor_id: before["actor_id"] ?? null } } : null;
}
