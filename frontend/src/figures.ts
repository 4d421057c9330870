/** What the incidents that the filters leave add up to, drawn and as tables. */
import "./styles/figures.css";
import "./styles/scope.css";
import type { Attested, Matrix, Sources, Timeline } from "./charts/answers";
import { barChart, heightOf, type Bar } from "./charts/bars";
import { legend } from "./charts/draw";
import { heatChart, heatHeight, heatWidth } from "./charts/heat";
import { save, together } from "./charts/save";
import { type CellValue, table } from "./charts/table";
import { families, type Frame, timelineChart, tollChart } from "./charts/time";
import { element, home } from "./dom/element";
import { api } from "./http/api";
import { bin } from "./i18n/days";
import { island, type Messages, number, sayer } from "./i18n/say";
import { range } from "./i18n/tolls";
import type { Toll } from "./maps/answers";
import { token } from "./maps/theme";
import { keepScope } from "./scope/form";
import { nameIn, scopeNames } from "./scope/names";
import { asked, withParameter } from "./scope/state";

interface Answers {
  timeline: Timeline;
  matrix: Matrix;
  sources: Sources;
  attested: Attested;
}

const said = island<Record<string, Messages>>("texts");
const flat = Object.fromEntries(Object.entries(said).flatMap(([file, told]) => Object.entries(told).map(([name, text]) => [`${file}.${name}`, text])));
const say = sayer(flat);
const label = nameIn(island<Record<string, Record<string, string>>>("labels"));
const parties = island<Record<string, string>>("parties");
const unit = home<HTMLSelectElement>("unit");
const kept = keepScope(home<HTMLFormElement>("scope"), scopeNames(say, label), () => void refresh());

let answers: Answers | null = null;
let asking = new AbortController();

unit.value = chosenUnit();
unit.addEventListener("change", () => {
  history.pushState(null, "", withParameter(location.search, "unit", unit.value || null) || location.pathname);
  void refresh();
});
for (const button of document.querySelectorAll<HTMLElement>("[data-save]")) button.addEventListener("click", () => void keepFile(button));
let width = 0;
new ResizeObserver(([seen]) => {
  const next = Math.round(seen?.contentRect.width ?? 0);
  if (answers && next !== width) draw(answers);
  width = next;
}).observe(home("charts"));
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => answers && draw(answers));
void refresh();

function chosenUnit(): string {
  return new URLSearchParams(location.search).get("unit") ?? "";
}

async function refresh(): Promise<void> {
  asking.abort();
  asking = new AbortController();
  const { signal } = asking;
  const scope = kept.scope();
  unit.value = chosenUnit();
  const withUnit = asked(scope, { unit: chosenUnit() || null });
  for (const link of document.querySelectorAll<HTMLAnchorElement>("[data-csv]")) link.href = `/api/v1/figures/${link.dataset["csv"]}.csv${withUnit}`;
  delete document.body.dataset["ready"];
  try {
    const get = <T>(name: string, query = asked(scope)): Promise<T> => api.get<T>(`figures/${name}${query}`, { signal });
    const [timeline, matrix, sources, attested] = await Promise.all([get<Timeline>("timeline", withUnit), get<Matrix>("matrix"), get<Sources>("sources"), get<Attested>("attested")]);
    answers = { timeline, matrix, sources, attested };
    home("failed").hidden = true;
    draw(answers);
  } catch (error) {
    if (signal.aborted) return;
    home("failed").hidden = false;
    home("failed").textContent = say("scope.failed", { why: (error as Error).message });
  }
  document.body.dataset["ready"] = "yes";
}

function draw(told: Answers): void {
  const some = told.timeline.total + told.timeline.undated > 0;
  home("nothing").hidden = some;
  home("charts").hidden = !some;
  drawSums(told.timeline);
  if (!some) return;
  drawTimeline(told.timeline);
  drawTolls(told.timeline);
  drawMatrix(told.matrix);
  drawSources(told.sources);
  drawAttested(told.attested);
}

// ---------------------------------------------------------------- the parts of a card
/** What a party or an outlet is called; `none` when there is none. */
const party = (name: string | null, none: string): string => (name === null ? none : (parties[name] ?? name));

function body(name: string): HTMLElement {
  return home(name).querySelector<HTMLElement>(".chart-body") as HTMLElement;
}

function frame(name: string, height: number, description: string): Frame {
  return { width: Math.max(280, body(name).clientWidth), height, title: say(`figures.${name}`), description };
}

/** Names amid other words keep their own direction. */
const isolated = (name: string): string => `\u2068${name}\u2069`;

/** Two that go by one name are told apart by what they are known by. */
function apart(names: readonly string[], keys: readonly (string | null)[]): string[] {
  return names.map((name, at) => (names.indexOf(name) !== names.lastIndexOf(name) && keys[at] ? `${name} (${keys[at]})` : name));
}

function fillCard(name: string, shown: readonly Node[], head: readonly string[], rows: readonly (readonly CellValue[])[], foot = ""): void {
  body(name).replaceChildren(...shown);
  home(name).querySelector(".table-scroll")?.replaceChildren(table(say(`figures.${name}`), head, rows));
  const last = home(name).querySelector<HTMLElement>(".chart-foot");
  if (last) [last.hidden, last.textContent] = [!foot, foot];
}

async function keepFile(button: HTMLElement): Promise<void> {
  const card = button.closest<HTMLElement>(".chart");
  const charts = [...(card?.querySelectorAll<SVGSVGElement>(".chart-body svg[role=img]") ?? [])];
  if (!card || !charts.length) return;
  const title = card.querySelector("h2")?.textContent ?? "";
  const legend = [...card.querySelectorAll(".chart-legend li")].map((one) => [one.querySelector("rect")?.getAttribute("fill") ?? "", one.textContent ?? ""] as const);
  await save(together({ title, legend, charts }), card.id, button.dataset["save"] === "png" ? "png" : "svg");
}

function span(told: Timeline): string {
  const [from, to] = [told.starts[0], told.starts.at(-1)];
  return from && to ? say("figures.from_to", { from: bin(from, told.unit), to: bin(to, told.unit) }) : "";
}

function added(tolls: readonly (Toll | null)[]): Toll | null {
  const some = tolls.filter((one): one is Toll => one !== null);
  const sum = (name: keyof Toll): number => some.reduce((all, one) => all + one[name], 0);
  return some.length ? { low: sum("low"), best: sum("best"), high: sum("high"), open: sum("open") } : null;
}

// ---------------------------------------------------------------- each figure
function drawSums(told: Timeline): void {
  const figure = (name: string, value: string): HTMLElement => element("div", { class: "figure" }, [element("dt", {}, [name]), element("dd", {}, [element("bdi", {}, [value])])]);
  const made = [figure(say("figures.total"), number(told.total))];
  for (const what of ["killed", "injured"] as const) {
    const sum = added(told[what]);
    if (sum) made.push(figure(say(`figures.${what}`), range(sum.low, sum.high, sum.open)));
  }
  home("sums").replaceChildren(...made);
}

function drawTimeline(told: Timeline): void {
  const named = (family: string): string => say(`scope.families.${family}`);
  const shown = timelineChart(told, frame("timeline", 280, span(told)), named, (since, until) => kept.set({ ...kept.scope(), since, until }));
  const entries = families(told).map(([family]) => [token(`family-${family}`), named(family)] as const);
  const types = Object.keys(told.counts);
  const rows = told.starts.map((start, at) => [bin(start, told.unit), ...types.map((type) => told.counts[type]?.[at] ?? 0)]);
  const foot = told.undated ? say("figures.undated_n", { n: told.undated }) : "";
  fillCard("timeline", [legend(entries), shown], [say("figures.period"), ...types.map((type) => label("type", type))], rows, foot);
}

function drawTolls(told: Timeline): void {
  const shown = (["killed", "injured"] as const).flatMap((what) => {
    const sum = added(told[what]);
    if (!sum) return [];
    const words = `${say(`figures.${what}`)}: ${range(sum.low, sum.high, sum.open)}`;
    const colour = token(what === "killed" ? "family-harm" : "family-fire");
    return [element("h3", { class: "chart-part" }, [words]), tollChart(told, told[what], { ...frame("tolls", 170, span(told)), title: words }, colour)];
  });
  const bounds = (toll: Toll | null): CellValue[] => (toll ? [toll.low, toll.best, toll.high] : [null, null, null]);
  const rows = told.starts.map((start, at) => [bin(start, told.unit), ...bounds(told.killed[at] ?? null), ...bounds(told.injured[at] ?? null)]);
  const head = (["killed", "injured"] as const).flatMap((what) => ["low", "best", "high"].map((one) => `${say(`figures.${what}`)} · ${say(`figures.${one}`)}`));
  const open = added(told.killed)?.open ?? 0;
  fillCard("tolls", shown, [say("figures.period"), ...head], rows, open ? say("figures.open_n", { n: open }) : "");
}

function drawMatrix(told: Matrix): void {
  const name = (one: string | null): string => party(one, say("figures.nobody"));
  const [agents, targets] = [told.agents, told.targets].map((keys) => apart(keys.map(name), keys)) as [string[], string[]];
  const seen = frame("matrix", heatHeight(agents.length), `${say("figures.agent")} × ${say("figures.target")}`);
  const shown = heatChart(agents, targets, told.counts, { ...seen, width: Math.max(seen.width, heatWidth(targets.length)) });
  const rows = agents.map((agent, at) => [agent, ...(told.counts[at] ?? [])]);
  const scroll = element("div", { class: "chart-wide", tabindex: 0, role: "region", "aria-label": say("figures.matrix") }, [shown]);
  fillCard("matrix", [scroll], [`${say("figures.agent")} / ${say("figures.target")}`, ...targets], rows, say("figures.matrix_of", { n: told.looked_at }));
}

const OUTLETS = 12;

function drawSources(told: Sources): void {
  const unknown = say("figures.unknown");
  const parts = [
    { name: say("figures.own"), colour: token("accent") },
    { name: say("figures.copies"), colour: token("family-fire") },
    { name: say("figures.relays"), colour: token("line-strong") },
  ];
  const bars = told.outlets.slice(0, OUTLETS).map((one): Bar => ({ label: party(one.name, unknown), values: [one.own, one.copies, one.relays] }));
  const rows = told.outlets.map((one) => [party(one.name, unknown), one.own, one.copies, one.relays]);
  const shown = barChart(bars, parts, frame("sources", heightOf(bars.length), parts.map((one) => one.name).join(", ")));
  fillCard("sources", [legend(parts.map((one) => [one.colour, one.name])), shown], [say("figures.outlet"), ...parts.map((one) => one.name)], rows, say("figures.matrix_of", { n: told.looked_at }));

  const pairs = told.repeats.map((one): Bar => ({ label: say("figures.repeats_line", { outlet: isolated(party(one.outlet, unknown)), source: isolated(party(one.repeats, unknown)) }), values: [one.count] }));
  const drawing = barChart(pairs.slice(0, OUTLETS), [{ name: "", colour: token("family-fire") }], frame("repeats", heightOf(Math.min(OUTLETS, pairs.length)), ""));
  fillCard("repeats", [drawing], [say("figures.repeats"), say("figures.number")], pairs.map((one) => [one.label, one.values[0] ?? 0]));
}

const GRADES: Readonly<Record<string, string>> = { confirmed: "good", fair: "accent", weak: "line-strong", contested: "warn", discounted: "danger" };
const REVIEWS = ["stale", "open", "corrected", "confirmed"];
const TENTHS = 10;
const COLUMN_GAP = 36;

/** Three beside each other where there is room. */
function attestedWidth(): number {
  const all = Math.max(280, body("attested").clientWidth);
  return all < 720 ? all : Math.floor((all - 2 * COLUMN_GAP) / 3);
}

function drawAttested(told: Attested): void {
  const third = attestedWidth();
  const part = (title: string, bars: readonly Bar[], colours: readonly string[]): Node => {
    const size = { width: third, height: heightOf(bars.length), title, description: "" };
    const parts = colours.map((colour) => ({ name: "", colour }));
    return element("div", {}, [element("h3", { class: "chart-part" }, [title]), barChart(bars, parts, size)]);
  };
  const coded = (name: string, counts: Record<string, number>, codes: readonly string[]): Bar[] =>
    codes.map((code, at) => ({ label: label(name, code), values: codes.map((_, n) => (n === at ? (counts[code] ?? 0) : 0)) }));
  const steps = told.confidence.map((count, at): Bar => ({ label: range(at / TENTHS, (at + 1) / TENTHS, 0), values: [count] }));
  const grades = Object.keys(GRADES);
  const shown = [
    part(say("figures.grades"), coded("grade", told.grades, grades), grades.map((code) => token(GRADES[code] ?? "accent"))),
    part(say("figures.reviews"), coded("review", told.reviews, REVIEWS), REVIEWS.map(() => token("accent"))),
    part(say("figures.confidence"), steps, [token("accent")]),
  ];
  const rows: CellValue[][] = [
    ...Object.entries(told.grades).map(([code, count]) => [`${say("figures.grades")}: ${label("grade", code)}`, count]),
    ...Object.entries(told.reviews).map(([code, count]) => [`${say("figures.reviews")}: ${label("review", code)}`, count]),
    ...steps.map((step) => [`${say("figures.confidence")}: ${step.label}`, step.values[0] ?? 0]),
  ];
  fillCard("attested", shown, [say("figures.attested"), say("figures.number")], rows);
}
