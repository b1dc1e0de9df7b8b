/* One message as elements: bubble, media, buttons beneath. Knows nothing of the list around it. */

import { el, icon } from "./dom.js";
import { clock, duration, hueOfId, initials, phoneNumber, size } from "./format.js";
import { renderHtml, safeHref } from "./html.js";
import { inlineKeyboard } from "./keyboard.js";
import { t } from "./texts.js";

const PHOTO_MAX = { width: 300, height: 340 };
const PHOTO_MIN = 90;

/** An address on this server (or a plain web address), or null. */
function fileUrl(raw) {
  return raw?.startsWith("/") && !raw.startsWith("//") ? raw : safeHref(raw ?? "");
}

/** What stands for a message in a reply, a pinned line, an announcement. */
export function gist(message) {
  if (message.service) return message.service;
  if (message.text) return message.text;
  const caption = message.caption_html ? renderHtml(message.caption_html).textContent : "";
  if (message.photo) return caption || t.message.photo;
  if (message.video) return caption || t.message.video;
  if (message.document) return caption || message.document.name || t.message.document;
  if (message.voice) return t.message.voice;
  if (message.video_note) return t.message.videoNote;
  if (message.sticker) return `${message.sticker.emoji ?? ""} ${t.message.sticker}`.trim();
  if (message.location) return t.message.location;
  if (message.contact) return `${t.message.contact}: ${message.contact.name}`;
  return caption;
}

/** The row of one message, or of an album (several messages of one album_id). */
export function messageRow(messages, context) {
  const head = messages[0];
  if (head.service) return el("div", { class: "row service" }, el("span", {}, head.service));
  const worded = messages.find((m) => m.caption_html) ?? head;
  const html = worded.html ?? worded.caption_html ?? null;
  const bare = isBare(head, html, messages);
  const keys = inlineKeyboard(worded.buttons ? worded : head, context);
  const meta = metaOf(messages[messages.length - 1], head.out, messages.some((m) => m.edited));
  const bubble = el("div", { class: bare ? "bubble bare" : "bubble" });
  if (context.isGroup && !head.out) bubble.append(el("div", { class: "author", vars: { "--hue": String(context.hueOf(head.from)) } }, head.from.name));
  if (head.forwarded_from) bubble.append(el("div", { class: "forwarded" }, icon("forward"), t.message.forwarded(forwardName(head.forwarded_from))));
  if (head.reply_to) bubble.append(quoteOf(head.reply_to));
  bubble.append(...mediaOf(messages));
  if (html !== null) bubble.append(textOf(html, head, meta));
  else bubble.append(meta);
  const stack = el("div", { class: keys ? "stack has-keys" : "stack" }, bubble, keys);
  if (head.reaction) bubble.append(el("span", { class: "reaction" }, head.reaction));
  const kebab = el("button", { type: "button", class: "kebab", tabindex: "-1", data: { action: "menu" }, "aria-label": t.message.actions }, icon("more"));
  return el("div", { class: head.out ? "row out" : "row in", tabindex: "-1", data: { id: head.id } }, stack, kebab);
}

function isBare(head, html, messages) {
  if (head.sticker || head.video_note) return true;
  return html === null && messages.every((m) => m.photo) && !head.reply_to && !head.forwarded_from;
}

const forwardName = (from) => (typeof from === "string" ? from : (from.name ?? ""));

function quoteOf(reply) {
  return el("button", { type: "button", class: "quote", data: { action: "quote", target: reply.id } }, reply.text || t.message.reply);
}

function metaOf(message, out, edited) {
  return el(
    "span",
    { class: "meta" },
    message.pinned ? icon("pin") : null,
    edited ? el("span", {}, t.message.edited) : null,
    el("time", { datetime: message.date }, clock(new Date(message.date))),
    out ? el("span", { class: "tick" }, icon("check"), el("span", { class: "sr" }, t.message.sent)) : null,
  );
}

function textOf(html, message, meta) {
  const text = el("div", { class: "text" });
  text.append(renderHtml(html, { commands: !message.out || message.from.is_bot }), meta);
  return text;
}

function mediaOf(messages) {
  const head = messages[0];
  if (messages.length > 1) {
    const photos = messages.filter((m) => m.photo);
    const rest = messages.filter((m) => m.document);
    const parts = rest.map((m) => documentOf(m.document));
    if (photos.length) parts.unshift(el("div", { class: "album", data: { count: Math.min(photos.length, 10) } }, photos.map((m) => albumPhoto(m.photo))));
    return parts;
  }
  if (head.photo) return [photoOf(head.photo)];
  if (head.video) return [el("video", { class: "video", src: fileUrl(head.video.url), controls: true, preload: "metadata", playsinline: true, "aria-label": t.message.video })];
  if (head.document) return [documentOf(head.document)];
  if (head.voice) return [voiceOf(head.voice)];
  if (head.video_note) return [el("div", { class: "videonote", role: "img", "aria-label": t.message.videoNote }, icon("play"), el("span", {}, duration(head.video_note.duration ?? 0)))];
  if (head.sticker) return [el("div", { class: "sticker", role: "img", "aria-label": gist(head) }, head.sticker.emoji || "🙂")];
  if (head.location) return [locationOf(head.location)];
  if (head.contact) return [contactOf(head.contact)];
  return [];
}

function photoOf(photo) {
  const { width = 4, height = 3 } = photo;
  const scale = Math.min(1, PHOTO_MAX.width / (width || 1), PHOTO_MAX.height / (height || 1));
  const w = Math.max(PHOTO_MIN, Math.round((width || 4) * scale));
  const h = Math.max(PHOTO_MIN / 2, Math.round((height || 3) * scale));
  return photoButton(photo, { width: w, height: h });
}

const albumPhoto = (photo) => photoButton(photo, {});

function photoButton(photo, box) {
  const src = fileUrl(photo.url);
  const picture = el("img", { src, alt: t.message.photo, loading: "lazy", decoding: "async", ...box });
  picture.addEventListener("error", () => picture.classList.add("broken"), { once: true });
  return el("button", { type: "button", class: "photo", data: { action: "photo", src: src ?? "" }, "aria-label": t.message.open }, picture);
}

function documentOf(file) {
  const extension = /\.([\p{L}\p{N}]{1,5})$/u.exec(file.name ?? "")?.[1] ?? "";
  return el(
    "a",
    { class: "document", href: fileUrl(file.url), download: file.name ?? "", title: t.message.download },
    el("span", { class: "document-icon" }, extension ? el("span", {}, extension) : icon("file")),
    el(
      "span",
      { class: "document-words" },
      el("span", { class: "document-name" }, file.name || t.message.document),
      el("span", { class: "document-size" }, file.size === null || file.size === undefined ? "" : size(file.size)),
    ),
    icon("download", "document-get"),
  );
}

const WAVE = [5, 9, 14, 8, 17, 12, 20, 10, 6, 15, 19, 9, 13, 7, 16, 11, 5, 9, 12, 6];

function voiceOf(voice) {
  return el(
    "div",
    { class: "voice", role: "img", "aria-label": t.message.voice },
    el("span", { class: "voice-play" }, icon("play")),
    el("span", { class: "wave" }, WAVE.map((h) => el("i", { vars: { height: `${h}px` } }))),
    el("span", { class: "voice-time" }, duration(voice.duration ?? 0)),
  );
}

function locationOf(place) {
  const coordinates = `${Number(place.lat).toFixed(4)}, ${Number(place.lon).toFixed(4)}`;
  const href = `https://www.openstreetmap.org/?mlat=${Number(place.lat)}&mlon=${Number(place.lon)}#map=14/${Number(place.lat)}/${Number(place.lon)}`;
  return el(
    "a",
    { class: "location", href, target: "_blank", rel: "noopener noreferrer" },
    el("span", { class: "location-map", "aria-hidden": "true" }, icon("place")),
    el("span", { class: "location-words" }, el("span", {}, t.message.location), el("span", { class: "location-at" }, coordinates)),
  );
}

function contactOf(contact) {
  return el(
    "div",
    { class: "contact" },
    el("span", { class: "avatar", vars: { "--hue": String(hueOfId(contact.user_id ?? 3)) } }, initials(contact.name || "?")),
    el("span", { class: "contact-words" }, el("span", { class: "contact-name" }, contact.name), el("span", { class: "contact-phone" }, phoneNumber(contact.phone))),
  );
}
