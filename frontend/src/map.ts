/** The map of incidents: what the filters, the days and the part of the map leave, drawn and listed. */
import "./styles/map.css";
import "./styles/scope.css";
import type { Map as Drawing, MapGeoJSONFeature, MapOptions } from "maplibre-gl";
import { element, home } from "./dom/element";
import { api } from "./http/api";
import { day, lastDay } from "./i18n/days";
import { island, type Messages, number, sayer } from "./i18n/say";
import { range } from "./i18n/tolls";
import type { Brief, Days, Page, Toll, Unit, View } from "./maps/answers";
import { makeBrush } from "./maps/brush";
import { drawsMaps, language, makeMap } from "./maps/canvas";
import { circles, extent, keyOf, points, units } from "./maps/features";
import { addLayers, mark, PRESSED, setData, tint } from "./maps/layers";
import { briefly, line, sideShows, type Words } from "./maps/list";
import { keepScope } from "./scope/form";
import { asked, conditions, scopeOf, withParameter } from "./scope/state";
import { nameIn, scopeNames } from "./scope/names";

type Framing = { center: [number, number]; zoom: number } | { bounds: [number, number, number, number] };
type Part = { title: string; query: Record<string, string> } | null;

const said = island<Record<string, Messages>>("texts");
const flat = Object.fromEntries(Object.entries(said).flatMap(([file, told]) => Object.entries(told).map(([name, text]) => [`${file}.${name}`, text])));
const say = sayer(flat);
const label = nameIn(island<Record<string, Record<string, string>>>("labels"));
const words: Words = { say, label, lang: language() };
const canvas = home("map");
const START: Framing = { center: [40, 33.5], zoom: 4.2 };
const FRAME = { padding: 60, maxZoom: 9 };
const WIDE_ENOUGH = 0.0005;

let map: Drawing | null = null;
let view: View | null = null;
let part: Part = null;
let next: string | null = null;
let toll: Toll | null = null;
let asking = new AbortController();
let fitting = false;
let changes = 0;

const kept = keepScope(home<HTMLFormElement>("scope"), scopeNames(say, label), () => void changed());
const brush = makeBrush(home("brush"), { from: say("map.days_from"), to: say("map.days_to") }, (since, until) =>
  kept.set({ ...kept.scope(), since, until }),
);
home("days-all").addEventListener("click", () => kept.set({ ...kept.scope(), since: "", until: "" }));
home("more").addEventListener("click", () => void list(next));
home("whole").addEventListener("click", () => {
  history.pushState(null, "", withParameter(location.search, "at", null) || location.pathname);
  void changed();
});
window.addEventListener("popstate", () => void showOne());
void begin();

async function begin(): Promise<void> {
  if (drawsMaps()) {
    try {
      map = await drawMap();
    } catch (error) {
      console.error(error);
    }
  }
  if (!map) {
    home("map-missing").hidden = false;
    document.body.classList.add("no-map");
  }
  await refresh(true);
  await showOne();
}

/** Other filters, or a step back: the map shows what the address says, else all that fits. */
async function changed(): Promise<void> {
  const mine = ++changes;
  const framing = map && (viewport() ?? (await everything()));
  if (mine !== changes) return;
  if (map && framing) {
    fitting = true;
    if ("bounds" in framing) map.fitBounds(framing.bounds, { ...FRAME, duration: 0 });
    else map.jumpTo(framing);
    fitting = false;
  }
  await refresh(true);
}

// ---------------------------------------------------------------- the map
async function drawMap(): Promise<Drawing> {
  const framing = viewport() ?? (await everything());
  const options: Partial<MapOptions> = "bounds" in framing ? { ...framing, fitBoundsOptions: FRAME } : framing;
  const made = await makeMap(canvas, options, (name) => say(`map.${name}`));
  made.on("style.load", () => {
    addLayers(made);
    draw();
  });
  made.on("idle", () => (canvas.dataset["idle"] = "yes"));
  made.on("movestart", () => delete canvas.dataset["idle"]);
  made.on("moveend", (event) => {
    if (fitting) return;
    if (event.originalEvent) keepViewport(made); // else the page only got another size
    void refresh(false);
  });
  pressable(made);
  return made;
}

function keepViewport(made: Drawing): void {
  const { lat, lng } = made.getCenter();
  const here = `${lat.toFixed(3)},${lng.toFixed(3)},${made.getZoom().toFixed(2)}`;
  history.replaceState(history.state, "", withParameter(location.search, "at", here));
}

/** The part of the map that the address asks for; null when it asks for none. */
function viewport(): Framing | null {
  const [lat, lon, zoom] = (new URLSearchParams(location.search).get("at") ?? "").split(",").map(Number);
  if (lat === undefined || lon === undefined || zoom === undefined || ![lat, lon, zoom].every(Number.isFinite)) return null;
  return { center: [lon, lat], zoom };
}

/** The part of the map that has all incidents which fit; the region when there is none. */
async function everything(): Promise<Framing> {
  const found = extent(await api.get<View>(`map${asked(kept.scope(), { zoom: 2 })}`));
  return found ? { bounds: found } : START;
}

function pressable(made: Drawing): void {
  for (const layer of PRESSED) {
    made.on("mouseenter", layer, () => (made.getCanvas().style.cursor = "pointer"));
    made.on("mouseleave", layer, () => (made.getCanvas().style.cursor = ""));
  }
  made.on("click", (event) => {
    const [top] = made.queryRenderedFeatures(event.point, { layers: [...PRESSED] });
    if (top) pressed(made, top, event.originalEvent);
  });
}

function pressed(made: Drawing, feature: MapGeoJSONFeature, originalEvent: MouseEvent): void {
  const { kind, id, box, key } = feature.properties as Record<string, string>;
  if (key !== undefined) return choose(view?.units.find((one) => keyOf(one) === key) ?? null);
  if (kind !== "group") return open(id ?? "");
  const [south, north, west, east] = (box ?? "").split(",").map(Number) as [number, number, number, number];
  const near = Math.max(north - south, east - west) < WIDE_ENOUGH || made.getZoom() >= made.getMaxZoom();
  if (!near) {
    made.fitBounds([[west, south], [east, north]], { padding: 80, maxZoom: made.getZoom() + 3 }, { originalEvent });
    return;
  }
  const edge = WIDE_ENOUGH / 10;
  part = { title: say("map.legend_cluster"), query: { within: [south - edge, north + edge, west - edge, east + edge].join(",") } };
  void list(null);
}

function choose(unit: Unit | null): void {
  if (!unit) return;
  const name = label("unit", keyOf(unit)).split("/").pop() ?? "";
  part = { title: say(unit.admin1 ? "map.of_unit" : "map.of_country", { unit: name }), query: { unit: keyOf(unit) } };
  sideShows(null);
  void list(null);
}

function draw(): void {
  if (!map || !view || !map.getSource("points")) return;
  setData(map, "points", points(view, number));
  setData(map, "circles", circles(view));
  setData(map, "units", units(view, number));
  tint(map, view.units.map(keyOf));
  mark(map, shownId());
}

// ---------------------------------------------------------------- what is asked
/** The box that is seen, a little wider; null where nothing is drawn. */
function within(): string | null {
  if (!map) return null;
  const { _sw: low, _ne: high } = map.getBounds();
  const held = (value: number, most: number): string => Math.max(-most, Math.min(most, value)).toFixed(4);
  return [held(low.lat, 90), held(high.lat, 90), held(low.lng, 180), held(high.lng, 180)].join(",");
}

async function refresh(days: boolean): Promise<void> {
  asking.abort();
  asking = new AbortController();
  const { signal } = asking;
  delete canvas.dataset["idle"];
  home("side").ariaBusy = "true";
  if (days) part = null;
  try {
    const scope = kept.scope();
    const zoom = map ? map.getZoom().toFixed(2) : 0;
    const wanted: Promise<unknown>[] = [api.get<View>(`map${asked(scope, { within: within(), zoom })}`, { signal }).then(shown), list(null)];
    if (days) wanted.push(api.get<Days>(`map/days${asked({ ...scope, since: "", until: "" })}`, { signal }).then(shownDays));
    await Promise.all(wanted);
    document.body.dataset["ready"] = "yes";
    home("side").ariaBusy = null;
  } catch (error) {
    if (!signal.aborted) failed(error as Error);
  }
}

function failed(error: Error): void {
  home("side").ariaBusy = null;
  home("side-sum").textContent = say("scope.failed", { why: error.message });
}

function shown(answer: View): void {
  view = answer;
  draw();
  drawSum();
  map?.triggerRepaint();
  const made = answer.units.slice(0, 12).map((unit) => {
    const name = label("unit", keyOf(unit)).split("/").pop() ?? "";
    const chip = element("button", { class: "chip unit-chip", type: "button" }, [element("bdi", {}, [name]), element("b", {}, [number(unit.count)])]);
    chip.addEventListener("click", () => choose(unit));
    return chip;
  });
  if (answer.unplaced) {
    const chip = element("button", { class: "chip unit-chip", type: "button" }, [say("map.unplaced_n", { n: answer.unplaced })]);
    chip.addEventListener("click", () => {
      part = { title: say("map.unplaced"), query: { unplaced: "true" } };
      void list(null);
    });
    made.push(chip);
  }
  home("units").replaceChildren(...made);
}

function shownDays(answer: Days): void {
  const { since, until } = kept.scope();
  brush.show(answer, since, until);
  home("days-all").hidden = !since && !until;
  const from = since || answer.starts[0];
  const last = answer.starts.at(-1);
  const to = until || (last && lastDay(last, answer.unit));
  home("days-range").textContent = from && to ? say("map.days_range", { from: day(from), to: day(to) }) : say("map.days_none");
}

// ---------------------------------------------------------------- the list
async function list(after: string | null): Promise<void> {
  const box = within();
  const query = part?.query ?? (box === null ? {} : { within: box });
  const scope = scopeOf(location.search);
  const { signal } = asking;
  const [page, { killed }] = await Promise.all([
    api.get<Page>(`map/incidents${asked(scope, { ...query, cursor: after })}`, { signal }),
    after ? { killed: null } : api.get<{ killed: Toll | null }>(`map/killed${asked(scope, query)}`, { signal }),
  ]);
  next = page.next;
  const rows = page.items.map((row) => line(row, words, open));
  home("rows").append(...(after ? [] : (home("rows").replaceChildren(), [])), ...rows);
  home("more").hidden = next === null;
  if (after) return;
  const none = !rows.length;
  const without = none && !part && !conditions(scope).length && (await isEmpty(signal));
  home("none").hidden = !none || without;
  home("nothing").hidden = !without;
  home("side-title").textContent = part?.title ?? say("map.here");
  toll = killed;
  drawSum();
}

/** Whether there is no incident at all, wherever. */
async function isEmpty(signal: AbortSignal): Promise<boolean> {
  return !(await api.get<Page>("map/incidents?limit=1", { signal })).items.length;
}

/** How many incidents are seen, and those killed in them. */
function drawSum(): void {
  const count = part || !view || !map ? "" : say("scope.incidents", { n: view.total });
  const told = toll ? say("scope.killed_of", { range: range(toll.low, toll.high, toll.open) }) : "";
  home("side-sum").textContent = [count, told, view?.cut ? say("map.cut") : ""].filter(Boolean).join(" · ");
}

function shownId(): string {
  return new URLSearchParams(location.search).get("show") ?? "";
}

function open(id: string): void {
  history.pushState(null, "", withParameter(location.search, "show", id));
  void showOne();
}

async function showOne(): Promise<void> {
  const id = shownId();
  if (map) mark(map, id);
  if (!id) return sideShows(null);
  try {
    const told = await api.get<Brief>(`map/incidents/${encodeURIComponent(id)}`);
    const back = (): void => {
      history.pushState(null, "", withParameter(location.search, "show", null) || location.pathname);
      void showOne();
      document.querySelector<HTMLElement>(`[data-id="${CSS.escape(id)}"] button`)?.focus();
    };
    sideShows(briefly(told, words, back));
  } catch {
    sideShows(null);
  }
}
