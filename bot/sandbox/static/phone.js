/* One phone: header, chats, messages, keyboards, composer; reads its screen anew when something has changed. */

import { ApiError, api } from "./api.js";
import { openAttachMenu, sendFiles } from "./attach.js";
import { Composer } from "./composer.js";
import { el, fill, icon, iconButton } from "./dom.js";
import { fullName, hue, initials } from "./format.js";
import { PhoneHead } from "./head.js";
import { ReplyKeyboard, keyOf, setPending } from "./keyboard.js";
import { MessageList } from "./messages.js";
import { PhoneActions } from "./actions.js";
import { PhoneLayer } from "./modal.js";
import { setActive, setUnread, state } from "./state.js";
import { t } from "./texts.js";

const PAGE = 200; // messages read at once; scrolling up asks for more
const TYPING_MS = 6000;
const BOT_HUE = 190;
const SPIN_MS = 12_000; // a button stops waiting by itself, as in a messenger

/* In a group each author keeps the colour of their own phone. */
function hueOf(author) {
  const person = state.people.get(author.id);
  return person ? hue(person, [...state.people.keys()].indexOf(person.id)) : BOT_HUE;
}

export class Phone {
  /** hooks: now() → Date, deliver(href, from, except, share) passes a link to another phone. */
  constructor(person, hooks) {
    this.person = person;
    this.hooks = hooks;
    this.screen = null;
    this.chatId = person.id;
    this.chats = [];
    this.limit = PAGE;
    this.pending = new Map(); // key of a button → query id or "" while it is on its way
    this.answered = new Set(); // query ids answered before our own call returned
    this.lastToast = null;
    this.reading = false;
    this.again = false;
    this.gone = false;
    this.#build();
    this.refresh({ chats: true });
  }

  #build() {
    this.actions = new PhoneActions(this);
    this.list = new MessageList({ isPending: (key) => this.pending.has(key), more: () => this.#more(), seen: () => this.#markRead() });
    this.keyboard = new ReplyKeyboard(
      (button) => this.actions.pressReplyKey(button),
      () => this.composer?.showKeyboardButton(),
    );
    this.composer = new Composer({
      keyboard: this.keyboard,
      say: (texts, replyTo) => this.actions.say(texts, replyTo),
      correct: (id, text) => this.actions.correct(id, text),
      command: (text) => this.actions.say([text]),
      open: (url) => this.actions.follow(url),
      attach: (button) => openAttachMenu(button, this),
      files: (files) => sendFiles(files, this),
      lastOwn: () => this.screen?.messages.findLast((m) => m.out && m.text && !m.forwarded_from) ?? null,
    });
    this.head = new PhoneHead(this);
    this.startBar = el("div", { class: "startbar", hidden: true });
    this.behind = el("div", { class: "device-body" }, this.head.root, this.list.root, this.startBar, this.composer.root, this.keyboard.root);
    this.layer = new PhoneLayer(this.behind);
    this.device = el("div", { class: "device" }, this.behind, this.layer.root);
    this.caption = el("header", { class: "caption" });
    this.root = el("section", { class: "phone", data: { person: this.person.id } }, this.caption, this.device);
    this.empty = el("div", { class: "empty" });
    this.root.addEventListener("pointerdown", () => setActive(this.person.id));
    this.root.addEventListener("focusin", () => setActive(this.person.id));
    this.actions.listen(this.list.scroller);
    this.#listenDrops();
    this.setPerson(this.person);
  }

  #listenDrops() {
    this.device.addEventListener("dragover", (event) => {
      if (event.dataTransfer.types.includes("Files")) event.preventDefault();
    });
    this.device.addEventListener("drop", (event) => {
      if (!event.dataTransfer.files.length) return;
      event.preventDefault();
      setActive(this.person.id);
      sendFiles([...event.dataTransfer.files], this);
    });
  }

  /** The person may have been renamed, blocked the bot, got another colour. */
  setPerson(person) {
    this.person = person;
    const index = [...state.people.keys()].indexOf(person.id);
    this.root.style.setProperty("--hue", String(hue(person, Math.max(0, index))));
    this.root.setAttribute("aria-label", t.people.phoneOf(`${fullName(person)}${person.label ? `, ${person.label}` : ""}`));
    this.badge = el("span", { class: "badge", hidden: true });
    fill(
      this.caption,
      el("span", { class: "avatar small" }, initials(fullName(person))),
      el(
        "div",
        { class: "caption-words" },
        el("h2", {}, person.label || fullName(person)),
        person.label ? el("p", {}, fullName(person)) : null,
      ),
      this.badge,
      iconButton("minus", t.phone.minimise, () => this.hooks.minimise(this.person.id), "quiet"),
    );
    this.showUnread(state.unread.get(person.id) ?? 0);
  }

  setActive(active) {
    this.root.classList.toggle("active", active);
    if (active) this.#markRead();
  }

  showUnread(n) {
    this.badge.hidden = n === 0;
    this.badge.textContent = n > 99 ? "99+" : String(n);
    this.badge.title = t.people.unread(n);
  }

  /** Reads the screen again, soon; calls that come meanwhile are answered by one more reading. */
  refresh({ chats = false } = {}) {
    this.wantChats ||= chats;
    if (this.reading) {
      this.again = true;
      return;
    }
    this.reading = true;
    setTimeout(() => this.#read(), 12); // what comes in a burst is read once
  }

  async #read() {
    const { chatId } = this;
    const withChats = this.wantChats;
    this.wantChats = false;
    try {
      const [screen, chats] = await Promise.all([api.screen(this.person.id, chatId, this.limit), withChats ? api.chats(this.person.id) : this.chats]);
      this.chats = chats;
      if (chatId === this.chatId && !this.gone) this.#render(screen);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (error.status === 404 && chatId !== this.person.id) this.openChat(this.person.id);
    } finally {
      this.reading = false;
      if (this.again && !this.gone) {
        this.again = false;
        this.refresh();
      }
    }
  }

  #render(screen) {
    this.screen = screen;
    const isPrivate = screen.chat.type === "private";
    const context = { botUsername: screen.bot.username, isGroup: !isPrivate, now: this.hooks.now(), hueOf, empty: this.#emptyState(screen) };
    this.list.scroller.setAttribute("aria-label", isPrivate ? screen.bot.first_name : screen.chat.title);
    this.#dropStalePending(screen.messages);
    this.list.render(screen.messages, context);
    this.head.render(screen, this.chats);
    this.setTyping(screen.typing);
    this.keyboard.render(screen.keyboard);
    this.composer.render({ chatId: screen.chat.id, commands: screen.commands, menu: screen.menu_button, placeholder: screen.keyboard?.placeholder });
    this.#forceReply(screen);
    this.#renderStart(screen);
    this.#takeToasts(screen.toasts);
    this.#countUnread(screen);
  }

  #emptyState(screen) {
    if (screen.messages.length) return null;
    const isPrivate = screen.chat.type === "private";
    const words = isPrivate
      ? [
          el("div", { class: "empty-frame" }, icon("frame"), el("span", { class: "avatar large" }, initials(screen.bot.first_name))),
          el("p", { class: "empty-title" }, screen.bot.description ? t.phone.whatCan : screen.bot.first_name),
          screen.bot.description ? el("p", { class: "empty-text" }, screen.bot.description) : null,
          el("p", { class: "empty-hint" }, t.phone.emptyHint),
        ]
      : [el("p", { class: "empty-hint" }, t.phone.emptyGroup)];
    return fill(this.empty, words);
  }

  #forceReply(screen) {
    const last = screen.messages.at(-1);
    if (!screen.force_reply || !last || last.out || this.forcedBy === last.id || state.active !== this.person.id) return;
    this.forcedBy = last.id;
    this.composer.reply(last);
  }

  #renderStart(screen) {
    const isPrivate = screen.chat.type === "private";
    const gone = Boolean(screen.person.deactivated);
    const blocked = isPrivate && !gone && screen.person.blocked;
    // as in a messenger, an empty chat begins with the button even for those the bot knows
    const waiting = isPrivate && !gone && !blocked && (!screen.has_started || screen.messages.length === 0);
    const kind = gone ? "gone" : blocked ? "blocked" : waiting ? "start" : "";
    this.composer.root.hidden = kind !== "";
    this.keyboard.root.hidden = kind !== "";
    if (this.startBar.dataset.kind === kind) return;
    this.startBar.dataset.kind = kind;
    this.startBar.hidden = kind === "";
    const button = (text, run) => el("button", { type: "button", class: "btn primary wide big", on: { click: run } }, text);
    if (gone) fill(this.startBar, t.phone.deactivated);
    else if (blocked) fill(this.startBar, el("p", {}, t.phone.blocked), button(t.phone.unblock, () => this.actions.unblock()));
    else if (waiting) fill(this.startBar, button(t.phone.start, () => this.actions.start()));
  }

  /** What the bot answered to presses: each is shown once; those from before the page was opened are not. */
  #takeToasts(toasts) {
    if (this.lastToast === null) {
      this.lastToast = Math.max(0, ...toasts.map((toast) => toast.id));
      return;
    }
    for (const toast of toasts) this.showToast(toast);
  }

  showToast(toast) {
    if (this.lastToast === null || toast.id <= this.lastToast) return;
    this.lastToast = toast.id;
    if (toast.alert) this.layer.alert(toast.text);
    else this.layer.toast(toast.text);
  }

  setTyping(typing) {
    clearTimeout(this.typingTimer);
    if (typing) this.typingTimer = setTimeout(() => this.setTyping(false), TYPING_MS);
    this.head.setTyping(typing);
  }

  #countUnread(screen) {
    if (this.#inView() && screen.chat.unread) {
      this.#markRead();
      screen.chat.unread = 0;
    }
    const others = this.chats.filter((chat) => chat.id !== screen.chat.id).reduce((sum, chat) => sum + chat.unread, 0);
    setUnread(this.person.id, screen.chat.unread + others);
  }

  #inView() {
    return state.active === this.person.id && !document.hidden && this.list.stuck;
  }

  async #markRead() {
    if (!this.screen || !this.#inView()) return;
    const others = this.chats.filter((chat) => chat.id !== this.chatId).reduce((sum, chat) => sum + chat.unread, 0);
    setUnread(this.person.id, others);
    await api.read(this.person.id, this.chatId).catch((error) => this.report(error));
  }

  #more() {
    if (!this.screen || this.screen.messages.length < this.limit) return;
    this.limit = this.screen.messages.length + PAGE;
    this.refresh();
  }

  openChat(chatId) {
    if (this.chatId === chatId) return;
    this.chatId = chatId;
    this.limit = PAGE;
    this.list.reset();
    this.refresh({ chats: true });
  }

  // ---- buttons that wait for the bot ----

  wait(key) {
    this.pending.set(key, "");
    this.#showPending(key, true);
    setTimeout(() => this.stopWaiting(key), SPIN_MS);
  }

  /** The press has got its number; the bot may have answered it already. */
  waitFor(key, queryId) {
    if (this.answered.delete(queryId)) this.stopWaiting(key);
    else if (this.pending.has(key)) this.pending.set(key, queryId);
  }

  stopWaiting(key) {
    if (this.pending.delete(key)) this.#showPending(key, false);
  }

  /** The bot has answered this press. */
  answer(queryId) {
    for (const [key, id] of this.pending) {
      if (id === queryId) {
        this.stopWaiting(key);
        return;
      }
    }
    this.answered.add(queryId);
    if (this.answered.size > 50) this.answered.delete(this.answered.values().next().value);
  }

  #showPending(key, pending) {
    const node = this.list.inner.querySelector(`[data-key="${CSS.escape(key)}"]`);
    if (node) setPending(node, pending);
  }

  /* A button that is no longer there waits for nothing. */
  #dropStalePending(messages) {
    if (this.pending.size === 0) return;
    const there = new Set();
    for (const m of messages) m.buttons?.forEach((row, r) => row.forEach((_, c) => there.add(keyOf(m.id, r, c))));
    for (const key of this.pending.keys()) if (!there.has(key)) this.pending.delete(key);
  }

  // ---- a link that somebody else's phone has passed on ----

  showLink(href, from) {
    this.linkBar?.remove();
    const close = () => {
      this.linkBar?.remove();
      this.linkBar = null;
    };
    this.linkBar = el(
      "div",
      { class: "linkbar", role: "status" },
      icon("link"),
      el("span", { class: "linkbar-words" }, el("span", {}, t.phone.linkFrom(from)), el("span", { class: "linkbar-href" }, href.replace(/^https?:\/\//, ""))),
      el(
        "button",
        {
          type: "button",
          class: "btn primary small",
          on: {
            click: () => {
              close();
              this.actions.follow(href);
            },
          },
        },
        t.phone.linkOpen,
      ),
      iconButton("close", t.phone.linkClose, close),
    );
    this.head.root.after(this.linkBar);
  }

  // ---- what others call ----

  send(body) {
    return this.actions.send(body);
  }

  contact(body) {
    return this.actions.contact(body);
  }

  report(error) {
    if (!(error instanceof ApiError)) throw error;
    this.layer.toast(error.status === 0 ? t.gone : `${t.failed}: ${error.message}`);
  }

  destroy() {
    this.gone = true;
    clearTimeout(this.typingTimer);
    this.root.remove();
  }
}
