// Templates of names, with what each makes of a sample while it is typed.

import { call } from "./api.js";
import { complain, toast } from "./toast.js";

const PAUSE_MS = 250;
const form = document.getElementById("preferences");
const guide = document.getElementById("guide-names");
const shown = [...form.querySelectorAll("[data-example]")];
let timer = 0;
let asked = 0;

async function show() {
  const own = ++asked;
  const given = new URLSearchParams(shown.map(({ dataset }) => [dataset.example, form.elements[dataset.example].value]));
  try {
    const { examples, problems } = await call("GET", `/api/v1/naming/examples?${given}`);
    if (own !== asked) return;
    for (const place of shown) {
      const name = place.dataset.example;
      place.textContent = problems[name] ?? examples[name];
      place.toggleAttribute("data-wrong", name in problems);
    }
  } catch (problem) {
    if (own === asked) complain(problem.message);
  }
}

form.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(show, PAUSE_MS);
});

form.querySelector("[data-default-names]").addEventListener("click", ({ currentTarget }) => {
  for (const [name, template] of Object.entries(JSON.parse(currentTarget.dataset.defaultNames))) {
    const input = form.elements[name];
    if (!input.readOnly) input.value = template;
  }
  form.dispatchEvent(new Event("input"));
});

guide.addEventListener("submit", async (event) => {
  event.preventDefault();
  const { source, variant } = guide.elements;
  for (const error of guide.querySelectorAll(".error, [data-form-error]")) error.hidden = true;
  event.submitter.ariaBusy = "true";
  try {
    const { formats } = await call("POST", `/api/v1/naming/import?${new URLSearchParams({ variant: variant.value.trim() })}`, given(source.value.trim()));
    for (const { name, format } of formats) form.elements[name].value = format;
    await show();
    toast(`Set ${formats.map((one) => one.variant).filter((one, at, every) => every.indexOf(one) === at).join(" and ")}.`, "mint");
  } catch (problem) {
    const name = problem.field === "variant" ? "variant" : "source";
    const error = guide.querySelector(`[data-field-name="${name}"] .error`);
    error.textContent = problem.message;
    error.hidden = false;
    guide.elements[name].focus();
  } finally {
    event.submitter.ariaBusy = null;
  }
});

function given(text) {
  if (/^https?:\/\/\S+$/i.test(text)) return { url: text };
  try {
    return JSON.parse(text);
  } catch {
    throw new Error("That is neither an address nor JSON. Paste the whole file.");
  }
}
