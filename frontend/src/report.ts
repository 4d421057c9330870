/** The report page: reading with evidence, and putting values right by selecting words. */
import "./styles/report.css";
import { api, Problem, quoted } from "./http/api";
import { fill, island, type Messages } from "./i18n/say";
import { Editor, type Acts, type Subject } from "./report/editor";
import { correction, LISTED, moved, type Part } from "./report/form";
import { Menu } from "./report/menu";
import { Page } from "./report/page";
import { Reading, valueOf } from "./report/reading";
import { located } from "./report/search";
import { Selecting } from "./report/selecting";
import type { Range as Words } from "./report/words";
import { toast, fault } from "./ui/toast";

interface Change {
  field: string;
  new: unknown;
  note?: string;
}
interface Kept {
  correction: number;
}

class Workbench implements Acts {
  private readonly page = new Page();
  private readonly texts = island<Messages>("report-texts");
  private readonly said = document.getElementById("said")!;
  private readonly reading = new Reading(this.page);
  private readonly selecting = new Selecting(
    this.page,
    (words) => this.selected(words),
    (words) => this.tell("selected", { words }),
  );
  private readonly menu = new Menu(
    this.page,
    (telling, field, words) => this.picked(telling, field, words),
    () => this.selecting.clear(),
  );
  private editor: Editor | null = null;

  constructor() {
    this.page.rest = () => {
      if (this.editor?.span) this.page.evidence.lightWords(this.page.words(this.editor.span));
    };
    this.page.onRenewed(() => this.reading.renew());
    this.page.root.addEventListener("click", (event) => this.clicked(event.target as Element));
    document.getElementById("by-keyboard")?.addEventListener("click", () => {
      this.selecting.byKeyboard();
      this.tell("keys");
    });
    for (const swatch of document.querySelectorAll<HTMLElement>(".legend .swatch")) {
      swatch.addEventListener("click", () => this.toggle(swatch));
    }
  }

  // ---------------------------------------------------------------- words
  private toggle(swatch: HTMLElement): void {
    const on = swatch.getAttribute("aria-pressed") !== "true";
    swatch.setAttribute("aria-pressed", String(on));
    this.page.evidence.show(swatch.dataset["field"] ?? "", on);
  }

  /** Words for the open editor, else for the menu. */
  private selected(words: Words): void {
    const { editor } = this;
    if (editor && editor.subject.path !== "type") {
      editor.setWords(this.page.span(words));
      this.selecting.clear();
      this.page.rest();
      this.tell("selected", { words: editor.span?.text ?? "" });
    } else if (!editor) this.menu.open(words);
  }

  private picked(telling: string, field: string, words: Words): void {
    const span = this.page.span(words);
    const path = telling ? this.overlapping(telling, field, words) : "";
    this.selecting.clear();
    this.edit({ telling, field, path, before: path ? this.page.part(telling, path) : null, span });
  }

  /** The value of a field that words stand for: the one that has some of them, or the only one. */
  private overlapping(telling: string, field: string, words: Words): string {
    if (!LISTED.has(field)) return this.page.part(telling, field) ? field : "";
    const all = this.page.told(telling)?.event[field] as Part[];
    const at = all.findIndex((part) => {
      const own = this.page.words(part.span);
      return own.start < words.end && words.start < own.end;
    });
    return at < 0 ? "" : `${field}.${at}`;
  }

  // ---------------------------------------------------------------- events
  private clicked(target: Element): void {
    const value = valueOf(target);
    const button = target.closest<HTMLElement>("button");
    if (value) this.editValue(value);
    else if (button?.dataset["review"]) void this.review(button, button.dataset["review"]);
    else if (button?.dataset["undo"]) void this.undo(Number(button.dataset["undo"]));
    else if (button?.dataset["add"]) this.add(button);
  }

  private editValue(value: HTMLElement): void {
    const telling = this.tellingOf(value);
    const [field, path] = [value.dataset["field"] ?? "", value.dataset["path"] ?? ""];
    const event = this.page.told(telling)?.event;
    if (!event) return;
    const before = field === "trigger" ? event : this.page.part(telling, path);
    const span = field === "trigger" ? event.trigger : ((before as Part | null)?.span ?? null);
    this.edit({ telling, field, path, before, span });
  }

  private add(button: HTMLElement): void {
    this.edit({ telling: this.tellingOf(button), field: button.dataset["add"] ?? "", path: "", before: null, span: null });
    button.closest("details")?.removeAttribute("open");
  }

  private tellingOf(element: Element): string {
    return element.closest<HTMLElement>("[data-telling]")?.dataset["telling"] ?? "";
  }

  private edit(subject: Subject): void {
    if (this.editor?.dirty) {
      this.editor.form.scrollIntoView({ block: "nearest" });
      this.editor.form.querySelector<HTMLElement>("select, input")?.focus();
      this.tell("finish_first");
      return;
    }
    this.editor?.close();
    const home = this.homeOf(subject);
    if (!home) return;
    this.editor = new Editor(subject, this);
    this.editor.open(home);
    this.page.rest();
  }

  /** What the form stands after: its value, the values of its event, the heading of all events. */
  private homeOf(subject: Subject): HTMLElement | null {
    const card = document.querySelector<HTMLElement>(`[data-telling="${CSS.escape(subject.telling)}"]`);
    if (!card) return document.getElementById("events-heading");
    const value = subject.path && card.querySelector<HTMLElement>(`.value[data-path="${subject.path}"]`);
    return value || card.querySelector<HTMLElement>("ul.values");
  }

  // ---------------------------------------------------------------- keeping
  async save(editor: Editor, over: boolean): Promise<void> {
    const { telling, field } = editor.subject;
    if (!telling) return this.saveEvent(editor);
    if (field === "trigger") return this.keep(editor, this.changes(editor));
    const event = this.page.told(telling)?.event ?? {};
    const value = await located(editor.value(), editor.subject.before);
    const path = over ? moved(event, editor.subject) : editor.subject.path;
    await this.keep(editor, [correction(event, path || field, value)]);
  }

  async remove(editor: Editor): Promise<void> {
    const { telling, path } = editor.subject;
    if (!path) return editor.close();
    await this.keep(editor, [correction(this.page.told(telling)?.event ?? {}, path, null)]);
  }

  /** What is to be changed of the act itself. */
  private changes(editor: Editor): Change[] {
    const before = editor.subject.before ?? {};
    const wanted: Record<string, unknown> = { type: editor.text("type"), status: editor.text("status"), main: editor.checked("main") };
    return Object.entries(wanted)
      .filter(([name, value]) => before[name] !== value)
      .map(([field, value]) => ({ field, new: value }));
  }

  private async keep(editor: Editor, changes: Change[]): Promise<void> {
    const { telling, path, field } = editor.subject;
    const note = editor.text("note");
    let etag = this.page.told(telling)?.etag ?? "";
    let last = 0;
    for (const change of changes) {
      const answer = await api.postTagged<Kept>(`events/${telling}/corrections`, { ...change, note }, { ifMatch: quoted(etag) });
      etag = answer.etag ?? etag;
      last = answer.body.correction;
    }
    editor.close();
    await this.page.renew();
    this.focus(telling, path || field)?.classList.add("just");
    if (last) this.done("saved", last);
  }

  private async saveEvent(editor: Editor): Promise<void> {
    const empty = { agents: [], targets: [], weapons: [], place: null, time: null, casualties: [], sources: [] };
    const told = { type: editor.text("type"), status: editor.text("status"), main: editor.checked("main") };
    const given = { ...empty, ...told, trigger: editor.span, note: editor.text("note") };
    const made = await api.post<{ telling: string; revisions: { id: number }[] }>(`reports/${this.page.number}/events`, given);
    editor.close();
    await this.page.renew();
    this.focus(made.telling, "type")?.classList.add("just");
    this.done("added", made.revisions[0]?.id ?? 0);
  }

  private async review(button: HTMLElement, state: string): Promise<void> {
    const telling = this.tellingOf(button);
    const etag = this.page.told(telling)?.etag ?? "";
    await this.trying(async () => {
      const kept = await api.post<Kept>(`events/${telling}/corrections`, { field: "review", new: state }, { ifMatch: quoted(etag) });
      await this.page.renew();
      document.querySelector<HTMLElement>(`[data-telling="${telling}"] [data-review]`)?.focus();
      this.done(state, kept.correction);
    });
  }

  private async undo(id: number): Promise<void> {
    const etag = this.page.revised(id)?.etag;
    await this.trying(async () => {
      await api.post(`corrections/${id}/undo`, {}, etag ? { ifMatch: quoted(etag) } : {});
      await this.page.renew();
      toast(this.say("undone"));
      document.querySelector<HTMLElement>("#history summary")?.focus({ preventScroll: true });
    });
  }

  /** Do it; when somebody else was first, show what they did. */
  private async trying(act: () => Promise<void>): Promise<void> {
    try {
      await act();
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (error.status === 412) await this.page.renew();
      const made = error.status === 412 ? (await this.others(error)).join("; ") : "";
      fault(this.say("failed", { why: made || error.detail }));
    }
  }

  /** Go to a value; of a list that grew to its last one. */
  private focus(telling: string, path: string): HTMLElement | undefined {
    const card = document.querySelector<HTMLElement>(`[data-telling="${CSS.escape(telling)}"]`);
    const values = [...(card?.querySelectorAll<HTMLElement>(".value") ?? [])];
    const exact = values.find((value) => value.dataset["path"] === path);
    const found = exact ?? values.findLast((value) => value.dataset["field"] === path.split(".")[0]) ?? values[0];
    found?.focus();
    return found;
  }

  // ---------------------------------------------------------------- what editors ask for
  closed(editor: Editor): void {
    if (this.editor !== editor) return;
    this.editor = null;
    this.focus(editor.subject.telling, editor.subject.path);
  }

  async theirs(): Promise<void> {
    this.editor?.close();
    await this.page.renew();
  }

  say(name: string, values: Record<string, string | number> = {}): string {
    const message = this.texts[`say.${name}`];
    return message === undefined ? name : fill(message, values);
  }

  tell(what: string, values: Record<string, string | number> = {}): void {
    this.said.textContent = this.say(what, values);
  }

  private done(what: string, id: number): void {
    const undo = { label: this.say("undo"), run: () => void this.undo(id) };
    toast(this.say(what), ...(id ? [undo] : []));
  }

  /** The history of the page as it is now has the words for what others changed. */
  async others(problem: Problem): Promise<string[]> {
    const fresh = await this.page.refresh();
    const ids = problem.changes.map((made) => (made as { id: number }).id);
    const lines = ids.map((id) => fresh.querySelector(`[data-revision="${id}"]`));
    return lines.map((line) => (line?.textContent ?? "").replace(/\s+/g, " ").trim());
  }
}

if (document.getElementById("text")) new Workbench();
