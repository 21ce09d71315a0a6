// Asking the service: one query at a time, which can be stopped.

const ADDRESS = "/sparql";
const BROKE_OFF = "The answer broke off: a limit of the service was reached.";
const SHOWN = "text/tab-separated-values, text/turtle;q=0.9";

/** What went wrong, with the members of the service's problem (RFC 9457). */
export class Wrong extends Error {
  constructor(problem) {
    super(problem.detail);
    this.problem = problem;
  }
}

/** Return an answer as the service sent it: { text, isCut, type, version, remarks, seconds }. */
export async function ask(query, signal, accept = SHOWN) {
  const begin = performance.now();
  const answer = await sent(query, signal, accept);
  const { text, isCut } = await begun(answer);
  return {
    text,
    isCut,
    type: (answer.headers.get("content-type") ?? "").split(";")[0],
    version: answer.headers.get("data-version") ?? "",
    remarks: remarks(answer.headers.get("query-remark")),
    seconds: (performance.now() - begin) / 1000,
  };
}

/** Return the bytes of an answer in a form, to be kept as a file. */
export async function fetched(query, signal, accept) {
  const answer = await sent(query, signal, accept);
  return whole(answer, "blob");
}

async function sent(query, signal, accept) {
  const headers = { Accept: accept, "Content-Type": "application/sparql-query" };
  const answer = await reached(() => fetch(ADDRESS, { method: "POST", headers, body: query, signal }));
  if (!answer.ok) throw new Wrong(await problem(answer));
  return answer;
}

/** Return the lines that came of an answer, and whether it broke off before its end. */
async function begun(answer) {
  const reader = answer.body.getReader();
  const decoder = new TextDecoder();
  let text = "";
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      text += decoder.decode(part.value, { stream: true });
    }
  } catch (error) {
    const end = text.lastIndexOf("\n") + 1;
    if (error.name === "AbortError") throw error;
    if (!end) throw new Wrong({ detail: BROKE_OFF, hint: "Ask for less, or ask again." });
    return { text: text.slice(0, end), isCut: true };
  }
  return { text: text + decoder.decode(), isCut: false };
}

/** An answer that breaks off has no end, which the browser tells as an error: never shown as whole. */
async function whole(answer, form = "text") {
  return reached(() => answer[form](), BROKE_OFF);
}

async function reached(act, detail = "The service does not answer.") {
  try {
    return await act();
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Wrong({ detail, hint: "Ask for less, or ask again." });
  }
}

async function problem(answer) {
  const text = await answer.text();
  try {
    return JSON.parse(text);
  } catch {
    return { detail: `The service answered with status ${answer.status}.`, hint: "" };
  }
}

/** Return the sentences of a list of remarks (RFC 9651): code;message="words", or %"w%c3%b6rds". */
function remarks(header) {
  const found = (header ?? "").matchAll(/[a-z-]+;message=(%?)"((?:[^"\\]|\\.)*)"/g);
  return [...found].map(([, isEncoded, words]) =>
    isEncoded ? decodeURIComponent(words) : words.replace(/\\(.)/g, "$1"));
}
