"""What the lines of a registry page say stands in the graph as they print it.

The lines are read here with regular expressions; what is compared are multisets of rows.
"""

import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from tests.acceptance.registry_rows import HELD, Graph, Row

Page = dict[str, list[str]]

_RECORDS = 198
_ROUNDING = Decimal("0.01")
_EVENT = re.compile(
    r"\s*(?P<term>.+?)\s*(?:\[\d+\]|[^\w\s)])*(?P<affected>\d+)/(?P<at_risk>\d+)\s+\((?P<share>[\d.]+)%\)"
)
_MARKS = re.compile(r"[\s\d*†‡§^|]+$")


def _event_counts(page: Page) -> Iterator[Row]:
    for line in page["Adverse Events"]:
        counted = _EVENT.fullmatch(line)
        if counted and not counted["term"].startswith("Total:"):
            at_risk = Decimal(counted["at_risk"])
            affected = _affected(counted["affected"], at_risk, Decimal(counted["share"]))
            yield _unmarked(counted["term"]), affected, at_risk


def _unmarked(term: str) -> str:
    """Return a term without what may be the mark of a footnote at its end."""
    return _MARKS.sub("", term)


def _affected(figures: str, at_risk: Decimal, share: Decimal) -> Decimal:
    """Return the count whose share is printed; the number of a footnote may stand before it."""
    found = [Decimal(figures[at:]) for at in range(len(figures))]
    return next(
        (one for one in found if at_risk and abs(100 * one / at_risk - share) <= _ROUNDING),
        found[0],
    )


def _result_groups(page: Page) -> Iterator[Row]:
    for line in page["Results"]:
        if line.strip().startswith("Arm/Group Title:"):
            yield (line.partition(":")[2].strip(),)


def _outcome_times(page: Page) -> Iterator[Row]:
    for line in page["Results"]:
        if line.strip().startswith("Time frame:"):
            yield (line.partition(":")[2].strip(),)


def _arm_labels(page: Page) -> Iterator[Row]:
    lines = page["Intervention"]
    for heading, label in pairwise(lines):
        if re.fullmatch(r"INTERVENTION \d+: ", heading):
            yield (label.strip(),)


def _held(graph: Graph, what: str) -> Iterator[Row]:
    if what == "result groups":
        yield from ((group["statedTitle"][0],) for group in graph.nodes("ResultGroup"))
        return
    for row in HELD[what](graph):
        yield {"arms": row[:1], "tables": row[4:5], "events": (_unmarked(str(row[0])), *row[4:6])}[
            what
        ]


_STATED = {
    "arms": _arm_labels,
    "result groups": _result_groups,
    "tables": _outcome_times,
    "events": _event_counts,
}


@pytest.fixture(scope="module")
def held(reference: Path) -> list[tuple[str, Page, Graph]]:
    with gzip.open(reference / "data/registry-lines/breast_records.jsonl.gz") as lines:
        pages = [(json.loads(line), line) for line in lines]
    return [(page["Clinical Trial ID"], page, Graph(line)) for page, line in pages]


@pytest.mark.parametrize("what", _STATED)
def test_what_the_lines_state_stands_in_the_graph(
    held: list[tuple[str, Page, Graph]], what: str
) -> None:
    stated = _STATED[what]
    different = {}
    for number, page, graph in held:
        printed, found = Counter(stated(page)), Counter(_held(graph, what))
        if printed != found:
            different[number] = (printed - found, found - printed)
    assert different == {}
    assert sum(1 for _, page, _ in held for _row in stated(page)) > 0


def test_every_page_is_read(held: list[tuple[str, Page, Graph]]) -> None:
    assert len(held) == _RECORDS
