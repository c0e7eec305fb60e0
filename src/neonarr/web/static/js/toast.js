// Short messages; the region is read out politely. News goes away by itself, a refusal stays until it is closed.

const SHOWN_MS = 6000;
const MOST = 4;

export function toast(words, tone = "purple") {
  const item = shown(words, tone);
  const timer = setTimeout(() => item.remove(), SHOWN_MS);
  item.addEventListener("click", () => {
    clearTimeout(timer);
    item.remove();
  });
}

/** What somebody asked for was not done, and why. */
export function complain(words) {
  const item = shown(words, "red");
  const close = Object.assign(document.createElement("button"), { className: "button", type: "button", textContent: "Close" });
  Object.assign(close.dataset, { size: "small", look: "plain" });
  close.addEventListener("click", () => item.remove());
  item.append(close);
}

function shown(words, tone) {
  const region = document.getElementById("toasts");
  for (const one of [...region.children]) if (one.firstElementChild.textContent === words) one.remove();
  const item = Object.assign(document.createElement("div"), { className: "toast" });
  item.dataset.tone = tone;
  item.append(Object.assign(document.createElement("p"), { textContent: words }));
  region.append(item);
  while (region.children.length > MOST) region.firstElementChild.remove();
  return item;
}
