"""What more of an end point outside the term tables means, by its noun or its scale."""

import pytest
from tests.evidence.built import alone, declared, effect, judged, outcome, paper

from trialgraph.evidence.event_words import event_polarity, scale_polarity
from trialgraph.model.result import Measure
from trialgraph.terms.index import TermIndex
from trialgraph.verdict.codes import Polarity


@pytest.mark.parametrize(
    ("name", "measure", "expected"),
    [
        ("hip fracture", "HR", Polarity.BAD_EVENT),
        ("kidney failure or death", "csHR", Polarity.BAD_EVENT),
        ("preterm preeclampsia", "OR", Polarity.LESS_IS_BETTER),
        ("sustained clinical cure", "RD", Polarity.MORE_IS_BETTER),
        ("clinical remission at week 8", "OR", Polarity.MORE_IS_BETTER),
        ("time to recovery", "IRR", Polarity.GOOD_EVENT),
        ("loss of response", "HR", Polarity.UNKNOWN),
        ("any hearing loss at 4 weeks", "OR", Polarity.LESS_IS_BETTER),
        ("freedom from hearing loss", "OR", Polarity.UNKNOWN),
        ("stroke-free survival", "HR", Polarity.UNKNOWN),
        ("recovery or death", "HR", Polarity.UNKNOWN),
        ("time to symptom improvement", "HR", Polarity.GOOD_EVENT),
        ("clinical deterioration", "csHR", Polarity.BAD_EVENT),
        ("improved survival", "HR", Polarity.UNKNOWN),
        ("days to recovery", "MD", Polarity.UNKNOWN),
        ("wellbeing score", "MD", Polarity.UNKNOWN),
    ],
)
def test_an_event_is_good_or_bad_by_its_noun(
    terms: TermIndex, name: str, measure: Measure, expected: Polarity
) -> None:
    assert event_polarity(name, measure, terms) is expected


@pytest.mark.parametrize(
    ("name", "measure", "expected"),
    [
        ("HAM-D score", "MD", Polarity.LESS_IS_BETTER),
        ("MADRS total score", "difference", Polarity.LESS_IS_BETTER),
        ("KCCQ overall summary", "MD", Polarity.MORE_IS_BETTER),
        ("MADRS response", "difference", None),
        ("change from baseline in MADRS", "MD", None),
        ("EORTC QLQ-C30 physical functioning", "MD", Polarity.MORE_IS_BETTER),
        ("EORTC QLQ-C30 fatigue", "MD", Polarity.LESS_IS_BETTER),
        ("MADRS and KCCQ", "MD", None),
        ("HbA1c below 7%", "RD", None),
        ("total score", "MD", None),
    ],
)
def test_a_named_scale_has_a_direction(
    terms: TermIndex, name: str, measure: Measure, expected: Polarity | None
) -> None:
    assert scale_polarity(name, measure, terms) is expected


@pytest.mark.parametrize(
    ("means", "expected"),
    [
        ("good", "confirmed level_met comparator"),
        ("bad", "confirmed level_met experimental"),
        (None, "undetermined polarity_unknown unresolved"),
    ],
)
@pytest.mark.parametrize("name", ["QoL", "wellbeing score"])
def test_a_score_has_the_direction_that_its_document_gives_it(
    terms: TermIndex, name: str, means: str | None, expected: str
) -> None:
    point = declared(name, event_direction=means)
    documents = alone(name, "-2.4", "-4.1 to -0.7", "0.006", measure="MD", end_points=(point,))
    assert outcome(judged(terms, *documents)["-2.4"]) == expected


@pytest.mark.parametrize(
    ("planned", "printed", "expected"),
    [
        ("death from any cause", ("OS", "1.40", "1.05 to 1.87", "0.022"), "confirmed level_met"),
        ("time to recovery", ("recovery", "0.70", "0.55 to 0.89", "0.004"), "confirmed level_met"),
        ("death from cancer", ("OS", "1.40", "1.05 to 1.87", "0.022"), "nominal not_in_alpha_plan"),
    ],
)
def test_a_plan_names_its_end_point_in_other_words(
    terms: TermIndex, planned: str, printed: tuple[str, ...], expected: str
) -> None:
    documents = alone(*printed, end_points=(declared(planned),))
    assert outcome(judged(terms, *documents)[printed[1]]) == f"{expected} comparator"


def test_of_two_times_nobody_knows_which_one_a_result_is_of(terms: TermIndex) -> None:
    points = (
        declared("clinical remission at week 8"),
        declared("clinical remission at week 52", "secondary"),
    )
    unsaid = effect("clinical remission", "1.80", "1.24 to 2.61", "0.002", measure="OR")
    (only,) = judged(terms, paper(unsaid, end_points=points)).values()
    assert outcome(only) == "nominal not_in_alpha_plan experimental"


@pytest.mark.parametrize(
    ("definition", "expected"),
    [
        ("time from enrolment to first relapse or death, with all events", "confirmed level_met"),
        ("the interval until death from any cause", "confirmed level_met"),
        ("time from enrolment to the end of it", "undetermined polarity_unknown"),
        ("as others do", "undetermined polarity_unknown"),
    ],
)
def test_an_abbreviated_time_is_to_the_events_that_define_it(
    terms: TermIndex, definition: str, expected: str
) -> None:
    points = (declared("XTQ", definition=definition), declared("OS", "secondary"))
    documents = alone("XTQ", "0.60", "0.45 to 0.80", "0.001", end_points=points)
    assert outcome(judged(terms, *documents)["0.60"]).startswith(expected)


def test_a_time_after_something_is_part_of_no_other_end_point(terms: TermIndex) -> None:
    points = (declared("hearing loss 4 weeks after the last dose"),)
    documents = alone(
        "hearing loss", "0.31", "0.13 to 0.73", "0.004", measure="OR", end_points=points
    )
    assert outcome(judged(terms, *documents)["0.31"]) == "confirmed level_met experimental"
