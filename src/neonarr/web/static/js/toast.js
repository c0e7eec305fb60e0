// A short message that goes away by itself; the region is read out politely.

const SHOWN_MS = 6000;

export function toast(words, tone = "purple") {
  const region = document.getElementById("toasts");
  const item = document.createElement("p");
  item.className = "toast";
  item.dataset.tone = tone;
  item.textContent = words;
  region.append(item);
  while (region.children.length > 4) region.firstElementChild.remove();
  const timer = setTimeout(() => item.remove(), SHOWN_MS);
  item.addEventListener("click", () => {
    clearTimeout(timer);
    item.remove();
  });
}
