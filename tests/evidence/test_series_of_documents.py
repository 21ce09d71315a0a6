"""Which results of several documents form one series, in which order, and what stays alone."""

from dataclasses import replace
from typing import Any

import pytest
from tests.evidence.built import day, declared, derived, effect, judged, paper, within
from tests.verdict.figures import number

from trialgraph.evidence.judging import Judged, JudgedSeries
from trialgraph.model.reading import TrialDocument
from trialgraph.model.result import Estimate
from trialgraph.terms.index import TermIndex

PFS = declared("PFS")


def at(printed: str, **rest: Any) -> Estimate:  # noqa: ANN401 - fields of an estimate by name
    return effect("PFS", printed, "0.55 to 0.99", **rest)


def documents(*estimates: Estimate, **rest: Any) -> tuple[TrialDocument, ...]:  # noqa: ANN401 - fields of a paper
    """Return a paper an estimate, a year apart."""
    return tuple(
        paper(one, name=f"sha-{nth}", online=f"{2020 + nth}-03-01", **rest)
        for nth, one in enumerate(estimates)
    )


def values(one: JudgedSeries) -> list[str]:
    return [member.analysis.estimate.value.printed for member in one.members]  # type: ignore[union-attr]


def formed(terms: TermIndex, *held: TrialDocument) -> list[list[str]]:
    return sorted(values(one) for one in derived(terms, *held).series)


def current(found: dict[str, Judged]) -> set[str]:
    return {value for value, one in found.items() if one.is_current}


def test_a_result_that_prints_no_assessor_joins_the_one_that_does(terms: TermIndex) -> None:
    held = documents(at("0.71", assessor="independent"), at("0.74"))
    (only,) = derived(terms, *held).series
    assert (values(only), only.matched_on_unknown) == (["0.71", "0.74"], True)
    found = judged(terms, *held)
    assert (found["0.71"].unknown_parts, found["0.74"].unknown_parts) == ((), ("assessor",))
    assert "matched_on_unknown" in found["0.74"].verdict.reservations


def test_with_two_candidates_a_result_stays_alone(terms: TermIndex) -> None:
    first = paper(
        at("0.71", assessor="independent"), at("0.69", assessor="investigator"), end_points=(PFS,)
    )
    later = paper(at("0.74"), name="sha-later", online="2023-01-01")
    assert formed(terms, first, later) == [["0.69"], ["0.71"], ["0.74"]]


@pytest.mark.parametrize(
    "other",
    [
        {"measure": "csHR"},
        {"measure": "sHR"},
        {"model": "IPCW-adjusted Cox model"},
        {"population": "per-protocol"},
        {"population": "subgroup: marker positive"},
        {"assessor": "investigator"},
        {"adjustment": "unstratified"},
    ],
)
def test_what_is_printed_otherwise_never_merges(other: dict[str, Any], terms: TermIndex) -> None:
    plain = {"assessor": "independent", "adjustment": "stratified"}
    one, another = at("0.71", **plain), at("0.74", **{**plain, **other})
    assert formed(terms, *documents(one, another)) == [["0.71"], ["0.74"]]


def test_restricted_means_to_two_times_are_two_series(terms: TermIndex) -> None:
    means = [
        effect("OS", value, "0.2 to 3.9", measure="RMST_difference", at=when)
        for value, when in (("1.1", "24 months"), ("1.9", "36 months"), ("1.2", "2 years"))
    ]
    assert formed(terms, *documents(*means)) == [["1.1", "1.2"], ["1.9"]]


def test_words_for_the_same_patients_are_one_population(terms: TermIndex) -> None:
    one = at("0.71", population="subgroup: patients with visceral disease")
    other = at("0.74", population="subgroup: visceral disease")
    assert formed(terms, *documents(one, other)) == [["0.71", "0.74"]]


def test_events_by_other_criteria_are_another_series(terms: TermIndex) -> None:
    first = paper(at("0.71"), end_points=(replace(PFS, criteria="RECIST 1.0"),))
    later = paper(
        at("0.74"),
        name="sha-later",
        online="2022-01-01",
        end_points=(replace(PFS, criteria="RECIST version 1.1"),),
    )
    same = replace(
        later,
        trials=(replace(later.trials[0], end_points=(replace(PFS, criteria="RECIST, v1.0"),)),),
    )
    assert formed(terms, first, later) == [["0.71"], ["0.74"]]
    assert formed(terms, first, same) == [["0.71", "0.74"]]


def test_the_cut_off_decides_before_all_else(terms: TermIndex) -> None:
    early = at("0.71", data_cutoff=day("2019-05-01"), follow_up_months=number("20"))
    late = at("0.74", data_cutoff=day("2020-05-01"), follow_up_months=number("18"))
    held = documents(late, early)  # the later data were published first
    (only,) = derived(terms, *held).series
    assert values(only) == ["0.71", "0.74"]
    assert only.order_conflict  # by availability; median follow-up is never held against it
    assert current(judged(terms, *held)) == {"0.74"}
    assert not derived(terms, *documents(early, late)).series[0].order_conflict


def test_events_decide_where_no_cut_off_is_printed(terms: TermIndex) -> None:
    early = at("0.71", total_events=number("210"), follow_up_months=number("30"))
    late = at("0.74", total_events=number("260"), follow_up_months=number("28"))
    (only,) = derived(terms, *documents(early, late)).series
    assert (values(only), only.order_conflict) == (["0.71", "0.74"], False)


def test_a_cut_off_within_the_year_of_another_does_not_order_them(terms: TermIndex) -> None:
    early = at("0.71", data_cutoff=day("2019"), total_events=number("210"))
    late = at("0.74", data_cutoff=day("2019-05-01"), total_events=number("260"))
    assert current(judged(terms, *documents(early, late))) == {"0.74"}


def test_stages_decide_where_no_figure_does(terms: TermIndex) -> None:
    final = paper(at("0.74", stage="final"), name="sha-a", online="2021-01-01")
    look = paper(at("0.71", stage="interim"), name="sha-b", online="2021-01-01")
    assert current(judged(terms, final, look)) == {"0.74"}


def test_results_that_nothing_orders_are_both_current(terms: TermIndex) -> None:
    pair = paper(at("0.71"), at("0.74"), online="")
    assert current(judged(terms, pair)) == {"0.71", "0.74"}


def test_a_met_test_is_sustained_by_a_later_estimate_that_excludes_the_null(
    terms: TermIndex,
) -> None:
    first = effect("PFS", "0.76", "0.63 to 0.92", "0.005", stage="primary")
    later = effect("PFS", "0.79", "0.68 to 0.92", stage="updated")
    (only,) = derived(terms, *documents(first, later)).series
    assert only.sustained == "sustained"
    (decisive,) = (one for one in only.members if one.is_decisive)
    assert (decisive.key[-1], decisive.verdict.strength) == ("0-76", "confirmed")


def test_after_a_missed_test_a_later_estimate_is_nominal_at_most(terms: TermIndex) -> None:
    first = effect("PFS", "0.85", "0.70 to 1.03", "0.10", stage="final")
    later = effect("PFS", "0.79", "0.68 to 0.92", "0.002", stage="updated")
    found = judged(terms, *documents(first, later))
    assert (found["0.79"].verdict.strength, found["0.79"].verdict.reason) == (
        "nominal",
        "updated_after_decision",
    )
    assert found["0.85"].is_decisive
    assert found["0.79"].is_current


def test_an_update_that_is_silent_about_the_margin_is_after_its_decision(
    terms: TermIndex,
) -> None:
    first = effect("PFS", "0.97", "0.85 to 1.10", **within("1.15"))
    later = effect("PFS", "0.88", "0.79 to 0.98")
    found = judged(terms, *documents(first, later))
    assert found["0.88"].verdict.reason == "updated_after_decision"


def test_superiority_with_its_own_p_is_tested_after_the_margin(terms: TermIndex) -> None:
    first = effect("PFS", "0.97", "0.85 to 1.10", **within("1.15"))
    later = effect("PFS", "0.88", "0.79 to 0.98", "0.021")
    found = judged(terms, *documents(first, later))
    assert found["0.88"].verdict.reason == "level_met"


def test_the_order_in_which_documents_come_changes_nothing(terms: TermIndex) -> None:
    held = documents(at("0.71", stage="interim"), at("0.74", stage="final"), at("0.77"))
    assert derived(terms, *held) == derived(terms, *reversed(held))


OS = declared("OS", "secondary")
MET = effect("PFS", "0.62", "0.51 to 0.75")
TESTED = effect("OS", "0.80", "0.66 to 0.97")


@pytest.mark.parametrize(
    ("held", "state"),
    [
        ((paper(end_points=(PFS, OS)),), "planned_only"),
        ((paper(MET, end_points=(PFS, OS)),), "not_reported"),
        ((paper(MET, TESTED, end_points=(PFS, OS)),), "result_reported"),
    ],
)
def test_an_end_point_without_a_result_has_a_state(
    held: tuple[TrialDocument, ...], state: str, terms: TermIndex
) -> None:
    states = {one.notation: one.state for one in derived(terms, *held).end_points}
    assert states["OS"] == state
