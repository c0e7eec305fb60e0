// Path mappings: each is a form of its own, saved at once.

import { call } from "./api.js";
import { act } from "./row-forms.js";
import { toast } from "./toast.js";

const PLACE = "/api/v1/settings/mappings";

addEventListener("submit", (event) => {
  const form = event.target.closest("[data-mapping]");
  if (!form) return;
  event.preventDefault();
  act(form, event.submitter, async () => {
    const id = form.dataset.mapping;
    await call(id ? "PUT" : "POST", id ? `${PLACE}/${id}` : PLACE, read(form));
    toast("Saved. What waited for it is imported now.", "mint");
    if (!id) form.reset();
  });
});

addEventListener("click", (event) => {
  const button = event.target.closest("[data-delete-mapping]");
  const form = button?.closest("[data-mapping]");
  if (!form) return;
  act(form, button, async () => {
    await call("DELETE", `${PLACE}/${form.dataset.mapping}`);
    toast("Deleted.", "mint");
  });
});

function read(form) {
  const { remotePath, localPath, clientId } = form.elements;
  return {
    clientId: Number(clientId ? clientId.value : form.dataset.client),
    remotePath: remotePath.value,
    localPath: localPath.value,
  };
}
