// The socket: it comes back by itself, asks for what was missed, and sends what was typed meanwhile, each exactly once.
//
// What is to be sent lies in a queue that the browser keeps until the server has said that it is on disk. The server
// knows each by its id, so sending one twice does no harm. One is under way at a time: the order typed is the order sent.

import { memory } from "./dom.js";

const FIRST_WAIT = 300;
const LONGEST_WAIT = 8000;
const ANSWER_WITHIN = 20000;
const ASK_AGAIN = 2000;

export class Line {
  constructor({ person = null, onFrame, onState, onSettled }) {
    this.person = person;
    this.onFrame = onFrame;
    this.onState = onState;
    this.onSettled = onSettled;
    this.after = 0;
    this.me = person ?? memory.get("sothon.me", null);
    this.queue = this.me ? memory.get(this.place(), []) : [];
    this.ready = false;
    this.underWay = null;
    this.wait = FIRST_WAIT;
    addEventListener("online", () => this.now());
    addEventListener("offline", () => this.onState(false));
    document.addEventListener("visibilitychange", () => document.hidden || this.now());
  }

  place() {
    return `sothon.queue.${this.me}`;
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
    this.underWay = null;
    clearTimeout(this.patience);
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
      this.flush();
    }
    if (frame.type === "ack" || frame.type === "mine") this.settle(frame.id, "sent", frame);
    if (frame.type === "problem" && frame.id) this.refused(frame);
  }

  // Somebody else's unsent words stay with them: the queue belongs to whoever the server says this is.
  known(me) {
    if (this.person === null && this.me !== me) {
      const typed = this.me === null ? this.queue : [];
      this.me = me;
      memory.set("sothon.me", me);
      this.queue = [...memory.get(this.place(), []), ...typed];
      this.keep();
    }
  }

  keep() {
    if (this.me) memory.set(this.place(), this.queue);
  }

  put(frame) {
    this.queue.push(frame);
    this.keep();
    this.flush();
  }

  flush() {
    if (!this.ready || this.underWay || !this.queue.length) return;
    const { label, at, ...frame } = this.queue[0];
    this.underWay = frame.id;
    this.socket.send(JSON.stringify(frame));
    this.patience = setTimeout(() => this.socket.close(), ANSWER_WITHIN);
  }

  settle(id, how, frame) {
    const waiting = this.queue.length;
    this.queue = this.queue.filter((one) => one.id !== id);
    if (this.queue.length !== waiting) this.keep();
    if (this.underWay === id) {
      this.underWay = null;
      clearTimeout(this.patience);
    }
    this.onSettled(id, how, frame);
    this.flush();
  }

  refused(frame) {
    if (!frame.again) return this.settle(frame.id, "refused", frame);
    clearTimeout(this.patience);
    setTimeout(() => {
      this.underWay = null;
      this.flush();
    }, ASK_AGAIN);
  }

  seen(upto) {
    if (this.ready) this.socket.send(JSON.stringify({ type: "seen", upto }));
  }
}

// Files go up by themselves, each with an id of its own; a lost connection means trying again, not losing the photo.
export function upload({ line, id, files, caption, onProgress, onDone, onRefused }) {
  let wait = 1000;
  const attempt = () => {
    const form = new FormData();
    form.append("id", id);
    form.append("caption", caption);
    for (const file of files) form.append("file", file, file.name);
    const request = new XMLHttpRequest();
    request.open("POST", line.query("/tep"));
    request.responseType = "json";
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) onProgress(Math.floor((event.loaded / event.total) * 100));
    });
    const later = () => {
      onProgress(null);
      setTimeout(attempt, wait);
      wait = Math.min(wait * 2, LONGEST_WAIT);
    };
    request.addEventListener("load", () => {
      if (request.status === 200) onDone(request.response);
      else if (request.status >= 500) later();
      else onRefused(request.response?.text);
    });
    request.addEventListener("error", later);
    request.send(form);
  };
  attempt();
}
