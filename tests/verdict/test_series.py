"""Results at different times as one series: key, order, decision, what stands now."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.verdict.figures import day

from trialgraph.model.result import Stage
from trialgraph.verdict.codes import Direction, Formal, Outcome, SustainedState
from trialgraph.verdict.series import (
    SeriesKey,
    SeriesMember,
    TimeOrder,
    is_after_decision,
    series,
    time_order,
)

SURVIVAL = SeriesKey(
    trial="trial",
    comparison="added v backbone",
    end_point="OS",
    measure="HR",
    population="all",
    assessor="",
    adjustment="unstratified",
)
FIRST = SeriesMember(
    identifier="first",
    key=SURVIVAL,
    follow_up_months=Decimal("14.2"),
    stage="primary",
    available=day("2022"),
    formal=Formal.NONE,
    tested=Outcome.NOT_MET,
    direction=Direction.EXPERIMENTAL,
)
LAST = replace(
    FIRST,
    identifier="last",
    key=replace(SURVIVAL, adjustment=None),
    follow_up_months=Decimal("25.8"),
    stage="final",
    available=day("2025-01-24"),
    tested=Outcome.MET,
)


def test_an_unprinted_adjustment_joins_the_one_series_that_agrees() -> None:
    (found,) = series([LAST, FIRST])
    assert [member.identifier for member in found.members] == ["first", "last"]
    assert found.matched_on_unknown == {"last": frozenset({"adjustment"})}
    assert found.key == SURVIVAL
    assert found.current == (LAST,)
    assert found.decisive == LAST
    assert found.sustained is SustainedState.NOT_APPLICABLE
    assert not found.order_conflict


def test_exact_values_never_merge() -> None:
    stratified = replace(FIRST, identifier="other", key=replace(SURVIVAL, adjustment="stratified"))
    assert [len(found.members) for found in series([FIRST, stratified])] == [1, 1]


def test_with_two_candidates_a_result_stays_alone() -> None:
    stratified = replace(FIRST, identifier="other", key=replace(SURVIVAL, adjustment="stratified"))
    found = series([FIRST, stratified, LAST])
    assert sorted(len(one.members) for one in found) == [1, 1, 1]
    assert all(not one.matched_on_unknown for one in found)


def test_series_do_not_depend_on_the_order_of_ingestion() -> None:
    stratified = replace(
        FIRST, identifier="other", key=replace(SURVIVAL, adjustment="stratified", assessor=None)
    )
    half = replace(LAST, identifier="half", key=replace(SURVIVAL, adjustment=None, assessor=None))
    pool = [FIRST, LAST, stratified, half]
    assert len({_names(order) for order in permutations(pool)}) == 1


def _names(pool: Iterable[SeriesMember]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(m.identifier for m in one.members) for one in series(pool))


PROGRESSION = replace(SURVIVAL, end_point="PFS", assessor="investigator", adjustment="stratified")
MET = SeriesMember(
    identifier="met",
    key=PROGRESSION,
    follow_up_months=Decimal("14.2"),
    stage="primary",
    formal=Formal.MET,
    tested=Outcome.MET,
    direction=Direction.EXPERIMENTAL,
)
UPDATE = replace(
    MET,
    identifier="update",
    key=replace(PROGRESSION, adjustment=None),
    follow_up_months=Decimal("25.8"),
    stage="updated",
    formal=Formal.NONE,
    tested=Outcome.NOT_MET,
)


def test_an_update_replaces_the_estimate_but_not_the_formal_verdict() -> None:
    (found,) = series([UPDATE, MET])
    assert (found.decisive, found.current) == (MET, (UPDATE,))
    assert found.sustained is SustainedState.NOT_SUSTAINED


@pytest.mark.parametrize(
    ("later", "state"),
    [
        (replace(UPDATE, tested=Outcome.MET), SustainedState.SUSTAINED),
        (replace(UPDATE, tested=Outcome.AMBIGUOUS), SustainedState.UNDETERMINED),
        (
            replace(UPDATE, tested=Outcome.MET, direction=Direction.COMPARATOR),
            SustainedState.NOT_SUSTAINED,
        ),
        (
            replace(UPDATE, tested=Outcome.MET, follow_up_months=None, stage=None),
            SustainedState.UNDETERMINED,
        ),
    ],
)
def test_a_later_estimate_sustains_a_met_test_or_not(
    later: SeriesMember, state: SustainedState
) -> None:
    (found,) = series([MET, later])
    assert found.sustained is state


def test_a_met_test_alone_has_no_later_analysis() -> None:
    (found,) = series([MET])
    assert found.sustained is SustainedState.NO_LATER_ANALYSIS


def test_without_any_printed_order_both_are_current() -> None:
    bare = replace(MET, follow_up_months=None, stage=None)
    (found,) = series([bare, replace(bare, identifier="twin")])
    assert len(found.current) == 2


def test_every_later_member_takes_the_place_of_an_earlier_one() -> None:
    early, middle, late, gone = (
        replace(BARE, identifier=name, events=events)
        for name, events in (("early", 100), ("middle", 200), ("late", 300), ("gone", 250))
    )
    gone = replace(gone, is_retracted=True)
    (found,) = series([late, gone, middle, early])
    assert found.later_than(early) == (middle, late)
    assert found.later_than(middle) == (late,)
    assert found.later_than(gone) == (late,)
    assert found.later_than(late) == ()


LOOK = replace(MET, stage="interim", formal=Formal.NOT_MET, tested=Outcome.NOT_MET)


@pytest.mark.parametrize(
    ("members", "decisive"),
    [
        ([("a", "interim", Formal.NOT_MET), ("b", "interim", Formal.NOT_MET)], "b"),
        ([("a", "interim", Formal.NOT_MET), ("b", "final", Formal.NOT_MET)], "b"),
        ([("a", "interim", Formal.MET), ("b", "final", Formal.NONE)], "a"),
        ([("a", "primary", Formal.NOT_MET), ("b", "final", Formal.NONE)], "a"),
        ([("a", None, Formal.NOT_MET), ("b", "updated", Formal.NONE)], "a"),
        ([("a", "updated", Formal.NONE)], "a"),
    ],
)
def test_the_first_met_else_the_planned_else_the_latest_look_decides(
    members: list[tuple[str, Stage | None, Formal]], decisive: str
) -> None:
    pool = [
        replace(LOOK, identifier=name, stage=stage, formal=formal, events=100 + 10 * place)
        for place, (name, stage, formal) in enumerate(members)
    ]
    (found,) = series(pool)
    assert found.decisive.identifier == decisive


@pytest.mark.parametrize(
    ("earlier", "is_after"),
    [
        (MET, True),
        (replace(MET, formal=Formal.NOT_MET), True),
        (LOOK, False),
        (replace(MET, follow_up_months=Decimal("30.0")), False),
    ],
)
def test_what_comes_after_the_decision_is_an_update(
    earlier: SeriesMember,
    is_after: bool,  # noqa: FBT001 - a column of the table
) -> None:
    assert is_after_decision(UPDATE, [earlier]) is is_after


BARE = replace(MET, follow_up_months=None, stage=None)


@pytest.mark.parametrize(
    ("one", "other", "order"),
    [
        (replace(BARE, cutoff=day("2019")), replace(BARE, cutoff=day("2020-03")), TimeOrder(-1)),
        (replace(BARE, cutoff=day("2020")), replace(BARE, cutoff=day("2020-03")), TimeOrder(None)),
        (replace(BARE, events=184), replace(BARE, events=150), TimeOrder(1)),
        (
            replace(BARE, events=150, follow_up_months=Decimal(20)),
            replace(BARE, events=184, follow_up_months=Decimal(18)),
            TimeOrder(-1),
        ),
        (
            replace(BARE, events=150, stage="final"),
            replace(BARE, events=184, stage="interim"),
            TimeOrder(-1, is_contradicted=True),
        ),
        (
            replace(BARE, follow_up_months=Decimal(20), available=day("2024")),
            replace(BARE, follow_up_months=Decimal(25), available=day("2023")),
            TimeOrder(-1, is_contradicted=True),
        ),
        (replace(BARE, stage="interim"), replace(BARE, stage="updated"), TimeOrder(-1)),
        (replace(BARE, stage="final"), replace(BARE, stage="final"), TimeOrder(0)),
        (
            replace(BARE, events=150, available=day("2023")),
            replace(BARE, events=150, available=day("2024")),
            TimeOrder(-1),
        ),
        (BARE, BARE, TimeOrder(None)),
    ],
)
def test_the_first_criterion_that_tells_apart_orders(
    one: SeriesMember, other: SeriesMember, order: TimeOrder
) -> None:
    assert time_order(one, other) == order


def test_an_order_conflict_is_flagged() -> None:
    early = replace(BARE, identifier="early", events=150, stage="final")
    late = replace(BARE, identifier="late", events=184, stage="interim")
    (found,) = series([early, late])
    assert found.order_conflict


def test_criteria_in_a_circle_still_give_a_series() -> None:
    one = replace(BARE, identifier="one", cutoff=day("2019"), follow_up_months=Decimal(30))
    two = replace(BARE, identifier="two", cutoff=day("2020"), events=100)
    three = replace(BARE, identifier="three", events=120, follow_up_months=Decimal(20))
    (found,) = series([one, two, three])
    assert len(found.current) == 1


def test_a_method_for_crossover_is_another_series() -> None:
    hypothetical = replace(
        FIRST, identifier="rpsft", key=replace(SURVIVAL, strategy="hypothetical")
    )
    assert len(series([FIRST, hypothetical])) == 2


@given(
    events=st.lists(st.integers(min_value=50, max_value=400), min_size=1, max_size=6, unique=True)
)
def test_the_analysis_with_most_events_is_current(events: list[int]) -> None:
    pool = [replace(BARE, identifier=f"{count:03}", events=count) for count in events]
    (found,) = series(pool)
    assert [member.events for member in found.members] == sorted(events)
    assert [member.events for member in found.current] == [max(events)]
