// Buttons of downloads (Home and Downloads), and the magnet field.

import { call, Refusal } from "./api.js";
import { ask } from "./dialog.js";
import { refreshSoon } from "./regions.js";
import { complain, toast } from "./toast.js";

const ACTS = {
  pause: (button) => call("POST", `/api/v1/download/pause/${button.dataset.hash}`),
  resume: (button) => call("POST", `/api/v1/download/resume/${button.dataset.hash}`),
  retry: (_, id) => call("POST", `/api/v1/download/retry/${id}`),
  cancel,
};

addEventListener("click", async (event) => {
  const button = event.target.closest("button[data-act]");
  if (!button || button.ariaBusy === "true") return;
  button.ariaBusy = "true";
  try {
    await ACTS[button.dataset.act](button, button.closest("[data-download]").dataset.download);
    refreshSoon();
  } catch (problem) {
    complain(problem.message);
  } finally {
    button.ariaBusy = null;
  }
});

async function cancel(button, id) {
  const dialog = document.getElementById("cancel-dialog");
  const { deleteFiles, blocklist } = dialog.querySelector("form").elements;
  for (const slot of ["word", "label", "client"]) {
    dialog.querySelector(`[data-slot="${slot}"]`).textContent = button.dataset[slot];
  }
  dialog.querySelector('[data-slot="verb"]').textContent = button.dataset.word.toLowerCase();
  dialog.querySelector('[data-slot="next"]').hidden = !("next" in button.dataset);
  deleteFiles.checked = blocklist.checked = false;
  tellFate(dialog);
  if (!(await ask(dialog))) return;
  const fate = blocklist.checked ? "blocklist=true" : `deleteFiles=${deleteFiles.checked}`;
  await call("DELETE", `/api/v3/download/${id}?${fate}`);
  toast(blocklist.checked ? `Another release of ${button.dataset.label} is searched for.` : `${button.dataset.label} is removed.`);
}

function tellFate(dialog) {
  const fate = dialog.querySelector('[data-slot="files"]');
  const { deleteFiles, blocklist } = dialog.querySelector("form").elements;
  deleteFiles.disabled = blocklist.checked;
  const isDeleting = deleteFiles.checked || blocklist.checked;
  const { next, deletes, keeps } = fate.dataset;
  fate.textContent = blocklist.checked ? next : isDeleting ? deletes : keeps;
  fate.dataset.tone = isDeleting ? "red" : "quiet";
}

const dialog = document.getElementById("cancel-dialog");
dialog.addEventListener("change", () => tellFate(dialog));

const form = document.getElementById("add-magnet");
form?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const input = form.elements.magnet;
  try {
    if (!input.value.trim().startsWith("magnet:?")) throw new Refusal("That is no magnet link: it begins with magnet:?");
    await call("POST", "/api/v1/download/request", { magnet: input.value.trim() });
    showError(input, "");
    input.value = "";
    refreshSoon();
  } catch (problem) {
    showError(input, problem.message);
  }
});

function showError(input, words) {
  const error = document.getElementById("magnet-error");
  error.textContent = words;
  error.hidden = !words;
  input.setAttribute("aria-invalid", String(Boolean(words)));
}
