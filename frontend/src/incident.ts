/** The incident page: choosing tellings to split off or move, joining, taking decisions back. */
import "./styles/incident.css";
import { api, Problem } from "./http/api";
import { fill, island, type Messages } from "./i18n/say";
import { idOf, type Data } from "./incident/ids";
import { fault, toast } from "./ui/toast";

interface Decided {
  judgement: string;
  incidents: string[];
}

const data = island<Data>("incident-data");
const texts = island<Messages>("incident-texts");
const said = document.getElementById("said")!;
const UNDOABLE = "rasid-decided";

function say(name: string, values: Record<string, string | number> = {}): string {
  const message = texts[name];
  return message === undefined ? name : fill(message, values);
}

// ------------------------------------------------------------------ choosing
const choosing = document.getElementById("choosing") as HTMLFormElement;

function chosen(): string[] {
  return [...choosing.querySelectorAll<HTMLInputElement>('input[name="telling"]:checked')].map((box) => box.value);
}

function counted(): void {
  const some = chosen().length;
  const words = say("chosen", { n: some });
  const home = document.getElementById("how-many");
  if (home) home.textContent = words;
  for (const button of choosing.querySelectorAll<HTMLButtonElement>("[data-do]")) {
    const whole = button.dataset["do"] === "split" && some === data.tellings.length;
    button.disabled = some === 0 || whole;
  }
}

// ------------------------------------------------------------------ deciding
/** Decide, and go to the incident that came of it, where the decision can be taken back. */
async function decide(what: string, act: () => Promise<Decided>): Promise<void> {
  try {
    const done = await act();
    sessionStorage.setItem(UNDOABLE, JSON.stringify({ what, judgement: done.judgement }));
    const home = done.incidents.includes(data.id) ? data.id : (done.incidents[0] ?? data.id);
    location.assign(`/incidents/${encodeURIComponent(home)}`);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    fault(say(error.status === 412 ? "changed" : "failed", { why: error.detail }));
    said.textContent = error.detail;
  }
}

const split = () =>
  decide("split", () => api.post<Decided>(`incidents/${data.id}/split`, { tellings: chosen() }, { ifMatch: data.etag }));

function move(): void {
  const to = idOf((choosing.elements.namedItem("to") as HTMLInputElement).value);
  if (!to) return fault(say("give_id"));
  void decide("moved", () => api.post<Decided>(`incidents/${data.id}/move`, { tellings: chosen(), to }, { ifMatch: data.etag }));
}

function join(other: string): void {
  const id = idOf(other);
  if (!id || id === data.id) return fault(say("give_id"));
  void decide("joined", () => api.post<Decided>("incidents/join", { ids: [data.id, id] }, { ifMatch: data.etag }));
}

const undo = (judgement: string) =>
  decide("undone", () => api.post<Decided>(`judgements/${judgement}/undo`, undefined, { ifMatch: data.etag }));

/** What was decided on the page before: said, with a button that takes it back. */
function saidBefore(): void {
  const kept = sessionStorage.getItem(UNDOABLE);
  if (!kept) return;
  sessionStorage.removeItem(UNDOABLE);
  const { what, judgement } = JSON.parse(kept) as { what: string; judgement: string };
  const back = { label: say("undo"), run: () => void undo(judgement) };
  toast(say(what), ...(what === "undone" ? [] : [back]));
}

/** The place on a map, where the browser draws one; its words stand there without it. */
async function drawMap(): Promise<void> {
  const slot = document.querySelector<HTMLElement>("[data-map]");
  if (!slot) return;
  const [{ drawsMaps }, { smallMaps }] = await Promise.all([import("./maps/canvas"), import("./maps/small")]);
  slot.hidden = !drawsMaps();
  await smallMaps();
}

choosing.addEventListener("change", counted);
choosing.addEventListener("submit", (event) => event.preventDefault());
document.getElementById("join-by-id")!.addEventListener("submit", (event) => {
  event.preventDefault();
  join((event.target as HTMLFormElement).querySelector("input")!.value);
});
document.getElementById("incident")!.addEventListener("click", (event) => {
  const button = (event.target as Element).closest<HTMLElement>("button");
  if (button?.dataset["do"] === "split") void split();
  if (button?.dataset["do"] === "move") move();
  if (button?.dataset["join"]) join(button.dataset["join"]);
  if (button?.dataset["undo"]) void undo(button.dataset["undo"]);
});
saidBefore();
void drawMap();
