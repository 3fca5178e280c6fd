/** Block Kit, block by block. A surface is {kind, key, blocks, message?, view?}: what the blocks stand on. */

import { chart } from "./chart.js";
import { h } from "./dom.js";
import { interactive, standing } from "./elements.js";
import { blockIdOf } from "./inputs.js";
import { ui } from "./store.js";
import { mrkdwn, richText, words } from "./text.js";

export const blocks = (surface) => h("div", { class: "blocks" }, surface.blocks.map((block, index) => {
  const id = blockIdOf(block, index);
  const shown = KINDS[block.type] ?? unknown;
  return h("div", { class: `block ${block.type}`, key: id }, shown(block, surface, id));
}));

function section({ text, fields, accessory }, surface, id) {
  const beside = () =>
    accessory.type === "image" ? picture(accessory, "thumb") : interactive(standing(surface, id, accessory));
  const prose = (object) => h("div", { class: "text" }, words(object));
  return [
    h("div", { class: "section-text" },
      text && prose(text), fields && h("div", { class: "section-fields" }, fields.map(prose))),
    accessory && h("div", { class: "accessory" }, beside()),
  ];
}

const context = (block) => block.elements.map((element) =>
  element.type === "image" ? picture(element, "tiny") : h("div", { class: "text" }, words(element)));

const actions = (block, surface, id) => block.elements.map((element) => interactive(standing(surface, id, element)));

function input({ label, hint, element, optional = false, dispatch_action: dispatches = false }, surface, id) {
  const described = `${surface.key}-${id}`.replace(/[^\w-]/g, "-");
  const error = ui.errors[surface.key]?.[id];
  return [
    h("label", { class: "label", id: `${described}-label`, for: `${described}-field` },
      words(label), optional && h("span", { class: "quiet" }, " (optional)")),
    interactive(standing(surface, id, element, { dispatches, optional, described })),
    h("div", { id: described },
      error && h("p", { class: "error", role: "alert", "data-testid": `error-${id}` }, error),
      hint && h("p", { class: "hint" }, words(hint))),
  ];
}

/** Pictures of this server or inside the message are shown; others only described: nothing is fetched outside. */
function picture({ image_url: address = "", alt_text: alt }, size) {
  const { origin } = new URL(address || "about:blank", location.href);
  const isNear = origin === location.origin || address.startsWith("data:image/");
  if (isNear) return h("img", { class: `picture ${size}`, src: address, alt });
  const text = size === "tiny" ? "▣" : alt;
  return h("span", { class: `picture missing ${size}`, role: "img", "aria-label": alt, title: address }, text);
}

const imageBlock = (block) =>
  h("figure", null, block.title && h("figcaption", null, words(block.title)), picture(block, "full"));

const cell = (content) => (content.type === "rich_text" ? richText(content) : content.text ?? content.value ?? "");

function table(block) {
  const [head, ...rows] = block.rows;
  const settings = (index) => {
    const { align, is_wrapped: wrapped } = block.column_settings?.[index] ?? {};
    return { class: `${align ?? ""} ${wrapped ? "wrapped" : ""}` };
  };
  const heads = head.map((each, index) => h("th", { scope: "col", ...settings(index) }, cell(each)));
  const cells = (row) => row.map((each, index) => h("td", settings(index), cell(each)));
  return h("div", { class: "table-frame", tabindex: "0", role: "region", "aria-label": block.caption ?? "Table" },
    h("table", null,
      block.caption && h("caption", null, block.caption),
      h("thead", null, h("tr", null, heads)),
      h("tbody", null, rows.map((row) => h("tr", null, cells(row))))));
}

const unknown = (block) => h("p", { class: "quiet" }, `(a “${block.type}” block, which the sandbox does not draw)`);

const KINDS = {
  section, context, actions, input, table,
  data_table: table,
  image: imageBlock,
  header: (block) => h("h3", null, words(block.text)),
  divider: () => h("hr"),
  rich_text: (block) => richText(block),
  markdown: (block) => h("div", { class: "text" }, mrkdwn(block.text.replaceAll("**", "*"))),
  alert: (block) => h("p", { class: `notice ${block.level ?? "default"}`, role: "note" }, words(block.text)),
  data_visualization: (block) => chart(block),
};
