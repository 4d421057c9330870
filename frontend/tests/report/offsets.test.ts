import { expect, test } from "vitest";
import { Offsets } from "../../src/report/offsets";

const TEXTS = ["", "قصف", "🚨🔥 قصف على 🏚️ البلدة", "a\ud83db", "\u{1d49c}\u{1d49c}", "\0\r\n\u202e🚑"];

test.each(TEXTS)("code points of %j and back", (text) => {
  const offsets = new Offsets(text);
  let units = 0;
  [...text].forEach((char, points) => {
    expect(offsets.units(points)).toBe(units);
    expect(offsets.points(units)).toBe(points);
    units += char.length;
  });
  expect(offsets.units([...text].length)).toBe(text.length);
  expect(offsets.points(text.length)).toBe([...text].length);
});

test("an offset inside a pair is before it", () => {
  expect(new Offsets("🚨🔥").points(3)).toBe(1);
});
