"""Reviews of facts in a store: what follows, what is refused, what lasts."""

import threading
from dataclasses import replace
from pathlib import Path

import pytest
from tests.curate.conftest import PRECIOUS, derived, identifier
from tests.curate.reviewing import (
    WHY,
    fact_of,
    facts,
    later,
    quoted,
    results,
    standing_of,
    text_of,
    upper,
)
from tests.ontology.spoken import misused

from trialgraph import names
from trialgraph.check.shapes import check_derived
from trialgraph.curate import decide, review
from trialgraph.errors import (
    DecisionIdle,
    StoreHeld,
)
from trialgraph.ingest.run import finish, ingest
from trialgraph.names import Iri
from trialgraph.rdf.quads import parse
from trialgraph.store import open_reader


def test_a_confirmed_estimate_says_so_and_nothing_else_changes(
    store: Path, undecided: list[bytes], survival: Iri
) -> None:
    made = review.confirm(store, survival, WHY)
    fresh = set(derived(store)) - set(undecided)
    assert set(undecided) <= set(derived(store))
    ((result, said),) = results(store, survival).items()
    assert (said["reviewState"], said["review"]) == ("ReviewConfirmed", made.iri)
    assert len(fresh) == 2
    assert all(result.encode() in line for line in fresh)


def test_a_rejected_estimate_leaves_no_result(store: Path, survival: Iri) -> None:
    (gone,) = results(store, survival)
    review.reject(store, survival, WHY)
    assert results(store, survival) == {}
    with open_reader(store) as reader:
        said = reader.graph(names.trial_graph(PRECIOUS)).decode()
        reading = reader.graph(Iri(survival.split("/estimate/")[0])).decode()
    assert f"<{gone}>" not in said
    assert f"leavesOut> <{survival}>" in said
    assert f"<{survival}>" in reading


def test_a_corrected_value_changes_the_verdict(store: Path, final: str, survival: Iri) -> None:
    (before,) = results(store, survival).values()
    assert (before["upper"], before["strength"]) == ("0.97", "Nominal")
    made = review.correct(store, survival, [upper(store, final)], WHY)
    (after,) = results(store, survival).values()
    assert (after["upper"], after["strength"]) == ("1.02", "NotSignificant")
    assert (after["reviewState"], after["review"]) == ("ReviewCorrected", made.iri)
    with open_reader(store) as reader:
        assert '"0.97"' in reader.graph(names.document(final)).decode()


def test_an_arms_values_go_with_a_rejected_arm(store: Path, final: str) -> None:
    arm = next(one for one in facts(store, "ReportedArm") if final in one)
    hanging = [
        one for one in facts(store, "ReportedArmValue") if one.endswith(arm.rsplit("/", 1)[-1])
    ]
    assert hanging
    review.reject(store, arm, WHY)
    with open_reader(store) as reader:
        said = reader.graph(names.trial_graph(PRECIOUS)).decode()
    assert not [one for one in hanging if f"reportedAs> <{one}>" in said]


def test_a_rejected_interval_leaves_the_estimate(store: Path, survival: Iri) -> None:
    review.reject(store, survival.replace("/estimate/", "/interval/"), WHY)
    (said,) = results(store, survival).values()
    assert "upper" not in said
    assert said["reviewState"] == "ReviewRejected"


PFS = names.concept("end-point", "PFS")
CORRECTED = {
    "words": ("stage", "updated", "In the updated analysis", "stage", "Updated"),
    "a number": ("value", "0.81", "HR, 0.81", "value", "0.81"),
    "a known end point": ("end_point", "PFS", "progression-free", "endPoint", PFS),
    "a population": ("population", "per-protocol", "Median OS", "population", "per-protocol"),
    "sides": ("interval.sides", "2", "95% CI", "sides", "2"),
    "a short path": ("upper", "26.5", "26.5 months", "upper", "26.5"),
    "an absence": ("lower", "not-estimable", "95% CI upper limit", "lower", None),
}


@pytest.mark.parametrize("told", CORRECTED.values(), ids=CORRECTED)
def test_values_of_every_kind_are_corrected(
    told: tuple[str, str, str, str, str | None], store: Path, final: str
) -> None:
    field, value, quote, stated, expected = told
    survival = fact_of(store, final, "0.73")
    review.correct(store, survival, [quoted(text_of(store, final), quote, field, value)], WHY)
    (said,) = results(store, survival).values()
    assert said.get(stated) == expected
    assert said["reviewState"] == "ReviewCorrected"


def test_several_values_are_corrected_together(store: Path, final: str, survival: Iri) -> None:
    text = text_of(store, final)
    value = quoted(text, "HR, 0.81", "value", "0.81")
    review.correct(store, survival, [upper(store, final), value], WHY)
    (said,) = results(store, survival).values()
    assert (said["value"], said["upper"], said["valuePrinted"]) == ("0.81", "1.02", "0.81")


def test_a_second_review_supersedes_the_first_and_both_stay(
    store: Path, final: str, survival: Iri
) -> None:
    first = review.reject(store, survival, WHY)
    second = review.correct(store, survival, [upper(store, final)], later(1))
    (said,) = results(store, survival).values()
    assert said["review"] == second.iri
    with open_reader(store) as reader:
        graphs = {one for one in reader.graphs() if "/graph/decision/" in one}
        assert {first.graph, second.graph} == graphs
        assert f"supersedes> <{first.iri}>" in reader.graph(second.graph).decode()
    review.undo(store, second.identifier, later(2))
    assert results(store, survival) == {}
    third = review.confirm(store, survival, later(3))
    assert third.act.supersedes == (first.iri,)  # type: ignore[union-attr]


def test_reviews_say_what_the_ontology_declares(store: Path, final: str, survival: Iri) -> None:
    made = review.correct(store, survival, [upper(store, final)], WHY)
    other = review.reject(store, fact_of(store, final, "0.81"), WHY)
    with open_reader(store) as reader:
        quads = parse(reader.dump())
        decided = [reader.graph(one.graph) for one in (made, other)]
    assert misused(quads) == set()
    assert all(check_derived(one).findings == () for one in decided)


def test_the_same_review_has_the_same_name_everywhere(
    store: Path, final: str, survival: Iri, tmp_path: Path, examples: list[Path]
) -> None:
    made = review.correct(store, survival, [upper(store, final)], WHY)
    other = tmp_path / "other"
    list(ingest(reversed(examples), other))
    again = review.correct(other, survival, [upper(store, final)], WHY)
    assert made.identifier == again.identifier
    assert derived(store) == derived(other)


def test_the_same_person_says_the_same_only_once(store: Path, survival: Iri) -> None:
    review.confirm(store, survival, WHY)
    with pytest.raises(DecisionIdle, match="same review"):
        review.confirm(store, survival, later(1))
    review.confirm(store, survival, replace(later(2), by="B. Reviewer"))


def test_two_who_review_at_once_come_one_after_the_other(store: Path, final: str) -> None:
    """One writer at a time: who finds it held is told so, and nothing is half done."""
    chosen = [fact_of(store, final, "0.73"), fact_of(store, final, "0.81")]
    refused: list[StoreHeld] = []

    def act(fact: Iri) -> None:
        while True:
            try:
                review.confirm(store, fact, WHY)
            except StoreHeld as error:
                refused.append(error)
            else:
                return

    threads = [threading.Thread(target=act, args=[fact]) for fact in chosen]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert [one.state for one in standing_of(store)] == ["confirmed", "confirmed"]
    assert all("is writing to the store" in str(error) for error in refused)


@pytest.mark.parametrize("next_one", ["ingest", "review"])
def test_a_killed_review_is_finished_by_whoever_comes_next(
    next_one: str, store: Path, survival: Iri, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(decide, "derive", stopped)
        with pytest.raises(KeyboardInterrupt):
            review.reject(store, survival, WHY)
    assert len(results(store, survival)) == 1
    if next_one == "ingest":
        finish(store)
    else:
        review.confirm(store, fact_of(store, identifier(store, "patina"), "0.75"), WHY)
    assert results(store, survival) == {}
