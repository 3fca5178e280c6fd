/** Block Kit, block by block. A surface is {kind, key, blocks, message?, view?}: what the blocks stand on. */

import { chart } from "./chart.js";
import { h } from "./dom.js";
import { interactive, standing } from "./elements.js";
import { blockIdOf } from "./inputs.js";
import { ui } from "./store.js";
import { richText, words } from "./text.js";

export const blocks = (surface) => h("div", { class: "blocks" }, surface.blocks.map((block, index) => {
  const shown = KINDS[block.type] ?? unknown;
  return h("div", { class: `block ${block.type}`, key: blockIdOf(block, index) }, shown(block, surface, blockIdOf(block, index)));
}));

function section(block, surface, id) {
  const { accessory } = block;
  return [
    h("div", { class: "section-text" },
      block.text && h("div", { class: "text" }, words(block.text)),
      block.fields && h("div", { class: "section-fields" }, block.fields.map((field) => h("div", { class: "text" }, words(field))))),
    accessory && h("div", { class: "accessory" }, accessory.type === "image" ? picture(accessory, "thumb") : interactive(standing(surface, id, accessory))),
  ];
}

const context = (block) => block.elements.map((element) =>
  element.type === "image" ? picture(element, "tiny") : h("div", { class: "text" }, words(element)));

const actions = (block, surface, id) => block.elements.map((element) => interactive(standing(surface, id, element)));

function input(block, surface, id) {
  const described = `${surface.key}-${id}`.replace(/[^\w-]/g, "-");
  const error = ui.errors[surface.key]?.[id];
  const at = standing(surface, id, block.element, { dispatches: Boolean(block.dispatch_action), optional: Boolean(block.optional), described });
  return [
    h("label", { class: "label", id: `${described}-label`, for: `${described}-field` }, words(block.label), block.optional && h("span", { class: "quiet" }, " (optional)")),
    interactive(at),
    h("div", { id: described },
      error && h("p", { class: "error", role: "alert", "data-testid": `error-${id}` }, error),
      block.hint && h("p", { class: "hint" }, words(block.hint))),
  ];
}

/** Pictures come from this server or from the message itself; anything else is only described, nothing is fetched outside. */
function picture(image, size) {
  const address = image.image_url ?? "";
  const near = address.startsWith("data:image/") || new URL(address || "x:", location.href).origin === location.origin;
  if (near && address) return h("img", { class: `picture ${size}`, src: address, alt: image.alt_text });
  return h("span", { class: `picture missing ${size}`, role: "img", "aria-label": image.alt_text, title: address }, size === "tiny" ? "▣" : image.alt_text);
}

const imageBlock = (block) => h("figure", null, block.title && h("figcaption", null, words(block.title)), picture(block, "full"));

const cell = (content) => (content.type === "rich_text" ? richText(content) : content.text ?? content.value ?? "");

function table(block) {
  const [head, ...rows] = block.rows;
  const settings = (index) => {
    const { align, is_wrapped: wrapped } = block.column_settings?.[index] ?? {};
    return { class: `${align ?? ""} ${wrapped ? "wrapped" : ""}` };
  };
  return h("div", { class: "table-frame", tabindex: "0", role: "region", "aria-label": block.caption ?? "Table" }, h("table", null,
    block.caption && h("caption", null, block.caption),
    h("thead", null, h("tr", null, head.map((each, index) => h("th", { scope: "col", ...settings(index) }, cell(each))))),
    h("tbody", null, rows.map((row) => h("tr", null, row.map((each, index) => h("td", settings(index), cell(each))))))));
}

const unknown = (block) => h("p", { class: "quiet" }, `(a “${block.type}” block, which the sandbox does not draw)`);

const KINDS = {
  section, context, actions, input, table,
  data_table: table,
  image: imageBlock,
  header: (block) => h("h3", null, words(block.text)),
  divider: () => h("hr"),
  rich_text: (block) => richText(block),
  markdown: (block) => h("div", { class: "text" }, words({ type: "mrkdwn", text: block.text.replace(/\*\*/g, "*") })),
  alert: (block) => h("p", { class: `notice ${block.level ?? "default"}`, role: "note" }, words(block.text)),
  data_visualization: (block) => chart(block),
};
