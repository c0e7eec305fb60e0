// The dialog that removes an item: it says what would go and what stays, before anything does.

import { call } from "./api.js";
import { ask } from "./dialog.js";
import { plural, size } from "./format.js";
import { refresh } from "./regions.js";
import { complain, toast } from "./toast.js";

const LOOK_AGAIN_MS = { first: 1000, most: 30_000 };
let timer = 0;
const dialog = document.getElementById("remove-item");
const [files, torrents] = ["deleteFiles", "removeTorrent"].map((name) => dialog.querySelector(`[name=${name}]`));
let item = null;

addEventListener("click", (event) => {
  const opener = event.target.closest("[data-remove-item]");
  if (opener) open(opener);
});
dialog.addEventListener("change", tell);
follow();

async function open(opener) {
  try {
    item = await call("GET", `/api/v1/items/${opener.dataset.removeItem}/removal`);
  } catch (refusal) {
    return complain(refusal.message);
  }
  dialog.querySelector("h2 bdi").textContent = item.label;
  files.checked = torrents.checked = false;
  files.closest("label").hidden = !item.files;
  torrents.closest("label").hidden = !item.torrents.length;
  tell();
  if (!(await ask(dialog))) return;
  try {
    const { message } = await call("DELETE", `/api/v1/items/${item.itemId}?deleteFiles=${files.checked}&removeTorrent=${torrents.checked}`);
    toast(message ? `${item.label} is being removed.` : `${item.label} is removed.`);
    await refresh();
    await follow();
  } catch (refusal) {
    complain(refusal.message);
  }
}

/** What the two boxes mean for this item, in sentences. */
function tell() {
  const fate = dialog.querySelector("[data-fate]");
  fate.replaceChildren(...sentences().map((words) => Object.assign(document.createElement("li"), { textContent: words })));
  const owed = torrents.checked ? item.torrents.map((one) => one.owed).filter(Boolean) : [];
  const warning = dialog.querySelector("[data-owed]");
  warning.querySelector("span").textContent = owed.join(" ");
  warning.hidden = !owed.length;
}

function sentences() {
  const { underWay } = item;
  const ending = underWay.length ? [`What is under way ends: ${underWay.join(", ")}.`] : [];
  const nothing = !item.files && !item.torrents.length && !underWay.length && !item.elsewhere;
  if (nothing) return ["There is nothing of it on disk or in a download client."];
  return [...ending, ...ofFiles(), ...ofTorrents()];
}

function ofFiles() {
  const told = [];
  const many = plural(item.files, "file");
  if (item.files && !files.checked) told.push(`Its ${many} (${size(item.sizeBytes)}) stay${item.files === 1 ? "s" : ""} in the library folder.`);
  else if (item.files && item.recycleDays) told.push(`Its ${many} (${size(item.sizeBytes)}) can be taken back from the recycle bin for ${plural(item.recycleDays, "day")}.`);
  else if (item.files) told.push(`Its ${many} (${size(item.sizeBytes)}) are deleted for good: the recycle bin is switched off.`);
  if (item.symbolicLinks && torrents.checked) told.push("Some of it are symbolic links into the download: with the torrent their data is gone for good.");
  if (item.elsewhere) told.push(`${plural(item.elsewhere, "file")} outside the library folder stay${item.elsewhere === 1 ? "s" : ""} where ${item.elsewhere === 1 ? "it is" : "they are"}.`);
  return told;
}

function ofTorrents() {
  if (!item.torrents.length) return [];
  const clients = [...new Set(item.torrents.map((one) => one.downloadClient))].join(", ");
  const many = plural(item.torrents.length, "torrent");
  if (!torrents.checked) return [`Its ${many} in ${clients} seed${item.torrents.length === 1 ? "s" : ""} on and keep${item.torrents.length === 1 ? "s" : ""} the room on disk; only you remove ${item.torrents.length === 1 ? "it" : "them"} then.`];
  const away = item.torrents.some((one) => one.ratio === undefined);
  const waiting = away ? [`${clients} does not answer now: it goes when that is back.`] : [];
  return [`Its ${many} in ${clients} and the data are deleted, as far as no other torrent or title needs them.`, ...waiting];
}

/** While something is on its way out, the page is looked at again: its end is no event. Ever more
 * seldom, for it may wait for a client that is away. */
async function follow(pause = LOOK_AGAIN_MS.first) {
  clearTimeout(timer);
  if (document.querySelector("[data-leaving]")) {
    await refresh();
    timer = setTimeout(follow, pause, Math.min(pause * 2, LOOK_AGAIN_MS.most));
  }
}
