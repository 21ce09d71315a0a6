"""The scoreboard of reading: what it shows, and that no figure falls."""

import subprocess
import sys
from pathlib import Path

import pytest
import score
from score import Figure, falls, lines

BENCH = Path(score.__file__)


def test_a_figure_that_falls_is_named_with_both_shares() -> None:
    before = {"papers": {"effects F1": Figure(0.9, 9, 10, 10)}}
    now = {"papers": {"effects F1": Figure(0.8, 8, 10, 10)}}
    assert list(falls(now, before)) == ["papers, effects F1: 90.00 was, 80.00 is"]


def test_a_figure_that_is_gone_counts_as_fallen() -> None:
    before = {"papers": {"effects F1": Figure(0.9, 9, 10, 10)}}
    assert list(falls({"papers": {}}, before)) == ["papers, effects F1: 90.00 was, 0.00 is"]


def test_a_figure_that_rises_or_is_new_does_not_fall() -> None:
    before = {"papers": {"phase": Figure(0.5, 1, 2)}}
    now = {"papers": {"phase": Figure(1.0, 2, 2), "masking": Figure(0.0, 0, 2)}}
    assert not list(falls(now, before))


def test_the_scoreboard_shows_what_was_before_beside_what_is() -> None:
    before = {"papers": {"phase": Figure(0.5, 1, 2)}}
    now = {"papers": {"phase": Figure(1.0, 2, 2), "masking": Figure(0.25, 1, 4)}}
    _, phase, masking, _ = lines(now, before)
    assert phase.split() == ["phase", "100.0", "50.0", "2", "2"]
    assert masking.split() == ["masking", "25.0", "-", "1", "4"]


@pytest.mark.usefixtures("reference")
def test_nothing_that_was_read_once_is_lost() -> None:
    run = subprocess.run(
        [sys.executable, BENCH], capture_output=True, text=True, check=False, timeout=900
    )
    assert run.returncode == 0, run.stderr
    assert "effects strict F1" in run.stdout
