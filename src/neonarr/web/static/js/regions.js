// Keeps the parts of a page marked data-region true by asking the server for the same page again and
// changing only what differs: the templates stay the one place that knows what things look like.
// Focus, open details and running animations survive, because equal nodes are left alone, and so does
// what the templates mark with data-keep: a script minds it, the server knows nothing of it.

const PAUSE_MS = 250;
const OURS = new Set(["open", "aria-busy", "aria-invalid"]); // set by the browser or a script, unknown to the templates
let isRunning = false;
let isWanted = false;

/** Bring the page up to date soon; calls in a burst become one. */
export function refreshSoon() {
  isWanted = true;
  if (!isRunning) run();
}

async function run() {
  isRunning = true;
  while (isWanted) {
    isWanted = false;
    await refresh();
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  isRunning = false;
}

/** Bring the page up to date now. An unreachable server changes nothing: the stream will say when it is back. */
export async function refresh() {
  const address = location.href;
  const response = await fetch(address, { headers: { Accept: "text/html" } }).catch(() => null);
  if (!response || address !== location.href) return;
  if (response.redirected && new URL(response.url).pathname !== location.pathname) return location.assign(response.url);
  if (!response.ok) return;
  const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
  const settleFocus = holdFocus();
  for (const region of document.querySelectorAll("[data-region]")) {
    const twin = fresh.querySelector(`[data-region="${region.dataset.region}"]`);
    if (twin) morphChildren(region, document.adoptNode(twin));
  }
  settleFocus();
}

/** Call what comes back once the page has changed: where what has the focus now is gone then, its row
 * gets the focus, else the row in its place, else the page. */
export function holdFocus() {
  const at = document.activeElement;
  const [row, region] = [at.closest("[data-region] > [data-key]"), at.closest("[data-region]")];
  const place = row ? [...region.children].indexOf(row) : 0;
  return () => {
    const now = document.activeElement;
    if (at.checkVisibility() || (now !== document.body && now.checkVisibility())) return;
    const rows = region ? [...region.children] : [];
    const next = (row?.isConnected ? row : rows[Math.min(place, rows.length - 1)]) ?? region;
    (next?.querySelector("a[href], button:enabled, input:enabled, summary") ?? document.getElementById("main")).focus({ preventScroll: true });
  };
}

function morph(have, want) {
  if (have.isEqualNode(want)) return;
  if (have.nodeName !== want.nodeName || key(have) !== key(want)) return have.replaceWith(want);
  if (have.nodeType !== Node.ELEMENT_NODE) return void (have.data = want.data);
  if ("until" in want.dataset && have.dateTime === want.dateTime) return; // app.js counts it down
  if (want.dataset.keep === "all") return;
  morphAttributes(have, want);
  morphChildren(have, want);
}

function morphAttributes(have, want) {
  for (const { name } of [...have.attributes]) {
    if (!want.hasAttribute(name) && !OURS.has(name)) have.removeAttribute(name);
  }
  for (const { name, value } of want.attributes) {
    if (have.getAttribute(name) !== value && name !== want.dataset.keep) have.setAttribute(name, value);
  }
}

function morphChildren(have, want) {
  const wanted = new Set([...want.children].map(key));
  for (const child of [...have.children]) if (key(child) && !wanted.has(key(child))) child.remove();
  const keyed = new Map([...have.children].filter(key).map((child) => [key(child), child]));
  let here = have.firstChild;
  for (const child of [...want.childNodes]) {
    const same = key(child) ? keyed.get(key(child)) : twinOf(child, here);
    if (!same) have.insertBefore(child, here);
    else {
      while (!key(same) && here !== same) here = passed(here);
      if (same === here) here = here.nextSibling;
      else have.insertBefore(same, here);
      morph(same, child);
    }
  }
  while (here) {
    const next = here.nextSibling;
    here.remove();
    here = next;
  }
}

/** The node after `node`, which goes unless its key will ask for it. */
function passed(node) {
  const next = node.nextSibling;
  if (!key(node)) node.remove();
  return next;
}

/** What becomes the unkeyed `want`: what stands here, or what looks like it further on. */
function twinOf(want, here) {
  if (want.nodeType !== Node.ELEMENT_NODE) return here && !key(here) && here.nodeName === want.nodeName ? here : null;
  let next = here;
  while (next && (key(next) || next.nodeName !== want.nodeName || next.className !== want.className)) next = next.nextSibling;
  return next;
}

const key = ({ dataset = {} }) => dataset.key ?? dataset.act ?? dataset.move;
