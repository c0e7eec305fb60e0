// The doctor, also on the System page: looks again when asked, does what a button offers, and shows
// what came of it.

import { call } from "./api.js";
import { refresh } from "./regions.js";
import { toast } from "./toast.js";

const problem = document.querySelector("[data-problem]");
const again = document.querySelector("[data-look-again]");

again?.addEventListener("click", () => run(again, () => call("POST", "/api/v1/doctor")));

addEventListener("click", (event) => {
  const button = event.target.closest("[data-act]");
  if (!button) return;
  const { act: key, parameters } = button.dataset;
  run(button, async () => {
    const { message } = await call("POST", "/api/v1/doctor/act", { key, parameters: JSON.parse(parameters) });
    toast(message, "mint");
  });
});

if (document.querySelector("[data-unseen]")) run(again, () => call("GET", "/api/v1/doctor"));

async function run(button, work) {
  if (button.ariaBusy === "true") return;
  problem.hidden = true;
  button.ariaBusy = "true";
  try {
    await work();
    await refresh();
  } catch (error) {
    problem.textContent = error.message;
    problem.hidden = false;
    problem.scrollIntoView({ block: "nearest" });
  } finally {
    button.ariaBusy = null;
  }
}
