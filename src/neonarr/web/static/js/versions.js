// The dialog of an item's versions: a profile for each, what is there, and a search for the rest.

import { call } from "./api.js";
import { ahead, size } from "./format.js";
import { refreshSoon } from "./regions.js";
import { complain, toast } from "./toast.js";

const PROFILES = { movie: "/api/v3/qualityprofile", album: "/api/v1/qualityprofile" };
const STATES = {
  missing: "Missing",
  below_cutoff: "There; something better is wanted",
  nothing: "There, and good enough",
  under_way: "Under way",
  left_alone: "Waits for you: see Downloads",
  unwanted: "There, but no longer wanted",
};

const dialog = document.getElementById("versions");
const list = dialog.querySelector("[data-list]");
const error = dialog.querySelector("[data-form-error]");
const monitored = dialog.querySelector("[name=monitored]");
const said = dialog.querySelector("[data-said]");
let item = null;
let profiles = [];

addEventListener("click", (event) => {
  const opener = event.target.closest("[data-versions]");
  if (opener) open(opener.dataset.versions);
});
dialog.querySelector("form").addEventListener("submit", (event) => {
  event.preventDefault();
  attempt(save);
});
dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
dialog.querySelector("[data-add]").addEventListener("click", () => {
  add({ slot: "", state: "missing" });
  list.lastElementChild.querySelector("input").focus();
});
dialog.querySelector("[data-search]").addEventListener("click", () => attempt(search));
list.addEventListener("click", (event) => {
  if (!event.target.closest("[data-remove]")) return;
  event.target.closest("li").remove();
  dialog.querySelector("[data-add]").focus();
});

async function open(id) {
  try {
    item = await call("GET", `/api/v1/items/${id}/versions`);
    profiles = await call("GET", PROFILES[item.kind]);
  } catch (refusal) {
    return complain(refusal.message);
  }
  error.hidden = said.hidden = true;
  show();
  dialog.showModal();
}

function show() {
  dialog.querySelector("h2").textContent = `Versions of ${item.label}`;
  monitored.checked = item.monitored;
  list.replaceChildren();
  item.versions.forEach(add);
  if (item.searchMessage) say(`Last search: ${item.searchMessage}`);
}

function add(version) {
  const row = document.getElementById("version-template").content.cloneNode(true);
  const name = row.querySelector("input");
  const choice = row.querySelector("select");
  name.value = version.slot;
  name.readOnly = version.slot === "main";
  choice.append(...profiles.map((one) => new Option(one.name, one.id, false, one.id === version.profileId)));
  row.querySelector("[data-facts]").textContent = facts(version);
  if (version.state === "unwanted") {
    name.disabled = choice.disabled = true;
    row.querySelector("[data-remove]").remove();
  }
  list.append(row);
}

function facts(version) {
  const there = version.files ? `${version.quality}, ${size(version.sizeBytes)}` : "";
  const again = version.searchAgainAt && `Missing; looked for again ${ahead(version.searchAgainAt)}`;
  return [again || STATES[version.state], there, version.message].filter(Boolean).join(" · ");
}

async function save() {
  await put();
  toast("Saved.", "green");
  refreshSoon();
}

async function put() {
  const rows = [...list.children].filter((row) => !row.querySelector("input").disabled);
  const slots = {};
  for (const row of rows) {
    const name = row.querySelector("input").value.trim();
    if (name in slots) throw new Error(`Two versions are called “${name}”.`);
    slots[name] = Number(row.querySelector("select").value);
  }
  await call("PUT", `/api/v1/profiles/items/${item.itemId}`, { slots });
  await call("PUT", `/api/v1/items/${item.itemId}/monitored`, { monitored: monitored.checked });
  item = await call("GET", `/api/v1/items/${item.itemId}/versions`);
  show();
}

async function search() {
  await put();
  say("The indexers are asked …");
  const found = await call("POST", `/api/v1/items/${item.itemId}/search`, {});
  item = await call("GET", `/api/v1/items/${item.itemId}/versions`);
  show();
  const several = found.versions.length > 1;
  say(found.versions.map((one) => (several ? `${one.slot}: ${one.message}` : one.message)).join(" "));
  refreshSoon();
}

function say(words) {
  said.textContent = words;
  said.hidden = false;
}

async function attempt(act) {
  error.hidden = true;
  const buttons = dialog.querySelectorAll(".actions button:not([data-close])");
  for (const button of buttons) button.disabled = true;
  try {
    await act();
  } catch (refusal) {
    said.hidden = true;
    error.textContent = refusal.message;
    error.hidden = false;
  } finally {
    for (const button of buttons) button.disabled = false;
  }
}
