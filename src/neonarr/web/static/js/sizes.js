// Sizes of a minute that count for one profile only. Empty fields keep to the general definition.

const stamp = (id) => document.getElementById(id).content.firstElementChild.cloneNode(true);
const PARTS = { minSize: "Least", preferredSize: "Preferred", maxSize: "Most" };
const MOVIE = { minutes: 120, bytes: 2 ** 20, words: "A movie of two hours" };
const ALBUM = { minutes: 45, bytes: 7500, words: "An album of 45 minutes" };

/** Shows a line for each wanted quality; `state.sizes` is a map from name to {minSize, …}. */
export function sizes({ state, definitions, kind, changed }) {
  const place = document.getElementById("sizes");
  const general = new Map(definitions.map((one) => [one.quality.name, one]));
  const unit = kind === "album" ? ALBUM : MOVIE;

  function render() {
    const names = state.rungs.filter((rung) => rung.isWanted).flatMap((rung) => rung.qualities.map((one) => one.name));
    const shown = [...place.children].map((line) => line.dataset.name);
    if (names.join("\n") !== shown.join("\n")) place.replaceChildren(...names.map(line));
  }

  function line(name) {
    const piece = stamp("size-template");
    piece.dataset.name = name;
    piece.querySelector("legend").textContent = name;
    for (const input of piece.querySelectorAll("input")) {
      const { part } = input.dataset;
      input.setAttribute("aria-label", `${PARTS[part]} for ${name}`);
      input.placeholder = general.get(name)?.[part] ?? PARTS[part].toLowerCase();
      input.value = state.sizes.get(name)?.[part] ?? "";
      input.addEventListener("input", () => {
        take(piece, name);
        hint(piece, name);
        changed();
      });
    }
    hint(piece, name);
    return piece;
  }

  function take(piece, name) {
    const given = {};
    for (const input of piece.querySelectorAll("input")) {
      if (input.value !== "") given[input.dataset.part] = input.valueAsNumber;
    }
    if (Object.keys(given).length) state.sizes.set(name, given);
    else state.sizes.delete(name);
  }

  function hint(piece, name) {
    const { minSize = 0, preferredSize, maxSize } = state.sizes.get(name) ?? general.get(name) ?? {};
    const whole = (size) => inWords(size * unit.bytes * unit.minutes);
    const most = maxSize === undefined ? "without an upper bound" : `to ${whole(maxSize)}`;
    const best = preferredSize === undefined ? "" : `, best ${whole(preferredSize)}`;
    piece.querySelector("small").textContent = `${unit.words}: ${whole(minSize)} ${most}${best}`;
  }

  render();
  return { render };
}

function inWords(bytes) {
  return bytes >= 1e9 ? `${(bytes / 1e9).toFixed(1)} GB` : `${Math.round(bytes / 1e6)} MB`;
}

/** The map as the API takes it. */
export function sizesOf(map) {
  return [...map].map(([name, given]) => ({ quality: { name }, minSize: 0, ...given }));
}
