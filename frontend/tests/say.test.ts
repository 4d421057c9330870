import { afterEach, describe, expect, it, vi } from "vitest";
import { fill, number } from "../src/i18n/say";

const page = (locale: string) =>
  vi.stubGlobal("document", { documentElement: { dataset: { locale }, lang: locale.slice(0, 2) } });

afterEach(() => vi.unstubAllGlobals());

describe("messages", () => {
  const counted = { one: "one", two: "two", few: "{n} few", many: "{n} many", other: "{n} other" };
  it("take the plural form that Arabic asks for", () => {
    page("ar-u-nu-latn");
    expect([1, 2, 5, 11, 100].map((n) => fill(counted, { n }))).toEqual([
      "one", "two", "5 few", "11 many", "100 other",
    ]);
  });
  it("write digits as the page does", () => {
    page("ar-u-nu-latn");
    expect(number(1250)).toMatch(/^1.250$/);
    page("ar-u-nu-arab");
    expect(number(12)).toBe("١٢");
  });
  it("leave what they are not told", () => {
    page("en-u-nu-latn");
    expect(fill("{who} at {when}", { who: "A" })).toBe("A at {when}");
  });
});
