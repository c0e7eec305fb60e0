// Files out of the page, and files and pastes into it.

import { Refusal } from "./api.js";

/** Gives the person a JSON file. */
export function saveFile(name, value) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([JSON.stringify(value, null, 2)], { type: "application/json" }));
  link.download = `${name.replace(/[^\p{L}\p{N} ._+-]+/gu, "_") || "export"}.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** The JSON of a text, or a Refusal that says where it goes wrong. */
export function readJson(text, from = "This") {
  if (!text.trim()) throw new Refusal("There is nothing in it. Paste the whole JSON.");
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Refusal(`${from} is not JSON: ${error.message}.`);
  }
}

/** The JSON of each file. */
export function readFiles(files) {
  return Promise.all([...files].map(async (file) => readJson(await file.text(), `“${file.name}”`)));
}
