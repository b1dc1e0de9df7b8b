/* The phones beside each other; on a narrow screen one at a time, with tabs and swiping. */

import { addPhone, choosePerson, listPeople } from "./dialogs.js";
import { el, fill, icon, reducedMotion } from "./dom.js";
import { fullName, hue, initials } from "./format.js";
import { Phone } from "./phone.js";
import { hidePhone, on, setActive, showPhone, state } from "./state.js";
import { t } from "./texts.js";

const narrow = window.matchMedia("(max-width: 699px)");

export class Stage {
  /** `now()` is the sandbox's time. */
  constructor(stage, tabs, now) {
    this.stage = stage;
    this.tabs = tabs;
    this.phones = new Map(); // person id → Phone
    this.hooks = { now, minimise: (id) => hidePhone(id), deliver: (...args) => this.#deliver(...args) };
    this.none = el("div", { class: "nobody" });
    on("open", () => this.#sync());
    on("people", () => this.#people());
    on("active", () => this.#active());
    on("unread", (id) => {
      this.phones.get(id)?.showUnread(state.unread.get(id) ?? 0);
      this.#drawTabs();
    });
    narrow.addEventListener("change", () => this.#active());
    let settle = 0;
    stage.addEventListener("scroll", () => {
      clearTimeout(settle);
      settle = setTimeout(() => this.#swiped(), 90);
    }, { passive: true });
    tabs.setAttribute("role", "tablist");
    tabs.setAttribute("aria-label", t.people.tabs);
    tabs.addEventListener("keydown", (event) => this.#tabKey(event));
    document.addEventListener("keydown", (event) => this.#shortcut(event));
    this.#sync();
  }

  *shown() {
    yield* this.phones.values();
  }

  #sync() {
    for (const [id, phone] of this.phones) {
      if (state.open.includes(id)) continue;
      phone.destroy();
      this.phones.delete(id);
    }
    let at = this.stage.firstElementChild;
    for (const id of state.open) {
      if (!this.phones.has(id)) this.phones.set(id, new Phone(state.people.get(id), this.hooks));
      const { root } = this.phones.get(id);
      if (at === root) at = at.nextElementSibling;
      else this.stage.insertBefore(root, at);
    }
    this.stage.style.setProperty("--phones", String(Math.max(1, state.open.length)));
    this.#nobody();
    this.#active();
  }

  #nobody() {
    if (state.open.length) {
      this.none.remove();
      return;
    }
    const hidden = state.people.size > 0;
    fill(
      this.none,
      icon(hidden ? "people" : "chat"),
      el("h2", {}, hidden ? t.people.allHidden : t.people.empty),
      el("p", {}, hidden ? t.people.allHiddenHint : t.people.emptyHint),
      el("button", { type: "button", class: "btn primary", on: { click: hidden ? listPeople : addPhone } }, hidden ? t.people.list : t.people.add),
    );
    this.stage.append(this.none);
  }

  #people() {
    for (const [id, phone] of this.phones) {
      const person = state.people.get(id);
      if (person && JSON.stringify(person) !== JSON.stringify(phone.person)) {
        phone.setPerson(person);
        phone.refresh({ chats: true });
      }
    }
    this.#drawTabs();
  }

  #active() {
    for (const [id, phone] of this.phones) {
      const active = id === state.active;
      phone.setActive(active);
      phone.root.inert = narrow.matches && !active;
    }
    this.#drawTabs();
    this.#bringIntoView();
  }

  #bringIntoView() {
    const root = this.phones.get(state.active)?.root;
    if (!root) return;
    const smooth = !reducedMotion() && this.scrolledOnce;
    this.scrolledOnce = true;
    const { left, right } = root.getBoundingClientRect();
    const frame = this.stage.getBoundingClientRect();
    if (left >= frame.left - 1 && right <= frame.right + 1) return;
    this.stage.scrollTo({ left: root.offsetLeft - (narrow.matches ? 0 : 20), behavior: smooth ? "smooth" : "instant" });
  }

  #swiped() {
    if (!narrow.matches) return;
    const middle = this.stage.scrollLeft + this.stage.clientWidth / 2;
    for (const [id, { root }] of this.phones) {
      if (root.offsetLeft <= middle && middle < root.offsetLeft + root.offsetWidth) setActive(id);
    }
  }

  #drawTabs() {
    const order = [...state.people.keys()];
    fill(
      this.tabs,
      state.open.map((id) => {
        const person = state.people.get(id);
        const active = id === state.active;
        const unread = state.unread.get(id) ?? 0;
        return el(
          "button",
          {
            type: "button",
            class: "tab",
            role: "tab",
            "aria-selected": String(active),
            tabindex: active ? "0" : "-1",
            data: { person: id },
            vars: { "--hue": String(hue(person, order.indexOf(id))) },
            on: { click: () => setActive(id) },
          },
          el("span", { class: "avatar small" }, initials(fullName(person))),
          el("span", { class: "tab-text" }, person.label || person.first_name),
          unread ? el("span", { class: "badge", "aria-label": t.people.unread(unread) }, unread > 99 ? "99+" : String(unread)) : null,
        );
      }),
    );
    this.tabs.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  #tabKey(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const at = state.open.indexOf(state.active);
    setActive(state.open[(at + step + state.open.length) % state.open.length]);
    this.tabs.querySelector("[aria-selected=true]")?.focus();
  }

  /* Alt+1 … Alt+9: to the phone of that number. */
  #shortcut(event) {
    const digit = /^Digit([1-9])$/.exec(event.code)?.[1];
    if (!event.altKey || event.ctrlKey || event.metaKey || !digit) return;
    const id = state.open[Number(digit) - 1];
    if (id === undefined) return;
    event.preventDefault();
    setActive(id);
    this.phones.get(id).composer.focus();
  }

  async #deliver(href, from, except, share) {
    const id = await choosePerson(share ? t.link.share : t.link.title, { except, hint: t.link.hint });
    if (id === null) return;
    showPhone(id);
    this.phones.get(id)?.showLink(href, from);
  }
}
