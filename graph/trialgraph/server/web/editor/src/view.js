// The editor itself: CodeMirror in the place of the text field.

import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { bracketMatching, syntaxHighlighting } from "@codemirror/language";
import { lintGutter, setDiagnostics } from "@codemirror/lint";
import { EditorState } from "@codemirror/state";
import { EditorView, highlightSpecialChars, keymap, lineNumbers } from "@codemirror/view";
import { classHighlighter } from "@lezer/highlight";
import { sparql } from "codemirror-lang-sparql";

import { completing } from "./completion.js";
import { declaring, undeclared } from "./prefixes.js";

/**
 * Return an editor that stands before a text field and keeps it filled.
 *
 * `nonce` is what the page's policy lets its styles in by; `read` gives the vocabulary as it is
 * known now; `run` and `format` are what the keys do.
 */
export function editing(field, { nonce, read, run, format }) {
  const label = field.labels[0];
  const view = new EditorView({
    state: EditorState.create({
      doc: field.value,
      extensions: [
        EditorView.cspNonce.of(nonce),
        lineNumbers(),
        history(),
        highlightSpecialChars(),
        bracketMatching(),
        closeBrackets(),
        sparql(),
        syntaxHighlighting(classHighlighter),
        autocompletion({ override: [completing(read)], icons: false, maxRenderedOptions: 60 }),
        lintGutter(),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({
          "aria-labelledby": label.id, "aria-describedby": "editor-keys", "aria-multiline": "true",
          autocapitalize: "off", autocorrect: "off", spellcheck: "false",
        }),
        keymap.of([
          { key: "Mod-Enter", run: () => run() ?? true },
          { key: "Shift-Alt-f", run: () => format() ?? true },
          { key: "Escape", run: leaving },
          ...closeBracketsKeymap, ...completionKeymap, ...historyKeymap, ...defaultKeymap,
          indentWithTab,
        ]),
        EditorView.updateListener.of((update) => kept(update, field, read)),
      ],
    }),
  });
  field.before(view.dom);
  field.hidden = true;
  label.addEventListener("click", () => view.focus());
  return view;
}

/** Let Tab leave the editor, until something is typed; other uses of the key go on. */
function leaving(view) {
  view.setTabFocusMode(true);
  return false;
}

function kept(update, field, read) {
  if (update.focusChanged && update.view.hasFocus) update.view.setTabFocusMode(false);
  if (!update.docChanged) return;
  field.value = update.state.doc.toString();
  update.view.setTabFocusMode(false);
  if (update.transactions.some((one) => one.isUserEvent("input.type"))) {
    // A view is not changed while it tells of a change.
    queueMicrotask(() => declareTyped(update.view, read()));
  }
}

/** Declare a known prefix as soon as its colon is typed. */
function declareTyped(view, known) {
  const { head } = view.state.selection.main;
  const typed = /(?:^|[\s({^/|!])([A-Za-z][\w-]*|):$/.exec(view.state.sliceDoc(Math.max(0, head - 60), head));
  if (!typed) return;
  const text = view.state.doc.toString();
  const isDeclaring = /\bPREFIX\s+[\w-]*:$/i.test(text.slice(0, head));
  if (!isDeclaring && undeclared(text, known.prefixes).includes(typed[1])) declare(view, known, [typed[1]]);
}

/** Declare prefixes that are used and known; all of them unless told which. */
export function declare(view, known, names = undeclared(view.state.doc.toString(), known.prefixes)) {
  if (names.length) {
    const changes = declaring(view.state.doc.toString(), names, known.prefixes);
    view.dispatch({ changes, userEvent: "input.complete" });
  }
}

/** Put another text in the place of the whole; undoing brings the old one back. */
export function replace(view, text) {
  const { head } = view.state.selection.main;
  const changes = { from: 0, to: view.state.doc.length, insert: text };
  view.dispatch({ changes, selection: { anchor: Math.min(head, text.length) } });
}

/** Show what is wrong at its place; nothing when nothing is. Return where it stands, or `null`. */
export function mark(view, problem) {
  const from = problem ? placed(view.state.doc, problem) : null;
  const found = from === null ? [] : [
    { from, to: ending(view.state.doc, from), severity: "error", message: told(problem) },
  ];
  view.dispatch(setDiagnostics(view.state, found));
  return from;
}

/** Return the place of a line and a column, which count characters from 1. */
function placed(doc, { line, column }) {
  if (!line || line > doc.lines) return null;
  const { from, text } = doc.line(line);
  // The server counts characters, the editor halves of those beyond the first 65,536.
  const before = [...text].slice(0, (column ?? 1) - 1).join("");
  return Math.min(from + before.length, doc.length);
}

function ending(doc, from) {
  const rest = doc.sliceString(from, doc.lineAt(from).to);
  return from + (/^[^\s{}()[\];,]+|^./.exec(rest)?.[0].length ?? 0);
}

function told({ detail, hint }) {
  return hint ? `${detail} (${hint})` : detail;
}
