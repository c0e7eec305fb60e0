// Settings: forms speak to the API, say what a test found, and don't let changes get lost.

import { call } from "./api.js";
import { ask } from "./dialog.js";
import { complain, toast } from "./toast.js";

const ICONS = document.documentElement.dataset.icons;
const adapterForm = document.getElementById("adapter");
const preferencesForm = document.getElementById("preferences");
let isDirty = false;

for (const form of [adapterForm, preferencesForm]) {
  form?.addEventListener("input", () => (isDirty = true));
}

addEventListener("beforeunload", (event) => {
  if (isDirty) event.preventDefault();
});

function values(form, { withLocked = false } = {}) {
  const read = {};
  for (const input of form.elements) {
    if (!input.name || (!withLocked && (input.readOnly || input.disabled))) continue;
    read[input.name] = input.type === "checkbox" ? input.checked : input.type === "number" ? number(input) : input.value;
  }
  return read;
}

const number = (input) => (input.value === "" ? null : input.valueAsNumber);

// Errors stand beside their field; what names no field stands below the form.

function clearErrors(form) {
  for (const error of form.querySelectorAll(".error, [data-form-error]")) error.hidden = true;
  for (const input of form.querySelectorAll("[aria-invalid]")) input.removeAttribute("aria-invalid");
}

function showProblem(form, problem) {
  const names = [problem.field, `settings.${problem.field}`];
  const field = [...form.querySelectorAll("[data-field-name]")].find((one) => names.includes(one.dataset.fieldName));
  const error = field?.querySelector(".error") ?? form.querySelector("[data-form-error]");
  error.textContent = problem.message;
  error.hidden = false;
  const input = field?.querySelector("input, select");
  input?.setAttribute("aria-invalid", "true");
  (input ?? error).focus();
}

function firstMissing(form) {
  const input = [...form.elements].find((one) => one.willValidate && !one.checkValidity());
  return input && { field: input.name, message: input.validationMessage };
}

/** Runs `act` while `button` is busy; a refusal is shown in the form. */
async function submit(form, button, act) {
  if (button.ariaBusy === "true") return;
  clearErrors(form);
  const missing = firstMissing(form);
  if (missing) return showProblem(form, missing);
  button.ariaBusy = "true";
  try {
    await act();
  } catch (problem) {
    showProblem(form, problem);
  } finally {
    button.ariaBusy = null;
  }
}

function showFound(place, { ok, message, facts }) {
  place.hidden = false;
  const note = place.querySelector(".note");
  note.dataset.tone = ok ? "mint" : "red";
  note.querySelector("use").setAttribute("href", `${ICONS}#${ok ? "check" : "warning"}`);
  note.querySelector("span").textContent = message;
  const pairs = Object.entries(facts ?? {}).flatMap(([label, value]) => [term("dt", label), term("dd", value)]);
  place.querySelector("dl").replaceChildren(...pairs);
}

function term(name, words) {
  const element = document.createElement(name);
  element.textContent = words;
  return element;
}

// A service

function adapter(form) {
  const { role, kind, id } = form.dataset;
  const read = values(form, { withLocked: true });
  const settings = {};
  for (const [name, value] of Object.entries(read)) {
    if (name.startsWith("settings.")) settings[name.slice("settings.".length)] = value;
  }
  const body = { role, kind, settings, name: read.name, isEnabled: read.isEnabled, priority: read.priority };
  return id ? { id: /^\d+$/.test(id) ? Number(id) : id, ...body } : body;
}

async function saveAdapter() {
  const { id, ...body } = adapter(adapterForm);
  if (id === undefined) await call("POST", "/api/v1/settings/adapters", body);
  else await call("PUT", `/api/v1/settings/adapters/${id}`, body);
  leave();
}

function leave() {
  isDirty = false;
  location.assign(adapterForm.dataset.back);
}

adapterForm?.addEventListener("submit", (event) => {
  event.preventDefault();
  submit(adapterForm, event.submitter, saveAdapter);
});

adapterForm?.querySelector("[data-test]")?.addEventListener("click", ({ currentTarget: button }) =>
  submit(adapterForm, button, async () => {
    showFound(adapterForm.querySelector("[data-found]"), await call("POST", "/api/v1/settings/adapters/test", adapter(adapterForm)));
  }),
);

adapterForm?.querySelector("[data-delete]")?.addEventListener("click", async ({ currentTarget: button }) => {
  if (!(await ask(document.getElementById("delete-dialog")))) return;
  submit(adapterForm, button, async () => {
    await call("DELETE", `/api/v1/settings/adapters/${adapterForm.dataset.id}`);
    leave();
  });
});

for (const button of document.querySelectorAll("[data-push-port]")) {
  button.addEventListener("click", async () => {
    button.disabled = true;
    try {
      const vpn = await call("POST", `/api/v1/vpn/${button.dataset.pushPort}/port`);
      toast(`The download client listens on port ${vpn.forwardedPort} now.`, "mint");
      button.remove();
    } catch (problem) {
      complain(problem.message);
      button.disabled = false;
    }
  });
}

// Preferences

preferencesForm?.addEventListener("submit", (event) => {
  event.preventDefault();
  submit(preferencesForm, event.submitter, async () => {
    await call("PUT", "/api/v1/settings/preferences", values(preferencesForm));
    isDirty = false;
    toast("Saved.", "mint");
  });
});

for (const button of document.querySelectorAll("[data-test-folder]")) {
  button.addEventListener("click", () => {
    const path = preferencesForm.elements[button.dataset.testFolder].value;
    submit(preferencesForm, button, async () => {
      const answer = await call("POST", "/api/v1/settings/folders/test", { path }).catch((problem) => {
        throw Object.assign(problem, { field: button.dataset.testFolder });
      });
      showFound(button.closest("[data-folder]").querySelector("[data-found]"), answer);
    });
  });
}

// The API key

for (const button of document.querySelectorAll("[data-show]")) {
  button.addEventListener("click", () => {
    const input = document.getElementById(button.dataset.show);
    const isShown = input.value === input.dataset.secret;
    input.value = isShown ? input.defaultValue : input.dataset.secret;
    button.setAttribute("aria-pressed", String(!isShown));
    button.querySelector("[data-slot]").textContent = isShown ? "Show" : "Hide";
  });
}

// The clipboard API exists only on https and localhost; a server at home is often neither.
for (const button of document.querySelectorAll("[data-copy]")) {
  button.addEventListener("click", async () => {
    const { secret } = document.getElementById(button.dataset.copy).dataset;
    try {
      await navigator.clipboard.writeText(secret);
      toast("Copied.", "mint");
    } catch {
      toast("This browser lets pages copy only over https. Use Show, then copy by hand.", "amber");
    }
  });
}
