/** A matrix as a field of squares: the darker, the more. Rows begin where reading begins. */
import { drawn } from "../dom/element";
import { number } from "../i18n/say";
import { token } from "../maps/theme";
import { box, chart, rtl, short, text } from "./draw";
import type { Frame } from "./time";

const ROW = 30;
const HEAD = 136;
const LEAST_WIDE = 34;
const LETTER_PX = 6.6;

/** The height that so many rows need. */
export const heatHeight = (rows: number): number => HEAD + rows * ROW + 6;

/** The width that so many columns need at least. */
export const heatWidth = (columns: number): number => 250 + columns * LEAST_WIDE;

/** The field of `counts`, with what its rows and columns are called. */
export function heatChart(rows: readonly string[], columns: readonly string[], counts: readonly (readonly number[])[], frame: Frame): SVGSVGElement {
  const svg = chart(frame.width, frame.height, frame.title, frame.description);
  const room = Math.min(frame.width * 0.36, 230);
  const wide = Math.min(64, (frame.width - room - 60) / Math.max(1, columns.length));
  const most = Math.max(1, ...counts.flat());
  const x = (at: number): number => (rtl() ? frame.width - room - (at + 1) * wide : room + at * wide);
  for (const [at, name] of columns.entries()) {
    const [left, top] = [x(at) + wide / 2 + (rtl() ? 4 : -4), HEAD - 8];
    const turned = `rotate(${rtl() ? 38 : -38} ${left} ${top})`;
    svg.append(text(left, top, short(name, 22), rtl() ? "right" : "left", { transform: turned, "font-size": 11 }));
  }
  for (const [at, name] of rows.entries()) {
    const y = HEAD + at * ROW;
    svg.append(text(rtl() ? frame.width : 0, y + ROW / 2 + 4, short(name, Math.floor(room / LETTER_PX)), rtl() ? "right" : "left", { fill: token("ink") }));
    for (const [column, count] of (counts[at] ?? []).entries()) {
      svg.append(...cell(x(column), y, wide, count, most, `${name} · ${columns[column] ?? ""} · ${number(count)}`));
    }
  }
  return svg;
}

function cell(x: number, y: number, wide: number, count: number, most: number, says: string): SVGElement[] {
  const share = Math.sqrt(count / most);
  const made = box(x + 1, y + 1, wide - 2, ROW - 2, count ? token("accent") : token("sunken"), says);
  made.setAttribute("rx", "2");
  if (!count) return [made];
  made.setAttribute("fill-opacity", (0.08 + 0.87 * share).toFixed(2));
  const ink = share > 0.55 ? token("on-accent") : token("ink");
  return [made, drawn("text", { x: x + wide / 2, y: y + ROW / 2 + 4, "text-anchor": "middle", "font-size": 11, fill: ink, "pointer-events": "none" }, [number(count)])];
}
