/* The person's side of the sandbox over HTTP, and its live events. Nothing else of the page talks to the server. */

const BASE = "/sandbox/api";

/** What the server refused, or `status` 0 when it could not be reached at all. */
export class ApiError extends Error {
  constructor(message, status) {
    super(message);
    this.status = status;
  }
}

let reachable = true;
const reachListeners = new Set();

/** Calls the listener with true or false whenever the server comes or goes. */
export function onReachable(listener) {
  reachListeners.add(listener);
}

function setReachable(value) {
  if (reachable === value) return;
  reachable = value;
  for (const listener of reachListeners) listener(value);
}

async function call(method, path, body) {
  let response;
  try {
    response = await fetch(BASE + path, {
      method,
      headers: body === undefined ? {} : { "Content-Type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch {
    setReachable(false);
    throw new ApiError("unreachable", 0);
  }
  const answer = await response.json().catch(() => null);
  if (!response.ok) throw new ApiError(answer?.error ?? response.statusText, response.status);
  return answer;
}

const get = (path) => call("GET", path);
const post = (path, body = {}) => call("POST", path, body);

function query(values) {
  const pairs = Object.entries(values).filter(([, value]) => value !== null && value !== undefined);
  return pairs.length ? `?${new URLSearchParams(pairs)}` : "";
}

export const api = {
  bot: () => get("/bot"),
  people: () => get("/people"),
  addPerson: (person) => post("/people", person),
  chats: (id) => get(`/people/${id}/chats`),
  screen: (id, chatId, limit) => get(`/people/${id}/screen${query({ chat_id: chatId, limit })}`),
  read: (id, chatId) => post(`/people/${id}/read`, { chat_id: chatId }),
  start: (id, payload) => post(`/people/${id}/start`, payload ? { payload } : {}),
  say: (id, body) => post(`/people/${id}/say`, body),
  tap: (id, body) => post(`/people/${id}/tap`, body),
  contact: (id, body) => post(`/people/${id}/contact`, body),
  send: (id, body) => post(`/people/${id}/send`, body),
  edit: (id, body) => post(`/people/${id}/edit`, body),
  forward: (id, body) => post(`/people/${id}/forward`, body),
  remove: (id, body) => post(`/people/${id}/delete`, body),
  addGroup: (body) => post("/groups", body),
  joinByLink: (id, link) => post("/groups/by-link", { person_id: id, invite_link: link }),
  block: (id) => post(`/people/${id}/block`),
  unblock: (id) => post(`/people/${id}/unblock`),
  time: () => get("/time"),
  moveTime: (body) => post("/time", body),
};

const RETRY_MS = 800;

/**
 * Live events. `onOpen` runs at every (re)connection, so that the page reads again what it may have missed;
 * `onEvent` gets each event. A browser gives up on a stream that answers with an error, hence the own retry.
 */
export function listen(onOpen, onEvent) {
  let source = null;
  let timer = 0;

  function connect() {
    source = new EventSource(`${BASE}/events`);
    source.onopen = () => {
      setReachable(true);
      onOpen();
    };
    source.onmessage = (message) => onEvent(JSON.parse(message.data));
    source.onerror = () => {
      setReachable(false);
      source.close();
      clearTimeout(timer);
      timer = setTimeout(connect, RETRY_MS);
    };
  }

  connect();
  window.addEventListener("pagehide", () => {
    clearTimeout(timer);
    source.close();
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) connect();
  });
}
