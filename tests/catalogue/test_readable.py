"""Concepts are called by names that people know, never by what identifies them."""

from typing import cast

import pytest

from trialgraph import names
from trialgraph.catalogue.readable import concept_name, end_point_names
from trialgraph.rdf.term import Term, text
from trialgraph.store import Reader
from trialgraph.terms.index import TermIndex


@pytest.mark.parametrize(
    ("notation", "name"),
    [
        ("OS", "overall survival (OS)"),
        ("Time-to-first-flare", "Time to first flare"),
    ],
)
def test_an_end_point_is_called_by_its_name(
    example_reader: Reader, terms: TermIndex, notation: str, name: str
) -> None:
    assert end_point_names(example_reader, terms, [notation]) == {notation: name}
    assert end_point_names(example_reader, terms, []) == {}


def test_a_drug_is_called_by_its_name(terms: TermIndex) -> None:
    assert concept_name(terms, "drug", "trastuzumab-emtansine") == "trastuzumab emtansine"
    assert concept_name(terms, "drug", "no-such-drug") == "no such drug"


class Printing:
    """Stands for a store in which a trial declares an end point that no table knows."""

    def select(self, query: str) -> list[dict[str, Term]]:
        """Return the one name as it is printed, where it is asked for."""
        concept = names.concept("end-point", "Score-at-week-12")
        assert concept in query
        return [{"concept": concept, "name": text("Score (0-10) at week 12")}]


def test_what_no_table_knows_is_called_as_a_document_prints_it(terms: TermIndex) -> None:
    reader = cast("Reader", Printing())
    assert end_point_names(reader, terms, ["Score-at-week-12", "PFS"]) == {
        "Score-at-week-12": "Score (0-10) at week 12",
        "PFS": "progression-free survival (PFS)",
    }
