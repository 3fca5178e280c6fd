/** Slack's mrkdwn, plain text and rich text as nodes. People's words only ever become text nodes. */

import { linkButton } from "./buttons.js";
import { h } from "./dom.js";
import { emoji, withEmoji } from "./emoji.js";
import { channel, channelName, goTo, me, nameOf, now, person, state } from "./store.js";
import { slackDate } from "./time.js";

export const unescaped = (text) => text.replace(/&(lt|gt|amp);/g, (_, name) => ({ lt: "<", gt: ">", amp: "&" })[name]);

export const words = (object) => {
  if (!object) return [];
  if (typeof object === "string") return [withEmoji(object)];
  return object.type === "mrkdwn" ? mrkdwn(object.text) : [withEmoji(object.text)];
};

/** Whole paragraphs: code fences, quotes and lists, then what stands inside the lines. */
export function mrkdwn(text) {
  const nodes = [];
  let end = 0;
  for (const fence of text.matchAll(/\n?```\n?([^]+?)\n?```\n?/g)) {
    nodes.push(lines(text.slice(end, fence.index)), h("pre", { class: "code" }, unescaped(fence[1])));
    end = fence.index + fence[0].length;
  }
  return [...nodes, lines(text.slice(end))];
}

const LINE_KINDS = [
  ["quote", /^(?:&gt;|>) ?/],
  ["bullets", /^\s*[•◦▪-] +/],
  ["numbers", /^\s*\d{1,3}\. +/],
];

function lines(text) {
  if (!text) return [];
  const groups = [];
  for (const line of text.split("\n")) {
    const [kind, mark] = LINE_KINDS.find(([, pattern]) => pattern.test(line)) ?? ["text", /^/];
    if (groups.at(-1)?.kind !== kind) groups.push({ kind, first: line, lines: [] });
    groups.at(-1).lines.push(line.replace(mark, ""));
  }
  const broken = (each) => each.flatMap((line, index) => (index ? [h("br"), ...inline(line)] : inline(line)));
  return groups.flatMap(({ kind, first, lines: content }, index) => {
    if (kind === "quote") return h("blockquote", null, broken(content));
    const items = () => content.map((line) => h("li", null, inline(line)));
    if (kind === "bullets") return h("ul", null, items());
    if (kind === "numbers") return h("ol", { start: parseInt(first, 10) }, items());
    const afterText = index > 0 && groups[index - 1].kind === "text";
    return afterText ? [h("br"), ...broken(content)] : broken(content);
  });
}

// Each piece inside the marks can be read in one way only, so that no text makes the search slow.
const pieces = (mark) => `(?:\`[^\`\\n]*\`|<[^<>\\n]*>|[^\\n\`<${mark}])+`;
const styled = (mark, name) =>
  `(?<![\\w${mark}])[${mark}](?<${name}>(?!\\s)${pieces(mark)})(?<!\\s)[${mark}](?![\\w${mark}])`;
const INLINE = new RegExp([
  "`(?<code>[^`\\n]+)`",
  "<(?<angle>[^<>\\n]+)>",
  ":(?<emoji>[a-z0-9_+'-]+(?:::skin-tone-\\d)?):",
  "(?<url>https?://[^\\s<>|]+[^\\s<>|.,;:!?)'\"*_~])",
  styled("*", "bold"), styled("_", "italic"), styled("~", "strike"),
].join("|"), "gu");

function inline(text) {
  const nodes = [];
  let end = 0;
  for (const match of text.matchAll(INLINE)) {
    if (match.index > end) nodes.push(unescaped(text.slice(end, match.index)));
    end = match.index + match[0].length;
    const { code, angle, emoji: name, url, bold, italic, strike } = match.groups;
    if (code !== undefined) nodes.push(h("code", null, unescaped(withoutLinks(code))));
    else if (angle !== undefined) nodes.push(reference(angle));
    else if (name !== undefined) nodes.push(emoji(name));
    else if (url !== undefined) nodes.push(link(unescaped(url), [unescaped(url)]));
    else if (bold !== undefined) nodes.push(h("strong", null, inline(bold)));
    else if (italic !== undefined) nodes.push(h("em", null, inline(italic)));
    else nodes.push(h("s", null, inline(strike)));
  }
  if (end < text.length) nodes.push(unescaped(text.slice(end)));
  return nodes;
}

const withoutLinks = (code) => code.replace(/<[^|>]*\|([^>]*)>|<([^>]*)>/g, "$1$2");

/** What stands in angle brackets: a person, a channel, a moment, a broadcast or a link. */
function reference(inside) {
  const [target, label] = inside.split(/\|(.*)/s);
  if (target.startsWith("@")) return mention(target.slice(1), label);
  if (target.startsWith("#")) return channelLink(target.slice(1), label);
  if (target.startsWith("!date^")) {
    const [, epoch, format, address] = target.split("^");
    return moment(epoch, unescaped(format), unescaped(label ?? ""), address);
  }
  if (target.startsWith("!")) return h("span", { class: "mention" }, `@${target.slice(1).split("^")[0]}`);
  return link(unescaped(target), label ? inline(label) : [unescaped(target)]);
}

function mention(id, label) {
  const known = person(id);
  const look = { class: `mention ${id === state.me ? "me" : ""}`, title: known?.title };
  return h("span", look, `@${known?.real_name ?? label ?? id}`);
}

function channelLink(id, label) {
  const known = channel(id);
  if (!known) return h("span", { class: "mention" }, label ? `#${unescaped(label)}` : "#private-channel");
  return linkButton(`#${channelName(known)}`, () => goTo({ kind: "channel", id }));
}

function moment(epoch, format, fallback, address) {
  const text = slackDate(epoch, format, now(), me().tz) ?? fallback;
  return address ? link(address, [text]) : h("time", { title: fallback }, text);
}

/** Links to messages of this workspace open here; everything else in a new tab; unknown schemes are only text. */
export function link(address, label) {
  const inside = /\/archives\/([A-Z0-9]+)\/p(\d{10})(\d{6})/.exec(address);
  if (inside && channel(inside[1])) {
    const ts = `${inside[2]}.${inside[3]}`;
    const thread = /[?&]thread_ts=([\d.]+)/.exec(address)?.[1] ?? null;
    return linkButton(label, () => goTo({ kind: "channel", id: inside[1] }, { thread, highlighted: ts }));
  }
  if (!/^(https?|mailto):/i.test(address)) return h("span", { title: address }, label);
  return h("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, label);
}

const STYLES = { bold: "strong", italic: "em", strike: "s", underline: "u", code: "code" };

function richInline(piece) {
  const { type, style = {} } = piece;
  let node = piece.text ?? "";
  if (type === "link") node = link(piece.url, [piece.text || piece.url]);
  else if (type === "user") node = mention(piece.user_id);
  else if (type === "channel") node = channelLink(piece.channel_id);
  else if (type === "emoji") node = emoji(piece.name);
  else if (type === "date") node = moment(piece.timestamp, piece.format, piece.fallback ?? "", piece.url);
  else if (type === "broadcast") node = h("span", { class: "mention" }, `@${piece.range}`);
  else if (type === "usergroup") node = h("span", { class: "mention" }, `@${piece.usergroup_id}`);
  else if (type === "color") node = h("code", null, piece.value);
  return Object.keys(STYLES).reduce((inner, name) => (style[name] ? h(STYLES[name], null, inner) : inner), node);
}

const inner = ({ elements }) => elements.map(richInline);

const CONTAINERS = {
  rich_text_section: (element) => h("div", { class: "rich-section" }, inner(element)),
  rich_text_quote: (element) => h("blockquote", null, inner(element)),
  rich_text_preformatted: (element) => h("pre", { class: "code" }, inner(element)),
  rich_text_list: ({ style, indent = 0, offset = 0, elements }) =>
    h(style === "ordered" ? "ol" : "ul", { class: `indent-${indent}`, start: offset + 1 },
      elements.map((item) => h("li", null, inner(item)))),
};

export const richText = ({ elements = [] }) =>
  h("div", { class: "rich-text" }, elements.map((element) => CONTAINERS[element.type]?.(element)));
