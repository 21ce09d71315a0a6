"""What Virtuoso's own loader takes in by our script is the whole store, and answers as it does."""

import os
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from tests.acceptance.running import examples
from tests.store.remote.servers import Served, virtuoso

from trialgraph.cli import main
from trialgraph.names import ID
from trialgraph.store import Address

QUESTION = ["ask", "os-benefit-from-adding", "drug=pertuzumab", "--json"]
PARTS = 3
COUNTS = f"""SELECT ?graph (COUNT(*) AS ?count) {{ GRAPH ?graph {{ ?s ?p ?o }}
  FILTER(STRSTARTS(STR(?graph), "{ID}")) }} GROUP BY ?graph"""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with virtuoso(tmp_path_factory.mktemp("virtuoso")) as found:
        yield found


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a directory with the examples."""
    store = tmp_path_factory.mktemp("here") / "store"
    assert main(["ingest", *map(str, examples()), "--store", str(store)]) == 0
    return store


@pytest.fixture
def folder(served: Served, tmp_path: Path) -> Path:
    """Return a folder that the server may read, without files."""
    found = served.folder / tmp_path.name
    found.mkdir()
    return found


def loaded(served: Served, script: Path) -> subprocess.CompletedProcess[str]:
    """Run a script against the server."""
    who = {"TRIALGRAPH_STORE_USER": served.user, "TRIALGRAPH_STORE_PASSWORD": served.user}
    return subprocess.run(
        ["/bin/sh", str(script), f"127.0.0.1:{served.sql}"],
        env=os.environ | who,
        capture_output=True,
        text=True,
        check=False,
    )


def written(folder: Path, capfd: pytest.CaptureFixture[str], *options: str) -> Path:
    """Return the script for a folder, as the command prints it."""
    capfd.readouterr()
    assert main(["bulk", "virtuoso", "--input", str(folder), *options]) == 0
    script = folder / "load.sh"
    script.write_text(capfd.readouterr().out, encoding="utf-8")
    return script


def test_what_the_script_loads_answers_as_the_directory_does(
    served: Served,
    here: Path,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    capfd.readouterr()
    assert main(["export", "--store", str(here)]) == 0
    lines = capfd.readouterr().out.splitlines(keepends=True)
    for number in range(PARTS):
        (folder / f"part-{number}.nq").write_text("".join(lines[number::PARTS]), encoding="utf-8")
    script = written(folder, capfd, "--loaders", "2")
    for _ in range(2):  # a second time it changes nothing
        done = loaded(served, script)
        assert (done.returncode, done.stderr) == (0, "")
        assert f"{PARTS} files are loaded" in done.stdout
    served.set_in(monkeypatch, folder / "state")
    there = ["--store", str(served.address)]
    assert main(["load", "--kept", str(here), *there]) == 0
    assert counts(served) == Counter(line.rsplit(" ", 2)[1][1:-1] for line in lines)
    capfd.readouterr()
    answers = []
    for store in (["--store", str(here)], there):
        assert main([*QUESTION, *store]) == 0
        answers.append(capfd.readouterr().out)
    assert answers[0] == answers[1]
    assert "pertuzumab" in answers[0].lower()


def counts(served: Served) -> Counter[str]:
    """Return how many statements each of our graphs has on the server."""
    accepted = {"Accept": "application/sparql-results+json"}
    reply = httpx.get(str(served.address), params={"query": COUNTS}, headers=accepted)
    rows = reply.json()["results"]["bindings"]
    found = {str(row["graph"]["value"]): int(row["count"]["value"]) for row in rows}
    return Counter({name: count for name, count in found.items() if "/graph/store" not in name})


def test_a_file_that_is_not_loaded_is_named(
    served: Served, folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (folder / "whole.nq").write_text("<urn:a> <urn:b> <urn:c> <urn:g> .\n", encoding="utf-8")
    (folder / "broken.nq").write_text('<urn:a> <urn:b> "unclosed <urn:g> .\n', encoding="utf-8")
    done = loaded(served, written(folder, capfd))
    assert done.returncode == 1
    assert "broken.nq" in done.stderr
    assert "Unterminated" in done.stderr
    assert "wanted 2 files loaded" in done.stderr


def test_a_server_that_is_not_there_ends_the_script(
    here: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.nq").touch()
    script = written(tmp_path, capfd, "--as-seen", "/srv/load/")
    assert "/srv/load/" in script.read_text(encoding="utf-8")
    assert str(tmp_path) not in script.read_text(encoding="utf-8")
    done = loaded(Served(Address("http://127.0.0.1:1/sparql"), here, "dba", 1), script)
    assert done.returncode != 0
    assert "Connect failed" in done.stderr


@pytest.mark.parametrize(
    ("name", "file", "code"),
    [
        ("none", "", "unreadable-path"),
        ("empty", "readme.txt", "bad-parameter"),
        ("it's", "a.nq", "bad-parameter"),
    ],
)
def test_a_folder_that_cannot_be_loaded_is_refused(
    name: str, file: str, code: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    if file:
        (tmp_path / name).mkdir()
        (tmp_path / name / file).touch()
    assert main(["bulk", "virtuoso", "--input", str(tmp_path / name)]) != 0
    told = capfd.readouterr()
    assert f"[{code}]" in told.err
    assert told.out == ""
