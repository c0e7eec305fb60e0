// Words wanted and not wanted in names: each set is a form of its own.

import { call } from "./api.js";
import { act } from "./row-forms.js";
import { toast } from "./toast.js";

const PLACE = "/api/v1/terms";

addEventListener("submit", (event) => {
  const form = event.target.closest("[data-terms]");
  if (!form) return;
  event.preventDefault();
  act(form, event.submitter, async () => {
    const id = form.dataset.terms;
    await call(id ? "PUT" : "POST", id ? `${PLACE}/${id}` : PLACE, read(form));
    toast("Saved. It counts from the next search on.", "mint");
    if (!id) form.reset();
  });
});

addEventListener("click", (event) => {
  const button = event.target.closest("[data-delete-terms]");
  const form = button?.closest("[data-terms]");
  if (!form) return;
  act(form, button, async () => {
    await call("DELETE", `${PLACE}/${form.dataset.terms}`);
    toast("Deleted.", "mint");
  });
});

function read(form) {
  const { name, required, ignored, tags, enabled } = form.elements;
  const indexer = form.dataset.indexer;
  return {
    name: name.value,
    enabled: enabled.checked,
    required: required.value.split("\n"),
    ignored: ignored.value.split("\n"),
    tags: tags.value.split(",").filter((tag) => tag.trim()),
    ...(indexer && { indexerId: Number(indexer) }),
  };
}
