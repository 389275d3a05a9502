// How things said look: the bot's bubbles with figures, pictures, files and choices, and the person's own.

import { capital, el, icon, number, percent, target, withLinks } from "./dom.js";
import { words } from "./words.js";

const PAPER = "M6 2h8l5 5v15H6zM14 2v6h5";

export function dayLine(text) {
  return el("p", { className: "when", text });
}

export function note(text) {
  return el("p", { className: "note", text });
}

// A message, one bubble for each thing said. Choices about what was noted stand under that, not under the question after it.
export function message(frame, address, press) {
  const parts = frame.text.split("\n\n");
  const node = el("div", { className: "said bot", "data-id": frame.id });
  node.append(el("span", { className: "hidden", text: words.bot }));
  parts.forEach((text, place) => {
    const first = place === 0;
    const bubble = el("div", { className: "bubble" });
    if (first && frame.figure) bubble.append(figure(frame.figure));
    if (first && frame.picture_url) bubble.append(picture(address(frame.picture_url), words.picture));
    if (text) bubble.append(el("p", { className: "text" }, ...withLinks(text)));
    if (first && frame.file) bubble.append(file(frame.file.name, address(frame.file.url)));
    node.append(bubble);
    const here = frame.about_echo ? first : place === parts.length - 1;
    if (here && frame.buttons.length) node.append(choices(frame, press));
  });
  return node;
}

// Choices that are `passing` belong to one question and do nothing more once it is over; others may still be of use.
function choices(frame, press) {
  const group = el("div", { className: frame.passing ? "choices passing" : "choices" });
  frame.buttons.forEach((label, place) => {
    const button = el("button", { type: "button", text: label });
    button.addEventListener("click", () => {
      if (group.dataset.resting) return;
      // Two taps of an unsteady finger are one choice.
      group.dataset.resting = "yes";
      setTimeout(() => delete group.dataset.resting, 1200);
      group.querySelectorAll("button").forEach((one) => one.removeAttribute("data-chosen"));
      button.setAttribute("data-chosen", "yes");
      press(`${frame.token}.${place}`, label);
    });
    group.append(button);
  });
  return group;
}

// The question of these choices is over: the keyboard passes them by, a reader says so. A press still gets its sentence.
export function passed(group) {
  for (const button of group.querySelectorAll("button")) {
    button.tabIndex = -1;
    button.setAttribute("aria-disabled", "true");
  }
}

// A count shown big, with a thin bar and a tick where the target is. Colour never speaks alone: a sign and words say it.
export function figure(given) {
  const rate = percent(given.tenths);
  const aim = given.target_tenths === null || given.target_tenths === undefined ? null : target(given.target_tenths);
  const fill = el("span", { className: "fill" });
  fill.style.width = `${Math.min(given.tenths / 10, 100)}%`;
  const bar = el("div", { className: "bar", role: "img", "aria-label": words.bar(rate, aim) }, fill);
  if (aim !== null) {
    const tick = el("span", { className: "tick" });
    tick.style.left = `${Math.min(given.target_tenths / 10, 100)}%`;
    bar.append(tick);
  }
  const node = el("div", { className: "figure" });
  if (given.label) node.append(el("p", { className: "name", text: capital(given.label) }));
  node.append(
    el("p", { className: "value" }, el("strong", { text: `${number(given.num)}/${number(given.den)}` }), el("span", { text: ` · ${rate}` })),
    bar,
  );
  if (aim !== null) {
    const met = given.met ? "met" : "missed";
    node.dataset.target = met;
    node.append(el("p", { className: `verdict ${met}`, text: words[met](aim) }));
  }
  return node;
}

function picture(source, alt) {
  const image = el("img", { src: source, alt, className: "picture", loading: "lazy", decoding: "async" });
  return el("a", { href: source, target: "_blank", rel: "noopener", className: "frame" }, image);
}

function file(name, source) {
  const inside = [icon(PAPER), el("span", { text: name })];
  return source
    ? el("a", { className: "file", href: source, target: "_blank", rel: "noopener" }, ...inside)
    : el("span", { className: "file" }, ...inside);
}

const SHOWN = new Set(["image/jpeg", "image/png", "image/webp"]);

// What the person said; `status` is filled in by the chat.
export function mine({ id, text, files = [], refused = [] }, address) {
  const node = el("div", { className: "said mine", "data-own": id });
  node.append(el("span", { className: "hidden", text: words.you }));
  const bubble = el("div", { className: "bubble" });
  for (const one of files) {
    const source = one.url ? address(one.url) : one.blob ?? null;
    bubble.append(source && SHOWN.has(one.mime) ? picture(source, words.ownPicture(one.name)) : file(one.name, source));
  }
  for (const name of refused) bubble.append(el("p", { className: "text", text: words.refused(name) }));
  if (text) bubble.append(el("p", { className: "text", text }));
  node.append(bubble, el("p", { className: "status" }));
  return node;
}
