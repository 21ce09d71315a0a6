// Suggests names while somebody types: an editable combobox with a list (WAI-ARIA APG).
// Without this script the fields keep their own lists, and every form works the same.
"use strict";

const PAUSE = 150; // milliseconds without a key before the service is asked
const LEAST = 2; // characters
const MOST = 8; // names
const KINDS = { "end-point": "end point", event: "adverse event" };

/** Return what stands behind a name, in words. */
function behind(row) {
  const kind = KINDS[row.type] || row.type;
  const trials = row.trials ? `, ${row.trials} ${row.trials === 1 ? "trial" : "trials"}` : "";
  const label = row.matched_name === row.label ? "" : `${row.label}, `;
  return `${label}${kind}${trials}`;
}

class Combobox {
  constructor(input) {
    this.input = input;
    this.kind = input.dataset.suggest;
    this.active = -1;
    this.asking = null;
    this.timer = 0;
    this.list = document.createElement("ul");
    this.list.id = `${input.id}-names`;
    this.list.hidden = true;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", "Names");
    input.after(this.list);
    input.removeAttribute("list");
    input.autocomplete = "off";
    const roles = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false" };
    for (const [name, value] of Object.entries(roles)) input.setAttribute(name, value);
    input.setAttribute("aria-controls", this.list.id);
    input.addEventListener("input", () => this.wait());
    input.addEventListener("keydown", (event) => this.key(event));
    input.addEventListener("blur", () => this.close());
    // The field keeps the focus while a name is pressed.
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.take(event.target.closest("li")));
  }

  get options() {
    return [...this.list.children];
  }

  /** Ask once nobody has typed for a while; what was asked before is given up. */
  wait() {
    this.close();
    if (this.input.value.trim().length >= LEAST) {
      this.timer = setTimeout(() => this.ask(), PAUSE);
    }
  }

  async ask() {
    const asking = new AbortController();
    this.asking = asking;
    const words = { q: this.input.value.trim(), limit: MOST };
    if (this.kind) words.type = this.kind;
    try {
      const answer = await fetch(`/api/v1/suggest?${new URLSearchParams(words)}`, {
        headers: { Accept: "application/json" },
        signal: asking.signal,
      });
      const rows = answer.ok ? (await answer.json()).rows : [];
      if (this.asking === asking) this.show(rows);
    } catch (error) {
      // Given up for newer words, or the service is away: the form works without.
      if (error.name !== "AbortError" && !(error instanceof TypeError)) throw error;
    }
  }

  show(rows) {
    this.list.replaceChildren(...rows.map((row, number) => this.option(row, number)));
    const isOpen = rows.length > 0 && document.activeElement === this.input;
    this.list.hidden = !isOpen;
    this.input.setAttribute("aria-expanded", String(isOpen));
  }

  option(row, number) {
    const option = document.createElement("li");
    option.id = `${this.list.id}-${number}`;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    const isTooLong = this.input.maxLength > 0 && row.matched_name.length > this.input.maxLength;
    option.dataset.value = isTooLong ? row.iri : row.matched_name;
    const more = document.createElement("small");
    more.textContent = behind(row);
    option.append(row.matched_name, " ", more);
    return option;
  }

  close() {
    clearTimeout(this.timer);
    if (this.asking) this.asking.abort();
    this.asking = null;
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.mark(-1);
  }

  /** Mark the option that Enter takes; -1 is none. */
  mark(number) {
    this.active = number;
    this.options.forEach((one, at) => one.setAttribute("aria-selected", String(at === number)));
    const marked = this.options[number];
    if (marked) {
      this.input.setAttribute("aria-activedescendant", marked.id);
      marked.scrollIntoView({ block: "nearest" });
    } else {
      this.input.removeAttribute("aria-activedescendant");
    }
  }

  key(event) {
    if (event.isComposing) return;
    const isOpen = !this.list.hidden;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && isOpen) {
      const places = this.options.length + 1; // one of them is the field itself
      this.mark(((this.active + 1 + step + places) % places) - 1);
    } else if (event.key === "ArrowDown" && this.input.value.trim().length >= LEAST) {
      this.ask();
    } else if (event.key === "Enter" && isOpen && this.active >= 0) {
      this.take(this.options[this.active]);
    } else if (event.key === "Escape" && isOpen) {
      this.close();
    } else {
      return;
    }
    event.preventDefault();
  }

  take(option) {
    if (!option) return;
    this.input.value = option.dataset.value;
    this.close();
  }
}

document.querySelectorAll("input[data-suggest]").forEach((input) => new Combobox(input));
