/** Channels, direct messages and the app, with what is unread. */

import { h } from "./dom.js";
import { icon } from "./icons.js";
import { avatar, flame } from "./messages.js";
import { botDm, channelName, goTo, person, state, ui } from "./store.js";

export function sidebar() {
  const connected = state.workspace.bot_connected;
  const dm = botDm();
  const channels = state.channels.filter((it) => it.kind !== "im" && (it.is_member || !it.archived));
  channels.sort((one, other) => other.is_member - one.is_member);
  const dms = state.channels.filter((it) => it.kind === "im" && it.id !== dm?.id);
  return h("nav", { class: "sidebar", "aria-label": "Channels" },
    h("p", { class: `connection ${connected ? "on" : "off"}` }, `Firebreak is ${connected ? "" : "not "}connected`),
    h("h2", null, "Channels"),
    h("ul", null, channels.map((it) =>
      entry(it, icon(it.kind === "private" ? "lock" : "hash"), it.name, `channel-${it.name}`))),
    h("h2", null, "Direct messages"),
    h("ul", null,
      dm && !dm.hidden && entry(dm, flame(20), "Firebreak", "dm-firebreak"),
      dms.map((it) => entry(it, avatar(person(it.with), 20), channelName(it), `dm-${person(it.with)?.name}`))),
    h("h2", null, "Apps"),
    h("ul", null, homeEntry()));
}

function entry(it, sign, name, testId) {
  const here = ui.place?.id === it.id;
  const unread = here ? 0 : it.unread;
  const classes = [here && "here", unread > 0 && "unread", !it.is_member && "outside"];
  const label = [name, unread && `${unread} unread`, !it.is_member && "not joined"].filter(Boolean).join(", ");
  return h("li", { key: it.id },
    h("button", {
      type: "button", "data-testid": testId, class: classes.filter(Boolean).join(" "), "aria-label": label,
      "aria-current": here ? "page" : null, onclick: () => goTo({ kind: "channel", id: it.id }),
    }, sign, h("span", null, name), unread > 0 && h("span", { class: "badge" }, unread)));
}

function homeEntry() {
  const here = ui.place?.kind === "home";
  return h("li", null, h("button", {
    type: "button", "data-testid": "app-home", class: here ? "here" : "", "aria-current": here ? "page" : null,
    onclick: () => goTo({ kind: "home" }),
  }, icon("home"), h("span", null, "Firebreak Home")));
}
