/** Modals: the top one of the stack is shown; the person bar and the clock stay reachable above it. */

import { blocks } from "./blocks.js";
import { button, iconButton } from "./buttons.js";
import { h } from "./dom.js";
import { faultsOn, forgetSurface, valuesOn } from "./inputs.js";
import { act, changed, state, ui } from "./store.js";
import { words } from "./text.js";

export const topView = () => state.views.at(-1);
const surfaceOf = (view) => ({ kind: "modal", key: view.id, view: view.id, blocks: view.blocks, written: view.written });

async function submit(view) {
  const surface = surfaceOf(view);
  ui.errors[view.id] = faultsOn(surface);
  if (!Object.keys(ui.errors[view.id]).length) {
    const answer = await act({ do: "submit", view: view.id, values: valuesOn(surface) }, `submit ${view.id}`);
    ui.errors[view.id] = answer.errors ?? {};
    if (answer.ok && !state.views.some((each) => each.id === view.id)) forgetSurface(view.id);
  }
  changed();
  setTimeout(() => document.querySelector(".dialog .error")?.scrollIntoView({ block: "center" }));
}

export async function closeModal(view, all = false) {
  const answer = await act({ do: "close", view: view.id, all });
  if (answer.ok) forgetSurface(view.id);
}

export function modal() {
  const view = topView();
  if (!view) return null;
  const depth = state.views.length;
  return h("div", { class: "shade", inert: Boolean(ui.confirm) },
    h("form", {
      class: "dialog", role: "dialog", "aria-labelledby": "modal-title", "data-testid": "modal", key: view.id,
      tabindex: "-1", novalidate: true,
      onkeydown: (event) => event.key === "Escape" && !event.defaultPrevented && closeModal(view),
      onsubmit: (event) => {
        event.preventDefault();
        submit(view);
      },
    },
    h("header", null,
      h("h2", { id: "modal-title" }, words(view.title)),
      depth > 1 && h("span", { class: "quiet" }, `step ${depth}`),
      iconButton("Close (Escape)", "close", () => closeModal(view, true), { "data-testid": "modal-clear" })),
    h("div", { class: "dialog-body" }, blocks(surfaceOf(view))),
    footer(view)));
}

function footer(view) {
  const sending = ui.busy.has(`submit ${view.id}`);
  const waiting = { disabled: sending, "aria-busy": sending ? "true" : null };
  const submits = { type: "submit", look: "primary", "data-testid": "modal-submit", ...waiting };
  return h("footer", null,
    button(view.close ? words(view.close) : "Close", () => closeModal(view), { "data-testid": "modal-close" }),
    view.submit && button(words(view.submit), null, submits));
}
