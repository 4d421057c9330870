import { expect, test } from "vitest";
import { Fault, built, correction, moved, unresolved, western, type Choice, type Filled, type Part } from "../../src/report/form";

const SPAN = { start: 2, end: 5, text: "قصف" };

function filled(texts: Record<string, string>, chosen: Record<string, Record<string, unknown>> = {}): Filled {
  const choice = (value: Record<string, unknown>): Choice => ({ label: "", note: "", value });
  return {
    text: (name) => texts[name] ?? "",
    chosen: (name) => (chosen[name] ? choice(chosen[name]) : null),
  };
}

test("an agent needs an actor", () => {
  const army = { actor: "Army of the River", actor_id: "x-army" };
  expect(built("agents", filled({ certainty: "accused" }, { actor: army }), null, SPAN)).toEqual({ ...army, certainty: "accused", span: SPAN });
  expect(() => built("agents", filled({ certainty: "stated" }), null, SPAN)).toThrow(Fault);
});

test("a target need not have one", () => {
  expect(built("targets", filled({ kind: "school" }), null, SPAN)).toEqual({ actor: null, actor_id: null, kind: "school", span: SPAN });
});

test("counts may be open above, in Arabic digits, and not upside down", () => {
  const row = built("casualties", filled({ outcome: "killed", group: "civilian", min: "٣", women: "۲" }), null, SPAN);
  expect(row).toMatchObject({ min: 3, max: null, women: 2, men: null, side: null });
  expect(() => built("casualties", filled({ min: "5", max: "3" }), null, SPAN)).toThrow("max");
  expect(() => built("casualties", filled({ min: "2.5" }), null, SPAN)).toThrow("min");
  expect(() => built("casualties", filled({}), null, SPAN)).toThrow("min");
});

test("one day is a day, a part of it narrower, several a range", () => {
  const day = { start: "2025-03-12" };
  expect(built("time", filled(day), null, SPAN)).toMatchObject({ end: "2025-03-12", precision: "day" });
  expect(built("time", filled({ ...day, part_of_day: "dawn" }), null, SPAN)["precision"]).toBe("part_of_day");
  expect(built("time", filled({ ...day, end: "2025-03-14" }), null, SPAN)["precision"]).toBe("range");
  expect(() => built("time", filled({ ...day, end: "2025-03-10" }), null, SPAN)).toThrow("end");
  expect(built("time", filled({}), null, SPAN)).toMatchObject({ start: null, end: null });
});

test("what was known of the same days stays", () => {
  const before = { start: "2025-03-01", end: "2025-03-31", precision: "month", part_of_day: null, duration_min: 30, span: SPAN };
  const kept = built("time", filled({ start: "2025-03-01", end: "2025-03-31" }), before, SPAN);
  expect(kept).toMatchObject({ precision: "month", duration_min: 30 });
});

const HERE: Part = { ...unresolved("الريحان"), place_id: "x:1", lat: 35.1, lon: 36.2, radius_km: 2, precision: "settlement",
  relation: "in", distance_km: null, bearing: null, span: SPAN };

test("a place at a distance of another has no point yet", () => {
  const texts = { relation: "distance", distance_km: "2.5", bearing: "90" };
  const moved = built("place", filled(texts, { place: unresolved("الريحان") }), HERE, SPAN);
  expect(moved).toMatchObject({ name: "الريحان", relation: "distance", distance_km: 2.5, bearing: 90, lat: null, precision: "unresolved" });
  expect(() => built("place", filled({ relation: "distance" }, { place: HERE }), HERE, SPAN)).toThrow("distance_km");
});

test("a place of which nothing but the words changes keeps its point", () => {
  const other = { ...SPAN, start: 9, end: 12 };
  expect(built("place", filled({ relation: "in" }, { place: HERE }), HERE, other)).toEqual({ ...HERE, span: other });
  expect(built("place", filled({ relation: "near" }, { place: HERE }), HERE, SPAN)).toMatchObject({ relation: "near" });
});

test("distance is of no matter where an act lies in a place", () => {
  expect(built("place", filled({ relation: "in", distance_km: "7" }, { place: HERE }), null, SPAN)["distance_km"]).toBeNull();
});

test("digits of Arabic and Persian are digits", () => {
  expect(western("١٢۳٫5")).toBe("123.5");
});

test("a correction names the value, the list that grows, or what is left of it", () => {
  const part = { kind: "local", span: SPAN } as Part;
  const event = { sources: [part, { ...part, kind: "media" }], place: null };
  expect(correction(event, "sources.1", part)).toEqual({ field: "sources.1", new: part });
  expect(correction(event, "sources", part)).toEqual({ field: "sources", new: [...event.sources, part] });
  expect(correction(event, "sources.0", null)).toEqual({ field: "sources", new: [event.sources[1]] });
  expect(correction(event, "place", part)).toEqual({ field: "place", new: part });
  expect(correction(event, "place", null)).toEqual({ field: "place", new: null });
});

test("a part is found again in a list that others changed", () => {
  const [one, two] = [{ kind: "local", span: SPAN }, { kind: "media", span: SPAN }];
  expect(moved({ sources: [two] }, { path: "sources.1", before: two })).toBe("sources.0");
  expect(moved({ sources: [one] }, { path: "sources.0", before: two })).toBe("sources.0");
  expect(moved({ sources: [] }, { path: "sources.0", before: two })).toBe("");
  expect(moved({ place: one }, { path: "place", before: two })).toBe("place");
});
