"""Findings come page by page, and all pages together are the answer of the question."""

from collections.abc import Sequence

import pytest

from trialgraph.catalogue import kept_order
from trialgraph.catalogue.ask import ask, resolved
from trialgraph.catalogue.card import find_card
from trialgraph.catalogue.findings_found import QUESTION, count_findings, find_findings
from trialgraph.catalogue.paging import Page
from trialgraph.rdf.term import Term, text
from trialgraph.rdf.vocabulary import load_terms
from trialgraph.store import Reader

TERMS = load_terms()
FILTERS: list[dict[str, str]] = [
    {},
    {"severity": "information"},
    {"code": "results_not_posted"},
    {"trial": "NCT02514681"},
    {"severity": "warning", "code": "results_not_posted"},
]


def turned(reader: Reader, wanted: dict[str, Sequence[Term]], limit: int) -> list[str]:
    """Return the rows of all pages."""
    found: list[str] = []
    page = Page(limit)
    while True:
        part = find_findings(reader, wanted, page)
        assert len(part.rows) <= limit
        found += map(str, part.rows)
        if not part.next_cursor:
            return found
        page = Page.of(reader.version, limit, part.next_cursor)


@pytest.mark.parametrize("most", [0, kept_order.MOST])
@pytest.mark.parametrize("given", FILTERS, ids=str)
def test_pages_hold_what_the_question_answers(
    example_reader: Reader, monkeypatch: pytest.MonkeyPatch, given: dict[str, str], most: int
) -> None:
    monkeypatch.setattr(kept_order, "MOST", most)  # none is kept where it is 0
    wanted = resolved(example_reader, find_card(QUESTION), given, TERMS)
    answered = sorted(map(str, ask(example_reader, QUESTION, given, TERMS).rows))
    assert len(answered) > 1 or "code" in given
    for limit in (1, 2, 50):
        found = turned(example_reader, wanted, limit)
        assert sorted(found) == answered
        assert found == turned(example_reader, wanted, 50)
    assert count_findings(example_reader, wanted) == len(answered)


def test_several_words_are_alternatives(example_reader: Reader) -> None:
    every = count_findings(example_reader, {})
    both = {"severity": (text("information"), text("warning"), text("violation"))}
    assert count_findings(example_reader, both) == every > 1
