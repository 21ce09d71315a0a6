// An answer as a table whose columns can be sorted; names of things beside their IRIs.

import { isNumeric, sorted } from "./answer.js";
import { button, element } from "./dom.js";
import { shortened } from "./prefixes.js";

const OURS = "https://w3id.org/trialgraph/id/";

/** Return a table; `labels` holds the names that are known, `prefixes` what shortens IRIs. */
export function shown(made, { labels, prefixes }) {
  const numeric = made.names.map((_, column) => isNumeric(made, column));
  const body = element("tbody");
  const fill = (rows) => body.replaceChildren(...rows.map((row) => line(row, numeric, labels, prefixes)));
  const heads = made.names.map((name, column) => head(name, numeric[column]));
  heads.forEach((one, column) => {
    one.querySelector("button").addEventListener("click", () => {
      const isDown = one.getAttribute("aria-sort") === "ascending";
      for (const other of heads) other.removeAttribute("aria-sort");
      one.setAttribute("aria-sort", isDown ? "descending" : "ascending");
      fill(sorted(made, column, isDown));
    });
  });
  fill(made.rows);
  const whole = element("table", {}, element("caption", {}, counted(made)),
    element("thead", {}, element("tr", {}, ...heads)), body);
  return element("div", { class: "wide", role: "region", tabindex: "0", "aria-label": "Answer, table" }, whole);
}

/** Say how many rows there are, and how many of them are shown. */
export function counted({ rows, total, isCut }) {
  const count = total.toLocaleString("en");
  if (isCut) return `The first ${rows.length.toLocaleString("en")} rows of more than ${count}.`;
  if (rows.length < total) return `The first ${rows.length.toLocaleString("en")} of ${count} rows; downloads have all.`;
  return total === 1 ? "1 row." : `${count} rows.`;
}

function head(name, isNumber) {
  const sort = button(name, () => {}, { class: "sort" });
  return element("th", { scope: "col", class: isNumber ? "number" : false }, sort);
}

function line(row, numeric, labels, prefixes) {
  const cells = row.map((term, column) =>
    element("td", { class: numeric[column] ? "number" : false }, ...cell(term, labels, prefixes)));
  return element("tr", {}, ...cells);
}

function cell(term, labels, prefixes) {
  if (term === null) return [];
  if (term.kind !== "iri") {
    const beside = term.language ? [" ", element("small", {}, `@${term.language}`)] : [];
    return [term.text, ...beside];
  }
  const short = shortened(term.text, prefixes) ?? (term.text.startsWith(OURS) ? term.text.slice(OURS.length) : term.text);
  const label = labels.get(term.text);
  const link = linked(term.text, label ?? short);
  return label ? [link, " ", element("small", {}, short)] : [link];
}

/** Return a link to what this service says of a thing; of other things, to their own address. */
function linked(iri, words) {
  if (iri.startsWith(OURS)) return element("a", { href: `/id/${iri.slice(OURS.length)}`, title: iri }, words);
  const isWeb = /^https?:\/\//.test(iri);
  return element(isWeb ? "a" : "span", isWeb ? { href: iri, rel: "noreferrer", title: iri } : {}, words);
}

/** Return the IRIs of a table that no label is known of, each once. */
export function unlabelled({ rows }, labels) {
  const found = rows.flat().filter((term) => term?.kind === "iri" && !labels.has(term.text));
  return [...new Set(found.map(({ text }) => text))];
}

/** Return the query for the labels of things; of as many as the service takes in one. */
export function labelQuery(iris) {
  const values = [];
  let length = 0;
  for (const iri of iris) {
    length += iri.length + 3;
    if (length > 80_000) break;
    values.push(`<${iri}>`);
  }
  return `PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?iri ?label {
  VALUES ?iri { ${values.join(" ")} }
  GRAPH ?graph { ?iri rdfs:label|skos:prefLabel ?label }
}`;
}
