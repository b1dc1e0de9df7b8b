/* What the page knows beyond one phone: who exists, whose phone is open, which one is in use, what is unread. */

const OPEN_KEY = "sandbox-open-phones";
const FIRST_PHONES = 4;

export const state = {
  bot: { id: 0, first_name: "", username: "", updates_waiting: 0, mode: "polling" },
  people: new Map(), // id → Person
  open: [], // ids, in the order of the screen
  active: null, // id of the phone in use
  unread: new Map(), // id → number
};

const listeners = new Map();

/** Subjects: people, open, active, unread, bot. */
export function on(subject, listener) {
  if (!listeners.has(subject)) listeners.set(subject, new Set());
  listeners.get(subject).add(listener);
}

function tell(subject, value) {
  for (const listener of listeners.get(subject) ?? []) listener(value);
}

/** The visitor's own choices (id → shown or not) last as long as the tab. */
const choices = savedChoices();

function savedChoices() {
  try {
    return JSON.parse(sessionStorage.getItem(OPEN_KEY)) ?? {};
  } catch {
    return {}; // no storage, or somebody else's value: the pinned phones are a good start
  }
}

/** Whether the visitor has met this person: only their unread messages are worth a badge. */
export function isMet(id) {
  return state.open.includes(id) || Boolean(state.people.get(id)?.pinned) || choices[id] !== undefined;
}

/** Everyone, the phones on the screen first, then those met, then the others. */
export function peopleInOrder() {
  const rank = (person) => (state.open.includes(person.id) ? 0 : isMet(person.id) ? 1 : 2);
  return [...state.people.values()].map((person, index) => ({ person, index })).sort((a, b) => rank(a.person) - rank(b.person) || a.index - b.index);
}

function remember(id, shown) {
  choices[id] = shown;
  try {
    sessionStorage.setItem(OPEN_KEY, JSON.stringify(choices));
  } catch {
    // without storage the choice lives until the page is reloaded
  }
}

/** Takes the list of people anew; phones of new pinned people appear, phones of the vanished go. */
export function setPeople(list) {
  const known = state.people;
  state.people = new Map(list.map((person) => [person.id, person]));
  const anyPinned = list.some((person) => person.pinned);
  const byDefault = new Set((anyPinned ? list.filter((p) => p.pinned) : list.slice(0, FIRST_PHONES)).map((p) => p.id));
  const open = state.open.filter((id) => state.people.has(id));
  for (const person of list) {
    const shown = choices[person.id] ?? byDefault.has(person.id);
    if (shown && !open.includes(person.id) && !known.has(person.id)) open.push(person.id);
  }
  tell("people");
  setOpen(open);
}

export function setPerson(person) {
  state.people.set(person.id, person);
  tell("people");
}

function setOpen(ids) {
  const changed = ids.length !== state.open.length || ids.some((id, i) => id !== state.open[i]);
  state.open = ids;
  if (!ids.includes(state.active)) setActive(ids[0] ?? null);
  if (changed) tell("open");
}

export function showPhone(id) {
  remember(id, true);
  if (!state.open.includes(id)) setOpen([...state.open, id]);
  setActive(id);
}

export function hidePhone(id) {
  remember(id, false);
  setOpen(state.open.filter((other) => other !== id));
}

export function setActive(id) {
  if (state.active === id) return;
  state.active = id;
  tell("active", id);
}

export function setUnread(id, n) {
  if ((state.unread.get(id) ?? 0) === n) return;
  state.unread.set(id, n);
  tell("unread", id);
}

export function setBot(bot) {
  state.bot = bot;
  tell("bot");
}
