// What the store holds, as the server tells it: prefixes, classes, properties, their numbers.

const ADDRESS = "/api/v1/vocabulary";
const NOTHING = { prefixes: {}, classes: [], properties: [] };

/** Return the vocabulary, or one without terms where it cannot be had. */
export async function vocabulary() {
  try {
    const answer = await fetch(ADDRESS, { headers: { Accept: "application/json" } });
    return answer.ok ? known(await answer.json()) : known(NOTHING);
  } catch {
    return known(NOTHING); // the editor is of use without completion
  }
}

function known({ prefixes, classes, properties }) {
  const labels = new Map();
  for (const { iri, label } of [...classes, ...properties]) if (label) labels.set(iri, label);
  return { prefixes, classes, properties, labels };
}
