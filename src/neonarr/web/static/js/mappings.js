// Path mappings: each is a form of its own, saved at once.

import { call } from "./api.js";
import { refresh } from "./regions.js";
import { toast } from "./toast.js";

const PLACE = "/api/v1/settings/mappings";

addEventListener("submit", (event) => {
  const form = event.target.closest("[data-mapping]");
  if (!form) return;
  event.preventDefault();
  act(form, event.submitter, async () => {
    const id = form.dataset.mapping;
    await call(id ? "PUT" : "POST", id ? `${PLACE}/${id}` : PLACE, read(form));
    toast("Saved. What waited for it is imported now.", "mint");
    if (!id) form.reset();
  });
});

addEventListener("click", (event) => {
  const button = event.target.closest("[data-delete-mapping]");
  const form = button?.closest("[data-mapping]");
  if (!form) return;
  act(form, button, async () => {
    await call("DELETE", `${PLACE}/${form.dataset.mapping}`);
    toast("Deleted.", "mint");
  });
});

function read(form) {
  const { remotePath, localPath, clientId } = form.elements;
  return {
    clientId: Number(clientId ? clientId.value : form.dataset.client),
    remotePath: remotePath.value,
    localPath: localPath.value,
  };
}

async function act(form, button, work) {
  if (button.ariaBusy === "true") return;
  for (const error of form.querySelectorAll(".error, [data-form-error]")) error.hidden = true;
  for (const input of form.querySelectorAll("[aria-invalid]")) input.removeAttribute("aria-invalid");
  button.ariaBusy = "true";
  try {
    await work();
    await refresh();
  } catch (problem) {
    show(form, problem);
  } finally {
    button.ariaBusy = null;
  }
}

function show(form, problem) {
  const field = form.querySelector(`[data-field-name="${CSS.escape(problem.field || "-")}"]`);
  const error = field?.querySelector(".error") ?? form.querySelector("[data-form-error]");
  error.textContent = problem.message;
  error.hidden = false;
  const input = field?.querySelector("input, select");
  input?.setAttribute("aria-invalid", "true");
  (input ?? error).focus();
}
