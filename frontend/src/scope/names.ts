/** What the filters and their values are called. */
import { day } from "../i18n/days";
import { number } from "../i18n/say";
import type { Names } from "./form";

type Say = (name: string, values?: Record<string, string | number>) => string;
type Label = (vocabulary: string, code: string) => string;

/** The label of a code, or the code where it has none. */
export function nameIn(labels: Readonly<Record<string, Readonly<Record<string, string>>>>): Label {
  return (vocabulary, code) => labels[vocabulary]?.[code] ?? code;
}

/** The names of the filters in the language of the page. */
export function scopeNames(say: Say, label: Label): Names {
  const title = (name: string): string => (name === "country" || name === "admin1" ? label("unit", name) : say(`scope.${name}`));
  return {
    title,
    label(name, value) {
      if (name === "since" || name === "until") return `${title(name)} ${day(value)}`;
      if (name === "killed" || name === "confidence") return `${title(name)} ${number(Number(value))}`;
      return name === "country" || name === "admin1" ? label("unit", value) : label(name, value);
    },
    clear: say("scope.clear"),
    without: (name) => say("scope.without", { name }),
  };
}
