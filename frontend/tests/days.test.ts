import { readFileSync } from "node:fs";
import { afterEach, describe, expect, it, vi } from "vitest";
import { bin, day, lastDay } from "../src/i18n/days";

/** The months that the server gives, from the one list of them. */
function months(language: string): string[] {
  const rules = readFileSync("../src/rasid/data/rules/summary.yaml", "utf-8");
  const own = rules.slice(rules.indexOf(`\n${language}:`));
  return (/^ {2}months: \[(.*)\]$/m.exec(own)?.[1] ?? "").split(", ");
}

function page(locale: string): void {
  const lang = locale.slice(0, 2);
  const home = { textContent: JSON.stringify(months(lang)) };
  vi.stubGlobal("document", {
    documentElement: { dataset: { locale }, lang },
    getElementById: (id: string) => (id === "months" ? home : null),
  });
}

afterEach(() => vi.unstubAllGlobals());

describe("a day in words", () => {
  it("has both names of the month in Arabic, as the sentences of the server do", () => {
    page("ar-u-nu-latn");
    expect(day("2025-01-09")).toBe("9 كانون الثاني/يناير 2025");
    expect(day("2025-03-12", "short")).toBe("12 آذار/مارس");
    expect(bin("2025-12-01", "month")).toBe("كانون الأول/ديسمبر 2025");
  });
  it("is told by as much as its bin is long", () => {
    page("en-u-nu-latn");
    expect(["day", "week", "month", "year"].map((unit) => bin("2025-05-05", unit))).toEqual(["5 May 2025", "5 May 2025", "May 2025", "2025"]);
  });
  it("has the digits of the page and none between them", () => {
    page("ar-u-nu-arab");
    expect(day("2025-03-12", "year")).toBe("٢٠٢٥");
  });
  it("stays as it is when it is no day", () => {
    page("en-u-nu-latn");
    expect(day("soon")).toBe("soon");
  });
});

describe("the last day of a bin", () => {
  it("is the day before the next begins", () => {
    expect(lastDay("2024-02-01", "month")).toBe("2024-02-29");
    expect(lastDay("2024-12-30", "week")).toBe("2025-01-05");
    expect(lastDay("2024-01-01", "year")).toBe("2024-12-31");
    expect(lastDay("2024-01-01", "day")).toBe("2024-01-01");
  });
});
