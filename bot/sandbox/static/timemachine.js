/* The sandbox's clock in the top bar, and the ways to move it forward. */

import { api } from "./api.js";
import { el, fill, icon } from "./dom.js";
import { moment } from "./format.js";
import { openMenu } from "./menu.js";
import { t } from "./texts.js";

const HOUR = 3600;
const DAY = 24 * HOUR;
const INLINE_MARKS = 2;

export class TimeMachine {
  /** `report(error)` tells the visitor what went wrong; `moved()` runs whenever the clock has changed. */
  constructor(root, { report, moved }) {
    this.report = report;
    this.moved = moved;
    this.base = Date.now();
    this.at = performance.now();
    this.offset = 0;
    this.marks = [];
    this.text = el("span", { class: "clock-text" });
    this.shift = el("span", { class: "clock-shift" });
    this.clock = el("button", { type: "button", class: "clock", "aria-haspopup": "menu", on: { click: () => this.#menu(this.clock) } }, icon("clock"), this.text, this.shift, icon("chevron", "clock-more"));
    this.buttons = el("div", { class: "jumps" });
    this.live = el("div", { class: "sr", role: "status", "aria-live": "polite" });
    root.setAttribute("role", "group");
    root.setAttribute("aria-label", t.time.label);
    fill(root, this.clock, this.buttons, this.live);
    this.#draw();
    setInterval(() => this.#tick(), 1000);
  }

  /** The sandbox's now, as a Date. */
  now() {
    return new Date(this.base + performance.now() - this.at);
  }

  async refresh() {
    this.#take(await api.time());
  }

  #take({ now, offset_seconds: offset, marks }) {
    this.base = new Date(now).getTime();
    this.at = performance.now();
    const moved = Math.abs(offset - this.offset) > 1;
    this.offset = offset;
    this.marks = (marks ?? []).map((mark) => ({ label: mark.label, at: new Date(mark.at) })).sort((a, b) => a.at - b.at);
    this.#draw();
    if (!moved) return;
    this.live.textContent = t.time.now(moment(this.now()));
    this.clock.classList.remove("moved");
    requestAnimationFrame(() => this.clock.classList.add("moved"));
    this.moved();
  }

  async #move(body) {
    try {
      this.#take(await api.moveTime(body));
    } catch (error) {
      this.report(error);
    }
  }

  #tick() {
    const text = moment(this.now());
    if (this.text.textContent !== text) this.#draw();
  }

  #draw() {
    this.text.textContent = moment(this.now());
    this.clock.setAttribute("aria-label", t.time.now(this.text.textContent));
    this.clock.title = t.time.here;
    const [days, hours] = t.time.shifted(this.offset);
    fill(this.shift, days, hours ? el("span", { class: "clock-rest" }, hours) : null);
    this.shift.hidden = days === "";
    const jump = (text, body, extra) => el("button", { type: "button", class: `jump ${extra ?? ""}`.trim(), title: text, on: { click: () => this.#move(body) } }, el("span", {}, text));
    const ahead = this.marks.filter((mark) => mark.at > this.now());
    const signature = JSON.stringify([this.marks, ahead.length]);
    if (signature === this.signature) return;
    this.signature = signature;
    fill(this.buttons, jump(t.time.hour, { shift_seconds: HOUR }), jump(t.time.day, { shift_seconds: DAY }));
    if (this.marks.length === 0) return;
    if (this.marks.length <= INLINE_MARKS) {
      for (const mark of this.marks) {
        const button = jump(mark.label, { to: mark.at.toISOString() }, "mark");
        button.disabled = !ahead.includes(mark);
        if (button.disabled) button.title = `${mark.label} (${t.time.passed})`;
        this.buttons.append(button);
      }
      return;
    }
    const more = el("button", { type: "button", class: "jump", "aria-haspopup": "menu", on: { click: () => openMenu(more, this.#markItems(), t.time.marks) } }, el("span", {}, t.time.marks), icon("chevron"));
    this.buttons.append(more);
  }

  #markItems() {
    const now = this.now();
    return this.marks.map((mark) => ({
      icon: "flag",
      text: mark.label,
      note: mark.at > now ? moment(mark.at) : t.time.passed,
      disabled: mark.at <= now,
      run: () => this.#move({ to: mark.at.toISOString() }),
    }));
  }

  #menu(anchor) {
    const items = [
      { icon: "plus", text: t.time.hour.replace("+", ""), run: () => this.#move({ shift_seconds: HOUR }) },
      { icon: "plus", text: t.time.day.replace("+", ""), run: () => this.#move({ shift_seconds: DAY }) },
      { icon: "plus", text: t.time.week, run: () => this.#move({ shift_seconds: 7 * DAY }) },
    ];
    if (this.marks.length) items.push(null, ...this.#markItems());
    if (t.time.shifted(this.offset)[0]) items.push(null, { icon: "again", text: t.time.reset, run: () => this.#move({ reset: true }) });
    openMenu(anchor, items, t.time.label);
  }
}
