/** Where people write: commands, names and channels are completed while they type. */

import { iconButton } from "./buttons.js";
import { h } from "./dom.js";
import { attachButton, attached } from "./files.js";
import { icon } from "./icons.js";
import { attach, attachedIn, compose, composedIn } from "./inputs.js";
import { openMenu } from "./overlays.js";
import { act, changed, firstName, me, state, toast } from "./store.js";

let completing = null;

/** The suggestions for what stands before the caret: {from, options: [{insert, label, note}], index} or nothing. */
function suggestionsFor(text, caret) {
  const before = text.slice(0, caret);
  if (/^\/\S*$/.test(before)) return offered(0, state.workspace.commands.map(asCommand), before, true);
  const named = /(?:^|\s)([@#][\w-]*)$/.exec(before)?.[1];
  if (named) return offered(caret - named.length, named[0] === "@" ? people() : channels(), named, true);
  const known = state.workspace.commands.find((each) => before.startsWith(`${each.command} `));
  return known?.usage_hint ? offered(0, known.usage_hint.split(" | ").map(asUsage(known)), before, false) : null;
}

const asCommand = ({ command, description }) => ({ insert: `${command} `, label: command, note: description });
const asUsage = ({ command }) => (usage) => ({ insert: `${command} ${usage}`, label: `${command} ${usage}`, note: "" });
const people = () => state.people.filter((each) => !each.deleted).map(({ name, real_name: realName, title }) =>
  ({ insert: `@${name} `, label: `@${name}`, note: [realName, title].filter(Boolean).join(", ") }));
const channels = () => state.channels.filter((each) => each.kind !== "im").map(({ name, topic }) =>
  ({ insert: `#${name} `, label: `#${name}`, note: topic }));

/** An eager list has its first line chosen already, so that Enter takes it. */
function offered(from, options, typed, eager) {
  const begins = (option) => option.label.toLowerCase().startsWith(typed.toLowerCase());
  const fitting = options.filter((option) => begins(option) && option.label !== typed).slice(0, 8);
  const finished = options.some((option) => option.label === typed);
  return fitting.length ? { from, options: fitting, index: eager && !finished ? 0 : -1 } : null;
}

/** For those who wrote something into the composer on the person's behalf. */
export function focusComposer() {
  setTimeout(() => document.querySelector("[data-testid=composer]")?.focus());
}

export function composer(channelId, { thread = null, placeholder }) {
  const text = composedIn(channelId, thread);
  const key = `${channelId} ${thread ?? ""}`;
  const list = completing?.key === key ? completing : null;
  const write = (value) => compose(channelId, thread, value);
  const files = attachedIn(channelId, thread);
  const nothing = !text.trim() && !files.length;

  const send = async (event) => {
    if (nothing) return;
    const read = event.target.closest(".pane").querySelector(".scroll");
    if (thread && text.startsWith("/")) {
      toast("Slack takes no commands in threads. Type it in the channel.", null, "bad");
      return;
    }
    completing = null;
    write("");
    attach(channelId, thread, []);
    // Whoever sends something looks at what comes of it.
    read.scrollTop = read.scrollHeight;
    const answer = await act({ do: "say", channel: channelId, text: text.trim(), thread_ts: thread, files });
    // A refused text comes back, unless something new was begun meanwhile.
    if (answer.ok) return;
    if (!composedIn(channelId, thread)) write(text);
    attach(channelId, thread, files);
  };
  const suggest = (node) => {
    const found = suggestionsFor(node.value, node.selectionStart);
    completing = found && { ...found, key };
    write(node.value);
  };
  const take = (option, node) => {
    const caret = list.from + option.insert.length;
    // Set at once, not with the next drawing: the person may already be typing on.
    node.value = text.slice(0, list.from) + option.insert + text.slice(node.selectionStart).replace(/^ /, "");
    node.setSelectionRange(caret, caret);
    suggest(node);
  };
  const onkeydown = (event) => {
    if (event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const picks = event.key === "Tab" || (event.key === "Enter" && list?.index >= 0);
    if (list && step) list.index = (list.index + step + list.options.length) % list.options.length;
    else if (list && picks && !event.shiftKey) take(list.options[Math.max(list.index, 0)], event.target);
    else if (list && event.key === "Escape") completing = null;
    else if (event.key === "Enter" && !event.shiftKey) send(event);
    else return;
    event.preventDefault();
    event.stopPropagation();
    changed();
  };
  const name = thread ? "thread-composer" : "composer";
  const sender = firstName(me());
  const press = (option) => (event) => {
    event.preventDefault();
    take(option, event.target.closest(".composer").querySelector("textarea"));
  };
  return h("div", { class: "composer", key: `composer ${state.me} ${key}` },
    list && suggestions(list, name, press),
    attached(files, (id) => attach(channelId, thread, files.filter((each) => each !== id))),
    h("div", { class: "composer-box" },
      shortcutsButton(),
      attachButton(name, (ids) => attach(channelId, thread, [...attachedIn(channelId, thread), ...ids])),
      h("textarea", {
        "data-testid": name, "aria-label": placeholder, placeholder, value: text,
        rows: Math.min(8, text.split("\n").length), role: "combobox", "aria-expanded": String(Boolean(list)), "aria-controls": `${name}-list`,
        "aria-autocomplete": "list", "aria-activedescendant": list?.index >= 0 ? `${name}-${list.index}` : null,
        oninput: (event) => suggest(event.target), onkeydown, onblur: stopCompleting,
      }),
      h("button", {
        type: "button", class: "send", "data-testid": thread ? "thread-send" : "send",
        "aria-label": `Send as ${sender}`, title: `Send as ${sender}`, disabled: nothing, onclick: send,
      }, icon("send", 18))),
    h("p", { class: "composer-help" },
      h("kbd", null, "Enter"), " sends as ", h("b", null, sender), ", ", h("kbd", null, "/"), " lists commands, ",
      h("kbd", null, "@"), " and ", h("kbd", null, "#"), " complete names"));
}

function stopCompleting() {
  completing = null;
  changed();
}

function suggestions(list, name, press) {
  const row = (option, index) => h("li", {
    role: "option", id: `${name}-${index}`, "aria-selected": String(index === list.index),
    class: index === list.index ? "chosen" : "", onmousedown: press(option),
  }, h("b", null, option.label), h("span", null, option.note));
  return h("ul", { class: "suggestions", role: "listbox", id: `${name}-list`, "aria-label": "Suggestions" },
    list.options.map(row));
}

function shortcutsButton() {
  const shortcuts = state.workspace.shortcuts.filter((shortcut) => shortcut.type === "global");
  if (!shortcuts.length) return null;
  const items = shortcuts.map(({ name, description, callback_id }) =>
    ({ label: name, note: description, run: () => act({ do: "shortcut", callback_id, channel: null, ts: null }) }));
  const open = (event) => openMenu(event, "Shortcuts", [{ divider: "Shortcuts" }, ...items]);
  return iconButton("Shortcuts", "bolt", open, { "data-testid": "shortcuts", "aria-haspopup": "menu" });
}
