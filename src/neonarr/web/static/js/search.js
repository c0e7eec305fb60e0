// Search: asks the stream, keeps what came sorted, shows it.

import { on } from "./live.js";
import { plural } from "./format.js";
import { markStates, resultCard, sourceLine } from "./search-cards.js";

const PAGE = 50;
const form = document.getElementById("search");
const box = form.elements.q;
const parts = Object.fromEntries(
  ["sources", "in-library", "results", "show-more", "search-empty", "search-status", "only-approved"].map((id) => [id, document.getElementById(id)]),
);
const onlyApproved = parts["only-approved"].querySelector("input");

let stream = null;
let found = [];
let shown = PAGE;

form.addEventListener("submit", (event) => {
  event.preventDefault();
  search();
});
form.addEventListener("change", (event) => {
  if (event.target.name === "category" && box.value.trim()) search();
});
onlyApproved.addEventListener("change", draw);
parts["show-more"].addEventListener("click", () => {
  shown += PAGE;
  draw();
});
on("state", markStates);
addEventListener("popstate", () => location.reload());

function search() {
  const query = box.value.trim();
  if (!query) return box.focus();
  const address = new URLSearchParams({ q: query, category: form.elements.category.value });
  if (`?${address}` !== location.search) history.pushState(null, "", `/search?${address}`);
  document.title = `${query} · Neonarr`;
  reset();
  ask(new URLSearchParams({ query, category: form.elements.category.value }));
}

function reset() {
  stream?.close();
  found = [];
  shown = PAGE;
  onlyApproved.checked = false;
  for (const id of ["sources", "results"]) parts[id].replaceChildren();
  for (const id of ["in-library", "show-more", "search-empty", "only-approved"]) parts[id].hidden = true;
}

// One search, one answer: the stream is closed on `done` and never asked again by itself.
function ask(address) {
  const asking = sourceLine({ name: "Indexers" });
  parts.sources.append(asking);
  const waiting = new Map();
  stream = new EventSource(`/api/v1/search/stream?${address}`);
  stream.addEventListener("library", ({ data }) => showLibrary(JSON.parse(data).results));
  stream.addEventListener("indexer", ({ data }) => {
    const { indexer, results } = JSON.parse(data);
    const line = sourceLine(indexer);
    if (waiting.has(indexer.name)) waiting.get(indexer.name).replaceWith(line);
    else parts.sources.insertBefore(line, asking);
    waiting.delete(indexer.name);
    take(results);
  });
  // Those asked before are known by name from the first moment; a new one turns up with its answer.
  stream.addEventListener("asking", ({ data }) => {
    for (const name of JSON.parse(data).indexers) {
      waiting.set(name, sourceLine({ name }));
      parts.sources.insertBefore(waiting.get(name), asking);
    }
    asking.hidden = waiting.size > 0;
  });
  stream.addEventListener("problem", ({ data }) => finish([asking, ...waiting.values()], JSON.parse(data).error));
  stream.addEventListener("done", ({ data }) => finish([asking, ...waiting.values()], "", JSON.parse(data).ms));
  stream.addEventListener("error", () => finish([asking, ...waiting.values()], "The search was cut off: the server does not answer."));
}

function take(results) {
  found.push(...results.map((result) => ({ result, card: null })));
  found.sort((a, b) => b.result.approved - a.result.approved || b.result.score - a.result.score);
  draw();
}

// Cards are made once and moved; those not shown are not made.
function draw() {
  const fitting = onlyApproved.checked ? found.filter(({ result }) => result.approved) : found;
  const cards = fitting.slice(0, shown).map((entry) => (entry.card ??= resultCard(entry.result)));
  const wanted = new Set(cards);
  for (const card of [...parts.results.children]) if (!wanted.has(card)) card.remove();
  cards.forEach((card, at) => {
    if (parts.results.children[at] !== card) parts.results.insertBefore(card, parts.results.children[at] ?? null);
  });
  parts["show-more"].hidden = fitting.length <= shown;
  parts["show-more"].textContent = `Show more (${fitting.length - shown})`;
  const approved = found.filter(({ result }) => result.approved).length;
  parts["only-approved"].hidden = approved === found.length;
}

function showLibrary(results) {
  parts["in-library"].lastElementChild.replaceChildren(...results.map(resultCard));
  parts["in-library"].hidden = !results.length;
}

function finish(asking, problem, ms = 0) {
  stream.close();
  for (const line of asking) line.remove();
  const words = problem || `${plural(found.length, "release")} in ${(ms / 1000).toFixed(1)} s`;
  parts["search-status"].textContent = words;
  if (!problem && found.length) return;
  const hadAnswer = parts.sources.children.length > 0;
  parts["search-empty"].hidden = found.length > 0;
  document.getElementById("add-indexer").hidden = Boolean(problem) || hadAnswer;
  say("title", problem ? "That search went wrong" : hadAnswer ? "Nobody offers that" : "There is nobody to ask yet");
  say("text", problem || (hadAnswer ? "Try fewer words, without quality or year." : "Releases are found on indexers: your Prowlarr or Jackett, or any Torznab endpoint."));
  if (problem && found.length) parts.sources.append(sourceLine({ name: "Search", ok: false, error: problem }));
}

function say(slot, words) {
  parts["search-empty"].querySelector(`[data-slot="${slot}"]`).textContent = words;
}

if (box.value.trim()) search();
