// What each format is worth. Hundreds of rows are made once; a filter only hides them.

const stamp = (id) => document.getElementById(id).content.firstElementChild.cloneNode(true);
const slot = (piece, name) => piece.querySelector(`[data-slot="${name}"]`);
const signed = (score) => (score > 0 ? `+${score}` : String(score));

/** Shows `state.formatItems` and changes their scores. */
export function scores({ state, guideScores, announce, changed }) {
  const list = document.getElementById("scores");
  const filter = document.getElementById("scores-filter");
  const only = document.getElementById("scores-only");
  const count = document.getElementById("scores-count");
  const none = document.getElementById("scores-none");
  const set = document.getElementById("score-set");

  const rows = [...state.formatItems].sort(byWorth).map(row);
  only.checked = state.formatItems.some((one) => one.score) && rows.length > 12;
  list.append(...rows);
  tally();
  show();
  offerSets();

  function row(item) {
    const piece = stamp("score-template");
    const input = piece.querySelector("input");
    piece.item = item;
    piece.words = item.name.toLowerCase();
    slot(piece, "name").textContent = item.name;
    input.id = `score-${item.format}`;
    piece.querySelector("label").htmlFor = input.id;
    write(piece, item.score);
    input.addEventListener("input", () => {
      item.score = Math.trunc(input.valueAsNumber) || 0;
      paint(piece);
      tally();
      changed();
    });
    return piece;
  }

  function write(piece, score) {
    piece.item.score = score;
    piece.querySelector("input").value = score;
    paint(piece);
  }

  function paint(piece) {
    piece.dataset.worth = String(Math.sign(piece.item.score));
  }

  /** What has just become 0 stays until the filter is used again: nothing goes away under the fingers. */
  function show() {
    const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const piece of rows) {
      const fits = words.every((word) => piece.words.includes(word)) && (!only.checked || piece.item.score);
      piece.hidden = !fits;
      shown += fits ? 1 : 0;
    }
    list.hidden = !shown;
    none.hidden = shown > 0;
    if (!rows.length) none.textContent = "There is no custom format yet. Import those of a guide, or make one.";
    else if (words.length) none.textContent = only.checked ? "None of those with a score is called that." : "No format is called that.";
    else none.textContent = "No format has a score yet. Take the check mark away to see them all.";
  }

  function tally() {
    const worth = state.formatItems.filter((one) => one.score).length;
    count.textContent = rows.length ? `${worth} of ${rows.length} have a score` : "";
  }

  function offerSets() {
    const names = new Set(Object.values(guideScores).flatMap(Object.keys));
    document.getElementById("guide-scores").hidden = !names.size;
    const sorted = ["default", ...[...names].filter((name) => name !== "default").sort()];
    set.replaceChildren(...sorted.map((name) => new Option(name, name)));
    set.addEventListener("change", hint);
    hint();
  }

  function guideScore(name) {
    return guideScores[name]?.[set.value] ?? guideScores[name]?.default;
  }

  function hint() {
    for (const piece of rows) {
      const score = guideScore(piece.item.name);
      slot(piece, "guide").textContent = score === undefined ? "" : `guide ${signed(score)}`;
    }
  }

  document.getElementById("take-guide").addEventListener("click", () => {
    let taken = 0;
    for (const piece of rows) {
      const score = guideScore(piece.item.name);
      if (score === undefined || score === piece.item.score) continue;
      write(piece, score);
      taken += 1;
    }
    tally();
    show();
    announce(taken ? `${taken} scores taken from the guide.` : "They are the guide's scores already.");
    if (taken) changed();
  });

  filter.addEventListener("input", show);
  filter.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
  only.addEventListener("change", show);
}

/** The most wanted first, then the least, then those of no worth by name. */
function byWorth(one, other) {
  return Number(!one.score) - Number(!other.score) || other.score - one.score || one.name.localeCompare(other.name);
}
