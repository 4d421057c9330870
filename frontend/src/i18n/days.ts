/** Days and spans of days as the page writes them. Locales of the page are `ar-u-nu-latn` and alike. */
import { locale } from "./say";

type Part = Intl.DateTimeFormatOptions;
const WHOLE: Part = { day: "numeric", month: "short", year: "numeric" };

/** A day in words; what is none stays as it is. */
export function day(iso: string, how: Part = WHOLE): string {
  const told = new Date(`${iso.slice(0, 10)}T00:00:00Z`);
  if (Number.isNaN(told.getTime())) return iso;
  const options = { ...how, timeZone: "UTC", calendar: "gregory" };
  return new Intl.DateTimeFormat(locale(), options).format(told);
}

/** The bin that begins on a day: the day, the month or the year. */
export function bin(iso: string, unit: string): string {
  if (unit === "year") return day(iso, { year: "numeric" });
  if (unit === "month") return day(iso, { month: "short", year: "numeric" });
  return day(iso);
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
