"""A bulk load that is killed at any moment is finished by the next, with nothing lost."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from generated.article import FOOT, HEAD, article
from generated.plan import plan
from generated.record import record
from generated.reports import reports

from trialgraph.bulk.run import Options, bulk_load
from trialgraph.bulk.spool import Gathered
from trialgraph.ingest.run import Batch, finish, ingest
from trialgraph.store import open_reader
from trialgraph.store.folder import Folder
from trialgraph.store.ledger import Intent, Ledger
from trialgraph.store.writer import Writer

_SCRIPT = Path(__file__).with_name("killed.py")
_KILLS = int(os.environ.get("TRIALGRAPH_BULK_KILLS", "10"))
_STUDIES = 12


def corpus(folder: Path) -> Path:
    """Return a folder of studies and the reports beside them."""
    folder.mkdir()
    plans = [plan(1, number, 0.1) for number in range(_STUDIES)]
    for one in plans:
        (folder / f"{one.nct}.json").write_bytes(record(one))
    papers = [article(paper) for one in plans for paper in reports(one, 0.1)]
    (folder / "papers.xml").write_bytes(HEAD + b"".join(papers) + FOOT)
    return folder


def load(folder: Path, store: Path, seconds: float) -> int:
    """Return how a load ended that may be killed."""
    command = [sys.executable, str(_SCRIPT), str(folder), str(store), str(seconds)]
    return subprocess.run(command, check=False, capture_output=True, timeout=300).returncode


def digest(store: Path) -> str:
    with open_reader(store) as reader:
        return reader.digest()


def test_killed_at_any_moment_it_comes_to_the_same_end(tmp_path: Path) -> None:
    folder = corpus(tmp_path / "corpus")
    whole, killed, other = tmp_path / "whole", tmp_path / "killed", tmp_path / "other"
    began = time.monotonic()
    assert load(folder, whole, 0) == 0
    lasted = time.monotonic() - began
    list(ingest([folder], tmp_path / "slow"))
    assert digest(whole) == digest(tmp_path / "slow")
    chance = random.Random(8)  # noqa: S311 -- the same moments each time, as far as it goes
    ends = [load(folder, killed, chance.uniform(0, lasted)) for _ in range(_KILLS)]
    assert -signal.SIGKILL in ends
    assert set(ends) <= {0, -signal.SIGKILL}
    assert load(folder, killed, 0) == 0
    assert digest(killed) == digest(whole)
    # Any other command that changes the store finishes what was loaded, too.
    assert load(folder, other, lasted * 0.7) in {0, -signal.SIGKILL}
    finish(other)
    list(ingest([folder], other))
    assert digest(other) == digest(whole)
    assert load(folder, other, 0) == 0
    assert digest(other) == digest(whole)


class _EndedError(Exception):
    """Ends a load at some point, as a kill does."""


@pytest.mark.parametrize("is_written", [True, False])
def test_what_was_begun_together_is_loaded_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, is_written: bool
) -> None:
    """Thousands of documents begun are no reason to bring them in one by one."""
    folder, store, wanted = corpus(tmp_path / "corpus"), tmp_path / "store", tmp_path / "wanted"
    list(ingest([folder], wanted))
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
    assert digest(store) == digest(wanted)
    with Ledger.look(Folder(store).ledger) as ledger:
        assert all(one.source.startswith(str(folder)) for one in ledger.entries())
