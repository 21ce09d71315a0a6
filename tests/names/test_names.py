"""Names are readable, stable, and safe to write into a query."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialgraph import names


@pytest.mark.parametrize(
    ("curie", "iri"),
    [
        (":Result", "https://w3id.org/trialgraph/ontology#Result"),
        ("drug:pertuzumab", "https://w3id.org/trialgraph/id/drug/pertuzumab"),
        ("rdfs:label", "http://www.w3.org/2000/01/rdf-schema#label"),
    ],
)
def test_a_prefixed_name_is_spelt_out(curie: str, iri: str) -> None:
    assert names.expand(curie) == iri


@pytest.mark.parametrize("curie", ["nope:thing", "no colon", "1:2"])
def test_an_unknown_prefix_is_refused(curie: str) -> None:
    with pytest.raises(KeyError):
        names.expand(curie)


def test_a_fact_is_named_by_its_places() -> None:
    both = names.fact("sha-1", "arm-value", (10, 14), (2, 5))
    assert both == "https://w3id.org/trialgraph/id/document/sha-1/arm-value/10-14/2-5"


def test_a_number_with_a_slash_stays_one_name() -> None:
    assert names.trial("CTRI/2012/01/002").endswith("/trial/CTRI%2F2012%2F01%2F002")


@given(st.text())
def test_a_slug_is_plain_whatever_it_is_made_of(words: str) -> None:
    assert set(names.slug(words)) <= set(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-"
    )
