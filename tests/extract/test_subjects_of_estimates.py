"""What estimates are of: events, times, symptoms and responses that their words count."""

import pytest
from tests.extract.made_up_estimates import TWO_ARMS, trial
from tests.extract.made_up_estimates import read as read_of
from tests.extract.made_up_primary import WITH, figure, only, read, results

from trialgraph.extract.mentions.end_points import find_end_points
from trialgraph.model.text import Span
from trialgraph.model.trial import EndPoint


@pytest.mark.parametrize(
    ("words", "end_point"),
    [
        (f"Fewer strokes occurred {WITH} (RR 0.55, 95% CI 0.40-0.76).", "strokes"),
        (
            "Novumab reduced the risk of venous thrombosis (RR 0.55, 95% CI 0.4-0.8).",
            "venous thrombosis",
        ),
        (
            "There was a trend toward fewer renal deaths (7 vs 9; RR 0.81, 95% CI 0.5-1.1).",
            "renal deaths",
        ),
        (
            f"PFS was longer {WITH}, and the risk of stroke was lower (HR 0.5, 95% CI 0.4-0.8).",
            "stroke",
        ),
        (
            f"PFS was longer {WITH}; the risk of disease progression fell (HR 0.5; P=0.01).",
            "PFS",
        ),
        (
            f"RESULTS: Severe infections were less frequent {WITH} (RR 0.5; 95% CI 0.4-0.8).",
            "severe infections",
        ),
        (
            f"Adjusting for age, the odds of hearing loss were lower {WITH} (OR 0.5; P=0.01).",
            "hearing loss",
        ),
        (
            f"The number of bleeding events was lower {WITH} (RR 0.5; 95% CI 0.4-0.8).",
            "bleeding events",
        ),
        (
            f"Local recurrence at 10 years was lower {WITH} (RR 0.5; 95% CI 0.4-0.8).",
            "Local recurrence",
        ),
        (
            f"With respect to weeks without pain, it was better {WITH} (OR 1.2; P=0.01).",
            "weeks without pain",
        ),
        (f"Regarding sleep, it was better {WITH} (OR 1.2; P=0.01).", "sleep"),
        (f"In terms of appetite, more was gained {WITH} (OR 1.2; P=0.01).", "appetite"),
        (f"The primary end point was better {WITH} (HR 0.5; P=0.01).", "PFS"),
        (f"The primary outcome occurred less {WITH} (HR 0.5; P=0.01).", "PFS"),
        ("The hazard ratio for hospital admission was 0.70 (P=0.01).", "hospital admission"),
        ("The odds ratio for poor recovery, 0.70 (P=0.01), was low.", "poor recovery"),
        ("The hazard ratio for death from cancer was 0.70 (P=0.01).", "death from cancer"),
        (f"PFS was longer {WITH}; the hazard ratio for relapse was 0.7 (P=0.01).", "PFS"),
        (f"CNS PFS was longer {WITH} (HR 0.5; P=0.01).", "CNS PFS"),
        (f"Distant DFS was longer {WITH} (HR 0.5; P=0.01).", "DDFS"),
        (f"Median mPFS2 was longer {WITH} (HR 0.5; P=0.01).", "PFS2"),
        (
            f"Cancer-specific survival was longer {WITH} (HR 0.5; P=0.01).",
            "cancer-specific survival",
        ),
        (
            f"DFS was alike; distant recurrence was rarer {WITH} (HR 0.5; P=0.01).",
            "distant recurrence",
        ),
        (f"DFS was alike; it was longer {WITH} (HR 0.5; P=0.01).", "DFS"),
        (f"DFS was alike; progression was rarer {WITH} (HR 0.5; P=0.01).", "DFS"),
        (f"All was alike; and stroke was rarer {WITH} (HR 0.5; P=0.01).", "stroke"),
        ("The OS HR of 0.83 did not reach significance (95% CI, 0.6 to 1.1).", "OS"),
        ("Patient-reported time to progression was longer (HR, 0.7; P=0.01).", None),
    ],
)
def test_an_estimate_is_of_what_its_words_count(words: str, end_point: str | None) -> None:
    found = only(words).end_point
    assert found.lower() == (end_point or "patient-reported TTP").lower()


@pytest.mark.parametrize(
    "words",
    [
        "The hazard ratio for novumab versus placebo was 0.70 (P=0.01).",
        "It was more common to be younger (OR 0.70; P=0.01).",
        f"Regarding patients, more came {WITH} (OR 1.2; P=0.01).",
        "The number of events was lower in both (RR 0.5; 95% CI 0.4-0.8).",
        "There was no effect on the number who fell with novumab (RR 0.5; 95% CI 0.4-0.8).",
        "More had a higher risk of fever when treated with novumab (RR 0.5; 95% CI 0.4-0.8).",
        "Novumab lowered the risk of an event (RR 0.5; 95% CI 0.4-0.8).",
        "Fewer deaths from cancer, of any kind, came then (RR 0.5; 95% CI 0.4-0.8).",
    ],
)
def test_no_end_point_is_guessed(words: str) -> None:
    estimates, problems = read(("results", words))
    assert not estimates
    assert [problem.code for problem in problems] == ["estimate-without-end-point"]


def test_respectively_gives_each_end_point_its_own_estimate() -> None:
    words = "OS and PFS were 60% and 40% with novumab versus 50% and 30% with placebo"
    for pair in (
        "(HR 0.66, 95% CI 0.35-1.25 and HR 0.61, 95% CI 0.26-1.41, respectively)",
        "(HR 0.66; P=0.2, and HR 0.61; P=0.1, respectively)",
        "(HR 0.66 [95% CI 0.35-1.25], HR 0.61 [95% CI 0.26-1.41], respectively)",
    ):
        found = results(f"{words} {pair}.")
        assert [(one.end_point, figure(one.value)) for one in found] == [
            ("OS", "0.66"),
            ("PFS", "0.61"),
        ]


def test_a_time_to_deterioration_says_of_which_symptom() -> None:
    found = results(
        "Novumab delayed the time to deterioration of cough (HR 0.60; P=0.01), fatigue"
        " (HR 0.68; P=0.02), but not pain (HR 0.83; P=0.19)."
    )
    symptoms = ("cough", "fatigue", "pain")
    assert [one.end_point for one in found] == [
        f"time to deterioration of {symptom}" for symptom in symptoms
    ]
    assert only("Time to deterioration was longer (HR 0.6; P=0.01).").end_point == "TTD"
    assert only("Time to deterioration in patients (HR 0.6; P=0.01).").end_point == "TTD"


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("PSA response rate", "PSA response rate"),
        ("the ACR20 response rates", "ACR20 response rates"),
        ("a CGI-I response rate", "CGI-I response rate"),
        ("the hematologic response rate", "hematologic response rate"),
        ("the response rate", "ORR"),
        ("confirmed objective response rate", "ORR"),
    ],
)
def test_a_response_of_another_kind_is_not_the_tumours(words: str, name: str) -> None:
    assert [mention.value for mention in find_end_points(words, ())] == [name]


def test_a_primary_end_point_without_a_standard_name_is_not_put_in() -> None:
    composite = EndPoint(name="fits", name_printed="fits", role="primary", span=Span(0, 0))
    words = f"The primary outcome occurred less {WITH} (HR 0.5; P=0.01)."
    (found,) = read_of(("results", words), of=trial(TWO_ARMS, composite))[0]
    assert found.end_point == "primary outcome"
