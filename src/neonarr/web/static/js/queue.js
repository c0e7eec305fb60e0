// The order of the queue (dragged, or by the arrow buttons and keys), and everything paused or resumed.

import { call } from "./api.js";
import { refresh } from "./regions.js";
import { complain } from "./toast.js";

const ROWS = "[data-download][draggable]";
let dragged = null;

addEventListener("click", (event) => {
  const arrow = event.target.closest("button[data-move]");
  if (arrow?.dataset.move === "top") return toTop(arrow);
  if (arrow) return step(arrow, arrow.dataset.move === "up");
  const all = event.target.closest("button[data-all]");
  if (all) act(all, () => everything(all.dataset.all));
});

addEventListener("keydown", (event) => {
  const arrow = event.target.closest?.("button[data-move]");
  if (!arrow || !["ArrowUp", "ArrowDown", "Home"].includes(event.key)) return;
  event.preventDefault();
  if (event.key === "Home") return toTop(arrow);
  step(arrow, event.key === "ArrowUp");
});

async function everything(word) {
  const { failed } = await call("POST", `/api/v1/queue/${word}`);
  for (const why of failed) complain(why);
}

/** One place up or down. */
async function step(button, isUp) {
  const row = button.closest(ROWS);
  const other = isUp ? row.previousElementSibling : row.nextElementSibling;
  if (!other?.matches(ROWS)) return;
  await act(button, () => move(row, other, !isUp));
  settle(row, isUp ? "up" : "down");
}

async function toTop(button) {
  const row = button.closest(ROWS);
  const first = document.querySelector(ROWS);
  if (first === row) return;
  await act(button, () => move(row, first, false));
  settle(row, "down");
}

/** The focus stays with what was moved, and its new place is said. */
function settle(moved, arrow) {
  const rows = [...document.querySelectorAll(ROWS)];
  const place = rows.findIndex((row) => row.dataset.download === moved.dataset.download);
  if (place < 0) return;
  rows[place].querySelector(`.actions [data-move="${arrow}"]`)?.focus();
  const name = rows[place].querySelector("h3").textContent.trim();
  document.querySelector("[data-moved]").textContent = `${name} is number ${place + 1} of ${rows.length} now.`;
}

function move(row, beside, isAfter) {
  const place = { [isAfter ? "after" : "before"]: beside.dataset.download };
  return call("POST", `/api/v1/queue/move/${row.dataset.download}`, place);
}

async function act(button, work) {
  if (button?.ariaBusy === "true") return;
  if (button) button.ariaBusy = "true";
  try {
    await work();
    await refresh();
  } catch (problem) {
    complain(problem.message);
  } finally {
    if (button) button.ariaBusy = null;
  }
}

addEventListener("dragstart", (event) => {
  dragged = event.target.closest?.(ROWS) ?? null;
  if (!dragged) return;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", dragged.dataset.download);
});

addEventListener("dragover", (event) => {
  const row = target(event);
  mark(row, row && isBelow(event, row));
  if (row) event.preventDefault();
});

addEventListener("drop", (event) => {
  const [row, moved] = [target(event), dragged];
  if (!row) return;
  event.preventDefault();
  const isAfter = isBelow(event, row);
  act(null, () => move(moved, row, isAfter));
});

addEventListener("dragend", () => {
  dragged = null;
  mark(null);
});

function target(event) {
  const row = dragged && event.target.closest?.(ROWS);
  return row && row !== dragged ? row : null;
}

function isBelow(event, row) {
  const { top, height } = row.getBoundingClientRect();
  return event.clientY > top + height / 2;
}

function mark(row, isAfter) {
  for (const marked of document.querySelectorAll("[data-drop]")) if (marked !== row) delete marked.dataset.drop;
  if (row) row.dataset.drop = isAfter ? "after" : "before";
}
