/** Slack's native charts (bar, line, area, pie) as inline SVG, each with a legend and the same numbers as a table. */

import { h } from "./dom.js";

// Told apart by lightness too, for readers who see fewer colours.
const COLOURS = ["#14695f", "#e08a2e", "#2f4f9e", "#c4476a", "#7c9b3a", "#6b3fa0", "#2a9fb5", "#8a5a2b", "#d4b106", "#5f6773", "#ef6f53", "#1f7a3a"];
const WIDTH = 560;
const HEIGHT = 250;
const INSET = { top: 12, right: 12, bottom: 48, left: 54 };
const PLOT = { width: WIDTH - INSET.left - INSET.right, height: HEIGHT - INSET.top - INSET.bottom };
const number = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 2 });

export function chart({ title, chart: data }) {
  const pie = data.type === "pie";
  const names = pie ? data.segments.map((segment) => segment.label) : data.series.map((series) => series.name);
  const summary = pie ? data.segments.map((segment) => `${segment.label} ${number.format(segment.value)}`).join(", ") : `${names.join(", ")} by ${data.axis_config.x_label ?? "category"}`;
  return h("figure", { class: "chart" },
    h("figcaption", null, title),
    h("svg", { viewBox: `0 0 ${pie ? 220 : WIDTH} ${pie ? 220 : HEIGHT}`, class: pie ? "pie" : "", role: "img", "aria-label": `${title}: ${summary}` },
      pie ? slices(data.segments) : plot(data)),
    h("ul", { class: "legend" }, names.map((name, index) => h("li", null, h("i", { style: { background: COLOURS[index % COLOURS.length] } }), name))),
    h("details", null, h("summary", null, "Show as table"), pie ? pieTable(data.segments) : axisTable(data)));
}

/** Points of all series in the order of the categories. */
const ordered = (data) => data.series.map((series) => data.axis_config.categories.map((label) => series.data.find((point) => point.label === label)?.value ?? 0));

function plot(data) {
  const { categories, x_label: xLabel, y_label: yLabel } = data.axis_config;
  const rows = ordered(data);
  const ticks = ticksFor(Math.min(0, ...rows.flat()), Math.max(0, ...rows.flat()));
  const [low, high] = [ticks[0], ticks.at(-1)];
  const y = (value) => INSET.top + PLOT.height * (1 - (value - low) / (high - low));
  const step = PLOT.width / categories.length;
  const middle = (index) => INSET.left + step * (index + 0.5);
  const draw = data.type === "bar" ? bars : lines;
  return [
    ticks.map((tick) => [
      h("line", { class: tick === 0 ? "axis" : "grid", x1: INSET.left, x2: WIDTH - INSET.right, y1: y(tick), y2: y(tick) }),
      h("text", { x: INSET.left - 6, y: y(tick) + 4, "text-anchor": "end" }, number.format(tick))]),
    draw({ rows, y, step, middle, filled: data.type === "area", names: data.series.map((series) => series.name), categories }),
    categories.map((label, index) => categoryLabel(label, middle(index), step)),
    xLabel && h("text", { class: "axis-label", x: INSET.left + PLOT.width / 2, y: HEIGHT - 6, "text-anchor": "middle" }, xLabel),
    yLabel && h("text", { class: "axis-label", transform: `translate(13 ${INSET.top + PLOT.height / 2}) rotate(-90)`, "text-anchor": "middle" }, yLabel),
  ];
}

function categoryLabel(label, x, step) {
  const y = HEIGHT - INSET.bottom + 16;
  if (label.length * 6.2 <= step - 4) return h("text", { x, y, "text-anchor": "middle" }, label);
  const short = label.length > 10 ? `${label.slice(0, 9)}…` : label;
  return h("text", { x, y: y - 4, "text-anchor": "end", transform: `rotate(-28 ${x} ${y - 4})` }, h("title", null, label), short);
}

/** Four or five round steps that include zero. */
function ticksFor(low, high) {
  const span = high - low || 1;
  const rough = span / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const size = [1, 2, 2.5, 5, 10].find((each) => each * power >= rough) * power;
  const first = Math.floor(low / size);
  const last = Math.max(Math.ceil(high / size), first + 1);
  return Array.from({ length: last - first + 1 }, (_, index) => Number(((first + index) * size).toPrecision(12)));
}

function bars({ rows, y, step, middle, names, categories }) {
  const width = Math.min(36, (step * 0.72) / rows.length);
  return rows.map((values, series) => values.map((value, index) => {
    const x = middle(index) + (series - rows.length / 2) * width;
    return h("rect", { x: x + 0.5, width: Math.max(1, width - 1), y: Math.min(y(value), y(0)), height: Math.abs(y(value) - y(0)), rx: 2, fill: COLOURS[series % COLOURS.length] },
      h("title", null, `${names[series]}, ${categories[index]}: ${number.format(value)}`));
  }));
}

function lines({ rows, y, middle, filled, names, categories }) {
  return rows.map((values, series) => {
    const colour = COLOURS[series % COLOURS.length];
    const points = values.map((value, index) => `${middle(index)},${y(value)}`);
    return h("g", null,
      filled && h("polygon", { points: [`${middle(0)},${y(0)}`, ...points, `${middle(values.length - 1)},${y(0)}`].join(" "), fill: colour, opacity: 0.25 }),
      h("polyline", { points: points.join(" "), fill: "none", stroke: colour, "stroke-width": 2.5, "stroke-linejoin": "round" }),
      values.map((value, index) => h("circle", { cx: middle(index), cy: y(value), r: 3.5, fill: colour },
        h("title", null, `${names[series]}, ${categories[index]}: ${number.format(value)}`))));
  });
}

function slices(segments) {
  const total = segments.reduce((sum, segment) => sum + segment.value, 0);
  let from = 0;
  return segments.map((segment, index) => {
    const share = segment.value / total;
    const [start, end] = [from, (from += share)];
    const label = h("title", null, `${segment.label}: ${number.format(segment.value)} (${Math.round(share * 100)} %)`);
    const fill = COLOURS[index % COLOURS.length];
    if (share > 0.9999) return h("circle", { cx: 110, cy: 110, r: 100, fill }, label);
    const at = (turn) => `${110 + 100 * Math.sin(turn * 2 * Math.PI)} ${110 - 100 * Math.cos(turn * 2 * Math.PI)}`;
    return h("path", { d: `M110 110L${at(start)}A100 100 0 ${share > 0.5 ? 1 : 0} 1 ${at(end)}Z`, fill, class: "slice" }, label);
  });
}

const pieTable = (segments) => h("table", null,
  h("tbody", null, segments.map((segment) => h("tr", null, h("th", { scope: "row" }, segment.label), h("td", null, number.format(segment.value))))));

function axisTable(data) {
  const rows = ordered(data);
  const { categories, x_label: xLabel } = data.axis_config;
  return h("table", null,
    h("thead", null, h("tr", null, h("th", { scope: "col" }, xLabel ?? ""), data.series.map((series) => h("th", { scope: "col" }, series.name)))),
    h("tbody", null, categories.map((label, index) =>
      h("tr", null, h("th", { scope: "row" }, label), rows.map((values) => h("td", null, number.format(values[index])))))));
}
