"""Derived graphs of a real store: the documents held decide, whatever way led to them."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from random import Random

import pytest
from tests.corpus import corpus

from trialgraph import names
from trialgraph.evidence.derive import derive
from trialgraph.model.document import Document
from trialgraph.model.reading import TrialDocument
from trialgraph.names import Iri
from trialgraph.rdf.vocabulary import load_terms
from trialgraph.rdf.write import document_quads
from trialgraph.store import Writer, create_or_open, engine
from trialgraph.store.engine import Change
from trialgraph.terms.index import TermIndex

TRIALS = 40
Made = tuple[TrialDocument, Document]
pytestmark = pytest.mark.unmeasured


@pytest.fixture(scope="module")
def terms() -> TermIndex:
    return load_terms()


@pytest.fixture(scope="module")
def made() -> dict[str, Made]:
    """Return all documents of some trials, by identifier."""
    planted = list(corpus(TRIALS))
    pairs = (pair for one in planted for pair in zip(one.documents, one.pages, strict=True))
    return {reading.identifier: (reading, page) for reading, page in pairs}


@pytest.fixture(scope="module")
def wanted(
    made: dict[str, Made], terms: TermIndex, tmp_path_factory: pytest.TempPathFactory
) -> dict[Iri, bytes]:
    """Return the derived graphs when all documents come at once."""
    with create_or_open(tmp_path_factory.mktemp("at-once") / "store") as writer:
        put(writer, made.values())
        derive(writer, terms, made)
        return contents(writer)


def put(writer: Writer, some: Iterable[Made]) -> None:
    """Store the graphs of documents."""
    writer.replace_graphs(
        {names.document(one.identifier): document_quads(one, page) for one, page in some}
    )


def take_out(writer: Writer, some: Iterable[str]) -> None:
    """Drop the graphs of documents."""
    writer.replace_graphs({names.document(one): b"" for one in some})


def contents(writer: Writer) -> dict[Iri, bytes]:
    """Return the derived graphs."""
    return {graph: writer.graph(graph) for graph in writer.graphs() if "/id/graph/" in graph}


def chunks(some: Sequence[str], random: Random) -> Iterator[list[str]]:
    """Yield documents in parts of one to nine."""
    rest = list(some)
    while rest:
        size = random.randrange(1, 10)
        yield rest[:size]
        rest = rest[size:]


def refused(_quads: object, change: Change) -> bool:
    """Refuse a change that changes anything."""
    assert not change.added | change.removed
    assert not change.dropped
    return False


def differing(left: dict[Iri, bytes], right: dict[Iri, bytes]) -> set[Iri]:
    """Return the graphs that are not the same in both."""
    return {name for name in left.keys() | right.keys() if left.get(name) != right.get(name)}


def test_every_trial_and_publication_has_its_graph(wanted: dict[Iri, bytes]) -> None:
    trials = {f"NCT{100_000 + number:08d}" for number in range(1, TRIALS + 1)}
    assert {names.trial_graph(one) for one in trials} <= wanted.keys()
    assert all(wanted.values())


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_documents_does_not_matter(
    seed: int, made: dict[str, Made], wanted: dict[Iri, bytes], terms: TermIndex, tmp_path: Path
) -> None:
    random = Random(seed)  # noqa: S311 -- repeatable on purpose
    order = random.sample(sorted(made), len(made))
    with create_or_open(tmp_path / "store") as writer:
        for some in chunks(order, random):
            put(writer, (made[one] for one in some))
            derive(writer, terms, some)
        assert differing(contents(writer), wanted) == set()


@pytest.mark.parametrize("index", ["kept", "lost"])
def test_one_document_at_a_time_is_as_good_as_all_at_once(
    index: str,
    made: dict[str, Made],
    wanted: dict[Iri, bytes],
    terms: TermIndex,
    tmp_path: Path,
) -> None:
    random = Random(11)  # noqa: S311 -- repeatable on purpose
    held: set[str] = set()
    with create_or_open(tmp_path / "store") as writer:
        for one in random.sample(sorted(made), len(made)):
            put(writer, [made[one]])
            held.add(one)
            derive(writer, terms, [one])
            if index == "lost" and random.random() < 0.1:
                writer.identities.empty()
            if random.random() < 0.3:
                gone = random.choice(sorted(held))
                take_out(writer, [gone])
                held.remove(gone)
                derive(writer, terms, [gone])
        missing = sorted(made.keys() - held)
        put(writer, (made[one] for one in missing))
        derive(writer, terms, missing)
        assert differing(contents(writer), wanted) == set()


@pytest.mark.parametrize("seed", range(3))
def test_what_was_taken_out_leaves_no_trace(
    seed: int, made: dict[str, Made], terms: TermIndex, tmp_path: Path
) -> None:
    random = Random(seed)  # noqa: S311 -- repeatable on purpose
    gone = random.sample(sorted(made), len(made) // 3)
    rest = sorted(made.keys() - set(gone))
    with create_or_open(tmp_path / "never") as never:
        put(never, (made[one] for one in rest))
        derive(never, terms, rest)
        without = contents(never)
    with create_or_open(tmp_path / "out") as writer:
        put(writer, made.values())
        derive(writer, terms, made)
        for some in chunks(gone, random):
            take_out(writer, some)
            derive(writer, terms, some)
        assert differing(contents(writer), without) == set()


def test_nothing_is_written_when_nothing_changed(
    made: dict[str, Made],
    wanted: dict[Iri, bytes],
    terms: TermIndex,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with create_or_open(tmp_path / "store") as writer:
        put(writer, made.values())
        derive(writer, terms, made)
        monkeypatch.setattr(engine, "apply", refused)
        derive(writer, terms, sorted(made)[:5])
        assert differing(contents(writer), wanted) == set()
