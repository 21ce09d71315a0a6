"""What the tests of reviews ask, and what they look at."""

from pathlib import Path

import httpx
from tests.acceptance import one_trial

from trialgraph import names
from trialgraph.ingest.run import ingest
from trialgraph.store import open_reader

REVIEWS = "/admin/reviews"
DOCUMENT = f"pubmed-{one_trial.PMID}"
QUOTE = "hazard ratio, 0.71"
WHY = {"reason": "Read the paper.", "by": "A. Reviewer"}
FORM = {"content-type": "application/x-www-form-urlencoded"}
QUERY = f"""PREFIX : <{names.ONTOLOGY}> SELECT ?fact ?state ?upper {{
  ?result a :Result ; :reportedAs ?fact .
  OPTIONAL {{ ?result :reviewState ?state }} OPTIONAL {{ ?result :upper ?upper }} }}"""


def store_in(folder: Path) -> Path:
    """Return a store of one made-up record."""
    record = one_trial.written(folder, **{"page.xml": one_trial.pubmed_xml()})
    assert [line.outcome for line in ingest(record, folder / "store")] == ["stored"]
    return folder / "store"


def shown(client: httpx.Client) -> list[dict[str, str]]:
    """Return the results with their facts and what people said of them."""
    headers = {"accept": "application/sparql-results+json"}
    answer = client.get("/sparql", params={"query": QUERY}, headers=headers)
    rows = answer.json()["results"]["bindings"]
    return [{name: each["value"] for name, each in row.items()} for row in rows]


def fact(client: httpx.Client) -> str:
    """Return the one estimate."""
    (row,) = shown(client)
    return row["fact"]


def corrected(store: Path) -> dict[str, object]:
    """Return a correction of the upper limit that its words bear out."""
    with open_reader(store) as reader:
        start = reader.kept_text(DOCUMENT).index(QUOTE)
    end = start + len(QUOTE)
    return {"field": "upper", "value": "0.71", "quote": QUOTE, "start": start, "end": end}
