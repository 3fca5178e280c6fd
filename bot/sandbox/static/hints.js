/** The first minutes: five things to try, each with a button that takes the newcomer to the right chair. */

import { button, iconButton } from "./buttons.js";
import { focusComposer } from "./composer.js";
import { h } from "./dom.js";
import { compose } from "./inputs.js";
import { become, botDm, changed, goTo, setHints, state, ui } from "./store.js";

const REQUEST = "/triage new Revenue dashboard shows zeros p1";

const STEPS = [
  {
    title: "Answer this morning’s standup",
    text: "Firebreak has written to Ben. Press its button and fill in the form.",
    label: "Be Ben", run: () => sit("ben", botDm),
  },
  {
    title: "Ask the data team for help",
    text: "Grace’s dashboard shows zeros. Her command is already written: press Enter.",
    label: "Be Grace", run: askAsGrace,
  },
  {
    title: "Take the fire",
    text: "In #data-team, Chitra presses “Take it”, and Grace is told who has it.",
    label: "Be Chitra", run: () => sit("chitra", team),
  },
  {
    title: "Lead the queue",
    text: "Ana types /triage. “Assign to…” in the ⋯ menu of a fire says who could take it, and why.",
    label: "Be Ana", run: leadAsAna,
  },
  {
    title: "Let a week pass",
    text: "Press “Monday 09:00” at the top and read the team’s digest in #data-team.",
    label: "Show me the clock", run: pointAtTheClock,
  },
];

const tried = new Set();

const named = (list, name) => list.find((each) => each.name === name);
const fires = () => named(state.channels, "fires");
const team = () => named(state.channels, "data-team");

async function sit(name, place) {
  const someone = named(state.people, name);
  if (someone && someone.id !== state.me) await become(someone.id);
  const it = place();
  if (it) goTo({ kind: "channel", id: it.id });
  return it;
}

async function askAsGrace() {
  const it = await sit("grace", fires);
  if (it) compose(it.id, null, REQUEST);
  focusComposer();
}

async function leadAsAna() {
  const it = await sit("ana", team);
  if (it) compose(it.id, null, "/triage");
  focusComposer();
}

function pointAtTheClock() {
  const point = (preset) => {
    ui.pointAt = preset;
    changed();
  };
  point("monday");
  setTimeout(() => point(null), 4000);
}

export function hints() {
  if (!ui.hints) return null;
  return h("aside", { class: "hints", "aria-labelledby": "hints-title", "data-testid": "hints" },
    h("header", null,
      h("h2", { id: "hints-title" }, "Five things to try"),
      iconButton("Close", "close", () => setHints(false), { "data-testid": "hints-close" })),
    h("p", { class: "quiet" }, "Be anybody, and move the clock when you like. Nothing leaves this computer."),
    h("ol", null, STEPS.map(step)));
}

function step({ title, text, label, run }, index) {
  const onclick = () => {
    tried.add(index);
    run();
  };
  return h("li", { class: tried.has(index) ? "tried" : "" },
    h("b", null, title),
    h("p", null, text),
    button(label, onclick, { "data-testid": `hint-${index + 1}` }));
}
