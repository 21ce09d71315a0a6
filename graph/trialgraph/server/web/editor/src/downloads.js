// Answers as files, in each form that the service makes.

import { fetched } from "./asking.js";
import { button, element } from "./dom.js";

const ROWS = [
  ["JSON", "application/sparql-results+json", "srj"], ["XML", "application/sparql-results+xml", "srx"],
  ["CSV", "text/csv", "csv"], ["TSV", "text/tab-separated-values", "tsv"],
];
const GRAPHS = [
  ["Turtle", "text/turtle", "ttl"], ["N-Triples", "application/n-triples", "nt"],
  ["RDF/XML", "application/rdf+xml", "rdf"], ["JSON-LD", "application/ld+json", "jsonld"],
  ["N-Quads", "application/n-quads", "nq"], ["TriG", "application/trig", "trig"],
];

/** Return the buttons that fetch an answer whole and keep it as a file. */
export function downloads(query, isGraph, tell) {
  const forms = (isGraph ? GRAPHS : ROWS).map(([words, accept, ending]) =>
    button(words, () => kept(query, accept, `answer.${ending}`, tell), { "aria-label": `Download as ${words}` }));
  return element("p", { class: "downloads" }, "Download: ", ...forms);
}

async function kept(query, accept, name, tell) {
  try {
    const address = URL.createObjectURL(await fetched(query, undefined, accept));
    const link = element("a", { href: address, download: name });
    link.click();
    // The browser has begun to read it; the memory is given back when it surely is done.
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
  } catch (error) {
    tell(`No file: ${error.message}`);
  }
}
