// Making elements and writing numbers and times as Vietnamese do. Text only ever becomes text.

const ZONE = "Asia/Ho_Chi_Minh";
const clockFormat = new Intl.DateTimeFormat("vi-VN", { timeZone: ZONE, hour: "2-digit", minute: "2-digit", hour12: false });
const partsFormat = new Intl.DateTimeFormat("vi-VN", { timeZone: ZONE, weekday: "long", day: "numeric", month: "numeric", year: "numeric" });

export function el(name, options = {}, ...children) {
  const { text, className, on, ...attributes } = options;
  const node = document.createElement(name);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) node.setAttribute(key, value === true ? "" : value);
  }
  for (const [event, act] of Object.entries(on || {})) node.addEventListener(event, act);
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

// A drawing out of path data; `aria-hidden`, for the words beside it say the same.
export function icon(path) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const line = document.createElementNS(space, "path");
  line.setAttribute("d", path);
  svg.append(line);
  return svg;
}

// Texts of the bot may carry links to our own files; everything else stays plain text.
export function withLinks(text) {
  const nodes = [];
  for (const piece of text.split(/(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)])/)) {
    if (/^https?:\/\//.test(piece)) nodes.push(el("a", { text: piece, href: piece, target: "_blank", rel: "noopener noreferrer" }));
    else if (piece) nodes.push(document.createTextNode(piece));
  }
  return nodes;
}

export const number = (value) => String(value).replace(/\B(?=(\d{3})+(?!\d))/g, ".");
// A rate keeps its decimal ("60,0 %"), a target is written as the list prints it ("60 %").
export const percent = (tenths) => `${number(Math.floor(tenths / 10))},${tenths % 10}\u202f%`;
export const target = (tenths) => (tenths % 10 ? percent(tenths) : `${number(tenths / 10)}\u202f%`);
export const clock = (at) => clockFormat.format(at);

export function day(at) {
  const parts = Object.fromEntries(partsFormat.formatToParts(at).map((part) => [part.type, part.value]));
  return { key: `${parts.year}-${parts.month}-${parts.day}`, short: `${parts.weekday} ${parts.day}/${parts.month}`, year: parts.year };
}

export const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

export function newId() {
  if (globalThis.crypto?.randomUUID) return crypto.randomUUID();
  // Pages over plain http have no randomUUID, but they do have random bytes.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// What the browser remembers for us; a browser that refuses remembers nothing, and the chat goes on.
const remembering = (storage) => ({
  get(key, otherwise) {
    try {
      return JSON.parse(storage().getItem(key)) ?? otherwise;
    } catch {
      return otherwise;
    }
  },
  // Whether it is remembered: private windows and full disks may refuse.
  set(key, value) {
    try {
      storage().setItem(key, JSON.stringify(value));
      return true;
    } catch {
      return false;
    }
  },
  remove(key) {
    try {
      storage().removeItem(key);
    } catch {
      // nothing was remembered then
    }
  },
  keys(prefix) {
    try {
      return Object.keys(storage()).filter((key) => key.startsWith(prefix));
    } catch {
      return [];
    }
  },
});

export const memory = remembering(() => localStorage);
export const ofThisTab = remembering(() => sessionStorage);
