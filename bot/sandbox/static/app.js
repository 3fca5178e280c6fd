/** The page: draws everything from the state, and keeps focus and scroll where the person left them. */

import { conversation, homePane, threadPane } from "./conversation.js";
import { h, render } from "./dom.js";
import { hints } from "./hints.js";
import { inspector, readTraffic } from "./inspector.js";
import { closeModal, modal, topView } from "./modal.js";
import { confirmDialog, menu, toasts } from "./overlays.js";
import { sidebar } from "./sidebar.js";
import { changed, markRead, onChange, start, state, ui } from "./store.js";
import { personas, topbar } from "./topbar.js";

const SILENCE = "The sandbox does not answer. Is the program still running? This page connects again by itself.";
const FIELDS = ".dialog-body input, .dialog-body textarea, .dialog-body select, .dialog-body summary";

const root = document.getElementById("app");
let drawnVersion = null;
let openView = null;
let cameFrom = null;

function page() {
  if (!state) return h("p", { class: "starting" }, ui.online ? "Opening the sandbox…" : SILENCE);
  return h("div", { class: "page" },
    topbar(),
    personas(),
    !ui.online && h("p", { class: "outage", role: "alert" }, SILENCE),
    h("div", { class: "client" },
      h("div", { class: "panes", inert: Boolean(topView() || ui.confirm) },
        sidebar(),
        ui.place?.kind === "home" ? homePane() : conversation(),
        ui.thread ? threadPane() : hints()),
      modal(),
      confirmDialog()),
    inspector(),
    toasts(),
    menu());
}

function draw() {
  if (state && topView() && !openView) cameFrom = document.activeElement;
  const reading = [...root.querySelectorAll(".scroll:not(.home)")].filter(isAtTheEnd);
  render(root, page());
  for (const node of reading) if (node.isConnected) node.scrollTop = node.scrollHeight;
  if (!state) return;
  moveFocus();
  markRead();
  if (state.version !== drawnVersion) readTraffic();
  drawnVersion = state.version;
  const unread = state.channels.reduce((sum, it) => sum + it.unread, 0);
  document.title = `${unread ? `(${unread}) ` : ""}${state.workspace.name} sandbox`;
}

const isAtTheEnd = (node) => node.scrollHeight - node.scrollTop - node.clientHeight < 40;

/** A new modal takes the focus; when the last one closes, the focus returns to where the person was. */
function moveFocus() {
  const view = topView()?.id ?? null;
  if (view === openView) return;
  openView = view;
  if (view) (document.querySelector(FIELDS) ?? document.querySelector(".dialog")).focus();
  else if (cameFrom?.isConnected) cameFrom.focus();
}

document.addEventListener("keydown", (event) => {
  const elsewhere = event.defaultPrevented || ui.confirm || ui.menu || event.target.closest?.(".dialog");
  if (event.key === "Escape" && !elsewhere && state && topView()) closeModal(topView());
});
document.addEventListener("visibilitychange", changed);
onChange(draw);
start();
