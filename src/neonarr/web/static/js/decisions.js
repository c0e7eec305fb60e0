// Why?: the list follows its filters while they are set, and a decision is judged again.

import { call } from "./api.js";
import { size } from "./format.js";
import { refresh } from "./regions.js";

const TURNS = {
  same: "It would have come out the same.",
  grabbed: "Something would have been taken.",
  replaced: "Another one would have been taken.",
};

const filters = document.querySelector("[data-filters]");
let timer = 0;

filters?.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(show, 200);
});
filters?.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(timer);
  show();
});

addEventListener("click", (event) => {
  const more = event.target.closest("a[data-more]");
  if (!more || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  show(more.dataset.more);
});

// Only what is set stands in the address, so that it can be shared.
function show(rows = "") {
  const set = [...new FormData(filters)].filter(([, value]) => value);
  if (rows) set.push(["show", rows]);
  const query = new URLSearchParams(set).toString();
  history.replaceState(null, "", query ? `${location.pathname}?${query}` : location.pathname);
  return refresh();
}

const form = document.getElementById("what-if-form");
form?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const button = form.querySelector("button");
  if (button.ariaBusy === "true") return;
  button.ariaBusy = "true";
  try {
    tell(await judgedAgain());
    showProblem("");
  } catch (problem) {
    showProblem(problem.message);
  } finally {
    button.ariaBusy = null;
  }
});
if (form) form.querySelector("button").disabled = false; // before, the browser itself would send the form and forget what was chosen

async function judgedAgain() {
  const profileId = Number(form.elements.profileId.value);
  const asked = { decisionId: Number(form.dataset.decision), profileId };
  const least = form.elements.minFormatScore;
  if (!least.validity.valid) throw new Error("The minimum score must be a whole number.");
  if (least.value !== "") {
    const { profile } = await call("GET", `/api/v1/profiles/${profileId}`);
    const score = Number(least.value);
    // What is good enough can't be below what is taken at all.
    asked.profile = { ...profile, minFormatScore: score, cutoffFormatScore: Math.max(profile.cutoffFormatScore ?? 0, score) };
  }
  return call("POST", "/api/v1/decisions/what-if", asked);
}

function tell({ message, changes, sizeBytes }) {
  const [change] = changes;
  const outcome = document.getElementById("what-if-outcome");
  const write = (slot, words) => (outcome.querySelector(`[data-slot="${slot}"]`).textContent = words);
  write("message", change?.turn === "left" ? change.message : TURNS[change?.turn ?? "same"]);
  outcome.querySelector("dl").hidden = !change;
  outcome.dataset.turn = change?.turn ?? "same";
  outcome.hidden = false;
  if (!change) return;
  write("before", named(change.before));
  write("after", named(change.after));
  write("size", sizeBytes ? `${size(Math.abs(sizeBytes))} ${sizeBytes > 0 ? "more" : "less"}` : "no difference");
}

const named = (offer) => (offer ? `${offer.title}${offer.sizeBytes ? `, ${size(offer.sizeBytes)}` : ""}` : "nothing");

function showProblem(words) {
  const error = document.getElementById("what-if-error");
  error.textContent = words;
  error.hidden = !words;
  if (words) document.getElementById("what-if-outcome").hidden = true;
}
