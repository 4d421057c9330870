/** Bars that lie: a label and one or several numbers a row. They grow in the direction of reading. */
import { number } from "../i18n/say";
import { token } from "../maps/theme";
import { box, chart, rtl, short, text } from "./draw";
import type { Frame } from "./time";
import { along, stacked } from "./scale";

export interface Bar {
  readonly label: string;
  readonly values: readonly number[];
}

const ROW = 26;
const LETTER_PX = 6.2;

/** The height that so many bars need. */
export const heightOf = (bars: number): number => bars * ROW + 4;

/** Bars with a colour and a name for each of their parts. */
export function barChart(bars: readonly Bar[], parts: readonly { name: string; colour: string }[], frame: Frame): SVGSVGElement {
  const svg = chart(frame.width, frame.height, frame.title, frame.description);
  const room = Math.min(frame.width * 0.56, Math.max(60, ...bars.map((one) => [...one.label].length * LETTER_PX + 16)));
  const most = Math.max(1, ...bars.map((one) => sum(one.values)));
  const end = frame.width - 44;
  const place = (x: number, width = 0): number => (rtl() ? frame.width - x - width : x);
  for (const [at, one] of bars.entries()) {
    const y = at * ROW + 2;
    const letters = Math.floor((room - 8) / LETTER_PX);
    svg.append(text(place(0), y + ROW / 2 + 4, short(one.label, letters), rtl() ? "right" : "left", { fill: token("ink") }));
    for (const [which, [low, high]] of stacked(one.values).entries()) {
      const part = parts[which];
      if (high === low || !part) continue;
      const [x, far] = [along(low, most, room, end), along(high, most, room, end)];
      svg.append(box(place(x, far - x), y + 5, far - x, ROW - 10, part.colour, [one.label, part.name, number(high - low)].filter(Boolean).join(" · ")));
    }
    const total = along(sum(one.values), most, room, end) + 6;
    svg.append(text(place(total), y + ROW / 2 + 4, number(sum(one.values)), rtl() ? "right" : "left", { "font-size": 11 }));
  }
  return svg;
}

const sum = (values: readonly number[]): number => values.reduce((all, one) => all + one, 0);
