// One custom format: its JSON, its conditions in words, and both tried on names while they are typed.

import { call } from "./api.js";
import { ask } from "./dialog.js";
import { readJson, saveFile } from "./save-file.js";
import { complain, toast } from "./toast.js";

const form = document.getElementById("format");
const json = document.getElementById("json");
const error = document.getElementById("json-error");
const names = document.getElementById("names");
const namesNote = document.getElementById("names-note");
const list = document.getElementById("conditions");
const tried = document.getElementById("tried");
const title = document.querySelector('[data-slot="title"]');
const id = form.dataset.id;
const PAUSE_MS = 250;
const MOST = 50;
const stamp = (name) => document.getElementById(name).content.firstElementChild.cloneNode(true);
const slot = (piece, name) => piece.querySelector(`[data-slot="${name}"]`);
let isDirty = false;
let timer = 0;
let asked = 0;

function soon() {
  clearTimeout(timer);
  timer = setTimeout(run, PAUSE_MS);
}

async function run() {
  const own = ++asked;
  const lines = names.value.split("\n").map((line) => line.trim()).filter(Boolean).slice(0, MOST);
  try {
    const answer = await call("POST", "/api/v1/formats/try", { format: readJson(json.value), names: lines });
    if (own === asked) show(answer);
  } catch (problem) {
    if (own === asked) refuse(problem);
  }
  form.dataset.ready = "";
}

function show({ conditions, results }) {
  error.hidden = namesNote.hidden = true;
  json.removeAttribute("aria-invalid");
  delete list.dataset.old;
  list.replaceChildren(...conditions.map(row));
  tried.replaceChildren(...results.map((result) => line(result, conditions)));
}

/** The conditions stay as they were last understood, and say so. */
function refuse(problem) {
  const isAboutNames = problem.field === "names";
  const place = isAboutNames ? namesNote : error;
  place.textContent = problem.message;
  place.hidden = false;
  if (isAboutNames) return;
  json.setAttribute("aria-invalid", "true");
  list.dataset.old = "";
  tried.replaceChildren();
  error.dataset.at = problem.field ?? "";
  document.getElementById("show-place").hidden = !placeOf(problem.field);
}

function row(condition) {
  const piece = stamp("condition-template");
  slot(piece, "about").textContent = condition.about;
  slot(piece, "asks").textContent = condition.asks;
  piece.toggleAttribute("data-negated", condition.negated);
  slot(piece, "value").textContent = condition.value;
  slot(piece, "name").textContent = condition.name;
  slot(piece, "required").hidden = !condition.required;
  return piece;
}

function line({ title: name, met, holds }, conditions) {
  const piece = stamp("tried-template");
  slot(piece, "title").textContent = name;
  const verdict = slot(piece, "verdict");
  verdict.dataset.tone = met ? "mint" : "quiet";
  verdict.textContent = met ? "Meets it" : "Does not meet it";
  slot(piece, "holds").replaceChildren(
    ...conditions.map((condition, at) => {
      const item = document.createElement("li");
      item.className = "badge";
      item.dataset.tone = holds[at] ? "mint" : "quiet";
      item.textContent = `${holds[at] ? "✓" : "✗"} ${condition.name}`;
      return item;
    }),
  );
  return piece;
}

// `specifications[2].fields.value` is found as the third thing that has an implementation.

function placeOf(field) {
  const number = field?.match(/specifications\[(\d+)\]/)?.[1];
  if (number === undefined) return null;
  const found = [...json.value.matchAll(/"implementation"\s*:/g)][Number(number)];
  if (!found) return null;
  const start = json.value.lastIndexOf("{", found.index);
  const next = json.value.indexOf("}", found.index);
  return [start, next < 0 ? json.value.length : next + 1];
}

document.getElementById("show-place").addEventListener("click", () => {
  const place = placeOf(error.dataset.at);
  if (!place) return;
  json.focus();
  json.setSelectionRange(...place);
  const lines = json.value.slice(0, place[0]).split("\n").length;
  json.scrollTop = (lines - 3) * Number.parseFloat(getComputedStyle(json).lineHeight);
});

for (const area of [json, names]) {
  area.addEventListener("input", () => {
    if (area === json) isDirty = true;
    soon();
  });
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const button = form.querySelector("[data-look=neon]");
  if (button.ariaBusy === "true") return;
  button.ariaBusy = "true";
  try {
    const given = readJson(json.value);
    const saved = id ? await call("PUT", `/api/v3/customformat/${id}`, given) : await call("POST", "/api/v3/customformat", given);
    isDirty = false;
    if (!id) return location.assign(`/formats/${saved.id}`);
    title.textContent = saved.name;
    toast("Saved. It counts from the next decision on.", "mint");
  } catch (problem) {
    refuse(problem);
    json.focus();
  } finally {
    button.ariaBusy = null;
  }
});

document.querySelector("[data-export]").addEventListener("click", () => {
  try {
    const given = readJson(json.value);
    saveFile(String(given.name ?? "format"), given);
  } catch (problem) {
    refuse(problem);
  }
});

document.querySelector("[data-delete]")?.addEventListener("click", async () => {
  if (!(await ask(document.getElementById("delete-dialog")))) return;
  try {
    await call("DELETE", `/api/v3/customformat/${id}`);
    isDirty = false;
    location.assign("/formats");
  } catch (problem) {
    complain(problem.message);
  }
});

addEventListener("beforeunload", (event) => {
  if (isDirty) event.preventDefault();
});

run();
