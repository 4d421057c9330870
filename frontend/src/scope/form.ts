/** The filters of a page: what the address says stands in the form, and the other way round. */
import { number } from "../i18n/say";
import { element } from "../dom/element";
import { closeTogether } from "../ui/picks";
import { conditions, LISTS, type Scope, scopeOf, SINGLES, withScope } from "./state";

export interface Names {
  /** What a value of a filter is called. */
  label(name: string, value: string): string;
  /** What a filter is called. */
  title(name: string): string;
  clear: string;
  without(name: string): string;
}

/** Where the scope of a page is kept: in its address. */
export interface Kept {
  scope(): Scope;
  set(scope: Scope): void;
}

const TYPING_MS = 400;

/** Tie the form to the address. `changed` runs after each change, by hand or by going back. */
export function keepScope(form: HTMLFormElement, names: Names, changed: () => void): Kept {
  const kept: Kept = {
    scope: () => scopeOf(location.search),
    set(scope) {
      const address = withScope(location.search, scope) || location.pathname;
      if (address !== (location.search || location.pathname)) history.pushState(null, "", address);
      shown();
      changed();
    },
  };
  const shown = (): void => {
    write(form, kept.scope());
    chips(form, kept, names);
  };
  let typing = 0;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", (event) => {
    clearTimeout(typing);
    const waits = (event.target as Element).matches("[type=search], [type=number], [type=date]");
    typing = window.setTimeout(() => kept.set(read(form, kept.scope())), waits ? TYPING_MS : 0);
  });
  window.addEventListener("popstate", () => {
    shown();
    changed();
  });
  closeTogether(form);
  shown();
  return kept;
}

function fields(form: HTMLFormElement, name: string): HTMLInputElement[] {
  return [...form.querySelectorAll<HTMLInputElement>(`[name="${name}"]`)];
}

/** The scope that the form says; what it has no field for stays as it was. */
function read(form: HTMLFormElement, before: Scope): Scope {
  const out: Record<string, unknown> = { ...before };
  for (const name of LISTS) {
    const own = fields(form, name);
    if (own.some((one) => one.type === "checkbox")) {
      out[name] = own.filter((one) => one.checked).map((one) => one.value);
    } else if (own[0]) out[name] = own[0].value.trim() ? [own[0].value.trim()] : [];
  }
  for (const name of SINGLES) {
    const [own] = fields(form, name);
    if (own) out[name] = own.value;
  }
  return out as Scope;
}

function write(form: HTMLFormElement, scope: Scope): void {
  for (const name of LISTS) {
    for (const one of fields(form, name)) {
      if (one.type === "checkbox") one.checked = scope[name].includes(one.value);
      else if (one !== document.activeElement) one.value = scope[name][0] ?? "";
    }
    const count = form.querySelector<HTMLElement>(`[data-pick="${name}"] .pick-count`);
    if (count) {
      count.hidden = !scope[name].length;
      count.textContent = number(scope[name].length);
    }
  }
  for (const name of SINGLES) {
    for (const one of fields(form, name)) if (one !== document.activeElement) one.value = scope[name];
  }
}

function chips(form: HTMLFormElement, kept: Kept, names: Names): void {
  const home = form.querySelector<HTMLElement>("#scope-chips");
  if (!home) return;
  const found = conditions(kept.scope());
  home.hidden = !found.length;
  const made = found.map(({ name, value, rest }) => {
    const label = names.label(name, value);
    const chip = element("button", { class: "chip scope-chip", type: "button" }, [
      element("bdi", {}, [label]),
      element("span", { "aria-hidden": "true" }, ["×"]),
    ]);
    chip.setAttribute("aria-label", names.without(`${names.title(name)}: ${label}`));
    chip.addEventListener("click", () => kept.set(rest));
    return chip;
  });
  const all = element("button", { class: "button quiet small", type: "button" }, [names.clear]);
  all.addEventListener("click", () => kept.set(scopeOf("")));
  home.replaceChildren(...made, all);
}
