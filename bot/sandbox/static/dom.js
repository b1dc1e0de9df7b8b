/* Small building blocks: elements without innerHTML, and the line icons. */

const SVG = "http://www.w3.org/2000/svg";

/** el("button", {class: "x", on: {click}, "aria-label": "…"}, child, "text", null) → HTMLElement. */
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "class") node.className = value;
    else if (name === "on") for (const [event, listener] of Object.entries(value)) node.addEventListener(event, listener);
    else if (name === "data") Object.assign(node.dataset, value);
    else if (name === "vars") for (const [key, v] of Object.entries(value)) node.style.setProperty(key, v);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  append(node, children);
  return node;
}

function append(node, children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    node.append(child);
  }
}

/** Replaces what is inside a node. */
export function fill(node, ...children) {
  node.replaceChildren();
  append(node, children);
  return node;
}

/* Drawn on a 24-unit grid with a round 1.75 stroke; see .icon in the styles. */
const PATHS = {
  plus: "M12 5v14M5 12h14",
  minus: "M6 12h12",
  close: "M6.5 6.5l11 11M17.5 6.5l-11 11",
  sun: "M12 8.2a3.8 3.8 0 1 0 0 7.6a3.8 3.8 0 0 0 0-7.6ZM12 2.8v1.7M12 19.5v1.7M2.8 12h1.7M19.5 12h1.7M5.5 5.5l1.2 1.2M17.3 17.3l1.2 1.2M5.5 18.5l1.2-1.2M17.3 6.7l1.2-1.2",
  moon: "M19.5 14.2A8 8 0 0 1 9.8 4.5a8 8 0 1 0 9.7 9.7Z",
  people: "M9 11.5a3.5 3.5 0 1 0 0-7a3.5 3.5 0 0 0 0 7ZM2.8 19.5c.4-3.2 3-5 6.2-5s5.8 1.8 6.2 5M15.5 4.9a3.5 3.5 0 0 1 0 6.2M17.8 14.9c1.9.7 3.2 2.3 3.5 4.6",
  more: "M12 5.5v.01M12 12v.01M12 18.5v.01",
  chevron: "M7 10l5 5 5-5",
  down: "M12 5v13M6.5 12.8L12 18.3l5.5-5.5",
  send: "M12 19V5.5M6 11l6-6 6 6",
  check: "M5.5 12.5l4.3 4.3 8.7-9.3",
  attach: "M19 11.5l-7.3 7.3a4.7 4.7 0 0 1-6.6-6.6l7.6-7.6a3.1 3.1 0 0 1 4.4 4.4l-7.5 7.5a1.6 1.6 0 0 1-2.2-2.2l6.8-6.8",
  keyboard: "M5 6.5h14a2 2 0 0 1 2 2v7a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2v-7a2 2 0 0 1 2-2ZM7 10.2v.01M10.3 10.2v.01M13.7 10.2v.01M17 10.2v.01M8.5 14h7",
  menu: "M4.5 7h15M4.5 12h15M4.5 17h9",
  slash: "M14.5 5.5l-5 13",
  frame: "M4 8V6a2 2 0 0 1 2-2h2M16 4h2a2 2 0 0 1 2 2v2M20 16v2a2 2 0 0 1-2 2h-2M8 20H6a2 2 0 0 1-2-2v-2",
  photo: "M5.5 4.5h13a2 2 0 0 1 2 2v11a2 2 0 0 1-2 2h-13a2 2 0 0 1-2-2v-11a2 2 0 0 1 2-2ZM4 16.5l4.5-4.5 3.5 3.5 3-3 5 4.8M15.5 8.8v.01",
  mic: "M12 3.5a2.8 2.8 0 0 1 2.8 2.8v5a2.8 2.8 0 0 1-5.6 0v-5A2.8 2.8 0 0 1 12 3.5ZM6 11.3a6 6 0 0 0 12 0M12 17.3v3.2",
  sticker: "M12 3.5a8.5 8.5 0 1 0 0 17a8.5 8.5 0 0 0 0-17ZM9 10v.01M15 10v.01M8.5 14c.8 1.4 2 2.2 3.5 2.2s2.7-.8 3.5-2.2",
  circle: "M12 3.5a8.5 8.5 0 1 0 0 17a8.5 8.5 0 0 0 0-17ZM10.3 8.9v6.2l5-3.1Z",
  file: "M13.5 3.5H7.5a2 2 0 0 0-2 2v13a2 2 0 0 0 2 2h9a2 2 0 0 0 2-2v-10ZM13.5 3.5v5h5",
  place: "M12 21s6.5-5.6 6.5-10.7a6.5 6.5 0 0 0-13 0C5.5 15.4 12 21 12 21ZM12 12.3a2.2 2.2 0 1 0 0-4.4a2.2 2.2 0 0 0 0 4.4Z",
  person: "M12 12a3.8 3.8 0 1 0 0-7.6A3.8 3.8 0 0 0 12 12ZM4.8 20c.5-3.5 3.5-5.4 7.2-5.4s6.7 1.9 7.2 5.4",
  reply: "M10 6.5l-5.5 5 5.5 5M5 11.5h8.5a6 6 0 0 1 6 6v.5",
  forward: "M14 6.5l5.5 5-5.5 5M19 11.5h-8.5a6 6 0 0 0-6 6v.5",
  edit: "M4.5 19.5l.9-4L15.8 5.1a2.2 2.2 0 0 1 3.1 3.1L8.5 18.6l-4 .9Z",
  trash: "M5 7h14M9.5 7V5.3a1 1 0 0 1 1-1h3a1 1 0 0 1 1 1V7M7 7l.7 11a1.8 1.8 0 0 0 1.8 1.7h5a1.8 1.8 0 0 0 1.8-1.7L17 7",
  copy: "M9.5 8.5h8a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2h-8a2 2 0 0 1-2-2v-8a2 2 0 0 1 2-2ZM16 5.5a2 2 0 0 0-2-2H6.5a2 2 0 0 0-2 2V13a2 2 0 0 0 2 2",
  clock: "M12 3.5a8.5 8.5 0 1 0 0 17a8.5 8.5 0 0 0 0-17ZM12 7.5V12l3 2",
  download: "M12 4.5v10M7.5 10.5l4.5 4.5 4.5-4.5M5 19.5h14",
  out: "M9 6.5h8.5V15M17 7L7 17",
  block: "M12 3.5a8.5 8.5 0 1 0 0 17a8.5 8.5 0 0 0 0-17ZM6.2 6.2l11.6 11.6",
  again: "M19.5 12a7.5 7.5 0 1 1-2.3-5.4M19.5 4.5v4h-4",
  play: "M8.5 5.8v12.4L18.5 12Z",
  pin: "M9 4h6l-.7 6.2 3.2 3.3H6.5l3.2-3.3ZM12 13.5V20",
  back: "M14.5 6l-6 6 6 6",
  chat: "M5.5 5h13a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2H11l-4.5 3.5V17h-1a2 2 0 0 1-2-2V7a2 2 0 0 1 2-2Z",
  flag: "M6 20.5v-16M6 5.5h11.5l-2.5 4 2.5 4H6",
  link: "M10.5 13.5a3.6 3.6 0 0 0 5.1 0l3-3a3.6 3.6 0 0 0-5.1-5.1l-.9.9M13.5 10.5a3.6 3.6 0 0 0-5.1 0l-3 3a3.6 3.6 0 0 0 5.1 5.1l.9-.9",
};

/** A decorative icon by name; the control that holds it carries the words. */
export function icon(name, extra = "") {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", `icon icon-${name} ${extra}`.trim());
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}

/** A round button that shows an icon only; its name is read aloud and shown as a hint. */
export function iconButton(name, label, onClick, extra = "") {
  return el("button", { type: "button", class: `iconbtn ${extra}`.trim(), "aria-label": label, title: label, on: { click: onClick } }, icon(name));
}

export const reducedMotion = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;
