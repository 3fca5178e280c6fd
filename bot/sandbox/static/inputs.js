/** What people have chosen and typed but not sent yet, kept apart from the page so that no update can lose it. */

import { changed, state, ui } from "./store.js";

const drafts = new Map();

const slot = (surface, blockId, element) => `${ui.as} ${surface.key} ${blockId} ${element.action_id}`;
const values = (options) => (options ?? []).map((option) => option.value);

const INITIAL = {
  plain_text_input: (element) => element.initial_value ?? "",
  email_text_input: (element) => element.initial_value ?? "",
  url_text_input: (element) => element.initial_value ?? "",
  number_input: (element) => element.initial_value ?? "",
  rich_text_input: (element) => element.initial_value ?? null,
  static_select: (element) => element.initial_option?.value ?? null,
  external_select: (element) => element.initial_option?.value ?? null,
  radio_buttons: (element) => element.initial_option?.value ?? null,
  users_select: (element) => element.initial_user ?? null,
  conversations_select: (element) =>
    element.initial_conversation ?? (element.default_to_current_conversation ? ui.place?.id : null) ?? null,
  channels_select: (element) => element.initial_channel ?? null,
  multi_static_select: (element) => values(element.initial_options),
  multi_external_select: (element) => values(element.initial_options),
  checkboxes: (element) => values(element.initial_options),
  multi_users_select: (element) => element.initial_users ?? [],
  multi_conversations_select: (element) => element.initial_conversations ?? [],
  multi_channels_select: (element) => element.initial_channels ?? [],
  datepicker: (element) => element.initial_date ?? null,
  timepicker: (element) => element.initial_time ?? null,
  datetimepicker: (element) => element.initial_date_time ?? null,
  file_input: () => [],
};

export const keepsValue = (element) => element.type in INITIAL;

export function valueOf(surface, blockId, element) {
  const initial = INITIAL[element.type](element);
  const draft = drafts.get(slot(surface, blockId, element));
  if (!draft) return initial;
  // In a modal a draft outlives every update, as in Slack; elsewhere a new initial value is the app's answer to it.
  return surface.kind === "modal" || draft.initial === JSON.stringify(initial) ? draft.value : initial;
}

export function setValue(surface, blockId, element, value) {
  drafts.set(slot(surface, blockId, element), { value, initial: JSON.stringify(INITIAL[element.type](element)) });
  if (ui.errors[surface.key]) delete ui.errors[surface.key][blockId];
  changed();
}

export function forgetValue(surface, blockId, element) {
  drafts.delete(slot(surface, blockId, element));
  changed();
}

export function forgetSurface(key) {
  for (const name of drafts.keys()) if (name.startsWith(`${ui.as} ${key} `)) drafts.delete(name);
  delete ui.errors[key];
}

export const blockIdOf = (block, index) => block.block_id ?? `block-${index}`;

const elementsOf = (block) => [block.element, block.accessory, ...(block.type === "actions" ? block.elements : [])]
  .filter((element) => element && keepsValue(element));

/** {block_id: {action_id: value}} of everything on a surface, touched or not. */
export function valuesOn(surface) {
  const found = {};
  surface.blocks.forEach((block, index) => {
    for (const element of elementsOf(block)) {
      const id = blockIdOf(block, index);
      found[id] = { ...found[id], [element.action_id]: valueOf(surface, id, element) };
    }
  });
  return found;
}

const isEmpty = (value) => value === null || value === "" || (Array.isArray(value) && !value.length);

/** {block_id: sentence} for what Slack itself would not send: nothing is asked of the app then. */
export function faultsOn(surface) {
  const faults = {};
  surface.blocks.forEach((block, index) => {
    if (block.type !== "input" || !keepsValue(block.element)) return;
    const id = blockIdOf(block, index);
    const fault = faultOf(block, valueOf(surface, id, block.element));
    if (fault) faults[id] = fault;
  });
  return faults;
}

function faultOf({ element, optional }, value) {
  if (isEmpty(value)) return optional ? null : "Please fill this in.";
  const { type, min_length: shortest = 0, min_value: lowest = -Infinity, max_value: highest = Infinity } = element;
  if (typeof value === "string" && value.length < shortest) return `Write at least ${shortest} characters.`;
  if (type !== "number_input") return null;
  if (Number(value) < Number(lowest)) return `At least ${lowest}, please.`;
  if (Number(value) > Number(highest)) return `At most ${highest}, please.`;
  return !element.is_decimal_allowed && !Number.isInteger(Number(value)) ? "A whole number, please." : null;
}

const composed = new Map();
const composerSlot = (channelId, thread) => `${state.me} ${channelId} ${thread ?? ""}`;

export const composedIn = (channelId, thread) => composed.get(composerSlot(channelId, thread)) ?? "";

const attachments = new Map();

/** Ids of the files that wait to be sent with what is being written. */
export const attachedIn = (channelId, thread) => attachments.get(composerSlot(channelId, thread)) ?? [];

export function attach(channelId, thread, ids) {
  attachments.set(composerSlot(channelId, thread), ids);
  changed();
}

export function compose(channelId, thread, text) {
  composed.set(composerSlot(channelId, thread), text);
  changed();
}
