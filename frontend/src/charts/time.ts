/** Charts over time. Time runs from the left in both languages, as in print. */
import { drawn } from "../dom/element";
import { bin, lastDay } from "../i18n/days";
import { number } from "../i18n/say";
import { range } from "../i18n/tolls";
import { binAt, between } from "../maps/span";
import type { Toll } from "../maps/answers";
import { FAMILIES, token } from "../maps/theme";
import type { Timeline } from "./answers";
import { box, chart, rule, text } from "./draw";
import { along, apart, labelled, stacked, ticks } from "./scale";

const MARGIN = { top: 10, right: 8, bottom: 26, left: 44 };

export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly title: string;
  readonly description: string;
}

/** Families of acts that occur, each with a number a bin; the most frequent first. */
export function families(told: Timeline): [string, number[]][] {
  const found = Object.entries(FAMILIES).map(([family, types]): [string, number[]] => {
    const rows = types.map((type) => told.counts[type] ?? []);
    return [family, told.starts.map((_, at) => rows.reduce((sum, row) => sum + (row[at] ?? 0), 0))];
  });
  const total = (row: number[]): number => row.reduce((sum, one) => sum + one, 0);
  return found.filter(([, row]) => total(row)).sort((a, b) => total(b[1]) - total(a[1]));
}

/** Bars of incidents, stacked by family; `chosen` gets the days of a stretch that is dragged across. */
export function timelineChart(told: Timeline, frame: Frame, name: (family: string) => string, chosen: (since: string, until: string) => void): SVGSVGElement {
  const rows = families(told);
  const sums = told.starts.map((_, at) => rows.reduce((sum, [, row]) => sum + (row[at] ?? 0), 0));
  const { svg, x, y, wide } = axes(told, frame, Math.max(1, ...sums));
  for (const at of told.starts.keys()) {
    const edges = stacked(rows.map(([, row]) => row[at] ?? 0));
    for (const [which, [low, high]] of edges.entries()) {
      const [family] = rows[which] ?? ["talk"];
      if (high === low) continue;
      const says = `${bin(told.starts[at] ?? "", told.unit)}: ${name(family)} ${number(high - low)}`;
      svg.append(box(x(at) + wide * 0.08, y(high), wide * 0.84, y(low) - y(high), token(`family-${family}`), says));
    }
  }
  draggable(svg, told, frame, chosen);
  return svg;
}

/** The best supported sum as a line in the band between the sums of lower and upper bounds. */
export function tollChart(told: Timeline, tolls: readonly (Toll | null)[], frame: Frame, colour: string): SVGSVGElement {
  const most = Math.max(1, ...tolls.map((one) => one?.high ?? 0));
  const { svg, x, y, wide } = axes(told, frame, most);
  const at = (index: number, value: number): string => `${(x(index) + wide / 2).toFixed(1)},${y(value).toFixed(1)}`;
  const highs = tolls.map((one, index) => at(index, one?.high ?? 0));
  const lows = tolls.map((one, index) => at(index, one?.low ?? 0)).reverse();
  const bests = tolls.map((one, index) => at(index, one?.best ?? 0));
  svg.append(drawn("polygon", { points: [...highs, ...lows].join(" "), fill: colour, "fill-opacity": 0.22 }));
  svg.append(drawn("polyline", { points: bests.join(" "), fill: "none", stroke: colour, "stroke-width": 1.8, "stroke-linejoin": "round" }));
  for (const [index, one] of tolls.entries()) {
    if (!one) continue;
    const says = `${bin(told.starts[index] ?? "", told.unit)}: ${number(one.best)}, ${range(one.low, one.high, one.open)}`;
    svg.append(box(x(index), MARGIN.top, wide, frame.height - MARGIN.top - MARGIN.bottom, "transparent", says));
  }
  return svg;
}

function axes(told: Timeline, frame: Frame, most: number): { svg: SVGSVGElement; x: (at: number) => number; y: (value: number) => number; wide: number } {
  const svg = chart(frame.width, frame.height, frame.title, frame.description);
  const marks = ticks(most, 4);
  const top = marks.at(-1) ?? 1;
  const inner = frame.width - MARGIN.left - MARGIN.right;
  const wide = inner / Math.max(1, told.starts.length);
  const floor = frame.height - MARGIN.bottom;
  const y = (value: number): number => along(value, top, floor, MARGIN.top);
  const x = (at: number): number => MARGIN.left + at * wide;
  for (const mark of marks) {
    svg.append(rule(MARGIN.left, y(mark), frame.width - MARGIN.right, y(mark), mark ? "line" : "line-strong"));
    svg.append(text(MARGIN.left - 8, y(mark) + 4, number(mark), "right", { "font-size": 11, fill: token("ink-faint") }));
  }
  const labels = told.starts.map((start) => bin(start, told.unit));
  const room = apart(labels);
  for (const at of labelled(told.starts.length, inner, room)) {
    if (x(at) + room * 0.9 > frame.width) continue;
    svg.append(rule(x(at), floor, x(at), floor + 6, "line-strong"));
    svg.append(text(x(at) + 4, floor + 17, labels[at] ?? "", "left", { "font-size": 11, fill: token("ink-faint") }));
  }
  return { svg, x, y, wide };
}

function draggable(svg: SVGSVGElement, told: Timeline, frame: Frame, chosen: (since: string, until: string) => void): void {
  const bins = told.starts.length;
  const inner = frame.width - MARGIN.left - MARGIN.right;
  const picked = drawn("rect", { y: MARGIN.top, height: frame.height - MARGIN.top - MARGIN.bottom, width: 0, fill: token("accent"), "fill-opacity": 0.15, "pointer-events": "none" });
  let from: number | null = null;
  const at = (event: PointerEvent): number => {
    const seen = svg.getBoundingClientRect();
    return binAt(((event.clientX - seen.left) / seen.width) * frame.width - MARGIN.left, inner, bins);
  };
  const stretch = (event: PointerEvent): readonly [number, number] => between(from ?? 0, at(event), bins) ?? [0, bins - 1];
  svg.addEventListener("pointerdown", (event) => {
    if (event.button || !bins) return;
    from = at(event);
    svg.append(picked);
    svg.setPointerCapture(event.pointerId);
  });
  svg.addEventListener("pointermove", (event) => {
    if (from === null) return;
    const [first, last] = stretch(event);
    picked.setAttribute("x", String(MARGIN.left + (first * inner) / bins));
    picked.setAttribute("width", String(((last + 1 - first) * inner) / bins));
  });
  svg.addEventListener("pointerup", (event) => {
    if (from === null) return;
    const [first, last] = stretch(event);
    from = null;
    picked.remove();
    if (last > first) chosen(told.starts[first] ?? "", lastDay(told.starts[last] ?? "", told.unit));
  });
}
