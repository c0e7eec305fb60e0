// The dialog that adds a movie or an album by its name.

import { call } from "./api.js";
import { act } from "./row-forms.js";
import { toast } from "./toast.js";

const PROFILES = { movie: "/api/v3/qualityprofile", album: "/api/v1/qualityprofile" };

const dialog = document.getElementById("add-item");
const form = dialog.querySelector("form");

addEventListener("click", (event) => {
  if (event.target.closest("[data-add-item]")) open();
});
dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
for (const choice of form.elements.kind) choice.addEventListener("change", showKind);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  act(form, form.querySelector("[data-look=neon]"), add);
});

function open() {
  form.reset();
  form.querySelector("[data-look=neon]").ariaBusy = null; // the list may still be shown anew
  for (const error of form.querySelectorAll(".error, [data-form-error]")) error.hidden = true;
  for (const input of form.querySelectorAll("[aria-invalid]")) input.removeAttribute("aria-invalid");
  showKind();
  dialog.showModal();
  form.elements.title.focus();
}

async function showKind() {
  const kind = form.elements.kind.value;
  form.querySelector("[data-field-name=artist]").hidden = kind !== "album";
  const profiles = await call("GET", PROFILES[kind]).catch(() => []);
  if (kind !== form.elements.kind.value) return;
  const usual = new Option("The usual one", "");
  form.elements.profile.replaceChildren(usual, ...profiles.map((one) => new Option(one.name, one.id)));
}

async function add() {
  const { kind, artist, title, year, profile, monitored } = form.elements;
  const isMovie = kind.value === "movie";
  const body = { title: title.value.trim(), monitored: monitored.checked };
  if (!isMovie) body.artist = artist.value.trim();
  if (year.value.trim()) body.year = Number(year.value) || year.value.trim();
  if (profile.value) body.qualityProfileId = Number(profile.value);
  const added = await call("POST", isMovie ? "/api/v3/movie" : "/api/v1/album", body);
  dialog.close();
  toast(monitored.checked ? `${added.title} is searched for.` : `${added.title} is added.`, "green");
}
