"""A bulk load that is killed at any moment is finished by the next, with nothing lost."""

import functools
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from generated.article import FOOT, HEAD, article
from generated.plan import plan
from generated.record import record
from generated.reports import reports

from trialgraph.bulk.run import Options, bulk_load
from trialgraph.bulk.spool import Gathered
from trialgraph.ingest import run as running
from trialgraph.ingest.run import Batch, finish, ingest, remove
from trialgraph.names import Iri, term
from trialgraph.store import Identities, create_or_open, open_reader
from trialgraph.store.folder import Folder
from trialgraph.store.ledger import Intent, Ledger
from trialgraph.store.writer import Writer

_SCRIPT = Path(__file__).with_name("killed.py")
_KILLS = int(os.environ.get("TRIALGRAPH_BULK_KILLS", "10"))
_STUDIES = 12


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of studies and the reports beside them."""
    folder = tmp_path_factory.mktemp("corpus")
    plans = [plan(1, number, 0.1) for number in range(_STUDIES)]
    for one in plans:
        (folder / f"{one.nct}.json").write_bytes(record(one))
    papers = [article(paper) for one in plans for paper in reports(one, 0.1)]
    (folder / "papers.xml").write_bytes(HEAD + b"".join(papers) + FOOT)
    return folder


@pytest.fixture(scope="module")
def wanted(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the hash of what an ingest makes of them, one by one."""
    store = tmp_path_factory.mktemp("wanted") / "store"
    list(ingest([folder], store))
    return digest(store)


def load(folder: Path, store: Path, seconds: float) -> int:
    """Return how a load ended that may be killed."""
    command = [sys.executable, str(_SCRIPT), str(folder), str(store), str(seconds)]
    return subprocess.run(command, check=False, capture_output=True, timeout=300).returncode


def digest(store: Path) -> str:
    with open_reader(store) as reader:
        return reader.digest()


def test_killed_at_any_moment_it_comes_to_the_same_end(
    folder: Path, wanted: str, tmp_path: Path
) -> None:
    whole, killed, other = tmp_path / "whole", tmp_path / "killed", tmp_path / "other"
    began = time.monotonic()
    assert load(folder, whole, 0) == 0
    lasted = time.monotonic() - began
    assert digest(whole) == wanted
    chance = random.Random(8)  # noqa: S311 -- the same moments each time, as far as it goes
    ends = [load(folder, killed, chance.uniform(0, lasted)) for _ in range(_KILLS)]
    assert -signal.SIGKILL in ends
    assert set(ends) <= {0, -signal.SIGKILL}
    assert load(folder, killed, 0) == 0
    assert digest(killed) == wanted
    # Any other command that changes the store finishes what was loaded, too.
    assert load(folder, other, lasted * 0.7) in {0, -signal.SIGKILL}
    finish(other)
    list(ingest([folder], other))
    assert digest(other) == wanted
    assert load(folder, other, 0) == 0
    assert digest(other) == wanted


class _EndedError(Exception):
    """Ends a load at some point, as a kill does."""


@pytest.mark.parametrize("is_written", [True, False])
def test_what_was_begun_together_is_loaded_together(
    folder: Path,
    wanted: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    *,
    is_written: bool,
) -> None:
    """Thousands of documents begun are no reason to bring them in one by one."""
    store = tmp_path / "store"
    engine_loads = Gathered.load

    def ends(gathered: Gathered, writer: Writer) -> None:
        if is_written:
            engine_loads(gathered, writer)
        raise _EndedError

    def do_again(_: Batch, intent: Intent) -> None:
        raise AssertionError(intent)

    monkeypatch.setattr(Gathered, "load", ends)
    with pytest.raises(_EndedError):
        bulk_load([folder], store, Options(jobs=1))
    monkeypatch.setattr(Gathered, "load", engine_loads)
    monkeypatch.setattr(Batch, "do_again", do_again)
    done = bulk_load([folder], store, Options(jobs=2))
    assert set(done.outcomes) == {"unchanged"}
    assert digest(store) == wanted
    with Ledger.look(Folder(store).ledger) as ledger:
        assert all(one.source.startswith(str(folder)) for one in ledger.entries())


def test_findings_that_a_kill_kept_from_their_graph_are_made_again(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, whole = tmp_path / "store", tmp_path / "whole"
    monkeypatch.setattr("trialgraph.bulk.deriver.derived_findings", some_findings)
    bulk_load([folder], whole, Options(jobs=1))

    def ends(_: Identities, __: object) -> None:
        raise _EndedError

    with monkeypatch.context() as ending:
        ending.setattr(Identities, "settle", ends)
        with pytest.raises(_EndedError):
            bulk_load([folder], store, Options(jobs=1))
    with create_or_open(store) as writer:
        about = [one for one in writer.graphs() if "/finding/" in one]
        assert len(about) >= _STUDIES
        writer.replace_graphs(dict.fromkeys(about, b""))
    bulk_load([folder], store, Options(jobs=1))
    assert digest(store) == digest(whole)


def some_findings(derived: Iri, nquads: bytes) -> dict[Iri, bytes]:
    """Return a graph about a derived one, as if something were odd in it."""
    graph = Iri(derived.replace("/graph/", "/graph/finding/"))
    line = f'<{graph}#1> <{term("message")}> "odd" <{graph}> .\n'.encode()
    return {graph: line if nquads else b""}


def ends_at(name: str, monkeypatch: pytest.MonkeyPatch, work: Callable[[], object]) -> None:
    """Do some work, which ends where it calls a function, as by a kill."""

    def ends(*_: object) -> None:
        raise _EndedError

    with monkeypatch.context() as ending:
        ending.setattr(name, ends)
        with pytest.raises(_EndedError):
            work()


def load_ended(folder: Path, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Load a folder, up to where its trials would be derived."""
    work = functools.partial(bulk_load, [folder], store, Options(jobs=1))
    ends_at("trialgraph.bulk.run.derive_fast", monkeypatch, work)


def test_what_a_load_left_is_finished_some_at_a_time_by_any_other_command(
    folder: Path, wanted: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed in its turn, it does not begin with the first once more."""
    store = tmp_path / "store"
    load_ended(folder, store, monkeypatch)
    with Ledger.look(Folder(store).ledger) as ledger:
        begun = len(ledger.unfinished())
    assert begun > _STUDIES
    monkeypatch.setattr(running, "MOST_AT_ONCE", _STUDIES)
    finish(store)
    with open_reader(store) as reader:
        assert reader.version >= begun // _STUDIES
        assert reader.unfinished() == 0
    assert digest(store) == wanted


def test_what_another_command_left_is_not_taken_for_what_a_load_had_done(
    folder: Path, wanted: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = tmp_path / "store"
    load_ended(folder, store, monkeypatch)
    assert (Folder(store).bulk / "parts.sqlite").exists()
    gone = [f"ctgov-{file.stem}" for file in sorted(folder.glob("*.json"))[:4]]
    assert {line.outcome for line in remove(store, gone)} == {"removed"}
    ends_at("trialgraph.ingest.run.derive", monkeypatch, lambda: list(ingest([folder], store)))
    bulk_load([folder], store, Options(jobs=1))
    assert digest(store) == wanted
