/** Tolls in words: never a number without its bounds where sources differ. */
import { number } from "./say";

/** Numbers with signs between them read from the left, also amid Arabic. */
const isolated = (text: string): string => `\u2066${text}\u2069`;

/** `4`, `4 (3–7)` or `4 (3+)`: the best supported number with its bounds; empty without any. */
export function bounded(low: number | null, best: number | null, high: number | null): string {
  if (best === null) return "";
  const least = low ?? best;
  if (least === best && high === best) return number(best);
  const bounds = high === null ? `${number(least)}+` : `${number(least)}–${number(high)}`;
  return isolated(`${number(best)} (${bounds})`);
}

/** `120–180`, or `120+` where some leave it open: the bounds of several tolls together. */
export function range(low: number, high: number, open: number): string {
  if (open) return isolated(`${number(low)}–${number(high)}+`);
  return low === high ? number(low) : isolated(`${number(low)}–${number(high)}`);
}
