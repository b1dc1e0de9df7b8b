/* Where a person writes: grows with the text, Enter sends, a draft per chat, replies and corrections. */

import { gist } from "./bubble.js";
import { el, fill, icon, iconButton } from "./dom.js";
import { openMenu } from "./menu.js";
import { t } from "./texts.js";

const LIMIT = 4096; // a message's length in Telegram, UTF-16 units; a longer text goes in several

/** Cuts a long text as a messenger does: at a line's or a word's end where there is one. */
export function splitText(text) {
  const parts = [];
  let rest = text.trim();
  while (rest.length > LIMIT) {
    const head = rest.slice(0, LIMIT);
    const at = Math.max(head.lastIndexOf("\n"), head.lastIndexOf(" "));
    let cut = at > LIMIT / 2 ? at : LIMIT;
    if (/[\uD800-\uDBFF]/.test(rest[cut - 1])) cut -= 1; // never between the halves of one character
    parts.push(rest.slice(0, cut).trimEnd());
    rest = rest.slice(cut).trimStart();
  }
  if (rest) parts.push(rest);
  return parts;
}

export class Composer {
  /** hooks: say(texts, replyTo), correct(id, text), command(text), open(url), attach(button), files(list), lastOwn(), keyboard: ReplyKeyboard. */
  constructor(hooks) {
    this.hooks = hooks;
    this.drafts = new Map();
    this.chatId = null;
    this.task = null; // {kind: "reply" | "edit", message}
    this.commands = [];
    this.input = el("textarea", { class: "input", rows: "1", "aria-label": t.composer.placeholder, placeholder: t.composer.placeholder, enterkeyhint: "send", autocomplete: "off" });
    this.menuButton = el(
      "button",
      { type: "button", class: "commands", "aria-haspopup": "menu", "aria-label": t.composer.commands, title: t.composer.commands, on: { click: () => this.#openCommands() } },
      icon("menu"),
      el("span", { class: "commands-text" }, t.composer.commands),
    );
    this.attachButton = iconButton("attach", t.composer.attach, () => hooks.attach(this.attachButton));
    this.keyboardButton = iconButton("keyboard", t.composer.keyboard, () => hooks.keyboard.show(!hooks.keyboard.shown), "inside");
    this.sendButton = el("button", { type: "button", class: "send", "aria-label": t.composer.send, title: t.composer.send, on: { click: () => this.#send() } }, icon("send"));
    this.bar = el("div", { class: "taskbar", hidden: true });
    this.root = el(
      "div",
      { class: "composer" },
      this.bar,
      el("div", { class: "composer-row" }, this.menuButton, el("div", { class: "field" }, this.input, this.keyboardButton, this.attachButton), this.sendButton),
    );
    this.input.addEventListener("input", () => this.#changed());
    this.input.addEventListener("keydown", (event) => this.#key(event));
    this.input.addEventListener("paste", (event) => {
      if (!event.clipboardData?.files.length) return;
      event.preventDefault();
      hooks.files([...event.clipboardData.files]);
    });
    this.#changed();
  }

  /** Takes what the screen says: the chat (its draft comes back), commands, placeholder. */
  render({ chatId, commands, menu, placeholder }) {
    if (this.chatId !== chatId) {
      if (this.chatId !== null) this.drafts.set(this.chatId, this.input.value);
      this.chatId = chatId;
      this.cancelTask();
      this.set(this.drafts.get(chatId) ?? "");
    }
    this.commands = commands;
    this.webApp = menu?.type === "web_app" ? menu.url : null;
    this.menuButton.hidden = commands.length === 0 && !this.webApp;
    this.menuButton.lastElementChild.textContent = (this.webApp && menu.text) || t.composer.commands;
    this.input.placeholder = placeholder || t.composer.placeholder;
    this.showKeyboardButton();
  }

  showKeyboardButton() {
    const { keyboard } = this.hooks;
    this.keyboardButton.hidden = keyboard.keyboard === null;
    this.keyboardButton.setAttribute("aria-pressed", String(keyboard.shown));
    const label = keyboard.shown ? t.composer.hideKeyboard : t.composer.keyboard;
    this.keyboardButton.setAttribute("aria-label", label);
    this.keyboardButton.title = label;
  }

  set(text) {
    this.input.value = text;
    this.#changed();
  }

  focus() {
    this.input.focus({ preventScroll: true });
  }

  reply(message) {
    this.#begin("reply", message);
  }

  edit(message) {
    this.#begin("edit", message);
    this.set(message.text ?? "");
    this.input.setSelectionRange(this.input.value.length, this.input.value.length);
  }

  #begin(kind, message) {
    this.task = { kind, message };
    fill(
      this.bar,
      icon(kind === "reply" ? "reply" : "edit"),
      el("span", { class: "taskbar-words" }, el("b", {}, kind === "reply" ? t.composer.reply : t.composer.edit), el("span", {}, gist(message))),
      iconButton("close", t.composer.cancel, () => this.cancelTask(true)),
    );
    this.bar.hidden = false;
    this.#changed();
    this.focus();
  }

  cancelTask(clear = false) {
    const wasEdit = this.task?.kind === "edit";
    this.task = null;
    this.bar.hidden = true;
    if (clear && wasEdit) this.set("");
    this.#changed();
  }

  #changed() {
    const full = this.input.value.trim() !== "";
    this.root.classList.toggle("writing", full);
    this.sendButton.disabled = !full;
    const label = this.task?.kind === "edit" ? t.composer.save : t.composer.send;
    this.sendButton.setAttribute("aria-label", label);
    this.sendButton.title = label;
    this.input.style.height = "auto";
    this.input.style.height = `${Math.min(this.input.scrollHeight, 132)}px`;
    this.input.classList.toggle("scrolls", this.input.scrollHeight > 132);
  }

  #key(event) {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.#send();
    } else if (event.key === "Escape" && this.task) {
      event.stopPropagation();
      this.cancelTask(true);
    } else if (event.key === "ArrowUp" && this.input.value === "" && !this.task) {
      const last = this.hooks.lastOwn();
      if (!last) return;
      event.preventDefault();
      this.edit(last);
    }
  }

  async #send() {
    const text = this.input.value.trim();
    if (!text) return;
    const { task } = this;
    this.set("");
    this.cancelTask();
    const done =
      task?.kind === "edit" ? await this.hooks.correct(task.message.id, text) : await this.hooks.say(splitText(text), task?.message.id ?? null);
    if (!done && this.input.value === "") this.set(text); // nothing a person wrote is lost to a broken line
  }

  #openCommands() {
    if (this.webApp) {
      this.hooks.open(this.webApp);
      return;
    }
    const items = this.commands.map((command) => ({
      text: command.description,
      note: `/${command.command}`,
      run: () => this.hooks.command(`/${command.command}`),
    }));
    openMenu(this.menuButton, items, t.composer.commands);
  }
}
