"""All estimates come page by page in the order of their IRIs, which is kept a version."""

from trialgraph.catalogue.effect_filters import pattern_of
from trialgraph.catalogue.effect_order import effects_after
from trialgraph.catalogue.effects import _results, find_effects
from trialgraph.catalogue.paging import Page
from trialgraph.names import Iri
from trialgraph.rdf.vocabulary import load_terms
from trialgraph.store import Reader

TERMS = load_terms()


def test_it_is_the_order_of_the_query(example_reader: Reader) -> None:
    pattern = pattern_of(example_reader, TERMS, {})
    asked = _results(example_reader, pattern, Page(500))
    assert len(asked) > 3
    assert effects_after(example_reader, "", 500) == asked
    assert effects_after(example_reader, asked[1], 1) == [asked[2]]


def test_a_key_of_no_estimate_is_asked_for(example_reader: Reader) -> None:
    key = Iri("https://w3id.org/trialgraph/id/trial/NCT02514681/result")
    assert effects_after(example_reader, key, 1) is None
    found = find_effects(example_reader, TERMS, {}, Page(2, key)).rows
    assert [row.text("iri") for row in found] == sorted(row.text("iri") for row in found)
    assert len(found) == 2
