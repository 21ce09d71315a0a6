// A chart of an answer with a label and one or two numbers a row: bars, drawn as SVG.

import { isNumeric } from "./answer.js";
import { drawn, element } from "./dom.js";
import { shortened } from "./prefixes.js";

const MOST = 40; // bars that can be told apart
const ROW = 26;
const LEFT = 260;
const WIDTH = 760;
const LONG = 38; // characters of a label

/** Return how the columns make a chart: { labels, numbers }, or `null` where they make none. */
export function charted(made) {
  if (made.names.length < 2 || made.names.length > 3 || !made.rows.length) return null;
  const columns = made.names.map((_, column) => column);
  let numbers = columns.filter((column) => isNumeric(made, column));
  if (numbers.length === made.names.length) numbers = numbers.slice(1);
  const labels = columns.filter((column) => !numbers.includes(column));
  return numbers.length ? { labels, numbers } : null;
}

/** Return the chart of a table; the table says the same in words. */
export function chart(made, { labels, numbers }, known) {
  const rows = made.rows.slice(0, MOST);
  const values = rows.flatMap((row) => numbers.map((column) => Number(row[column]?.text ?? 0)));
  const least = Math.min(0, ...values);
  const most = Math.max(0, ...values, least + Number.EPSILON);
  const at = (value) => LEFT + ((value - least) / (most - least)) * (WIDTH - LEFT - 70);
  const height = rows.length * ROW * numbers.length + 30;
  const named = numbers.map((column) => made.names[column]).join(" and ");
  const svg = drawn("svg", {
    viewBox: `0 0 ${WIDTH} ${height}`, role: "img",
    "aria-label": `Bars of ${named}, ${rows.length} rows; the table below has the same numbers`,
  });
  rows.forEach((row, place) => svg.append(...bars(row, place, { labels, numbers, at, known })));
  svg.append(drawn("line", { class: "axis", x1: at(0), x2: at(0), y1: 4, y2: height - 26 }));
  svg.append(...legend(made, numbers, height));
  const isCut = made.total > rows.length;
  const caption = isCut ? `${named}: the first ${rows.length} of ${made.total} rows` : named;
  return element("figure", { class: "chart" }, element("figcaption", {}, caption), element("div", { class: "plot", role: "region", tabindex: "0", "aria-label": "Chart" }, svg));
}

function bars(row, place, { labels, numbers, at, known }) {
  const top = place * ROW * numbers.length + 4;
  const words = labels.map((column) => named(row[column], known)).join(", ");
  const label = words.length > LONG ? `${words.slice(0, LONG - 1)}…` : words;
  const parts = [drawn("text", { x: LEFT - 8, y: top + 15, "text-anchor": "end" }, label)];
  numbers.forEach((column, series) => {
    const term = row[column];
    if (!term) return;
    const value = Number(term.text);
    const y = top + series * ROW;
    const [from, to] = [at(Math.min(0, value)), at(Math.max(0, value))];
    const bar = drawn("rect", { class: `series-${series}`, x: from, y, width: Math.max(1, to - from), height: ROW - 6 },
      drawn("title", {}, `${words}: ${term.text}`));
    parts.push(bar, drawn("text", { x: to + 6, y: y + 15 }, term.text));
  });
  return parts;
}

function legend(made, numbers, height) {
  return numbers.flatMap((column, series) => {
    const x = LEFT + series * 180;
    return [
      drawn("rect", { class: `series-${series}`, x, y: height - 16, width: 12, height: 12 }),
      drawn("text", { x: x + 18, y: height - 5 }, made.names[column]),
    ];
  });
}

function named(term, { labels, prefixes }) {
  if (!term) return "-";
  if (term.kind !== "iri") return term.text;
  return labels.get(term.text) ?? shortened(term.text, prefixes) ?? term.text;
}
