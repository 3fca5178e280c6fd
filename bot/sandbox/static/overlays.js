/** What floats over the page for a moment: menus, the question before something risky, and short notes. */

import { button, iconButton, linkButton } from "./buttons.js";
import { h } from "./dom.js";
import { changed, dismiss, ui } from "./store.js";
import { words } from "./text.js";

/** Opens a menu at the button that was pressed. Items: {label, note, danger, run} or {divider}; grid: side by side. */
export function openMenu(event, label, items, { grid = false } = {}) {
  const anchor = event.currentTarget;
  const box = anchor.getBoundingClientRect();
  ui.menu = { label, items, grid, anchor, box };
  changed();
}

export function closeMenu() {
  if (!ui.menu) return;
  const { anchor } = ui.menu;
  ui.menu = null;
  changed();
  if (anchor.isConnected) anchor.focus();
}

function placeMenu(node) {
  const { box } = ui.menu;
  const { width, height } = node.getBoundingClientRect();
  const below = box.bottom + 4 + height <= innerHeight;
  node.style.setProperty("top", `${Math.max(8, below ? box.bottom + 4 : box.top - 4 - height)}px`);
  node.style.setProperty("left", `${Math.max(8, Math.min(box.left, innerWidth - width - 8))}px`);
  node.querySelector("[role=menuitem]")?.focus();
}

function steerMenu(event) {
  const items = [...event.currentTarget.querySelectorAll("[role=menuitem]")];
  const at = items.indexOf(document.activeElement);
  const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
  if (step) items[(at + step + items.length) % items.length]?.focus();
  else if (event.key === "Escape" || event.key === "Tab") closeMenu();
  else return;
  event.preventDefault();
  event.stopPropagation();
}

export function menu() {
  if (!ui.menu) return null;
  const { label, items, grid } = ui.menu;
  const leave = (event) => event.target === event.currentTarget && closeMenu();
  return h("div", { class: "menu-shade", onmousedown: leave },
    h("div", {
      class: `menu ${grid ? "grid" : ""}`, role: "menu", "aria-label": label, mounted: placeMenu, onkeydown: steerMenu,
    }, items.map((item) => (item.divider ? h("p", { class: "menu-title" }, item.divider) : menuItem(item)))));
}

function menuItem({ label, note, danger, title, run }) {
  const onclick = () => {
    closeMenu();
    run();
  };
  const look = { class: danger ? "danger" : "", title, "aria-label": title };
  return h("button", { role: "menuitem", type: "button", ...look, onclick },
    h("span", null, label), note ? h("small", null, note) : null);
}

/** Asks Slack's confirm object ({title, text, confirm, deny, style}); true when the person goes on. */
export function ask(question) {
  const from = document.activeElement;
  return new Promise((resolve) => {
    const answer = (yes) => {
      ui.confirm = null;
      changed();
      if (from?.isConnected) from.focus();
      resolve(yes);
    };
    ui.confirm = { question, answer };
    changed();
  });
}

export function confirmDialog() {
  if (!ui.confirm) return null;
  const { question, answer } = ui.confirm;
  const yes = { look: question.style === "danger" ? "danger filled" : "primary", "data-testid": "confirm-yes" };
  return h("div", { class: "shade confirm-shade" },
    h("div", {
      class: "dialog small", role: "alertdialog", "data-testid": "confirm",
      "aria-labelledby": "confirm-title", "aria-describedby": "confirm-text",
      onkeydown: (event) => event.key === "Escape" && answer(false),
    },
    h("h2", { id: "confirm-title" }, words(question.title)),
    h("div", { id: "confirm-text", class: "dialog-body" }, words(question.text)),
    h("footer", null,
      button(words(question.deny), () => answer(false), { "data-testid": "confirm-deny" }),
      button(words(question.confirm), () => answer(true), { ...yes, mounted: (node) => node.focus() }))));
}

/** Refusals stand where the eye is, news from others in the corner. */
export const toasts = () => ["bad", "plain"].map((kind) =>
  h("div", { class: `toasts ${kind}`, role: kind === "bad" ? "alert" : "status" },
    ui.toasts.filter((note) => note.kind === kind).map(toast)));

function toast({ id, text, action }) {
  const act = () => {
    dismiss(id);
    action.run();
  };
  return h("div", { class: "toast", key: `toast-${id}`, "data-testid": "toast" },
    h("span", null, text),
    action && linkButton(action.label, act),
    iconButton("Dismiss", "close", () => dismiss(id)));
}
