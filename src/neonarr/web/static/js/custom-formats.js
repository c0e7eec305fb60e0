// Custom formats: found while typing, deleted, imported. The list is the server's; a filter hides rows.

import { call } from "./api.js";
import { ask } from "./dialog.js";
import { plural } from "./format.js";
import { importer } from "./importing.js";
import { refresh } from "./regions.js";
import { toast } from "./toast.js";

const filter = document.getElementById("format-filter");
const dialog = document.getElementById("delete-dialog");
const count = document.getElementById("format-count");
const none = document.getElementById("format-none");

function show() {
  const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
  const rows = [...document.querySelectorAll(".format-row")];
  let shown = 0;
  for (const row of rows) {
    row.hidden = !words.every((word) => row.dataset.words.includes(word));
    shown += row.hidden ? 0 : 1;
  }
  count.textContent = words.length ? `${shown} of ${plural(rows.length, "format")}` : plural(rows.length, "format");
  none.hidden = shown > 0 || !rows.length;
}

filter.addEventListener("input", show);
show();

async function renew() {
  await refresh();
  show();
}

addEventListener("click", async ({ target }) => {
  const button = target.closest("[data-delete]");
  const row = button?.closest(".format-row");
  if (!row) return;
  const note = row.querySelector("[data-problem]");
  note.hidden = true;
  dialog.querySelector('[data-slot="name"]').textContent = row.dataset.name;
  if (!(await ask(dialog))) return;
  try {
    await call("DELETE", `/api/v3/customformat/${row.dataset.id}`);
    toast(`${row.dataset.name} is deleted.`, "mint");
    await renew();
    filter.focus();
  } catch (problem) {
    note.textContent = problem.message;
    note.hidden = false;
  }
});

importer(document.getElementById("import"), async (given) => {
  const { formats } = await call("POST", "/api/v1/formats/import", given);
  toast(formats.length === 1 ? `${formats[0].name} imported.` : `${plural(formats.length, "format")} imported.`, "mint");
  await renew();
});
