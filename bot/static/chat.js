// One conversation: its header line, what was said, and the composer.

import * as bubbles from "./bubbles.js";
import { clock, day, el, icon, memory, newId, ofThisTab } from "./dom.js";
import { Line } from "./line.js";
import { words } from "./words.js";

const LONGEST_TEXT = 4000;
const LARGEST_FILE = 20 * 1024 * 1024;
const MOST_FILES = 10;
const QUIET_GAP = 20 * 60 * 1000; // after this long the time is shown again
const NEAR_END = 90; // pixels from the end that still count as reading the newest
const OFFLINE_AFTER = 1500;
// What `store/evidence.py` keeps. Types for phones, endings for computers, which know no type for some of them.
const TAKEN = [
  "image/jpeg", "image/png", "image/webp", "image/heic", "image/heif", "application/pdf",
  ".jpg", ".jpeg", ".png", ".webp", ".heic", ".heif", ".pdf", ".docx", ".xlsx",
];
const taken = (file) => TAKEN.some((one) => one === file.type || (one.startsWith(".") && file.name.toLowerCase().endsWith(one)));
const CAMERA = "M4 8h3l2-3h6l2 3h3v11H4zM12 10.2a3.3 3.3 0 1 0 0 6.6a3.3 3.3 0 1 0 0-6.6";

export class Chat {
  constructor(root, { person = null, name = null, onUnread = () => {}, onFrame = () => {}, onSaid = () => {} } = {}) {
    this.root = root;
    this.onUnread = onUnread;
    this.onOther = onFrame;
    this.onSaid = onSaid;
    this.said = []; // their own texts, in order
    this.known = new Set();
    this.own = new Map();
    this.unread = 0;
    this.newest = 0;
    this.gathering = [];
    this.lastDay = null;
    this.lastAt = 0;
    this.picked = [];
    this.letters = false;
    this.shown = true;
    this.open = false;
    this.build(name);
    this.line = new Line({
      person,
      onFrame: (frame) => this.take(frame),
      onState: (open) => this.connection(open),
      onSettled: (id, how, frame) => this.settled(id, how, frame),
      onFound: () => this.found(),
      onProgress: (id, part) => this.progress(id, part),
    });
    this.seenKey = () => `sothon.seen.${this.line.me}`;
    this.takeUpDraft();
    addEventListener("beforeunload", (event) => {
      if (!this.picked.length && !this.line.atRisk()) return;
      event.preventDefault();
      event.returnValue = true; // what browsers of before look at
    });
    this.line.start();
  }

  // --- building -----------------------------------------------------------------------------------------------------

  build(name) {
    this.unit = el("h1", { className: "unit", text: name ?? words.title });
    this.round = el("p", { className: "round", text: words.about });
    this.offline = el("p", { className: "offline", role: "status", hidden: true, text: words.offline });
    this.log = el("div", { className: "log", role: "log", "aria-live": "polite", "aria-label": words.log, tabindex: "0" });
    this.following = true;
    this.top = 0;
    this.log.addEventListener("scroll", () => this.scrolled(), { passive: true });
    this.log.addEventListener("load", () => this.following && this.toEnd(), true); // of a picture; it does not bubble
    this.newer = el("button", { type: "button", className: "newer", hidden: true, text: words.older, on: { click: () => this.toEnd() } });
    this.root.classList.add("chat");
    this.root.append(
      el("header", { className: "head" }, this.unit, this.round),
      this.offline,
      el("div", { className: "middle" }, this.log, this.newer),
      this.composer(),
    );
    this.root.addEventListener("dragover", (event) => event.preventDefault());
    this.root.addEventListener("drop", (event) => this.dropped(event));
    addEventListener("focus", () => this.read());
    document.addEventListener("visibilitychange", () => this.read());
  }

  composer() {
    const id = `composer-${newId().slice(0, 8)}`;
    this.field = el("textarea", { id, rows: "1", autocomplete: "off", autocapitalize: "sentences", spellcheck: "false", enterkeyhint: "send", placeholder: words.placeholder });
    this.field.addEventListener("input", () => {
      this.grow();
      this.keepDraft();
    });
    this.field.addEventListener("keydown", (event) => this.key(event));
    this.field.addEventListener("paste", (event) => this.pasted(event));
    this.chooser = el("input", { type: "file", accept: TAKEN.join(","), multiple: true, className: "hidden", tabindex: "-1", "aria-hidden": "true" });
    this.chooser.addEventListener("change", () => {
      this.pick([...this.chooser.files]);
      this.chooser.value = "";
    });
    const photo = el("button", { type: "button", className: "tool photo", "aria-label": words.photoLong, on: { click: () => this.chooser.click() } }, icon(CAMERA), el("span", { text: words.photo }));
    this.keys = el("button", { type: "button", className: "tool keys", hidden: true, on: { click: () => this.turnKeys() } });
    const send = el("button", { type: "submit", className: "send", text: words.send });
    this.tray = el("div", { className: "tray", hidden: true });
    const form = el("form", { className: "composer" }, el("label", { className: "hidden", for: id, text: words.composer }), photo, this.keys, this.field, send, this.chooser);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.send();
    });
    return el("footer", { className: "foot" }, this.tray, form);
  }

  // --- what comes from the server -------------------------------------------------------------------------------------

  take(frame) {
    if (frame.type === "hello") return this.hello(frame);
    if (frame.type === "ready") return this.caughtUp();
    if (frame.type === "header") return this.head(frame.header);
    if (frame.type === "message") return frame.past ? void this.gathering.push(frame) : this.message(frame);
    if (frame.type === "mine") return frame.past ? void this.gathering.push(frame) : this.ownLine(frame);
    if (frame.type === "seen") return this.readUpTo(frame.upto);
    if (frame.type === "problem" && !frame.id) return this.note(frame.text);
    this.onOther(frame);
  }

  hello(frame) {
    this.gathering = [];
    this.takeUpDraft();
    this.head(frame.header);
    this.seenUpTo = Math.max(frame.seen, memory.get(this.seenKey(), 0));
    this.log.setAttribute("aria-busy", "true");
    this.onOther(frame);
  }

  // The past comes in one piece: nothing jumps while it is put up, and only what is new counts as unread.
  caughtUp() {
    const first = this.known.size === 0;
    const newest = Math.max(0, ...this.gathering.map((frame) => (frame.type === "message" ? frame.id : 0)));
    if (first && this.seenUpTo > newest) this.seenUpTo = 0; // remembered from a demo that was begun anew
    const follow = first || this.follows();
    for (const frame of this.gathering) {
      if (frame.type === "mine") this.ownLine(frame);
      else if (this.put(frame) && frame.id > this.seenUpTo && !(first && this.seenUpTo === 0)) this.unread += 1;
    }
    this.gathering = [];
    this.log.removeAttribute("aria-busy");
    this.empty();
    if (follow) this.toEnd();
    this.read();
    this.tell();
  }

  empty() {
    const has = this.log.querySelector(".said");
    this.log.querySelector(".empty")?.remove();
    if (!has) this.log.append(el("p", { className: "empty", text: this.joined ? words.begin : words.empty }));
  }

  message(frame) {
    const follow = this.follows();
    if (!this.put(frame)) return;
    this.unread += 1;
    if (follow) this.toEnd();
    else this.newer.hidden = false;
    this.read();
    this.tell();
  }

  put(frame) {
    if (this.known.has(frame.id)) return false;
    this.known.add(frame.id);
    this.newest = Math.max(this.newest, frame.id);
    this.log.querySelectorAll(".choices:not(.old)").forEach((one) => one.classList.add("old"));
    // An answer of theirs ends the question before it; a notice that comes of itself does not.
    const answered = [...this.log.querySelectorAll(".mine[data-state=sent]")].pop();
    for (const one of answered ? this.log.querySelectorAll(".passing") : []) {
      if (one.compareDocumentPosition(answered) & Node.DOCUMENT_POSITION_FOLLOWING) bubbles.passed(one);
    }
    this.add(bubbles.message(frame, (url) => this.line.query(url), (button, label) => this.press(button, label)), frame.at);
    this.numeric = frame.numeric;
    this.letters = false;
    this.keyboard();
    return true;
  }

  // Their own words out of the history, or from another page of theirs.
  ownLine(frame) {
    const there = this.own.get(frame.id);
    if (there?.dataset.state === "sent") return;
    if (there) {
      this.add(there, frame.at); // it waited at the end; what was answered meanwhile comes after it
      this.status(there, "sent");
      return;
    }
    const node = bubbles.mine(frame, (url) => this.line.query(url));
    this.own.set(frame.id, node);
    this.add(node, frame.at);
    this.status(node, "sent");
    this.hasSaid(frame.text);
  }

  add(node, at) {
    this.log.querySelector(".empty")?.remove();
    this.log.insertBefore(node, this.log.querySelector('.said.mine[data-state="waiting"]'));
    if (at) this.dated(node, at);
  }

  // The day and hour above the first of a talk; for their own words when the server says when it has them.
  dated(node, at) {
    const moment = new Date(at);
    const date = day(moment);
    if (date.key !== this.lastDay || moment - this.lastAt > QUIET_GAP) {
      this.log.insertBefore(bubbles.dayLine(`${date.short} · ${clock(moment)}`), node);
      if (this.follows()) this.toEnd();
    }
    this.lastDay = date.key;
    this.lastAt = moment;
  }

  note(text) {
    const follow = this.follows();
    this.log.append(bubbles.note(text));
    if (follow) this.toEnd();
  }

  head(header) {
    if (!header) return;
    this.joined = true;
    this.unit.textContent = header.unit;
    const parts = [header.round, header.deadline].filter(Boolean);
    this.round.replaceChildren();
    if (header.round) this.round.append(el("span", { text: header.round }));
    if (header.deadline) this.round.append(el("span", { className: header.tone ? `due ${header.tone}` : "due", text: header.deadline }));
    if (!parts.length) this.round.textContent = words.about;
  }

  connection(open) {
    this.open = open;
    clearTimeout(this.offlineTimer);
    if (open) this.offline.hidden = true;
    else this.offlineTimer = setTimeout(() => (this.offline.hidden = false), OFFLINE_AFTER);
    for (const node of this.own.values()) if (node.dataset.state === "waiting") this.status(node, "waiting", open);
  }

  // --- what the person does -------------------------------------------------------------------------------------------

  send() {
    const text = this.field.value.trim();
    if ([...text].length > LONGEST_TEXT) return this.note(words.tooLong);
    if (this.picked.length) {
      this.say({ type: "files", id: newId(), text, files: this.picked });
      this.picked = [];
      this.showPicked();
    } else if (text) this.say({ type: "text", id: newId(), text });
    else return this.field.focus();
    this.field.value = "";
    this.grow();
    this.keepDraft();
    this.field.focus();
  }

  press(button, label) {
    this.say({ type: "press", id: newId(), button, label });
  }

  enter(code) {
    this.line.put({ type: "enter", id: newId(), code });
  }

  say(message) {
    this.showQueued(message);
    this.line.put(message);
    this.toEnd();
  }

  showQueued(message, before = null) {
    if (message.type === "enter" || this.own.has(message.id)) return;
    const text = message.label ?? message.text;
    const files = message.files?.map((file) => ({ name: file.name, mime: file.type, blob: URL.createObjectURL(file) }));
    const node = bubbles.mine({ id: message.id, text, files }, (url) => url);
    this.own.set(message.id, node);
    this.status(node, "waiting", this.open);
    this.log.querySelector(".empty")?.remove();
    this.log.insertBefore(node, before);
    this.hasSaid(text);
  }

  // What the browser kept stands where it was said: above what was said after it.
  found() {
    const follow = this.follows();
    const { queue } = this.line;
    queue.forEach((one, at) => {
      const after = queue.slice(at + 1).map((other) => this.own.get(other.id)).find(Boolean);
      this.showQueued(one, after ?? null);
    });
    if (follow) this.toEnd();
  }

  hasSaid(text) {
    this.said.push(text);
    this.onSaid();
  }

  status(node, state, open = true) {
    node.dataset.state = state;
    const line = node.querySelector(".status");
    if (state === "waiting") line.textContent = open ? words.sending : words.waiting;
    if (state === "sent") {
      line.textContent = words.sent;
      if (this.lastSent && this.lastSent !== node) this.lastSent.querySelector(".status").textContent = "";
      this.lastSent = node;
    }
  }

  settled(id, how, frame) {
    const node = this.own.get(id);
    if (!node || frame?.past) return; // the past is put up in one piece
    if (how === "sent") {
      if (frame?.at && node.dataset.state === "waiting") this.dated(node, frame.at);
      return this.status(node, "sent");
    }
    node.dataset.state = "refused";
    node.querySelector(".status").textContent = `${words.notSent}. ${frame.text}`;
  }

  progress(id, part) {
    const node = this.own.get(id);
    if (node?.dataset.state !== "waiting") return;
    node.querySelector(".status").textContent = part === null ? words.waiting : `${words.sending} ${part}\u202f%`;
  }

  // --- files ----------------------------------------------------------------------------------------------------------

  pick(files) {
    const notes = new Set();
    for (const file of files) {
      if (!taken(file)) notes.add(words.notTaken(file.name));
      else if (file.size > LARGEST_FILE) notes.add(words.tooLarge(file.name));
      else if (this.picked.length >= MOST_FILES) notes.add(words.tooMany);
      else this.picked.push(file);
    }
    this.showPicked();
    for (const text of notes) this.note(text);
    this.field.focus();
  }

  showPicked() {
    const follow = this.follows();
    const several = this.picked.length > 1 ? el("p", { className: "ready", role: "status", text: words.ready(this.picked.length) }) : null;
    this.tray.hidden = this.picked.length === 0;
    this.tray.replaceChildren(
      ...[several].filter(Boolean),
      ...this.picked.map((file) => {
        const remove = () => {
          this.picked = this.picked.filter((one) => one !== file);
          this.showPicked();
        };
        const look = file.type.startsWith("image/") && file.type !== "image/heic"
          ? el("img", { src: URL.createObjectURL(file), alt: "" })
          : null;
        return el("div", { className: "picked" }, look, el("span", { className: "file-name", text: file.name }), el("button", { type: "button", text: words.remove, "aria-label": words.removeFile(file.name), on: { click: remove } }));
      }),
    );
    if (follow) this.toEnd();
  }

  pasted(event) {
    const files = [...(event.clipboardData?.files ?? [])];
    if (!files.length) return;
    event.preventDefault();
    this.pick(files);
  }

  dropped(event) {
    event.preventDefault();
    this.pick([...(event.dataTransfer?.files ?? [])]);
  }

  // --- the field ------------------------------------------------------------------------------------------------------

  key(event) {
    // While a word is still being composed (Telex, VNI), Enter belongs to the keyboard, not to us.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.send();
  }

  // What was in view at the end stays in view when the composer grows over it. The style sheet says how far it grows.
  grow() {
    const follow = this.follows();
    this.field.style.height = "auto";
    this.field.style.height = `${this.field.scrollHeight + 2}px`;
    if (follow) this.toEnd();
  }

  // What was being typed is there again after a reload, for the person who was typing it.
  keepDraft() {
    const key = `sothon.draft.${this.line.me}`;
    if (this.field.value) ofThisTab.set(key, this.field.value);
    else ofThisTab.remove(key);
  }

  takeUpDraft() {
    const { me } = this.line;
    if (me === this.draftOf) return;
    const begun = this.draftOf === null ? this.field.value : ""; // before the server said who this is
    this.draftOf = me;
    this.field.value = ofThisTab.get(`sothon.draft.${me}`, "") || begun;
    if (begun) this.keepDraft(); // under their name, by which the next page asks for it
    if (this.field.value) this.grow();
  }

  turnKeys() {
    this.letters = !this.letters;
    this.keyboard();
    this.field.blur();
    this.field.focus();
  }

  // A number is asked: the phone shows its digits, and one tap brings the letters back.
  keyboard() {
    const digits = this.numeric && !this.letters;
    if (digits) this.field.setAttribute("inputmode", "numeric");
    else this.field.removeAttribute("inputmode");
    this.field.placeholder = this.numeric ? words.number : words.placeholder;
    this.keys.hidden = !this.numeric;
    this.keys.textContent = digits ? words.letters : words.digits;
    this.keys.setAttribute("aria-label", digits ? words.lettersLong : words.digitsLong);
  }

  // --- reading --------------------------------------------------------------------------------------------------------

  atEnd() {
    return this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < NEAR_END;
  }

  toEnd() {
    this.log.scrollTop = this.log.scrollHeight;
    this.following = true;
    this.newer.hidden = true;
  }

  // Until somebody scrolls up, the end stays in view, also while a picture grows as it arrives.
  follows() {
    return this.following || this.atEnd();
  }

  scrolled() {
    if (this.log.scrollTop < this.top) this.following = false;
    this.top = this.log.scrollTop;
    if (!this.atEnd()) return;
    this.following = true;
    this.newer.hidden = true;
    this.read();
  }

  read() {
    if (document.hidden || !this.shown || !this.unread || !this.atEnd()) return;
    this.seenUpTo = this.newest;
    memory.set(this.seenKey(), this.newest);
    this.line.seen(this.newest);
    this.unread = 0;
    this.tell();
  }

  readUpTo(upto) {
    if (upto < this.newest) return;
    this.seenUpTo = upto;
    this.unread = 0;
    this.tell();
  }

  // Put in view or out of it (the demo shows two of many).
  show(shown) {
    this.shown = shown;
    this.root.hidden = !shown;
    if (!shown) return;
    if (this.field.value) requestAnimationFrame(() => this.grow()); // once every pane has its width
    this.toEnd();
    this.read();
  }

  tell() {
    this.onUnread(this.unread);
  }
}
