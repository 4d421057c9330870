/** The same numbers as a table. */
import { element } from "../dom/element";
import { number } from "../i18n/say";

export type CellValue = string | number | null;

/** A table whose first column names its rows. */
export function table(caption: string, head: readonly string[], rows: readonly (readonly CellValue[])[]): HTMLTableElement {
  const named = head.map((name) => element("th", { scope: "col" }, [name]));
  const body = rows.map(([first, ...rest]) =>
    element("tr", {}, [
      element("th", { scope: "row" }, [shown(first ?? null)]),
      ...rest.map((value) => element("td", typeof value === "number" ? { class: "num" } : {}, [shown(value)])),
    ]),
  );
  return element("table", { class: "table" }, [
    element("caption", { class: "visually-hidden" }, [caption]),
    element("thead", {}, [element("tr", {}, named)]),
    element("tbody", {}, body),
  ]);
}

const shown = (value: CellValue): string => (value === null ? "" : typeof value === "number" ? number(value) : value);
