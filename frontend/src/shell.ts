/** What every page has: the look, dialogs that close, the account menu. */
import "./styles/base.css";
import "virtual:families.css";

document.addEventListener("click", (event) => {
  const pressed = (event.target as Element).closest<HTMLElement>("[data-opens], [data-closes]");
  if (!pressed) return;
  const opens = pressed.dataset["opens"];
  if (opens) document.querySelector<HTMLDialogElement>(`dialog#${CSS.escape(opens)}`)?.showModal();
  else pressed.closest("dialog")?.close();
});

// Fields that ask for nothing stay out of the address.
document.addEventListener("formdata", (event) => {
  if (!(event.target as HTMLElement).hasAttribute("data-trim")) return;
  for (const [name, value] of [...event.formData]) if (value === "") event.formData.delete(name);
});
