/** Everything on a block that can be pressed, chosen or filled in. */

import { h } from "./dom.js";
import { icon } from "./icons.js";
import { forgetValue, keepsValue, setValue, valueOf, valuesOn } from "./inputs.js";
import { ask, openMenu } from "./overlays.js";
import { act, channelName, me, person, state, ui } from "./store.js";
import { richTextAsText, words } from "./text.js";
import { epochOf, localOf } from "./time.js";

let typing = 0;

/** What every element needs to know about where it stands; `dispatches`: the app hears of each change at once. */
export const standing = (surface, blockId, element, { dispatches = true, optional = true, described } = {}) =>
  ({ surface, blockId, element, dispatches, optional, described, testId: `${blockId}/${element.action_id}` });

async function send(at, value) {
  const { surface, blockId, element, testId } = at;
  if (element.confirm && !(await ask(element.confirm))) {
    if (keepsValue(element)) forgetValue(surface, blockId, element);
    return;
  }
  if (element.url) window.open(element.url, "_blank", "noopener");
  await act({ do: "action", message: surface.message ?? null, view: surface.view ?? null, block_id: blockId,
    action_id: element.action_id, value, values: valuesOn(surface) }, `${surface.key} ${testId}`);
}

function choose(at, value) {
  setValue(at.surface, at.blockId, at.element, value);
  if (at.dispatches) send(at, value);
}

const current = (at) => valueOf(at.surface, at.blockId, at.element);
const waits = (at) => ui.busy.has(`${at.surface.key} ${at.testId}`);
const named = (at) => ({ "data-testid": at.testId, "aria-describedby": at.described, "aria-busy": waits(at) ? "true" : null,
  "aria-label": at.described ? null : at.element.placeholder?.text,
  "aria-labelledby": at.described && `${at.described}-label`, id: at.described && `${at.described}-field` });

function button(at) {
  const { element } = at;
  return h("button", { ...named(at), type: "button", class: `button ${element.style ?? ""}`, disabled: waits(at),
    "aria-label": element.accessibility_label, onclick: () => send(at, null) }, words(element.text));
}

function overflow(at) {
  const items = at.element.options.map((option) => ({ label: words(option.text), note: option.description?.text, run: () => {
    if (option.url) window.open(option.url, "_blank", "noopener");
    send(at, option.value);
  } }));
  return h("button", { ...named(at), type: "button", class: "button overflow", "aria-haspopup": "menu", disabled: waits(at),
    "aria-label": "More actions", onclick: (event) => openMenu(event, "More actions", items) }, icon("dots"));
}

const people = () => state.people.filter((each) => !each.deleted).map((each) => ({ value: each.id, text: each.real_name }));
const placed = (it) => ({ value: it.id, text: it.kind === "im" ? channelName(it) : `#${it.name}` });

function conversations({ filter = {} }) {
  const kinds = filter.include ?? ["public", "private", "im"];
  return state.channels.filter((it) => kinds.includes(it.kind) && !it.archived && (it.kind !== "private" || it.is_member)
    && !(filter.exclude_bot_users && it.kind === "im" && person(it.with)?.is_bot)).map(placed);
}

const written = (options = []) => options.map((option) => ({ value: option.value, text: words(option.text).join(""), note: option.description?.text }));

/** [{label, options}] whatever kind of select it is. */
function groupsOf(element) {
  if (element.type.includes("static")) {
    return element.option_groups?.map((group) => ({ label: group.label.text, options: written(group.options) })) ?? [{ options: written(element.options) }];
  }
  if (element.type.includes("users")) return [{ options: people() }];
  if (element.type.includes("conversations")) return [{ options: conversations(element) }];
  if (element.type.includes("channels")) return [{ options: state.channels.filter((it) => it.kind === "public" && !it.archived).map(placed) }];
  return [{ options: [] }];
}

function select(at) {
  const chosen = current(at) ?? "";
  const option = (each) => h("option", { value: each.value, selected: each.value === chosen }, each.text);
  return h("select", { ...named(at), class: "field select", value: chosen, disabled: waits(at),
    onchange: (event) => choose(at, event.target.value || null) },
  h("option", { value: "", disabled: !at.optional || (at.dispatches && !at.described) }, at.element.placeholder?.text ?? "Choose"),
  groupsOf(at.element).map((group) => group.label ? h("optgroup", { label: group.label }, group.options.map(option)) : group.options.map(option)));
}

/** Several choices: a closed box that says what is chosen and opens into a list of checkboxes. */
function multiSelect(at) {
  const chosen = current(at);
  const groups = groupsOf(at.element);
  const texts = groups.flatMap((group) => group.options).filter((option) => chosen.includes(option.value)).map((option) => option.text);
  const full = at.element.max_selected_items !== undefined && chosen.length >= at.element.max_selected_items;
  const toggle = (value) => (event) => choose(at, event.target.checked ? [...chosen, value] : chosen.filter((each) => each !== value));
  return h("details", { ...named(at), class: "field multi" },
    h("summary", null, texts.length ? texts.map((text) => h("span", { class: "chip" }, text)) : h("span", { class: "quiet" }, at.element.placeholder?.text ?? "Choose")),
    h("div", { class: "multi-list" }, groups.map((group) => [
      group.label && h("p", { class: "menu-title" }, group.label),
      group.options.map((option) => h("label", { key: option.value, class: "choice" },
        h("input", { type: "checkbox", value: option.value, checked: chosen.includes(option.value),
          disabled: full && !chosen.includes(option.value), onchange: toggle(option.value) }), h("span", null, option.text)))])));
}

function choices(at, type) {
  const chosen = current(at);
  const isChosen = (value) => (type === "radio" ? chosen === value : chosen.includes(value));
  const next = (value, on) => type === "radio" ? value : on ? [...chosen, value] : chosen.filter((each) => each !== value);
  const name = `${at.surface.key} ${at.testId}`;
  return h("div", { ...named(at), class: "choices", role: type === "radio" ? "radiogroup" : "group" }, at.element.options.map((option) =>
    h("label", { key: option.value, class: "choice" },
      h("input", { type, name, value: option.value, checked: isChosen(option.value), onchange: (event) => choose(at, next(option.value, event.target.checked)) }),
      h("span", null, words(option.text), option.description && h("small", null, words(option.description))))));
}

function textInput(at, { type = "text", rows = 0, text = current(at), ...more } = {}) {
  const { element, dispatches } = at;
  const triggers = element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
  const oninput = (event) => {
    setValue(at.surface, at.blockId, element, event.target.value);
    if (!dispatches || !triggers.includes("on_character_entered")) return;
    clearTimeout(typing);
    typing = setTimeout(() => send(at, current(at)), 350);
  };
  const onkeydown = (event) => {
    if (event.key !== "Enter" || rows || event.isComposing) return;
    event.preventDefault();
    if (dispatches && triggers.includes("on_enter_pressed")) send(at, current(at));
  };
  return h(rows ? "textarea" : "input", { ...named(at), ...more, class: "field", type: rows ? null : type, rows: rows || null,
    value: text, placeholder: element.placeholder?.text, maxlength: element.max_length,
    mounted: element.focus_on_load ? (node) => node.focus() : null, oninput, onkeydown });
}

function moment(at, type, toField = (value) => value ?? "", fromField = (text) => text || null) {
  return h("input", { ...named(at), class: "field moment", type, value: toField(current(at)), onchange: (event) => choose(at, fromField(event.target.value)) });
}

function richTextInput(at) {
  const value = current(at);
  return textInput(at, { rows: 3, text: typeof value === "string" ? value : richTextAsText(value) });
}

const KINDS = {
  button, overflow,
  static_select: select, external_select: select, users_select: select, conversations_select: select, channels_select: select,
  multi_static_select: multiSelect, multi_external_select: multiSelect, multi_users_select: multiSelect,
  multi_conversations_select: multiSelect, multi_channels_select: multiSelect,
  radio_buttons: (at) => choices(at, "radio"),
  checkboxes: (at) => choices(at, "checkbox"),
  plain_text_input: (at) => textInput(at, { rows: at.element.multiline ? 3 : 0 }),
  rich_text_input: richTextInput,
  number_input: (at) => textInput(at, { type: "number", min: at.element.min_value, max: at.element.max_value, step: at.element.is_decimal_allowed ? "any" : 1 }),
  email_text_input: (at) => textInput(at, { type: "email" }),
  url_text_input: (at) => textInput(at, { type: "url" }),
  datepicker: (at) => moment(at, "date"),
  timepicker: (at) => moment(at, "time"),
  datetimepicker: (at) => moment(at, "datetime-local", (epoch) => (epoch ? localOf(epoch, me().tz) : ""), (text) => (text ? epochOf(text, me().tz) : null)),
};

export const interactive = (at) =>
  KINDS[at.element.type]?.(at) ?? h("span", { class: "quiet" }, `(${at.element.type} is not shown in the sandbox)`);
