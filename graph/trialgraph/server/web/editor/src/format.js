// Queries set out line by line: only blanks change, comments stay where they are.

import { tokens } from "./tokens.js";

const STEP = "  ";
const PROLOGUE = new Set(["PREFIX", "BASE"]);
const FORMS = new Set(["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"]);
const STAYS = new Set(["UNION", "AS", ".", ")", ",", ";"]);

/** Return a query with one statement a line, indented by its braces. */
export function formatted(text) {
  const writer = new Writer();
  let gap = "";
  for (const token of tokens(text)) {
    if (token.kind === "space") {
      gap = token.text;
    } else {
      writer.write(token, gap);
      gap = "";
    }
  }
  return writer.text();
}

class Writer {
  constructor() {
    this.lines = [];
    this.line = "";
    this.open = []; // each bracket: "{", "data" (the braces of VALUES), "(" or "["
    this.before = null;
    this.values = false; // whether braces of data may open
  }

  write(token, gap) {
    const word = token.kind === "word" ? token.text.toUpperCase() : token.text;
    const breaks = gap.split(/\r\n|\r|\n/).length - 1;
    const closed = closes(token) ? this.open.pop() : null;
    const mustBreak = this.before && closed !== "data" && this.mustBreak(token, word);
    if (this.before && (breaks > 0 || mustBreak)) this.end(breaks > 1, word);
    else if (this.before && gap) this.line += " ";
    if (!this.line) this.line = STEP.repeat(this.depth(token));
    this.line += token.text;
    this.note(token, word);
  }

  /** Tell whether a token begins a line wherever it stood. */
  mustBreak(token, word) {
    const before = this.before;
    if (before.kind === "comment") return true;
    if (token.kind === "comment" || this.open.at(-1) === "data") return false;
    if (token.text === "}") return before.text !== "{";
    if (this.open.at(-1) === "(" || this.open.at(-1) === "[") return false;
    if (before.text === "{") return true;
    if (before.text === "}") return !STAYS.has(word);
    if (before.text === "." && this.open.length) return true;
    return !this.open.length && (PROLOGUE.has(word) || (FORMS.has(word) && before.kind === "iri"));
  }

  end(isApart, word) {
    this.lines.push(this.line.trimEnd());
    const last = this.lines.at(-1).trimStart().toUpperCase();
    const isBody = FORMS.has(word) && /^(PREFIX|BASE)\b/.test(last);
    if ((isApart || isBody) && this.lines.at(-1)) this.lines.push("");
    this.line = "";
  }

  /** Return how far a line that begins with a token is indented. */
  depth(token) {
    const isOn = this.before && (this.before.text === ";" || this.before.text === ",");
    const begins = token.kind === "comment" || token.text === "}" || !this.open.length;
    return this.open.length + (isOn && !begins ? 1 : 0);
  }

  note(token, word) {
    if (word === "VALUES") this.values = true;
    if (token.text === "{") {
      this.open.push(this.values ? "data" : "{");
      this.values = false;
    } else if (token.text === "(" || token.text === "[") {
      this.open.push(token.text);
    }
    this.before = token;
  }

  text() {
    return `${[...this.lines, this.line.trimEnd()].join("\n").trim()}\n`;
  }
}

function closes(token) {
  return token.kind === "mark" && "})]".includes(token.text);
}
