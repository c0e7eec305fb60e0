// The editor of a quality profile. Nothing is saved before its difference was shown.

import { call } from "./api.js";
import { ladder } from "./ladder.js";
import { cutoffOf, itemsOf, rungsOf } from "./profile-model.js";
import { clearRefusals, showRefusal } from "./refusals.js";
import { saveFile } from "./save-file.js";
import { scores } from "./scores.js";
import { sizes, sizesOf } from "./sizes.js";
import { complain, toast } from "./toast.js";
import { tryout } from "./tryout.js";
import { review } from "./what-if.js";

const { profile, around } = JSON.parse(document.getElementById("source").textContent);
const form = document.getElementById("profile");
const cutoff = document.getElementById("field-cutoff");
const kind = form.dataset.kind;
const isNew = !profile.id;
const state = {
  rungs: rungsOf(profile),
  cutoff: cutoffOf(profile),
  upgradeAllowed: profile.upgradeAllowed,
  formatItems: profile.formatItems,
  sizes: new Map(profile.sizes.map(({ quality, ...given }) => [quality.name, given])),
};
let isDirty = false;
let parts = null;

const announcer = document.getElementById("announcer");

function announce(words) {
  // The same words again would not be read again.
  announcer.textContent = announcer.textContent === words ? `${words}\u00a0` : words;
}

function number(name) {
  const { value, valueAsNumber } = form.elements[name];
  return value === "" ? null : valueAsNumber;
}

/** The profile as the API takes it. */
function edited() {
  const language = form.elements.language;
  return {
    ...(isNew ? {} : { id: profile.id }),
    kind,
    name: form.elements.name.value,
    note: form.elements.note.value,
    upgradeAllowed: form.elements.upgradeAllowed.checked,
    ...itemsOf(state.rungs, state.cutoff),
    minFormatScore: number("minFormatScore"),
    cutoffFormatScore: number("cutoffFormatScore"),
    minUpgradeFormatScore: number("minUpgradeFormatScore"),
    formatItems: state.formatItems,
    ...(language ? { language: { id: Number(language.value), name: language.selectedOptions[0].text } } : {}),
    sizes: sizesOf(state.sizes),
  };
}

/** What a trial is asked with: the profile, and which one or what kind it is. A name is not needed for it. */
function asked() {
  const tried = edited();
  const which = isNew ? { kind } : { profileId: profile.id };
  return { ...which, profile: { ...tried, name: tried.name.trim() || "New" } };
}

function offerCutoffs() {
  const wanted = state.rungs.filter((rung) => rung.isWanted).map((rung) => rung.name);
  const isThere = wanted.includes(state.cutoff);
  const options = wanted.map((name) => new Option(name, name));
  if (!isThere) options.unshift(new Option(state.cutoff ? `${state.cutoff} (not wanted)` : "Choose one", state.cutoff));
  cutoff.replaceChildren(...options);
  cutoff.value = state.cutoff;
  cutoff.disabled = !state.upgradeAllowed && isThere;
}

function changed() {
  if (!parts) return;
  isDirty = true;
  document.getElementById("save-state").textContent = "Changes are not saved yet";
  form.dataset.dirty = "";
  offerCutoffs();
  parts.sizes.render();
  parts.tryout.soon();
}

const shared = { state, announce, changed };
parts = {
  ladder: ladder({ ...shared, order: around.ladder }),
  scores: scores({ ...shared, guideScores: around.guideScores }),
  sizes: sizes({ ...shared, definitions: around.definitions, kind }),
  tryout: tryout({ kind, body: asked, refused }),
};
offerCutoffs();
form.dataset.ready = "";

/** What the trial says of the profile is shown at once, without taking the focus away. */
function refused(problem) {
  if (!isDirty) return;
  clearRefusals(form);
  if (problem?.field && problem.field !== "names") showRefusal(form, problem, true);
}

form.addEventListener("input", ({ target }) => {
  if (target.id === "names" || target.closest(".scores-tools, .ladder, .scores, .sizes")) return;
  state.upgradeAllowed = form.elements.upgradeAllowed.checked;
  state.cutoff = cutoff.value;
  if (target === cutoff || target.name === "upgradeAllowed") parts.ladder.render();
  changed();
});

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const button = event.submitter ?? form.querySelector("[data-look=neon]");
  if (button.ariaBusy === "true") return;
  clearRefusals(form);
  if (!form.elements.name.value.trim()) return showRefusal(form, { field: "name", message: "Give the profile a name." });
  button.ariaBusy = "true";
  try {
    if (await review(asked(), isNew)) await save();
  } catch (problem) {
    showRefusal(form, problem);
  } finally {
    button.ariaBusy = null;
  }
});

async function save() {
  if (isNew) {
    const made = await call("POST", "/api/v1/profiles", edited());
    isDirty = false;
    location.assign(`/profiles/${made.profile.id}`);
    return;
  }
  const { profile: saved } = await call("PUT", `/api/v1/profiles/${profile.id}`, edited());
  isDirty = false;
  delete form.dataset.dirty;
  document.querySelector('[data-slot="title"]').textContent = saved.name;
  document.getElementById("save-state").textContent = "Saved";
  toast("Saved. It counts from the next decision on.", "mint");
}

document.getElementById("discard").addEventListener("click", () => {
  isDirty = false;
  if (isNew) location.assign("/profiles");
  else location.reload();
});

document.querySelector("[data-export]")?.addEventListener("click", async () => {
  try {
    saveFile(profile.name, await call("GET", `/api/v1/profiles/${profile.id}/export`));
    if (isDirty) toast("What is not saved yet is not in the file.", "amber");
  } catch (problem) {
    complain(problem.message);
  }
});

addEventListener("beforeunload", (event) => {
  if (isDirty) event.preventDefault();
});
