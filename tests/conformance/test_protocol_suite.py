"""The W3C tests of the protocols, run against the server as it is installed."""

import json
import subprocess
import sys
from pathlib import Path

from tests.serving import TOKEN, served

_PATIENCE = 600


def test_all_tests_of_the_protocols_pass_on_a_fresh_store(reference: Path, tmp_path: Path) -> None:
    suite = reference / "conformance" / "protocol_suite.py"
    report = tmp_path / "report.json"
    with served(tmp_path / "store") as server:
        ended = subprocess.run(
            [
                *(sys.executable, str(suite), "--token", TOKEN, "--json", str(report)),
                *("--query", f"{server.address}/sparql", "--gsp", f"{server.address}/graph-store"),
            ],
            capture_output=True,
            text=True,
            timeout=_PATIENCE,
            check=False,
        )
    failed = [one["iri"] for one in json.loads(report.read_text()) if one["state"] == "FAIL"]
    assert failed == [], ended.stdout
    assert ended.stdout.splitlines()[-1] == "50 passed, 0 failed"
