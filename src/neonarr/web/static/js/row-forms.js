// Lists whose rows are forms of their own, each saved at once.

import { refresh } from "./regions.js";

/** Does `work` while `button` is busy and shows the list anew; a refusal is shown in `form`. */
export async function act(form, button, work) {
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
  const input = field?.querySelector("input, select, textarea");
  input?.setAttribute("aria-invalid", "true");
  (input ?? error).focus();
}
