// Prefixes: which a query declares, which it uses, and the short form of an IRI.

import { tokens, words } from "./tokens.js";

const LOCAL = /^[\p{L}\p{N}_](?:[\p{L}\p{N}_.-]*[\p{L}\p{N}_-])?$/u;

/** Return what a query declares, as a map from prefix to namespace. */
export function declared(text) {
  const seen = words(text);
  const found = new Map();
  seen.forEach(({ kind, text: word }, place) => {
    const name = seen[place + 1];
    const iri = seen[place + 2];
    const isPrefix = kind === "word" && word.toUpperCase() === "PREFIX";
    if (isPrefix && name?.kind === "name" && iri?.kind === "iri") {
      found.set(name.text.slice(0, name.text.indexOf(":")), iri.text.slice(1, -1));
    }
  });
  return found;
}

/** Return the known prefixes that a query uses and does not declare. */
export function undeclared(text, known) {
  const there = declared(text);
  const used = words(text)
    .filter(({ kind }) => kind === "name")
    .map(({ text: name }) => name.slice(0, name.indexOf(":")));
  return [...new Set(used)].filter((one) => !there.has(one) && known[one] !== undefined);
}

/** Return the change that declares prefixes, behind those that are declared. */
export function declaring(text, names, known) {
  const lines = names.map((one) => `PREFIX ${one}: <${known[one]}>\n`).join("");
  let from = 0;
  const seen = tokens(text);
  seen.forEach(({ kind, text: word }, place) => {
    if (kind !== "word" || word.toUpperCase() !== "PREFIX") return;
    const iri = seen.slice(place).find((one) => one.kind === "iri");
    if (iri) from = text.indexOf("\n", iri.to) + 1 || text.length;
  });
  const isOpen = from > 0 && text[from - 1] !== "\n";
  return { from, insert: (isOpen ? "\n" : "") + lines };
}

/** Return an IRI by its prefix, or `null` where none fits. */
export function shortened(iri, known) {
  let best = null;
  for (const [prefix, base] of Object.entries(known)) {
    if (!iri.startsWith(base) || (best && known[best].length >= base.length)) continue;
    if (LOCAL.test(iri.slice(base.length))) best = prefix;
  }
  return best === null ? null : `${best}:${iri.slice(known[best].length)}`;
}
