/* The top of a phone: who is talked to, «печатает…», the phone's menu, other chats, the pinned message. */

import { gist } from "./bubble.js";
import { el, fill, icon, iconButton } from "./dom.js";
import { initials } from "./format.js";
import { openMenu } from "./menu.js";
import { t } from "./texts.js";

export class PhoneHead {
  constructor(phone) {
    this.phone = phone;
    this.avatar = el("span", { class: "avatar bot" });
    this.name = el("div", { class: "head-name" });
    this.status = el("div", { class: "head-status" });
    this.typing = el("div", { class: "head-status typing", hidden: true }, t.phone.typing, el("span", { class: "dots", "aria-hidden": "true" }, el("i"), el("i"), el("i")));
    this.more = iconButton("more", t.phone.menu, () => this.#menu());
    this.more.setAttribute("aria-haspopup", "menu");
    this.switcher = el("div", { class: "switcher", role: "group", "aria-label": t.phone.chats, hidden: true });
    this.pinned = el("button", { type: "button", class: "pinned", hidden: true });
    this.root = el(
      "div",
      { class: "head" },
      el("div", { class: "head-row" }, this.avatar, el("div", { class: "head-words" }, this.name, this.status, this.typing), this.more),
      this.switcher,
      this.pinned,
    );
  }

  render(screen, chats) {
    const isPrivate = screen.chat.type === "private";
    const title = isPrivate ? screen.bot.first_name : screen.chat.title;
    this.avatar.textContent = initials(title);
    this.avatar.classList.toggle("group", !isPrivate);
    this.name.textContent = title;
    this.name.title = title;
    this.status.textContent = isPrivate ? t.phone.bot : t.phone.group;
    this.#renderChats(screen, chats);
    this.#renderPinned(screen.messages);
  }

  setTyping(typing) {
    this.typing.hidden = !typing;
    this.status.hidden = typing;
  }

  #renderChats(screen, chats) {
    this.switcher.hidden = chats.length < 2;
    if (this.switcher.hidden) return;
    const signature = JSON.stringify(chats.map((c) => [c.id, c.title, c.unread, c.id === screen.chat.id]));
    if (signature === this.chatsSignature) return;
    this.chatsSignature = signature;
    fill(
      this.switcher,
      chats.map((chat) => {
        const here = chat.id === screen.chat.id;
        return el(
          "button",
          { type: "button", class: "switch", "aria-pressed": String(here), title: chat.title, on: { click: () => this.phone.openChat(chat.id) } },
          el("span", {}, chat.type === "private" ? t.phone.botChat : chat.title),
          chat.unread && !here ? el("span", { class: "badge" }, String(chat.unread)) : null,
        );
      }),
    );
  }

  #renderPinned(messages) {
    const message = messages.findLast((m) => m.pinned);
    this.pinned.hidden = !message;
    if (!message) return;
    fill(this.pinned, icon("pin"), el("span", {}, gist(message)));
    this.pinned.title = t.phone.pinned;
    this.pinned.onclick = () => this.phone.list.reveal(message.id);
  }

  #menu() {
    const { actions, person, screen, hooks } = this.phone;
    const blocked = screen?.person.blocked ?? person.blocked;
    openMenu(
      this.more,
      [
        { icon: "again", text: t.phone.restart, note: "/start", run: () => actions.start() },
        blocked
          ? { icon: "check", text: t.phone.unblock, run: () => actions.unblock() }
          : { icon: "block", text: t.phone.block, danger: true, run: () => actions.block() },
        null,
        { icon: "minus", text: t.phone.minimise, run: () => hooks.minimise(person.id) },
      ],
      t.phone.menu,
    );
  }
}
