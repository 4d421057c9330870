/** The report on the page: its text, its events as they were last read, and how to read them anew. */
import { Problem } from "../http/api";
import { island } from "../i18n/say";
import { Evidence } from "./evidence";
import type { Part, Span } from "./form";
import { Offsets } from "./offsets";
import type { Range as Words } from "./words";

/** An event of the record; `etag` is the version that a change is made on, `history` its revisions. */
export interface Told {
  telling: string;
  etag: string;
  history: number[];
  event: Record<string, unknown> & { id: string; trigger: Span };
}

interface Data {
  events: Told[];
  /** The text as stored, where a page cannot hold it as it is. */
  text: string | null;
}

export class Page {
  readonly article: HTMLElement;
  readonly text: Text;
  readonly offsets: Offsets;
  evidence: Evidence;
  private data: Data;
  private readonly listeners: (() => void)[] = [];

  constructor() {
    this.article = document.getElementById("text")!;
    this.article.normalize(); // the parser cuts long texts into several nodes
    this.text = this.article.firstChild as Text;
    this.offsets = new Offsets(this.text.data);
    this.data = island<Data>("report-data");
    this.evidence = this.marked();
  }

  /** The element around all events. */
  get root(): HTMLElement {
    return document.getElementById("reading-list")!;
  }

  /** The number of the report. */
  get number(): string {
    return document.getElementById("events")?.dataset["report"] ?? "";
  }

  /** The events as they were last read. */
  get events(): readonly Told[] {
    return this.data.events;
  }

  /** The event of a telling. */
  told(telling: string): Told | undefined {
    return this.data.events.find((one) => one.telling === telling);
  }

  /** The event that a revision is of, when it still stands. */
  revised(id: number): Told | undefined {
    return this.data.events.find((one) => one.history.includes(id));
  }

  /** Where a part of an event stands: `place`, `agents.0`. */
  part(telling: string, path: string): Part | null {
    const [field = "", index] = path.split(".");
    const value = this.told(telling)?.event[field];
    return ((index === undefined ? value : (value as Part[])[Number(index)]) ?? null) as Part | null;
  }

  /** Words of the text as the record has them: in code points, with their letters. */
  span(words: Words): Span {
    const text = this.data.text ?? this.text.data;
    const span = { start: this.offsets.points(words.start), end: this.offsets.points(words.end) };
    return { ...span, text: text.slice(words.start, words.end) };
  }

  /** Words of the record as the page has them. */
  words(span: Span): Words {
    return { start: this.offsets.units(span.start), end: this.offsets.units(span.end) };
  }

  /** Be told when the events were read anew. */
  onRenewed(listener: () => void): void {
    this.listeners.push(listener);
  }

  /** What to do when nothing is pointed at any more; an open editor lights its words. */
  rest: () => void = () => undefined;

  /** Ask the server for the page as it is now and show its events in place of these. */
  async renew(): Promise<void> {
    const open = (document.getElementById("history") as HTMLDetailsElement | null)?.open ?? false;
    const fresh = await this.refresh();
    for (const id of ["events", "word-menu-event"]) {
      const made = fresh.getElementById(id);
      if (made) document.getElementById(id)?.replaceWith(document.adoptNode(made));
    }
    const history = document.getElementById("history") as HTMLDetailsElement | null;
    if (history) history.open = open;
    const hidden = [...this.evidence.off];
    this.evidence.clear();
    this.evidence = this.marked(hidden);
    for (const listener of this.listeners) listener();
  }

  /** Know the events as they are now, but leave the page as it is. */
  async refresh(): Promise<Document> {
    const answer = await fetch(location.pathname, { headers: { accept: "text/html" } });
    if (!answer.ok) throw new Problem(answer.status, answer.statusText);
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    this.data = JSON.parse(fresh.getElementById("report-data")?.textContent ?? "") as Data;
    return fresh;
  }

  private marked(hidden: Iterable<string> = []): Evidence {
    const values = [...document.querySelectorAll<HTMLElement>("#events .value")];
    return new Evidence(this.text, values, hidden);
  }
}
