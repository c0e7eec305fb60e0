// Imports by paste, by address, by file and by dropping files on the form.

import { Refusal } from "./api.js";
import { readFiles, readJson } from "./save-file.js";

/** Calls `take(value)` with what was pasted, `{url}`, or a list of what the files hold; what it refuses is
    told in the form. */
export function importer(form, take) {
  const area = form.querySelector("textarea");
  const address = form.querySelector("[type=url]");
  const error = form.querySelector(".error");
  const files = form.querySelector("input[type=file]");
  const button = form.querySelector("[data-look=neon]");

  let last = Promise.resolve();

  /** One after the other: files may be dropped while others are still being taken. */
  function run(input, read) {
    last = last.then(() => runNow(input, read));
  }

  async function runNow(input, read) {
    button.ariaBusy = "true";
    error.hidden = true;
    for (const one of [area, address]) one.removeAttribute("aria-invalid");
    try {
      await take(await read());
      area.value = address.value = "";
    } catch (problem) {
      error.textContent = problem.message;
      error.hidden = false;
      input.setAttribute("aria-invalid", "true");
      input.focus();
    } finally {
      button.ariaBusy = null;
    }
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const url = address.value.trim();
    if (button.ariaBusy === "true") return;
    if (url && area.value.trim()) run(area, () => Promise.reject(new Refusal("Give the JSON or its address, not both.")));
    else if (url) run(address, () => ({ url }));
    else run(area, () => readJson(area.value));
  });
  files.addEventListener("change", () => {
    const chosen = [...files.files];
    files.value = "";
    if (chosen.length) run(area, () => fromFiles(chosen));
  });
  form.addEventListener("dragover", (event) => {
    event.preventDefault();
    form.dataset.over = "";
  });
  form.addEventListener("dragleave", () => delete form.dataset.over);
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    delete form.dataset.over;
    const { files: dropped } = event.dataTransfer;
    if (dropped.length) run(area, () => fromFiles(dropped));
  });
}

const fromFiles = async (files) => (await readFiles(files)).flat();
