// Importing by hand: each candidate is a form; all that are sure go at once.

import { call } from "./api.js";
import { refresh } from "./regions.js";
import { act } from "./row-forms.js";
import { toast } from "./toast.js";

const problem = document.querySelector("[data-problem]");
const all = document.querySelector("[data-import-all]");

addEventListener("submit", (event) => {
  const form = event.target.closest("[data-import]");
  if (!form) return;
  event.preventDefault();
  act(form, event.submitter, async () => {
    const [result] = await send([form]);
    if (!result.success) throw Object.assign(new Error(result.error), { field: result.field ?? "" });
    toast(`${form.ariaLabel} is on its way into the library.`, "mint");
  });
});

all.addEventListener("click", async () => {
  const forms = [...document.querySelectorAll('[data-import][data-confidence="high"]')];
  if (all.ariaBusy === "true") return;
  problem.hidden = true;
  if (!forms.length) return toast("Nothing here is sure; import them one by one.", "amber");
  all.ariaBusy = "true";
  try {
    const results = await send(forms);
    const failed = results.filter((one) => !one.success);
    if (results.length > failed.length) toast(`${results.length - failed.length} on the way into the library.`, "mint");
    if (failed.length) say(failed.map((one) => one.error).join(" "));
    await refresh();
  } catch (error) {
    say(error.message);
  } finally {
    all.ariaBusy = null;
  }
});

async function send(forms) {
  const { results } = await call("POST", "/api/v1/import", { imports: forms.map(read) });
  return results;
}

// What was not touched is still the library's own item, whatever others are called like it.
function read(form) {
  const { title, artist, year, quality } = form.elements;
  const { import: id, kind, item, slot } = form.dataset;
  const names = [title, artist, year].filter(Boolean);
  const isGuess = item && names.every((input) => input.value === input.defaultValue);
  const what = isGuess
    ? { itemId: Number(item), slot }
    : { kind, title: title.value, artist: artist?.value || null, year: Number(year.value) || null };
  return { id, quality: quality.value, ...what };
}

function say(words) {
  problem.textContent = words;
  problem.hidden = false;
}
