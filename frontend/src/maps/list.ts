/** The list beside the map: the same incidents as a table, and one of them in short. */
import { element, home } from "../dom/element";
import { day } from "../i18n/days";
import { number } from "../i18n/say";
import { bounded } from "../i18n/tolls";
import type { Brief, Row } from "./answers";
import { pinned } from "./features";

export type Say = (name: string, values?: Record<string, string | number>) => string;
export type Label = (vocabulary: string, code: string) => string;

export interface Words {
  say: Say;
  label: Label;
  lang: string;
}

/** The name of a place with the units it is in, in the language of the page. */
export function where(row: Row, words: Words): string {
  const place = words.lang === "ar" ? (row.place_ar ?? row.place) : row.place;
  const unit = row.admin1 ? words.label("unit", `${row.country ?? ""}/${row.admin1}`) : "";
  const country = row.country ? words.label("unit", row.country) : "";
  const told = [place, unit.split("/").pop(), country].filter((one): one is string => Boolean(one));
  return [...new Set(told)].join(words.lang === "ar" ? "، " : ", ");
}

/** When it was. */
export function when(row: Row, words: Words): string {
  if (!row.day) return words.say("scope.no_day");
  const first = day(row.day);
  return row.last_day > row.day ? words.say("map.days_range", { from: first, to: day(row.last_day) }) : first;
}

/** A line of the list. */
export function line(row: Row, words: Words, open: (id: string) => void): HTMLTableRowElement {
  const act = element("button", { class: "row-open act", type: "button", "data-type": row.type }, [words.label("type", row.type)]);
  act.addEventListener("click", () => open(row.id));
  const notes = row.status === "happened" ? [] : [element("span", { class: "chip warn" }, [words.label("status", row.status)])];
  const killed = bounded(row.killed_low, row.killed_best, row.killed_high);
  return element("tr", { "data-id": row.id }, [
    element("td", { class: "row-day" }, [row.day ? day(row.day, "short") : "–", element("span", { class: "faint" }, [row.day.slice(0, 4)])]),
    element("td", {}, [act, ...notes, element("div", { class: "row-place" }, [element("bdi", {}, [where(row, words)])])]),
    element("td", { class: "num" }, killed ? [element("bdi", {}, [killed])] : []),
  ]);
}

/** One incident in short, with the way to all of it. */
export function briefly(told: Brief, words: Words, back: () => void): DocumentFragment {
  const { row } = told;
  const out = document.createDocumentFragment();
  const away = element("button", { class: "button quiet small side-back", type: "button" }, [words.say("map.back")]);
  away.addEventListener("click", back);
  const title = element("h2", { class: "side-title act", "data-type": row.type, tabindex: -1 }, [words.label("type", row.type)]);
  const summary = told.summary ? [element("p", { class: "side-summary" }, [words.lang === "ar" ? told.summary.ar : told.summary.en])] : [];
  const chips = element("p", { class: "cluster" }, [
    element("span", { class: `chip ${GRADES[row.grade] ?? ""}` }, [words.label("grade", row.grade)]),
    element("span", { class: `chip ${row.status === "happened" ? "" : "warn"}` }, [words.label("status", row.status)]),
    element("span", { class: "chip" }, [words.label("review", row.review)]),
  ]);
  const go = element("a", { class: "button primary", href: `/incidents/${encodeURIComponent(row.id)}` }, [words.say("map.open")]);
  out.append(away, title, chips, ...summary, facts(told, words), element("p", { class: "side-go" }, [go]));
  return out;
}

const GRADES: Readonly<Record<string, string>> = { confirmed: "good", fair: "accent", weak: "", contested: "warn", discounted: "bad" };

function facts({ row, outlets }: Brief, words: Words): HTMLElement {
  const { say } = words;
  const list = element("dl", { class: "facts" });
  const fact = (name: string, ...told: (Node | string)[]): void => {
    if (told.some((one) => one !== "")) list.append(element("dt", {}, [say(`map.${name}`)]), element("dd", {}, told));
  };
  fact("when", when(row, words));
  fact("where", element("bdi", {}, [where(row, words)]), sureness(row, words));
  fact("killed", bounded(row.killed_low, row.killed_best, row.killed_high));
  fact("injured", bounded(row.injured_low, row.injured_best, row.injured_high));
  fact("confidence", row.confidence === null ? "" : number(Math.round(row.confidence * 100) / 100));
  const counted = `${say("map.sources", { n: row.sources })} · ${say("map.tellings", { n: row.tellings })}`;
  const named = outlets.map((one) =>
    element("li", {}, [
      element("bdi", {}, [one.outlet ?? say("map.unknown_outlet")]),
      ...(one.repeated ? [element("span", { class: "faint" }, [` · ${say("map.repeated", { n: one.repeated })}`])] : []),
    ]),
  );
  fact("told_by", counted, element("ul", { class: "side-outlets" }, named));
  return list;
}

function sureness(row: Row, words: Words): HTMLElement {
  const { say, label } = words;
  const kind = label("precision", row.precision ?? "unresolved");
  const units: Readonly<Record<string, string>> = { admin1: "whole_unit", country: "whole_country" };
  const whole = units[row.precision ?? ""];
  const near = row.radius_km ? say("map.radius", { n: row.radius_km }) : "";
  const told = whole ? say(`map.${whole}`) : row.lat === null ? "" : near || (pinned(row.precision) ? say("map.point_exact") : "");
  return element("div", { class: "small soft" }, [[kind, told].filter(Boolean).join(" · ")]);
}

/** Show the list, or one incident instead. */
export function sideShows(one: DocumentFragment | null): void {
  home("side-list").hidden = one !== null;
  const place = home("side-one");
  place.hidden = one === null;
  place.replaceChildren(...(one ? [one] : []));
  if (one !== null) place.querySelector<HTMLElement>("h2")?.focus();
}
