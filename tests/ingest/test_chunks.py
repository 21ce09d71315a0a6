"""A batch in parts gives what it gives at once, also when it is killed between two of them."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Collection
from dataclasses import replace
from pathlib import Path

import pytest
from tests.documents.several_records import study

from trialgraph.evidence import renewal
from trialgraph.evidence.kept_outlines import citations, outlines_of
from trialgraph.evidence.outlines import outlines
from trialgraph.ingest import run
from trialgraph.ingest.run import ingest, remove, reread
from trialgraph.model.reading import TrialDocument
from trialgraph.store import Identities, create_or_open, open_reader
from trialgraph.store.surface import Writer as AnyWriter
from trialgraph.store.writer import Writer

PATIENCE = 120
LIMITED = """import sys
from trialgraph.cli import main
from trialgraph.ingest import run
run.MOST_AT_ONCE = 2
sys.exit(main(sys.argv[1:]))
"""


def registered(number: int, acronym: str = "", *cited: str) -> bytes:
    """Return a made-up study with an acronym, which cites publications by their titles."""
    made = json.loads(study(number))
    sections = made["protocolSection"]
    sections["designModule"] = {"studyType": "INTERVENTIONAL", "phases": ["PHASE3"]}
    if acronym:
        sections["identificationModule"]["acronym"] = acronym
    sections["referencesModule"] = {
        "references": [
            {
                "pmid": f"9990000{place}",
                "type": "RESULT",
                "citation": f"Doe J. {title}. J Tea. 2020",
            }
            for place, title in enumerate(cited)
        ]
    }
    return json.dumps(made).encode()


REPORT = (
    "Zelvotinib in made-up disease: the QUENCH trial. We randomly assigned 200 patients to "
    "zelvotinib or placebo. Overall survival was longer (hazard ratio, 0.70; 95% CI, 0.50 to "
    "0.90; P=0.01). (ClinicalTrials.gov number, NCT00000001.)"
)
RECORDS = [
    registered(1, "QUENCH"),
    registered(2, "SIP", "Overall survival in the QUENCH trial"),
    REPORT.encode(),
    registered(3, "", "Overall survival with tea in QUENCH and SIP", "Another matter"),
    registered(4, "SIP"),
    REPORT.replace("QUENCH", "SIP").replace("NCT00000001", "NCT00000004").encode(),
]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Return studies and reports that speak of each other."""
    folder = tmp_path_factory.mktemp("records")
    found = [folder / f"{number}.txt" for number in range(len(RECORDS))]
    for file, content in zip(found, RECORDS, strict=True):
        file.write_bytes(content)
    return found


def digest(store: Path) -> str:
    with open_reader(store) as reader:
        return reader.digest()


@pytest.fixture(scope="module")
def whole(files: list[Path], tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the hash of all of them, brought in at once."""
    store = tmp_path_factory.mktemp("whole") / "store"
    assert {line.outcome for line in ingest(files, store)} == {"stored"}
    return digest(store)


@pytest.mark.unmeasured
@pytest.mark.parametrize("most", [1, 2, 4])
def test_parts_of_any_size_in_any_order_give_the_same(
    most: int, files: list[Path], whole: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "MOST_AT_ONCE", most)
    for store, batch in ((tmp_path / "on", files), (tmp_path / "back", files[::-1])):
        assert {line.outcome for line in ingest(batch, store)} == {"stored"}
        assert digest(store) == whole
        assert {line.outcome for line in reread(store)} == {"unchanged"}
        assert digest(store) == whole


def test_taken_out_in_parts_leaves_what_the_others_give(
    files: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "MOST_AT_ONCE", 2)
    store, without = tmp_path / "store", tmp_path / "without"
    gone = [line.identifier for line in ingest(files, store)][1:4]
    assert [line.outcome for line in remove(store, gone)] == ["removed"] * 3
    list(ingest([files[0], *files[4:]], without))
    assert digest(store) == digest(without)


def test_a_trial_learns_of_a_publication_that_another_record_cites_later(
    files: list[Path], tmp_path: Path
) -> None:
    query = "SELECT ?d { ?gap a :KnownGap ; :citedBy ?d }"
    list(ingest([files[0], files[2]], tmp_path / "store"))
    with open_reader(tmp_path / "store") as reader:
        assert reader.select(query) == []
    list(ingest([files[1]], tmp_path / "store"))
    with open_reader(tmp_path / "store") as reader:
        assert len(reader.select(query)) == 1


def test_a_part_of_a_batch_reads_what_came_with_it_alone(
    files: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "MOST_AT_ONCE", 2)
    asked: list[int] = []

    def watched(writer: Writer, wanted: Collection[str]) -> object:
        asked.append(len(wanted))
        return outlines(writer, wanted)

    monkeypatch.setattr(renewal, "outlines", watched)
    list(ingest(files, tmp_path / "store"))
    assert asked == [2, 2, 2]


def kept(writer: AnyWriter) -> dict[str, TrialDocument]:
    """Return the outlines in the index of a store."""
    index = writer.identities
    parts = index.parts(one.identifier for one in writer.ledger.entries())
    return {
        name: replace(one, citations=citations(index, index.parts([name])))
        for name, one in outlines_of(index, parts).items()
    }


def test_outlines_that_are_kept_are_those_that_are_read(files: list[Path], tmp_path: Path) -> None:
    store = tmp_path / "store"
    first = [line.identifier for line in ingest(files[:3], store)]
    list(ingest(files[3:], store))
    list(remove(store, first[:1]))
    with create_or_open(store) as writer:
        held = kept(writer)
        assert held == outlines(writer)
    assert len(held) == len(files) - 1


def test_an_index_that_is_lost_or_damaged_is_made_again(
    files: list[Path], whole: str, tmp_path: Path
) -> None:
    store = tmp_path / "store"
    list(ingest(files[:2], store))
    (store / "identities.sqlite").unlink()
    list(ingest(files[2:4], store))
    (store / "identities.sqlite").write_bytes(b"no index at all, but long enough" * 100)
    list(ingest(files[4:], store))
    assert digest(store) == whole


def test_changes_are_written_out_before_there_are_many(
    files: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "MOST_IN_MEMORY", 2)
    flushed: list[int] = []
    real = Writer.flush

    def watched(writer: Writer) -> None:
        flushed.append(len(writer.graphs()))
        real(writer)

    monkeypatch.setattr(Writer, "flush", watched)
    list(ingest(files[:5], tmp_path / "store"))
    before_the_end = [graphs for graphs in flushed if graphs]
    assert before_the_end[:2] == sorted(before_the_end[:2])
    assert len(set(before_the_end)) >= 3


class Killed(BaseException):
    """Stands for a process that ends between two steps."""


STEPS = ("keep", "replace_graphs", "release", "publish")


INDEX_STEPS = ("mark", "put", "unmark", "owe", "settle")


def counted(monkeypatch: pytest.MonkeyPatch, killed_at: int) -> list[str]:
    """Make the writer end at one of its steps; return those that it begins."""
    begun: list[str] = []

    def step(kind: type, name: str) -> Callable[..., object]:
        real = getattr(kind, name)

        def watched(*given: object) -> object:
            begun.append(name)
            if len(begun) == killed_at:
                raise Killed
            return real(*given)

        return watched

    for kind, steps in ((Writer, STEPS), (Identities, INDEX_STEPS)):
        for name in steps:
            monkeypatch.setattr(kind, name, step(kind, name))
    return begun


@pytest.mark.unmeasured
def test_a_kill_at_a_step_of_any_part_is_made_good(
    files: list[Path], whole: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "MOST_AT_ONCE", 2)
    with monkeypatch.context() as patch:
        begun = counted(patch, 0)
        list(ingest(files, tmp_path / "store"))
    assert begun.count("publish") == 4
    # Every fifth step meets each kind in some part; all of them take minutes.
    for place in range(1, len(begun) + 1, 5):
        store = tmp_path / f"store {place}"
        with monkeypatch.context() as patch:
            counted(patch, place)
            with pytest.raises(Killed):
                list(ingest(files, store))
        assert {line.outcome for line in ingest(files, store)} <= {"stored", "unchanged"}
        assert digest(store) == whole
        with create_or_open(store) as writer:
            assert writer.ledger.unfinished() == []


@pytest.mark.parametrize("published", [0, 4])
def test_a_killed_process_is_finished_by_the_same_command(
    published: int, files: list[Path], whole: str, tmp_path: Path
) -> None:
    store, gate = tmp_path / "store", tmp_path / "gate"
    os.mkfifo(gate)
    before = files[: published + 1]
    command = [sys.executable, "-c", LIMITED, "ingest", *before, gate, "--store", store]
    with subprocess.Popen(list(map(str, command)), stdout=subprocess.DEVNULL) as process:
        try:
            # Opening a pipe to write waits until the ingest opens it to read.
            with gate.open("wb"):
                process.send_signal(signal.SIGKILL)
                process.wait(PATIENCE)
        finally:
            process.kill()
    assert process.returncode == -signal.SIGKILL
    with create_or_open(store) as writer:
        assert len(writer.ledger.unfinished()) == 1
    if published:
        with open_reader(store) as reader:
            assert reader.statistics().documents == published
    assert {line.outcome for line in ingest(files, store)} == {"stored", "unchanged"}
    assert digest(store) == whole
