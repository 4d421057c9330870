/** When incidents began, as bars; days are chosen by dragging across them or with the keyboard.

Time runs from the left in both languages, as on any axis; arrow keys move the way they point. */
import { apart } from "../charts/scale";
import { drawn, element } from "../dom/element";
import { bin, day, lastDay } from "../i18n/days";
import type { Days } from "./answers";
import { between, binAt, moved, type Span, spanOf } from "./span";

export interface BrushWords {
  from: string;
  to: string;
}

export interface Brush {
  /** Draw these days, with what is chosen of them. */
  show(days: Days, since: string, until: string): void;
}

const HEIGHT = 56;
const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -10, PageUp: 10 };

/** A brush in an element; `chosen` gets the first and last day, empty for all. */
export function makeBrush(home: HTMLElement, words: BrushWords, chosen: (since: string, until: string) => void): Brush {
  let days: Days = { unit: "day", starts: [], counts: [] };
  let span: Span = null;
  const bars = drawn("svg", { class: "brush-bars", "aria-hidden": "true", preserveAspectRatio: "none" });
  const picked = element("div", { class: "brush-picked" });
  const ends = { first: handle(words.from), last: handle(words.to) };
  const axis = element("div", { class: "brush-axis", "aria-hidden": "true" });
  home.replaceChildren(bars, picked, ends.first, ends.last, axis);

  const place = (): void => {
    const bins = days.starts.length || 1;
    const [first, last] = span ?? [0, bins - 1];
    picked.style.left = `${(first / bins) * 100}%`;
    picked.style.width = `${((last + 1 - first) / bins) * 100}%`;
    picked.classList.toggle("all", span === null);
    ends.first.style.left = `${(first / bins) * 100}%`;
    ends.last.style.left = `${((last + 1) / bins) * 100}%`;
    tell(ends.first, first, bins, bin(days.starts[first] ?? "", days.unit));
    tell(ends.last, last, bins, day(lastDay(days.starts[last] ?? "", days.unit)));
    for (const [at, bar] of [...bars.children].entries()) bar.classList.toggle("out", at < first || at > last);
  };
  const tellChosen = (): void => {
    if (span === null) return chosen("", "");
    const [first, last] = span;
    const whole = first === 0 && last === days.starts.length - 1;
    if (whole) span = null;
    chosen(whole ? "" : (days.starts[first] ?? ""), whole ? "" : lastDay(days.starts[last] ?? "", days.unit));
  };
  dragged(home, ends, {
    bins: () => days.starts.length,
    span: () => span,
    move(next) {
      span = next;
      place();
    },
    done: tellChosen,
  });
  for (const end of ["first", "last"] as const) {
    ends[end].addEventListener("keydown", (event) => {
      const bins = days.starts.length;
      const by = (STEPS[event.key] ?? 0) * (event.shiftKey ? 10 : 1);
      const far = event.key === "Home" ? -bins : event.key === "End" ? bins : 0;
      if (!by && !far && event.key !== "Escape") return;
      event.preventDefault();
      span = event.key === "Escape" ? null : moved(span, end, by || far, bins);
      place();
      tellChosen();
    });
  }
  return {
    show(next, since, until) {
      days = next;
      span = spanOf(next.starts, since, until);
      home.hidden = !next.starts.length;
      drawBars(bars, next);
      drawAxis(axis, next);
      place();
    },
  };
}

function handle(label: string): HTMLElement {
  return element("div", { class: "brush-end", role: "slider", tabindex: 0, "aria-label": label, "aria-orientation": "horizontal" });
}

function tell(end: HTMLElement, at: number, bins: number, text: string): void {
  end.setAttribute("aria-valuemin", "0");
  end.setAttribute("aria-valuemax", String(Math.max(0, bins - 1)));
  end.setAttribute("aria-valuenow", String(at));
  end.setAttribute("aria-valuetext", text);
}

function drawBars(home: SVGSVGElement, days: Days): void {
  const bins = days.counts.length || 1;
  const most = Math.max(1, ...days.counts);
  home.setAttribute("viewBox", `0 0 ${bins} ${HEIGHT}`);
  // Few against many would vanish: heights grow with the root, but whatever is there is seen.
  const tall = (count: number): number => (count ? Math.max(2, HEIGHT * Math.sqrt(count / most)) : 0);
  const bars = days.counts.map((count, at) =>
    drawn("rect", { x: at + 0.08, y: HEIGHT - tall(count), width: 0.84, height: tall(count) }),
  );
  home.replaceChildren(...bars);
}

function drawAxis(home: HTMLElement, days: Days): void {
  const bins = days.starts.length;
  const years = days.starts.flatMap((start, at) => (at && start.slice(0, 4) !== days.starts[at - 1]?.slice(0, 4) ? [at] : []));
  const labels = days.starts.map((start) => bin(start, years.length >= 2 ? "year" : days.unit));
  const most = Math.max(2, Math.min(8, Math.floor(home.clientWidth / apart(labels))));
  const evenly = Array.from({ length: Math.min(most, bins) }, (_, n) => Math.floor((n * bins) / most));
  const ticks = years.length >= 2 ? years.filter((_, n) => n % Math.ceil(years.length / most) === 0) : [...new Set(evenly)];
  const made = ticks.map((at) => {
    const tick = element("span", { dir: "auto" }, [labels[at] ?? ""]);
    tick.style.left = `${(at / bins) * 100}%`;
    return tick;
  });
  home.replaceChildren(...made);
}

interface Dragging {
  bins(): number;
  span(): Span;
  move(span: Span): void;
  done(): void;
}

function dragged(home: HTMLElement, ends: { first: HTMLElement; last: HTMLElement }, to: Dragging): void {
  let from: number | null = null;
  const at = (event: PointerEvent): number => {
    const box = home.getBoundingClientRect();
    return binAt(event.clientX - box.left, box.width, to.bins());
  };
  home.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || !to.bins()) return;
    const [first, last] = to.span() ?? [0, to.bins() - 1];
    from = event.target === ends.first ? last : event.target === ends.last ? first : at(event);
    home.setPointerCapture(event.pointerId);
  });
  home.addEventListener("pointermove", (event) => {
    if (from !== null) to.move(between(from, at(event), to.bins()));
  });
  const end = (event: PointerEvent): void => {
    if (from === null) return;
    to.move(between(from, at(event), to.bins()));
    from = null;
    to.done();
  };
  home.addEventListener("pointerup", end);
  home.addEventListener("pointercancel", () => (from = null));
}
