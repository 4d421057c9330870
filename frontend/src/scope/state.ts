/** Which incidents are asked for, as the address of the page says it. Names are those of the API. */

export const LISTS = ["type", "status", "review", "grade", "country", "admin1", "actor"] as const;
export const SINGLES = ["killed", "confidence", "since", "until"] as const;

export type ListName = (typeof LISTS)[number];
export type SingleName = (typeof SINGLES)[number];
export type Scope = Readonly<Record<ListName, readonly string[]> & Record<SingleName, string>>;

/** The scope of an address; what is empty asks for nothing. */
export function scopeOf(search: string): Scope {
  const given = new URLSearchParams(search);
  const lists = LISTS.map((name) => [name, [...new Set(given.getAll(name))].filter(Boolean)]);
  const singles = SINGLES.map((name) => [name, given.get(name) ?? ""]);
  return Object.fromEntries([...lists, ...singles]) as Scope;
}

/** An address with another scope; all else that it says is kept, empty parameters are left out. */
export function withScope(search: string, scope: Scope): string {
  const out = new URLSearchParams(search);
  for (const name of [...LISTS, ...SINGLES]) out.delete(name);
  for (const name of LISTS) for (const one of scope[name]) out.append(name, one);
  for (const name of SINGLES) if (scope[name]) out.set(name, scope[name]);
  return tidy(out);
}

/** An address with one parameter of its own set, or taken away when it is null. */
export function withParameter(search: string, name: string, value: string | null): string {
  const out = new URLSearchParams(search);
  if (value === null) out.delete(name);
  else out.set(name, value);
  return tidy(out);
}

function tidy(given: URLSearchParams): string {
  for (const [name, value] of [...given]) if (!value) given.delete(name, value);
  const text = given.toString().replaceAll("%2C", ",").replaceAll("%2F", "/");
  return text ? `?${text}` : "";
}

/** The query of an API address for a scope, with parameters of its own. */
export function asked(scope: Scope, more: Readonly<Record<string, string | number | null>> = {}): string {
  const out = new URLSearchParams(withScope("", scope));
  for (const [name, value] of Object.entries(more)) if (value !== null) out.set(name, String(value));
  return `?${out.toString()}`;
}

/** Each condition of a scope by itself, and the scope without it. */
export function conditions(scope: Scope): { name: ListName | SingleName; value: string; rest: Scope }[] {
  const lists = LISTS.flatMap((name) =>
    scope[name].map((value) => ({
      name,
      value,
      rest: { ...scope, [name]: scope[name].filter((one) => one !== value) },
    })),
  );
  const singles = SINGLES.filter((name) => scope[name]).map((name) => ({
    name,
    value: scope[name],
    rest: { ...scope, [name]: "" },
  }));
  return [...lists, ...singles];
}
