"""A bulk load that is killed at any moment is finished by the next, with nothing lost."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from generated.article import FOOT, HEAD, article
from generated.plan import plan
from generated.record import record
from generated.reports import reports

from trialgraph.ingest.run import finish, ingest
from trialgraph.store import open_reader

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
