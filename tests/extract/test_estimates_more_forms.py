"""Further printed forms of estimates, and what their sentences and methods say of them."""

import pytest
from tests.extract.made_up_estimates import (
    TWO_ARMS,
    read,
    trial,
    view,
)

from trialgraph.extract.conclusion import conclusion
from trialgraph.extract.mentions.context import population, population_after
from trialgraph.extract.mentions.effects import find_effects
from trialgraph.model.result import Estimate
from trialgraph.model.text import Absence, Number, Span
from trialgraph.model.trial import EndPoint


def figure(value: Number | Absence | None) -> str:
    return str(value.value) if isinstance(value, Number) else "-"


def one(words: str, *more: tuple[str, str]) -> Estimate:
    estimates, _ = read(("results", words), *more)  # type: ignore[arg-type]
    assert len(estimates) == 1
    return estimates[0]


FORMS = [
    ("PFS: HR (95% CI) 0.68 (0.51-0.90), p=0.007", "HR 0.68 [0.51, 0.90] 0.007"),
    ("PFS: HR at 5 years, 0.80; 95% CI, 0.64 to 1.00", "HR 0.80 [0.64, 1.00] -"),
    ("PFS: hazard ratio 0.7 [0.4 ; 1.2], P: 0.3", "HR 0.7 [0.4, 1.2] 0.3"),
    ("OR 2.1 (95% CI, 4% to 9%; P=0.03)", "OR 2.1 [4, 9] 0.03"),
    ("a hazard ratio of 0.75 (97.5% upper confidence limit, 0.98)", "HR 0.75 [-, 0.98] -"),
    ("HR 0.61 (95% CI 0.38-0.98; Cox p=0.041)", "HR 0.61 [0.38, 0.98] 0.041"),
    (
        "mean adjusted difference at 9 weeks, -0.5 points; 95% CI, -0.9 to -0.1",
        "MD -0.5 [-0.9, -0.1] -",
    ),
    (
        "difference in restricted mean survival time at 36 months, 2.1; 95% CI, 1 to 3",
        "RMST_difference 2.1 [1, 3] -",
    ),
    ("the ratio stood at HR 0.64 (0.47-0.88)", "HR 0.64 [0.47, 0.88] -"),
    ("90% v 84%; 95% CI for the difference, -2 to 12; P = .2", "RD -2 to 12 [-2, 12] .2"),
    ("95% CI of difference, 1 to 9", "RD 1 to 9 [1, 9] -"),
    ("95% CI for the mean difference: 0.1, 0.4; p=0.01", "RD 0.1, 0.4 [0.1, 0.4] 0.01"),
]


@pytest.mark.parametrize(("words", "wanted"), FORMS)
def test_an_estimate_is_read_in_every_form_that_journals_print(words: str, wanted: str) -> None:
    (found,) = find_effects(words, 0, len(words))
    limits = found.interval.groupdict() if found.interval else {}
    low, high = limits.get("low") or "-", limits.get("high") or limits.get("one") or "-"
    value = words[slice(*found.value)]
    assert f"{found.measure} {value} [{low}, {high}] {found.p['p'] if found.p else '-'}" == wanted


@pytest.mark.parametrize(
    "words",
    [
        "PFS was longer (HR, 0.7; P = .04, two-sided test).",
        "PFS was longer (HR, 0.7; 95% CI, 0.4 to 0.8; P=0.04 [2-sided]).",
        "PFS was longer (HR, 0.7; log-rank p=0.04; two-sided).",
    ],
)
def test_the_sides_of_a_p_value_may_follow_it(words: str) -> None:
    p = one(words).p
    assert p is not None
    assert p.sides is not None
    assert p.sides.count == 2


def test_an_interval_of_a_difference_is_kept_without_a_value() -> None:
    found = one(
        "No difference was seen in PFS (88% v 84%; 95% CI for the difference, -1 to 9; P=.1)."
    )
    assert found.value is Absence.NOT_REPORTED
    assert found.interval is not None
    assert (figure(found.interval.lower), figure(found.interval.upper)) == ("-1", "9")
    _, problems = read(("results", "PFS did not differ (95% CI for the difference, 9 to -1)."))
    assert [problem.code for problem in problems] == ["estimate-outside-interval"]


def test_a_level_may_stand_before_the_value() -> None:
    interval = one(
        "For PFS the HR (90% CI) was 0.73 (0.51-1.04), with 95% CI for all others."
    ).interval
    assert interval is not None
    assert figure(interval.level) == "90"


def test_a_second_ratio_of_a_sentence_may_come_without_its_measure() -> None:
    estimates, _ = read(
        (
            "results",
            (
                "PFS at 5 years was 74% and 68% (HR 0.79, 0.66-0.95; p=0.011); OS at 5 years was "
                "91% and 86% (87-94; 0.62, 0.44-0.87; p=0.006)."
            ),
        )
    )
    assert [(each.end_point, figure(each.value)) for each in estimates] == [
        ("PFS", "0.79"),
        ("OS", "0.62"),
    ]


POPULATIONS = [
    ("In the marker-high subgroup (n = 31), PFS was longer (HR", "marker-high subgroup (n = 31)"),
    ("PFS was longer in the marker-high subgroup (HR", "marker-high subgroup"),
    (
        "PFS was longer among 58 participants who were aged 70 or older (HR",
        "participants who were aged 70 or older",
    ),
    (
        "In the subgroup of men, and in the subset of patients with liver lesions (HR",
        "subgroup of men",
    ),
]


@pytest.mark.parametrize(("words", "wanted"), POPULATIONS)
def test_a_subgroup_is_named_before_its_estimate(words: str, wanted: str) -> None:
    assert population(words, len(words) - 2) == f"subgroup: {wanted}"


@pytest.mark.parametrize(
    ("words", "place", "wanted"),
    [
        (
            "by presence (6 v 5 months; HR 0.73) or absence (HR 0.72) of a mutation.",
            "0.73",
            "subgroup: presence of a mutation",
        ),
        (
            "by presence (6 v 5 months; HR 0.73) or absence (HR 0.72) of a mutation.",
            "0.72",
            "subgroup: absence of a mutation",
        ),
        (
            "in patients with ductal (HR 0.70) or lobular (0.60; 0.4-0.9) histology",
            "0.60",
            "subgroup: patients with lobular histology",
        ),
        (
            "in patients with ductal (HR 0.70) or lobular (0.60; 0.4-0.9) histology",
            "0.70",
            "subgroup: patients with ductal histology",
        ),
        (
            "in patients with ductal disease (HR 0.70) or lobular disease (0.60; 0.4-0.9) status",
            "0.70",
            "subgroup: patients with ductal disease",
        ),
        ("In the full study population, OS was alike (HR 0.9)", "HR", "all"),
        ("In 82 patients, OS was alike (HR 0.9)", "HR", "all"),
    ],
)
def test_each_bracket_has_its_own_patients(words: str, place: str, wanted: str) -> None:
    assert population(words, words.index(place)) == wanted


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (" for the low-risk subgroup and 0.69 for", "subgroup: low-risk subgroup"),
        (") in patients with brain metastases and 0.7", "subgroup: patients with brain metastases"),
        (" among women aged 60 or older, and", "subgroup: women aged 60 or older"),
        (" for the overall population", ""),
        ("; P=0.02", ""),
    ],
)
def test_a_subgroup_may_be_named_after_its_estimate(words: str, wanted: str) -> None:
    assert population_after(words) == wanted


def test_two_ratios_have_the_subgroups_named_after_them() -> None:
    estimates, _ = read(
        (
            "results",
            (
                "The HRs (95% CIs) for PFS were 0.58 (0.29-1.16) for the marker-high subgroup "
                "and 0.83 (0.47-1.47) for the marker-low subgroup."
            ),
        )
    )
    assert [each.population for each in estimates] == [
        "subgroup: marker-high subgroup",
        "subgroup: marker-low subgroup",
    ]


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("High-risk patients were randomized to novumab or placebo.", "all"),
        (
            "Frail adults were randomly assigned to novumab or placebo.",
            "subgroup: high-risk cohort",
        ),
        ("All patients were randomized.", "subgroup: high-risk cohort"),
    ],
)
def test_the_only_patients_randomised_are_all(words: str, wanted: str) -> None:
    estimates, _ = read(
        ("methods", words), ("results", "In the high-risk cohort, PFS was longer (HR, 0.7; P=.03).")
    )
    assert estimates[0].population == wanted


@pytest.mark.parametrize(
    "words",
    [
        "PFS was longer in those who received novumab, as planned (HR, 0.7; P=.03).",
        "PFS was longer in patients who were assigned to novumab, as planned (HR, 0.7; P=.03).",
        "PFS was longer among patients who were treated with novumab, as planned (HR, 0.7; P=.03).",
    ],
)
def test_patients_named_by_their_arm_are_no_subgroup(words: str) -> None:
    assert one(words).population == "all"


def test_cohorts_that_were_not_randomised_are_said_to_be() -> None:
    found = one(
        "Deaths: PFS was shorter (high-risk controls v low-risk: HR, 2.8; 95% CI, 1.4-5.6)."
    )
    assert found.population == "non-randomised: high-risk controls v low-risk"
    assert found.experimental is None


@pytest.mark.parametrize(
    ("words", "population"),
    [
        (
            "Dogs with a scar had shorter PFS than dogs without it (HR, 0.31; 95% CI, 0.1-0.7).",
            "non-randomised: Dogs with a scar v without",
        ),
        (
            "PFS was longer with TEA vs COCOA regardless of novumab (HR, 0.66; 95% CI, 0.5-0.9).",
            "non-randomised: TEA vs COCOA",
        ),
        (
            "PFS was longer with novumab vs placebo regardless of age (HR, 0.66; 95% CI, 0.5-0.9).",
            "all",
        ),
        ("PFS was longer with TEA vs COCOA regardless of age (HR, 0.66; 95% CI, 0.5-0.9).", "all"),
    ],
)
def test_groups_that_chance_did_not_make_are_said_not_to_be_randomised(
    words: str, population: str
) -> None:
    assert one(words).population == population


METHODS_OF_RATIOS = [
    ("Hazard ratios came from a stratified Cox model.", "stratified"),
    ("The HR was estimated with a model stratified by region.", "stratified"),
    ("Effects were given as stratified hazard ratios.", "stratified"),
    ("Hazard ratios came from a stratified Cox model; an unstratified one was a check.", None),
    ("Groups were compared with the stratified log-rank test.", None),
]


@pytest.mark.parametrize(("methods", "wanted"), METHODS_OF_RATIOS)
def test_a_bare_hazard_ratio_is_adjusted_as_its_methods_say(
    methods: str, wanted: str | None
) -> None:
    result = "PFS was longer (HR, 0.7; P=.03)."
    estimates, _ = read(("methods", methods), ("results", result))
    assert estimates[0].adjustment == wanted


@pytest.mark.parametrize(
    "words",
    [
        "A Cox model was used with adjustment for stage. The hazard ratio for PFS was 0.7 (P=.03).",
        "We ran a regression adjusted for age. The hazard ratio for PFS was 0.7 (P=.03).",
        "This analysis was adjusting for sex. The hazard ratio for PFS was 0.7 (P=.03).",
    ],
)
def test_the_sentence_before_may_announce_an_adjusted_ratio(words: str) -> None:
    assert one(words).adjustment == "adjusted"


SUBJECTS = [
    (
        "The likelihood of hearing loss was lower (odds ratio 0.44, 95% CI 0.21-0.92).",
        "hearing loss",
    ),
    (
        (
            "In all, 80% with novumab and 40% with placebo had a skin response (risk difference, "
            "40%; 95% CI, 30 to 50)."
        ),
        "skin response",
    ),
    (
        "PFS differed by disease-related events (HR 0.56, 0.34-0.92, p=0.007).",
        "disease-related events",
    ),
    ("Non-vascular mortality was alike (RR 0.95; 95% CI 0.85-1.07).", "non-vascular mortality"),
]


@pytest.mark.parametrize(("words", "wanted"), SUBJECTS)
def test_an_end_point_without_a_short_name_is_named_as_printed(words: str, wanted: str) -> None:
    assert one(words).end_point == wanted


def test_a_declared_end_point_is_known_without_its_time_point() -> None:
    declared = EndPoint(
        name="pain score at 9 weeks", name_printed="pain score at 9 weeks", span=Span(0, 0)
    )
    estimates, _ = read(
        ("results", "The pain score fell more (difference, -2 points; 95% CI, -3 to -1)."),
        of=trial(TWO_ARMS, declared),
    )
    assert estimates[0].end_point == "pain score at 9 weeks"


@pytest.mark.parametrize(
    "words",
    [
        "In multivariate analysis, high lactate predicted PFS (HR, 1.4; P=.002).",
        "Novumab did well. In multivariable models lactate mattered for PFS (HR, 1.4; P=.002).",
        "Marker levels were associated with PFS (HR, 1.4; P=.002).",
        "The impact of elevated lactate on PFS was clear (HR, 1.4; P=.002).",
    ],
)
def test_a_factor_of_the_patients_is_no_comparison_of_arms(words: str) -> None:
    assert read(("results", words))[0] == ()


def test_an_arm_associated_with_an_outcome_is_compared() -> None:
    found = one("Novumab was associated with longer PFS (HR, 0.7; P=.03).")
    assert found.experimental == "novumab group"


@pytest.mark.parametrize(
    ("words", "second_hand"),
    [
        ("An earlier report found longer OS with other drugs (HR, 0.8; P=.03).", True),
        ("In our trial OS was longer (HR, 0.8; P=.03).", False),
    ],
)
def test_the_introduction_of_a_paper_quotes_others(words: str, *, second_hand: bool) -> None:
    estimates, _ = read(("introduction", words), ("discussion", "All is well."))
    assert estimates[0].second_hand is second_hand


@pytest.mark.parametrize(
    "words",
    [
        "A meta-analysis found longer OS (HR, 0.8; P=.03).",
        "OS was longer elsewhere (HR, 0.8; P=.03) [12,14].",
        "OS was longer elsewhere (Doe et al 2005) (HR, 0.8; P=.03).",
    ],
)
def test_a_cited_result_is_second_hand(words: str) -> None:
    estimates, _ = read(("discussion", words))
    assert estimates[0].second_hand


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("Novumab may be a valid option in this setting.", "benefit"),
        ("Novumab represents a reasonable approach for them.", "benefit"),
        ("Novumab might be an effective alternative here.", "benefit"),
        ("Activity was improved. However, the contribution of novumab is unknown.", "unclear"),
        ("OS was improved, but the role of novumab remains unclear.", "unclear"),
    ],
)
def test_a_conclusion_may_recommend_or_leave_open(words: str, wanted: str) -> None:
    assert conclusion(view(("conclusion", words))) == wanted
