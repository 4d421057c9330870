/** Messages of the catalogue in a script: they come in the page, in a JSON island. */

/** A text, or one for each plural category (CLDR). */
export type Message = string | Readonly<Record<string, string>>;
export type Messages = Readonly<Record<string, Message>>;

/** What a JSON island of this id holds, in this page or in one that was fetched. */
export function island<T>(id: string, home: Document = document): T {
  const found = home.getElementById(id);
  if (!found) throw new Error(`the page has no island ${id}`);
  return JSON.parse(found.textContent ?? "null") as T;
}

/** The language of the page, with the digits that it uses. */
export function locale(): string {
  return document.documentElement.dataset["locale"] ?? document.documentElement.lang;
}

/** A message with its values; `n` chooses the plural form. Numbers are written as the page does. */
export function fill(message: Message, values: Readonly<Record<string, string | number>> = {}): string {
  const text = typeof message === "string" ? message : plural(message, Number(values["n"] ?? 0));
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    return value === undefined ? whole : typeof value === "number" ? number(value) : value;
  });
}

function plural(forms: Readonly<Record<string, string>>, n: number): string {
  return forms[new Intl.PluralRules(locale()).select(n)] ?? forms["other"] ?? "";
}

/** A number as the page writes it. */
export function number(value: number): string {
  return new Intl.NumberFormat(locale()).format(value);
}

/** `say("saved", {n: 3})` from the messages of an island. */
export function sayer(messages: Messages): (name: string, values?: Record<string, string | number>) => string {
  return (name, values) => {
    const message = messages[name];
    if (message === undefined) throw new Error(`no message ${name}`);
    return fill(message, values);
  };
}
