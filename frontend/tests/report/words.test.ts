import { expect, test } from "vitest";
import { WordCursor, beside, trimmed, wordAt, words } from "../../src/report/words";

const TEXT = "🚨 قُصفت بلدة الريحان، صباح اليوم.";
const ALL = words(TEXT);
const told = (range: { start: number; end: number }) => TEXT.slice(range.start, range.end);

test("words are found without emoji and punctuation", () => {
  expect(ALL.map(told)).toEqual(["قُصفت", "بلدة", "الريحان", "صباح", "اليوم"]);
});

test("a selection loses the blanks and marks at its ends", () => {
  expect(trimmed(" \u200fقصف \n", { start: 0, end: 7 })).toEqual({ start: 2, end: 5 });
  expect(trimmed("  ", { start: 0, end: 2 })).toBeNull();
});

test("the word at an offset, the next one between words, the last behind them", () => {
  expect(told(ALL[wordAt(ALL, 0)]!)).toBe("قُصفت");
  expect(told(ALL[wordAt(ALL, ALL[1]!.start + 1)]!)).toBe("بلدة");
  expect(told(ALL[wordAt(ALL, 999)]!)).toBe("اليوم");
});

test("moving takes the selection along, extending lets it grow both ways", () => {
  const cursor = new WordCursor(ALL, 1);
  expect(told(cursor.go(2, false))).toBe("الريحان");
  expect(told(cursor.go(3, true))).toBe("الريحان، صباح");
  expect(told(cursor.go(1, true))).toBe("بلدة الريحان");
  expect(told(cursor.go(99, false))).toBe("اليوم");
  expect(told(cursor.go(-9, false))).toBe("قُصفت");
});

const box = (left: number, top: number) => ({ left, right: left + 10, top, bottom: top + 20 });

test("the line below is left nearest to the word, and the last line has none below", () => {
  const boxes = [box(100, 0), box(50, 0), box(95, 30), box(52, 30), box(51, 60)];
  expect(beside(boxes, 0, 1)).toBe(2);
  expect(beside(boxes, 1, 1)).toBe(3);
  expect(beside(boxes, 4, -1)).toBe(3);
  expect(beside(boxes, 4, 1)).toBe(4);
});
