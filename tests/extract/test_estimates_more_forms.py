"""Further printed forms of estimates, and what their sentences and methods say of them."""

from dataclasses import replace
from decimal import Decimal

import pytest
from tests.extract.test_estimates import (
    PRIMARY,
    THREE_ARMS,
    TWO_ARMS,
    NoTerms,
    arm,
    read,
    trial,
    view,
)

from trialgraph.extract.assembly.direction import directed
from trialgraph.extract.conclusion import conclusion
from trialgraph.extract.design import read_design
from trialgraph.extract.mentions.context import population, population_after
from trialgraph.extract.mentions.effects import find_effects
from trialgraph.model.result import ArmValue, Estimate, Interval
from trialgraph.model.text import Absence, Number, Span
from trialgraph.model.trial import EndPoint, Sides


def number(printed: str, at: int = 0) -> Number:
    return Number(Decimal(printed), printed, Span(at, at + len(printed)))


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
    ("HR 0.64 (95% CI 0.40-1.05; Cox p=0.026)", "HR 0.64 [0.40, 1.05] 0.026"),
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
        "PFS was longer (HR, 0.7; 95% CI, 0.5 to 0.9; P=0.04 [2-sided]).",
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
        "For PFS the HR (90% CI) was 0.64 (0.22-1.86), with 95% CI for all others."
    ).interval
    assert interval is not None
    assert figure(interval.level) == "90"


def test_a_second_ratio_of_a_sentence_may_come_without_its_measure() -> None:
    estimates, _ = read(
        (
            "results",
            (
                "PFS at 5 years was 81% and 76% (HR 0.77, 0.65-0.92; p=0.004); OS at 5 years was "
                "94% and 89% (90-96; 0.65, 0.51-0.84; p=0.001)."
            ),
        )
    )
    assert [(each.end_point, figure(each.value)) for each in estimates] == [
        ("PFS", "0.77"),
        ("OS", "0.65"),
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
            "subgroup: patients with lobular",
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
                "The HRs (95% CIs) for PFS were 0.64 (0.22-1.86) for the marker-high subgroup "
                "and 0.69 (0.38-1.26) for the marker-low subgroup."
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
        "Deaths: PFS was shorter (high-risk control vs low-risk: HR, 3.3; 95% CI, 1.6-7.0)."
    )
    assert found.population == "non-randomised: high-risk control vs low-risk"
    assert found.experimental is None


METHODS_OF_RATIOS = [
    ("Hazard ratios came from a stratified Cox model.", "stratified"),
    ("The HR was estimated with a model stratified by region.", "stratified"),
    ("Effects were given as stratified hazard ratios.", "stratified"),
    ("Hazard ratios came from a stratified Cox model; an unstratified one was a check.", None),
    ("Groups were compared by the stratified log-rank test.", None),
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
        "The likelihood of hearing loss was lower (odds ratio 0.31, 95% CI 0.13-0.73).",
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


def test_the_conclusion_may_say_that_a_result_is_significant() -> None:
    result = "The median PFS was 6.4 months with novumab (HR, 0.6; 95% CI, 0.5 to 0.7; P<0.001)."
    for words, wanted in (
        ("Novumab led to significantly longer PFS.", True),
        ("PFS was significantly longer with novumab.", True),
        ("Although PFS was significantly longer, care is due.", None),
        ("OS was significantly longer.", None),
    ):
        estimates, _ = read(("results", result), ("conclusion", words))
        assert estimates[0].significant is wanted


def test_what_is_said_of_all_differences_holds_for_each() -> None:
    estimates, _ = read(
        (
            "results",
            (
                "PFS differed (HR, 0.83; P=.04) and OS did (HR, 0.88; P=.22). Neither of these "
                "differences met the level planned for significance."
            ),
        )
    )
    assert [each.significant for each in estimates] == [False, False]


@pytest.mark.parametrize(
    "words",
    [
        "Tumor assessment was done every 8 weeks and was investigator-assessed.",
        "Disease evaluations were reviewed by the investigators.",
        "Imaging was read and disease progression was assessed by investigators.",
    ],
)
def test_who_assessed_the_tumours_assessed_their_end_points(words: str) -> None:
    result = ("results", "PFS was longer (HR, 0.7; P=.03). OS was alike (HR, 0.9; P=.5).")
    estimates, _ = read(("methods", words), result)  # type: ignore[arg-type]
    assert [each.assessor for each in estimates] == ["investigator", None]


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("Results of the final analysis of PFS have not been reported.", "final"),
        ("Data from the final analysis of PFS have not yet been published.", "final"),
        ("Data from the final analysis of OS have not been reported.", None),
    ],
)
def test_an_analysis_still_awaited_is_the_one_reported(words: str, wanted: str | None) -> None:
    estimates, _ = read(("introduction", words), ("results", "PFS was longer (HR, 0.7; P=.03)."))
    assert estimates[0].stage == wanted


@pytest.mark.parametrize(
    "words",
    [
        "We kept a significance level of 2.5% in a two-sided test for each comparison.",
        "The significance level was 0.05 for a two-sided test.",
        "The type I error rate was set at 5%, using a two-sided test.",
    ],
)
def test_the_sides_of_a_level_may_follow_as_a_test(words: str) -> None:
    design = read_design(view(("methods", words)), NoTerms(), (PRIMARY,))
    assert [level.sides.count for level in design.levels] == [2]


PAPER = ("discussion", "We found much.")


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (
            (
                "In patients with one lesion, OS was longer with novumab than placebo (P = 0.02), "
                "despite similar OS in patients with two lesions (P = 0.6)."
            ),
            [
                ("OS", "0.02", "subgroup: patients with one lesion"),
                ("OS", "0.6", "subgroup: patients with two lesions"),
            ],
        ),
        ("No difference in OS was seen between the two groups (P=0.66).", [("OS", "0.66", "all")]),
        (
            "OS (all deaths; PFS apart) did not differ between groups (P=0.7).",
            [("OS", "0.7", "all")],
        ),
        ("OS was longer with novumab than with placebo (P for interaction = 0.02).", []),
        ("OS was shorter in men (P = 0.02).", []),
        ("Grade 3 events and OS differed between the groups (P=0.02).", []),
        ("Nausea differed between the two groups (P=0.02).", []),
    ],
)
def test_a_paper_may_print_a_comparison_with_a_p_value_alone(
    words: str, wanted: list[tuple[str, str, str]]
) -> None:
    estimates, _ = read(("results", words), PAPER)  # type: ignore[arg-type]
    found = [
        (each.end_point, figure(each.p.number if each.p else None), each.population)
        for each in estimates
    ]
    assert found == wanted
    assert all(each.rule == "sentence-p" and each.experimental for each in estimates)
    assert read(("results", words))[0] == ()


def test_a_p_value_printed_again_with_its_estimate_is_one_fact() -> None:
    estimates, _ = read(
        ("results", "OS did not differ between the groups (P=0.66)."),
        ("results", "The hazard ratio for OS was 0.97 (95% CI, 0.8 to 1.2; P=0.66)."),
        PAPER,  # type: ignore[arg-type]
    )
    assert [each.measure for each in estimates] == ["HR"]


def test_groups_that_are_no_arms_are_not_compared_by_p() -> None:
    words = "OS did not differ between the groups (P=0.66)."
    estimates, _ = read(("results", words), PAPER, of=trial(THREE_ARMS))  # type: ignore[arg-type]
    assert estimates == ()


OPEN_ARMS = (arm("lowdose", "unclear", 0, "lowdose"), arm("highdose", "unclear", 1, "highdose"))


def ratio(printed: str, **more: object) -> Estimate:
    found = Estimate(
        end_point="OS",
        measure="HR",
        value=number(printed),
        interval=Interval(level=None, sides=Sides(2, "printed"), lower=number("0.5")),
        span=Span(0, 4),
        passages=(Span(0, 400),),
    )
    return replace(found, **more)  # type: ignore[arg-type]


def median(label: str, months: str, at: int) -> ArmValue:
    return ArmValue(
        end_point="OS",
        arm=label,
        kind="median",
        value=number(months),
        span=Span(at, at + 4),
        passages=(Span(0, 400),),
    )


@pytest.mark.parametrize(
    ("estimate", "months", "wanted"),
    [
        (ratio("0.7"), ("9.0", "14.0"), ("highdose", "lowdose")),
        (ratio("1.4"), ("9.0", "14.0"), ("lowdose", "highdose")),
        (ratio("0.7"), ("14.0", "9.0"), ("lowdose", "highdose")),
        (ratio("0.95"), ("9.0", "14.0"), (None, None)),
        (ratio("0.7"), ("9.0", "9.1"), (None, None)),
        (ratio("0.7", end_point="time to response"), ("9.0", "14.0"), (None, None)),
        (ratio("0.7", measure="OR"), ("9.0", "14.0"), (None, None)),
        (ratio("0.7", second_hand=True), ("9.0", "14.0"), (None, None)),
        (
            ratio("0.7", experimental="lowdose", comparator="highdose"),
            ("9.0", "14.0"),
            ("lowdose", "highdose"),
        ),
        (ratio("0.7", value=Absence.NOT_REPORTED), ("9.0", "14.0"), (None, None)),
    ],
)
def test_open_arms_take_the_order_that_their_times_show(
    estimate: Estimate, months: tuple[str, str], wanted: tuple[str | None, str | None]
) -> None:
    values = [median("lowdose", months[0], 50), median("highdose", months[1], 150)]
    found = directed(estimate, values, frozenset({"lowdose", "highdose"}))
    assert (found.experimental, found.comparator) == wanted


def test_times_that_name_no_arm_settle_no_order() -> None:
    labels = frozenset({"lowdose", "highdose"})
    near = [median("lowdose", "9.0", 50), median("highdose", "14.0", 60)]
    assert directed(ratio("0.7"), near, labels).experimental is None
    assert directed(ratio("0.7"), near[:1], labels).experimental is None
    same = [median("lowdose", "9.0", 50), median("lowdose", "14.0", 150)]
    assert directed(ratio("0.7"), same, labels).experimental is None


def test_one_experimental_and_one_control_arm_of_several_are_paired() -> None:
    arms = (
        arm("fastdose", "experimental", 0, "fastdose"),
        arm("slowdose", "control", 1, "slowdose"),
        arm("pilldose", "experimental", 2, "pilldose"),
        arm("dripdose", "control", 3, "dripdose"),
    )
    estimates, _ = read(
        ("results", "PFS was alike in dripdose and pilldose groups, overall (HR, 0.9; P=.5)."),
        of=trial(arms),
    )
    assert (estimates[0].experimental, estimates[0].comparator) == ("pilldose", "dripdose")


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


def share(label: str, percent: str, **more: object) -> ArmValue:
    return replace(median(label, percent, 50), kind="proportion", unit="%", **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("estimate", "shares", "turned"),
    [
        (ratio("2.0", measure="RR"), ("10", "20"), True),
        (ratio("0.5", measure="RR"), ("10", "20"), False),
        (ratio("4.27", measure="OR"), ("0.5", "2.1"), True),
        (ratio("3.0", measure="RR"), ("10", "20"), False),
        (ratio("1.05", measure="RR"), ("20", "21"), False),
        (ratio("2.0", measure="RR"), ("0", "20"), False),
        (ratio("2.0", measure="RR", value=Absence.NOT_REPORTED), ("10", "20"), False),
    ],
)
def test_a_ratio_of_risks_has_the_order_that_gives_it(
    estimate: Estimate, shares: tuple[str, str], *, turned: bool
) -> None:
    known = replace(estimate, experimental="new", comparator="old")
    values = [share("new", shares[0]), share("old", shares[1])]
    found = directed(known, values, frozenset({"new", "old"}))
    assert found.experimental == ("old" if turned else "new")


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("odds ratio [late vs. early], 4.37; 95% CI, 1.2 to 24", ("late closure", "early closure")),
        (
            "odds ratio [late closure vs early closure], 4.4; P=.02",
            ("late closure", "early closure"),
        ),
        (
            "odds ratio (the early group versus the late group), 0.4; P=.02",
            ("early closure", "late closure"),
        ),
        ("odds ratio [urban vs. rural], 4.37; P=.02", (None, None)),
        ("odds ratio [closure vs. late], 4.37; P=.02", (None, None)),
    ],
)
def test_an_order_in_the_brackets_of_a_measure_is_kept(
    words: str, wanted: tuple[str | None, str | None]
) -> None:
    arms = (
        arm("early closure", "experimental", 0, "early closure"),
        arm("late closure", "control", 1, "late closure"),
    )
    estimates, _ = read(
        ("results", f"Hernia recurrences were seen, PFS too ({words})."), of=trial(arms)
    )
    assert (estimates[0].experimental, estimates[0].comparator) == wanted
