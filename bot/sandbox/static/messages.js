/** The messages of a channel or a thread, and what can be done with each. */

import { blocks } from "./blocks.js";
import { h } from "./dom.js";
import { TO_REACT_WITH, emoji } from "./emoji.js";
import { icon } from "./icons.js";
import { ask, openMenu } from "./overlays.js";
import { act, changed, firstName, me, nameOf, now, person, repliesTo, state, ui } from "./store.js";
import { mrkdwn } from "./text.js";
import { dateOf, dayHeading, fullMoment, timeOf } from "./time.js";

export const flame = (size) => h("img", { class: "avatar", src: "/static/flame.svg", alt: "", width: size, height: size });

export function avatar(someone, size = 36) {
  if (!someone || someone.is_bot) return flame(size);
  const initials = someone.real_name.split(/\s+/).map((word) => word[0]).slice(0, 2).join("").toUpperCase();
  return h("span", { class: "avatar", "aria-hidden": "true",
    style: { background: someone.colour, width: `${size}px`, height: `${size}px`, "font-size": `${size * 0.4}px` } }, initials);
}

/** `thread`: the messages stand in a thread's pane, where no further thread can begin. */
export function messageList(channelId, messages, { thread = null } = {}) {
  const shown = messages.filter((message) => !message.deleted || message.reply_count);
  const zone = me().tz;
  return shown.map((message, index) => {
    const before = shown[index - 1];
    const at = new Date(message.at);
    const newDay = !before || dateOf(new Date(before.at), zone) !== dateOf(at, zone);
    const first = ui.newSince[channelId] === message.ts && !thread;
    return [
      newDay && !thread && h("div", { class: "day", key: `day-${message.ts}` }, h("span", null, dayHeading(at, now(), zone))),
      first && h("div", { class: "new-line", key: "new-line", role: "separator" }, h("span", null, "New")),
      messageRow(channelId, message, !newDay && !first && continues(before, message), thread),
    ];
  });
}

const continues = (before, message) => before && before.user === message.user && !before.ephemeral && !message.ephemeral
  && !before.reply_count && !before.deleted && !message.blocks && new Date(message.at) - new Date(before.at) < 300_000;

function messageRow(channelId, message, continued, thread) {
  const author = person(message.user);
  const at = new Date(message.at);
  const classes = ["message", continued && "continued", message.ephemeral && "ephemeral", ui.highlighted === message.ts && "highlighted"];
  const moment = h("time", { datetime: message.at, title: fullMoment(at, me().tz) }, timeOf(at, me().tz));
  return h("article", { key: `${message.ts}${message.ephemeral}`, class: classes.filter(Boolean).join(" "), "data-testid": `message-${message.ts}`,
    "aria-label": `${nameOf(message.user)}, ${timeOf(at, me().tz)}`,
    mounted: ui.highlighted === message.ts ? (node) => node.scrollIntoView({ block: "center" }) : null },
  h("div", { class: "gutter" }, continued ? moment : avatar(author)),
  h("div", { class: "content" },
    message.ephemeral && h("p", { class: "only-you" }, icon("eye", 14), "Only visible to you"),
    !continued && h("header", null, h("strong", null, nameOf(message.user)), author?.is_bot && h("span", { class: "app-tag" }, "app"), moment),
    content(channelId, message),
    reactions(channelId, message),
    message.reply_count > 0 && !thread && threadLink(channelId, message)),
  !message.ephemeral && !message.deleted && toolbar(channelId, message, thread));
}

function content(channelId, message) {
  const key = `${channelId} ${message.ts}`;
  if (message.deleted) return h("p", { class: "quiet" }, "This message was deleted.");
  if (ui.editing?.key === key) return editor(channelId, message);
  const mark = message.edited && h("span", { class: "edited" }, " (edited)");
  if (!message.blocks?.length) return h("div", { class: "text" }, mrkdwn(message.text ?? ""), mark);
  const surface = { kind: "message", key, blocks: message.blocks, message: { channel: channelId, ts: message.ts } };
  return [blocks(surface), mark];
}

function editor(channelId, message) {
  const close = () => {
    ui.editing = null;
    changed();
  };
  const save = async () => {
    const answer = await act({ do: "edit", channel: channelId, ts: message.ts, text: ui.editing.text });
    if (answer.ok) close();
  };
  const onkeydown = (event) => {
    if (event.key === "Escape") close();
    else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) save();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return h("div", { class: "editor" },
    h("textarea", { class: "field", rows: 2, value: ui.editing.text, "aria-label": "Edit message", "data-testid": "edit-message", onkeydown,
      mounted: (node) => node.focus(), oninput: (event) => Object.assign(ui.editing, { text: event.target.value }) }),
    h("button", { type: "button", class: "button", onclick: close }, "Cancel"),
    h("button", { type: "button", class: "button primary", onclick: save }, "Save"));
}

const react = (channelId, message, name, remove) => act({ do: "react", channel: channelId, ts: message.ts, name, remove });

function reactions(channelId, message) {
  if (!message.reactions?.length) return null;
  return h("div", { class: "reactions" }, message.reactions.map(({ name, users }) => {
    const mine = users.includes(state.me);
    return h("button", { key: name, type: "button", class: `reaction ${mine ? "mine" : ""}`, "aria-pressed": String(mine), title: `${users.map(nameOf).join(", ")} :${name}:`,
      "aria-label": `${name}, ${users.length}`, onclick: () => react(channelId, message, name, mine) }, emoji(name), h("span", null, users.length));
  }));
}

const openThread = (message) => {
  ui.thread = message.thread_ts ?? message.ts;
  changed();
};

function threadLink(channelId, message) {
  const faces = [...new Set(repliesTo(channelId, message.ts).map((reply) => reply.user))].slice(0, 4);
  return h("button", { type: "button", class: "thread-link", "data-testid": `thread-${message.ts}`, onclick: () => openThread(message) },
    faces.map((id) => avatar(person(id), 20)), `${message.reply_count} ${message.reply_count === 1 ? "reply" : "replies"}`);
}

function toolbar(channelId, message, thread) {
  const tool = (label, sign, onclick) => h("button", { type: "button", class: "quiet-icon", title: label, "aria-label": label, onclick }, icon(sign));
  return h("div", { class: "toolbar" },
    tool("Add reaction", "smile", (event) => openMenu(event, "Reactions", TO_REACT_WITH.map((name) =>
      ({ label: emoji(name), title: name, run: () => react(channelId, message, name, false) })), { grid: true })),
    !thread && tool("Reply in thread", "reply", () => openThread(message)),
    tool("More actions", "dots", (event) => openMenu(event, "Message", itemsFor(channelId, message))));
}

function itemsFor(channelId, message) {
  const shortcuts = state.workspace.shortcuts.filter((shortcut) => shortcut.type === "message").map((shortcut) => ({
    label: shortcut.name, note: shortcut.description,
    run: () => act({ do: "shortcut", callback_id: shortcut.callback_id, channel: channelId, ts: message.ts }) }));
  const items = [{ divider: "Firebreak" }, ...shortcuts];
  if (message.user !== state.me) return items;
  const edit = () => {
    ui.editing = { key: `${channelId} ${message.ts}`, text: readable(message.text) };
    changed();
  };
  const remove = async () => {
    const sure = await ask({ title: "Delete this message?", text: "It disappears for everybody.", confirm: "Delete", deny: "Keep it", style: "danger" });
    if (sure) act({ do: "delete", channel: channelId, ts: message.ts });
  };
  return [...items, { divider: `${firstName(me())}’s own message` }, { label: "Edit", run: edit }, { label: "Delete", danger: true, run: remove }];
}

/** Slack's stored text as it was typed: names instead of ids, signs instead of entities. */
const readable = (text) => text.replace(/<@(\w+)(?:\|[^>]*)?>/g, (_, id) => `@${person(id)?.name ?? id}`)
  .replace(/<#\w+\|([^>]*)>/g, "#$1").replace(/<([^<>|]+)(?:\|[^>]*)?>/g, "$1")
  .replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&");
