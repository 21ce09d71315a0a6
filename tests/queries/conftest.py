"""A store of invented trials whose truth is known, built once."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from tests.corpus import Planted, TrialTruth, corpus
from tests.corpus.told import derived, differences
from tests.measuring import unmeasured

from trialgraph import names
from trialgraph.catalogue.answer import Answer
from trialgraph.catalogue.ask import ask
from trialgraph.evidence.derive import derive
from trialgraph.rdf.vocabulary import load_terms
from trialgraph.rdf.write import document_quads
from trialgraph.store import Reader, create_or_open, open_reader

TRIALS = 200
AskPlanted = Callable[..., Answer]


@pytest.fixture(scope="session")
def planted() -> tuple[Planted, ...]:
    """Return the invented trials with their documents."""
    with unmeasured():
        return tuple(corpus(TRIALS, seed=3))


@pytest.fixture(scope="session")
def truths(planted: tuple[Planted, ...]) -> tuple[TrialTruth, ...]:
    """Return what is so of each trial whose documents were judged as planted.

    Whether they are is tested beside the corpus; here the questions are.
    """
    with unmeasured():
        otherwise = {one.trial for one in differences(planted, derived(planted, load_terms()))}
    return tuple(one.truth for one in planted if one.truth.acronym not in otherwise)


@pytest.fixture(scope="session")
def planted_reader(
    planted: tuple[Planted, ...], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Reader]:
    """Return a store of all their documents."""
    path = tmp_path_factory.mktemp("planted") / "store"
    pairs = [pair for one in planted for pair in zip(one.documents, one.pages, strict=True)]
    with unmeasured(), create_or_open(path) as writer:
        writer.replace_graphs(
            {names.document(one.identifier): document_quads(one, page) for one, page in pairs}
        )
        derive(writer, load_terms(), [one.identifier for one, _ in pairs])
        writer.publish()
    with open_reader(path) as opened:
        yield opened


@pytest.fixture(scope="session")
def ask_planted(planted_reader: Reader, truths: tuple[TrialTruth, ...]) -> AskPlanted:
    """Return what asks a named question; rows of trials outside the truths are left out."""
    known = {one.name for one in truths}

    def put(name: str, **given: str) -> Answer:
        answer = ask(planted_reader, name, given, load_terms())
        rows = (one for one in answer.rows if one.cells.get("trial", "") in {*known, ""})
        return replace(answer, rows=tuple(rows))

    return put
