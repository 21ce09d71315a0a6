"""Estimates in the styles of many journals: their forms, their analysis, and what is none."""

from decimal import Decimal

import pytest
from tests.extract.made_up_estimates import NoTerms, view
from tests.extract.made_up_estimates import read as read_of
from tests.extract.made_up_primary import OF_PRIMARY, WITH, figure, only, read, results

from trialgraph.extract.contract_results import effect_record
from trialgraph.extract.estimates import read_estimates
from trialgraph.extract.json_values import near
from trialgraph.extract.mentions.effects import find_effects
from trialgraph.model.text import Absence, Number, Span


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("the hazard ratio (0.58; 95% CI 0.43-0.79) favoured it", "HR 0.58 0.43 0.79 -"),
        ("HR 0.72, CI95% 0.55-0.94, p=0.012", "HR 0.72 0.55 0.94 0.012"),
        ("HR was 0.72 (CI 95%: 0.55-0.94)", "HR 0.72 0.55 0.94 -"),
        ("HR, 0.72 (CI (97.5%) 0.55 to 0.94)", "HR 0.72 0.55 0.94 -"),
        ("HR 0.72; 95% Bayesian credible interval, 0.55 to 0.94", "HR 0.72 0.55 0.94 -"),
        ("HR 0.72, 97.5%CI: 0.55-0.94, log-rank p-value 0.012", "HR 0.72 0.55 0.94 0.012"),
        ("HR 0.72, 95% CI 0.55-0.94; P value .012", "HR 0.72 0.55 0.94 .012"),
        ("HR 0.72 (95% CI 0.55-0.94; p = 1.2 × 10)", "HR 0.72 0.55 0.94 -"),
        ("HR 0.72 (95% CI 0.55-0.94; p = 3e-4)", "HR 0.72 0.55 0.94 -"),
        ("P =.40, Tea's exact test; HR 1.74; 95% CI, 0.49-6.67", "HR 1.74 0.49 6.67 .40"),
        ("P =.40, of no test at all; HR 1.74; 95% CI, 0.49-6.67", "HR 1.74 0.49 6.67 -"),
        ("HR 0.27; 95% CI, 0.09 to 0.81; χ(2) P = .019", "HR 0.27 0.09 0.81 .019"),
        ("sHR 0.57 (95% CI, 0.38 to 0.86; Gray's test p=0.01)", "sHR 0.57 0.38 0.86 0.01"),
        ("OR 0.57 (95% CI, 0.38 to 0.86; chi-squared test p=0.01)", "OR 0.57 0.38 0.86 0.01"),
        ("HR 0.9; 95% CI 0.7-1.1; P for interaction = 0.30; P = 0.41", "HR 0.9 0.7 1.1 0.41"),
        ("HR 1.05; 95% CI 0.9-1.2; margin 1.25; p=0.01", "HR 1.05 0.9 1.2 0.01"),
        (
            "HR 1.05; 95% CI 0.9-1.2; non-inferiority margin of 1.3; p=0.01",
            "HR 1.05 0.9 1.2 0.01",
        ),
        ("mean difference in pain at week 12 was 4.5 (95% CI 1.2 to 7.8)", "MD 4.5 1.2 7.8 -"),
        ("HR for relapse at month 18, 0.74; 95% CI 0.56 to 0.98", "HR 0.74 0.56 0.98 -"),
        ("SMD after cycle 4 was -0.35 (95% CI -0.60 to -0.10)", "SMD -0.35 -0.60 -0.10 -"),
        ("the ratio of geometric means was 0.80 (95% CI 0.70-0.91)", "other 0.80 0.70 0.91 -"),
        ("geometric mean ratio 0.80 (90% CI, 0.70 to 0.91)", "other 0.80 0.70 0.91 -"),
        ("GMR, 1.10; 90% CI, 1.01 to 1.20", "other 1.10 1.01 1.20 -"),
    ],
)
def test_a_form_of_printing_is_read(words: str, wanted: str) -> None:
    (found,) = find_effects(words, 0, len(words))
    limits = found.interval.groupdict() if found.interval else {}
    p = found.p["p"] if found.p else "-"
    value = words[slice(*found.value)]
    assert f"{found.measure} {value} {limits['low']} {limits['high']} {p}" == wanted


@pytest.mark.parametrize(
    "words",
    [
        "The upper limit of the 95% CI for the hazard ratio was 1.18.",
        "The upper boundary of the one-sided 95% CI of the HR was 1.18, below 1.25.",
        "The lower bound of the interval for the difference was 1.2% (95% CI 1 to 2).",
        "The margin for the hazard ratio was 1.25 (P=0.01).",
    ],
)
def test_a_limit_or_a_margin_is_no_estimate(words: str) -> None:
    assert not find_effects(words, 0, len(words))


@pytest.mark.parametrize(
    ("words", "limits"),
    [
        ("HR 1.05 [one-sided 95% CI -∞ to 1.18]", ("-", "1.18")),
        ("HR 1.05; 1-sided 97.5% CI, -infinity to 1.18", ("-", "1.18")),
        ("HR 1.05 (one-sided 95% CI, 0.80 to ∞)", ("0.80", "-")),
    ],
)
def test_an_open_end_of_a_one_sided_interval_is_no_limit(
    words: str, limits: tuple[str, str]
) -> None:
    interval = only(f"Overall survival was longer {WITH} ({words}).").interval
    assert interval is not None
    assert (figure(interval.lower), figure(interval.upper)) == limits
    assert interval.sides.count == 1


def test_two_values_of_one_comparison_are_both_left_out() -> None:
    words = "The PFS benefit held (HR 0.60, 95% CI 0.45-0.80 and HR 0.63, 95% CI 0.47-0.84)."
    estimates, problems = read(("results", words))
    assert not estimates
    assert [problem.code for problem in problems] == ["estimates-not-told-apart"] * 2
    apart = results(
        "The HR for OS was 0.70 (95% CI 0.60-0.90) in women and 0.90 (95% CI 0.70-1.20) in men."
    )
    assert [one.population for one in apart] == ["subgroup: women", "subgroup: men"]


@pytest.mark.parametrize(
    ("p", "tests"), [("P=0.001", "noninferiority"), ("P=0.26", "superiority"), ("P<.01", None)]
)
def test_a_small_p_beside_the_null_is_of_noninferiority(p: str, tests: str | None) -> None:
    for words in (
        f"Novumab was noninferior to placebo for OS (HR 1.03; 95% CI, 0.90 to 1.17; {p}).",
        f"For OS, it was non-inferior to placebo (HR, 1.03; one-sided 95% CI, -∞ to 1.17; {p}).",
        f"OS was non-inferior to that (HR 1.03 [95% CI 0.90-1.17], {p}).",
    ):
        found = only(words)
        assert found.hypothesis == "noninferiority"
        assert found.p is not None
        assert found.p.tests == (tests or "noninferiority")


def test_a_difference_of_costs_is_no_estimate() -> None:
    for words in (
        "OS: mean cost difference was $1200 (95% CI 900 to 1500).",
        "OS: the difference in price was 12 (95% CI 9 to 15).",
        "OS: the difference was €120 (95% CI 90 to 150).",
    ):
        assert not results(words)


def test_a_name_in_the_introduction_tells_of_others_results() -> None:
    for words in (
        "In the past, OS was longer in LUMINA with A (HR 0.66).",
        "OS was longer (HR 0.66; P=0.01) in ATLAS-2.",
        "OS was longer (HR 0.66; P=0.01) in NOVAE, and more.",
    ):
        (found,) = read_of(("introduction", words), of=OF_PRIMARY)[0]
        assert found.second_hand
        assert found.trial is None
    (own,) = read_of(("introduction", "OS was longer (HR 0.66; P=0.01)."), of=OF_PRIMARY)[0]
    assert not own.second_hand


def test_passages_are_narrowed_only_where_they_are_too_long() -> None:
    number = Number(Decimal(5), "5", Span(10, 11))
    short, far, long = Span(0, 90), Span(500, 600), Span(0, 480)
    assert near((short, far), number) == (short, far)
    assert near((long, far), number, Absence.NOT_REPORTED, None) == (Span(10, 11),)
    assert near((long,), None) == ()


def test_a_small_p_beside_a_difference_stays_one_of_superiority() -> None:
    for words in (
        "Novumab was noninferior to placebo for OS (HR 0.6; 95% CI, 0.4 to 0.8; P=0.001).",
        "OS was noninferior (HR 0.7; P=0.001).",
    ):
        found = only(words)
        assert found.p is not None
        assert found.p.tests == "superiority"


@pytest.mark.parametrize(
    ("words", "stage"),
    [
        ("At the planned interim analysis, follow-up was 9 months. OS was longer", "interim"),
        ("At the final analysis, follow-up was 60 months. OS was longer", "final"),
        ("At this interim analysis, 99 had died. OS was longer", "interim"),
        ("An interim report was written. OS was longer", None),
        ("We report the final overall survival. OS was longer", "final"),
        ("Here we present updated PFS. OS was longer", None),
        ("We report the final PFS analysis. OS was longer", None),
    ],
)
def test_an_analysis_that_is_announced_holds_for_what_follows(
    words: str, stage: str | None
) -> None:
    assert only(f"{words} {WITH} (HR 0.5; P=0.01).").stage == stage


@pytest.mark.parametrize(
    "words",
    [
        "Multivariable analysis showed longer OS with novumab",
        "After adjustment for age, OS was longer with novumab",
        "Controlling for stage, OS was longer with novumab",
    ],
)
def test_a_model_with_covariates_adjusts(words: str) -> None:
    assert only(f"{words} (HR 0.5; P=0.01).").adjustment == "adjusted"


@pytest.mark.parametrize(
    "words",
    [
        "PFS by central review was longer (HR 0.5; P=0.01); by investigators, HR 0.6 (P=0.02).",
        "By independent review, PFS rose (HR 0.5; P=0.01); investigator-assessed, HR 0.6 (P=0.02).",
        "PFS (BICR) was longer (HR 0.5; P=0.01); PFS per investigator had an HR of 0.6 (P=0.02).",
    ],
)
def test_the_later_assessor_has_the_later_estimate(words: str) -> None:
    assert [one.assessor for one in results(words)] == ["independent", "investigator"]


@pytest.mark.parametrize(
    ("words", "is_second_hand"),
    [
        ("A phase III trial showed longer OS (HR 0.5; P=0.01).", True),
        ("OS was longer in an analysis of two phase III trials (HR 0.5; P=0.01).", True),
        ("Smith et al (2009) reported longer OS (HR 0.5; P=0.01).", True),
        ("OS was longer (HR 0.5; P=0.01).[15] More is known.", True),
        ("In our study, OS was longer than in another trial (HR 0.5; P=0.01).", False),
        ("OS was longer (HR 0.5; P=0.01).", False),
    ],
)
def test_a_discussion_quotes_other_trials(words: str, is_second_hand: bool) -> None:  # noqa: FBT001
    (found,) = read(("discussion", words))[0]
    assert found.second_hand is is_second_hand


def test_what_a_plan_requires_is_no_result() -> None:
    for words in (
        "The criterion for OS was an HR of 0.80.",
        "Success required an HR for OS of 0.80.",
        "It would be met if the HR for OS was 0.80.",
    ):
        assert not results(words)


def test_a_p_for_a_named_end_point_is_its_own() -> None:
    words = "Response did not differ between the groups (P=1.00 for ORR, P=0.51 for DCR)."
    found = read(("results", "ORR: " + words), ("discussion", "It ended."))[0]
    assert [one.end_point for one in found] == ["ORR", "DCR"]


def test_ratios_go_on_without_their_name() -> None:
    found = results(
        "OS was longer (19 v 14 months, hazard ratio 0.76, 95% CI 0.62 to 0.93, P<0.001)"
        " also in men with scores of 9 (22 v 15 months, 0.68, 0.49 to 0.94, P=0.02)."
    )
    assert [figure(one.value) for one in found] == ["0.76", "0.68"]


def test_a_difference_of_risks_says_so() -> None:
    for words, measure in (
        ("A good score was seen more (risk difference, 9 percentage points; 95% CI, 3-15)", "RD"),
        (
            "A good score was seen more (difference, 9 percentage points; 95% CI, 3-15)",
            "difference",
        ),
        ("Remission was seen more (difference, 9 percentage points; 95% CI, 3-15)", "RD"),
    ):
        assert only(f"{words}.").measure == measure


def test_a_long_sentence_is_pointed_at_where_its_numbers_stand() -> None:
    filler = "as was to be seen over many years in all of the centres that took part, " * 6
    words = f"OS was longer, {filler}with novumab (HR 0.5; 95% CI 0.4 to 0.6; P=0.01)."
    made = view(("results", words))
    (found,) = read_estimates(made, OF_PRIMARY, NoTerms())[0]
    record = effect_record(found)
    printed = "0.5; 95% CI 0.4 to 0.6; P=0.01"
    start = made.document.text.index(printed)
    assert isinstance(record, dict)
    assert record["spans"] == [[start, start + len(printed)]]
    assert found.passages[0] != Span(start, start + len(printed))
