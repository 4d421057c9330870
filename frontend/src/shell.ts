/** What every page has: the look, dialogs that close, the account menu. */
import "./styles/base.css";

document.addEventListener("click", (event) => {
  const pressed = (event.target as Element).closest<HTMLElement>("[data-opens], [data-closes]");
  if (!pressed) return;
  const opens = pressed.dataset["opens"];
  if (opens) document.querySelector<HTMLDialogElement>(`dialog#${CSS.escape(opens)}`)?.showModal();
  else pressed.closest("dialog")?.close();
});
