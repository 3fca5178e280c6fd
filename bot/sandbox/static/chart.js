/** Slack's native charts (bar, line, area, pie) as inline SVG, each with a legend and the same numbers as a table. */

import { h } from "./dom.js";

// Told apart by lightness too, for readers who see fewer colours.
const COLOURS = [
  "#14695f", "#e08a2e", "#2f4f9e", "#c4476a", "#7c9b3a", "#6b3fa0",
  "#2a9fb5", "#8a5a2b", "#d4b106", "#5f6773", "#ef6f53", "#1f7a3a",
];
const WIDTH = 560;
const HEIGHT = 250;
const LEFT = 54;
const RIGHT = WIDTH - 12;
const TOP = 12;
const BOTTOM = HEIGHT - 48;
const RADIUS = 100;
const number = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 2 });

const colour = (index) => COLOURS[index % COLOURS.length];

export const chart = ({ title, chart: data }) =>
  data.type === "pie" ? pieChart(title, data.segments) : axisChart(title, data);

function pieChart(title, segments) {
  const edge = 2 * RADIUS + 20;
  const summary = segments.map(({ label, value }) => `${label} ${number.format(value)}`).join(", ");
  const rows = segments.map(({ label, value }) => [label, value]);
  const frame = { viewBox: `0 0 ${edge} ${edge}`, class: "pie", role: "img", "aria-label": `${title}: ${summary}` };
  const drawing = h("svg", frame, slices(segments, edge / 2));
  return figure(title, drawing, segments.map(({ label }) => label), table(null, rows));
}

function axisChart(title, { type, series, axis_config: axis }) {
  const names = series.map(({ name }) => name);
  const valueAt = (data, category) => data.find(({ label }) => label === category)?.value ?? 0;
  const values = series.map(({ data }) => axis.categories.map((category) => valueAt(data, category)));
  const summary = `${names.join(", ")} by ${axis.x_label ?? "category"}`;
  const frame = { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": `${title}: ${summary}` };
  const drawing = h("svg", frame, plot(type, names, values, axis));
  const rows = axis.categories.map((label, index) => [label, ...values.map((each) => each[index])]);
  return figure(title, drawing, names, table([axis.x_label ?? "", ...names], rows));
}

const figure = (title, drawing, names, numbers) => h("figure", { class: "chart" },
  h("figcaption", null, title),
  drawing,
  h("ul", { class: "legend" }, names.map((name, index) =>
    h("li", null, h("i", { style: { background: colour(index) } }), name))),
  h("details", null, h("summary", null, "Show as table"), numbers));

const table = (heads, rows) => h("table", null,
  heads && h("thead", null, h("tr", null, heads.map((text) => h("th", { scope: "col" }, text)))),
  h("tbody", null, rows.map(([label, ...values]) => h("tr", null,
    h("th", { scope: "row" }, label), values.map((value) => h("td", { class: "right" }, number.format(value)))))));

function plot(type, names, values, { categories, x_label: xLabel, y_label: yLabel }) {
  const ticks = ticksFor(Math.min(0, ...values.flat()), Math.max(0, ...values.flat()));
  const [low, high] = [ticks[0], ticks.at(-1)];
  const y = (value) => BOTTOM - ((BOTTOM - TOP) * (value - low)) / (high - low);
  const step = (RIGHT - LEFT) / categories.length;
  const x = (index) => LEFT + step * (index + 0.5);
  const tip = (series, index) =>
    h("title", null, `${names[series]}, ${categories[index]}: ${number.format(values[series][index])}`);
  const middle = { class: "axis-label", "text-anchor": "middle" };
  return [
    ticks.map((tick) => gridLine(tick, y(tick))),
    type === "bar" ? bars(values, x, y, step, tip) : lines(values, x, y, type === "area", tip),
    categories.map((label, index) => categoryLabel(label, x(index), step)),
    xLabel && h("text", { ...middle, x: (LEFT + RIGHT) / 2, y: HEIGHT - 6 }, xLabel),
    yLabel && h("text", { ...middle, transform: `translate(13 ${(TOP + BOTTOM) / 2}) rotate(-90)` }, yLabel),
  ];
}

const gridLine = (tick, y) => [
  h("line", { class: tick === 0 ? "axis" : "grid", x1: LEFT, x2: RIGHT, y1: y, y2: y }),
  h("text", { x: LEFT - 6, y: y + 4, "text-anchor": "end" }, number.format(tick)),
];

function categoryLabel(label, x, step) {
  const y = BOTTOM + 15;
  if (label.length * 6.2 <= step - 4) return h("text", { x, y, "text-anchor": "middle" }, label);
  const short = label.length > 10 ? `${label.slice(0, 9)}…` : label;
  return h("text", { x, y, "text-anchor": "end", transform: `rotate(-28 ${x} ${y})` }, h("title", null, label), short);
}

/** Four or five round steps that include zero. */
function ticksFor(low, high) {
  const rough = (high - low || 1) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const size = [1, 2, 2.5, 5, 10].find((each) => each * power >= rough) * power;
  const first = Math.floor(low / size);
  const last = Math.max(Math.ceil(high / size), first + 1);
  return Array.from({ length: last - first + 1 }, (_, index) => Number(((first + index) * size).toPrecision(12)));
}

function bars(values, x, y, step, tip) {
  const width = Math.min(36, (step * 0.72) / values.length);
  const bar = (series) => (value, index) => h("rect", {
    x: x(index) + (series - values.length / 2) * width + 0.5, width: Math.max(1, width - 1), rx: 2,
    fill: colour(series), y: Math.min(y(value), y(0)), height: Math.abs(y(value) - y(0)),
  }, tip(series, index));
  return values.map((row, series) => row.map(bar(series)));
}

function lines(values, x, y, filled, tip) {
  return values.map((row, series) => {
    const points = row.map((value, index) => `${x(index)},${y(value)}`);
    const area = [`${x(0)},${y(0)}`, ...points, `${x(row.length - 1)},${y(0)}`].join(" ");
    const stroke = { fill: "none", stroke: colour(series), "stroke-width": 2.5, "stroke-linejoin": "round" };
    return h("g", null,
      filled && h("polygon", { points: area, fill: colour(series), opacity: 0.25 }),
      h("polyline", { points: points.join(" "), ...stroke }),
      row.map((value, index) =>
        h("circle", { cx: x(index), cy: y(value), r: 3.5, fill: colour(series) }, tip(series, index))));
  });
}

function slices(segments, centre) {
  const total = segments.reduce((sum, { value }) => sum + value, 0);
  const at = (turn) => {
    const angle = turn * 2 * Math.PI;
    return `${centre + RADIUS * Math.sin(angle)} ${centre - RADIUS * Math.cos(angle)}`;
  };
  let start = 0;
  return segments.map(({ label, value }, index) => {
    const share = value / total;
    const [from, to] = [start, (start += share)];
    const tip = h("title", null, `${label}: ${number.format(value)} (${Math.round(share * 100)} %)`);
    // An arc from a point to itself draws nothing, so a lone segment is a circle.
    if (share > 0.9999) return h("circle", { cx: centre, cy: centre, r: RADIUS, fill: colour(index) }, tip);
    const arc = `A${RADIUS} ${RADIUS} 0 ${share > 0.5 ? 1 : 0} 1 ${at(to)}`;
    return h("path", { d: `M${centre} ${centre}L${at(from)}${arc}Z`, fill: colour(index), class: "slice" }, tip);
  });
}
