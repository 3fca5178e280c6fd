/** A small virtual DOM: h() says what should be seen, render() makes it so and leaves alone what is being typed. */

const SVG = "http://www.w3.org/2000/svg";
const PROPERTIES = new Set(["value", "checked", "disabled", "inert", "open", "indeterminate"]);
// A select only accepts a value once its options exist, so these are set after the children.
const AFTER_CHILDREN = new Set(["value", "checked"]);

let mounting = [];

export function h(tag, props, ...children) {
  const shown = children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false);
  const nodes = shown.map((child) => (child.tag ? child : { tag: "#", text: String(child) }));
  return { tag, props: props ?? {}, children: nodes };
}

export function render(root, vnode) {
  mounting = [];
  patch(root, [vnode], false);
  const mounted = mounting;
  mounting = [];
  for (const [hook, node] of mounted) hook(node);
}

function patch(parent, children, inSvg) {
  const before = parent.shown ?? new Map();
  const after = new Map();
  const ordinals = {};
  for (const vnode of children) {
    const name = vnode.props?.key ?? vnode.tag;
    const ordinal = (ordinals[name] = (ordinals[name] ?? -1) + 1);
    after.set(`${name} ${ordinal}`, { vnode });
  }
  for (const [name, entry] of after) {
    const old = before.get(name);
    entry.old = old?.vnode.tag === entry.vnode.tag ? old : undefined;
    entry.node = entry.old?.node ?? create(entry.vnode, inSvg);
  }
  // Leavers go first, so that stayers need not be moved: a moved element loses its focus and scroll.
  if (!parent.shown) parent.replaceChildren();
  for (const [name, old] of before) if (after.get(name)?.node !== old.node) old.node.remove();
  let place = parent.firstChild;
  for (const { node } of after.values()) {
    if (node === place) place = place.nextSibling;
    else parent.insertBefore(node, place);
  }
  for (const { vnode, old, node } of after.values()) update(node, old?.vnode, vnode);
  parent.shown = after;
}

function create(vnode, inSvg) {
  if (vnode.tag === "#") return document.createTextNode(vnode.text);
  const svg = inSvg || vnode.tag === "svg";
  const node = svg ? document.createElementNS(SVG, vnode.tag) : document.createElement(vnode.tag);
  if (vnode.props.mounted) mounting.push([vnode.props.mounted, node]);
  return node;
}

function update(node, old, vnode) {
  if (vnode.tag === "#") {
    if (node.data !== vnode.text) node.data = vnode.text;
    return;
  }
  const before = old?.props ?? {};
  for (const name of Object.keys(before)) if (!(name in vnode.props)) setProp(node, name, null, before[name]);
  const late = [];
  for (const [name, value] of Object.entries(vnode.props)) {
    if (AFTER_CHILDREN.has(name)) late.push([name, value]);
    else setProp(node, name, value, before[name]);
  }
  patch(node, vnode.children, node.namespaceURI === SVG);
  for (const [name, value] of late) setProp(node, name, value);
}

function setProp(node, name, value, before) {
  if (name === "key" || name === "mounted") return;
  if (PROPERTIES.has(name)) {
    const wanted = value ?? (name === "value" ? "" : false);
    if (node[name] !== wanted) node[name] = wanted;
  } else if (name.startsWith("on")) {
    // What a handler returns means nothing here; to the browser, a returned false would swallow the key.
    node[name] = value && ((event) => void value(event));
  } else if (name === "style") {
    for (const [rule, setting] of Object.entries(value ?? {})) node.style.setProperty(rule, setting);
  } else if (value === before) {
    return;
  } else if (value === null || value === undefined || value === false) {
    node.removeAttribute(name);
  } else {
    node.setAttribute(name, value === true ? "" : value);
  }
}
