"""A source that answers with anything but the record: one line, status 5, the rest is stored."""

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.acceptance.running import run
from tests.sources.speaking import World, article, cut_off, json_bytes, sent, speaking, study

from trialgraph.sources.settings import SourceSettings
from trialgraph.store import open_reader

NCT, PMID = "NCT09990001", "99900001"
MANY = 9  # as often as one request may be asked again
PAGE = b"<!DOCTYPE html><html><body><h1>502 Bad Gateway</h1></body></html>"
RECORD = json_bytes(study(NCT))
JSON = "application/json"


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """Return a server of one made-up study and one article, which are asked for here."""
    for name in SourceSettings.model_fields:
        monkeypatch.delenv(f"TRIALGRAPH_{name.upper()}", raising=False)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with speaking(World(studies={NCT: study(NCT)}, articles={PMID: article(PMID)})) as held:
        for name, value in held.environment().items():
            monkeypatch.setenv(name, value)
        yield held


ANSWERS = {
    "there is none": (sent(404, b"not found", "text/plain"), "not-at-source"),
    "it is gone": (sent(410, b"gone", "text/plain"), "not-at-source"),
    "it broke down": (sent(500, b"oh", "text/plain"), "source-unavailable"),
    "it is closed to us": (sent(403, PAGE), "source-unavailable"),
    "a page that says it broke down": (sent(502, PAGE), "source-unavailable"),
    "a page": (sent(200, PAGE), "bad-reply"),
    "a page that is called JSON": (sent(200, PAGE, JSON), "bad-reply"),
    "a record that is called words": (sent(200, RECORD, "text/plain"), "bad-reply"),
    "nothing": (sent(200, b"", JSON), "bad-reply"),
    "an empty list": (sent(200, b"[]", JSON), "bad-reply"),
    "half a record": (sent(200, RECORD[:60], JSON), "bad-reply"),
    "fewer bytes than it said": (cut_off(), "bad-reply"),
    "nested lists": (sent(200, b"[" * 100_000 + b"]" * 100_000, JSON), "bad-reply"),
    "packed bytes that break off": (
        sent(200, gzip.compress(RECORD)[:40], JSON, Content_Encoding="gzip"),
        "bad-reply",
    ),
}


@pytest.mark.parametrize("what", ANSWERS)
def test_another_answer_is_one_line_and_nothing_of_it_is_stored(
    what: str, world: World, tmp_path: Path
) -> None:
    fault, code = ANSWERS[what]
    world.faults["/ctgov"] = [fault] * MANY
    ended = run("ingest", NCT, PMID, store=tmp_path / "store")
    told = [line for line in ended.err.splitlines() if line.startswith("trialgraph: ")]
    assert (ended.status, ended.out.count("stored  "), len(told)) == (5, 1, 1)
    assert told[0].startswith(f"trialgraph: {NCT}: not fetched: ")
    assert told[0].endswith(f"[{code}]")
    with open_reader(tmp_path / "store") as reader:
        assert [entry.identifier for entry in reader.entries()] == [f"pubmed-{PMID}"]
        assert all("NCT" not in graph for graph in reader.graphs())


def test_a_record_in_utf_16_is_read(world: World, tmp_path: Path) -> None:
    world.faults["/ctgov"] = [sent(200, RECORD.decode().encode("utf-16"), JSON)]
    ended = run("ingest", NCT, PMID, store=tmp_path / "store")
    assert (ended.status, ended.out.count("stored  "), ended.err) == (0, 2, "")


def test_the_record_comes_once_the_source_is_well_again(world: World, tmp_path: Path) -> None:
    world.faults["/ctgov"] = [sent(200, PAGE)] * MANY
    assert run("ingest", NCT, store=tmp_path / "store").status == 5
    world.faults.clear()
    ended = run("ingest", NCT, store=tmp_path / "store")
    assert (ended.status, ended.out.count("stored  ")) == (0, 1)
