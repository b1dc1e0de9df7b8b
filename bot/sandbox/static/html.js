/* Text of a message as elements. The server renders safe HTML; the page does not take its word for it:
   the string is parsed in a document that runs nothing and loads nothing, then copied node by node through a white list. */

import { el } from "./dom.js";
import { t } from "./texts.js";

const PLAIN = {
  B: "b", STRONG: "b", I: "i", EM: "i", U: "u", INS: "u", S: "s", STRIKE: "s", DEL: "s", CODE: "code", PRE: "pre", BLOCKQUOTE: "blockquote",
};
const SILENT = new Set(["SCRIPT", "STYLE", "TEMPLATE", "IFRAME", "OBJECT", "NOSCRIPT", "SVG", "MATH", "HEAD", "TITLE"]);
const SCHEMES = new Set(["http:", "https:", "tg:", "mailto:", "tel:"]);
const COMMAND = /(^|[\s(])(\/[a-z][a-z0-9_]{0,31})(?:@\w+)?(?=$|[\s.,;:!?)])/gi;

/** The address if it is one a person may follow, else null. */
export function safeHref(raw) {
  try {
    const url = new URL(raw, "https://invalid.invalid/");
    return SCHEMES.has(url.protocol) && url.hostname !== "invalid.invalid" ? url.href : null;
  } catch {
    return null;
  }
}

/** Safe html → fragment. With `commands`, words like /menu become something to press. */
export function renderHtml(html, { commands = false } = {}) {
  const parsed = new DOMParser().parseFromString(`<body>${html}`, "text/html");
  const out = document.createDocumentFragment();
  copy(parsed.body, out, commands);
  return out;
}

function copy(from, to, commands) {
  for (const node of from.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) putText(afterBlock(node), to, commands);
    else if (node.nodeType === Node.ELEMENT_NODE) copyElement(node, to, commands);
  }
}

/* A block ends its line by itself: the line break after it would show as an empty line. */
function afterBlock(node) {
  const block = node.previousSibling?.nodeName === "BLOCKQUOTE" || node.previousSibling?.nodeName === "PRE";
  return block ? node.data.replace(/^\n/, "") : node.data;
}

function copyElement(node, to, commands) {
  const name = node.nodeName.toUpperCase();
  if (SILENT.has(name)) return;
  if (name === "BR") {
    to.append("\n");
    return;
  }
  if (name === "A") {
    copyLink(node, to);
    return;
  }
  if (name === "TG-SPOILER" || (name === "SPAN" && node.classList.contains("tg-spoiler"))) {
    copySpoiler(node, to);
    return;
  }
  const inner = PLAIN[name] ? el(PLAIN[name]) : to;
  copy(node, inner, commands && name !== "PRE" && name !== "CODE");
  if (inner !== to) to.append(inner);
}

function copyLink(node, to) {
  const href = safeHref(node.getAttribute("href") ?? "");
  const inner = href ? el("a", { href, target: "_blank", rel: "noopener noreferrer" }) : document.createDocumentFragment();
  copy(node, inner, false);
  to.append(inner);
}

function copySpoiler(node, to) {
  const cover = el("span", { class: "spoiler", role: "button", tabindex: "0", "aria-label": t.message.spoiler });
  copy(node, cover, false);
  to.append(cover);
}

function putText(text, to, commands) {
  if (!commands || !text.includes("/")) {
    to.append(text);
    return;
  }
  let from = 0;
  for (const match of text.matchAll(COMMAND)) {
    const start = match.index + match[1].length;
    to.append(text.slice(from, start));
    const length = match[0].length - match[1].length;
    to.append(el("button", { type: "button", class: "command", data: { command: match[2] } }, text.slice(start, start + length)));
    from = start + length;
  }
  to.append(text.slice(from));
}

/** Uncovers a spoiler for good. */
export function reveal(cover) {
  cover.classList.add("shown");
  cover.removeAttribute("role");
  cover.removeAttribute("tabindex");
  cover.removeAttribute("aria-label");
}
