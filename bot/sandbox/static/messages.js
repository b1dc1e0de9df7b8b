/* The list of messages of one phone: draws only what changed, keeps the place where the person reads. */

import { gist, messageRow } from "./bubble.js";
import { el, icon, reducedMotion } from "./dom.js";
import { day, dayKey } from "./format.js";
import { t } from "./texts.js";

const NEAR_BOTTOM = 48; // pixels
const GROUP_MS = 6 * 60_000; // messages of one author this close stand together
const NEAR_TOP = 120;

export class MessageList {
  /** hooks: isPending(key), more() when the person scrolls to the beginning, seen() when the end is in view. */
  constructor(hooks) {
    this.hooks = hooks;
    this.inner = el("div", { class: "messages-inner" });
    this.scroller = el("div", { class: "messages", tabindex: "0", role: "log", "aria-live": "off" }, this.inner);
    this.downCount = el("span", { class: "down-count" });
    this.down = el("button", { type: "button", class: "down", hidden: true, "aria-label": t.phone.down, title: t.phone.down, on: { click: () => this.toBottom(true) } }, icon("down"), this.downCount);
    this.announcer = el("div", { class: "sr", "aria-live": "polite" });
    this.root = el("div", { class: "messages-wrap" }, this.scroller, this.down, this.announcer);
    this.scroller.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    this.scroller.addEventListener("keydown", (event) => this.#key(event));
    new ResizeObserver(() => this.stuck && this.toBottom()).observe(this.scroller);
    new ResizeObserver(() => this.stuck && this.toBottom()).observe(this.inner);
    this.reset();
  }

  /** Forgets everything shown: another chat is coming. */
  reset() {
    this.nodes = new Map(); // key → {node, signature}
    this.inner.replaceChildren();
    this.empty = null;
    this.lastTop = 0;
    this.byId = new Map();
    this.lastId = null;
    this.newCount = 0;
    this.stuck = true;
    this.#showDown();
  }

  /** Takes the messages of a screen. `context`: {botUsername, isGroup, now: Date, empty: Node}. */
  render(messages, context) {
    const first = this.lastId === null;
    const fresh = first ? [] : messages.filter((m) => m.id > this.lastId);
    const own = fresh.some((m) => m.out);
    const keep = this.#followsEnd() || own ? null : this.#anchor();
    this.byId = new Map(messages.map((m) => [m.id, m]));
    this.#patch(this.#items(messages, context), context, new Set(fresh.map((m) => m.id)));
    this.lastId = messages.length ? Math.max(this.lastId ?? 0, messages[messages.length - 1].id) : (this.lastId ?? 0);
    const incoming = fresh.filter((m) => !m.out);
    if (keep) {
      this.stuck = false;
      this.#restore(keep);
      this.newCount += incoming.filter((m) => !m.service).length;
    } else {
      this.toBottom();
    }
    this.#showDown();
    this.#announce(incoming);
  }

  /* The flag is true of the last scrolling told of; the very newest may not have been told yet. */
  #followsEnd() {
    return this.stuck && (this.scroller.scrollTop === this.lastTop || this.#away() < NEAR_BOTTOM);
  }

  #away() {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    return scrollHeight - scrollTop - clientHeight;
  }

  #items(messages, context) {
    const items = [];
    let lastDay = "";
    let previous = null;
    for (const message of messages) {
      const date = new Date(message.date);
      const key = dayKey(date);
      if (key !== lastDay) {
        const label = day(date, context.now);
        items.push({ key: `day:${key}`, signature: label, day: label, date: message.date });
        lastDay = key;
        previous = null;
      }
      if (previous && message.album_id && message.album_id === previous.album && previous.from === message.from?.id) {
        previous.messages.push(message);
        previous.signature += JSON.stringify(message);
        continue;
      }
      const item = { key: `m:${message.id}`, signature: JSON.stringify(message), messages: [message], album: message.album_id, from: message.from?.id, at: date.getTime(), first: true, last: true };
      if (previous && !message.service && !previous.messages[0].service && previous.from === item.from && item.at - previous.at < GROUP_MS) {
        item.first = false;
        previous.last = false;
      }
      items.push(item);
      previous = item;
    }
    return items;
  }

  #patch(items, context, freshIds) {
    const animate = freshIds.size > 0 && freshIds.size < 8 && !reducedMotion();
    const wanted = new Set(items.map((item) => item.key));
    for (const [key, { node }] of this.nodes) {
      if (wanted.has(key)) continue;
      node.remove();
      this.nodes.delete(key);
    }
    this.empty?.remove(); // drawn for one screen only
    this.empty = items.length === 0 ? context.empty : null;
    if (this.empty) this.inner.append(this.empty);
    let at = this.inner.firstChild;
    for (const item of items) {
      const old = this.nodes.get(item.key);
      let node = old?.node;
      if (!old || old.signature !== item.signature) {
        node = this.#build(item, context);
        if (old) {
          if (at === old.node) at = node;
          const focused = old.node.contains(document.activeElement) ? document.activeElement : null;
          old.node.replaceWith(node);
          refocus(node, focused);
        } else if (animate && item.messages?.some((m) => freshIds.has(m.id))) {
          node.classList.add("enter");
        }
        this.nodes.set(item.key, { node, signature: item.signature });
      }
      if (item.messages) {
        node.classList.toggle("first", item.first);
        node.classList.toggle("last", item.last);
      }
      if (at === node) at = node.nextSibling;
      else this.inner.insertBefore(node, at);
    }
  }

  #build(item, context) {
    if (item.day) return el("div", { class: "daymark" }, el("time", { datetime: item.date }, item.day));
    return messageRow(item.messages, { ...context, isPending: this.hooks.isPending });
  }

  #anchor() {
    const top = this.scroller.getBoundingClientRect().top;
    for (const node of this.inner.children) {
      const box = node.getBoundingClientRect();
      if (box.bottom > top) {
        const key = [...this.nodes].find(([, entry]) => entry.node === node)?.[0];
        return { key, offset: box.top - top };
      }
    }
    return { key: null, offset: 0 };
  }

  #restore({ key, offset }) {
    const node = this.nodes.get(key)?.node;
    if (!node) return;
    const top = this.scroller.getBoundingClientRect().top;
    this.scroller.scrollTop += node.getBoundingClientRect().top - top - offset;
  }

  toBottom(smooth = false) {
    this.stuck = true;
    this.scroller.scrollTo({ top: this.scroller.scrollHeight, behavior: smooth && !reducedMotion() ? "smooth" : "instant" });
    this.lastTop = this.scroller.scrollTop;
    if (this.newCount) {
      this.newCount = 0;
      this.#showDown();
    }
  }

  #scrolled() {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    const was = this.stuck;
    this.lastTop = scrollTop;
    this.stuck = this.#away() < NEAR_BOTTOM;
    if (this.stuck && !was) {
      this.newCount = 0;
      this.hooks.seen();
    }
    this.#showDown();
    if (scrollTop < NEAR_TOP && scrollHeight > clientHeight) this.hooks.more();
  }

  #showDown() {
    this.down.hidden = this.stuck;
    this.downCount.textContent = this.newCount ? String(this.newCount) : "";
  }

  #announce(incoming) {
    if (incoming.length === 0) return;
    const said = incoming.slice(-3).map((m) => (m.service ? m.service : t.message.from(m.from?.name ?? "", gist(m).slice(0, 300))));
    this.announcer.textContent = said.join(". ");
  }

  /** Scrolls to a message and lets it shine for a moment. */
  reveal(id) {
    const node = this.nodes.get(`m:${id}`)?.node;
    if (!node) return;
    this.stuck = false;
    node.scrollIntoView({ block: "center", behavior: reducedMotion() ? "instant" : "smooth" });
    node.classList.remove("shine");
    requestAnimationFrame(() => node.classList.add("shine"));
  }

  #key(event) {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!step || event.target.closest(".keys")) return;
    const rows = [...this.inner.querySelectorAll(".row[data-id]")];
    const at = rows.indexOf(document.activeElement.closest(".row"));
    const next = at < 0 ? rows[rows.length - 1] : rows[at + step];
    if (!next) return;
    event.preventDefault();
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
  }
}

/* A button that had the focus gets it back when its message has been drawn anew. */
function refocus(node, focused) {
  if (!focused) return;
  const key = focused.dataset.key;
  const twin = key ? node.querySelector(`[data-key="${CSS.escape(key)}"]`) : node;
  (twin ?? node).focus({ preventScroll: true });
}
