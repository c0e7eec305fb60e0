// What the server refuses stands beside its field; what names no field stands below the form.

export function clearRefusals(form) {
  for (const error of form.querySelectorAll(".error, [data-form-error]")) error.hidden = true;
  for (const input of form.querySelectorAll("[aria-invalid]")) input.removeAttribute("aria-invalid");
}

/** Shows the refusal of `problem`; goes there unless `isQuiet`. */
export function showRefusal(form, problem, isQuiet = false) {
  const name = (problem.field ?? "").split(/[.[]/)[0];
  const field = form.querySelector(`[data-field-name="${CSS.escape(name)}"]`);
  const error = field?.querySelector(".error") ?? form.querySelector("[data-form-error]");
  error.textContent = problem.message;
  error.hidden = false;
  if (field?.tagName === "DETAILS") field.open = true;
  const input = field?.matches("[tabindex], details") ? null : field?.querySelector("input, select, textarea");
  input?.setAttribute("aria-invalid", "true");
  if (isQuiet) return;
  const target = input ?? field?.querySelector("summary") ?? field;
  target?.focus();
  (target ?? error).scrollIntoView({ block: "center" });
}
