/** Adding reports: files that are dropped or chosen, or a text. */
import "./styles/add.css";
import { api, Problem } from "./http/api";
import { island, type Messages, sayer } from "./i18n/say";

interface Added {
  readonly new: number;
  readonly changed: number;
  readonly known: number;
  readonly reports: readonly number[];
  readonly faults: readonly string[];
}

const SHOWN = 50;
const say = sayer(island<Messages>("add-texts"));
const filesForm = document.getElementById("files-form") as HTMLFormElement;
const textForm = document.getElementById("text-form") as HTMLFormElement;
const drop = document.getElementById("drop") as HTMLElement;
const input = drop.querySelector("input") as HTMLInputElement;
const read = filesForm.querySelector("button") as HTMLButtonElement;

// ------------------------------------------------------------------ files
for (const name of ["dragover", "dragleave", "drop"] as const) {
  drop.addEventListener(name, (event) => {
    event.preventDefault();
    drop.classList.toggle("over", name === "dragover");
    if (name === "drop" && event.dataTransfer) input.files = event.dataTransfer.files;
    if (name === "drop") choose();
  });
}
input.addEventListener("change", choose);

function choose(): void {
  const files = [...(input.files ?? [])];
  read.disabled = files.length === 0;
  const shown = files.slice(0, SHOWN).map((file) => file.name);
  if (files.length > SHOWN) shown.push(say("chosen", { n: files.length }));
  list("chosen", shown);
}

filesForm.addEventListener("submit", (event) => {
  event.preventDefault();
  void send(filesForm, new FormData(filesForm));
});
textForm.addEventListener("submit", (event) => {
  event.preventDefault();
  const given = [...new FormData(textForm)].filter(([, value]) => value !== "");
  void send(textForm, Object.fromEntries(given));
});

// ------------------------------------------------------------------ what came of it
async function send(form: HTMLFormElement, body: unknown): Promise<void> {
  const button = form.querySelector("button.primary") as HTMLButtonElement;
  button.disabled = true;
  show(say("reading"), [], []);
  try {
    tell(await api.post<Added>("reports", body));
    form.reset();
    choose();
  } catch (error) {
    show(say("failed"), [], [error instanceof Problem ? error.detail : String(error)]);
  } finally {
    button.disabled = form === filesForm && !input.files?.length;
  }
}

function tell(added: Added): void {
  const lines = (["new", "changed", "known"] as const)
    .filter((name) => added[name] > 0)
    .map((name) => say(name, { n: added[name] }));
  show(say("done"), lines.length > 0 ? lines : [say("nothing")], added.faults);
  const home = document.getElementById("added");
  for (const n of added.reports.slice(0, SHOWN)) home?.append(item(link(n)));
}

function show(title: string, lines: readonly string[], faults: readonly string[]): void {
  const outcome = document.getElementById("outcome") as HTMLElement;
  const heading = document.getElementById("outcome-title") as HTMLElement;
  outcome.hidden = false;
  heading.textContent = title;
  list("added", lines);
  list("faults", faults);
  heading.focus();
}

function list(id: string, lines: readonly string[]): void {
  document.getElementById(id)?.replaceChildren(...lines.map((line) => item(line)));
}

function item(content: string | Node): HTMLLIElement {
  const made = document.createElement("li");
  made.dir = "auto";
  made.append(content);
  return made;
}

function link(n: number): HTMLAnchorElement {
  const made = document.createElement("a");
  made.href = `/reports/${n}`;
  made.textContent = say("report", { n: String(n) });
  return made;
}
