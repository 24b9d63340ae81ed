/* Keeps the text in step with the sound, and the sound at hand. Without it the page is an article with an
   ordinary audio element; nothing here is needed for reading. */

const sound = document.getElementById("sound");
const main = document.querySelector("main");
const bar = document.getElementById("player");
const part = (id) => document.getElementById(id);
const words = part("status").dataset; // in the language of the page

const sentences = [...document.querySelectorAll(".s")].map(timed);
const chapters = [...document.querySelectorAll(".text section")].map(timed);
const entries = [...document.querySelectorAll(".contents a")];

const STEP_S = 10;
const TAIL_MS = 400; // a sentence stays marked through the breath that follows it
const REST_MS = 4000; // how long the page lies still after the reader has scrolled
const calm = matchMedia("(prefers-reduced-motion: reduce)");

const hasMarks = typeof Highlight === "function" && "highlights" in (globalThis.CSS ?? {});

let marked = -1;
let markedWord = -1;
let chapter = -1;
let scrolled = -Infinity;
let dragging = false;

function timed(element) {
  return { element, start: Number(element.dataset.start), end: Number(element.dataset.end) };
}

/* The last of the ascending `list` that has begun at `ms`, or -1. */
function begun(list, ms) {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[middle].start <= ms) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function clock(ms) {
  const s = Math.floor(ms / 1000);
  const two = (n) => String(n).padStart(2, "0");
  const hours = Math.floor(s / 3600);
  const minutes = Math.floor(s / 60) % 60;
  return hours ? `${hours}:${two(minutes)}:${two(s % 60)}` : `${minutes}:${two(s % 60)}`;
}

const now = () => Math.round(sound.currentTime * 1000);

function seek(ms, { play = false } = {}) {
  sound.currentTime = Math.max(0, ms) / 1000;
  if (play) start();
  show();
}

function start() {
  sound.play().catch(() => say(words.cannotPlay));
}

const toggle = () => (sound.paused ? start() : sound.pause());

function say(text) {
  part("status").textContent = text;
}

/* The words of a sentence, when they are heard, by their characters: kept once it is asked for. */
function wordsOf(sentence) {
  sentence.words ??= (sentence.element.dataset.words ?? "").split(" ").filter(Boolean).map((word) => {
    const [first, count, ms] = word.split(",").map(Number);
    return { first, end: first + count, start: sentence.start + ms };
  });
  return sentence.words;
}

/* The nodes of a sentence's own text, without the readings above it. */
function* texts(element) {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    if (!walker.currentNode.parentElement.closest("rt, rp")) yield walker.currentNode;
  }
}

function rangeOf(element, first, end) {
  const range = new Range();
  let at = 0;
  for (const node of texts(element)) {
    if (first >= at && first < at + node.length) range.setStart(node, first - at);
    if (end > at && end <= at + node.length) {
      range.setEnd(node, end - at);
      return range;
    }
    at += node.length;
  }
  return null;
}

/* Marks the word that is heard, where the browser can without touching the text. */
function markWord(ms) {
  if (!hasMarks) return;
  const sentence = sentences[marked];
  const at = sentence ? begun(wordsOf(sentence), ms) : -1;
  const key = at < 0 ? -1 : marked * 10000 + at;
  if (key === markedWord) return;
  markedWord = key;
  const range = at < 0 ? null : rangeOf(sentence.element, sentence.words[at].first, sentence.words[at].end);
  if (range) CSS.highlights.set("word", new Highlight(range));
  else CSS.highlights.delete("word");
}

/* A caret lies between two characters, and the click may be on the one before it. */
function isLeftOf(x, node, offset) {
  const range = new Range();
  range.setStart(node, offset);
  return x < range.getBoundingClientRect().left;
}

/* When the word is heard that was clicked on; the sentence's start where that cannot be told. */
function momentAt(event, sentence) {
  const caret = document.caretPositionFromPoint?.(event.clientX, event.clientY);
  const range = caret ? null : document.caretRangeFromPoint?.(event.clientX, event.clientY);
  const node = caret?.offsetNode ?? range?.startContainer;
  const offset = caret?.offset ?? range?.startOffset;
  let at = 0;
  for (const text of texts(sentence.element)) {
    if (text === node) {
      const character = at + (isLeftOf(event.clientX, node, offset) ? offset - 1 : offset);
      const word = wordsOf(sentence).findLast((each) => each.first <= character);
      return word?.start ?? sentence.start;
    }
    at += text.length;
  }
  return sentence.start;
}

/* What the eye sees of the present moment. */
function show() {
  const ms = now();
  if (!dragging) part("seek").value = ms;
  part("seek").setAttribute("aria-valuetext", `${clock(ms)} / ${part("total").textContent}`);
  part("elapsed").textContent = clock(ms);
  mark(ms);
  markWord(ms);
  name(begun(chapters, ms));
}

function mark(ms) {
  let at = begun(sentences, ms);
  if (at >= 0 && ms > sentences[at].end + TAIL_MS) at = -1;
  if (at === marked) return;
  sentences[marked]?.element.classList.remove("now");
  sentences[marked]?.element.removeAttribute("aria-current");
  marked = at;
  if (at < 0) return;
  sentences[at].element.classList.add("now");
  sentences[at].element.setAttribute("aria-current", "true");
  if (!sound.paused) follow(sentences[at].element);
}

function follow(element) {
  if (performance.now() - scrolled < REST_MS) return;
  const box = element.getBoundingClientRect();
  const floor = innerHeight - bar.offsetHeight - 40;
  if (box.top < 60 || box.bottom > floor) bring(element);
}

function bring(element) {
  element.scrollIntoView({ block: "center", behavior: calm.matches ? "auto" : "smooth" });
}

function name(at) {
  if (at === chapter) return;
  entries[chapter]?.removeAttribute("aria-current");
  chapter = at;
  entries[at]?.setAttribute("aria-current", "true");
  if (at < 0) return;
  part("chapter").textContent = chapters[at].element.dataset.title;
  part("chapter").href = `#${chapters[at].element.id}`;
  tellSystem();
}

/* Lock screens and headphones. */
function tellSystem() {
  if (!("mediaSession" in navigator)) return;
  const { title, author, cover, show: album } = main.dataset;
  const artwork = cover ? [{ src: new URL(cover, location.href).href, type: "image/jpeg" }] : [];
  const here = chapters[chapter]?.element.dataset.title ?? title;
  navigator.mediaSession.metadata = new MediaMetadata({ title: here, artist: author, album: album, artwork });
}

function takeKeysOfSystem() {
  if (!("mediaSession" in navigator)) return;
  const actions = {
    seekbackward: () => seek(now() - STEP_S * 1000),
    seekforward: () => seek(now() + STEP_S * 1000),
    previoustrack: () => toChapter(-1),
    nexttrack: () => toChapter(1),
  };
  for (const [action, handler] of Object.entries(actions)) {
    try {
      navigator.mediaSession.setActionHandler(action, handler);
    } catch {
      // a browser that does not know this action
    }
  }
}

function toChapter(step) {
  const target = chapters[begun(chapters, now()) + step];
  if (target) seek(target.start);
}

/* Back is to the start of this sentence first, and only from there to the one before. */
function toSentence(step) {
  const ms = now();
  const at = begun(sentences, ms);
  const again = step < 0 && at >= 0 && ms - sentences[at].start > 1500;
  const target = sentences[Math.max(0, again ? at : at + step)];
  if (!target) return;
  seek(target.start);
  bring(target.element);
}

function faster(step) {
  const speed = part("speed");
  speed.selectedIndex = Math.min(speed.length - 1, Math.max(0, speed.selectedIndex + step));
  setSpeed();
}

function setSpeed() {
  sound.playbackRate = Number(part("speed").value);
  keep("narrate:speed", part("speed").value);
  say(`${words.speed} ${part("speed").value}`);
}

async function share() {
  const address = new URL(`#t=${Math.floor(sound.currentTime)}`, location.href);
  history.replaceState(null, "", address);
  try {
    await navigator.clipboard.writeText(address.href);
    say(words.copied);
  } catch {
    say(words.copyByHand);
  }
}

/* Media fragments (W3C): t=83, t=83.5, t=1:23, t=1:02:03. Milliseconds, or null. */
function moment(hash) {
  const found = /^#t=(?:npt:)?((?:\d+:){0,2}\d+(?:\.\d+)?)(?:,.*)?$/.exec(hash.replaceAll("%3A", ":"));
  if (!found) return null;
  return Math.round(found[1].split(":").reduce((sum, unit) => sum * 60 + Number(unit), 0) * 1000);
}

function toHash() {
  const ms = moment(location.hash);
  if (ms === null) return false;
  seek(ms);
  const at = begun(sentences, ms);
  if (at >= 0) bring(sentences[at].element);
  return true;
}

/* Storage may be forbidden; then nothing is remembered. */
function keep(key, value) {
  try {
    localStorage.setItem(key, value);
  } catch {
    // private windows
  }
}

function kept(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

const place = `narrate:at:${main.dataset.edition}`;

function resume() {
  const speed = kept("narrate:speed");
  if (speed && [...part("speed").options].some((option) => option.value === speed)) {
    part("speed").value = speed;
    sound.defaultPlaybackRate = sound.playbackRate = Number(speed);
  }
  if (!toHash()) seek(Number(kept(place) ?? 0));
}

const keys = {
  " ": toggle,
  k: toggle,
  j: () => seek(now() - STEP_S * 1000),
  l: () => seek(now() + STEP_S * 1000),
  ArrowLeft: () => seek(now() - STEP_S * 1000),
  ArrowRight: () => seek(now() + STEP_S * 1000),
  ",": () => toSentence(-1),
  ".": () => toSentence(1),
  p: () => toChapter(-1),
  n: () => toChapter(1),
  "<": () => faster(-1),
  ">": () => faster(1),
  c: share,
};

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, select, textarea, audio")) return;
  if (event.key === " " && event.target.closest("button, a")) return;
  const action = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  if (!action) return;
  event.preventDefault();
  action();
}

function onText(event) {
  if (!getSelection().isCollapsed) return; // the reader is selecting text
  const element = event.target.closest(".s");
  const sentence = sentences.find((each) => each.element === element);
  if (sentence) seek(momentAt(event, sentence), { play: true });
}

function onContents(event) {
  const entry = event.target.closest("a[data-start]");
  if (!entry || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  history.replaceState(null, "", entry.hash);
  seek(Number(entry.dataset.start), { play: true });
  document.getElementById(entry.hash.slice(1))?.scrollIntoView({ block: "start" });
}

function onFrame() {
  show();
  if (!sound.paused) requestAnimationFrame(onFrame);
}

function onPlaying() {
  const playing = !sound.paused;
  bar.classList.toggle("playing", playing);
  part("play").setAttribute("aria-label", playing ? words.pause : words.play);
  if (playing) requestAnimationFrame(onFrame);
}

function begin() {
  document.documentElement.classList.add("scripted");
  sound.removeAttribute("controls");
  sound.hidden = true;
  bar.hidden = false;
  part("play").addEventListener("click", toggle);
  part("back").addEventListener("click", keys.j);
  part("ahead").addEventListener("click", keys.l);
  part("share").addEventListener("click", share);
  part("speed").addEventListener("change", setSpeed);
  part("seek").addEventListener("input", () => {
    dragging = true;
    seek(Number(part("seek").value));
  });
  part("seek").addEventListener("change", () => (dragging = false));
  part("text").addEventListener("click", onText);
  part("contents")?.addEventListener("click", onContents);
  for (const event of ["play", "pause", "ended"]) sound.addEventListener(event, onPlaying);
  for (const event of ["timeupdate", "seeked"]) sound.addEventListener(event, show);
  sound.addEventListener("pause", () => keep(place, now()));
  sound.addEventListener("error", () => say(words.cannotLoad));
  addEventListener("pagehide", () => keep(place, now()));
  addEventListener("hashchange", toHash);
  addEventListener("keydown", onKey);
  for (const event of ["wheel", "touchmove"]) {
    addEventListener(event, () => (scrolled = performance.now()), { passive: true });
  }
  takeKeysOfSystem();
  resume();
}

begin();
