// One event stream per page. EventSource reconnects by itself and resumes with Last-Event-ID; when the
// browser gives up (the server answered no stream), we try again with growing pauses. After every
// connect the page is brought up to date, so what it shows is true whatever happened in between.

const KINDS = ["hello", "state", "notice", "progress", "health", "client"];
const HIDDEN_MS = 30_000;
const LONGEST_PAUSE_MS = 20_000;

const listeners = new Map();
let source = null;
let failures = 0;
let retryTimer = 0;
let hiddenTimer = 0;

/** `kind` is hello, state, progress, health or client from the server, or `connected` or `status` from here. */
export function on(kind, listener) {
  listeners.set(kind, [...(listeners.get(kind) ?? []), listener]);
}

function tell(kind, value) {
  for (const listener of listeners.get(kind) ?? []) listener(value);
}

export function start() {
  open();
  addEventListener("online", reopen);
  addEventListener("offline", () => tell("status", "offline"));
  addEventListener("pagehide", close);
  addEventListener("pageshow", (event) => event.persisted && reopen());
  document.addEventListener("visibilitychange", onVisibility);
}

function open() {
  source = new EventSource("/api/v1/events");
  source.addEventListener("open", onOpen);
  source.addEventListener("error", onError);
  for (const kind of KINDS) {
    source.addEventListener(kind, (event) => tell(kind, JSON.parse(event.data)));
  }
}

function onOpen() {
  failures = 0;
  tell("status", "connected");
  tell("connected");
}

function onError() {
  failures += 1;
  tell("status", failures > 3 || !navigator.onLine ? "offline" : "reconnecting");
  if (source.readyState !== EventSource.CLOSED) return;
  clearTimeout(retryTimer);
  const pause = Math.min(LONGEST_PAUSE_MS, 500 * 2 ** failures);
  retryTimer = setTimeout(reopen, pause * (0.75 + Math.random() / 2));
}

function close() {
  clearTimeout(retryTimer);
  source?.close();
  source = null;
}

function reopen() {
  close();
  open();
}

// A page nobody looks at lets go of its connection: browsers allow six per server, over all tabs.
function onVisibility() {
  clearTimeout(hiddenTimer);
  if (document.hidden) hiddenTimer = setTimeout(close, HIDDEN_MS);
  else if (!source) reopen();
}
