/* Everything but text that a phone can send: files, photos, voice, stickers, places, contacts. */

import { avatarOf, choices } from "./choices.js";
import { el, icon } from "./dom.js";
import { fullName, phoneNumber } from "./format.js";
import { openMenu } from "./menu.js";
import { peopleInOrder } from "./state.js";
import { t } from "./texts.js";

const MAX_BYTES = 10 * 1024 * 1024;
const STICKERS = ["👍", "❤️", "😂", "🔥", "🎉", "😢", "🤔", "👏", "🙏", "😎", "🐻", "🌲"];
const VOICE_SECONDS = 7;

/** Opens the menu over the button. `phone` offers send(body), contact(body), layer, person. */
export function openAttachMenu(button, phone) {
  openMenu(
    button,
    [
      { icon: "photo", text: t.attach.photo, run: () => pick("image/*", (files) => sendFiles(files, phone, "photo")) },
      { icon: "file", text: t.attach.document, run: () => pick("", (files) => sendFiles(files, phone, "document")) },
      { icon: "mic", text: t.attach.voice, run: () => phone.send({ kind: "voice", duration: VOICE_SECONDS }) },
      { icon: "circle", text: t.attach.videoNote, run: () => phone.send({ kind: "video_note", duration: VOICE_SECONDS }) },
      { icon: "sticker", text: t.attach.sticker, run: () => pickSticker(phone) },
      { icon: "place", text: t.attach.location, run: () => pickPlace(phone) },
      { icon: "person", text: t.attach.contact, run: () => pickContact(phone) },
    ],
    t.composer.attach,
  );
}

function pick(accept, take) {
  const input = el("input", { type: "file", accept, multiple: true, class: "sr", tabindex: "-1" });
  input.addEventListener("change", () => {
    take([...input.files]);
    input.remove();
  });
  input.addEventListener("cancel", () => input.remove());
  document.body.append(input);
  input.click();
}

/** Sends files one after the other, asking for a caption of the first. Images go as photos unless told otherwise. */
export async function sendFiles(files, phone, kind = null) {
  const small = files.filter((file) => file.size <= MAX_BYTES);
  if (small.length < files.length) phone.layer.toast(t.attach.tooBig);
  if (small.length === 0) return;
  const caption = await askCaption(small, phone);
  if (caption === null) return;
  for (const [i, file] of small.entries()) {
    await phone.send({
      kind: kind ?? (file.type.startsWith("image/") ? "photo" : "document"),
      file_name: file.name,
      content_base64: await base64(file),
      caption: i === 0 && caption ? caption : undefined,
    });
  }
}

function askCaption(files, phone) {
  const [file] = files;
  const preview = file.type.startsWith("image/") ? URL.createObjectURL(file) : null;
  const answer = phone.layer.sheet(files.length > 1 ? `${file.name} +${files.length - 1}` : file.name, (done) => {
    const input = el("input", { class: "textfield", type: "text", maxlength: "1024", placeholder: t.attach.caption, "aria-label": t.attach.caption, data: { first: "" } });
    input.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.isComposing) done(input.value.trim());
    });
    return el(
      "div",
      { class: "sheet-body" },
      preview ? el("img", { class: "preview", src: preview, alt: "" }) : null,
      input,
      el("button", { type: "button", class: "btn primary wide", on: { click: () => done(input.value.trim()) } }, t.composer.send),
    );
  });
  return answer.finally(() => preview && URL.revokeObjectURL(preview));
}

function base64(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).split(",", 2)[1] ?? "");
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}

async function pickSticker(phone) {
  const emoji = await phone.layer.sheet(t.attach.stickerTitle, (done) =>
    el("div", { class: "stickers" }, STICKERS.map((one) => el("button", { type: "button", class: "sticker-choice", on: { click: () => done(one) } }, one))),
  );
  if (emoji) await phone.send({ kind: "sticker", emoji });
}

async function pickPlace(phone) {
  const place = await phone.layer.sheet(t.attach.locationTitle, (done) =>
    choices(t.attach.places.map((p) => ({ lead: icon("place"), text: p.name, note: `${p.lat}, ${p.lon}`, run: () => done(p) }))),
  );
  if (place) await phone.send({ kind: "location", lat: place.lat, lon: place.lon });
}

async function pickContact(phone) {
  const id = await phone.layer.sheet(t.attach.contactTitle, (done) =>
    choices(
      peopleInOrder().map(({ person, index }) => ({
        lead: avatarOf(person, index),
        text: person.id === phone.person.id ? `${fullName(person)} (${t.attach.own})` : fullName(person),
        note: person.phone ? phoneNumber(person.phone) : t.attach.noPhone,
        run: () => done(person.id),
      })),
    ),
  );
  if (id !== null) await phone.contact({ person_id: id });
}

