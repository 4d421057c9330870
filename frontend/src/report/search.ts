/** What the choosers of forms search: actors and places that Rasid knows. */
import { api, query } from "../http/api";
import type { Choice } from "./form";

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

function place(found: Found): Choice {
  throw new Error(String(found));
}

function unknown(words: string, say: Say): Choice {
  return { label: words, note: say("unresolved"), value: {} };
}
