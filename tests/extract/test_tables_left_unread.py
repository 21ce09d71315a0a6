"""Tables of which nothing can be read: each that should give facts is told, with the reason."""

import pytest
from tests.extract.made_up_tables import ARMS, made, setting

from trialgraph.extract.grids.made import tables_in
from trialgraph.extract.grids.unread import unread_tables
from trialgraph.extract.tables import table_values
from trialgraph.model.text import Span
from trialgraph.model.trial import Arm

_ODD = "H|Tea group|Water group\nMood|4 of us|5 of us\nSleep|9 hours|8 hours"
_NO_ARMS = "H|Boys|Girls\nRash|3 (5%)|4 (6%)"


def told(title: str, rows: str, arms: tuple[Arm, ...] = ARMS) -> list[str]:
    """Return the problems of a document that is one table."""
    found = unread_tables(tables_in(made(title, rows), arms), arms, [None])
    return [f"{one.code} {one.message}" for one in found]


@pytest.mark.parametrize(
    ("title", "rows", "expected"),
    [
        ("Table 1. Efficacy", _ODD, "results (Table 1. Efficacy) was left out: its rows have"),
        ("Table 2. Adverse events", _NO_ARMS, "harms (Table 2. Adverse events) was left out: its"),
        ("Table 3. Baseline data of drinkers", _NO_ARMS, "patients (Table 3."),
        ("", _ODD, "results was left out: its rows have no words"),
        (
            "Table 4. Survival with tea group",
            "H|Number|Hazard ratio\nOlder|3|x",
            "results (Table 4. Survival with tea group) was left out: its heads name no arm",
        ),
    ],
)
def test_a_table_without_facts_is_one_problem(title: str, rows: str, expected: str) -> None:
    (problem,) = told(title, rows)
    assert problem.startswith("unread-table a table of ")
    assert expected in problem


def test_without_arms_that_is_the_reason() -> None:
    (problem,) = told("Table 1. Toxicity", _NO_ARMS, ())
    assert problem.endswith("no arms were found that it could be about")


@pytest.mark.parametrize(
    ("title", "rows"),
    [
        ("Table 1. Prognostic factors for survival", _ODD),
        ("Table 2. Response criteria", _ODD),
        ("Table 3. Schedule of visits", _NO_ARMS),
        ("Table 4. Outcomes in other studies", _ODD),
    ],
)
def test_tables_of_other_things_are_passed_over(title: str, rows: str) -> None:
    assert told(title, rows) == []


def test_a_table_with_a_fact_in_it_is_no_problem() -> None:
    view = made("Table 1. Efficacy", _ODD)
    assert list(unread_tables(tables_in(view, ARMS), ARMS, [Span(5, 6)])) == []


@pytest.mark.parametrize(
    ("title", "rows", "expected"),
    [
        (
            "Table 2. Causes of death",
            "HCause of death|Tea group (40)|Water group (41)\nCardiac|4 (10%)|2 (5%)",
            ["Cause of death: Cardiac 10", "Cause of death: Cardiac 5"],
        ),
        (
            "Table 2. Sites of first relapse",
            "H|Tea group (n = 40)|Water group (n = 41)\nBone|4 (10%)|2 (5%)",
            ["Sites of first relapse: Bone 10", "Sites of first relapse: Bone 5"],
        ),
        (
            "Table 2. Recurrences and deaths",
            "H|Tea group (n = 40)|Water group (n = 41)\nAlive elsewhere|4 (10%)|2 (5%)",
            ["Alive elsewhere 10", "Alive elsewhere 5"],
        ),
        (
            "Table 2. Outcomes",
            "H|Tea group (n = 40)|Water group (n = 41)\nMean change (SD)|4 (1)|2 (1)",
            [],
        ),
    ],
)
def test_rows_of_counted_events_are_named_by_the_table(
    title: str, rows: str, expected: list[str]
) -> None:
    found = table_values(setting(title, rows))
    assert [f"{one.end_point} {getattr(one.value, 'printed', '')}" for one in found] == expected
