/** What stands above the client: this is no real Slack, whom one acts as, and what time it is there. */

import { button } from "./buttons.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { toggleInspector } from "./inspector.js";
import { avatar, flame } from "./messages.js";
import { become, firstName, me, moveClock, now, setHints, state, ui } from "./store.js";
import { fullMoment, shortDay, timeOf } from "./time.js";

const JUMPS = [
  ["hour", "+1 hour", "Lets one hour pass"],
  ["tomorrow", "Tomorrow, same time", "Lets a day pass"],
  ["morning", "Next morning 09:00", "The next 09:00 of the person you act as"],
  ["monday", "Monday 09:00", "The next Monday morning of the person you act as"],
];

const place = (zone) => zone.split("/").at(-1).replaceAll("_", " ");

export function topbar() {
  const broken = state.complaints.length;
  return h("header", { class: "topbar" },
    h("div", { class: "brand" },
      flame(26), h("b", null, state.workspace.name), h("span", { class: "not-slack" }, "A local Slack, not Slack")),
    clock(),
    h("div", { class: "tools" },
      button(icon("help", 18), () => setHints(!ui.hints), { "aria-label": "What to try", title: "What to try" }),
      button([icon("traffic"), "Inspector", broken > 0 && h("span", { class: "badge" }, broken)], toggleInspector, {
        look: broken ? "alarmed" : "", "data-testid": "inspector-toggle",
        "aria-expanded": String(Boolean(ui.inspector)), title: "What the app and this Slack say to each other",
      })));
}

function clock() {
  const { busy, busy_until: until } = state.clock;
  const goal = until ? `, until ${shortDay(new Date(until), me().tz)} ${timeOf(new Date(until), me().tz)}` : "";
  const whose = busy ? `passing${goal}…` : `${firstName(me())}’s time, ${place(me().tz)}`;
  return h("div", { class: "clock", role: "group", "aria-label": "Clock" },
    h("p", { class: "now", "data-testid": "clock-now", "aria-live": "polite" },
      icon("clock", 18), h("span", null, h("b", null, fullMoment(now(), me().tz)), h("small", null, whose))),
    h("div", { class: "jumps" }, JUMPS.map(([preset, label, title]) => button(label, () => moveClock(preset), {
      look: ui.pointAt === preset ? "pointed-at" : "", "data-testid": `clock-${preset}`, title, disabled: busy,
    }))),
    busy && h("div", { class: "progress", role: "progressbar", "aria-label": "The clock is moving" }));
}

export function personas() {
  const acting = me();
  return h("nav", { class: "personas", "aria-label": "Act as" },
    h("p", { class: "you" },
      "You are ", h("b", null, acting.real_name), h("br"), acting.title, acting.note && `, ${acting.note}`),
    state.people.filter((someone) => someone.colour && !someone.is_bot && !someone.deleted).map(persona));
}

function persona(someone) {
  const acting = someone.id === state.me;
  const unread = acting ? 0 : someone.unread;
  const where = `${someone.local_day}, ${someone.local_time} in ${place(someone.tz)}`;
  const about = [someone.real_name, someone.title, where, someone.note, unread && `${unread} unread`].filter(Boolean);
  return h("button", {
    key: someone.id, type: "button", class: `persona ${acting ? "acting" : ""} ${unread ? "waiting" : ""}`,
    "data-testid": `persona-${someone.name}`, "aria-pressed": String(acting), "aria-label": about.join(". "),
    onclick: () => become(someone.id),
  },
  avatar(someone, 30),
  h("span", { class: "persona-lines" }, h("b", null, firstName(someone)), h("small", null, someone.local_time)),
  unread > 0 && h("span", { class: "badge" }, unread),
  h("span", { class: "card", "aria-hidden": "true" },
    h("b", null, someone.real_name), h("span", null, someone.title), h("span", null, where),
    someone.note && h("em", null, someone.note)));
}
