/** The queue of review: one event after the other, by keys or by pointer. */
import "./styles/queue.css";
import { api, Problem, quoted } from "./http/api";
import { island, type Messages, sayer } from "./i18n/say";
import { deed } from "./queue/keys";
import { closeTogether } from "./ui/picks";
import { fault, toast } from "./ui/toast";

type State = "confirmed" | "rejected";
interface Done {
  readonly corrections: readonly number[];
  readonly items: readonly HTMLElement[];
}

interface Kept {
  readonly corrections: number[];
  readonly etags: Readonly<Record<string, string>>;
}
/** What somebody else said of an event meanwhile. */
interface Change {
  readonly telling: string;
  readonly by: string;
}

const list = document.getElementById("queue");
const say = sayer(island<Messages>("queue-texts"));
const done: Done[] = [];

const items = (): HTMLElement[] => [...(list?.querySelectorAll<HTMLElement>(".item") ?? [])];
const open = (): HTMLElement[] => items().filter((item) => !item.classList.contains("done"));
const picked = (): HTMLElement[] => open().filter((item) => box(item).checked);

function box(item: HTMLElement): HTMLInputElement {
  return item.querySelector<HTMLInputElement>(".pick") as HTMLInputElement;
}

function here(): HTMLElement | null {
  const focused = document.activeElement?.closest<HTMLElement>(".item");
  return focused ?? list?.querySelector<HTMLElement>('.item[tabindex="0"]') ?? null;
}

function go(item: HTMLElement | undefined): void {
  if (!item) return;
  for (const one of items()) one.tabIndex = one === item ? 0 : -1;
  item.focus({ preventScroll: true });
  item.scrollIntoView({ block: "nearest" });
}

/** To the next open event after the one at hand, or the one before it. */
function step(by: 1 | -1): void {
  const all = items();
  const at = here();
  if (at !== document.activeElement && at && !at.classList.contains("done")) return go(at);
  const from = at ? all.indexOf(at) : -1;
  const rest = by > 0 ? all.slice(from + 1) : all.slice(0, Math.max(from, 0)).reverse();
  go(rest.find((item) => !item.classList.contains("done")));
}

// ------------------------------------------------------------------ deciding
async function decide(which: readonly HTMLElement[], state: State): Promise<void> {
  const wanted = which.filter((item) => !item.classList.contains("done"));
  if (wanted.length === 0) return;
  const tellings = wanted.map((item) => item.dataset["telling"] ?? "");
  const at = here();
  try {
    const kept = await api.post<Kept>("events/review", { tellings, state }, seen(wanted));
    renewed(kept, wanted);
    done.push({ corrections: kept.corrections, items: wanted });
    for (const item of wanted) close(item, say(state));
    if (at && wanted.includes(at)) step(1);
    const what = wanted.length > 1 ? say("several", { n: wanted.length }) : say(state);
    toast(what, { label: say("undo"), run: () => void undo() });
    settle();
  } catch (error) {
    tell(error);
  }
}

async function undo(): Promise<void> {
  const last = done.pop();
  if (!last) return toast(say("nothing_to_undo"));
  try {
    const pairs = last.corrections.map((id, at) => [id, last.items[at]!] as const).reverse();
    for (const [id, item] of pairs) renewed(await api.post<Kept>(`corrections/${id}/undo`, {}, seen([item])), [item]);
    for (const item of last.items) reopen(item);
    toast(say("undone"));
    go(last.items[0]);
    settle();
  } catch (error) {
    done.push(last);
    tell(error);
  }
}

/** The versions that a decision is made on. */
function seen(which: readonly HTMLElement[]): { ifMatch: string } {
  return { ifMatch: quoted(...which.map((item) => item.dataset["etag"] ?? "")) };
}

function renewed(kept: Kept, which: readonly HTMLElement[]): void {
  for (const item of which) item.dataset["etag"] = kept.etags[item.dataset["telling"] ?? ""] ?? "";
}

/** Events that somebody else changed are put aside: they are to be looked at as they are now. */
function aside(changes: readonly Change[]): void {
  for (const { telling, by } of changes) {
    const item = items().find((one) => one.dataset["telling"] === telling);
    if (!item) continue;
    close(item, say("changed_by", { who: by }));
    const undoing = item.querySelector<HTMLElement>(".item-done button");
    if (undoing) undoing.hidden = true;
  }
  settle();
}

function tell(error: unknown): void {
  if (error instanceof Problem && error.status === 412 && error.changes.length > 0) {
    aside(error.changes as Change[]);
    return fault(say("changed"));
  }
  fault(say("failed", { why: error instanceof Problem ? error.detail : String(error) }));
}

function close(item: HTMLElement, words: string): void {
  item.classList.add("done");
  box(item).checked = false;
  const line = item.querySelector<HTMLElement>(".item-done");
  if (!line) return;
  line.hidden = false;
  (line.firstElementChild as HTMLElement).textContent = words;
}

function reopen(item: HTMLElement): void {
  item.classList.remove("done");
  const line = item.querySelector<HTMLElement>(".item-done");
  if (line) line.hidden = true;
}

/** The bar of what is selected; and the next page once all of this one is decided. */
function settle(): void {
  const bulk = document.getElementById("bulk");
  const count = picked().length;
  if (bulk) bulk.hidden = count === 0;
  const words = document.getElementById("bulk-count");
  if (words) words.textContent = say("selected", { n: count });
  for (const item of items()) item.classList.toggle("picked", box(item).checked);
  if (items().length > 0 && open().length === 0) list?.classList.add("all-done");
}

// ------------------------------------------------------------------ keys and pointer
document.addEventListener("keydown", (event) => {
  const target = event.target as HTMLElement;
  if (target.closest("input:not(.pick), select, textarea, dialog[open], [contenteditable]")) return;
  const asked = deed(event);
  if (!asked) return;
  if (asked !== "help" && items().length === 0) return;
  event.preventDefault();
  act(asked);
});

function act(asked: NonNullable<ReturnType<typeof deed>>): void {
  const at = here();
  if (asked === "help") document.querySelector<HTMLDialogElement>("dialog#help")?.showModal();
  else if (asked === "next") step(1);
  else if (asked === "previous") step(-1);
  else if (asked === "undo") void undo();
  else if (asked === "edit") location.assign(at?.dataset["address"] ?? location.href);
  else if (asked === "select") pick(at);
  else if (picked().length > 0) void decide(picked(), asked);
  else if (at) void decide([at], asked);
}

function pick(item: HTMLElement | null): void {
  if (!item || item.classList.contains("done")) return;
  box(item).checked = !box(item).checked;
  settle();
}

list?.addEventListener("focusin", (event) => {
  const item = (event.target as HTMLElement).closest<HTMLElement>(".item");
  for (const one of items()) one.tabIndex = one === item ? 0 : -1;
});
list?.addEventListener("change", settle);
list?.addEventListener("click", (event) => {
  const pressed = event.target as HTMLElement;
  const item = pressed.closest<HTMLElement>(".item");
  const state = pressed.closest<HTMLElement>("[data-act]")?.dataset["act"];
  if (item && state) void decide([item], state === "a" ? "confirmed" : "rejected");
  if (item && pressed.closest(".item-done button")) void undoOf(item);
});
document.getElementById("bulk")?.addEventListener("click", (event) => {
  const state = (event.target as HTMLElement).closest<HTMLElement>("[data-bulk]")?.dataset["bulk"];
  if (state === undefined) return;
  if (state) void decide(picked(), state as State);
  else for (const item of picked()) box(item).checked = false;
  settle();
});

/** Take back the decision that an event was part of, with all that it was made on. */
async function undoOf(item: HTMLElement): Promise<void> {
  const at = done.findIndex((one) => one.items.includes(item));
  if (at < 0) return;
  done.push(...done.splice(at, 1));
  await undo();
}

closeTogether(document.body);
settle();
