/** Everything on a block that can be pressed, chosen or filled in. */

import { h } from "./dom.js";
import { attached, upload } from "./files.js";
import { icon } from "./icons.js";
import { forgetValue, keepsValue, setValue, valueOf, valuesOn } from "./inputs.js";
import { groupsFor } from "./offers.js";
import { ask, openMenu } from "./overlays.js";
import { act, me, ui } from "./store.js";
import { words } from "./text.js";
import { epochOf, localOf } from "./time.js";

const TYPING_PAUSE = 350;
let typing = 0;

/** An element and where it stands. `dispatches`: the app hears of each change; `described`: id of what labels it. */
export const standing = (surface, blockId, element, { dispatches = true, optional = true, described = null } = {}) =>
  ({ surface, blockId, element, dispatches, optional, described, testId: `${blockId}/${element.action_id}` });

async function send(at, value) {
  const { surface, blockId, element, testId } = at;
  if (element.confirm && !(await ask(element.confirm))) {
    if (keepsValue(element)) forgetValue(surface, blockId, element);
    return;
  }
  if (element.url) window.open(element.url, "_blank", "noopener");
  const place = { message: surface.message ?? null, view: surface.view ?? null };
  const control = { block_id: blockId, action_id: element.action_id };
  await act({ do: "action", ...place, ...control, value, values: valuesOn(surface) }, `${surface.key} ${testId}`);
}

function choose(at, value) {
  setValue(at.surface, at.blockId, at.element, value);
  if (at.dispatches) send(at, value);
}

const current = (at) => valueOf(at.surface, at.blockId, at.element);
const waits = (at) => ui.busy.has(`${at.surface.key} ${at.testId}`);
const placeholder = ({ element }) => element.placeholder?.text;

/** What every element carries: its handle for tests, its name for screen readers, and whether it waits. */
function named(at) {
  const { described } = at;
  const labels = described
    ? { id: `${described}-field`, "aria-labelledby": `${described}-label`, "aria-describedby": described }
    : { "aria-label": at.element.accessibility_label ?? placeholder(at) };
  return { "data-testid": at.testId, "aria-busy": waits(at) ? "true" : null, ...labels };
}

function button(at) {
  const { style = "", text } = at.element;
  const onclick = () => send(at, null);
  const look = { type: "button", class: `button ${style}`, disabled: waits(at) };
  return h("button", { ...named(at), ...look, onclick }, words(text));
}

function overflow(at) {
  const items = at.element.options.map(({ text, description, url, value }) => ({
    label: words(text),
    note: description?.text,
    run: () => {
      if (url) window.open(url, "_blank", "noopener");
      send(at, value);
    },
  }));
  return h("button", {
    ...named(at), type: "button", class: "button overflow", "aria-haspopup": "menu", "aria-label": "More actions",
    disabled: waits(at), onclick: (event) => openMenu(event, "More actions", items),
  }, icon("dots"));
}

function select(at) {
  const chosen = current(at) ?? "";
  const option = ({ value, text }) => h("option", { value }, text);
  const group = ({ label, options }) => (label ? h("optgroup", { label }, options.map(option)) : options.map(option));
  // In a message a choice is a deed and cannot be taken back to nothing; in a form an optional one can.
  const mayBeEmpty = at.optional && at.described;
  return h("select", {
    ...named(at), class: "field", value: chosen, disabled: waits(at),
    onchange: (event) => choose(at, event.target.value || null),
  }, h("option", { value: "", disabled: !mayBeEmpty }, placeholder(at) ?? "Choose"), groupsFor(at.element).map(group));
}

/** Several choices: a closed box that says what is chosen and opens into a list of checkboxes. */
function multiSelect(at) {
  const chosen = current(at);
  const groups = groupsFor(at.element);
  const picked = groups.flatMap((group) => group.options).filter(({ value }) => chosen.includes(value));
  const isFull = chosen.length >= (at.element.max_selected_items ?? Infinity);
  const checkbox = ({ value, text }) => h("label", { key: value, class: "choice" },
    h("input", {
      type: "checkbox", value, checked: chosen.includes(value), disabled: isFull && !chosen.includes(value),
      onchange: (event) => choose(at, toggled(chosen, value, event.target.checked)),
    }), h("span", null, text));
  return h("details", { ...named(at), class: "field multi" },
    h("summary", null, picked.length
      ? picked.map(({ text }) => h("span", { class: "chip" }, text))
      : h("span", { class: "quiet" }, placeholder(at) ?? "Choose")),
    h("div", { class: "multi-list" }, groups.map(({ label, options }) =>
      [label && h("p", { class: "menu-title" }, label), options.map(checkbox)])));
}

const toggled = (chosen, value, on) => (on ? [...chosen, value] : chosen.filter((each) => each !== value));

function radios(at) {
  const chosen = current(at);
  return choices(at, "radio", "radiogroup", (value) => chosen === value, (value) => value);
}

function checkboxes(at) {
  const chosen = current(at);
  return choices(at, "checkbox", "group", (value) => chosen.includes(value), (value, on) => toggled(chosen, value, on));
}

function choices(at, type, role, isChosen, next) {
  const name = `${at.surface.key} ${at.testId}`;
  return h("div", { ...named(at), class: "choices", role }, at.element.options.map(({ value, text, description }) =>
    h("label", { key: value, class: "choice" },
      h("input", {
        type, name, value, checked: isChosen(value), onchange: (event) => choose(at, next(value, event.target.checked)),
      }),
      h("span", null, words(text), description && h("small", null, words(description))))));
}

function textInput(at, { rows = null, text = current(at), ...more } = {}) {
  const { element, dispatches } = at;
  const triggers = dispatches ? element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"] : [];
  const oninput = (event) => {
    setValue(at.surface, at.blockId, element, event.target.value);
    if (!triggers.includes("on_character_entered")) return;
    clearTimeout(typing);
    typing = setTimeout(() => send(at, current(at)), TYPING_PAUSE);
  };
  const onkeydown = (event) => {
    if (event.key !== "Enter" || rows || event.isComposing) return;
    event.preventDefault();
    if (triggers.includes("on_enter_pressed")) send(at, current(at));
  };
  const mounted = element.focus_on_load ? (node) => node.focus() : null;
  return h(rows ? "textarea" : "input", {
    ...named(at), ...more, class: "field", rows, value: text, placeholder: placeholder(at),
    maxlength: element.max_length, mounted, oninput, onkeydown,
  });
}

const CHARACTERS_A_ROW = 60;

/** As high as what is in it, within reason. */
function rowsFor(text) {
  const rows = text.split("\n").map((line) => Math.max(1, Math.ceil(line.length / CHARACTERS_A_ROW)));
  return Math.min(12, Math.max(3, rows.reduce((sum, each) => sum + each, 0)));
}

const MARKS = "*bold*  _italic_  ~strike~  `code`  - list  1. list  > quote  @name  #channel";

/** What nobody touched goes back as it came; what is typed goes as text, and the server reads the marks. */
function richTextInput(at) {
  const value = current(at);
  const before = at.surface.written?.[at.blockId]?.[at.element.action_id] ?? "";
  const text = typeof value === "string" ? value : before;
  return [
    textInput(at, { rows: rowsFor(text), text }),
    h("p", { class: "hint marks" }, MARKS),
  ];
}

function fileInput(at) {
  const { filetypes, max_files: most = 10 } = at.element;
  const ids = current(at);
  const onchange = async (event) => {
    const { target } = event;
    const arrived = await upload([...target.files]);
    target.value = "";
    choose(at, [...current(at), ...arrived]);
  };
  return [
    attached(ids, (id) => choose(at, ids.filter((each) => each !== id))),
    h("input", {
      ...named(at), type: "file", class: "field", multiple: most > 1, disabled: ids.length >= most, onchange,
      accept: filetypes?.map((each) => `.${each}`).join(","),
    }),
  ];
}

function numberInput(at) {
  const { min_value: min, max_value: max, is_decimal_allowed: decimals } = at.element;
  return textInput(at, { type: "number", min, max, step: decimals ? "any" : 1 });
}

function moment(at, type, value = current(at) ?? "", read = (text) => text) {
  const onchange = (event) => choose(at, event.target.value ? read(event.target.value) : null);
  return h("input", { ...named(at), class: "field moment", type, value, onchange });
}

function dateTime(at) {
  const zone = me().tz;
  const epoch = current(at);
  return moment(at, "datetime-local", epoch ? localOf(epoch, zone) : "", (local) => epochOf(local, zone));
}

const KINDS = {
  button,
  overflow,
  static_select: select,
  external_select: select,
  users_select: select,
  conversations_select: select,
  channels_select: select,
  multi_static_select: multiSelect,
  multi_external_select: multiSelect,
  multi_users_select: multiSelect,
  multi_conversations_select: multiSelect,
  multi_channels_select: multiSelect,
  radio_buttons: radios,
  checkboxes,
  plain_text_input: (at) => textInput(at, { rows: at.element.multiline ? rowsFor(current(at)) : null }),
  rich_text_input: richTextInput,
  file_input: fileInput,
  number_input: numberInput,
  email_text_input: (at) => textInput(at, { type: "email" }),
  url_text_input: (at) => textInput(at, { type: "url" }),
  datepicker: (at) => moment(at, "date"),
  timepicker: (at) => moment(at, "time"),
  datetimepicker: dateTime,
};

export const interactive = (at) =>
  KINDS[at.element.type]?.(at) ?? h("span", { class: "quiet" }, `(${at.element.type} is not shown in the sandbox)`);
