/* Dialogs of the whole page: a new phone, the list of people, whose phone, a photo at full size. */

import { api } from "./api.js";
import { avatarOf, choices } from "./choices.js";
import { el, fill, icon, iconButton } from "./dom.js";
import { fullName, initials, phoneNumber } from "./format.js";
import { hidePhone, isMet, peopleInOrder, setPerson, showPhone, state } from "./state.js";
import { t } from "./texts.js";

const ACCENTS = ["blue", "violet", "pine", "amber", "pink", "cyan", "moss", "coral"];

/** Opens a dialog; resolves to what `done` was called with, or null when dismissed. */
function openDialog(title, build, extra = "") {
  return new Promise((resolve) => {
    let answer = null;
    const dialog = el("dialog", { class: `dialog ${extra}`.trim(), "aria-label": title });
    const done = (value) => {
      answer = value;
      dialog.close();
    };
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(answer);
    });
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog) done(null);
    });
    dialog.append(
      el(
        "div",
        { class: "dialog-box" },
        el("div", { class: "dialog-head" }, el("h2", {}, title), iconButton("close", t.message.close, () => done(null))),
        build(done),
      ),
    );
    document.body.append(dialog);
    dialog.showModal();
    (dialog.querySelector("[data-first]") ?? dialog.querySelector("button, input"))?.focus();
  });
}

/** Asks for a new person, creates them, shows the phone. Resolves to the person's id or null. */
export async function addPhone() {
  const person = await openDialog(t.people.addTitle, personForm, "narrow");
  if (!person) return null;
  setPerson(person);
  showPhone(person.id);
  return person.id;
}

function field(name, label, attributes = {}) {
  const input = el("input", { class: "textfield", name, type: "text", autocomplete: "off", ...attributes });
  return { input, node: el("label", { class: "field-label" }, el("span", {}, label), input) };
}

function personForm(done) {
  const first = field("first_name", t.people.firstName, { required: true, maxlength: "64", "data-first": true });
  const last = field("last_name", t.people.lastName, { maxlength: "64" });
  const phone = field("phone", t.people.phone, { type: "tel", placeholder: t.people.phonePlaceholder, maxlength: "24" });
  const label = field("label", t.people.label, { maxlength: "40" });
  const problem = el("p", { class: "problem", role: "alert" });
  const chips = el(
    "div",
    { class: "chips" },
    t.people.labels.map((text) => el("button", { type: "button", class: "chip", on: { click: () => (label.input.value = text) } }, text)),
  );
  const form = el(
    "form",
    { class: "form", novalidate: true },
    el("p", { class: "dialog-hint" }, t.people.addHint),
    el("div", { class: "form-row" }, first.node, last.node),
    phone.node,
    label.node,
    chips,
    problem,
    el(
      "div",
      { class: "dialog-actions" },
      el("button", { type: "button", class: "btn plain", on: { click: () => done(null) } }, t.people.cancel),
      el("button", { type: "submit", class: "btn primary" }, t.people.create),
    ),
  );
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const name = first.input.value.trim();
    if (!name) {
      problem.textContent = t.people.nameNeeded;
      first.input.setAttribute("aria-invalid", "true");
      first.input.focus();
      return;
    }
    try {
      done(
        await api.addPerson({
          first_name: name,
          last_name: last.input.value.trim() || null,
          phone: phoneToSend(phone.input.value),
          label: label.input.value.trim() || null,
          accent: ACCENTS[state.people.size % ACCENTS.length],
          pinned: true,
        }),
      );
    } catch (error) {
      problem.textContent = error.status === 0 ? t.gone : `${t.failed}: ${error.message}`;
    }
  });
  return form;
}

function phoneToSend(raw) {
  const digits = raw.replace(/\D/g, "");
  if (!digits) return null;
  if (digits.length === 10) return `+7${digits}`;
  return digits.length === 11 && digits[0] === "8" ? `+7${digits.slice(1)}` : `+${digits}`;
}

/** Everyone there is: show or put away their phones. */
export function listPeople() {
  return openDialog(
    t.people.list,
    (done) => {
      const box = el("div", { class: "dialog-scroll" });
      const draw = () => fill(box, state.people.size ? choices(peopleInOrder().map((one) => personChoice(one, done, draw))) : el("p", { class: "dialog-hint" }, t.people.empty));
      draw();
      const add = () => {
        done(null);
        addPhone();
      };
      return [box, el("button", { type: "button", class: "btn primary wide", on: { click: add } }, icon("plus"), t.people.add)];
    },
    "narrow",
  );
}

function personChoice({ person, index }, done, draw) {
  const shown = state.open.includes(person.id);
  const unread = isMet(person.id) ? (state.unread.get(person.id) ?? 0) : 0;
  const hide = () => {
    hidePhone(person.id);
    draw();
  };
  return {
    lead: avatarOf(person, index),
    text: fullName(person),
    note: [person.label, person.phone ? phoneNumber(person.phone) : null].filter(Boolean).join(" · "),
    tail: [unread ? el("span", { class: "badge" }, String(unread)) : null, shown ? el("span", { class: "choice-state" }, t.people.shown) : null],
    aside: shown ? iconButton("minus", `${t.people.hide}: ${fullName(person)}`, hide) : null,
    run: () => {
      showPhone(person.id);
      done(null);
    },
  };
}

/** Asks on whose phone; resolves to a person's id or null. A new phone may be made on the way. */
export async function choosePerson(title, { except = null, hint = null } = {}) {
  const people = peopleInOrder().filter(({ person }) => person.id !== except);
  const answer = await openDialog(
    title,
    (done) =>
      [
        hint ? el("p", { class: "dialog-hint" }, hint) : null,
        choices([
          { lead: el("span", { class: "avatar small blank" }, icon("plus")), text: t.link.another, run: () => done("new") },
          ...people.map(({ person, index }) => ({ lead: avatarOf(person, index), text: fullName(person), note: person.label, run: () => done(person.id) })),
        ]),
      ],
    "narrow",
  );
  return answer === "new" ? addPhone() : answer;
}

/** Asks which chat; resolves to its id or null. */
export function chooseChat(title, chats, botName) {
  return openDialog(
    title,
    (done) =>
      choices(
        chats.map((chat) => ({
          lead: el("span", { class: "avatar small" }, initials(chat.type === "private" ? botName : chat.title)),
          text: chat.type === "private" ? botName : chat.title,
          note: chat.type === "private" ? t.phone.bot : t.phone.group,
          run: () => done(chat.id),
        })),
      ),
    "narrow",
  );
}

export function showPhoto(src) {
  const dialog = el("dialog", { class: "lightbox", "aria-label": t.message.photo }, el("img", { src, alt: t.message.photo }), iconButton("close", t.message.close, () => dialog.close(), "lightbox-close"));
  dialog.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
