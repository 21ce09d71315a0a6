// A graph as Turtle with its words marked; IRIs are written by their prefixes where they have one.

import { element } from "./dom.js";
import { shortened } from "./prefixes.js";
import { tokens } from "./tokens.js";

const CLASSES = { iri: "tok-namespace", string: "tok-string", comment: "tok-comment", name: "tok-variableName",
  number: "tok-number", tag: "tok-keyword", word: "tok-keyword" };
const MOST = 200_000; // characters that are shown

/** Return the text of a graph as an element; a long one is cut at a line, which is said. */
export function graphText(text, prefixes) {
  const end = text.length > MOST ? text.lastIndexOf("\n", MOST) : text.length;
  const whole = element("pre", { tabindex: "0", role: "region", "aria-label": "Answer, Turtle" },
    marked(text.slice(0, end), prefixes));
  if (end === text.length) return [whole];
  const note = `The first ${end.toLocaleString("en")} of ${text.length.toLocaleString("en")} characters; downloads have all.`;
  return [element("p", { class: "note" }, note), whole];
}

function marked(text, prefixes) {
  const used = new Set();
  const words = tokens(text).map(({ kind, text: word }) => {
    const short = kind === "iri" ? shortened(word.slice(1, -1), prefixes) : null;
    if (short === null) return spelled(kind, word);
    used.add(short.slice(0, short.indexOf(":")));
    return spelled("name", short);
  });
  const heads = [...used].sort().flatMap((one) => [
    spelled("tag", "@prefix"), ` ${one}: `, spelled("iri", `<${prefixes[one]}>`), " .\n",
  ]);
  return element("code", {}, ...heads, ...(heads.length ? ["\n"] : []), ...words);
}

function spelled(kind, word) {
  return CLASSES[kind] ? element("span", { class: CLASSES[kind] }, word) : word;
}
