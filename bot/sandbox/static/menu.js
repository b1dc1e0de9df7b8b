/* A pop-up menu: by a button, or where the pointer is. One at a time; arrows, Home, End, Enter, Esc. */

import { el, icon } from "./dom.js";

let closeCurrent = null;

/**
 * openMenu(where, items, label): `where` is an element (the menu hangs from it) or {x, y};
 * items are {icon?, text, note?, run, danger?, disabled?} or null for a line between groups.
 */
export function openMenu(where, items, label) {
  closeCurrent?.();
  const before = document.activeElement;
  const menu = el("div", { class: "menu", role: "menu", "aria-label": label, tabindex: "-1" });
  for (const item of items) menu.append(item ? entry(item) : el("div", { class: "menu-line", role: "separator" }));
  const host = document.querySelector("dialog[open]") ?? document.body;
  host.append(menu);
  place(menu, where);
  const expander = where instanceof Element ? where : null;
  expander?.setAttribute("aria-expanded", "true");

  function close(returnFocus = true) {
    if (closeCurrent !== close) return;
    closeCurrent = null;
    menu.remove();
    expander?.setAttribute("aria-expanded", "false");
    document.removeEventListener("pointerdown", outside, true);
    window.removeEventListener("resize", quietly);
    window.removeEventListener("blur", quietly);
    if (returnFocus && before?.isConnected) before.focus({ preventScroll: true });
  }
  const quietly = () => close(false);
  const outside = (event) => {
    if (!menu.contains(event.target)) close(false);
    if (expander?.contains(event.target)) swallowClick(expander);
  };

  function entry(item) {
    return el(
      "button",
      {
        type: "button",
        role: "menuitem",
        class: item.danger ? "menu-item danger" : "menu-item",
        disabled: item.disabled,
        tabindex: "-1",
        on: {
          click: () => {
            close();
            item.run();
          },
        },
      },
      item.icon ? icon(item.icon) : null,
      el("span", { class: "menu-words" }, el("span", { class: "menu-text" }, item.text), item.note ? el("span", { class: "menu-note" }, item.note) : null),
    );
  }

  menu.addEventListener("keydown", (event) => {
    if (event.key === "Escape" || event.key === "Tab") {
      event.preventDefault();
      event.stopPropagation();
      close();
      return;
    }
    const all = [...menu.querySelectorAll("[role=menuitem]:not([disabled])")];
    const at = all.indexOf(document.activeElement);
    const to = { ArrowDown: (at + 1) % all.length, ArrowUp: at <= 0 ? all.length - 1 : at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    all[to]?.focus();
  });
  menu.addEventListener("contextmenu", (event) => event.preventDefault());
  document.addEventListener("pointerdown", outside, true);
  window.addEventListener("resize", quietly);
  window.addEventListener("blur", quietly);
  closeCurrent = close;
  menu.querySelector("[role=menuitem]:not([disabled])")?.focus({ preventScroll: true });
}

/* The press that closed the menu must not open it again. */
function swallowClick(element) {
  const stop = (event) => {
    event.stopImmediatePropagation();
    event.preventDefault();
  };
  element.addEventListener("click", stop, { capture: true, once: true });
  setTimeout(() => element.removeEventListener("click", stop, { capture: true }), 400);
}

const EDGE = 8;

function place(menu, where) {
  const box = menu.getBoundingClientRect();
  const anchor = where instanceof Element ? where.getBoundingClientRect() : new DOMRect(where.x, where.y, 0, 0);
  let left = anchor.left;
  if (left + box.width > innerWidth - EDGE) left = anchor.right - box.width;
  let top = anchor.bottom + (anchor.height ? 6 : 0);
  if (top + box.height > innerHeight - EDGE) top = anchor.top - box.height - (anchor.height ? 6 : 0);
  menu.style.left = `${Math.max(EDGE, Math.min(left, innerWidth - box.width - EDGE))}px`;
  menu.style.top = `${Math.max(EDGE, Math.min(top, innerHeight - box.height - EDGE))}px`;
}
