// The demo: everybody at once. Two conversations beside each other where there is room, one on a phone; a clock to move.

import { Chat } from "./chat.js";
import { capital, clock, day, el, memory, newId } from "./dom.js";
import { words } from "./words.js";

const wide = matchMedia("(min-width: 62.5rem)");
const strip = document.querySelector("#people");
const panes = document.querySelector("#panes");
const time = document.querySelector("#time");
const state = document.querySelector("#state");
const moves = [...document.querySelectorAll("[data-move]")];
const dialog = document.querySelector("#choose");
const field = document.querySelector("#moment");
const everybody = new Map();
let open = [];
let now = new Date();

function showTime(at) {
  now = new Date(at);
  const date = day(now);
  time.textContent = `${date.short}/${date.year} · ${clock(now)}`;
}

async function leap(to) {
  moves.forEach((one) => (one.disabled = true));
  state.textContent = words.leaping;
  try {
    const answer = await fetch("/demo/clock", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ to }) });
    const given = await answer.json();
    if (given.now) showTime(given.now);
    state.textContent = given.problem ?? "";
  } catch {
    state.textContent = words.leapFailed;
  }
  moves.forEach((one) => (one.disabled = false));
}

function choose(key) {
  const most = wide.matches ? 2 : 1;
  open = [...open.filter((one) => one !== key), key].slice(-most);
  arrange();
}

function arrange() {
  open = open.slice(wide.matches ? -2 : -1);
  memory.set("sothon.demo.open", open);
  // On the screen they stand in the order of the strip, so that a pane does not change sides by itself.
  for (const [key, one] of everybody) {
    const shown = open.includes(key);
    one.chat.show(shown);
    one.button.setAttribute("aria-pressed", String(shown));
  }
  document.body.dataset.panes = open.length;
}

function addPerson(person) {
  const badge = el("span", { className: "badge", hidden: true });
  // "Tổ trưởng Thôn 1" reads better as Thôn 1, Tổ trưởng: the eye looks for the village.
  const ofUnit = person.name.endsWith(person.unit);
  const button = el(
    "button",
    { type: "button", className: "person", "aria-pressed": "false", on: { click: () => choose(person.key) } },
    el("span", { className: "who", text: ofUnit ? person.unit : person.name }),
    el("span", { className: "what", text: ofUnit ? person.name.slice(0, -person.unit.length).trim() : capital(person.unit) }),
    badge,
  );
  strip.append(el("li", {}, button));
  const pane = el("section", { className: "pane", "aria-label": `${person.name}, ${person.unit}` });
  panes.append(pane);
  const chat = new Chat(pane, {
    person: person.key,
    name: person.unit,
    onUnread: (unread) => {
      badge.hidden = unread === 0;
      badge.textContent = unread > 99 ? "99+" : unread;
      badge.setAttribute("aria-label", words.unread(unread));
      count();
    },
    onFrame: (frame) => frame.now && showTime(frame.now),
    onSaid: () => offer(person, chat, tries),
  });
  const tries = el("div", { className: "tries" });
  pane.querySelector(".foot").prepend(tries);
  pane.prepend(el("p", { className: "pane-name", text: person.name }));
  everybody.set(person.key, { chat, button, person });
  offer(person, chat, tries);
}

// The next of the messages this person may send with one tap; what they have sent already is offered no more.
function offer(person, chat, tries) {
  const said = [...chat.said];
  const next = person.prepared.find((one) => {
    const at = said.indexOf(one.text);
    if (at >= 0) said.splice(at, 1);
    return at < 0;
  });
  tries.replaceChildren();
  if (!next) return;
  const lines = next.text.split("\n");
  const shown = lines.length > 1 ? `${lines[0]} …` : next.text;
  const hint = next.hint ? el("span", { className: "hint", text: next.hint }) : null;
  const send = () => chat.say({ type: "text", id: newId(), text: next.text });
  tries.append(
    el("button", { type: "button", className: "try", "aria-label": words.tryLong(next.text), on: { click: send } },
      el("span", { className: "try-text", text: `${words.try} ${shown}` }), hint),
  );
}

function count() {
  const unread = [...everybody.values()].reduce((sum, one) => sum + one.chat.unread, 0);
  document.title = unread ? `(${unread}) ${words.title}` : words.title;
}

function pickMoment() {
  // The field knows no zone: it is filled and read in Vietnam's, seven hours ahead all year.
  const local = new Date(now.getTime() + 7 * 3600 * 1000).toISOString().slice(0, 16);
  field.min = local;
  field.value = local;
  dialog.showModal();
}

async function begin() {
  const answer = await fetch("/demo/people");
  if (!answer.ok) {
    state.textContent = words.peopleFailed;
    return;
  }
  const given = await answer.json();
  showTime(given.now);
  given.people.forEach(addPerson);
  const kept = memory.get("sothon.demo.open", []).filter((key) => everybody.has(key));
  const first = given.people[0];
  const other = given.people.find((one) => one.role !== first?.role) ?? given.people[1];
  open = kept.length ? kept : [other?.key, first?.key].filter(Boolean);
  arrange();
}

moves.forEach((one) =>
  one.addEventListener("click", () => (one.dataset.move === "choose" ? pickMoment() : leap(one.dataset.move))),
);
dialog.addEventListener("close", () => {
  if (dialog.returnValue === "go" && field.value) leap(`${field.value}:00+07:00`);
});
wide.addEventListener("change", arrange);
setInterval(async () => {
  const answer = await fetch("/demo/people").catch(() => null);
  if (answer?.ok) showTime((await answer.json()).now);
}, 30000);
begin();
