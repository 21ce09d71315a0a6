// SPARQL cut into tokens, as the server's lexer cuts it.

const NAME = String.raw`(?:\p{L}[\p{L}\p{N}_.-]*)?:(?:[\p{L}\p{N}_:.-]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%])*`;
const TOKEN = new RegExp(
  [
    String.raw`(?<space>\s+)`,
    String.raw`(?<comment>#[^\n\r]*)`,
    String.raw`(?<iri><[^<>"{}|^\x60\\\x00-\x20]*>)`,
    String.raw`(?<string>"""(?:[^"\\]|\\.|"(?!""))*"""|'''(?:[^'\\]|\\.|'(?!''))*'''|"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*')`,
    String.raw`(?<variable>[?$][\p{L}\p{N}_]+)`,
    String.raw`(?<tag>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)`,
    `(?<name>${NAME})`,
    String.raw`(?<word>[\p{L}_][\p{L}\p{N}_]*)`,
    String.raw`(?<number>[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)`,
    "(?<mark>.)",
  ].join("|"),
  "gsu",
);

/** Return all tokens, blanks and comments too: { kind, text, from, to }. */
export function tokens(text) {
  const found = [];
  for (const match of text.matchAll(TOKEN)) {
    const kind = Object.keys(match.groups).find((key) => match.groups[key] !== undefined);
    found.push(...split(kind, match[0], match.index));
  }
  return found;
}

/** Return what stands for something: tokens without blanks and comments. */
export function words(text) {
  return tokens(text).filter(({ kind }) => kind !== "space" && kind !== "comment");
}

/** The stop behind a name ends the statement; it is no part of the name. */
function split(kind, text, from) {
  const to = from + text.length;
  if (kind !== "name" || !text.endsWith(".")) return [{ kind, text, from, to }];
  const name = text.replace(/\.+$/, "");
  const stops = [...text.slice(name.length)].map((stop, place) => {
    const begin = from + name.length + place;
    return { kind: "mark", text: stop, from: begin, to: begin + 1 };
  });
  return [{ kind, text: name, from, to: from + name.length }, ...stops];
}
