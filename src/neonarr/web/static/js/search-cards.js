// The lines and cards of a search. Names come from strangers: everything is textContent.

import { call } from "./api.js";
import { age, plural, signed, size, STATES } from "./format.js";

const ICONS = document.documentElement.dataset.icons;
const grabbed = new Map();

function stamp(id) {
  const piece = document.getElementById(id).content.cloneNode(true);
  const slot = (name) => piece.querySelector(`[data-slot="${name}"]`);
  return { piece, slot };
}

/** A line for one indexer; without `ok` it is still being asked. */
export function sourceLine({ name, ok, error, results, ms }) {
  const { piece, slot } = stamp("source-template");
  const line = piece.firstElementChild;
  slot("name").textContent = name;
  if (ok === undefined) return line;
  delete line.dataset.busy;
  line.dataset.tone = ok ? "mint" : "red";
  const time = ms === undefined ? "" : ` in ${ms} ms`;
  slot("what").textContent = ok ? `${plural(results, "result")}${time}` : `failed${time}`;
  slot("error").textContent = error ?? "";
  slot("error").hidden = !error;
  return line;
}

export function resultCard(result) {
  const { piece, slot } = stamp("result-template");
  const card = piece.firstElementChild;
  const isThere = result.source === "library";
  card.dataset.approved = String(isThere || result.approved);
  piece.querySelector("use").setAttribute("href", `${ICONS}#${result.mediaType === "album" ? "disc" : "film"}`);
  slot("title").textContent = result.title;
  slot("quality").textContent = result.quality ?? "";
  slot("quality").hidden = !result.quality;
  slot("languages").textContent = spoken(result.languages ?? []);
  slot("languages").hidden = !slot("languages").textContent;
  fillFormats(slot("formats"), result.formats ?? [], result.formatScore);
  slot("size").textContent = result.size == null ? "" : size(result.size);
  slot("seeders").textContent = result.seeders == null ? "" : `${plural(result.seeders, "seeder")}, ${result.leechers ?? 0} leeching`;
  slot("age").textContent = age(result.ageHours);
  slot("indexer").textContent = result.indexer ?? "";
  slot("approved").hidden = isThere || !result.approved;
  fillRejections(slot, result.rejections ?? []);
  slot("have").hidden = isThere || !result.available;
  const fate = result.available ? "there-template" : "wanted-template";
  piece.querySelector(".grab").append(isThere ? stamp(fate).piece : grabButton(result));
  return card;
}

function spoken(languages) {
  return languages.filter((name) => name !== "Unknown").join(", ");
}

/** Each format with its score, and the sum of several. */
function fillFormats(list, formats, sum) {
  list.hidden = !formats.length;
  const all = formats.length > 1 ? [...formats, { name: "in all", score: sum ?? 0, isSum: true }] : formats;
  for (const { name, score, isSum } of all) {
    const line = stamp("format-template").piece.firstElementChild;
    line.querySelector("bdi").textContent = name;
    line.querySelector("b").textContent = signed(score);
    if (isSum) line.className = "sum";
    else if (score) line.dataset.tone = score > 0 ? "mint" : "red";
    list.append(line);
  }
}

// One or two reasons are told at once; of more, the first, and the others on demand.
function fillRejections(slot, rejections) {
  const shown = rejections.length > 2 ? 1 : rejections.length;
  slot("rejections").hidden = !shown;
  slot("rejections").append(...rejections.slice(0, shown).map(reasonLine));
  slot("more").hidden = shown === rejections.length;
  slot("count").textContent = `${rejections.length - shown} more reasons`;
  slot("rest").append(...rejections.slice(shown).map(reasonLine));
}

function reasonLine({ message, permanent }) {
  const { piece } = stamp(permanent === false ? "later-template" : "rejection-template");
  piece.querySelector("span").textContent = message;
  return piece;
}

function grabButton(result) {
  const { piece, slot } = stamp("grab-template");
  const button = piece.querySelector("button");
  const error = piece.querySelector(".error");
  if (result.approved) button.dataset.look = "neon";
  const word = slot("word");
  word.textContent = result.approved ? "Grab" : "Grab anyway";
  button.setAttribute("aria-label", `${word.textContent} ${result.title}`);
  button.addEventListener("click", async () => {
    if (button.ariaBusy === "true") return;
    button.ariaBusy = "true";
    error.hidden = true;
    try {
      const download = await call("POST", "/api/v3/download", { guid: result.guid, indexerId: result.indexerId });
      becomeState(button, download);
    } catch (problem) {
      button.ariaBusy = null;
      error.textContent = problem.message;
      error.hidden = false;
    }
  });
  return piece;
}

function becomeState(button, download) {
  const link = document.createElement("a");
  link.href = "/downloads";
  link.className = "chip";
  link.setAttribute("role", "status");
  const why = document.createElement("a");
  why.href = `/decisions?downloadId=${encodeURIComponent(download.id)}`;
  why.textContent = "Why this one, why not the others?";
  const hadFocus = document.activeElement === button;
  button.replaceWith(link, why);
  if (hadFocus) link.focus();
  grabbed.set(download.id, link);
  writeState(link, download.status);
}

function writeState(link, status) {
  const [word, tone] = STATES[status] ?? [status, "quiet"];
  link.dataset.tone = tone;
  link.textContent = word;
}

/** A state event: the button that became that download says it. */
export function markStates({ downloadId, state }) {
  const link = grabbed.get(downloadId);
  if (link) writeState(link, state);
}
