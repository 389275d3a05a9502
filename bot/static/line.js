// The socket: it comes back by itself, asks for what was missed, and sends what was typed meanwhile, each exactly once.
//
// What is to be sent lies in a queue that the browser keeps until the server has said that it is on disk. The server
// knows each by its id, so sending one twice does no harm: every tab of a person sends what any of them has left. One is
// under way at a time, words or files: the order sent is the order in which it arrives.

import { memory } from "./dom.js";
import { unsent } from "./unsent.js";
import { words } from "./words.js";

const FIRST_WAIT = 300;
const LONGEST_WAIT = 8000;
const ANSWER_WITHIN = 20000;
const MOVES_WITHIN = 60000; // files that have not moved for so long are sent again: what waits behind them must not wait for ever
const ASK_AGAIN = 2000;
const PASSING = new Set([408, 429]); // like 5xx: the same may be taken later

export class Line {
  constructor({ person = null, onFrame, onState, onSettled, onFound, onProgress }) {
    this.person = person;
    this.onFrame = onFrame;
    this.onState = onState;
    this.onSettled = onSettled;
    this.onFound = onFound;
    this.onProgress = onProgress;
    this.after = 0;
    this.me = person ?? memory.get("sothon.me", null);
    this.queue = [];
    this.settledHere = new Set();
    this.unkept = new Set();
    this.gathered = false;
    this.ready = false;
    this.underWay = null;
    this.upload = null;
    this.wait = FIRST_WAIT;
    this.uploadWait = FIRST_WAIT;
    addEventListener("online", () => this.now());
    addEventListener("offline", () => this.onState(false));
    document.addEventListener("visibilitychange", () => document.hidden || this.now());
  }

  start() {
    this.gather();
    this.connect();
  }

  query(path, more = "") {
    const person = this.person ? `person=${encodeURIComponent(this.person)}` : "";
    const both = [more, person].filter(Boolean).join("&");
    return both ? `${path}?${both}` : path;
  }

  connect() {
    clearTimeout(this.timer);
    const base = location.origin.replace(/^http/, "ws");
    const socket = new WebSocket(base + this.query("/ws", `after=${this.after}`));
    this.socket = socket;
    socket.addEventListener("message", (event) => socket === this.socket && this.take(JSON.parse(event.data)));
    socket.addEventListener("close", () => socket === this.socket && this.lost());
  }

  now() {
    if (this.socket && this.socket.readyState <= WebSocket.OPEN) {
      if (this.ready) this.onState(true); // a short break that the socket has outlived
      return;
    }
    this.wait = FIRST_WAIT;
    this.connect();
  }

  lost() {
    this.ready = false;
    if (!this.upload) this.free(this.underWay); // files have a connection of their own, which may have held
    this.onState(false);
    this.timer = setTimeout(() => this.connect(), this.wait);
    this.wait = Math.min(this.wait * 2, LONGEST_WAIT);
  }

  take(frame) {
    if (frame.type === "hello") this.known(frame.me);
    if (frame.type === "message") this.after = Math.max(this.after, frame.id);
    if (frame.type === "ready") {
      this.ready = true;
      this.wait = FIRST_WAIT;
    }
    this.onFrame(frame);
    if (frame.type === "ready") {
      this.onState(true);
      this.gather();
    }
    if (frame.type === "ack" || frame.type === "mine") this.settle(frame.id, "sent", frame);
    if (frame.type === "problem" && frame.id) this.refused(frame);
  }

  // --- what waits ---------------------------------------------------------------------------------------------------

  // Somebody else's unsent words stay with them: the queue belongs to whoever the server says this is.
  known(me) {
    if (this.person !== null || this.me === me) return;
    const typed = this.me === null ? this.queue : [];
    this.me = me;
    memory.set("sothon.me", me);
    this.queue = typed;
    this.gathered = false;
    for (const one of typed) this.keep(one);
  }

  async keep(message) {
    this.unkept.add(message.id);
    if (this.me && (await unsent.keep(this.me, message))) this.unkept.delete(message.id);
  }

  // Whether closing the page would lose something that was sent.
  atRisk() {
    return this.queue.some((one) => this.unkept.has(one.id));
  }

  // Puts into the queue what the browser has kept: from before a reload, or from a tab that was closed.
  async gather() {
    const me = this.me;
    const files = me ? await unsent.files(me) : [];
    if (me !== this.me) return;
    for (const one of [...files, ...(me ? unsent.texts(me) : [])]) {
      if (this.settledHere.has(one.id)) unsent.forget(me, one);
      else if (!this.queue.some((other) => other.id === one.id)) this.queue.push(one);
    }
    this.queue.sort((one, other) => one.at - other.at);
    this.gathered = true;
    this.onFound();
    this.flush();
  }

  put(message) {
    // What was sent later has a later time, whatever the clock of the phone does.
    const last = this.queue[this.queue.length - 1]?.at ?? 0;
    const one = { ...message, at: Math.max(Date.now(), last + 1) };
    this.queue.push(one);
    this.keep(one);
    this.flush();
  }

  flush() {
    if (!this.ready || !this.gathered || this.underWay || !this.queue.length) return;
    const first = this.queue[0];
    this.underWay = first.id;
    if (first.files) return this.sendFiles(first);
    const { label, at, ...frame } = first;
    this.socket.send(JSON.stringify(frame));
    this.patience = setTimeout(() => this.socket.close(), ANSWER_WITHIN);
  }

  // The way is free for the next one, or for another try, if it was this one that took it.
  free(id) {
    if (id === null || this.underWay !== id) return false;
    clearTimeout(this.patience);
    this.underWay = null;
    this.upload?.abort();
    this.upload = null;
    return true;
  }

  settle(id, how, frame) {
    this.settledHere.add(id);
    const settled = this.queue.find((one) => one.id === id);
    this.queue = this.queue.filter((one) => one !== settled);
    if (settled && this.me) unsent.forget(this.me, settled);
    this.free(id);
    this.onSettled(id, how, frame);
    this.flush();
  }

  refused(frame) {
    if (!frame.again) return this.settle(frame.id, "refused", frame);
    clearTimeout(this.patience);
    setTimeout(() => this.free(frame.id) && this.flush(), ASK_AGAIN);
  }

  // Files go up by POST; a lost connection means trying again, not losing the photo.
  sendFiles({ id, text, files }) {
    const form = new FormData();
    form.append("id", id);
    form.append("caption", text);
    for (const file of files) form.append("file", file, file.name);
    const request = new XMLHttpRequest();
    this.upload = request;
    const again = () => {
      if (this.upload !== request) return;
      clearTimeout(this.patience);
      this.onProgress(id, null);
      setTimeout(() => this.upload === request && this.free(id) && this.flush(), this.uploadWait);
      this.uploadWait = Math.min(this.uploadWait * 2, LONGEST_WAIT);
    };
    const moved = () => {
      clearTimeout(this.patience);
      this.patience = setTimeout(() => {
        request.abort();
        again();
      }, MOVES_WITHIN);
    };
    request.open("POST", this.query("/tep"));
    request.responseType = "json";
    request.upload.addEventListener("progress", (event) => {
      if (this.upload !== request) return;
      moved();
      if (event.lengthComputable) this.onProgress(id, Math.floor((event.loaded / event.total) * 100));
    });
    request.addEventListener("load", () => {
      const { status, response } = request;
      if (this.upload !== request) return;
      if (status >= 400 && status < 500 && !PASSING.has(status)) return this.settle(id, "refused", { text: response?.text ?? "" });
      if (response?.type !== "ack") return again(); // also a page that a network's own login puts in between
      this.uploadWait = FIRST_WAIT;
      this.settle(id, "sent", response);
    });
    request.addEventListener("error", async () => {
      // A picture deleted since it was chosen fails the same way, but will never go: it must not hold up the rest.
      if (await readable(files)) again();
      else if (this.upload === request) this.settle(id, "refused", { text: words.unreadable });
    });
    moved();
    request.send(form);
  }

  seen(upto) {
    if (this.ready) this.socket.send(JSON.stringify({ type: "seen", upto }));
  }
}

async function readable(files) {
  try {
    await Promise.all(files.map((file) => new Response(file.slice(0, 1)).arrayBuffer()));
    return true;
  } catch {
    return false;
  }
}
