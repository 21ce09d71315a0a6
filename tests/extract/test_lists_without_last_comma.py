"""Lists without a comma before the last part: arms with their sizes or doses, and brackets."""

import pytest
from tests.extract.made_up_arms import TITLE, View, arms_of, regimens, sizes
from tests.extract.made_up_estimates import one, read

from trialgraph.model.result import Estimate
from trialgraph.model.text import Number, Problem, Span
from trialgraph.model.trial import Trial
from trialgraph.terms.index import TermIndex


@pytest.mark.parametrize(
    ("words", "labels", "numbers"),
    [
        (
            "cisplatin 40 mg (n=31), docetaxel 60 mg (n=32) or docetaxel 75 mg (n=33)",
            ["cisplatin", "docetaxel 60 mg", "docetaxel 75 mg"],
            [31, 32, 33],
        ),
        (
            "cisplatin (n=31), docetaxel 60 mg (n=32) or docetaxel 75 mg (n=33)",
            ["cisplatin", "docetaxel 60 mg", "docetaxel 75 mg"],
            [31, 32, 33],
        ),
        (
            "docetaxel 60 mg, docetaxel 75 mg or placebo",
            ["docetaxel 60 mg", "docetaxel 75 mg", "placebo"],
            [None] * 3,
        ),
        (
            "erlotinib 50 mg (n=9), 100 mg (n=8), 150 mg (n=7) or placebo (n=6)",
            ["erlotinib 50 mg", "erlotinib 100 mg", "erlotinib 150 mg", "placebo"],
            [9, 8, 7, 6],
        ),
        (
            "placebo, erlotinib 50 mg, 100 mg or 150 mg",
            ["placebo", "erlotinib 50 mg", "erlotinib 100 mg", "erlotinib 150 mg"],
            [None] * 4,
        ),
        (
            "placebo, erlotinib 100 mg or erlotinib 150 mg",
            ["placebo", "erlotinib 100 mg", "erlotinib 150 mg"],
            [None] * 3,
        ),
        (
            "erlotinib 100 mg plus placebo (n=9), docetaxel 60 mg (n=8) or placebo (n=7)",
            ["erlotinib plus placebo", "docetaxel", "placebo"],
            [9, 8, 7],
        ),
    ],
)
def test_a_comma_between_sized_or_dosed_parts_is_no_plus(
    viewed: View, terms: TermIndex, words: str, labels: list[str], numbers: list[int | None]
) -> None:
    arms = arms_of(viewed(f"{TITLE}Patients were randomly assigned to {words}."), terms)
    assert [arm.label for arm in arms] == labels
    assert sizes(arms) == numbers


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "cisplatin 40 mg, docetaxel 60 mg and erlotinib 50 mg or placebo",
            [["cisplatin", "docetaxel", "erlotinib"], ["placebo"]],
        ),
        (
            "cisplatin 40 mg, docetaxel 60 mg or to placebo",
            [["cisplatin", "docetaxel"], ["placebo"]],
        ),
        (
            "cisplatin 40 mg, docetaxel 60 mg or the same plus erlotinib 50 mg",
            [["cisplatin", "docetaxel"], ["erlotinib", "cisplatin", "docetaxel"]],
        ),
        ("docetaxel 35 mg/mL, 0.5 mL once daily, or placebo", [["docetaxel"], ["placebo"]]),
    ],
)
def test_other_commas_stay_inside_an_arm(
    viewed: View, terms: TermIndex, words: str, expected: list[list[str]]
) -> None:
    arms = arms_of(viewed(f"{TITLE}Patients were randomly assigned to {words}."), terms)
    assert regimens(arms) == expected


def told(estimates: tuple[Estimate, ...]) -> list[tuple[str, str]]:
    return [
        (each.end_point, each.value.printed) for each in estimates if isinstance(each.value, Number)
    ]


ARMLESS = Trial(role="reports", span=Span(0, 0))


def armless(words: str) -> tuple[list[tuple[str, str]], list[str]]:
    found, problems = read(("methods", "Patients were randomised."), ("results", words), of=ARMLESS)
    return told(found), codes(problems)


def codes(problems: tuple[Problem, ...]) -> list[str]:
    return [problem.code for problem in problems]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            (
                "Novumab reduced kidney failure (RR 0.5, 95% CI 0.4-0.6) and gout (RR 0.7, 95% CI"
                " 0.6-0.8), but not all-cause death (RR 0.9, 95% CI 0.8-1.1)."
            ),
            [("kidney failure", "0.5"), ("gout", "0.7"), ("OS", "0.9")],
        ),
        (
            (
                "Novumab lowered the risk of falls compared with placebo (HR 0.6, 95% CI"
                " 0.5-0.8), hip surgery [HR 0.7; P=.03] and death (HR 0.8, 95% CI 0.7-0.9)."
            ),
            [("falls", "0.6"), ("hip surgery", "0.7"), ("OS", "0.8")],
        ),
        (
            (
                "There were fewer asthma attacks (RR 0.5, 95% CI 0.4-0.7), hospital admissions (RR"
                " 0.6, 95% CI 0.5-0.7), and deaths (RR 0.9, 95% CI 0.7-1.1)."
            ),
            [("asthma attacks", "0.5"), ("hospital admissions", "0.6"), ("OS", "0.9")],
        ),
        (
            (
                "Reductions were seen in migraine (OR 0.5, 95% CI 0.4-0.7), epilepsy (OR 0.6,"
                " 95% CI 0.5-0.7) and the rate of death (OR 0.8, 95% CI 0.7-0.9)."
            ),
            [("migraine", "0.5"), ("epilepsy", "0.6"), ("OS", "0.8")],
        ),
    ],
)
def test_a_bracket_belongs_to_the_words_before_it(
    words: str, expected: list[tuple[str, str]]
) -> None:
    assert armless(words) == (expected, [])
    assert told(read(("results", words))[0]) == expected


def test_a_list_of_brackets_is_followed_only_so_far() -> None:
    names = [f"{letter}itis" for letter in "abcdefghijklmnopqrstuvwxyz"]
    listed = ", ".join(f"{name} (RR 0.5{at}; P=.01)" for at, name in enumerate(names))
    found, _ = armless(f"Novumab reduced {listed}.")
    assert ("bitis", "0.51") in found
    assert ("zitis", "0.525") not in found


def test_people_are_no_end_point_of_a_bracket() -> None:
    words = "Novumab improved PFS (HR 0.5; P=.01), children (HR 0.7; P=.01) and men (HR 0.8; P=.1)."
    assert armless(words) == ([("PFS", "0.5")], ["estimates-not-told-apart"] * 2)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("OS (HR 0.5; P=.01) was good, and 70% lived long (HR 0.7; P=.02).", [("OS", "0.5")]),
        ("PFS was 9 v 7 months (HR 0.5; P=.01) and 6 v 5 months (HR 0.7; P=.02).", []),
        (
            "PFS was 9 v 7 months (HR 0.5; P=.01) with A, PFS was 8 v 7 months (HR 0.7; P=.2).",
            [("PFS", "0.5"), ("PFS", "0.7")],
        ),
    ],
)
def test_two_values_of_one_end_point_are_left_out_without_arms_too(
    words: str, expected: list[tuple[str, str]]
) -> None:
    found, problems = armless(words)
    assert found == expected
    assert problems == ["estimates-not-told-apart"] * (2 - len(expected))


@pytest.mark.parametrize("time", ["within 30 days", "at 6 months", "by 2 years"])
def test_events_until_a_time_are_not_the_events_of_the_whole_estimate(time: str) -> None:
    words = (
        f"Deaths {time} were more frequent in the placebo than in the novumab group (88 [25.4%]"
        " vs. 63 [18.1%]). The hazard ratio for death was 0.64 (P = .01)."
    )
    assert one(words).events == ()
    assert len(one(words.replace(f" {time}", "")).events) == len(("placebo", "novumab"))
