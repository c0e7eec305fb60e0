// Library: the list follows the filter while it is typed.

import { refresh } from "./regions.js";
import "./library-add.js";
import "./library-remove.js";
import "./versions.js";

const input = document.getElementById("filter");
let timer = 0;

input.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(() => show(filtered()), 200);
});

document.getElementById("library-filter").addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(timer);
  show(filtered());
});

addEventListener("click", (event) => {
  const tab = event.target.closest(".segments a");
  if (!tab || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  show(tab.href);
});

function filtered() {
  const tab = new URLSearchParams(location.search).get("tab");
  const words = `q=${encodeURIComponent(input.value.trim())}`;
  return tab ? `/library?tab=${encodeURIComponent(tab)}&${words}` : `/library?${words}`;
}

function show(address) {
  history.replaceState(null, "", address);
  return refresh();
}
