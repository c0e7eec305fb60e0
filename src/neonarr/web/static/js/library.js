// Library: the list follows the filter while it is typed, and grows in place.

import { refresh } from "./regions.js";
import "./versions.js";

const input = document.getElementById("filter");
let timer = 0;

input.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(() => show(`/library?q=${encodeURIComponent(input.value.trim())}`), 200);
});

document.getElementById("library-filter").addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(timer);
  show(`/library?q=${encodeURIComponent(input.value.trim())}`);
});

addEventListener("click", (event) => {
  const more = event.target.closest("a[data-more]");
  if (!more || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  show(more.href);
});

function show(address) {
  history.replaceState(null, "", address);
  return refresh();
}
