/* A list to choose from, in sheets and dialogs; a long one can be searched. */

import { el } from "./dom.js";
import { fullName, hue, initials } from "./format.js";
import { t } from "./texts.js";

const SEARCH_FROM = 9;

/** Choices of {lead, text, note?, tail?, aside?, run}; `tail` stands inside the button, `aside` beside it. */
export function choices(list) {
  const lines = list.map((one) => ({ node: choiceLine(one), words: fold(`${one.text} ${one.note ?? ""}`) }));
  const box = el("div", { class: "choices" }, lines.map((line) => line.node));
  if (list.length < SEARCH_FROM) return box;
  const search = el("input", { type: "search", class: "textfield", placeholder: t.people.search, "aria-label": t.people.search });
  search.addEventListener("input", () => {
    const wanted = fold(search.value.trim());
    for (const line of lines) line.node.hidden = !line.words.includes(wanted);
  });
  return el("div", { class: "searched" }, search, box);
}

const fold = (text) => text.toLowerCase().replaceAll("ё", "е");

function choiceLine(one) {
  const button = el(
    "button",
    { type: "button", class: "choice", on: { click: one.run } },
    one.lead,
    el("span", { class: "choice-words" }, el("span", { class: "choice-text" }, one.text), one.note ? el("span", { class: "choice-note" }, one.note) : null),
    one.tail ?? null,
  );
  return el("div", { class: "choice-line" }, button, one.aside ?? null);
}

/** The round picture of a person; `index` is their place among all people. */
export function avatarOf(person, index) {
  return el("span", { class: "avatar small", vars: { "--hue": String(hue(person, index)) } }, initials(fullName(person)));
}
