/* What a person does with a phone: presses, writes, follows links, opens a message's menu. Each ends in one call. */

import { api } from "./api.js";
import { gist } from "./bubble.js";
import { chooseChat, showPhoto } from "./dialogs.js";
import { el } from "./dom.js";
import { fullName, phoneNumber } from "./format.js";
import { reveal, safeHref } from "./html.js";
import { keyOf } from "./keyboard.js";
import { classify, startLinkOf } from "./links.js";
import { openMenu } from "./menu.js";
import { t } from "./texts.js";

const LONG_PRESS_MS = 480;
const HOME = { lat: 50.2907, lon: 127.5272 }; // Blagoveshchensk, where these phones are

export class PhoneActions {
  constructor(phone) {
    this.phone = phone;
  }

  get #id() {
    return this.phone.person.id;
  }

  /** Runs a call, tells what went wrong, reads the screen again. Resolves to the answer, or to false. */
  async #do(call) {
    try {
      const answer = await call();
      this.phone.refresh();
      return answer ?? true;
    } catch (error) {
      this.phone.report(error);
      return false;
    }
  }

  async say(texts, replyTo = null) {
    for (const [i, text] of texts.entries()) {
      const body = { text, chat_id: this.phone.chatId };
      if (replyTo && i === 0) body.reply_to = replyTo;
      if (!(await this.#do(() => api.say(this.#id, body)))) return false;
    }
    this.phone.list.toBottom();
    return true;
  }

  correct(messageId, text) {
    return this.#do(() => api.edit(this.#id, { message_id: messageId, text, chat_id: this.phone.chatId }));
  }

  send(body) {
    return this.#do(() => api.send(this.#id, { ...body, chat_id: this.phone.chatId }));
  }

  contact(body) {
    return this.#do(() => api.contact(this.#id, { ...body, chat_id: this.phone.chatId }));
  }

  async start(payload = "") {
    this.phone.openChat(this.#id);
    return this.#do(() => api.start(this.#id, payload));
  }

  block() {
    return this.#do(() => api.block(this.#id));
  }

  unblock() {
    return this.#do(() => api.unblock(this.#id));
  }

  /** A key of the reply keyboard; resolves to true when something was sent. */
  async pressReplyKey(button) {
    const { layer, person } = this.phone;
    if (button.request_contact) {
      if (!person.phone) {
        await layer.alert(t.contact.none);
        return false;
      }
      const agreed = await layer.ask({ title: t.contact.ask(el("span", { class: "nowrap" }, phoneNumber(person.phone))), text: t.contact.text, yes: t.contact.yes, no: t.contact.no });
      return agreed ? this.contact({}) : false;
    }
    if (button.request_location) {
      const agreed = await layer.ask({ title: t.contact.location, text: t.contact.locationText, yes: t.contact.yes, no: t.contact.no });
      return agreed ? this.send({ kind: "location", ...HOME }) : false;
    }
    return this.say([button.text]);
  }

  async pressKey(node, message) {
    const row = Number(node.dataset.row);
    const col = Number(node.dataset.col);
    const button = message.buttons[row][col];
    if (button.kind === "copy") return this.#copy(button.data ?? button.text);
    if (button.kind === "url" || button.kind === "web_app") return this.follow(button.url);
    const key = keyOf(message.id, row, col);
    if (this.phone.pending.has(key)) return undefined;
    this.phone.wait(key);
    const answer = await this.#do(() => api.tap(this.#id, { message_id: message.id, row, col, chat_id: this.phone.chatId }));
    if (answer?.query_id) this.phone.waitFor(key, answer.query_id);
    else this.phone.stopWaiting(key);
    return undefined;
  }

  /** Does what a messenger does with a link. */
  async follow(href) {
    const link = classify(href, this.phone.screen?.bot.username);
    if (link.kind === "start") return this.start(link.payload);
    if (link.kind === "share") return this.phone.hooks.deliver(link.url, fullName(this.phone.person), this.#id, true);
    if (link.kind === "invite") return this.#join(href);
    if (link.kind === "startgroup") return this.#group(link);
    if (link.kind === "out") {
      const safe = safeHref(href);
      if (safe) window.open(safe, "_blank", "noopener,noreferrer");
    }
    return undefined;
  }

  async #join(href) {
    const answer = await this.#do(() => api.joinByLink(this.#id, href));
    if (answer?.joined) this.phone.openChat(answer.chat_id);
    else if (answer) this.phone.layer.toast(t.link.asked);
  }

  /** Makes a new group with the bot in it, as the messenger's own dialog would, and opens it. */
  async #group({ payload, admin }) {
    const agreed = await this.phone.layer.ask({ title: t.link.group, text: t.link.groupHint, yes: t.link.groupMake, no: t.contact.no });
    if (!agreed) return;
    const body = { title: t.link.groupTitle(fullName(this.phone.person)), members: [this.#id], bot_admin: admin };
    const chat = await this.#do(() => api.addGroup(body));
    if (!chat) return;
    this.phone.openChat(chat.id);
    const bot = this.phone.screen?.bot.username ?? "";
    await this.#do(() => api.say(this.#id, { text: `/start@${bot} ${payload}`.trim(), chat_id: chat.id }));
  }

  async #copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      this.phone.layer.toast(t.message.copied);
    } catch {
      this.phone.layer.toast(t.message.notCopied); // the browser allows it on trusted pages only
    }
  }

  /** Listens to everything inside the list of messages. */
  listen(scroller) {
    scroller.addEventListener("click", (event) => this.#clicked(event));
    scroller.addEventListener("contextmenu", (event) => this.#contextMenu(event));
    scroller.addEventListener("keydown", (event) => this.#keyed(event));
    this.#listenLongPress(scroller);
  }

  #messageAt(node) {
    const row = node.closest(".row[data-id]");
    return row ? this.phone.list.byId.get(Number(row.dataset.id)) : undefined;
  }

  #clicked(event) {
    const { target } = event;
    const spoiler = target.closest(".spoiler:not(.shown)");
    if (spoiler) {
      event.preventDefault();
      reveal(spoiler);
      return;
    }
    const link = target.closest("a[href]");
    if (link && !link.classList.contains("document")) {
      if (classify(link.href, this.phone.screen?.bot.username).kind !== "out") {
        event.preventDefault();
        this.follow(link.href);
      }
      return;
    }
    const command = target.closest(".command");
    if (command) {
      this.say([command.dataset.command]);
      return;
    }
    const node = target.closest("[data-action]");
    if (node) this.#act(node);
  }

  #act(node) {
    const message = this.#messageAt(node);
    const run = {
      key: () => this.pressKey(node, this.#withButtons(message, node)),
      photo: () => node.dataset.src && showPhoto(node.dataset.src),
      quote: () => this.phone.list.reveal(Number(node.dataset.target)),
      menu: () => this.#openMenu(node, message),
    }[node.dataset.action];
    run?.();
  }

  /* In an album the buttons may hang on a later message than the first. */
  #withButtons(message, node) {
    return this.phone.list.byId.get(Number(node.dataset.key.split(":")[0])) ?? message;
  }

  #keyed(event) {
    const spoiler = event.target.closest(".spoiler:not(.shown)");
    if (spoiler && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      reveal(spoiler);
    } else if (event.key === "Enter" && event.target.classList.contains("row")) {
      event.preventDefault();
      this.#openMenu(event.target.querySelector(".bubble"), this.#messageAt(event.target));
    } else if (event.key === "Escape") {
      this.phone.composer.focus();
    }
  }

  #contextMenu(event) {
    const message = this.#messageAt(event.target);
    if (!message || !event.target.closest(".bubble, .keys")) return;
    event.preventDefault();
    const where = event.clientX || event.clientY ? { x: event.clientX, y: event.clientY } : event.target.closest(".row").querySelector(".bubble");
    this.#openMenu(where, message);
  }

  /* Some touch browsers send no contextmenu for a long press. */
  #listenLongPress(scroller) {
    let timer = 0;
    const stop = () => clearTimeout(timer);
    scroller.addEventListener("touchstart", (event) => {
      const message = this.#messageAt(event.target);
      if (!message || event.touches.length > 1 || !event.target.closest(".bubble")) return;
      const { clientX: x, clientY: y } = event.touches[0];
      timer = setTimeout(() => this.#openMenu({ x, y }, message), LONG_PRESS_MS);
    }, { passive: true });
    for (const name of ["touchend", "touchmove", "touchcancel", "contextmenu"]) scroller.addEventListener(name, stop, { passive: true });
  }

  #openMenu(where, message) {
    if (!message) return;
    const { phone } = this;
    const words = message.text ?? (message.caption_html ? gist(message) : "");
    const link = startLinkOf(message, phone.screen.bot.username);
    const items = [{ icon: "reply", text: t.message.reply, run: () => phone.composer.reply(message) }];
    if (message.out && message.text && !message.forwarded_from) items.push({ icon: "edit", text: t.message.edit, run: () => phone.composer.edit(message) });
    if (words) items.push({ icon: "copy", text: t.message.copy, run: () => this.#copy(words) });
    items.push({ icon: "forward", text: t.message.forward, run: () => this.#forward(message) });
    if (link) items.push({ icon: "link", text: t.message.openElsewhere, run: () => phone.hooks.deliver(link, fullName(phone.person), this.#id, false) });
    items.push(null, { icon: "trash", text: t.message.remove, danger: true, run: () => this.#do(() => api.remove(this.#id, { message_id: message.id, chat_id: phone.chatId })) });
    openMenu(where, items, t.message.actions);
  }

  async #forward(message) {
    const { phone } = this;
    const to = phone.chats.length > 1 ? await chooseChat(t.message.forwardTitle, phone.chats, phone.screen.bot.first_name) : phone.chatId;
    if (to === null) return;
    const sent = await this.#do(() => api.forward(this.#id, { message_id: message.id, from_chat_id: phone.chatId, to_chat_id: to }));
    if (sent) phone.openChat(to);
  }
}
