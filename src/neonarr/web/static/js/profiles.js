// Quality profiles: made the default, exported, deleted, imported.

import { call } from "./api.js";
import { ask } from "./dialog.js";
import { importer } from "./importing.js";
import { plural } from "./format.js";
import { refresh } from "./regions.js";
import { saveFile } from "./save-file.js";
import { toast } from "./toast.js";

const dialog = document.getElementById("delete-dialog");

addEventListener("click", async ({ target }) => {
  const button = target.closest("[data-default], [data-export], [data-delete]");
  const card = button?.closest(".profile-card");
  if (!card || button.ariaBusy === "true") return;
  const note = card.querySelector("[data-problem]");
  note.hidden = true;
  button.ariaBusy = "true";
  try {
    await act(button, card.dataset);
  } catch (problem) {
    note.textContent = problem.message;
    note.hidden = false;
  } finally {
    button.ariaBusy = null;
  }
});

async function act(button, { id, name }) {
  if ("export" in button.dataset) return saveFile(name, await call("GET", `/api/v1/profiles/${id}/export`));
  if ("default" in button.dataset) {
    await call("POST", `/api/v1/profiles/${id}/default`);
    toast(`${name} counts from now on for all that has none of its own.`, "mint");
    return refresh();
  }
  dialog.querySelector('[data-slot="name"]').textContent = name;
  if (!(await ask(dialog))) return;
  await call("DELETE", `/api/v1/profiles/${id}`);
  toast(`${name} is deleted.`, "mint");
  await refresh();
  document.getElementById("main").focus();
}

importer(document.getElementById("import"), async (given) => {
  const { profiles, formats } = await call("POST", "/api/v1/profiles/import", given);
  const brought = formats.length ? `, with ${plural(formats.length, "format")}` : "";
  toast(`${profiles.length === 1 ? profiles[0].name : plural(profiles.length, "profile")} imported${brought}.`, "mint");
  await refresh();
});
