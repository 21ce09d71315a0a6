"""What documents of one trial say differently, each with both sides."""

from dataclasses import replace

import pytest
from tests.evidence.hand_made import readings
from tests.evidence.hand_pair import (
    NUMBER,
    arms,
    cited,
    criterion,
    day,
    end_point,
    estimate,
    median,
    number,
    record,
    report,
    span,
    stated,
    with_trial,
)

from trialgraph.evidence.derived import DerivedTrial, derive_trial, held
from trialgraph.evidence.findings import TrialFinding
from trialgraph.model.reading import Citation, Claim, TrialDocument
from trialgraph.model.trial import EndPoint, Sides, Trial, TrialDates
from trialgraph.terms.index import TermIndex

ACROSS = frozenset(
    {"value_conflict", "definition_differs", "results_not_posted", "reference_missing"}
    | {"status_outdated"}
)


def derive(documents: list[TrialDocument], terms: TermIndex, label: str = NUMBER) -> DerivedTrial:
    evidence = held(documents)
    return next(derive_trial(t, evidence, terms) for t in evidence.trials if t.label == label)


def found(documents: list[TrialDocument], terms: TermIndex) -> list[TrialFinding]:
    return [one for one in derive(documents, terms).findings if one.code in ACROSS]


def quantities(documents: list[TrialDocument], terms: TermIndex) -> list[tuple[str, str]]:
    return [(one.code, one.quantity) for one in found(documents, terms)]


LISTED = replace(record(), citations=(cited("paper"),))
SAME = [with_trial(LISTED, enrolment=number("2001")), report()]


def test_documents_that_agree_give_no_finding(terms: TermIndex) -> None:
    assert found(SAME, terms) == []


@pytest.mark.parametrize(
    ("changes", "quantity"),
    [
        ({"phase": stated("2", 20)}, "phase"),
        ({"masking": stated("open-label", 30)}, "masking"),
        ({"n_randomised": number("2000", 40)}, "randomised"),
        ({"arms": arms("999")}, "randomised to drug"),
    ],
)
def test_a_quantity_printed_with_two_values_is_a_conflict_with_both_sides(
    changes: dict[str, object], quantity: str, terms: TermIndex
) -> None:
    (one,) = found([SAME[0], with_trial(report(), **changes), report("later")], terms)[:1]
    assert (one.code, one.severity, one.quantity) == ("value_conflict", "warning", quantity)
    assert "paper" in one.message
    assert "later" in one.message
    assert len(one.places) >= 2


@pytest.mark.parametrize(
    "changes",
    [
        {"phase": stated("2/3", 20)},
        {"masking": stated("triple-blind", 30)},
        {"masking": stated("blinded", 30)},
        {"phase": None, "masking": None, "n_randomised": None},
    ],
)
def test_a_coarser_or_missing_word_contradicts_none(
    changes: dict[str, object], terms: TermIndex
) -> None:
    assert found([SAME[0], with_trial(report(), **changes)], terms) == []


def test_enrolled_and_randomised_are_different_quantities(terms: TermIndex) -> None:
    (one,) = found([LISTED, report()], terms)
    assert (one.code, one.severity) == ("definition_differs", "information")
    assert "“2010” in ctgov-NCT01234567; “2001” in paper" in one.message


def test_a_planned_enrolment_is_held_against_nothing(terms: TermIndex) -> None:
    planned = with_trial(LISTED, enrolment_type=stated("ESTIMATED", 45))
    assert found([planned, report()], terms) == []


def test_enrolment_of_the_first_trial(derived: dict[str, DerivedTrial]) -> None:
    messages = {one.code: one.message for one in derived["PRECIOUS"].findings}
    assert "226" in messages["definition_differs"]
    assert "219" in messages["definition_differs"]
    assert "value_conflict" not in messages


@pytest.mark.parametrize(
    ("registered", "reported", "quantity"),
    [
        (end_point("OS", "primary", 400), end_point("PFS", "primary", 400), "primary end point"),
        (
            end_point("PFS", "primary", 400, "investigator"),
            end_point("PFS", "primary", 400, "independent"),
            "assessor of the primary end point",
        ),
        (end_point("PFS", "primary", 400, "investigator"), end_point("PFS", "primary", 400), ""),
        (end_point("OS", "primary", 400), end_point("walking", "primary", 400), ""),
        (end_point("OS", "secondary", 400), end_point("PFS", "primary", 400), ""),
    ],
)
def test_documents_name_one_primary_end_point_and_one_assessor(
    registered: EndPoint, reported: EndPoint, quantity: str, terms: TermIndex
) -> None:
    record_of_it = with_trial(SAME[0], end_points=(registered,))
    found_here = quantities([record_of_it, with_trial(report(), end_points=(reported,))], terms)
    assert found_here == ([("value_conflict", quantity)] if quantity else [])


def test_a_threshold_with_another_comparator_is_a_conflict(terms: TermIndex) -> None:
    registered = with_trial(SAME[0], eligibility=(criterion("an amplification ratio \\> 2.0"),))
    reported = with_trial(report(), eligibility=(criterion("Amplification ratio ≥ 2.0 or 3+"),))
    (one,) = found([registered, reported], terms)
    assert (one.code, one.quantity) == ("value_conflict", "amplification ratio 2.0")
    assert "≥ 2.0" in one.message
    assert "> 2.0" in one.message


@pytest.mark.parametrize("text", ["amplification ratio > 2.0", "amplification ratio > 2.2"])
def test_other_thresholds_are_other_criteria(text: str, terms: TermIndex) -> None:
    both = (criterion("amplification ratio ≥ 2.0"), criterion("amplification ratio > 2.0", 520))
    registered = with_trial(SAME[0], eligibility=both)
    assert found([registered, with_trial(report(), eligibility=(criterion(text),))], terms) == []


def test_a_limit_misprinted_in_one_place_of_a_paper_is_a_conflict(terms: TermIndex) -> None:
    again = estimate("0.75", "0.57 0.97", start=330, p="0.04")
    paper = report()
    (one,) = found([SAME[0], replace(paper, estimates=(*paper.estimates, again))], terms)
    assert (one.code, one.quantity) == ("value_conflict", "HR of PFS")
    assert "0.75 (0.57-0.99)" in one.message
    assert "0.75 (0.57-0.97)" in one.message


@pytest.mark.parametrize(
    "again",
    [
        estimate("0.752", "0.571 0.99", start=330, p="0.04"),
        estimate("0.81", "0.62 1.05", start=330),
        replace(estimate("0.75", "0.57 0.97", start=330), population="per-protocol"),
        replace(estimate("0.75", "0.57 0.97", start=330), adjustment="stratified"),
    ],
)
def test_rounding_other_models_and_other_patients_are_no_conflict(
    again: object, terms: TermIndex
) -> None:
    paper = report()
    estimates = (*paper.estimates, again)
    assert found([SAME[0], replace(paper, estimates=estimates)], terms) == []  # type: ignore[arg-type]


def test_limits_of_other_levels_are_other_limits(terms: TermIndex) -> None:
    made = estimate("0.75", "0.57 0.97", start=330, p="0.04")
    assert made.interval is not None
    at_90 = replace(made, interval=replace(made.interval, level=number("90")))
    one_sided = replace(made, interval=replace(made.interval, sides=Sides(1, "printed")))
    for again in (at_90, one_sided):
        paper = report()
        assert found([SAME[0], replace(paper, estimates=(*paper.estimates, again))], terms) == []


def later(value: str, cutoff: str, events: str = "") -> TrialDocument:
    made = estimate(value, "0.62 1.05", start=330)
    counted = replace(made, total_events=number(events) if events else None)
    return with_trial(
        replace(report("second"), estimates=(counted,)),
        dates=TrialDates(data_cutoff=day(cutoff)),
    )


def test_two_papers_of_one_cut_off_conflict_and_of_two_do_not(terms: TermIndex) -> None:
    listed = replace(SAME[0], citations=(cited("paper"), cited("second", 2)))
    first = with_trial(report(), dates=TrialDates(data_cutoff=day("2019-01-01")))
    conflict = quantities([listed, first, later("0.81", "2019-01-01")], terms)
    assert conflict == [("value_conflict", "HR of PFS")]
    assert found([listed, first, later("0.81", "2021-01-01")], terms) == []


def test_two_updates_may_differ_in_one_figure_only(terms: TermIndex) -> None:
    listed = replace(SAME[0], citations=(cited("paper"), cited("second", 2)))
    first = with_trial(report(), dates=TrialDates(data_cutoff=day("2019-01-01")))
    again = replace(later("0.75", "2021-01-01"), estimates=(estimate("0.75", "0.57 0.97"),))
    assert found([listed, first, again], terms) == []
    at_once = replace(again, trials=first.trials)
    conflict = quantities([listed, first, at_once], terms)
    assert conflict == [("value_conflict", "HR of PFS")]


def test_an_abstract_and_its_paper_print_one_median(terms: TermIndex) -> None:
    paper = replace(report(), arm_values=(median("drug", "12.4", 340),))
    record_of_it = replace(report("abstract"), bibliography=paper.bibliography)
    rounded = replace(record_of_it, arm_values=(median("drug", "12", 340),))
    other = replace(record_of_it, arm_values=(median("drug", "14.2", 340),))
    listed = replace(SAME[0], citations=(cited("paper"),))
    assert found([listed, paper, rounded], terms) == []
    assert quantities([listed, paper, other], terms) == [("value_conflict", "median PFS of drug")]


def test_two_margins_of_one_end_point_are_a_conflict(terms: TermIndex) -> None:
    def with_margin(margin: str, start: int, value: str) -> object:
        made = estimate(value, f"0.{start} 1.{start}", start=start)
        return replace(made, hypothesis="noninferiority", margin=number(margin))

    printed = (with_margin("1.25", 330, "0.97"), with_margin("1.35", 350, "1.02"))
    paper = replace(report(), estimates=printed)  # type: ignore[arg-type]
    assert quantities([SAME[0], paper], terms) == [("value_conflict", "margin of PFS")]


def test_a_record_without_results_is_told_of_the_papers(
    derived: dict[str, DerivedTrial], terms: TermIndex
) -> None:
    silent = with_trial(SAME[0], results_posted=stated("not posted", 60, "Results pending"))
    (one,) = found([silent, report()], terms)
    assert (one.code, one.severity) == ("results_not_posted", "information")
    assert "Results pending" in one.message
    assert found([silent], terms) == []
    assert "results_not_posted" not in {one.code for one in derived["CLEOPATRA"].findings}


def test_a_paper_that_the_record_does_not_list_is_missing_there(terms: TermIndex) -> None:
    unlisted = with_trial(record("2021-01-01"), enrolment=number("2001"), end_points=())
    (one,) = found([unlisted, report()], terms)
    assert (one.code, one.quantity) == ("reference_missing", "references")
    title = Citation(number=1, title="A Drug in a Disease.", span=span(800))
    assert found([replace(unlisted, citations=(title,)), report()], terms) == []


def test_an_older_record_and_one_held_without_references_lack_none(terms: TermIndex) -> None:
    older = with_trial(record("2018-01-01"), enrolment=number("2001"))
    part = with_trial(record(None), enrolment=number("2001"), status=None)
    assert found([older, report()], terms) == []
    assert found([part, report()], terms) == []


def test_the_first_paper_is_missing_from_the_record(derived: dict[str, DerivedTrial]) -> None:
    missing = [one for one in derived["PRECIOUS"].findings if one.code == "reference_missing"]
    (one,) = missing
    assert readings()["S1"].identifier in one.message


def test_a_paper_that_only_a_report_cites_is_missing_as_well(terms: TermIndex) -> None:
    documents = [readings()["S0"], readings()["S2"]]
    named = derive(documents, terms, "PRECIOUS").findings
    (one,) = [each for each in named if each.code == "reference_missing"]
    assert "First report of the trial (PRECIOUS)" in one.message


@pytest.mark.parametrize(
    ("status", "stage", "is_outdated"),
    [
        ("RECRUITING", "final", True),
        ("RECRUITING", "primary", True),
        ("RECRUITING", "interim", False),
        ("ACTIVE_NOT_RECRUITING", "final", True),
        ("ACTIVE_NOT_RECRUITING", "primary", False),
        ("COMPLETED", "final", False),
    ],
)
def test_a_status_is_outdated_once_the_ended_trial_is_reported(
    status: str, stage: str, terms: TermIndex, *, is_outdated: bool
) -> None:
    paper = report()
    staged = replace(paper, estimates=(replace(paper.estimates[0], stage=stage),))  # type: ignore[arg-type]
    recruiting = with_trial(SAME[0], status=stated(status, 50))
    codes = quantities([recruiting, staged], terms)
    assert codes == ([("status_outdated", "status")] if is_outdated else [])


def restating(value: str, limits: str, *cites: int) -> TrialDocument:
    """Return another trial's paper that restates this trial's result, citing its paper."""
    other = with_trial(report("other"), registrations=(stated("NCT07654321", 10),))
    mentioned = Trial(role="mentions", registrations=(stated(NUMBER, 900),), span=span(900))
    restated = replace(estimate(value, limits, start=910), second_hand=True, trial=NUMBER)
    sentence = replace(span(905), end=940)
    claim = Claim(kind="cited-result", about=NUMBER, cites=cites, text="", span=sentence)
    return replace(
        other,
        trials=(*other.trials, mentioned),
        estimates=(*other.estimates, restated),
        claims=(claim,),
        citations=(cited("paper"), replace(cited("unheld", 2), span=span(820))),
    )


def test_a_restated_number_that_its_source_prints_otherwise_is_a_conflict(
    terms: TermIndex,
) -> None:
    (one,) = found([*SAME, restating("0.57", "0.57 0.99", 1)], terms)
    assert (one.code, one.quantity) == ("value_conflict", "HR of PFS, restated")
    assert "0.57" in one.message
    assert "0.75" in one.message


def test_a_restated_number_stays_out_of_the_results(terms: TermIndex) -> None:
    trial = derive([*SAME, restating("0.57", "0.57 0.99", 1)], terms)
    assert [one.analysis.mention.document for one in trial.results] == ["paper"]


@pytest.mark.parametrize(
    "other",
    [restating("0.75", "0.57 0.99", 1), restating("0.57", "0.40 0.80", 2)],
    ids=["same number", "source not held"],
)
def test_what_the_source_says_or_is_not_held_is_no_conflict(
    other: TrialDocument, terms: TermIndex
) -> None:
    assert found([*SAME, other], terms) == []


def test_findings_do_not_depend_on_the_order_of_documents(terms: TermIndex) -> None:
    documents = [*SAME, with_trial(report("later"), phase=stated("2", 20))]
    assert found(documents, terms) == found(documents[::-1], terms)
