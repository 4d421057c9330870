/** Lists of boxes to tick that open over a page: only one is open, and none while one is elsewhere. */
export function closeTogether(form: HTMLElement): void {
  const open = (): HTMLDetailsElement[] => [...form.querySelectorAll<HTMLDetailsElement>("details.pick[open]")];
  document.addEventListener("click", (event) => {
    for (const one of open()) if (!one.contains(event.target as Node)) one.open = false;
  });
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const one of open()) {
      one.open = false;
      one.querySelector("summary")?.focus();
    }
  });
}
