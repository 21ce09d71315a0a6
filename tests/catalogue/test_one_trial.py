"""Of several trials that are called so, a trial's own IRI and own number go before a name."""

from collections.abc import Iterator

import pytest
from tests.small_store import put

from trialgraph import names
from trialgraph.catalogue.trial_named import the_one, trials
from trialgraph.catalogue.trial_search import find_trial
from trialgraph.errors import UnknownName
from trialgraph.names import term
from trialgraph.rdf.quads import GraphText
from trialgraph.rdf.term import text
from trialgraph.store import Reader, create_or_open, open_reader
from trialgraph.terms.index import TermIndex

ONE, OTHER, PRINTED = "NCT00000001", "NCT00000002", "NCT00000003"
POOLED = "sha-3333333333333333"
HELD = {
    ONE: ("TWIN", [ONE]),
    OTHER: (ONE, [OTHER]),
    "TWIN": ("TWIN", []),
    "first-twin": ("DOUBLE", []),
    "second-twin": ("DOUBLE", []),
    POOLED: ("A pooled analysis", [ONE, OTHER, PRINTED]),
}
"""Labels and numbers by the end of the IRI: one is called by the number of another."""


@pytest.fixture(scope="module")
def twins(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    """Return a store of trials that share names and numbers."""
    place = tmp_path_factory.mktemp("twins") / "store"
    with create_or_open(place) as writer:
        writer.replace_graphs({names.trial_graph(one): _graph(one).bytes() for one in HELD})
        writer.publish()
    with open_reader(place) as reader:
        yield reader


def _graph(name: str) -> GraphText:
    label, numbers = HELD[name]
    graph = GraphText(names.trial_graph(name))
    put(
        graph,
        names.trial(name),
        rdf__type=term("Trial"),
        rdfs__label=text(label),
        registration=[text(one) for one in numbers],
        reportedBy=names.document("sha-1111111111111111"),
    )
    return graph


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (ONE, ONE),
        (ONE.lower(), ONE),
        (f"https://clinicaltrials.gov/study/{ONE}", ONE),
        (f"{names.ID}trial/{ONE}", ONE),
        (OTHER, OTHER),
        (PRINTED, POOLED),
        (f"{names.ID}trial/TWIN", "TWIN"),
        ("trial:second-twin", "second-twin"),
        (POOLED, POOLED),
        ("A pooled analysis", POOLED),
    ],
)
def test_a_number_or_an_iri_is_one_trials(
    words: str, name: str, twins: Reader, terms: TermIndex
) -> None:
    assert trials(twins, terms, words) == (names.trial(name),)
    assert find_trial(twins, terms, words) == names.trial(name)


def test_a_name_of_several_is_that_of_the_trial_whose_iri_it_is(
    twins: Reader, terms: TermIndex
) -> None:
    found = trials(twins, terms, "TWIN")
    assert found == (names.trial(ONE), names.trial("TWIN"))
    assert the_one(found, "TWIN") == names.trial("TWIN")
    assert find_trial(twins, terms, "TWIN") == names.trial("TWIN")


def test_a_name_of_several_that_is_nobodys_iri_names_them(twins: Reader, terms: TermIndex) -> None:
    assert the_one(trials(twins, terms, "DOUBLE"), "DOUBLE") is None
    with pytest.raises(UnknownName, match="first-twin, second-twin") as told:
        find_trial(twins, terms, "DOUBLE")
    assert told.value.advice.suggestions == ("first-twin", "second-twin")
