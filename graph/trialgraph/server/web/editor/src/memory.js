// The queries that were run in this browser: kept by it alone, newest first.

const KEY = "trialgraph.sparql.history";
const MOST = 50;

/** Return the queries: { query, at }. */
export function remembered() {
  try {
    const held = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(held) ? held.filter((one) => typeof one?.query === "string") : [];
  } catch {
    return []; // a browser may keep nothing, or something else
  }
}

/** Keep a query; one that was run before moves to the front. */
export function remember(query) {
  const others = remembered().filter((one) => one.query !== query);
  write([{ query, at: new Date().toISOString() }, ...others].slice(0, MOST));
}

/** Forget all of them. */
export function forget() {
  write([]);
}

function write(held) {
  try {
    localStorage.setItem(KEY, JSON.stringify(held));
  } catch {
    // full, or not allowed: then nothing is remembered
  }
}
