/** What forms hold, as values of the record. */

export interface Span {
  start: number;
  end: number;
  text: string;
}
export type Part = Record<string, unknown> & { span: Span };
/** What a form says: texts by the name of the control, and what was chosen from a list. */
export interface Filled {
  text(name: string): string;
  chosen(name: string): Choice | null;
}
/** One of what a search found: how it is called, and its own fields. */
export interface Choice {
  label: string;
  note: string;
  value: Record<string, unknown>;
}
/** What is wrong with a form: the control that is to be looked at. */
export class Fault extends Error {
  constructor(readonly control: string) {
    super(control);
  }
}

type Builder = (filled: Filled, before: Part | null) => Record<string, unknown>;

const BUILDERS: Record<string, Builder> = {
  agents: (filled) => {
    const actor = filled.chosen("actor");
    if (!actor) throw new Fault("actor");
    return { ...party(actor), certainty: filled.text("certainty") };
  },
  targets: (filled) => ({ ...party(filled.chosen("actor")), kind: filled.text("kind") }),
  weapons: (filled) => ({ class: filled.text("class") }),
  sources: (filled) => ({ kind: filled.text("kind"), name: filled.text("name").trim() || null }),
  place: (filled, before) => place(filled, before),
  time: (filled, before) => time(filled, before),
  casualties: (filled) => casualties(filled),
};

/** The fields that stand in lists. */
export const LISTED = new Set(["agents", "targets", "weapons", "casualties", "sources"]);

/** The value that a form of a field says, with its words. Fault when something is missing. */
export function built(field: string, filled: Filled, before: Part | null, span: Span): Part {
  const builder = BUILDERS[field];
  if (!builder) throw new Error(`no form makes a value of ${field}`);
  return { ...builder(filled, before), span };
}

function party(actor: Choice | null): Record<string, unknown> {
  return { actor: actor?.value["actor"] ?? null, actor_id: actor?.value["actor_id"] ?? null };
}

function place(filled: Filled, before: Part | null): Record<string, unknown> {
  const chosen = filled.chosen("place");
  if (!chosen) throw new Fault("place");
  const relation = filled.text("relation");
  const far = relation === "distance";
  const distance_km = far ? number(filled, "distance_km") : null;
  if (far && distance_km === null) throw new Fault("distance_km");
  const lies = { relation, distance_km, bearing: far ? number(filled, "bearing") : null };
  return samePlace(before, chosen.value, lies) ? { ...before } : { ...NO_POINT, ...chosen.value, ...lies };
}

const NO_POINT = { lat: null, lon: null, radius_km: null, precision: "unresolved" };

/** Whether a form says of a place what was said before: then its point stays as it is. */
export function samePlace(before: Part | null, place: Record<string, unknown>, lies: Record<string, unknown>): boolean {
  if (!before || before["place_id"] !== place["place_id"] || before["name"] !== place["name"]) return false;
  const same = (name: string) => before[name] === lies[name];
  return same("relation") && (lies["relation"] !== "distance" || (same("distance_km") && same("bearing")));
}

/** A place of which only the name is known. */
export function unresolved(name: string): Record<string, unknown> {
  const unknown = ["name_en", "lat", "lon", "radius_km", "admin1", "admin2", "country", "place_id"];
  const nothing = Object.fromEntries(unknown.map((field) => [field, null]));
  return { ...nothing, name, precision: "unresolved", candidates: 0 };
}

function time(filled: Filled, before: Part | null): Record<string, unknown> {
  const start = filled.text("start") || null;
  const end = filled.text("end") || start;
  if (start === null && end !== null) throw new Fault("start");
  if (start !== null && end !== null && start > end) throw new Fault("end");
  const part = filled.text("part_of_day") || null;
  return { start, end, precision: precision(start, end, part, before), part_of_day: part,
    duration_min: before?.["duration_min"] ?? null };
}

/** How narrow days are; what was known of the same days stays. */
function precision(start: string | null, end: string | null, part: string | null, before: Part | null): string {
  const same = before && before["start"] === start && before["end"] === end;
  if (same && before["part_of_day"] === part) return String(before["precision"]);
  if (start !== end || start === null) return "range";
  return part ? "part_of_day" : "day";
}

function casualties(filled: Filled): Record<string, unknown> {
  const min = number(filled, "min");
  const max = number(filled, "max");
  if (min === null) throw new Fault("min");
  if (max !== null && max < min) throw new Fault("max");
  const counted = Object.fromEntries(["children", "women", "men"].map((name) => [name, number(filled, name)]));
  const side = filled.chosen("side")?.value["actor"] ?? null;
  return { outcome: filled.text("outcome"), group: filled.text("group"), min, max, ...counted, side };
}

/** A number of a control, null when it is empty. Arabic digits are digits. */
function number(filled: Filled, name: string): number | null {
  const told = western(filled.text(name)).trim();
  if (told === "") return null;
  const value = Number(told);
  const whole = ["distance_km", "bearing"].includes(name) || Number.isInteger(value);
  if (!Number.isFinite(value) || value < 0 || !whole) throw new Fault(name);
  return value;
}

/** A text with the digits of Arabic and Persian as those that programs read. */
export function western(text: string): string {
  const value = (digit: string, zero: number) => String((digit.codePointAt(0) ?? zero) - zero);
  return text
    .replace(/[\u0660-\u0669]/g, (digit) => value(digit, 0x660))
    .replace(/[\u06f0-\u06f9]/g, (digit) => value(digit, 0x6f0))
    .replace("\u066b", ".");
}

/** What a correction must say so that a value changes, is added or goes: the field and its new JSON. */
export function correction(event: Record<string, unknown>, path: string, value: Part | null): { field: string; new: unknown } {
  const [field = "", index] = path.split(".");
  if (!LISTED.has(field)) return { field, new: value };
  const list = event[field] as Part[];
  if (index === undefined) return { field, new: value ? [...list, value] : list };
  if (value) return { field: path, new: value };
  return { field, new: list.filter((_, at) => at !== Number(index)) };
}

/** Where a part stands by now, in a list that others changed; empty when it is gone. */
export function moved(event: Record<string, unknown>, from: { path: string; before: unknown }): string {
  const [field = "", index] = from.path.split(".");
  if (index === undefined) return from.path;
  const list = event[field] as Part[];
  const sought = JSON.stringify(from.before);
  const at = list.findIndex((part) => JSON.stringify(part) === sought);
  if (at >= 0) return `${field}.${at}`;
  return Number(index) < list.length ? from.path : "";
}
