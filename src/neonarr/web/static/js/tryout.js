// Names tried on a profile as it is edited. Names come from strangers: everything is textContent.

import { call } from "./api.js";
import { plural } from "./format.js";

const stamp = (id) => document.getElementById(id).content.firstElementChild.cloneNode(true);
const slot = (piece, name) => piece.querySelector(`[data-slot="${name}"]`);
const signed = (score) => (score > 0 ? `+${score}` : String(score));
const PAUSE_MS = 250;
const MOST = 50;
const SAMPLES = {
  movie: [
    "The.Paper.Moth.2019.2160p.UHD.BluRay.REMUX.HDR.HEVC.TrueHD.Atmos.7.1-GRP",
    "The.Paper.Moth.2019.1080p.BluRay.x264-GRP",
    "The.Paper.Moth.2019.1080p.WEB-DL.DDP5.1.H.265-GRP",
    "The.Paper.Moth.2019.HDCAM.x264-GRP",
  ],
  album: ["Jane Doe - Blue Hours (2021) [FLAC 24-96]", "Jane Doe - Blue Hours (2021) [FLAC]", "Jane Doe - Blue Hours (2021) [MP3 320]"],
};

/** `body()` is the profile as the API takes it; `refused(problem)` hears when it does not hold together. */
export function tryout({ kind, body, refused }) {
  const area = document.getElementById("names");
  const list = document.getElementById("tried");
  const note = document.getElementById("names-note");
  const key = `neonarr-names-${kind}`;
  let timer = 0;
  let asked = 0;

  area.value = stored(key) ?? SAMPLES[kind].join("\n");
  area.addEventListener("input", () => {
    keep(key, area.value);
    soon();
  });
  run();

  function soon() {
    clearTimeout(timer);
    list.ariaBusy = "true";
    timer = setTimeout(run, PAUSE_MS);
  }

  async function run() {
    const every = area.value.split("\n").map((line) => line.trim()).filter(Boolean);
    const names = every.slice(0, MOST);
    const own = ++asked;
    say(every.length > MOST ? `Only the first ${MOST} names are tried.` : "");
    if (!names.length) {
      list.replaceChildren();
      list.ariaBusy = "false";
      return;
    }
    try {
      const { results } = await call("POST", "/api/v1/profiles/try", { ...body(), names });
      if (own !== asked) return;
      list.replaceChildren(...results.map(line));
      refused(null);
    } catch (problem) {
      if (own !== asked) return;
      list.replaceChildren();
      say(problem.message);
      refused(problem);
    }
    list.ariaBusy = "false";
  }

  function say(words) {
    note.hidden = !words;
    note.textContent = words;
  }

  return { soon };
}

function line(result) {
  const piece = stamp("tried-template");
  piece.dataset.approved = String(result.approved);
  slot(piece, "title").textContent = result.title;
  const verdict = slot(piece, "verdict");
  verdict.dataset.tone = result.isBest ? "pink" : result.approved ? "mint" : "red";
  verdict.textContent = result.isBest ? "Would be taken" : result.approved ? "Fits" : "Rejected";
  slot(piece, "quality").textContent = result.quality;
  slot(piece, "languages").textContent = result.languages.filter((name) => name !== "Unknown").join(", ");
  slot(piece, "sum").textContent = result.formats.length ? `Score ${result.formatScore}` : "";
  const worth = result.formats.filter(({ score }) => score).sort((one, other) => other.score - one.score);
  fill(slot(piece, "formats"), worth, ({ name, score }) => {
    const item = document.createElement("li");
    item.className = "badge";
    item.dataset.tone = score > 0 ? "mint" : "red";
    item.textContent = `${name} ${signed(score)}`;
    return item;
  });
  const others = result.formats.filter(({ score }) => !score).map(({ name }) => name);
  slot(piece, "others").hidden = !others.length;
  slot(piece, "others-count").textContent = `${plural(others.length, "format")} without a score`;
  slot(piece, "others-names").textContent = others.join(", ");
  fill(slot(piece, "rejections"), result.rejections, ({ message }) => {
    const item = stamp("reason-template");
    item.querySelector("span").textContent = message;
    return item;
  });
  return piece;
}

function fill(list, values, make) {
  list.hidden = !values.length;
  list.replaceChildren(...values.map(make));
}

// A browser may refuse to keep anything; then the samples are shown again next time.

function stored(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function keep(key, text) {
  try {
    localStorage.setItem(key, text);
  } catch {
    // Nothing depends on it.
  }
}
