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
import { circles, keyOf, points, units } from "./maps/features";
import { addLayers, mark, PRESSED, setData, tint } from "./maps/layers";
import { briefly, line, sideShows, type Words } from "./maps/list";
import { keepScope } from "./scope/form";
import { asked, scopeOf, withParameter } from "./scope/state";
import { nameIn, scopeNames } from "./scope/names";

type Part = { title: string; query: Record<string, string> } | null;

const said = island<Record<string, Messages>>("texts");
const flat = Object.fromEntries(Object.entries(said).flatMap(([file, told]) => Object.entries(told).map(([name, text]) => [`${file}.${name}`, text])));
const say = sayer(flat);
const label = nameIn(island<Record<string, Record<string, string>>>("labels"));
const words: Words = { say, label, lang: language() };
const canvas = home("map");
const START = { center: [40, 33.5] as [number, number], zoom: 4.2 };
const WIDE_ENOUGH = 0.0005;

let map: Drawing | null = null;
let view: View | null = null;
let part: Part = null;
let next: string | null = null;
let toll: Toll | null = null;
let asking = new AbortController();

const kept = keepScope(home<HTMLFormElement>("scope"), scopeNames(say, label), () => void refresh(true));
const brush = makeBrush(home("brush"), { from: say("map.days_from"), to: say("map.days_to") }, (since, until) =>
  kept.set({ ...kept.scope(), since, until }),
);
home("days-all").addEventListener("click", () => kept.set({ ...kept.scope(), since: "", until: "" }));
home("more").addEventListener("click", () => void list(next));
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

// ---------------------------------------------------------------- the map
async function drawMap(): Promise<Drawing> {
  const [lat, lon, zoom] = (new URLSearchParams(location.search).get("at") ?? "").split(",").map(Number);
  const at = lat !== undefined && lon !== undefined && zoom !== undefined && [lat, lon, zoom].every(Number.isFinite);
  const made = await makeMap(canvas, at ? { center: [lon, lat], zoom } : await everything(), (name) => say(`map.${name}`));
  made.on("style.load", () => {
    addLayers(made);
    draw();
  });
  made.on("idle", () => (canvas.dataset["idle"] = "yes"));
  made.on("movestart", () => delete canvas.dataset["idle"]);
  made.on("moveend", () => {
    const { lat, lng } = made.getCenter();
    const here = `${lat.toFixed(3)},${lng.toFixed(3)},${made.getZoom().toFixed(2)}`;
    history.replaceState(history.state, "", withParameter(location.search, "at", here));
    void refresh(false);
  });
  pressable(made);
  await new Promise<void>((done) => void made.once("load", () => done()));
  return made;
}

/** The part of the map that has all incidents which fit; the region when there is none. */
async function everything(): Promise<Partial<MapOptions>> {
  const { cells } = await api.get<View>(`map${asked(kept.scope(), { zoom: 2 })}`);
  if (!cells.length) return START;
  const edge = (pick: (...all: number[]) => number, at: 0 | 1 | 2 | 3): number => pick(...cells.map((cell) => cell.box[at]));
  const bounds: [number, number, number, number] = [edge(Math.min, 2), edge(Math.min, 0), edge(Math.max, 3), edge(Math.max, 1)];
  return { bounds, fitBoundsOptions: { padding: 60, maxZoom: 9 } };
}

function pressable(made: Drawing): void {
  for (const layer of PRESSED) {
    made.on("mouseenter", layer, () => (made.getCanvas().style.cursor = "pointer"));
    made.on("mouseleave", layer, () => (made.getCanvas().style.cursor = ""));
  }
  made.on("click", (event) => {
    const [top] = made.queryRenderedFeatures(event.point, { layers: [...PRESSED] });
    if (top) pressed(made, top);
  });
}

function pressed(made: Drawing, feature: MapGeoJSONFeature): void {
  const { kind, id, box, key } = feature.properties as Record<string, string>;
  if (key !== undefined) return choose(view?.units.find((one) => keyOf(one) === key) ?? null);
  if (kind !== "group") return open(id ?? "");
  const [south, north, west, east] = (box ?? "").split(",").map(Number) as [number, number, number, number];
  const near = Math.max(north - south, east - west) < WIDE_ENOUGH || made.getZoom() >= made.getMaxZoom();
  if (!near) {
    made.fitBounds([[west, south], [east, north]], { padding: 80, maxZoom: made.getZoom() + 3 });
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
  if (days) part = null;
  try {
    const scope = kept.scope();
    const zoom = map ? map.getZoom().toFixed(2) : 0;
    const wanted: Promise<unknown>[] = [api.get<View>(`map${asked(scope, { within: within(), zoom })}`, { signal }).then(shown), list(null)];
    if (days) wanted.push(api.get<Days>(`map/days${asked({ ...scope, since: "", until: "" })}`, { signal }).then(shownDays));
    await Promise.all(wanted);
    document.body.dataset["ready"] = "yes";
  } catch (error) {
    if (!signal.aborted) home("side-sum").textContent = say("scope.failed", { why: String((error as Error).message) });
  }
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
  home("none").hidden = rows.length > 0;
  home("side-title").textContent = part?.title ?? say("map.here");
  toll = killed;
  drawSum();
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
