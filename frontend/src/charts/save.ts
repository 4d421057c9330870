/** Charts as files: the drawing with its title and legend, or a picture of it at twice the size. */
import { drawn } from "../dom/element";
import { offer } from "../dom/offer";
import { FONT, rtl, text } from "./draw";
import { token } from "../maps/theme";

const HEAD = 34;
const ROW = 22;
const GAP = 14;
const SQUARE = 10;
const LETTER_PX = 6.6;
const SCALE = 2;
const SVG = "image/svg+xml";

/** What is drawn of a card: its title, what its colours mean, and its charts. */
export interface Card {
  readonly title: string;
  readonly legend: readonly (readonly [colour: string, words: string])[];
  readonly charts: readonly SVGSVGElement[];
}

/** One drawing of a card, with its own ground. Several charts have each its name above. */
export function together({ title, legend, charts }: Card): SVGSVGElement {
  const size = charts.map((one) => [Number(one.getAttribute("width")), Number(one.getAttribute("height"))] as const);
  const width = Math.max(...size.map(([wide]) => wide)) + 2 * GAP;
  const named = charts.length > 1 ? ROW : 0;
  const meaning = legendRows(legend, width);
  const top = HEAD + meaning.length * ROW;
  const height = size.reduce((sum, [, high]) => sum + named + high + GAP, top);
  const out = drawn("svg", { xmlns: "http://www.w3.org/2000/svg", width, height, viewBox: `0 0 ${width} ${height}`, "font-family": FONT, "font-size": 12 }, [
    drawn("rect", { width, height, fill: token("surface") }),
    line(width, 24, title, { "font-size": 15, "font-weight": 600 }),
    ...meaning.flatMap((row, at) => row.flatMap((one) => entry(one, width, HEAD + at * ROW))),
  ]);
  let y = top;
  for (const [at, one] of charts.entries()) {
    if (named) out.append(line(width, y + 15, one.querySelector("title")?.textContent ?? "", { "font-weight": 600 }));
    const copy = one.cloneNode(true) as SVGSVGElement;
    copy.setAttribute("x", String(GAP));
    copy.setAttribute("y", String(y + named));
    out.append(copy);
    y += named + (size[at]?.[1] ?? 0) + GAP;
  }
  return out;
}

interface Entry {
  readonly colour: string;
  readonly words: string;
  /** How far from the edge where reading begins. */
  readonly from: number;
}

/** The entries of a legend in rows, each beside the one before it as long as there is room. */
export function legendRows(legend: Card["legend"], width: number): Entry[][] {
  const rows: Entry[][] = [];
  let from = 0;
  for (const [colour, words] of legend) {
    const wide = SQUARE + 8 + [...words].length * LETTER_PX + GAP;
    const fits = rows.length > 0 && from + wide <= width - GAP;
    if (!fits) {
      rows.push([]);
      from = GAP;
    }
    rows.at(-1)?.push({ colour, words, from });
    from += wide;
  }
  return rows;
}

function entry({ colour, words, from }: Entry, width: number, y: number): SVGElement[] {
  const at = from + SQUARE + 6;
  return [
    drawn("rect", { x: rtl() ? width - from - SQUARE : from, y: y + 2, width: SQUARE, height: SQUARE, rx: 2, fill: colour }),
    text(rtl() ? width - at : at, y + 11, words, rtl() ? "right" : "left"),
  ];
}

/** A line of words where reading begins. */
function line(width: number, y: number, words: string, more: Record<string, string | number>): SVGTextElement {
  return text(rtl() ? width - GAP : GAP, y, words, rtl() ? "right" : "left", { fill: token("ink"), ...more });
}

/** Let the visitor keep a drawing as a file. */
export async function save(made: SVGSVGElement, name: string, format: "svg" | "png"): Promise<void> {
  const written = new Blob([new XMLSerializer().serializeToString(made)], { type: SVG });
  offer(format === "svg" ? written : await picture(written, made), `rasid-${name}.${format}`);
}

/** The drawing as a PNG; text is in the fonts of the system, for a picture loads none of its own. */
async function picture(written: Blob, made: SVGSVGElement): Promise<Blob> {
  const image = new Image();
  const address = URL.createObjectURL(written);
  image.src = address;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = Number(made.getAttribute("width")) * SCALE;
  canvas.height = Number(made.getAttribute("height")) * SCALE;
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(address);
  return new Promise((done, fail) => canvas.toBlob((blob) => (blob ? done(blob) : fail(new Error("no picture"))), "image/png"));
}
