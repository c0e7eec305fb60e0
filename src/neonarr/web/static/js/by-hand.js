// Importing by hand: each candidate is a form; those that are chosen go at once, at first the sure ones.

import { call } from "./api.js";
import { refresh } from "./regions.js";
import { act, forget, tell } from "./row-forms.js";
import { toast } from "./toast.js";

const MOST_AT_ONCE = 200;
const bar = document.querySelector(".import-all");
const problem = bar.querySelector("[data-problem]");
const chooseAll = bar.querySelector("[data-choose-all]");
const all = bar.querySelector("[data-import-all]");
const list = document.querySelector('[data-region="candidates"]');

const forms = () => [...list.querySelectorAll("[data-import]")];
const chosen = () => forms().filter((form) => form.elements.chosen.checked);

addEventListener("submit", (event) => {
  const form = event.target.closest("[data-import]");
  if (!form) return;
  event.preventDefault();
  act(form, event.submitter, async () => {
    const [result] = await send([form]);
    if (!result.success) throw refusal(form, result);
    toast(`${form.ariaLabel} is on its way into the library.`, "mint");
  });
});

list.addEventListener("change", ({ target }) => {
  const { title, kind } = target.form.elements;
  if (target === kind) title.setAttribute("list", `known-${kind.value}`);
  count();
});

chooseAll.addEventListener("change", () => {
  for (const form of forms()) form.elements.chosen.checked = chooseAll.checked;
  count();
});

all.addEventListener("click", async () => {
  const going = chosen();
  if (all.ariaBusy === "true" || !going.length) return;
  problem.hidden = true;
  going.forEach(forget);
  all.ariaBusy = "true";
  try {
    const results = await send(going);
    await refresh();
    const failed = results.filter((one) => !one.success);
    if (results.length > failed.length) toast(`${results.length - failed.length} on the way into the library.`, "mint");
    if (failed.length) say(`${failed.length} could not be imported: what is wrong is told at each.`);
    for (const one of failed) {
      const form = forms().find((each) => each.dataset.import === one.id);
      if (form) tell(form, refusal(form, one));
      else say(one.error);
    }
  } catch (error) {
    say(error.message);
  } finally {
    all.ariaBusy = null;
    count();
  }
});

new MutationObserver(count).observe(list, { childList: true });
count();

function count() {
  const many = chosen().length;
  const there = forms().length;
  bar.hidden = !there && problem.hidden;
  all.disabled = !many;
  all.querySelector("[data-chosen]").textContent = many ? `Import ${many} chosen` : "Nothing chosen";
  chooseAll.checked = there > 0 && many === there;
  chooseAll.indeterminate = many > 0 && many < there;
}

async function send(going) {
  const results = [];
  for (let at = 0; at < going.length; at += MOST_AT_ONCE) {
    const imports = going.slice(at, at + MOST_AT_ONCE).map(read);
    results.push(...(await call("POST", "/api/v1/import", { imports })).results);
  }
  return results;
}

// What was not touched is still the library's own item, whatever others are called like it.
function read(form) {
  const { kind, title, artist, year, slot, qualitymovie, qualityalbum } = form.elements;
  const { import: id, item } = form.dataset;
  const quality = (kind.value === "album" ? qualityalbum : qualitymovie).value;
  const version = slot?.value ? { slot: slot.value } : {};
  const isGuess = item && [title, artist, year].every((input) => input.value === input.defaultValue);
  if (isGuess && isAsSent(kind)) return { id, quality, itemId: Number(item), ...version };
  const by = kind.value === "album" ? artist.value || null : null;
  return { id, quality, kind: kind.value, title: title.value, artist: by, year: Number(year.value) || null, ...version };
}

const isAsSent = (select) => select.selectedOptions[0].defaultSelected;

function refusal(form, { error, field = "" }) {
  const shown = field === "quality" ? field + form.elements.kind.value : field;
  return Object.assign(new Error(error), { field: shown });
}

function say(words) {
  problem.textContent = words;
  problem.hidden = false;
}
