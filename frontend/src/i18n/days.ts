/** Days and spans of days in words, with the months that the server writes too. */
import { island, locale } from "./say";

/** How much of a day is told. */
export type Part = "day" | "short" | "month" | "year";

/** A day in words; what is none stays as it is. `short` leaves out the year. */
export function day(iso: string, part: Part = "day"): string {
  const told = /^(\d{4})-(\d\d)-(\d\d)/.exec(iso);
  if (!told) return iso;
  const [year, month, date] = told.slice(1).map(Number) as [number, number, number];
  const words = { day: [date, name(month), year], short: [date, name(month)], month: [name(month), year], year: [year] };
  return words[part].map((one) => (typeof one === "number" ? plain(one) : one)).join(" ");
}

function name(month: number): string {
  return island<readonly string[]>("months")[month - 1] ?? "";
}

/** A number with the digits of the page, and nothing between them. */
function plain(value: number): string {
  return new Intl.NumberFormat(locale(), { useGrouping: false }).format(value);
}

/** The bin that begins on a day: the day, the month or the year. */
export function bin(iso: string, unit: string): string {
  return day(iso, unit === "year" || unit === "month" ? unit : "day");
}

const DAY_MS = 86_400_000;

/** The last day of the bin that begins on a day. */
export function lastDay(start: string, unit: string): string {
  const at = new Date(`${start}T00:00:00Z`);
  if (unit === "year") at.setUTCFullYear(at.getUTCFullYear() + 1);
  else if (unit === "month") at.setUTCMonth(at.getUTCMonth() + 1);
  else at.setUTCDate(at.getUTCDate() + (unit === "week" ? 7 : 1));
  return new Date(at.getTime() - DAY_MS).toISOString().slice(0, 10);
}
