"""Every quotation stands at its offsets, or is called wrong."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialgraph import names
from trialgraph.check.quotes import Quote, quotes, wrong_quotes
from trialgraph.names import Iri, term
from trialgraph.rdf.quads import GraphText
from trialgraph.rdf.term import decimal, integer, text

TEXT = "Median survival was 36·2 months (mono-\n therapy) v 26.5\u2009months."
NODE = Iri("urn:node")


def quote(start: int, end: int, printed: str, *, verbatim: bool = True) -> Quote:
    return Quote("D", NODE, start, end, printed, verbatim)


def test_a_quotation_that_stands_there_is_right() -> None:
    assert wrong_quotes([quote(0, 15, "Median survival")], {"D": TEXT}) == ()


def test_a_quotation_that_is_one_character_off_is_wrong() -> None:
    (wrong,) = wrong_quotes([quote(1, 16, "Median survival")], {"D": TEXT})
    assert wrong.found == "edian survival "
    assert wrong.reason == "characters 1-16 say something else"


def test_a_quotation_of_a_text_that_is_not_at_hand_is_wrong() -> None:
    (wrong,) = wrong_quotes([quote(0, 6, "Median")], {})
    assert wrong.reason == "no text of this document is at hand"


@pytest.mark.parametrize(
    ("start", "end", "printed"),
    [(20, 24, "36.2"), (33, 47, "monotherapy"), (51, 62, "26.5 months")],
)
def test_a_value_may_be_printed_as_a_reading_view_folds_it(
    start: int, end: int, printed: str
) -> None:
    assert wrong_quotes([quote(start, end, printed, verbatim=False)], {"D": TEXT}) == ()
    assert wrong_quotes([quote(start, end, printed)], {"D": TEXT})


def test_a_value_that_is_another_number_is_wrong() -> None:
    assert wrong_quotes([quote(20, 24, "36.3", verbatim=False)], {"D": TEXT})


@given(st.text(), st.integers(0, 20), st.integers(0, 20))
def test_what_was_cut_out_of_a_text_is_quoted_right(words: str, start: int, length: int) -> None:
    cut = quote(start, start + length, words[start : start + length])
    assert wrong_quotes([cut], {"D": words}) == ()


def test_a_graph_quotes_its_passages_and_the_printed_values_of_its_facts() -> None:
    graph = GraphText(names.document("ctgov-NCT00000000"))
    passage = names.fact("ctgov-NCT00000000", "passage", (0, 6))
    graph.add(passage, term("start"), integer(0))
    graph.add(passage, term("end"), integer(6))
    graph.add(passage, term("exact"), text("Median"))
    fact = names.fact("ctgov-NCT00000000", "arm-value", (20, 24))
    graph.add(fact, term("statedValuePrinted"), text("36.2"))
    graph.add(fact, term("statedValuePlace"), text("20-24"))
    graph.add(fact, term("statedUnit"), text("months"))
    mention = names.fact("ctgov-NCT00000000", "registration", (7, 15))
    graph.add(mention, term("statedPrinted"), text("survival"))
    graph.add(mention, term("place"), text("7-15"))
    found = quotes(graph.bytes())
    assert {(q.start, q.end, q.printed, q.verbatim) for q in found} == {
        (0, 6, "Median", True),
        (20, 24, "36.2", False),
        (7, 15, "survival", False),
    }
    assert {q.document for q in found} == {"ctgov-NCT00000000"}


def test_a_number_printed_as_rdf_spells_it_is_quoted_at_its_own_place_or_the_rows() -> None:
    graph = GraphText(names.document("ctgov-NCT00000000"))
    row = names.fact("ctgov-NCT00000000", "event-count", (20, 24))
    graph.add(row, term("place"), text("20-22"))
    graph.add(row, term("statedAffected"), decimal(Decimal(36)))
    graph.add(row, term("statedAtRisk"), decimal(Decimal("26.5")))
    graph.add(row, term("statedAtRiskPlace"), text("51-55"))
    graph.add(row, term("statedEvents"), decimal(Decimal(9)))
    graph.add(row, term("statedEventsPrinted"), text("09"))
    graph.add(row, term("statedEventsPlace"), text("60-62"))
    found = quotes(graph.bytes())
    assert {(q.start, q.end, q.printed) for q in found} == {
        (20, 22, "36"),
        (51, 55, "26.5"),
        (60, 62, "09"),
    }
    assert {(w.quote.start, w.found) for w in wrong_quotes(found, {"ctgov-NCT00000000": TEXT})} == {
        (60, "hs")
    }


def test_words_that_are_their_own_passage_are_quoted_at_their_place() -> None:
    graph = GraphText(names.document("ctgov-NCT00000000"))
    own = names.fact("ctgov-NCT00000000", "criterion", (7, 15))
    graph.add(own, term("place"), text("7-15"))
    graph.add(own, term("statedText"), text("survived"))
    quoted = names.fact("ctgov-NCT00000000", "criterion", (0, 6))
    graph.add(quoted, term("place"), text("0-6"))
    graph.add(quoted, term("statedText"), text("a median"))
    graph.add(quoted, term("passage"), names.fact("ctgov-NCT00000000", "passage", (0, 6)))
    found = quotes(graph.bytes())
    assert {(q.start, q.end, q.printed) for q in found} == {(7, 15, "survived")}
    (wrong,) = wrong_quotes(found, {"ctgov-NCT00000000": TEXT})
    assert wrong.found == "survival"


def test_a_number_without_any_place_is_no_quotation() -> None:
    graph = GraphText(names.document("ctgov-NCT00000000"))
    fact = names.fact("ctgov-NCT00000000", "boundary", (0, 6))
    graph.add(fact, term("statedBoundaryP"), decimal(Decimal("0.01")))
    assert quotes(graph.bytes()) == ()


def test_an_empty_graph_quotes_nothing() -> None:
    assert quotes(b"") == ()
