/** The colours of a map: those of the page, as the drawing library wants them. */
import type { ExpressionSpecification } from "maplibre-gl";
import families from "../styles/families.json";

/** The types of act of each family. */
export const FAMILIES: Readonly<Record<string, readonly string[]>> = families;

/** The value of a custom property of the page. */
export function token(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

/** The colour of an act of this type. */
export function colourOf(type: string): string {
  const found = Object.entries(FAMILIES).find(([, types]) => types.includes(type));
  return token(`family-${found?.[0] ?? "talk"}`);
}

/** The colour of the type that a feature has; several types have none of their own. */
export function colourByType(): ExpressionSpecification {
  const cases = Object.entries(FAMILIES).flatMap(([family, types]) => [[...types], token(`family-${family}`)]);
  return ["match", ["get", "type"], ...cases, token("map-several")] as unknown as ExpressionSpecification;
}
