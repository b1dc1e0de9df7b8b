/* Buttons of the bot: those under a message, and the keyboard that takes the place of letters. */

import { el, icon } from "./dom.js";
import { classify } from "./links.js";

const KIND_ICON = { url: "out", web_app: "out", copy: "copy" };

/** The place of a button, by which a waiting one is found again after the message has been drawn anew. */
export const keyOf = (messageId, row, col) => `${messageId}:${row}:${col}`;

/** The inline keyboard of a message, or null. `isPending(key)` tells which buttons still wait for the bot. */
export function inlineKeyboard(message, { botUsername, isPending }) {
  if (!message.buttons?.length) return null;
  return el(
    "div",
    { class: "keys" },
    message.buttons.map((row, r) =>
      el(
        "div",
        { class: "keys-row" },
        row.map((button, c) => inlineButton(message, button, r, c, botUsername, isPending)),
      ),
    ),
  );
}

function inlineButton(message, button, row, col, botUsername, isPending) {
  const inside = [el("span", { class: "key-text" }, button.text), el("span", { class: "key-spin", "aria-hidden": "true" })];
  if (KIND_ICON[button.kind]) inside.push(icon(KIND_ICON[button.kind], "key-kind"));
  const key = keyOf(message.id, row, col);
  const data = { key, row, col };
  const link = button.kind === "url" ? classify(button.url, botUsername) : null;
  if (link?.kind === "out") {
    return el("a", { class: "key", href: link.href, target: "_blank", rel: "noopener noreferrer", title: button.text, data }, inside);
  }
  const node = el("button", { type: "button", class: "key", title: button.text, data: { ...data, action: "key" } }, inside);
  setPending(node, isPending(key));
  return node;
}

export function setPending(node, pending) {
  node.classList.toggle("pending", pending);
  if (pending) node.setAttribute("aria-busy", "true");
  else node.removeAttribute("aria-busy");
}

/** The reply keyboard: slides in when the bot sends one, can be put away and taken out again. */
export class ReplyKeyboard {
  /** `press(button)` runs for a key; `changed()` whenever it appears or goes. */
  constructor(press, changed) {
    this.press = press;
    this.changed = changed;
    this.inner = el("div", { class: "replykeys-inner" });
    this.root = el("div", { class: "replykeys", inert: true }, el("div", { class: "replykeys-clip" }, this.inner));
    this.keyboard = null;
    this.signature = "null";
    this.shown = false;
  }

  /** Takes the keyboard in force (or null). A new one shows itself. */
  render(keyboard) {
    const signature = JSON.stringify(keyboard ?? null);
    if (signature === this.signature) return;
    this.signature = signature;
    this.keyboard = keyboard ?? null;
    if (this.keyboard) {
      this.inner.classList.toggle("tall", !this.keyboard.resize);
      this.inner.replaceChildren(
        ...this.keyboard.rows.map((row) =>
          el(
            "div",
            { class: "replykeys-row" },
            row.map((button) =>
              el(
                "button",
                { type: "button", class: "replykey", title: button.text, on: { click: () => this.#pressed(button) } },
                button.request_contact ? icon("person") : null,
                button.request_location ? icon("place") : null,
                el("span", { class: "key-text" }, button.text),
              ),
            ),
          ),
        ),
      );
    }
    this.show(this.keyboard !== null);
  }

  show(shown) {
    this.shown = shown && this.keyboard !== null;
    this.root.classList.toggle("shown", this.shown);
    this.root.inert = !this.shown;
    this.changed();
  }

  async #pressed(button) {
    const once = this.keyboard?.one_time;
    const done = await this.press(button);
    if (done && once) this.show(false);
  }
}
