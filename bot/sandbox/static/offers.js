/** What a select offers: its own options, or the people and places of the workspace. */

import { channelName, person, state } from "./store.js";
import { words } from "./text.js";

/** [{label?, options: [{value, text}]}] for any kind of select. */
export function groupsFor({ type, options, option_groups: groups, filter }) {
  if (type.includes("users")) return [{ options: people() }];
  if (type.includes("conversations")) return [{ options: conversations(filter) }];
  if (type.includes("channels")) return [{ options: conversations({ include: ["public"] }) }];
  if (groups) return groups.map((group) => ({ label: group.label.text, options: written(group.options) }));
  return [{ options: written(options ?? []) }];
}

const written = (options) => options.map(({ value, text }) => ({ value, text: words(text).join("") }));

const people = () => state.people.filter((each) => !each.deleted)
  .map(({ id, real_name: text }) => ({ value: id, text }));

function conversations({ include = ["public", "private", "im"], exclude_bot_users: noBots = false } = {}) {
  const offered = (it) => include.includes(it.kind) && !it.archived && (it.kind !== "private" || it.is_member);
  const withBot = (it) => it.kind === "im" && person(it.with)?.is_bot;
  return state.channels.filter((it) => offered(it) && !(noBots && withBot(it)))
    .map((it) => ({ value: it.id, text: it.kind === "im" ? channelName(it) : `#${it.name}` }));
}
