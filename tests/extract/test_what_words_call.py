"""What words call an end point: subjects, states that patients reached, deaths, declared harm."""

import pytest
from tests.extract.made_up_values import figure, short, timed, values

from trialgraph.model.text import Span
from trialgraph.model.trial import EndPoint


def named(words: str, *, title: str = "", primary: str = "") -> list[str]:
    points = (EndPoint(name=primary, name_printed=primary, role="primary", span=Span(0, 1)),)
    parts = (("title", title), ("results", words)) if title else (("results", words),)
    found = values(*parts, end_points=points if primary else ())
    return [f"{one.end_point} {one.arm} {figure(one.value)}" for one in found]


def both(name: str) -> list[str]:
    return [f"{name} N 9", f"{name} P 4"]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        # An arm, a bracket, or whom it is of ends or interrupts a subject.
        ("The rate of mended seams in the N group was 9% and in the P group 4%.", "mended seams"),
        ("The rate of a new mend (stitch or glue) early on was 9% with N and 4% with P.",
         "new mend early on"),
        ("Mending rates in the full analysis set were 9% with N and 4% with P.", "mending rate"),
        # Treatments are none, but their failure is; so are responders and rates of events.
        ("The risk of treatment failure by day 42 was 9% with N and 4% with P.",
         "treatment failure"),
        ("Responder rates were 9% with N and 4% with P.", "responder rate"),
        ("Patient satisfaction was rarer with N (9% v 4%).", "patient satisfaction"),
        # An abbreviation keeps its letters.
        ("HbX <7% was achieved in 9% with N and 4% with P.", "HbX <7%"),
        ("The A1C target of 53 (<7%) was reached by 9% with N and 4% with P.", "A1C target of 53"),
        # What is said to be less, likelier, or counted before a colon.
        (("We saw a reduction in the frequency of mends in the N group (9%) versus the P group"
         " (4%)."), "mends"),
        ("Patients on N were more likely to mend alone (9% v 4%).", "mend alone"),
        (("More patients mended seams, and more of them achieved a mend <7 mm on N than with P"
         " (9% v 4%)."), "mend <7 mm"),
        ("A higher proportion of patients on N achieved a full mend (9% v 4%).", "full mend"),
        ("Mending at 6 weeks: 9% with N, 4% with P.", "mending"),
        # States that patients were in.
        ("At 12 months, 9% of patients given N were walking unaided compared with 4% given P.",
         "walking unaided"),
        ("A total of 9% of patients on N and 4% on P were admitted for a mend.",
         "admitted for a mend"),
    ],
)  # fmt: skip
def test_words_around_values_name_their_end_point(words: str, name: str) -> None:
    assert named(words) == both(name)


@pytest.mark.parametrize(
    "words",
    [
        "A total of 9% of patients on N and 4% on P were treated twice.",
        "All mends tended to last: 9% with N and 4% with P.",
        "The N group was 9% and the P group 4%.",
    ],
)
def test_words_that_name_none_leave_values_out(words: str) -> None:
    assert named(words) == []


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Death from cardiovascular causes occurred in 9% with N and 4% with P.",
         "death from cardiovascular causes"),
        ("Early deaths occurred in 9% with N and 4% with P.", "early deaths"),
        ("Cardiovascular death or stroke occurred in 9% with N and 4% with P.",
         "cardiovascular death or stroke"),
        ("Disease progression or death occurred in 9 patients (9%) with N and 4 (4%) with P.",
         "PFS"),
        ("A primary end-point event occurred in 9% with N and 4% with P.", "primary end-point"),
    ],
)  # fmt: skip
def test_deaths_of_a_cause_and_composites_are_end_points(words: str, name: str) -> None:
    assert named(words) == both(name)


def test_deaths_of_treatment_and_unclear_deaths_are_none() -> None:
    assert named("Cancer deaths of the regimen occurred in 9% with N and 4% with P.") == []
    assert named("Early deaths and baseline falls occurred in 9% with N and 4% with P.") == []


@pytest.mark.parametrize(
    ("title", "primary", "read"),
    [
        ("Novumab to prevent hip fractures", "", both("hip fractures")),
        ("Novumab for frail bones", "new hip fracture or fall", both("hip fractures")),
        ("Novumab for frail bones", "time to hip fractures", both("hip fractures")),
        # Harm that nobody set out to prevent.
        ("Novumab for frail bones", "walking speed", []),
        ("", "", []),
    ],
)
def test_harm_is_an_end_point_where_it_is_what_the_trial_is_about(
    title: str, primary: str, read: list[str]
) -> None:
    words = "Hip fractures occurred in 9% with N and 4% with P."
    assert named(words, title=title, primary=primary) == read


@pytest.mark.parametrize(
    ("words", "read"),
    [
        (
            "A sleep score of 0 or 1 was found in 9% with N and 4% with P.",
            ["sleep score of 0 or 1 proportion N 9", "sleep score of 0 or 1 proportion P 4"],
        ),
        (
            (
                "A load level of 50 units or higher was found in 5 patients (9%) with N and 3 (4%)"
                " with P."
            ),
            [
                "load level of 50 units or higher proportion N 9",
                "load level of 50 units or higher proportion P 4",
            ],
        ),
        # A measure itself is no share of patients.
        ("The load level was 9% with N and 4% with P.", []),
    ],
)
def test_shares_at_a_value_of_a_measure_are_proportions(words: str, read: list[str]) -> None:
    assert short(values(("results", words))) == read


def test_a_threshold_belongs_to_the_name_of_a_declared_measure() -> None:
    words = "A >=30% reduction in mean sway was achieved by 9% with N and 4% with P."
    point = EndPoint(name="sway", name_printed="sway", role="primary", span=Span(0, 1))
    found = values(("results", words), end_points=(point,))
    assert [one.end_point for one in found] == [">=30% reduction in mean sway"] * 2


@pytest.mark.parametrize(
    ("words", "read"),
    [
        (
            "The ORR was 32% with N (4% CR, 28% PR) and 18% with P (1% CR, 17% PR).",
            ["ORR N 32", "ORR P 18"],
        ),
        (
            (
                "The ORR was 92% with N and 76% with P overall; 51% vs 21% achieved a complete"
                " response."
            ),
            ["ORR N 92", "ORR P 76", "CR N 51", "CR P 21"],
        ),
    ],
)
def test_a_bracket_keeps_its_end_points_to_itself(words: str, read: list[str]) -> None:
    assert sorted(named(words)) == sorted(read)


@pytest.mark.parametrize(
    ("words", "read"),
    [
        (
            (
                "79 deaths were seen with N and 77 deaths with P overall; seven patients (6%) on N"
                " died as a result of toxicity."
            ),
            ["OS N 79", "OS P 77"],
        ),
        (
            "26 patients died within 60 days of treatment with N and 17 patients died with P.",
            ["death N 26", "death P 17"],
        ),
        (
            "The proportion of patients alive at 2 years was 40% with N compared with 28% with P.",
            ["OS N 40 2 years", "OS P 28 2 years"],
        ),
        ("Three patients (1%) on N and 4 (2%) on P died because of the regimen.", []),
    ],
)
def test_deaths_are_read_clause_by_clause(words: str, read: list[str]) -> None:
    assert timed(values(("results", words))) == read


def test_it_goes_on_with_the_arm_before_it() -> None:
    words = "With N, the median PFS was 8 months; with P, it was 5 months."
    assert named(words) == ["PFS N 8", "PFS P 5"]
