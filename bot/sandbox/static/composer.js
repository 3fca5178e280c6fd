/** Where people write: commands, names and channels are completed while they type. */

import { h } from "./dom.js";
import { icon } from "./icons.js";
import { compose, composedIn } from "./inputs.js";
import { openMenu } from "./overlays.js";
import { act, changed, firstName, me, state } from "./store.js";

let completing = null;

/** The suggestions for what stands before the caret: {from, options: [{insert, label, note}], eager}. */
function suggestionsFor(text, caret) {
  const before = text.slice(0, caret);
  const command = /^\/\S*$/.exec(before);
  if (command) return offered(0, state.workspace.commands.map((each) => ({ insert: `${each.command} `, label: each.command, note: each.description })), before, true);
  const named = /(^|\s)([@#])([\w-]*)$/.exec(before);
  if (named) {
    const from = caret - named[3].length - 1;
    const people = state.people.filter((each) => !each.deleted).map((each) => ({ insert: `@${each.name} `, label: `@${each.name}`, note: `${each.real_name}, ${each.title}` }));
    const channels = state.channels.filter((each) => each.kind !== "im").map((each) => ({ insert: `#${each.name} `, label: `#${each.name}`, note: each.topic }));
    return offered(from, named[2] === "@" ? people : channels, before.slice(from), true);
  }
  const known = state.workspace.commands.find((each) => before.startsWith(`${each.command} `));
  if (!known?.usage_hint) return null;
  const hints = known.usage_hint.split(" | ").map((usage) => ({ insert: `${known.command} ${usage}`, label: `${known.command} ${usage}`, note: "" }));
  return offered(0, hints, before, false);
}

/** An eager list has its first line chosen already, so that Enter takes it. */
function offered(from, options, typed, eager) {
  const fitting = options.filter((option) => option.label.toLowerCase().startsWith(typed.toLowerCase()) && option.label !== typed).slice(0, 8);
  const exact = options.some((option) => option.label === typed);
  return fitting.length ? { from, options: fitting, index: eager && !exact ? 0 : -1 } : null;
}

/** Lets the wishes of other parts of the page in: a hint that writes a command for the person. */
export function focusComposer() {
  setTimeout(() => document.querySelector("[data-testid=composer]")?.focus());
}

export function composer(channelId, { thread = null, placeholder }) {
  const text = composedIn(channelId, thread);
  const key = `${channelId} ${thread ?? ""}`;
  const list = completing?.key === key ? completing : null;
  const write = (value) => compose(channelId, thread, value);

  const send = async () => {
    if (!text.trim()) return;
    completing = null;
    write("");
    const answer = await act({ do: "say", channel: channelId, text: text.trim(), thread_ts: thread });
    // A refused text comes back, unless something new was begun meanwhile.
    if (!answer.ok && !composedIn(channelId, thread)) write(text);
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
    else if (event.key === "Enter" && !event.shiftKey) send();
    else return;
    event.preventDefault();
    event.stopPropagation();
    changed();
  };
  const name = thread ? "thread-composer" : "composer";
  return h("div", { class: "composer", key: `composer ${state.me} ${key}` },
    list && suggestions(list, name, (option) => (event) => {
      event.preventDefault();
      take(option, event.target.closest(".composer").querySelector("textarea"));
    }),
    h("div", { class: "composer-box" },
      shortcutsButton(),
      h("textarea", { "data-testid": name, "aria-label": placeholder, placeholder, rows: Math.min(8, text.split("\n").length), value: text,
        role: "combobox", "aria-expanded": String(Boolean(list)), "aria-controls": `${name}-list`, "aria-autocomplete": "list",
        "aria-activedescendant": list?.index >= 0 ? `${name}-${list.index}` : null, oninput: (event) => suggest(event.target), onkeydown,
        onblur: () => {
          completing = null;
          changed();
        } }),
      h("button", { type: "button", class: "send", "data-testid": thread ? "thread-send" : "send", "aria-label": `Send as ${firstName(me())}`, title: `Send as ${firstName(me())}`,
        disabled: !text.trim(), onclick: send }, icon("send", 18))),
    h("p", { class: "composer-help" }, h("kbd", null, "Enter"), " sends as ", h("b", null, firstName(me())), ", ", h("kbd", null, "/"), " lists commands, ",
      h("kbd", null, "@"), " and ", h("kbd", null, "#"), " complete names"));
}

const suggestions = (list, name, onPress) => h("ul", { class: "suggestions", role: "listbox", id: `${name}-list`, "aria-label": "Suggestions" }, list.options.map((option, index) =>
  h("li", { role: "option", id: `${name}-${index}`, "aria-selected": String(index === list.index), class: index === list.index ? "chosen" : "", onmousedown: onPress(option) },
    h("b", null, option.label), h("span", null, option.note))));

function shortcutsButton() {
  const shortcuts = state.workspace.shortcuts.filter((shortcut) => shortcut.type === "global");
  if (!shortcuts.length) return null;
  const items = [{ divider: "Shortcuts" }, ...shortcuts.map((shortcut) => ({ label: shortcut.name, note: shortcut.description,
    run: () => act({ do: "shortcut", callback_id: shortcut.callback_id, channel: null, ts: null }) }))];
  return h("button", { type: "button", class: "quiet-icon", "aria-label": "Shortcuts", title: "Shortcuts", "data-testid": "shortcuts", "aria-haspopup": "menu",
    onclick: (event) => openMenu(event, "Shortcuts", items) }, icon("bolt", 18));
}
