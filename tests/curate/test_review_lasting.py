"""What reviews outlast, and that undoing them gives back every byte."""

import shutil
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.acceptance import one_trial
from tests.curate.conftest import LATER, derived
from tests.curate.reviewing import (
    WHY,
    fact_of,
    facts,
    later,
    results,
    standing_of,
    upper,
)

from trialgraph.check.shapes import check_derived
from trialgraph.curate import review
from trialgraph.errors import (
    DecisionIdle,
)
from trialgraph.ingest.run import ingest, remove, reread
from trialgraph.names import Iri
from trialgraph.store import open_reader

if TYPE_CHECKING:
    from collections.abc import Callable

    from trialgraph.curate.decision import Decision

REVIEWED = (
    "ReportedEstimate",
    "ReportedInterval",
    "ReportedPValue",
    "ReportedArmValue",
    "ReportedArm",
    "ReportedEndPoint",
    "ReportedTrial",
    "ReportedClaim",
    "ReportedCitation",
    "ReportedIntervention",
    "ReportedAdverseEvent",
)


def test_undoing_the_undoing_brings_a_review_back(
    store: Path, undecided: list[bytes], survival: Iri
) -> None:
    made = review.reject(store, survival, WHY)
    after = derived(store)
    undone = review.undo(store, made.iri, later(1))
    assert derived(store) == undecided
    review.undo(store, undone.identifier, later(2))
    assert derived(store) == after
    with pytest.raises(DecisionIdle, match="undone already"):
        review.undo(store, undone.identifier, later(3))


@pytest.fixture(scope="session")
def tried(whole: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Iri]]:
    """Return a store that is reviewed many times over, and facts of all kinds in it."""
    store = Path(shutil.copytree(whole, tmp_path_factory.mktemp("tried") / "store"))
    return store, [fact for kind in REVIEWED for fact in facts(store, kind)]


turns_taken = count()  # what was undone is another decision each time


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_review_and_its_undoing_give_back_every_byte(
    data: st.DataObject, tried: tuple[Path, list[Iri]], undecided: list[bytes]
) -> None:
    """Whatever facts are reviewed in whatever way, all that is derived is as before."""
    store, held = tried
    acts: list[Callable[..., Decision]] = [review.confirm, review.reject]
    chosen = data.draw(st.lists(st.sampled_from(held), min_size=1, max_size=3, unique=True))
    ways = [data.draw(st.sampled_from(acts)) for _ in chosen]
    turns = data.draw(st.permutations(range(len(chosen))))
    now = later(next(turns_taken))
    made = [way(store, fact, now) for way, fact in zip(ways, chosen, strict=True)]
    with open_reader(store) as reader:
        graphs = [one for one in reader.graphs() if "/graph/trial/" in one]
        for graph in graphs:
            assert check_derived(reader.graph(graph)).violations == ()
    for turn in turns:
        review.undo(store, made[turn].identifier, now)
    assert derived(store) == undecided


def test_a_corrections_undoing_gives_back_every_byte(
    store: Path, undecided: list[bytes], final: str, survival: Iri
) -> None:
    made = review.correct(store, survival, [upper(store, final)], WHY)
    assert derived(store) != undecided
    review.undo(store, made.identifier, LATER)
    assert derived(store) == undecided


def test_reviews_outlast_another_reading_of_the_same_bytes(
    store: Path, final: str, survival: Iri, examples: list[Path]
) -> None:
    review.correct(store, survival, [upper(store, final)], WHY)
    before = derived(store)
    assert {line.outcome for line in ingest(examples, store)} == {"unchanged"}
    list(reread(store))
    assert derived(store) == before
    list(remove(store, [final]))
    assert [one.state for one in standing_of(store)] == ["outdated"]
    list(ingest(examples, store))
    assert derived(store) == before


def test_a_review_of_other_bytes_is_kept_flagged_and_not_applied(tmp_path: Path) -> None:
    store, document = tmp_path / "store", f"pubmed-{one_trial.PMID}"
    page = one_trial.pubmed_xml()
    list(ingest(one_trial.written(tmp_path, **{"first.xml": page}), store))
    fact = fact_of(store, document, "0.71")
    made = review.reject(store, fact, WHY)
    assert results(store, fact) == {}
    changed = page.replace(b"0.57 to 0.88", b"0.57 to 0.89")
    list(ingest(one_trial.written(tmp_path, **{"second.xml": changed}), store))
    (said,) = results(store, fact).values()
    assert (said["upper"], said["reviewState"], said["review"]) == (
        "0.89",
        "ReviewOutdated",
        made.iri,
    )
    (one,) = standing_of(store)
    assert one.why == "the document has changed since: review again"
    again = review.confirm(store, fact, later(1))
    (said,) = results(store, fact).values()
    assert (said["reviewState"], said["review"]) == ("ReviewConfirmed", again.iri)
    list(ingest(one_trial.written(tmp_path, **{"first.xml": page}), store))
    assert [one.state for one in standing_of(store)] == ["outdated"]
