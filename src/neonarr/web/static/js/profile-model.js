// A profile as it is edited: its rungs best first, each under its name. The API lists the worst first.

const FIRST_GROUP = 1000;

/** Best first: {name, isWanted, isGroup, qualities: [{id, name}]}. */
export function rungsOf(profile) {
  return profile.items
    .map(({ quality, name, items, allowed }) => ({
      name: quality ? quality.name : name,
      isWanted: allowed,
      isGroup: !quality,
      // Inside a group the API lists the worst first, too.
      qualities: quality ? [quality] : items.map((one) => one.quality).reverse(),
    }))
    .reverse();
}

export function cutoffOf(profile) {
  const found = profile.items.find(({ quality, id }) => (quality ? quality.id : id) === profile.cutoff);
  return found?.quality?.name ?? found?.name ?? "";
}

/** The items of the API and the number of the cutoff, which is -1 for one that is not there. */
export function itemsOf(rungs, cutoff) {
  const ids = new Map(rungs.map((rung, at) => [rung, rung.isGroup ? FIRST_GROUP + at : rung.qualities[0].id]));
  const items = rungs.map((rung) => {
    if (!rung.isGroup) return { quality: rung.qualities[0], items: [], allowed: rung.isWanted };
    const inside = rung.qualities.map((quality) => ({ quality, items: [], allowed: rung.isWanted }));
    return { id: ids.get(rung), name: rung.name, items: inside.reverse(), allowed: rung.isWanted };
  });
  const enough = rungs.find((rung) => rung.name === cutoff);
  return { items: items.reverse(), cutoff: enough ? ids.get(enough) : -1 };
}

export const single = (quality, isWanted) => ({ name: quality.name, isWanted, isGroup: false, qualities: [quality] });

/** A group of the two in place of the first; it is called as both, or as one that is a group already. */
export function joined(upper, lower, taken) {
  const name = [upper, lower].find((rung) => rung.isGroup)?.name ?? groupName(upper.name, lower.name, taken);
  return { name, isWanted: true, isGroup: true, qualities: [...upper.qualities, ...lower.qualities] };
}

/** `WEB 1080p` for WEBDL-1080p and WEBRip-1080p; else what they share, or both names. */
function groupName(one, other, taken) {
  const lines = /-(\d+p)$/;
  const [a, b] = [one.match(lines)?.[1], other.match(lines)?.[1]];
  const isWeb = one.startsWith("WEB") && other.startsWith("WEB");
  const name = a && a === b ? (isWeb ? `WEB ${a}` : a) : `${one} or ${other}`;
  return taken.has(name.toLowerCase()) ? `${one} or ${other}` : name;
}

/** Where a rung that is wanted again belongs among `rungs`: above the best of those it is better than. */
export function placeFor(rung, rungs, ladder) {
  const worth = (one) => Math.max(...one.qualities.map((quality) => ladder.indexOf(quality.name)));
  const own = worth(rung);
  const below = rungs.findIndex((one) => one.isWanted && worth(one) < own);
  if (below >= 0) return below;
  const wanted = rungs.map((one) => one.isWanted).lastIndexOf(true);
  return wanted + 1;
}
