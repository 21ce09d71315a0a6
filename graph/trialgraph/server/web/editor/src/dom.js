// Elements, made without a word of HTML: what data say stays text.

const SVG = "http://www.w3.org/2000/svg";

/** Return an element; an attribute that is `true` is empty, one that is false is left out. */
export function element(name, attributes = {}, ...children) {
  return filled(document.createElement(name), attributes, children);
}

/** Return an element of a drawing. */
export function drawn(name, attributes = {}, ...children) {
  return filled(document.createElementNS(SVG, name), attributes, children);
}

/** Return a button that does something. */
export function button(words, act, attributes = {}) {
  const made = element("button", { type: "button", class: "quiet", ...attributes }, words);
  made.addEventListener("click", act);
  return made;
}

function filled(made, attributes, children) {
  for (const [key, value] of Object.entries(attributes)) {
    if (value === true) made.setAttribute(key, "");
    else if (value !== false && value !== undefined) made.setAttribute(key, String(value));
  }
  made.append(...children);
  return made;
}
