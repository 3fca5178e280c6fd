/** The page's own buttons, as against those the app put into a message. */

import { h } from "./dom.js";
import { icon } from "./icons.js";

/** `look` is primary or danger; everything else goes to the element as it is. */
export const button = (content, onclick, { look = "", ...props } = {}) =>
  h("button", { type: "button", class: `button ${look}`, onclick, ...props }, content);

export function iconButton(label, sign, onclick, props = {}) {
  const named = { class: "quiet-icon", title: label, "aria-label": label };
  return h("button", { type: "button", ...named, onclick, ...props }, icon(sign, 17));
}

export const linkButton = (content, onclick) => h("button", { type: "button", class: "link", onclick }, content);
