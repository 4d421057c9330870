/** Charts as files: the drawing as it is, or as a picture at twice the size. */
import { drawn } from "../dom/element";
import { FONT, text } from "./draw";
import { token } from "../maps/theme";

const HEAD = 34;
const GAP = 14;
const SCALE = 2;
const SVG = "image/svg+xml";

/** One drawing of several, under a title, with its own ground. */
export function together(charts: readonly SVGSVGElement[], title: string): SVGSVGElement {
  const size = charts.map((one) => [Number(one.getAttribute("width")), Number(one.getAttribute("height"))] as const);
  const width = Math.max(...size.map(([wide]) => wide)) + 2 * GAP;
  const height = size.reduce((sum, [, high]) => sum + high + GAP, HEAD);
  const right = document.documentElement.dir === "rtl";
  const out = drawn("svg", { xmlns: "http://www.w3.org/2000/svg", width, height, viewBox: `0 0 ${width} ${height}`, "font-family": FONT, "font-size": 12 }, [
    drawn("rect", { width, height, fill: token("surface") }),
    text(right ? width - GAP : GAP, 24, title, right ? "right" : "left", { "font-size": 15, "font-weight": 600, fill: token("ink") }),
  ]);
  let y = HEAD;
  for (const [at, one] of charts.entries()) {
    const copy = one.cloneNode(true) as SVGSVGElement;
    copy.setAttribute("x", String(GAP));
    copy.setAttribute("y", String(y));
    out.append(copy);
    y += (size[at]?.[1] ?? 0) + GAP;
  }
  return out;
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

function offer(file: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
