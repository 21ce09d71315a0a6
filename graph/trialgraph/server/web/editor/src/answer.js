// Answers as tables of terms: read from tab-separated values, or from the table on the page.

export const MOST = 1000; // rows that are shown; as many as without scripts

const ESCAPED = { t: "\t", n: "\n", r: "\r", b: "\b", f: "\f", '"': '"', "'": "'", "\\": "\\" };
const XSD = "http://www.w3.org/2001/XMLSchema#";
const NUMBERS = new Set(
  ("integer decimal double float int long short byte nonNegativeInteger positiveInteger " +
    "unsignedInt unsignedLong negativeInteger nonPositiveInteger").split(" ").map((one) => XSD + one),
);

/** Return a table: { names, rows, total }, at most so many rows as are shown. */
export function table(text) {
  const lines = text.split("\n");
  if (lines.at(-1) === "") lines.pop();
  const names = lines[0] === "" ? [] : lines[0].split("\t").map((one) => one.replace(/^[?$]/, "").trim());
  const rows = lines.slice(1, MOST + 1).map((line) => line.replace(/\r$/, "").split("\t").map(term));
  return { names, rows: rows.map((row) => names.map((_, place) => row[place] ?? null)), total: lines.length - 1 };
}

/** Return the table that the server put on the page, or `null`. */
export function tableOn(page) {
  const made = page.querySelector("table[data-total]");
  if (!made) return null;
  const names = [...made.querySelectorAll("thead th")].map((one) => one.dataset.name);
  const rows = [...made.querySelectorAll("tbody tr")].map((row) =>
    [...row.cells].map((cell) => term(cell.dataset.term ?? "")));
  return { names, rows, total: Number(made.dataset.total), isCut: "cut" in made.dataset };
}

/** Return a term from its form in tab-separated values; `null` where nothing is bound. */
export function term(written) {
  if (written === "") return null;
  if (written.startsWith("<<")) return { kind: "text", text: written, written };
  if (written.startsWith("<")) return { kind: "iri", text: written.slice(1, -1), written };
  if (written.startsWith("_:")) return { kind: "blank", text: written, written };
  const literal = /^"((?:[^"\\]|\\.)*)"(?:@([\w-]+)|\^\^<([^>]*)>)?$/s.exec(written);
  if (!literal) return { kind: Number.isNaN(Number(written)) ? "text" : "number", text: written, written };
  const kind = NUMBERS.has(literal[3]) ? "number" : "text";
  return { kind, text: unescaped(literal[1]), language: literal[2], datatype: literal[3], written };
}

function unescaped(text) {
  return text.replace(/\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)/gs, (_, code) =>
    code.length > 1 ? String.fromCodePoint(parseInt(code.slice(1), 16)) : (ESCAPED[code] ?? code));
}

/** Return whether all that a column holds are numbers, and it holds one. */
export function isNumeric({ rows }, column) {
  const held = rows.map((row) => row[column]).filter(Boolean);
  return held.length > 0 && held.every(({ kind }) => kind === "number");
}

/** Return rows in the order of a column; what is not bound stands last. */
export function sorted(made, column, isDown) {
  const numeric = isNumeric(made, column);
  const compare = (one, other) => numeric
    ? Number(one.text) - Number(other.text)
    : one.text.localeCompare(other.text, "en", { numeric: true });
  return made.rows.toSorted((one, other) => {
    const [left, right] = [one[column], other[column]];
    if (!left || !right) return Boolean(right) - Boolean(left);
    return isDown ? compare(right, left) : compare(left, right);
  });
}
