// Shown before a profile is saved: what it would have done with what was decided before.

import { call } from "./api.js";
import { plural, size } from "./format.js";

const stamp = (id) => document.getElementById(id).content.firstElementChild.cloneNode(true);
const TURNS = {
  grabbed: ["more would have been grabbed", "mint"],
  replaced: ["would have been another release", "blue"],
  left: ["would not have been grabbed", "amber"],
};

/** Resolves to true once the person has seen the difference and wants to save; throws the refusal of a
    profile that does not hold together. */
export async function review(body, isNew) {
  const dialog = document.getElementById("what-if");
  const slot = (name) => dialog.querySelector(`[data-slot="${name}"]`);
  for (const name of ["turns", "changes", "problem"]) slot(name).hidden = true;
  slot("busy").hidden = false;
  slot("save").disabled = true;
  slot("lead").textContent = "Judging kept decisions again …";
  dialog.returnValue = "";
  dialog.showModal();
  const closed = new Promise((resolve) => dialog.addEventListener("close", resolve, { once: true }));
  try {
    show(slot, await call("POST", "/api/v1/decisions/what-if", body), isNew);
  } catch (problem) {
    if (problem.field) {
      dialog.close();
      throw problem;
    }
    slot("lead").textContent = "What would have been different is not known.";
    slot("problem").textContent = problem.message;
    slot("problem").hidden = false;
  }
  slot("busy").hidden = true;
  slot("save").disabled = false;
  await closed;
  return dialog.returnValue === "yes";
}

function show(slot, told, isNew) {
  const all = told.unchanged + told.changes.length;
  slot("lead").textContent = lead(told, all, isNew);
  slot("turns").hidden = slot("changes").hidden = !told.changes.length;
  const turns = Object.entries(TURNS).filter(([turn]) => told[turn]);
  slot("turns").replaceChildren(
    ...turns.map(([turn, [words, tone]]) => figure(String(told[turn]), words, tone)),
    figure(difference(told.sizeBytes), "on disk", "purple"),
  );
  slot("changes").replaceChildren(...told.changes.map(change));
}

function lead(told, all, isNew) {
  if (!all) {
    return isNew
      ? "Nothing was decided yet that could be judged by it. It counts for what you give it to."
      : "Nothing was decided under this profile yet, so there is nothing to compare.";
  }
  const decisions = plural(all, "kept decision");
  const whose = isNew ? `Had this profile made all ${decisions}` : `Of ${decisions} under this profile`;
  return told.changes.length ? `${whose}:` : `${whose}, nothing would have been different.`;
}

function figure(value, words, tone) {
  const piece = document.createElement("div");
  piece.dataset.tone = tone;
  const [name, figures] = [document.createElement("dt"), document.createElement("dd")];
  name.textContent = words;
  figures.textContent = value;
  piece.append(name, figures);
  return piece;
}

const difference = (bytes) => (bytes ? `${bytes > 0 ? "+" : "−"}${size(Math.abs(bytes))}` : "±0");

function change({ label, turn, before, after, sizeBytes }) {
  const piece = stamp("change-template");
  const part = (name) => piece.querySelector(`[data-slot="${name}"]`);
  piece.dataset.tone = TURNS[turn][1];
  part("label").textContent = label;
  part("before").textContent = before ? before.title : "Nothing was taken";
  part("before").toggleAttribute("data-gone", Boolean(before));
  part("after").textContent = after ? after.title : "Nothing would have been taken";
  part("size").textContent = difference(sizeBytes);
  return piece;
}
