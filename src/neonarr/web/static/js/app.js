// On every page: the live stream, what it changes, lists that grow in place, and the / key.

import { call } from "./api.js";
import { ago, duration, percent, plural, size, speed, until } from "./format.js";
import * as live from "./live.js";
import { refresh, refreshSoon } from "./regions.js";
import { complain, toast } from "./toast.js";

const LIVE_WORDS = { connected: "Live", reconnecting: "Reconnecting", offline: "Offline" };
const OVER = new Set(["imported", "failed", "removed"]);
const speeds = new Map();
const knownClients = new Map();
let knownHealth = "";

live.on("status", (status) => {
  const dot = document.querySelector("[data-live-dot]");
  if (dot.dataset.live === status) return;
  dot.dataset.live = status;
  dot.textContent = LIVE_WORDS[status];
});

live.on("connected", () => {
  speeds.clear();
  refreshSoon();
});

live.on("health", (health) => {
  const told = JSON.stringify(health);
  if (knownHealth && told !== knownHealth) refreshSoon();
  knownHealth = told;
});

live.on("client", (client) => {
  const told = JSON.stringify(client);
  if (knownClients.has(client.id) && knownClients.get(client.id) !== told) refreshSoon();
  knownClients.set(client.id, told);
});

live.on("notice", refreshSoon);

live.on("state", (event) => {
  refreshSoon();
  if (OVER.has(event.state)) speeds.delete(event.downloadId);
  const name = event.label || event.title;
  if (event.state === "imported") toast(`${name} is in the library.`, "mint");
  if (event.state === "failed") toast(`${name} failed. ${event.message ?? ""}`, "red");
});

live.on("progress", ({ downloads }) => {
  for (const download of downloads) {
    speeds.set(download.id, [download.downSpeed ?? 0, download.upSpeed ?? 0]);
    for (const row of document.querySelectorAll(`[data-download="${CSS.escape(download.id)}"]`)) paint(row, download);
  }
  paintTotals();
});

function paint(row, download) {
  if (download.status && download.status !== row.dataset.status) refreshSoon();
  const heard = download.trackers ?? [];
  if (heard.length !== Number(row.dataset.heard)) refreshSoon();
  const bar = row.querySelector('[data-field="bar"]');
  if (bar && download.progress != null) bar.value = download.progress;
  const { downSpeed: down, upSpeed: up, etaSeconds: eta, seeds, peers, sizeLeft: left, sizeBytes: total, ratio } = download;
  write(row, "percent", download.progress, percent);
  write(row, "down", down, () => (down ? `↓ ${speed(down)}` : ""));
  write(row, "up", up, () => (up ? `↑ ${speed(up)}` : ""));
  write(row, "eta", down, () => (eta != null && download.status === "downloading" ? `${duration(eta)} left` : ""));
  write(row, "done", left, () => (total ? `${size(total - left)} of ${size(total)}` : ""));
  write(row, "peers", seeds, () => `${plural(seeds, "seed")}, ${plural(peers ?? 0, "peer")}`);
  write(row, "ratio", ratio, () => ratio.toFixed(2));
}

// A field the server did not send is left as it is.
function write(row, field, value, words) {
  const element = value == null ? null : row.querySelector(`[data-field="${field}"]`);
  if (element) element.textContent = words(value);
}

function paintTotals() {
  const sum = (index) => [...speeds.values()].reduce((total, pair) => total + pair[index], 0);
  for (const element of document.querySelectorAll("[data-total]")) {
    element.textContent = speed(sum(element.dataset.total === "down" ? 0 : 1));
  }
}

setInterval(() => {
  for (const time of document.querySelectorAll("time[data-ago]")) time.textContent = ago(time.dateTime);
}, 30_000);

function countDown() {
  for (const time of document.querySelectorAll("time[data-until]")) time.textContent = until(time.dateTime);
}

countDown();
setInterval(countDown, 1000);

document.addEventListener("click", async ({ target }) => {
  const button = target.closest?.("[data-try]");
  if (!button || button.ariaBusy === "true") return;
  button.ariaBusy = "true";
  try {
    const client = await call("POST", `/api/v1/clients/${button.dataset.try}/try`);
    const words = `${client.name}: ${client.means}`;
    if (client.isStuck) complain(words);
    else toast(words, "mint");
  } catch (problem) {
    complain(problem.message);
  }
  button.ariaBusy = null;
  refreshSoon();
});

addEventListener("click", (event) => {
  const more = event.target.closest('a[data-more=""]');
  if (!more || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  history.replaceState(null, "", more.href);
  refresh();
});

addEventListener("keydown", (event) => {
  const isTyping = event.target.closest?.("input, textarea, select, [contenteditable]");
  if (event.key !== "/" || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  const box = document.querySelector("[data-search-box]");
  if (box) box.select();
  else location.assign("/search");
});

// Where a menu is one row to slide, the page that is open is in sight.
for (const here of document.querySelectorAll(".side [aria-current]")) {
  const { parentElement: menu } = here;
  menu.scrollLeft = here.offsetLeft - (menu.clientWidth - here.offsetWidth) / 2;
}

live.start();
