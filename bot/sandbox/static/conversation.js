/** The middle of the client: a channel or direct message, a thread beside it, or the app's Home. */

import { blocks } from "./blocks.js";
import { button, iconButton } from "./buttons.js";
import { composer } from "./composer.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { flame, messageList } from "./messages.js";
import { openMenu } from "./overlays.js";
import {
  act, botDm, changed, channel, channelName, firstName, goTo, me, messagesIn, person, repliesTo, state, ui,
} from "./store.js";

const OFFLINE = "Firebreak is not connected, so nobody answers. Look at the terminal it was started in.";
const NO_PROMPT = "Nothing here yet. Firebreak writes when a standup is due: move the clock to the next morning.";
const NO_MESSAGES = "Nothing here yet. Say something, or type / to see the commands.";

const offline = () => !state.workspace.bot_connected && h("p", { class: "outage", role: "alert" }, OFFLINE);

function paneHeader(title, extra) {
  const dm = botDm();
  const atHome = ui.place.kind === "home";
  const tab = (label, place, here) => h("button", {
    type: "button", role: "tab", "aria-selected": String(here), class: here ? "here" : "", onclick: () => goTo(place),
  }, label);
  const tabs = () => h("div", { class: "tabs", role: "tablist", "aria-label": "Firebreak" },
    tab("Home", { kind: "home" }, atHome),
    dm && tab("Messages", { kind: "channel", id: dm.id }, !atHome));
  return h("header", { class: "pane-header" },
    h("h1", null, title),
    (atHome || ui.place.id === dm?.id) && tabs(),
    extra);
}

export function homePane() {
  const { home } = state;
  const content = home
    ? blocks({ kind: "home", key: `home ${home.id}`, view: home.id, blocks: home.blocks, written: home.written })
    : h("p", { class: "empty" }, "Firebreak has not put anything here yet.");
  return h("main", { class: "pane", key: `home ${state.me}` },
    paneHeader([flame(22), "Firebreak"]),
    offline(),
    h("div", { class: "scroll home", "data-testid": "home" }, content));
}

export function conversation() {
  const here = channel(ui.place?.id);
  if (!here) return h("main", { class: "pane" }, h("p", { class: "empty" }, "Choose a channel on the left."));
  const messages = messagesIn(here.id);
  const log = { role: "log", "aria-label": `Messages in ${channelName(here)}`, tabindex: "0", mounted: showNewest };
  return h("main", { class: "pane", key: `channel ${state.me} ${here.id}` },
    paneHeader(titleOf(here), here.kind === "im" ? hiding(here) : about(here)),
    offline(),
    h("div", { class: "scroll", "data-testid": "messages", ...log },
      h("div", { class: "fill" }),
      messages.length
        ? messageList(here.id, messages)
        : h("p", { class: "empty" }, here.with === state.bot ? NO_PROMPT : NO_MESSAGES)),
    footOf(here));
}

function titleOf(here) {
  if (here.kind === "im") return [person(here.with)?.is_bot && flame(22), channelName(here)];
  return [icon(here.kind === "private" ? "lock" : "hash", 18), here.name];
}

const about = (here) => h("div", { class: "about" },
  h("span", { class: "topic", title: here.topic }, here.topic),
  here.shared && h("span", { class: "quiet" }, "shared with another company"),
  h("span", { class: "quiet" }, `${here.members.length} members`),
  !me().is_guest && (here.is_member || me().is_admin) &&
    iconButton("More about this channel", "dots", (event) => openMenu(event, "Channel", deedsFor(here))),
  here.is_member && button("Leave", () => act({ do: "leave", channel: here.id })));

function deedsFor({ id, name, archived, kind, shared }) {
  const deed = (label, gesture) => ({ label, run: () => act({ channel: id, ...gesture }) });
  const rename = () => {
    const wanted = prompt("What should the channel be called?", name);
    if (wanted) act({ do: "rename", channel: id, name: wanted });
  };
  return [
    { label: "Rename", run: rename },
    deed(archived ? "Unarchive" : "Archive", { do: "archive", archived: !archived }),
    deed(kind === "public" ? "Make private" : "Make public", { do: "convert", private: kind === "public" }),
    deed(shared ? "Stop sharing" : "Share with another company", { do: "share", shared: !shared }),
  ];
}

const ARCHIVED = "This channel is archived. It can be read, and brought back by “Unarchive”.";

const footOf = (here) => {
  if (here.archived) return h("p", { class: "join" }, ARCHIVED);
  if (!here.is_member) return invitation(here);
  return composer(here.id, { placeholder: `Message ${here.kind === "im" ? "" : "#"}${channelName(here)}` });
};

const hiding = (here) =>
  here.with === state.bot && !here.hidden &&
    h("div", { class: "about" },
      h("span", { class: "topic" }),
      button("Hide", () => act({ do: "hide", channel: here.id })));

const invitation = (here) => h("div", { class: "join" },
  h("p", null, `${firstName(me())} is not in #${here.name}.`),
  button("Join", () => act({ do: "join", channel: here.id }), { look: "primary", "data-testid": "join" }));

export function threadPane() {
  const channelId = ui.place.id;
  const first = messagesIn(channelId).filter((message) => message.ts === ui.thread);
  const close = () => {
    ui.thread = null;
    changed();
  };
  const onkeydown = (event) => event.key === "Escape" && close();
  const key = `thread ${ui.thread}`;
  return h("aside", { class: "pane thread", "data-testid": "thread", "aria-label": "Thread", key, onkeydown },
    h("header", { class: "pane-header" }, h("h1", null, "Thread"), iconButton("Close thread", "close", close)),
    h("div", { class: "scroll", mounted: showNewest },
      messageList(channelId, [...first, ...repliesTo(channelId, ui.thread)], { inThread: true })),
    composer(channelId, { thread: ui.thread, placeholder: "Reply in the thread" }));
}

function showNewest(node) {
  const mark = node.querySelector(".new-line");
  if (mark) mark.scrollIntoView({ block: "center" });
  else node.scrollTop = node.scrollHeight;
}
