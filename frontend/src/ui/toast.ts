/** Short words at the foot of the page, told to screen readers too. */

export interface Action {
  readonly label: string;
  readonly run: () => void;
}

const LASTS_MS = 8000;

/** Say that something is done; `action` takes it back, for instance. */
export function toast(text: string, action?: Action): void {
  show(text, "", action);
}

/** Say that something went wrong. */
export function fault(text: string): void {
  show(text, "bad");
}

function show(text: string, kind: string, action?: Action): void {
  const home = document.getElementById("toasts");
  if (!home) return;
  const made = document.createElement("div");
  made.className = `toast ${kind}`.trim();
  const words = document.createElement("span");
  words.textContent = text;
  made.append(words);
  if (action) made.append(button(action, made));
  home.replaceChildren(made);
  setTimeout(() => made.remove(), LASTS_MS);
}

function button(action: Action, home: HTMLElement): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = action.label;
  made.addEventListener("click", () => {
    home.remove();
    action.run();
  });
  return made;
}
