/** What the choosers of forms search: actors and places that Rasid knows. */
import { api, query } from "../http/api";
import { samePlace, unresolved, type Choice, type Part } from "./form";

type Say = (name: string) => string;
type Found = Record<string, unknown>;

const MOST = 12;

/** Choices for what somebody typed; those that can be kept without being known come last. */
export async function search(kind: string, words: string, say: Say): Promise<Choice[]> {
  const found = await api.get<{ items: Found[] }>(`${kind}${query({ q: words, limit: MOST })}`);
  return kind === "places" ? [...found.items.map(place), unknown(words, say)] : found.items.map(actor);
}

function actor(found: Found): Choice {
  const name = String(found["name"]);
  const arabic = found["name_ar"] ? String(found["name_ar"]) : "";
  return { label: local(arabic, name), note: local(name, arabic), value: { actor: name, actor_id: found["id"] } };
}

function local(arabic: string, english: string): string {
  return document.documentElement.lang === "ar" ? arabic || english : english || arabic;
}

/** A place of the gazetteer as the record has it, but for its point, which hangs on the relation. */
function place(found: Found): Choice {
  const text = (name: string) => (found[name] ? String(found[name]) : null);
  const name = text("name_ar") ?? text("name_en") ?? "";
  const unit = local(text("admin1_ar") ?? "", text("admin1") ?? "");
  const note = [unit, text("country"), text("kind")].filter(Boolean).join(" · ");
  const value = {
    name,
    name_en: text("name_en"),
    admin1: text("admin1"),
    admin2: text("admin2"),
    country: text("country"),
    place_id: text("id"),
    candidates: 1,
  };
  return { label: local(name, text("name_en") ?? ""), note, value };
}

function unknown(words: string, say: Say): Choice {
  return { label: words, note: say("unresolved"), value: unresolved(words) };
}

interface Point {
  lat: number;
  lon: number;
  radius_km: number;
  precision: string;
}

/** A place that changed, with the point that its relation makes of it; all else as it is. */
export async function located(part: Part, before: Record<string, unknown> | null): Promise<Part> {
  const { place_id: id, relation, distance_km, bearing } = part;
  if (typeof id !== "string" || samePlace(before as Part | null, part, part)) return part;
  const asked = query({ relation, distance_km, bearing });
  return { ...part, ...(await api.get<Point>(`places/${encodeURIComponent(id)}/point${asked}`)) };
}
