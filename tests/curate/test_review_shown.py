"""What lists, panels and the search for estimates say of reviews."""

import shutil
from pathlib import Path

import pytest
from tests.curate.reviewing import WHY, fact_of, later, quoted, results, text_of

from trialgraph.catalogue.effects import find_effects
from trialgraph.catalogue.left_out import left_out
from trialgraph.catalogue.panels import panel
from trialgraph.curate import review
from trialgraph.errors import BadParameter
from trialgraph.evidence.listed_reviews import listed_reviews
from trialgraph.names import Iri
from trialgraph.store import open_reader
from trialgraph.store.known_terms import known_terms

LIMIT = "one-sided 95% CI upper limit, 1.02"


@pytest.fixture
def survival(store: Path, final: str) -> Iri:
    """Return the estimate of overall survival in the final report, corrected."""
    fact = fact_of(store, final, "0.73")
    review.confirm(store, fact, WHY)
    correction = quoted(text_of(store, final), LIMIT, "interval.upper", "1.02")
    review.correct(store, fact, [correction], later(1))
    return fact


@pytest.fixture(scope="module")
def rejected(whole: Path, final: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a store whose estimate of overall survival was rejected."""
    store = Path(shutil.copytree(whole, tmp_path_factory.mktemp("rejected") / "store"))
    review.reject(store, fact_of(store, final, "0.73"), WHY)
    return store


def found(store: Path, *states: str) -> list[str]:
    """Return the estimates whose review comes to one of some states."""
    with open_reader(store) as reader:
        rows = find_effects(reader, known_terms(store), {"review": list(states)}).rows
    return [row.text("iri") for row in rows]


def test_an_estimate_says_who_reviewed_it_when_and_why(store: Path, survival: Iri) -> None:
    ((result, _),) = results(store, survival).items()
    with open_reader(store) as reader:
        rows = find_effects(reader, known_terms(store), {}).rows
    cells = {row.text("iri"): row.cells for row in rows}
    own = {name: cells[result][name] for name in ("review", "reviewed_by", "reviewed_at")}
    assert own == {
        "review": "corrected",
        "reviewed_by": WHY.by,
        "reviewed_at": "2026-01-02T03:05:05Z",
    }
    assert cells[result]["review_reason"] == "Looked again."
    others = {one["review"] for iri, one in cells.items() if iri != result}
    assert others == {"not_reviewed"}


def test_estimates_are_found_by_what_reviewers_said(store: Path, survival: Iri) -> None:
    ((result, _),) = results(store, survival).items()
    assert found(store, "corrected") == [result]
    assert found(store, "confirmed") == []
    unreviewed = found(store, "not_reviewed")
    assert result not in unreviewed
    assert sorted([*unreviewed, result]) == found(store, "not_reviewed", "corrected")


def test_the_panel_quotes_what_a_correction_rests_on(store: Path, survival: Iri) -> None:
    (result,) = results(store, survival)
    with open_reader(store) as reader:
        (row,) = panel(reader, "effect-reviews", result=[Iri(result)])
    assert (row.cells["review"], row.cells["act"]) == ("corrected", "correct_review")
    assert (row.cells["field"], row.cells["value"]) == ("interval.upper", "1.02")
    assert (row.cells["quoted"], row.cells["fact"]) == (LIMIT, survival)


def test_the_list_tells_what_counts_and_what_did(store: Path, final: str, survival: Iri) -> None:
    with open_reader(store) as reader:
        (one,) = listed_reviews(reader)
        both = listed_reviews(reader, fact=survival, every=True)
        assert listed_reviews(reader, document="sha-none") == []
        assert listed_reviews(reader, document=final, state="corrected") == [one]
        assert listed_reviews(reader, state="superseded") == both[1:]
        with pytest.raises(BadParameter, match="superseded"):
            listed_reviews(reader, state="good")
    assert [each.state for each in both] == ["corrected", "superseded"]
    assert one.supersedes == (both[1].decision,)
    (correction,) = one.corrections
    assert text_of(store, final)[correction.start : correction.end] == correction.quote


def test_a_rejected_fact_is_listed_though_nothing_rests_on_it(store: Path, final: str) -> None:
    fact = fact_of(store, final, "0.73")
    review.reject(store, fact, WHY)
    with open_reader(store) as reader:
        (one,) = listed_reviews(reader, state="rejected")
    assert (one.fact, one.reason) == (fact, WHY.reason)


@pytest.mark.parametrize(
    ("given", "count"),
    [
        ({"adds": ["pertuzumab"]}, 1),
        ({"drug": ["pertuzumab"], "endpoint": ["OS"]}, 1),
        ({"drug": ["palbociclib"]}, 0),
        ({"intervention": ["trastuzumab"], "comparator": ["trastuzumab"]}, 1),
        ({"removes": ["trastuzumab"]}, 0),
        ({"condition": ["breast cancer"], "phase": ["3"]}, 1),
        ({"condition": ["lung cancer"]}, 0),
        ({"population": ["all"], "stage": ["final"]}, 1),
        ({"stage": ["interim"]}, 0),
        ({"endpoint": ["PFS"]}, 0),
        ({"line": ["a line that nobody prints"]}, 0),
    ],
)
def test_a_rejected_estimate_is_told_where_it_might_have_stood(
    given: dict[str, list[str]], count: int, rejected: Path
) -> None:
    with open_reader(rejected) as reader:
        assert len(left_out(reader, known_terms(rejected), given)) == count


def test_a_rejected_part_is_told_by_its_owner(store: Path, final: str) -> None:
    fact = fact_of(store, final, "0.73")
    part = fact.replace("/estimate/", "/interval/")
    review.reject(store, part, WHY)
    with open_reader(store) as reader:
        (one,) = listed_reviews(reader, fact=fact)
    assert (one.fact, one.owner) == (part, fact)
    assert found(store, "rejected") == list(results(store, fact))
