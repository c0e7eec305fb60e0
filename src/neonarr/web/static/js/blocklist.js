// Blocklist: a release that may be taken again.

import { call } from "./api.js";
import { refresh } from "./regions.js";
import { toast } from "./toast.js";

const problem = document.querySelector("[data-problem]");

addEventListener("click", async ({ target }) => {
  const button = target.closest("[data-allow]");
  if (!button || button.ariaBusy === "true") return;
  button.ariaBusy = "true";
  problem.hidden = true;
  try {
    await call("DELETE", `/api/v3/blocklist/${button.dataset.allow}`);
    toast(`${button.dataset.title} may be taken again.`, "mint");
    await refresh();
  } catch (error) {
    problem.textContent = error.message;
    problem.hidden = false;
    problem.scrollIntoView({ block: "nearest" });
  } finally {
    button.ariaBusy = null;
  }
});
