/* Starts the page: top bar, phones, live events; says when the server is away and comes back by itself. */

import { api, listen, onReachable } from "./api.js";
import { addPhone, listPeople } from "./dialogs.js";
import { el, fill, icon, iconButton } from "./dom.js";
import { Stage } from "./stage.js";
import { isMet, on, setBot, setPeople, setUnread, state } from "./state.js";
import { t } from "./texts.js";
import { TimeMachine } from "./timemachine.js";

const byId = (id) => document.getElementById(id);

byId("brand-title").textContent = t.title;
byId("brand-line").textContent = t.line;

const banner = byId("banner");
let reachable = true;
let noBotTimer = 0;

const time = new TimeMachine(byId("timemachine"), { report, moved: () => refreshAll() });
const stage = new Stage(byId("stage"), byId("tabs"), () => time.now());
drawTools();

function drawTools() {
  const hiddenUnread = el("span", { class: "badge", hidden: true });
  const people = iconButton("people", t.people.list, listPeople);
  people.append(hiddenUnread);
  const add = el("button", { type: "button", class: "btn soft add", "aria-label": t.people.add, on: { click: addPhone } }, icon("plus"), el("span", {}, t.people.add));
  const theme = iconButton("moon", t.theme.toDark, () => window.sandboxTheme.toggle(), "theme");
  const showTheme = () => {
    const dark = window.sandboxTheme.current() === "dark";
    const label = dark ? t.theme.toLight : t.theme.toDark;
    fill(theme, icon(dark ? "sun" : "moon"));
    theme.setAttribute("aria-label", label);
    theme.title = label;
  };
  window.addEventListener("themechange", showTheme);
  showTheme();
  fill(byId("topbar-tools"), add, people, theme);
  const showUnread = () => {
    let hidden = 0;
    let all = 0;
    for (const [id, n] of state.unread) {
      if (!state.people.has(id) || !isMet(id)) continue;
      all += n;
      if (!state.open.includes(id)) hidden += n;
    }
    hiddenUnread.hidden = hidden === 0;
    hiddenUnread.textContent = hidden > 99 ? "99+" : String(hidden);
    document.title = all ? `(${all}) ${t.pageTitle}` : t.pageTitle;
  };
  on("unread", showUnread);
  on("open", showUnread);
}

function report(error) {
  showBanner(error.status === 0 ? t.connection.down : `${t.failed}: ${error.message}`, "warn");
  if (error.status !== 0) setTimeout(showConnection, 4000);
}

function showBanner(text, kind) {
  banner.className = `banner ${kind}`;
  banner.textContent = text;
  banner.hidden = text === "";
}

function showConnection() {
  if (!reachable) showBanner(t.connection.down, "wait");
  else if (state.bot.mode === "none" && state.people.size) showBanner(t.connection.noBot, "calm");
  else showBanner("", "");
}

onReachable((up) => {
  reachable = up;
  showConnection();
});

async function readBot() {
  setBot(await api.bot());
  clearTimeout(noBotTimer);
  // a bot between two polls is not gone: only a lasting silence is worth a word
  if (state.bot.mode === "none") noBotTimer = setTimeout(showConnection, 1500);
  else showConnection();
}

async function readPeople() {
  const before = new Set(state.people.keys());
  setPeople(await api.people());
  for (const id of state.people.keys()) if (!before.has(id)) quietly(countHidden(id));
}

/* People whose phones are put away still get messages: the badge at the list says so. */
async function countHidden(id) {
  if (!isMet(id) || state.open.includes(id)) return;
  const chats = await api.chats(id);
  setUnread(id, chats.reduce((sum, chat) => sum + chat.unread, 0));
}

function refreshAll() {
  for (const phone of stage.shown()) phone.refresh({ chats: true });
}

/* A call that fails because the server is away needs no word of its own: the banner is there, and opening reads all again. */
function quietly(promise) {
  promise.catch((error) => {
    if (error.status !== 0) report(error);
  });
}

function opened() {
  quietly(readBot());
  quietly(time.refresh());
  quietly(readPeople().then(refreshAll));
}

const CHANGES = new Set(["message", "edited", "deleted", "reaction", "keyboard"]);

function happened(event) {
  if (CHANGES.has(event.type)) changed(event);
  else if (event.type === "toast") stage.phones.get(event.person_id)?.showToast(event.toast);
  else if (event.type === "answered") stage.phones.get(event.person_id)?.answer(event.query_id);
  else if (event.type === "typing") typing(event);
  else if (event.type === "person") personChanged(event);
  else if (event.type === "read") personRead(event);
  else if (event.type === "reset") opened(); // more has happened than the server remembers
  else if (event.type === "time") quietly(time.refresh());
  else if (event.type === "bot") quietly(readBot());
}

function changed(event) {
  const known = event.for ? new Set(event.for) : null;
  for (const [id, phone] of stage.phones) {
    if (known && !known.has(id)) continue;
    if (!known && event.chat_id !== undefined && event.chat_id !== id && event.chat_id > 0) continue;
    phone.refresh({ chats: event.chat_id !== phone.chatId });
  }
  if (event.type !== "message") return;
  for (const id of known ?? []) if (state.people.has(id)) quietly(countHidden(id));
}

/* Renamed, blocked, come into a group or out of it. */
function personChanged(event) {
  quietly(readPeople());
  for (const id of event.for ?? []) stage.phones.get(id)?.refresh({ chats: true });
}

/* Read in another window: our own readings need no second look. */
function personRead(event) {
  if (event.person_id !== state.active) stage.phones.get(event.person_id)?.refresh({ chats: true });
}

/* It ends with the next screen read, or by itself after some seconds. */
function typing(event) {
  for (const phone of stage.phones.values()) if (phone.chatId === event.chat_id) phone.setTyping(true);
}

document.addEventListener("visibilitychange", () => {
  if (!document.hidden) stage.phones.get(state.active)?.setActive(true);
});

listen(opened, happened);
