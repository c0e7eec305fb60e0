// Ask before something is taken away. Resolves to true for the button whose value is "yes". The focus goes
// back to where it was, also when the page has changed meanwhile.

import { holdFocus } from "./regions.js";

export function ask(dialog) {
  const settleFocus = holdFocus();
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", closed, { once: true });
    function closed() {
      settleFocus();
      resolve(dialog.returnValue === "yes");
    }
  });
}
