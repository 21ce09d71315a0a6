// The page /sparql with scripts: the text field becomes an editor, answers come without a new page.

import { table, tableOn } from "./answer.js";
import { ask, Wrong } from "./asking.js";
import { chart, charted } from "./chart.js";
import { button, element } from "./dom.js";
import { downloads } from "./downloads.js";
import { formatted } from "./format.js";
import { forget, remember, remembered } from "./memory.js";
import { counted, labelQuery, shown, unlabelled } from "./table.js";
import { graphText } from "./turtle.js";
import { declare, editing, mark, replace } from "./view.js";
import { vocabulary } from "./vocabulary.js";

const LONGEST_ADDRESS = 6000; // characters of a query that still goes into an address

class Page {
  constructor(nonce) {
    this.form = document.getElementById("query-form");
    this.answer = document.getElementById("answer");
    this.status = document.getElementById("status");
    this.known = { prefixes: {}, classes: [], properties: [], labels: new Map() };
    this.asking = null;
    const field = document.getElementById("query");
    this.view = editing(field, {
      nonce, read: () => this.known, run: () => void this.run(), format: () => this.format(),
    });
    this.controls(field);
    this.adopt();
    this.learnt = vocabulary().then((known) => { this.known = known; });
  }

  get query() {
    return this.view.state.doc.toString();
  }

  tell(words) {
    this.status.textContent = words;
  }

  controls(field) {
    const actions = this.form.querySelector(".actions");
    const run = actions.querySelector("button");
    for (const one of actions.querySelectorAll("[data-without-script]")) one.remove();
    run.title = "Ctrl-Enter";
    // Not "disabled", which would take the focus away from whoever has just pressed it.
    this.abort = button("Abort", () => this.asking?.abort(), { id: "abort", "aria-disabled": "true" });
    actions.append(
      this.abort,
      button("Format", () => this.format(), { title: "Shift-Alt-F" }),
      button("Share", () => void this.share()),
    );
    this.form.addEventListener("submit", (event) => { event.preventDefault(); void this.run(); });
    document.getElementById("editor-keys").hidden = false;
    this.past = document.getElementById("history");
    this.past.hidden = false;
    this.list();
    document.getElementById("examples").addEventListener("click", (event) => {
      if (event.target.closest("a") && this.query.trim() !== field.defaultValue.trim()) remember(this.query);
    });
  }

  /** Show the answer that the server put on the page as if it had been asked for here. */
  adopt() {
    const made = tableOn(this.answer);
    const graph = this.answer.querySelector("pre[data-graph]");
    const place = this.answer.querySelector("[data-line]");
    if (made) void this.showTable(made, this.query);
    else if (graph) graph.after(this.files(this.query, true));
    if (place) this.point({ line: Number(place.dataset.line), column: Number(place.dataset.column),
      detail: place.dataset.detail });
  }

  async run() {
    this.asking?.abort();
    const asking = new AbortController();
    this.asking = asking;
    await this.learnt;
    declare(this.view, this.known);
    const { query } = this;
    this.busy(true);
    mark(this.view, null);
    this.tell("Running…");
    remember(query);
    this.list();
    this.address(query);
    try {
      const got = await ask(query, asking.signal);
      if (this.asking === asking) await this.show(got, query);
    } catch (error) {
      if (this.asking === asking) this.fail(error);
    } finally {
      if (this.asking === asking) this.busy(false);
    }
  }

  busy(isBusy) {
    this.abort.setAttribute("aria-disabled", String(!isBusy));
    this.answer.setAttribute("aria-busy", String(isBusy));
    if (!isBusy) this.asking = null;
  }

  address(query) {
    const link = `/sparql?${new URLSearchParams({ query })}`;
    history.replaceState(null, "", link.length < LONGEST_ADDRESS ? link : "/sparql");
    return location.origin + link;
  }

  fail(error) {
    if (error.name === "AbortError") {
      this.tell("Aborted: the query was stopped.");
      this.answer.replaceChildren();
      return;
    }
    const problem = error instanceof Wrong ? error.problem : { detail: String(error) };
    this.tell("No answer.");
    const said = element("div", { class: "alert", role: "alert" }, element("p", {}, problem.detail));
    if (problem.hint) said.append(element("p", {}, problem.hint));
    this.answer.replaceChildren(said);
    this.point(problem, said);
  }

  /** Mark the place of an error; the focus stays where it is. */
  point(problem, said = this.answer.querySelector(".alert")) {
    const from = mark(this.view, problem);
    if (from === null || !said) return;
    said.append(button(`Go to line ${problem.line}, column ${problem.column}`, () => {
      this.view.focus();
      this.view.dispatch({ selection: { anchor: from }, scrollIntoView: true });
    }));
  }

  async show(got, query) {
    const said = got.isCut ? [this.cutAt(), ...got.remarks] : got.remarks;
    const remarks = said.map((words) => element("p", { class: "remark" }, words));
    const version = got.version ? `, data version ${got.version}` : "";
    const took = `in ${got.seconds.toFixed(2)} s${version}.`;
    if (got.type === "text/turtle") {
      this.tell(`A graph ${took}`);
      this.answer.replaceChildren(...remarks, ...graphText(got.text, this.known.prefixes), this.files(query, true));
    } else if (/^(true|false)\s*$/.test(got.text)) {
      this.tell(`Answer ${took}`);
      const word = got.text.trim() === "true" ? "Yes" : "No";
      this.answer.replaceChildren(...remarks, element("p", { class: "word" }, word), this.files(query, false));
    } else {
      const made = table(got.text);
      made.isCut = got.isCut;
      this.tell(`${counted(made)} ${got.isCut ? "Broke off" : "Answered"} ${took}`);
      await this.showTable(made, query, remarks);
    }
  }

  /** Say that an answer is not whole, and which limits the service has. */
  cutAt() {
    return `The answer broke off at a limit of the service, which gives ${this.form.dataset.limits}. ` +
      "Shown is the beginning of what came; ask for less, for example with LIMIT.";
  }

  files(query, isGraph) {
    return downloads(query, isGraph, (words) => this.tell(words));
  }

  async showTable(made, query, remarks = [...this.answer.querySelectorAll(".remark")]) {
    const draw = () => this.answer.replaceChildren(...remarks, ...this.charts(made), shown(made, this.known), this.files(query, false));
    await this.learnt;
    draw();
    if (await this.label(made)) draw();
  }

  charts(made) {
    const columns = charted(made);
    if (!columns) return [];
    const place = element("div");
    const toggle = button("Chart", () => {
      const isOpen = toggle.getAttribute("aria-expanded") === "true";
      toggle.setAttribute("aria-expanded", String(!isOpen));
      place.replaceChildren(...(isOpen ? [] : [chart(made, columns, this.known)]));
    }, { "aria-expanded": "false" });
    return [element("p", {}, toggle), place];
  }

  /** Fetch the names of the things in a table, in one query; return whether there are any. */
  async label(made) {
    const iris = unlabelled(made, this.known.labels);
    if (!iris.length) return false;
    try {
      const got = await ask(labelQuery(iris), this.asking?.signal);
      for (const [iri, label] of table(got.text).rows) this.known.labels.set(iri.text, label.text);
      return true;
    } catch {
      return false; // a table without names is still the answer
    }
  }

  format() {
    const text = formatted(this.query);
    if (text !== this.query) replace(this.view, text);
  }

  async share() {
    const link = this.address(this.query);
    const field = element("input", { id: "share-link", readonly: true, value: link, "aria-label": "Link to this query" });
    document.getElementById("share-link")?.remove();
    this.status.after(field);
    field.select();
    try {
      await navigator.clipboard.writeText(link);
      this.tell("The link to this query is copied.");
    } catch {
      this.tell("Copy the link to this query:");
    }
  }

  list() {
    const held = remembered();
    const items = held.map(({ query, at }) => {
      const words = query.replace(/^\s*(?:(?:PREFIX|BASE)\b[^\n]*\n|#[^\n]*\n|\s+)*/i, "").replace(/\s+/g, " ").slice(0, 90);
      const put = button(words || "(empty)", () => { replace(this.view, query); this.view.focus(); }, { class: "quiet past" });
      return element("li", {}, put, " ", element("small", {}, new Date(at).toLocaleString()));
    });
    const clear = button("Clear the history", () => { forget(); this.list(); this.past.querySelector("summary").focus(); });
    const note = element("p", { class: "note" }, held.length ? "Kept in this browser only." : "Nothing was run in this browser yet.");
    this.past.replaceChildren(element("summary", {}, `History (${held.length})`), note,
      ...(held.length ? [element("ol", {}, ...items), clear] : []));
  }
}

new Page(document.currentScript.nonce);
