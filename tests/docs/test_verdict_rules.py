"""The manual's page on verdicts lists the rules as the code has them."""

import inspect
import re
from pathlib import Path

import pytest

from trialgraph.verdict import equivalence, margin, non_inferior, superiority
from trialgraph.verdict.codes import Reservation
from trialgraph.verdict.reservations import TABLE as OF_THE_ANALYSIS

REFERENCE = Path(__file__).parents[2] / "docs" / "reference"
VERDICTS = (REFERENCE / "verdicts.md").read_text(encoding="utf-8")
OWN = len(superiority.COMMON)
TABLES = {
    "Superiority": [*superiority.TABLE, superiority.v17_open],
    "Non-inferiority": margin.TABLE[OWN:],
    "Equivalence": equivalence.TABLE[OWN:],
}
HEAD = ("rule", "holds where", "strength", "after")
BY_TWO_RESULTS = {"N8", "N9"}
WHERE_NOTHING_DECIDES = {"N5", "E1"}


def table(heading: str) -> list[list[str]]:
    """Return the cells of the rows below a heading, those of its head left out."""
    part = VERDICTS.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    rows = [line.strip("| ").split(" | ") for line in part.splitlines() if line.startswith("|")]
    return [row for row in rows if row[0] not in {"rule", "code"} and set(row[0]) - set("-|")]


@pytest.mark.parametrize("heading", TABLES)
def test_the_rules_stand_there_in_their_order_with_what_they_give(heading: str) -> None:
    wanted = []
    for rule in TABLES[heading]:
        source = inspect.getsource(rule)
        (name,) = set(re.findall(r'Ruling\(\s*"(\w+)"', source))
        said = (rule.__doc__ or "").splitlines()[0]
        wanted.append((name, said, {one.lower() for one in re.findall(r"Strength\.(\w+)", source)}))
    found = [(row[0], row[1], set(re.findall(r"`(\w+)`", row[2]))) for row in table(heading)]
    assert found[: len(wanted)] == wanted
    assert {row[0] for row in found[len(wanted) :]} <= WHERE_NOTHING_DECIDES | BY_TWO_RESULTS


def test_no_rule_of_the_code_is_missing() -> None:
    rooms = (superiority, margin, equivalence, non_inferior)
    named = {
        rule
        for room in rooms
        for rule in re.findall(r'(?:Ruling\(\s*|rule=)"(\w+)"', inspect.getsource(room))
    }
    assert named == {row[0] for heading in TABLES for row in table(heading)}


def test_every_rule_names_what_it_follows() -> None:
    assert [
        row for heading in TABLES for row in table(heading) if len(row) != 4 or not row[3]
    ] == []


def test_the_reservations_stand_there_with_what_tells_them() -> None:
    rows = {row[0].strip("`"): row[2] for row in table("Reservations")}
    assert set(rows) == set(Reservation)
    of_the_analysis = {code for code, by in rows.items() if by.startswith("the analysis")}
    assert of_the_analysis == set(OF_THE_ANALYSIS)
