// Figures and states in words, the same ones src/neonarr/web/wording.py says.

const UNITS = ["B", "KB", "MB", "GB", "TB", "PB"];

export const STATES = {
  wanted: ["Wanted", "quiet"],
  searching: ["Searching", "purple"],
  chosen: ["Chosen", "purple"],
  queued: ["Queued", "purple"],
  grabbing: ["Grabbing", "pink"],
  downloading: ["Downloading", "blue"],
  paused: ["Paused", "quiet"],
  warning: ["Needs a look", "amber"],
  downloaded: ["Waiting to import", "blue"],
  importing: ["Importing", "pink"],
  imported: ["Imported", "mint"],
  failed: ["Failed", "red"],
  removed: ["Removed", "quiet"],
};

export function size(count) {
  if (count == null) return "?";
  let unit = 0;
  while (count >= 999.5 && unit < UNITS.length - 1) {
    count /= 1000;
    unit += 1;
  }
  return `${count.toFixed(unit && count < 99.95 ? 1 : 0)} ${UNITS[unit]}`;
}

export const speed = (perSecond) => `${size(perSecond ?? 0)}/s`;

export const percent = (progress) => `${Math.floor(progress ?? 0)}%`;

export function duration(seconds) {
  if (seconds == null) return "";
  const whole = Math.max(0, Math.floor(seconds));
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min`;
  if (whole < 86400) return pair(whole, 3600, "h", 60, "min");
  return pair(whole, 86400, "d", 3600, "h");
}

function pair(whole, large, largeUnit, small, smallUnit) {
  const rest = Math.floor((whole % large) / small);
  return `${Math.floor(whole / large)} ${largeUnit}${rest ? ` ${rest} ${smallUnit}` : ""}`;
}

export function age(hours) {
  if (hours == null) return "";
  if (hours < 1) return "new";
  if (hours < 48) return `${Math.floor(hours)} h`;
  const days = hours / 24;
  return days < 365 ? `${Math.floor(days)} d` : `${(days / 365).toFixed(1)} y`;
}

export function ago(moment, now = Date.now()) {
  const seconds = (now - Date.parse(moment)) / 1000;
  if (seconds < 45) return "just now";
  if (seconds < 3600) return `${Math.max(1, Math.round(seconds / 60))} min ago`;
  if (seconds < 86400) return `${Math.floor(seconds / 3600)} h ago`;
  const days = Math.floor(seconds / 86400);
  if (days === 1) return "yesterday";
  return days < 60 ? `${days} d ago` : `${Math.floor(days / 30)} months ago`;
}

/** How long until then: a countdown by the second; what is over happens with the next call. */
export function until(moment, now = Date.now()) {
  const seconds = Math.ceil((Date.parse(moment) - now) / 1000);
  if (seconds <= 0) return "with the next call";
  const [hours, rest] = [Math.floor(seconds / 3600), seconds % 3600];
  const minutes = String(Math.floor(rest / 60)).padStart(hours ? 2 : 1, "0");
  return `in ${hours ? `${hours}:` : ""}${minutes}:${String(rest % 60).padStart(2, "0")}`;
}

/** In how long, roughly. */
export function ahead(moment, now = Date.now()) {
  const seconds = (Date.parse(moment) - now) / 1000;
  return seconds >= 60 ? `in ${duration(seconds)}` : "any moment now";
}

export const signed = (score) => (score ? `${score > 0 ? "+" : "−"}${Math.abs(score)}` : "0");

export const plural = (count, word) => `${count} ${word}${count === 1 ? "" : "s"}`;
