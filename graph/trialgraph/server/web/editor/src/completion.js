// What can stand where the cursor is: variables, prefixes, classes, properties, key words.

import { declared, declaring, shortened } from "./prefixes.js";
import { tokens, words } from "./tokens.js";

const KEYWORDS =
  "SELECT DISTINCT WHERE OPTIONAL FILTER UNION MINUS GRAPH VALUES BIND ORDER BY GROUP BY HAVING " +
  "LIMIT OFFSET ASK CONSTRUCT DESCRIBE PREFIX COUNT SUM AVG MIN MAX EXISTS NOT CONTAINS LCASE " +
  "STR LANG DATATYPE BOUND COALESCE IF REGEX AS ASC DESC";
const RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
const BEGINS = new Set(["{", ".", "}", ";"]);

/** Return a source of completions from what `read` gives: the vocabulary as it is known now. */
export function completing(read) {
  return (context) => complete(context, read());
}

function complete(context, known) {
  const text = context.state.doc.toString();
  const word = context.matchBefore(/[?$]\w*|[\w-]*:?[\w-]*/);
  if (isHidden(text, context.pos) || (word.from === word.to && !context.explicit)) return null;
  const before = words(text.slice(0, word.from));
  const options = "?$".includes(word.text[0] ?? " ")
    ? variables(text, context.pos)
    : terms(text, before, known);
  return options.length ? { from: word.from, options, validFor: /^(?:[?$]\w*|[\w:-]*)$/ } : null;
}

/** Tell whether a place is inside a comment, a string or an IRI. */
function isHidden(text, pos) {
  const token = tokens(text).find(({ from, to }) => from < pos && pos <= to);
  if (!token) return false;
  return token.kind === "comment" || ((token.kind === "string" || token.kind === "iri") && pos < token.to);
}

function variables(text, pos) {
  const found = words(text).filter(({ kind, to }) => kind === "variable" && to !== pos);
  return [...new Set(found.map((one) => one.text))].map((label) => ({ label, type: "variable" }));
}

function terms(text, before, known) {
  const last = before.at(-1);
  if (last?.kind === "word" && last.text.toUpperCase() === "PREFIX") return declarations(text, known);
  if (isType(last, text, known)) return known.classes.map((one) => option(one, "class", text, known));
  const place = before.at(-2);
  const isProperty = last && last.text !== "." && last.text !== "{" && last.text !== "}" &&
    (last.text === ";" || last.text === "/" || last.text === "^" || !place || BEGINS.has(place.text));
  if (isProperty) return properties(text, before, known);
  return [...keywords(), ...prefixes(text, known), ...everything(text, known)];
}

function isType(token, text, known) {
  if (!token) return false;
  return (token.kind === "word" && token.text === "a") || expanded(token.text, text, known) === RDF_TYPE;
}

function keywords() {
  return [...new Set(KEYWORDS.split(" "))].map((label) => ({ label, type: "keyword" }));
}

function everything(text, known) {
  return [
    ...known.classes.map((one) => option(one, "class", text, known)),
    ...known.properties.map((one) => option(one, "property", text, known)),
  ];
}

/** Properties, first those that things of the subject's class have. */
function properties(text, before, known) {
  const of = classOf(subject(before), text, known);
  const own = new Map((of?.properties ?? []).map((one) => [one.iri, one]));
  const listed = known.properties.map((one) => {
    const use = own.get(one.iri);
    const made = option(use ? { ...one, count: use.count } : one, "property", text, known);
    return use ? { ...made, boost: 50, detail: `${made.detail}, of ${of.label}` } : made;
  });
  return [{ label: "a", type: "keyword", detail: "is of the class", boost: 60 }, ...listed,
    ...prefixes(text, known)];
}

/** Return the subject of the statement that is being written. */
function subject(before) {
  for (let place = before.length - 1; place >= 0; place -= 1) {
    const previous = before[place - 1];
    const isFirst = !previous || [".", "{", "}"].includes(previous.text);
    if (isFirst) return before[place];
  }
  return undefined;
}

function classOf(token, text, known) {
  if (!token || token.kind !== "variable") return undefined;
  const seen = words(text);
  for (let place = 0; place + 2 < seen.length; place += 1) {
    if (seen[place].text === token.text) {
      const iri = typed(seen.slice(place + 1), text, known);
      const found = iri && known.classes.find((one) => one.iri === iri);
      if (found) return found;
    }
  }
  return undefined;
}

/** Return the class that a list of properties and values states. */
function typed(seen, text, known) {
  for (let place = 0; place + 1 < seen.length && !".{}".includes(seen[place].text); place += 1) {
    if (isType(seen[place], text, known)) return expanded(seen[place + 1].text, text, known);
  }
  return undefined;
}

function expanded(name, text, known) {
  if (name.startsWith("<")) return name.slice(1, -1);
  const end = name.indexOf(":");
  if (end < 0) return undefined;
  const base = declared(text).get(name.slice(0, end)) ?? known.prefixes[name.slice(0, end)];
  return base === undefined ? undefined : base + name.slice(end + 1);
}

function declarations(text, known) {
  const there = declared(text);
  return Object.entries(known.prefixes)
    .filter(([prefix]) => !there.has(prefix))
    .map(([prefix, base]) => ({ label: `${prefix}:`, detail: base, type: "namespace", apply: `${prefix}: <${base}>` }));
}

function prefixes(text, known) {
  return Object.entries(known.prefixes).map(([prefix, base]) => ({
    label: `${prefix}:`, detail: base, type: "namespace", boost: -20, apply: inserting(`${prefix}:`, known),
  }));
}

function option(one, type, text, known) {
  const short = shortened(one.iri, { ...known.prefixes, ...Object.fromEntries(declared(text)) });
  const name = short ?? `<${one.iri}>`;
  const count = one.count == null ? "not in the store" : `${one.count.toLocaleString("en")} ${type === "class" ? "held" : "times"}`;
  return {
    label: name, type, apply: inserting(name, known),
    // Read aloud, the blank keeps it apart from the name.
    detail: ` ${[one.label, count].filter(Boolean).join(", ")}`,
    info: one.comment || undefined,
    boost: one.count ? Math.min(20, Math.log10(one.count) * 4) : -30,
  };
}

/** Return what puts a name in, and its prefix at the head where that is missing. */
function inserting(name, known) {
  return (view, _, from, to) => {
    const changes = [{ from, to, insert: name }];
    const text = view.state.doc.toString();
    const prefix = name.startsWith("<") ? null : name.slice(0, name.indexOf(":"));
    let head = 0;
    if (prefix !== null && !declared(text).has(prefix) && known.prefixes[prefix] !== undefined) {
      const line = declaring(text, [prefix], known.prefixes);
      if (line.from <= from) head = line.insert.length;
      changes.unshift(line);
    }
    const anchor = from + name.length + head;
    view.dispatch({ changes, selection: { anchor }, userEvent: "input.complete" });
  };
}
