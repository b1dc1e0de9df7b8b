/* What lies over one phone's screen: toasts, alerts with «ОК», questions, small sheets. The rest of the phone waits. */

import { el, fill, iconButton } from "./dom.js";
import { t } from "./texts.js";

const TOAST_MS = 3200;

export class PhoneLayer {
  /** `behind` is what must not be reachable while a question is open. */
  constructor(behind) {
    this.behind = behind;
    this.toasts = el("div", { class: "toasts", role: "status", "aria-live": "polite" });
    this.shade = el("div", { class: "shade", hidden: true });
    this.root = el("div", { class: "layer" }, this.toasts, this.shade);
    this.queue = Promise.resolve();
    this.cancel = null;
  }

  toast(text) {
    const note = el("div", { class: "toast" }, text);
    this.toasts.append(note);
    if (this.toasts.childElementCount > 2) this.toasts.firstElementChild.remove();
    setTimeout(() => {
      note.classList.add("leaving");
      setTimeout(() => note.remove(), 250);
    }, TOAST_MS + 30 * text.length);
  }

  /** Resolves when the person has pressed «ОК». Alerts wait for each other. */
  alert(text) {
    return this.#next((done) => [
      el("p", { class: "modal-text" }, text),
      el("div", { class: "modal-actions" }, this.#button(t.ok, "primary", () => done(true))),
    ]);
  }

  /** Resolves to true or false. */
  ask({ title, text, yes, no }) {
    return this.#next((done) => [
      el("p", { class: "modal-title" }, title),
      text ? el("p", { class: "modal-text" }, text) : null,
      el("div", { class: "modal-actions" }, this.#button(no, "plain", () => done(false)), this.#button(yes, "primary", () => done(true))),
    ]);
  }

  /** A sheet from below; `build(done)` gives its contents, `done(value)` closes it. Resolves to null when dismissed. */
  sheet(title, build) {
    return this.#next(
      (done) => [
        el("div", { class: "sheet-head" }, el("p", { class: "modal-title" }, title), iconButton("close", t.message.close, () => done(null))),
        build(done),
      ],
      "sheet",
    );
  }

  #button(text, kind, run) {
    return el("button", { type: "button", class: `btn ${kind}`, on: { click: run } }, text);
  }

  #next(build, kind = "modal") {
    const shown = this.queue.then(() => this.#show(build, kind));
    this.queue = shown.then(
      () => undefined,
      () => undefined,
    );
    return shown;
  }

  #show(build, kind) {
    return new Promise((resolve) => {
      const before = document.activeElement;
      const wasHere = this.behind.contains(before);
      const box = el("div", { class: kind, role: kind === "modal" ? "alertdialog" : "dialog", "aria-modal": "true", tabindex: "-1" });
      const done = (value) => {
        this.cancel = null;
        this.shade.hidden = true;
        this.shade.replaceChildren();
        this.behind.inert = false;
        if (wasHere && before.isConnected) before.focus({ preventScroll: true });
        resolve(value);
      };
      fill(box, build(done));
      const words = box.querySelector(".modal-title, .modal-text");
      if (words) box.setAttribute("aria-label", words.textContent);
      box.addEventListener("keydown", (event) => {
        if (event.key === "Escape") {
          event.stopPropagation();
          done(kind === "sheet" ? null : false);
        }
        if (event.key === "Tab") keepInside(box, event);
      });
      this.shade.onclick = (event) => {
        if (event.target === this.shade && kind === "sheet") done(null);
      };
      this.shade.className = kind === "sheet" ? "shade low" : "shade";
      fill(this.shade, box);
      this.shade.hidden = false;
      this.behind.inert = true;
      this.cancel = () => done(null);
      // an alert of another phone must not steal the keys from the one in use
      if (wasHere || kind === "sheet" || document.activeElement === document.body) {
        const first = box.querySelector("[data-first]") ?? box.querySelector(".btn.primary") ?? box.querySelector(".choice, .sticker-choice");
        (first ?? box).focus({ preventScroll: true });
      }
    });
  }
}

function keepInside(box, event) {
  const all = [...box.querySelectorAll("button, input, a[href], textarea")].filter((node) => !node.disabled);
  if (all.length === 0) return;
  const first = all[0];
  const last = all[all.length - 1];
  if (event.shiftKey && document.activeElement === first) {
    event.preventDefault();
    last.focus();
  } else if (!event.shiftKey && document.activeElement === last) {
    event.preventDefault();
    first.focus();
  }
}
