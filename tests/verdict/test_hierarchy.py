"""When a step of a testing hierarchy lets the next be tested."""

import pytest

from trialgraph.verdict.codes import Formal, Gate
from trialgraph.verdict.hierarchy import gate_after, gate_of_step

OPEN, BLOCKED, NONE = Gate.OPEN, Gate.BLOCKED, Gate.NONE


@pytest.mark.parametrize(
    ("formals", "gate"),
    [
        ([Formal.MET], OPEN),
        ([Formal.NOT_MET, Formal.MET], OPEN),
        ([Formal.MET, Formal.NONE], OPEN),
        ([Formal.NOT_MET, Formal.UNKNOWN], BLOCKED),
        ([Formal.BLOCKED], BLOCKED),
        ([Formal.UNKNOWN], NONE),
        ([], NONE),
    ],
)
def test_a_test_met_at_any_look_lets_pass(formals: list[Formal], gate: Gate) -> None:
    assert gate_after(formals) is gate


@pytest.mark.parametrize(
    ("ways", "wanted", "all_needed", "one_enough"),
    [
        ([OPEN], 1, OPEN, OPEN),
        ([OPEN, BLOCKED], 2, BLOCKED, OPEN),
        ([OPEN], 2, NONE, OPEN),
        ([BLOCKED], 2, BLOCKED, NONE),
        ([BLOCKED, BLOCKED], 2, BLOCKED, BLOCKED),
        ([NONE], 1, NONE, NONE),
        ([], 0, NONE, NONE),
    ],
)
def test_a_step_needs_all_its_end_points_or_in_parallel_one(
    ways: list[Gate], wanted: int, all_needed: Gate, one_enough: Gate
) -> None:
    assert gate_of_step(ways, wanted) is all_needed
    assert gate_of_step(ways, wanted, by_any=True) is one_enough
