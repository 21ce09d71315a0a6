"""Marks of people in abstracts, against what was read there."""

from pathlib import Path
from typing import Any

import pytest
from marked_spans import found_by_kind

TEXT = "Of 40 women, nineteen walked."


def record(**more: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "document": {"path": "made.txt"},
        "trials": [{"role": "reports", "n_randomised": 40, "arms": []}],
        "arm_values": [],
        "adverse_events": [],
    } | more


def marked(folder: Path, marks: str, **more: list[dict[str, Any]]) -> dict[str, tuple[int, int]]:
    (folder / "made.ann").write_text(marks)
    return found_by_kind(folder, [record(**more)])


@pytest.mark.parametrize("words", ["40", "forty", "Forty", "40 women"])
def test_a_number_of_patients_is_found_by_its_number(tmp_path: Path, words: str) -> None:
    found = marked(tmp_path, f"T1\ttotal-participants 3 5\t{words}\n")
    assert found == {"patients of the trial": (1, 1)}


@pytest.mark.parametrize("words", ["41", "four", "all", "one hundred and forty", "forty thousand"])
def test_another_number_is_missed(tmp_path: Path, words: str) -> None:
    found = marked(tmp_path, f"T1\ttotal-participants 3 5\t{words}\n")
    assert found == {"patients of the trial": (0, 1)}


@pytest.mark.parametrize(("span", "found"), [([0, 29], 1), ([13, 21], 1), ([0, 12], 0)])
def test_a_result_is_found_where_it_was_read(tmp_path: Path, span: list[int], found: int) -> None:
    values = [{"value": 19, "span": span}]
    marks = "T2\tiv-bin-abs 13 21\tnineteen\nT3\toutcome 22 28\twalked\n"
    assert marked(tmp_path, marks, arm_values=values) == {"counts of arms": (found, 1)}


def test_patients_of_an_arm_may_be_those_of_a_population(tmp_path: Path) -> None:
    arms = [{"n": None, "n_by_population": {"safety": 18}}]
    trials = [{"role": "reports", "arms": arms}]
    marks = "T1\tintervention-participants 3 5\t18\nT2\tcontrol-participants 3 5\t22\n"
    assert marked(tmp_path, marks, trials=trials) == {"patients of an arm": (1, 2)}
