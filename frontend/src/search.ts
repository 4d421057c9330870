/** The search page: searches are saved and dropped, and what they find is kept as a file. */
import "./styles/lists.css";
import { offer } from "./dom/offer";
import { api, Problem } from "./http/api";
import { island, type Messages, sayer } from "./i18n/say";
import { closeTogether } from "./ui/picks";
import { fault, toast } from "./ui/toast";

const say = sayer(island<Messages>("search-texts"));
const asked = island<string>("search-asked");

closeTogether(document.body);

document.getElementById("save-form")?.addEventListener("submit", (event) => {
  event.preventDefault();
  const name = String(new FormData(event.target as HTMLFormElement).get("name") ?? "").trim();
  if (name) void kept(async () => api.post("searches", { name, asked }), say("saved"));
});

document.addEventListener("click", (event) => {
  const id = (event.target as HTMLElement).closest<HTMLElement>("[data-drop]")?.dataset["drop"];
  if (id) void kept(async () => api.delete(`searches/${id}`), say("dropped"));
});

const exporting = document.querySelector<HTMLFormElement>("#export-form");
exporting?.addEventListener("submit", (event) => {
  event.preventDefault();
  void exported(exporting);
});

async function exported(form: HTMLFormElement): Promise<void> {
  const given = new FormData(form);
  const button = form.querySelector<HTMLButtonElement>(".primary");
  if (button) button.disabled = true;
  try {
    const wanted = { format: given.get("format"), profile: given.get("profile"), events: given.has("events") };
    const { file, name } = await api.file(`exports?${form.dataset["asked"] ?? ""}`, wanted);
    offer(file, name);
    toast(say("exported", { name }));
  } catch (error) {
    fault(say("not_exported", { why: error instanceof Problem ? error.detail : String(error) }));
  }
  if (button) button.disabled = false;
  form.closest("dialog")?.close();
}

async function kept(work: () => Promise<unknown>, words: string): Promise<void> {
  try {
    await work();
    toast(words);
    location.reload();
  } catch (error) {
    document.querySelector<HTMLDialogElement>("dialog#save")?.close();
    fault(say("failed", { why: error instanceof Problem ? error.detail : String(error) }));
  }
}
