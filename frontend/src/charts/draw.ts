/** What all charts are drawn with: an SVG that carries its own look, so that it can be saved as it is. */
import { drawn } from "../dom/element";
import { token } from "../maps/theme";

export type Side = "left" | "right" | "middle";
export const FONT = '"Inter Variable", "Noto Kufi Arabic", system-ui, sans-serif';
const TEXT = 12;

/** Whether the page is read from the right. */
export const rtl = (): boolean => document.documentElement.dir === "rtl";

/** A drawing with its name and description for screen readers. */
export function chart(width: number, height: number, title: string, description: string): SVGSVGElement {
  return drawn(
    "svg",
    { viewBox: `0 0 ${width} ${height}`, width, height, role: "img", "font-family": FONT, "font-size": TEXT, direction: "ltr", "aria-label": `${title}. ${description}` },
    [drawn("title", {}, [title]), drawn("desc", {}, [description])],
  );
}

/** A text that begins, ends or is centred at a point, whatever its script. */
export function text(x: number, y: number, words: string, side: Side = "left", more: Record<string, string | number> = {}): SVGTextElement {
  const anchor = side === "middle" ? "middle" : (side === "left") === rtl() ? "end" : "start";
  return drawn("text", { x, y, fill: token("ink-soft"), direction: rtl() ? "rtl" : "ltr", "text-anchor": anchor, ...more }, [words]);
}

/** A box that tells what it is when the pointer rests on it. */
export function box(x: number, y: number, width: number, height: number, fill: string, says: string): SVGRectElement {
  return drawn("rect", { x, y, width: Math.max(0, width), height: Math.max(0, height), fill }, [drawn("title", {}, [says])]);
}

/** A thin line. */
export function rule(x1: number, y1: number, x2: number, y2: number, name = "line"): SVGLineElement {
  return drawn("line", { x1, y1, x2, y2, stroke: token(name), "stroke-width": 1 });
}

/** Words cut so that about so many letters are left. */
export function short(words: string, letters: number): string {
  return [...words].length > letters ? `${[...words].slice(0, letters - 1).join("")}…` : words;
}

/** A legend: squares with words, in the order of reading. */
export function legend(entries: readonly (readonly [string, string])[]): HTMLUListElement {
  const list = document.createElement("ul");
  list.className = "chart-legend";
  for (const [colour, words] of entries) {
    const item = document.createElement("li");
    item.append(drawn("svg", { width: 10, height: 10, "aria-hidden": "true" }, [drawn("rect", { width: 10, height: 10, rx: 2, fill: colour })]), words);
    list.append(item);
  }
  return list;
}
