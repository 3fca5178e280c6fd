/** The messages of a channel or a thread, and what can be done with each. */

import { blocks } from "./blocks.js";
import { button, iconButton } from "./buttons.js";
import { h } from "./dom.js";
import { TO_REACT_WITH, emoji } from "./emoji.js";
import { fileCards } from "./files.js";
import { icon } from "./icons.js";
import { ask, openMenu } from "./overlays.js";
import { act, changed, me, nameOf, now, person, repliesTo, state, ui } from "./store.js";
import { mrkdwn, unescaped } from "./text.js";
import { dateOf, dayHeading, fullMoment, timeOf } from "./time.js";

export const flame = (size) =>
  h("img", { class: "avatar", src: "/static/flame.svg", alt: "", width: size, height: size });

export function avatar(someone, size = 36) {
  if (!someone || someone.is_bot) return flame(size);
  const initials = someone.real_name.split(/\s+/).map((word) => word[0]).slice(0, 2).join("").toUpperCase();
  const [edge, letters] = [`${size}px`, `${size * 0.4}px`];
  const style = { background: someone.colour, width: edge, height: edge, "font-size": letters };
  return h("span", { class: "avatar", "aria-hidden": "true", style }, initials);
}

/** `inThread`: the messages stand in a thread's pane, where no further thread can begin. */
export function messageList(channelId, messages, { inThread = false } = {}) {
  const shown = messages.filter((message) => !message.deleted || message.reply_count);
  const zone = me().tz;
  const dayOf = (message) => dateOf(new Date(message.at), zone);
  return shown.map((message, index) => {
    const before = shown[index - 1];
    const newDay = !inThread && (!before || dayOf(before) !== dayOf(message));
    const firstNew = !inThread && ui.newSince[channelId] === message.ts;
    const heading = dayHeading(new Date(message.at), now(), zone);
    return [
      newDay && h("div", { class: "day", key: `day-${message.ts}` }, h("span", null, heading)),
      firstNew && h("div", { class: "new-line", key: "new-line", role: "separator" }, h("span", null, "New")),
      messageRow(channelId, message, { continued: !newDay && !firstNew && continues(before, message), inThread }),
    ];
  });
}

const isTyped = (message) => !message.blocks || !person(message.user)?.is_bot;

const continues = (before, message) => before?.user === message.user && isTyped(message)
  && !before.ephemeral && !message.ephemeral && !before.reply_count && !before.deleted
  && new Date(message.at) - new Date(before.at) < 300_000;

function messageRow(channelId, message, { continued, inThread }) {
  const author = person(message.user);
  const at = new Date(message.at);
  const clock = timeOf(at, me().tz);
  const time = h("time", { datetime: message.at, title: fullMoment(at, me().tz) }, clock);
  const highlighted = ui.highlighted === message.ts;
  const classes = ["message", continued && "continued", message.ephemeral && "ephemeral", highlighted && "highlighted"];
  return h("article", {
    key: `${message.ts} ${message.ephemeral}`, class: classes.filter(Boolean).join(" "),
    "data-testid": `message-${message.ts}`, "aria-label": `${nameOf(message.user)}, ${clock}`,
    mounted: highlighted ? (node) => node.scrollIntoView({ block: "center" }) : null,
  },
  h("div", { class: "gutter" }, continued ? time : avatar(author)),
  h("div", { class: "content" },
    message.ephemeral && h("p", { class: "only-you" }, icon("eye", 14), "Only visible to you"),
    !continued && h("header", null,
      h("strong", null, nameOf(message.user)), author?.is_bot && h("span", { class: "app-tag" }, "app"), time),
    content(channelId, message),
    fileCards(message.files),
    reactions(channelId, message),
    message.reply_count > 0 && !inThread && threadLink(channelId, message)),
  !message.ephemeral && !message.deleted && toolbar(channelId, message, inThread));
}

function content(channelId, message) {
  const key = `${channelId} ${message.ts}`;
  if (message.deleted) return h("p", { class: "quiet" }, "This message was deleted.");
  if (ui.editing?.key === key) return editor(channelId, message);
  const mark = message.edited && h("span", { class: "edited" }, " (edited)");
  if (!message.blocks?.length) return h("div", { class: "text" }, mrkdwn(message.text ?? ""), mark);
  const { blocks: shown, written } = message;
  const surface = { kind: "message", key, blocks: shown, written, message: { channel: channelId, ts: message.ts } };
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
    h("textarea", {
      class: "field", rows: 2, value: ui.editing.text, "aria-label": "Edit message", "data-testid": "edit-message",
      mounted: (node) => node.focus(), onkeydown,
      oninput: (event) => Object.assign(ui.editing, { text: event.target.value }),
    }),
    button("Cancel", close),
    button("Save", save, { look: "primary" }));
}

const react = (channelId, message, name, remove) =>
  act({ do: "react", channel: channelId, ts: message.ts, name, remove });

function reactions(channelId, message) {
  if (!message.reactions?.length) return null;
  return h("div", { class: "reactions" }, message.reactions.map(({ name, users }) => {
    const mine = users.includes(state.me);
    return h("button", {
      key: name, type: "button", class: `reaction ${mine ? "mine" : ""}`, "aria-pressed": String(mine),
      title: `${users.map(nameOf).join(", ")} :${name}:`, "aria-label": `${name}, ${users.length}`,
      onclick: () => react(channelId, message, name, mine),
    }, emoji(name), h("span", null, users.length));
  }));
}

const openThread = (message) => {
  ui.thread = message.thread_ts ?? message.ts;
  changed();
};

function threadLink(channelId, message) {
  const faces = [...new Set(repliesTo(channelId, message.ts).map((reply) => reply.user))].slice(0, 4);
  const onclick = () => openThread(message);
  return h("button", { type: "button", class: "thread-link", "data-testid": `thread-${message.ts}`, onclick },
    faces.map((id) => avatar(person(id), 20)),
    `${message.reply_count} ${message.reply_count === 1 ? "reply" : "replies"}`);
}

function toolbar(channelId, message, inThread) {
  const signs = TO_REACT_WITH.map((name) =>
    ({ label: emoji(name), title: name, run: () => react(channelId, message, name, false) }));
  return h("div", { class: "toolbar" },
    iconButton("Add reaction", "smile", (event) => openMenu(event, "Reactions", signs, { grid: true })),
    !inThread && iconButton("Reply in thread", "reply", () => openThread(message)),
    iconButton("More actions", "dots", (event) => openMenu(event, "Message", itemsFor(channelId, message))));
}

function itemsFor(channelId, message) {
  const where = { channel: channelId, ts: message.ts };
  const shortcuts = state.workspace.shortcuts.filter((shortcut) => shortcut.type === "message");
  const items = [{ divider: "Firebreak" }, ...shortcuts.map(({ name, description, callback_id }) =>
    ({ label: name, note: description, run: () => act({ do: "shortcut", callback_id, ...where }) }))];
  if (message.user !== state.me && !me().is_admin) return items;
  const edit = () => {
    ui.editing = { key: `${channelId} ${message.ts}`, text: readable(message.text) };
    changed();
  };
  const remove = async () => {
    if (await ask(DELETION)) act({ do: "delete", ...where });
  };
  const deletion = { label: "Delete", danger: true, run: remove };
  if (message.user !== state.me) return [...items, { divider: "As an admin" }, deletion];
  return [...items, { divider: "Your own message" }, { label: "Edit", run: edit }, deletion];
}

const DELETION = {
  title: "Delete this message?", text: "It disappears for everybody.",
  confirm: "Delete", deny: "Keep it", style: "danger",
};

/** Slack's stored text as it was typed: names instead of ids, signs instead of entities. */
const readable = (text) => unescaped(text
  .replace(/<@(\w+)(?:\|[^>]*)?>/g, (_, id) => `@${person(id)?.name ?? id}`)
  .replace(/<#\w+\|([^>]*)>/g, "#$1")
  .replace(/<!(here|channel|everyone)>/g, "@$1")
  .replace(/<([^<>|]+)(?:\|[^>]*)?>/g, "$1"));
