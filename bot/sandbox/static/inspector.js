/** The raw traffic between the app and this Slack, and the faults one can throw into it. */

import { button } from "./buttons.js";
import { h } from "./dom.js";
import { call, changed, person, state, toast, ui } from "./store.js";

const KEPT = 400;
const DIRECTIONS = { api: "app → Slack", deliver: "Slack → app", response_url: "app → Slack" };
const METHODS = [
  "chat.postMessage", "chat.update", "chat.postEphemeral", "chat.delete", "views.open", "views.update", "views.push",
  "views.publish", "conversations.open", "conversations.members", "conversations.list", "users.info", "users.list",
];
const KINDS = [
  ["429", "too many requests (429)"],
  ["500_before", "fails before it is done (500)"],
  ["503_before", "unavailable before it is done (503)"],
  ["500_after", "done, but answers 500"],
  ["drop_before", "connection lost before it is done"],
  ["drop_after", "done, but the answer is lost"],
  ["slow", "answers late"],
];
const KIND_TEXTS = Object.fromEntries(KINDS);

export function toggleInspector() {
  ui.inspector = ui.inspector ? null : { lines: [], last: 0, open: null, faults: [], bad: false, times: "1" };
  changed();
  readTraffic();
  readFaults();
}

let reading = false;

/** Called after every change; asks only while the drawer is open. */
export async function readTraffic() {
  const drawer = ui.inspector;
  if (!drawer || reading) return;
  reading = true;
  try {
    const { lines, last } = await call(`traffic?after=${drawer.last}`);
    drawer.lines = [...drawer.lines, ...lines].slice(-KEPT);
    drawer.last = last;
    if (lines.length) changed();
  } catch {
    drawer.last += 0;
  } finally {
    reading = false;
  }
}

async function readFaults() {
  const drawer = ui.inspector;
  if (!drawer) return;
  const answer = await call("faults").catch(() => []);
  drawer.faults = Array.isArray(answer) ? answer : answer.faults ?? [];
  changed();
}

const bad = (line) => line.ok === false || line.status === null || line.status >= 400;

export function inspector() {
  const drawer = ui.inspector;
  if (!drawer) return null;
  const lines = drawer.lines.filter((line) => !drawer.bad || bad(line)).reverse();
  const filter = (event) => {
    drawer.bad = event.target.checked;
    changed();
  };
  return h("section", { class: "inspector", "aria-label": "Inspector", "data-testid": "inspector" },
    h("div", { class: "inspector-main" },
      h("header", null,
        h("h2", null, "Traffic"),
        h("span", { class: "quiet" }, "newest first"),
        h("label", { class: "choice" },
          h("input", { type: "checkbox", checked: drawer.bad, onchange: filter }),
          h("span", null, "only what went wrong"))),
      state.complaints.map((complaint) => h("p", { class: "complaint", role: "alert" }, complaint)),
      h("ol", { class: "lines" },
        lines.map((line) => trafficLine(drawer, line)),
        lines.length === 0 && h("li", { class: "quiet empty" }, "Nothing yet. Press a button or send a message."))),
    faultPanel(drawer));
}

function trafficLine(drawer, line) {
  const open = drawer.open === line.n;
  const toggle = () => {
    drawer.open = open ? null : line.n;
    changed();
  };
  return h("li", { key: `line-${line.n}`, class: bad(line) ? "bad" : "" },
    h("button", { type: "button", class: "line", "aria-expanded": String(open), onclick: toggle },
      h("time", null, new Date(line.at).toISOString().slice(11, 19)),
      h("span", null, DIRECTIONS[line.dir] ?? line.dir),
      h("b", null, line.what),
      h("span", null, line.dir === "deliver" ? `from ${person(line.who)?.name ?? line.who}` : ""),
      h("span", null, line.error ?? line.status ?? "no answer"),
      h("span", { class: "ms" }, `${Math.round(line.ms ?? 0)} ms`)),
    open && h("div", { class: "raw" },
      h("div", null, h("h3", null, "Sent"), json(line.request)),
      h("div", null, h("h3", null, "Answered"), json(line.response))));
}

const json = (value) => h("pre", { class: "code", tabindex: "0" }, JSON.stringify(value, null, 2) ?? "nothing");

function faultPanel(drawer) {
  const add = async (event) => {
    event.preventDefault();
    const { method, kind } = Object.fromEntries(new FormData(event.target));
    const fault = { method, kind, times: Number(drawer.times), retry_after: 2, seconds: 2 };
    const answer = await call("faults", fault).catch(() => ({ ok: false }));
    if (answer.ok === false) toast(answer.error ?? "That fault was refused.", null, "bad");
    readFaults();
  };
  const clear = async () => {
    await call("faults", undefined, "DELETE").catch(() => {});
    readFaults();
  };
  const choice = (label, name, entries) => h("label", null, label,
    h("select", { class: "field", name, "data-testid": `fault-${name}` },
      entries.map(([value, text]) => h("option", { value }, text))));
  return h("form", { class: "faults", onsubmit: add },
    h("h2", null, "Faults"),
    h("p", { class: "hint" }, "Make the next calls go wrong and see that nothing is lost."),
    choice("Method", "method", METHODS.map((name) => [name, name])),
    choice("What happens", "kind", KINDS),
    h("div", { class: "row" },
      h("label", null, "Times", h("input", {
        class: "field", type: "number", min: 1, max: 50, value: drawer.times, "data-testid": "fault-times",
        oninput: (event) => Object.assign(drawer, { times: event.target.value }),
      })),
      button("Add", null, { type: "submit", look: "primary", "data-testid": "fault-add" }),
      button("Clear all", clear, { "data-testid": "fault-clear", disabled: !drawer.faults.length })),
    h("ul", null, drawer.faults.map(({ method, kind, times }) =>
      h("li", null, h("b", null, method), ` ${KIND_TEXTS[kind] ?? kind}, ${times} more`))));
}
