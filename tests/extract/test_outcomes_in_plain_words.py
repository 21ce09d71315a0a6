"""Whose outcome an estimate is, where lists, clauses and other sentences stand around it."""

import pytest
from tests.extract.made_up_estimates import THREE_ARMS, TWO_ARMS, arm, trial
from tests.extract.made_up_estimates import read as read_of
from tests.extract.made_up_primary import figure, only, results
from tests.extract.test_estimates_of_any_field import CLOSED, all_told

from trialgraph.model.text import Span
from trialgraph.model.trial import EndPoint


def primary(name: str) -> EndPoint:
    return EndPoint(name=name, name_printed=name, role="primary", assessor=None, span=Span(0, 0))


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Relapse occurred in 8 and 9, without more late mortality.", "relapse"),
        ("Loss of hair in the scalp was rarer", "loss of hair in the scalp"),
        ("Gout was rare, whereas cramps were rarer with novumab", "cramps"),
        ("Loss of hair in the A group was rarer", "loss of hair"),
        ("Loss of hair with novumab was rarer", "loss of hair"),
        ("Gout was rare; 8 and 9 patients, respectively, died from any cause", "OS"),
        ("In all, 8 with novumab and 9 with placebo had a deep burn during care", "deep burn"),
        ("No difference in sleep-related events between them was found", "sleep-related events"),
    ],
)
def test_a_clause_before_a_bracket_says_what_is_in_it(words: str, name: str) -> None:
    told = words.replace("9, without", f"9 {CLOSED}, without")
    assert only(told if told != words else f"{words} {CLOSED}.").end_point == name


@pytest.mark.parametrize(
    ("declared", "name"),
    [
        ((), "primary outcome"),
        (("naps",), "primary outcome"),
        (("composite of naps and burns",), "composite of naps and burns"),
        (("EFS",), "EFS"),
    ],
)
def test_the_primary_outcome_is_named_as_declared_only_when_whole(
    declared: tuple[str, ...], name: str
) -> None:
    of = trial(TWO_ARMS, *map(primary, declared))
    words = f"Over a median of 2.5 years, the primary outcome event occurred in 8 and 9 {CLOSED}."
    found, _ = read_of(("results", words), of=of)
    assert [one.end_point for one in found] == [name]


def test_words_of_their_own_part_an_estimate_from_the_one_before() -> None:
    words = (
        "Patients reported burns (odds ratio 0.6, 0.4 to 0.8), rated their care as more warm and "
        "friendly (mean score 2 v 1, mean difference 0.4, 0.2 to 0.6)."
    )
    assert all_told(words) == ["burns: OR 0.6 0.4..0.8 p -"]
    words = (
        "Patients reported burns (odds ratio 0.6, 0.4 to 0.8) and again after two years (odds "
        "ratio 0.7, 0.5 to 0.9) with novumab."
    )
    assert "burns" in {one.end_point for one in results(words)}


def test_items_of_a_list_share_the_measure_of_the_first() -> None:
    words = (
        "There were no differences in mean changes from baseline in the eye score (mean "
        "difference, 0.2 points; 95% CI, -0.2 to 0.6), skin score (0.1 point; 95% CI, -0.2 to "
        "0.4), or tear time, 0.2 seconds, 95% CI, -0.1 to 0.5."
    )
    assert all_told(words) == [
        "eye score: MD 0.2 -0.2..0.6 p -",
        "skin score: MD 0.1 -0.2..0.4 p -",
    ]


def test_what_many_had_is_a_list_but_not_of_kinds_of_patients() -> None:
    words = "More patients had nausea (RR 1.35, 95% CI 1.10-1.66) and gas (RR 1.50, 1.12-2.01)."
    assert all_told(words) == ["nausea: RR 1.35 1.10..1.66 p -", "gas: RR 1.50 1.12..2.01 p -"]
    kinds = words.replace("gas", "stage III disease")
    assert not any("stage" in one for one in all_told(kinds))


def test_a_score_that_one_treatment_bettered_more_is_a_difference() -> None:
    words = "Relative to placebo, novumab improved gait scores at 3 months by 1.6 (95% CI 0.8-2.3)."
    assert all_told(words) == ["gait scores: difference 1.6 0.8..2.3 p -"]
    assert not results("Novumab improved gait scores by 1.6 (95% CI 0.8-2.3).")


def test_the_share_of_a_risk_is_of_the_event_of_its_own_words() -> None:
    words = "The risk of gout was reduced by 38% (95% CI, 12 to 56)."
    assert all_told("PFS was the same.", words) == ["gout: other 38 12..56 p -"]


@pytest.mark.parametrize(
    ("words", "whom"),
    [
        (
            (
                "PFS was longer in men (HR 0.61; 95% CI 0.44 to 0.85), not in women (HR 1.02; "
                "95% CI 0.70 to 1.48)."
            ),
            ["subgroup: men", "subgroup: women"],
        ),
        (
            (
                "In patients with gout median PFS was 9 vs 6 months (HR 0.65, 95% CI 0.47-0.91), "
                "whereas in those with burns it was 12 vs 9 months (HR 0.74, 95% CI 0.60-0.92)."
            ),
            ["subgroup: patients with gout", "subgroup: those with burns"],
        ),
        (
            "In the subgroup of 2,817 people with gout, PFS was longer (HR 0.65, 0.47-0.91).",
            ["subgroup: the subgroup of 2,817 people with gout"],
        ),
        ("PFS was longer in women (HR 0.61; 95% CI 0.44 to 0.85).", ["all"]),
        (
            (
                "In those with gout, PFS was long; but in truth it was short; it was so (HR 0.61; "
                "95% CI 0.44 to 0.85)."
            ),
            ["subgroup: those with gout"],
        ),
    ],
)
def test_parts_of_the_patients_are_told_apart(words: str, whom: list[str]) -> None:
    assert [one.population for one in results(words)] == whom


def test_traits_that_patients_have_or_lack_are_no_arms() -> None:
    words = f"PFS was 7 and 6 months for medial versus nonmedial sites, respectively {CLOSED}."
    assert not results(words)
    assert results(words.replace("medial versus nonmedial sites", "novumab versus placebo"))


def test_hazard_ratios_of_one_cause_keep_their_kind() -> None:
    found = results(
        "Relapse was rarer (subdistribution HR, 0.58; 95% CI, 0.38 to 0.88).",
        "Burns were rarer (cause-specific HR, 0.70; 95% CI, 0.50 to 0.98).",
    )
    assert [(one.measure, figure(one.value)) for one in found] == [
        ("sHR", "0.58"),
        ("csHR", "0.70"),
    ]


def test_a_random_allocation_may_be_told_in_any_form() -> None:
    words = "Patients were randomly assigned. PFS was longer (HR 0.61; 95% CI 0.44 to 0.85)."
    found, _ = read_of(("results", words), of=trial(()))
    assert [one.end_point for one in found] == ["PFS"]
    found, _ = read_of(("results", words.replace("randomly", "often")), of=trial(()))
    assert not found


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (
            "The between-group difference in HbA1c (95% CI) was 0.18% (0.06, 0.30), so be it.",
            ["HbA1c: difference 0.18 0.06..0.30 p -"],
        ),
        ("The difference in HbA1c was 0.18% (0.06, 0.30).", []),
        ("The difference in HbA1c (95% CI) was 0.18% and more.", []),
        (
            (
                "At week 4, placebo-adjusted mean change in HbA1c with novumab was -0.64% (95% CI "
                "-0.81 to -0.48)."
            ),
            ["HbA1c: difference -0.64 -0.81..-0.48 p -"],
        ),
        (
            (
                "Novumab led to a greater reduction in gait scores (worse walk) of -1.39 points "
                "(95% CI -2.48 to -0.30) than placebo."
            ),
            ["gait scores: difference -1.39 -2.48..-0.30 p -"],
        ),
        (
            "We saw a clear 17% (95% CI 9-25) proportional reduction in burns with novumab.",
            ["burns: other 17 9..25 p -"],
        ),
        (
            (
                "The development of gout (6/18 v 9/17; OR 0.69, 0.49-0.95), burns (OR 0.80, "
                "0.66-0.97), and worsening of the skin score (OR 0.78, 0.64-0.97) was less "
                "frequent with novumab."
            ),
            [
                "gout: OR 0.69 0.49..0.95 p -",
                "burns: OR 0.80 0.66..0.97 p -",
                "worsening of the skin score: OR 0.78 0.64..0.97 p -",
            ],
        ),
        (
            (
                "Novumab reduced intracellular oxygen species (ROS) making (mean difference 11.1; "
                "95% CI 2.5 to 19.6) and burns (mean difference 2.1; 95% CI 0.5 to 3.6)."
            ),
            [
                "intracellular oxygen species (ROS) making: MD 11.1 2.5..19.6 p -",
                "burns: MD 2.1 0.5..3.6 p -",
            ],
        ),
        (
            "Post-treatment gout was rarer (hazard ratio (NB3/PLA) of 0.94, 0.59-0.99).",
            ["post-treatment gout: HR 0.94 0.59..0.99 p -"],
        ),
    ],
)
def test_figures_have_their_head_before_or_behind(words: str, wanted: list[str]) -> None:
    assert all_told(words) == wanted


OPEN_ARMS = (*THREE_ARMS[:2], arm("C", "experimental", 2, "cedrug"))
BETWEEN = "The difference in PFS between {} was 12% (95% CI, 4 to 20)."


@pytest.mark.parametrize(
    ("words", "pairs"),
    [
        (
            (
                "The difference in PFS between A + B and C was 12% (95% CI, 4 to 20), and between "
                "A and C 5% (95% CI, -3 to 13)."
            ),
            [("A + B", "C"), ("A", "C")],
        ),
        (BETWEEN.format("C and A"), [("A", "C")]),
        (BETWEEN.format("A + B and A"), [("A + B", "A")]),
        (BETWEEN.format("A, which is C,"), [("A", "C")]),
        (BETWEEN.format("all"), [(None, None)]),
    ],
)
def test_a_difference_says_which_of_several_arms_it_is_between(
    words: str, pairs: list[tuple[str | None, str | None]]
) -> None:
    found, _ = read_of(("results", words), of=trial(THREE_ARMS))
    assert [(one.experimental, one.comparator) for one in found] == pairs


def test_without_a_control_the_first_arm_named_is_the_numerator() -> None:
    found, _ = read_of(("results", BETWEEN.format("C and A")), of=trial(OPEN_ARMS))
    assert [(one.experimental, one.comparator) for one in found] == [("C", "A")]


@pytest.mark.parametrize(
    "words",
    [
        "Mean age was 61 v 60 years (difference 1.0; 95% CI -0.5 to 2.5).",
        "The c-index improved by 0.02 (95% CI 0.01 to 0.03) compared with the old score.",
        "Costs were $2000 (95% CI 1500 to 2500) higher with novumab.",
        "Ferritin was 1.1 g/dL (95% CI 0.8 to 1.4) higher after treatment than before.",
        "Patients who had gout (HR 1.5; 95% CI 1.1-2.0) or burns (HR 1.2; 95% CI 1.0-1.4) died.",
        "A high count was linked to death (odds ratio 2.2; 95% CI 1.3-3.7).",
        'Novumab also cut the "harder" events of stroke or death by 31% (95% CI, 8 to 49).',
    ],
)
def test_what_is_no_outcome_takes_none_from_the_sentence_before(words: str) -> None:
    assert not results("Median PFS was 14 months with novumab and 11 months with placebo.", words)


@pytest.mark.parametrize(
    ("event", "name"),
    [
        ("hip fracture", "hip fracture"),
        ("relapse", "DFS"),
        ("an event", "DFS"),
        ("progression or death", "PFS"),
        ("death", "OS"),
    ],
)
def test_a_share_is_of_its_own_event_not_of_the_end_point_before(event: str, name: str) -> None:
    words = f"Novumab improved DFS, a 22% reduction in the risk of {event} (95% CI, 4 to 37)."
    assert only(words).end_point == name


def test_patients_with_a_trait_are_a_part_where_an_arm_is_named() -> None:
    words = "Patients with gout on novumab (PFS HR 0.5; 95% CI 0.3-0.8) did better."
    assert only(words).end_point == "PFS"


def test_an_earlier_trial_is_another_one() -> None:
    words = "In a previous phase trial, PFS was longer (HR 0.70; 95% CI 0.55 to 0.89)."
    assert only(words).second_hand
    assert not only(words.replace("In a previous phase", "In this")).second_hand


def test_a_ratio_is_no_name() -> None:
    words = "HRs for novumab v placebo were so (HR 0.67; 95% CI 0.45 to 0.99)."
    assert only("PFS was longer with novumab.", words).end_point == "PFS"


def test_shares_that_do_not_give_the_difference_leave_its_arms() -> None:
    words = "Gout was seen in 40% with novumab v 28% with placebo (difference, 5%; 95% CI, 1 to 9)."
    found = only(words)
    assert (found.measure, found.experimental) == ("RD", "novumab group")
