/** Files: chosen from this machine, uploaded at once, and sent with a message or a form by their id. */

import { iconButton, linkButton } from "./buttons.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { changed, toast, ui } from "./store.js";

const known = new Map();

/** Uploads what was chosen; returns the ids of what arrived. */
export async function upload(chosen) {
  const ids = [];
  for (const file of chosen) {
    const address = `/_sandbox/upload?as=${encodeURIComponent(ui.as)}&name=${encodeURIComponent(file.name)}`;
    const answer = await fetch(address, { method: "POST", body: file }).then((it) => it.json()).catch(() => null);
    if (answer?.ok) {
      known.set(answer.id, answer);
      ids.push(answer.id);
    } else toast(answer?.error ?? `${file.name} could not be uploaded. It may be too large.`, null, "bad");
  }
  return ids;
}

const size = (bytes) => (bytes < 1024 ? `${bytes} bytes` : `${Math.round(bytes / 1024)} kB`);

/** What is attached so far, each with a cross. */
export const attached = (ids, drop) => ids.length > 0 && h("ul", { class: "attached" }, ids.map((id) =>
  h("li", { key: id, class: "chip" },
    `${known.get(id)?.name ?? id} `,
    linkButton("remove", () => drop(id)))));

/** A card for each file of a message. */
export const fileCards = (files) => files?.length > 0 && h("div", { class: "files" }, files.map((file) =>
  h("a", { key: file.id, class: "file-card", href: `/_sandbox/files/${file.id}`, download: file.name },
    icon("page", 22),
    h("span", null, h("b", null, file.name), h("small", null, `${file.pretty_type}, ${size(file.size)}`)))));

/** A button that opens the browser's own dialogue. */
export function attachButton(name, take) {
  const pick = (event) => event.currentTarget.parentNode.querySelector("input[type=file]").click();
  const onchange = async (event) => {
    const { target } = event;
    const ids = await upload([...target.files]);
    target.value = "";
    if (ids.length) take(ids);
    changed();
  };
  return h("span", { class: "attach" },
    iconButton("Attach a file", "clip", pick),
    h("input", { type: "file", multiple: true, hidden: true, "data-testid": `${name}-file`, onchange }));
}
