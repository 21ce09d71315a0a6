"""The W3C tests of SPARQL 1.1 Update, run against the server.

What fails is refused here on purpose, before the engine sees it. The default graph is the
plain one: the tests tell it apart from named graphs after each update.
"""

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

from tests.serving import TOKEN, served

_PATIENCE = 900

_LOAD = "LOAD is refused with 403, whatever stands behind it: the server asks no other server"
_AS_QUERY = (
    "the suite sends this malformed update as a query, and a query that would change the "
    "store is refused with 403, not read any further"
)

REASONS = {
    "load-silent": _LOAD,
    "load-into-silent": _LOAD,
    "test_41": _LOAD,
    "test_47": _LOAD,
    "test_48": _LOAD,
    "test_49": _LOAD,
    "dawg-delete-insert-03": _AS_QUERY,
    "dawg-delete-insert-03b": _AS_QUERY,
    "dawg-delete-insert-05": _AS_QUERY,
    "dawg-delete-insert-06": _AS_QUERY,
    "dawg-delete-insert-07": _AS_QUERY,
    "dawg-delete-insert-07b": _AS_QUERY,
    "dawg-delete-insert-08": _AS_QUERY,
    "dawg-delete-insert-09": _AS_QUERY,
}
"""Our refusals by the name of the test, and why."""


def test_failures_of_the_update_suite_are_refusals_of_ours(reference: Path, tmp_path: Path) -> None:
    suite = reference / "conformance" / "query_suite.py"
    report = tmp_path / "report.json"
    with served(tmp_path / "store", "--default-graph", "plain") as server:
        ended = subprocess.run(
            [
                *(sys.executable, str(suite), "--suite", "sparql11-update"),
                *("--token", TOKEN, "--json", str(report)),
                *("--query", f"{server.address}/sparql", "--gsp", f"{server.address}/graph-store"),
            ],
            capture_output=True,
            text=True,
            timeout=_PATIENCE,
            check=False,
        )
    states = [one for one in json.loads(report.read_text()) if one["state"] == "FAIL"]
    failed = sorted(one["test"].rpartition("#")[2] for one in states)
    assert failed == sorted(REASONS), ended.stdout
    assert Counter(one["cls"] for one in states) == {"http-403": len(REASONS)}
    assert ended.stdout.splitlines()[-1] == "143 passed, 14 failed"
