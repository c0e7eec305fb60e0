// Lists whose rows are forms of their own, each saved at once.

import { refresh } from "./regions.js";

/** Does `work` while `button` is busy and shows the list anew; a refusal is shown in `form`. */
export async function act(form, button, work) {
  if (button.ariaBusy === "true") return;
  forget(form);
  button.ariaBusy = "true";
  try {
    await work();
    await refresh();
  } catch (problem) {
    tell(form, problem).focus();
  } finally {
    button.ariaBusy = null;
  }
}

/** Takes back what was told of a form. */
export function forget(form) {
  for (const error of form.querySelectorAll(".error, [data-form-error]")) error.hidden = true;
  for (const input of form.querySelectorAll("[aria-invalid]")) input.removeAttribute("aria-invalid");
}

/** Shows what is wrong where it is wrong; answers what to put the focus on. */
export function tell(form, problem) {
  const field = form.querySelector(`[data-field-name="${CSS.escape(problem.field || "-")}"]`);
  const error = field?.querySelector(".error") ?? form.querySelector("[data-form-error]");
  error.textContent = problem.message;
  error.hidden = false;
  const input = field?.querySelector("input, select, textarea");
  input?.setAttribute("aria-invalid", "true");
  return input ?? error;
}
