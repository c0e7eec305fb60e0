// The ladder of a profile: ordered by drag and by keyboard, its groups made and dissolved.

import { joined, placeFor, single } from "./profile-model.js";

const stamp = (id) => document.getElementById(id).content.firstElementChild.cloneNode(true);
const slot = (piece, name) => piece.querySelector(`[data-slot="${name}"]`);
const EDGE_PX = 60;

/** Shows `state.rungs` and changes them. `announce` says a sentence aloud, `changed` hears of every change. */
export function ladder({ state, order, announce, changed }) {
  const list = document.getElementById("ladder");
  const spare = document.getElementById("spare");
  const wanted = () => state.rungs.filter((rung) => rung.isWanted);

  function render() {
    list.replaceChildren(...wanted().map((rung, at, all) => row(rung, at, all)));
    const others = state.rungs.filter((rung) => !rung.isWanted);
    spare.replaceChildren(...others.map(spareOne));
    document.getElementById("spare-none").hidden = others.length > 0;
  }

  function row(rung, at, all) {
    const piece = stamp("rung-template");
    piece.rung = rung;
    piece.dataset.name = rung.name;
    slot(piece, "cutoff").hidden = !state.upgradeAllowed || rung.name !== state.cutoff;
    const input = slot(piece, "group");
    input.hidden = slot(piece, "members").hidden = !rung.isGroup;
    slot(piece, "name").hidden = rung.isGroup;
    slot(piece, "name").textContent = rung.name;
    input.value = rung.name;
    input.setAttribute("aria-label", `Name of the group ${rung.name}`);
    input.addEventListener("input", () => rename(rung, input));
    if (rung.isGroup) slot(piece, "members").replaceChildren(...rung.qualities.map((quality) => member(rung, quality)));
    const below = all[at + 1];
    button(piece, "join", below && `Put ${rung.name} in one group with ${below.name}`, () => join(rung, below));
    button(piece, "dissolve", rung.isGroup && `Dissolve the group ${rung.name}`, () => dissolve(rung));
    button(piece, "drop", `Don't want ${rung.name}`, () => drop(rung));
    const grip = piece.querySelector(".grip");
    grip.setAttribute("aria-label", `Move ${rung.name}, place ${at + 1} of ${all.length}`);
    grip.addEventListener("keydown", (event) => onKey(event, piece));
    grip.addEventListener("pointerdown", (event) => onDrag(event, piece, grip));
    return piece;
  }

  function button(piece, name, label, act) {
    const one = piece.querySelector(`[data-do="${name}"]`);
    one.hidden = !label;
    one.title = label || "";
    one.setAttribute("aria-label", label || "");
    one.addEventListener("click", act);
  }

  function member(rung, quality) {
    const piece = stamp("member-template");
    slot(piece, "name").textContent = quality.name;
    button(piece, "release", `Take ${quality.name} out of the group`, () => release(rung, quality));
    return piece;
  }

  function spareOne(rung) {
    const piece = stamp("spare-template");
    slot(piece, "name").textContent = rung.name;
    const one = piece.querySelector("button");
    one.setAttribute("aria-label", `Want ${rung.name}`);
    one.addEventListener("click", () => want(rung));
    return piece;
  }

  function after(words, focused) {
    render();
    announce(words);
    changed();
    focused?.()?.focus();
  }

  const gripOf = (rung) => () => [...list.children].find((piece) => piece.rung === rung)?.querySelector(".grip");
  const placeOf = (rung) => `place ${wanted().indexOf(rung) + 1} of ${wanted().length}`;
  const replace = (rung, ...others) => state.rungs.splice(state.rungs.indexOf(rung), 1, ...others);

  function want(rung) {
    const at = [...spare.children].findIndex((piece) => piece.textContent.trim() === rung.name);
    state.rungs.splice(state.rungs.indexOf(rung), 1);
    rung.isWanted = true;
    state.rungs.splice(placeFor(rung, state.rungs, order), 0, rung);
    const next = () => spare.children[Math.min(at, spare.children.length - 1)]?.querySelector("button");
    after(`${rung.name} is wanted, ${placeOf(rung)}.`, () => next() ?? gripOf(rung)());
  }

  function drop(rung) {
    const at = wanted().indexOf(rung);
    rung.isWanted = false;
    const next = () => list.children[Math.min(at, list.children.length - 1)]?.querySelector(".grip");
    after(`${rung.name} is not wanted any more.`, () => next() ?? spare.querySelector("button"));
  }

  function join(upper, lower) {
    const taken = new Set(state.rungs.map((rung) => rung.name.toLowerCase()));
    const group = joined(upper, lower, taken);
    if ([upper.name, lower.name].includes(state.cutoff)) state.cutoff = group.name;
    replace(lower);
    replace(upper, group);
    after(`${upper.name} and ${lower.name} are as good as each other now, ${placeOf(group)}.`, gripOf(group));
  }

  function dissolve(group) {
    const each = group.qualities.map((quality) => single(quality, true));
    if (state.cutoff === group.name) state.cutoff = each[0]?.name ?? "";
    replace(group, ...each);
    after(`The group ${group.name} is dissolved.`, each.length ? gripOf(each[0]) : null);
  }

  function release(group, quality) {
    const alone = single(quality, true);
    group.qualities = group.qualities.filter((one) => one !== quality);
    const rest = group.qualities.length === 1 ? single(group.qualities[0], true) : group;
    if (state.cutoff === group.name) state.cutoff = rest.name;
    replace(group, rest, alone);
    after(`${quality.name} stands alone, ${placeOf(alone)}.`, gripOf(alone));
  }

  function rename(rung, input) {
    if (state.cutoff === rung.name) state.cutoff = input.value;
    rung.name = input.value;
    changed();
  }

  // Moving. Its neighbors go around the row: it never leaves the page, so it keeps focus and pointer.

  function step(piece, by) {
    const other = by < 0 ? piece.previousElementSibling : piece.nextElementSibling;
    if (!other) return false;
    const from = other.getBoundingClientRect().top;
    if (by < 0) piece.after(other);
    else piece.before(other);
    slide(other, from);
    return true;
  }

  function slide(piece, from) {
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    const by = from - piece.getBoundingClientRect().top;
    piece.animate([{ transform: `translateY(${by}px)` }, { transform: "none" }], { duration: 140, easing: "ease-out" });
  }

  /** Takes the order over from the rows; what is not wanted stays where it is. */
  function takeOrder(piece) {
    const ordered = [...list.children].map((one) => one.rung);
    state.rungs = state.rungs.map((rung) => (rung.isWanted ? ordered.shift() : rung));
    for (const [at, one] of [...list.children].entries()) refreshRow(one, at);
    announce(`${piece.rung.name}, ${placeOf(piece.rung)}.`);
    changed();
  }

  function refreshRow(piece, at) {
    const fresh = row(piece.rung, at, wanted());
    piece.querySelector(".grip").setAttribute("aria-label", fresh.querySelector(".grip").getAttribute("aria-label"));
    piece.querySelector(".actions").replaceWith(fresh.querySelector(".actions"));
  }

  const STEPS = { ArrowUp: -1, ArrowDown: 1 };

  function onKey(event, piece) {
    const isEnd = event.key === "Home" || event.key === "End";
    if (!(event.key in STEPS) && !isEnd) return;
    event.preventDefault();
    const by = STEPS[event.key] ?? (event.key === "Home" ? -1 : 1);
    let hasMoved = step(piece, by);
    while (isEnd && step(piece, by)) hasMoved = true;
    if (hasMoved) takeOrder(piece);
    else announce(`${piece.rung.name} is ${by < 0 ? "the best" : "the last"} already.`);
    piece.scrollIntoView({ block: "nearest" });
  }

  function onDrag(event, piece, grip) {
    if (event.button) return;
    event.preventDefault();
    grip.focus();
    grip.setPointerCapture(event.pointerId);
    const before = [...list.children].indexOf(piece);
    piece.dataset.dragging = "";
    const follow = ({ clientY }) => {
      const box = (one) => one?.getBoundingClientRect();
      const [upper, lower] = [box(piece.previousElementSibling), box(piece.nextElementSibling)];
      if (upper && clientY < upper.top + upper.height / 2) step(piece, -1);
      else if (lower && clientY > lower.top + lower.height / 2) step(piece, 1);
      if (clientY < EDGE_PX) scrollBy(0, -12);
      else if (clientY > innerHeight - 2 * EDGE_PX) scrollBy(0, 12);
    };
    const drop = () => {
      grip.removeEventListener("pointermove", follow);
      delete piece.dataset.dragging;
      if ([...list.children].indexOf(piece) !== before) takeOrder(piece);
    };
    grip.addEventListener("pointermove", follow);
    grip.addEventListener("lostpointercapture", drop, { once: true });
  }

  render();
  return { render };
}
