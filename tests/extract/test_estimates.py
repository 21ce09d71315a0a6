"""Effect estimates: every printed form, with its end point, arms, population and analysis."""

from decimal import Decimal

import pytest

from trialgraph.extract.estimates import read_estimates
from trialgraph.extract.view import ReadingView
from trialgraph.model.document import Document, Section, SectionKind
from trialgraph.model.result import Estimate, Interval
from trialgraph.model.text import Absence, Number, Problem, Span, Stated
from trialgraph.model.trial import Arm, ArmRole, EndPoint, Intervention, Trial


def arm(label: str, role: ArmRole, at: int, *drugs: str) -> Arm:
    return Arm(
        label=label,
        aliases=("+",),
        role=role,
        interventions=tuple(Intervention(name=d, concept=None, span=Span(0, 0)) for d in drugs),
        span=Span(at, at + 1),
    )


TWO_ARMS = (
    arm("novumab group", "experimental", 0, "novumab", "paclitaxel"),
    arm("placebo group", "control", 1, "placebo", "paclitaxel"),
)
THREE_ARMS = (
    arm("A + B", "experimental", 0, "aldrug", "bedrug"),
    arm("A", "experimental", 1, "aldrug"),
    arm("C", "control", 2, "cedrug"),
)
PRIMARY = EndPoint(
    name="PFS", name_printed="PFS", role="primary", assessor="investigator", span=Span(0, 0)
)


def trial(arms: tuple[Arm, ...] = TWO_ARMS, *end_points: EndPoint) -> Trial:
    return Trial(
        role="reports",
        acronym=Stated("NOVA", "NOVA", Span(0, 0)),
        arms=arms,
        end_points=end_points,
        span=Span(0, 0),
    )


def view(*parts: tuple[SectionKind, str]) -> ReadingView:
    text, sections = "", []
    for kind, words in parts:
        sections.append(Section(kind, "", Span(len(text), len(text) + len(words) + 1)))
        text += words + "\n"
    return ReadingView(Document("sha-0", "text", "0" * 64, "test 1", text, tuple(sections)))


class NoTerms:
    """Term tables that hold nothing: the grammar alone must do."""

    def find(self, scheme: str, words: str) -> None:
        """Return nothing, whatever the words."""
        del scheme, words


def read(
    *parts: tuple[SectionKind, str], of: Trial | None = None
) -> tuple[tuple[Estimate, ...], tuple[Problem, ...]]:
    return read_estimates(view(*parts), of or trial(), NoTerms())


def one(words: str, of: Trial | None = None) -> Estimate:
    estimates, _ = read(("results", words), of=of)
    assert len(estimates) == 1
    return estimates[0]


def figure(number: Number | Absence) -> str:
    return str(number.value) if isinstance(number, Number) else number.value


def limits(interval: Interval | None) -> tuple[str, ...]:
    if interval is None:
        return ()
    level = str(interval.level.value) if interval.level else "?"
    return level, figure(interval.lower), figure(interval.upper), str(interval.sides.count)


NONE = "not-reported"


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (
            (
                "PFS was longer (hazard ratio for progression or death, 0.61; "
                "95% confidence interval, 0.50 to 0.74; P<0.001)."
            ),
            ("PFS", "HR", "0.61", ("95", "0.50", "0.74", "2"), "<0.001"),
        ),
        (
            "Median OS rose (HR, 0.72 [one side 95% CI upper limit, 0.96]).",
            ("OS", "HR", "0.72", ("95", NONE, "0.96", "1"), ""),
        ),
        (
            "PFS differed (stratified hazard ratio 0.77 [95% CI upper limit 0.968]; p = 0.023).",
            ("PFS", "HR", "0.77", ("95", NONE, "0.968", "1"), "=0.023"),
        ),
        (
            "Progression-free survival rose (hazard ratio [HR] 0·81, 95% CI 0·62–1·04; p=0·088).",
            ("PFS", "HR", "0.81", ("95", "0.62", "1.04", "2"), "=0.088"),
        ),
        (
            "Median overall survival was the same (HR 0·94, 0·70–1·26; p=0·612).",
            ("OS", "HR", "0.94", ("?", "0.70", "1.26", "2"), "=0.612"),
        ),
        (
            "The ORR was alike (odds ratio 0.958 [95% CI upper limit, 1.779]).",
            ("ORR", "OR", "0.958", ("95", NONE, "1.779", "1"), ""),
        ),
        (
            "OS was longer (HR, 0.818; 95.34% CI, 0.714 to 0.938; P = .0033).",
            ("OS", "HR", "0.818", ("95.34", "0.714", "0.938", "2"), "=0.0033"),
        ),
        (
            (
                "The difference in response rates was 10.7 percentage points "
                "(95% CI, 4.1 to 17.4; P = 0.002)."
            ),
            ("ORR", "RD", "10.7", ("95", "4.1", "17.4", "2"), "=0.002"),
        ),
        (
            "pCR was more frequent (difference 21·2%, 9·2–34·1, p=0·0001).",
            ("pCR", "RD", "21.2", ("?", "9.2", "34.1", "2"), "=0.0001"),
        ),
        (
            "pCR did not differ (difference -4.7%, -17.5 to 8.1, p=0.35).",
            ("pCR", "RD", "-4.7", ("?", "-17.5", "8.1", "2"), "=0.35"),
        ),
        (
            "QoL was better (mean difference, 3.1 points; 95% CI, 1.0 to 5.2).",
            ("QoL", "MD", "3.1", ("95", "1.0", "5.2", "2"), ""),
        ),
        (
            "QoL was better (difference, 3.1; 95% CI, 1.0 to 5.2).",
            ("QoL", "difference", "3.1", ("95", "1.0", "5.2", "2"), ""),
        ),
        (
            "OS was longer (P = .5) and later so again (P = .03; hazard ratio, 0.70).",
            ("OS", "HR", "0.70", (), "=0.03"),
        ),
        (
            "DFS was alike (HR, 0.9; lower limit of the 95% CI, 0.7).",
            ("DFS", "HR", "0.9", ("95", "0.7", NONE, "1"), ""),
        ),
        (
            "OS was longer (HR, 0.6; 95% CI, 0.4 to NR).",
            ("OS", "HR", "0.6", ("95", "0.4", "not-reached", "2"), ""),
        ),
        (
            "OS was longer (HR, 0.6; 95% CI, 0.4 to NE).",
            ("OS", "HR", "0.6", ("95", "0.4", "not-estimable", "2"), ""),
        ),
        (
            "OS was longer (HR, 0.6; 95% credible interval, 0.4 to 0.9).",
            ("OS", "HR", "0.6", ("95", "0.4", "0.9", "2"), ""),
        ),
    ],
)
def test_each_printed_form_is_read_whole(
    words: str, wanted: tuple[str, str, str, tuple[str, ...], str]
) -> None:
    estimate = one(words)
    p = f"{estimate.p.comparator}{estimate.p.number.value}" if estimate.p else ""
    value = figure(estimate.value)
    read_whole = (estimate.end_point, estimate.measure, value, limits(estimate.interval), p)
    assert read_whole == wanted
    assert (estimate.experimental, estimate.comparator) == ("novumab group", "placebo group")


@pytest.mark.parametrize(
    "words",
    [
        "With 320 events the trial had 85% power to detect an HR of 0.74 for PFS.",
        "OS was tested against a boundary (hazard ratio, ≤0.6; P≤0.001).",
        "In multivariate analysis age (HR, 1.9; 95% CI, 1.2 to 2.9) mattered for OS.",
        "No difference in ORR was seen (36% v 33%).",
        "The HR was 30% for OS.",
        "The OS hazard ratio was -0.5.",
        "OS hazard ratios were 0.5 and 0.7 in the two strata.",
        "The hazard ratio was 4 for OS.",
    ],
)
def test_what_is_no_result_is_not_read(words: str) -> None:
    estimates, _ = read(("results", words))
    assert estimates == ()


def test_nothing_is_read_from_the_methods() -> None:
    assert read(("methods", "The HR for OS was 0.7 (95% CI, 0.5 to 0.9)."))[0] == ()


def test_without_arms_or_allocation_nothing_is_compared() -> None:
    words = "Higher intake went with shorter OS (HR, 1.6; 95% CI, 1.2 to 2.1)."
    assert read(("results", words), of=trial(()))[0] == ()
    assert len(read(("results", words + " Women were randomised."), of=trial(()))[0]) == 1


def test_an_estimate_outside_its_interval_is_a_problem() -> None:
    estimates, problems = read(("results", "OS rose (HR, 0.95; 95% CI, 0.50 to 0.90)."))
    assert estimates == ()
    assert [problem.code for problem in problems] == ["estimate-outside-interval"]


def test_an_estimate_without_end_point_is_a_problem() -> None:
    estimates, problems = read(("results", "There was a benefit (HR, 0.7; 95% CI, 0.5 to 0.9)."))
    assert estimates == ()
    assert [problem.code for problem in problems] == ["estimate-without-end-point"]


@pytest.mark.parametrize(
    ("words", "end_points"),
    [
        (
            (
                "PFS (HR, 0.72; 95% CI, 0.60 to 0.86) and OS (HR, 0.77; 95% CI, "
                "0.65 to 0.92) were longer."
            ),
            ["PFS", "OS"],
        ),
        (
            (
                "Progression-free (HR, 1.06; P = .6) and overall survival (HR, "
                "1.01; P = .4) were alike."
            ),
            ["PFS", "OS"],
        ),
        (
            "Median OS showed a trend (median PFS 28.7 months v 23.5 months; HR 0.71; p = 0.07).",
            ["OS"],
        ),
        ("Outcomes were better (PFS HR 0.5; P = .01).", ["PFS"]),
        ("The hazard ratio was 0.64 (P = .01) at this analysis of overall survival.", ["OS"]),
        ("OS was looked at. The hazard ratio was 0.64 (P = .01).", ["OS"]),
        ("OS and PFS were looked at. The hazard ratio was 0.64 (P = .01).", []),
        ("The hazard ratio was 0.64 (P = .01) both for PFS and for OS.", []),
        (
            "After PFS, the hazard ratio was 0.79 (P = .2) for OS.",
            ["OS"],
        ),
        ("In all groups the hazard ratio for death was 0.64 (P = .01).", ["OS"]),
        ("It helped (hazard ratio for recurrence or death, 0.64; P = .01).", ["DFS"]),
        ("Deaths occurred later with novumab (hazard ratio, 0.64; P = .01).", ["OS"]),
        ("Novumab was tied to fewer deaths than placebo (HR, 0.6; P = .01).", ["OS"]),
        ("Novumab was tied to a lower risk of relapse or death (HR, 0.6; P = .01).", ["RFS"]),
        ("Novumab was tied to less of everything (HR, 0.6; P = .01).", []),
        ("Thrombosis occurred in few women (hazard ratio, 0.64; P = .01).", ["thrombosis"]),
        (
            (
                "The hazard ratios were as follows: for total stroke, 0.72 (95% CI, 0.59 to 0.90); "
                "for heart failure, 1.04 (95% CI, 0.83 to 1.31); for falls, 2 (in all)."
            ),
            ["total stroke", "heart failure"],
        ),
    ],
)
def test_the_clause_decides_the_end_point(words: str, end_points: list[str]) -> None:
    estimates, _ = read(("results", words))
    assert [estimate.end_point for estimate in estimates] == end_points


@pytest.mark.parametrize(
    ("words", "pair"),
    [
        ("PFS was longer with A + B versus C (HR, 0.7; P = .01).", ("A + B", "C")),
        ("PFS was longer with A (HR, 0.7; P = .01).", ("A", "C")),
        ("With A, PFS was longer (HR, 0.7; P = .01).", ("A", "C")),
        ("PFS of A + B was superior to A (HR, 0.7; P = .01).", ("A + B", "A")),
        ("PFS rose (A + B v A: HR, 0.7; P = .01).", ("A + B", "A")),
        ("PFS was longer (HR, 0.7; P = .01) with A + B versus C.", ("A + B", "C")),
        ("PFS was longer (HR, 0.7; P = .01).", (None, None)),
        ("PFS differed between A + B, A and C (HR, 0.7; P = .01).", (None, None)),
    ],
)
def test_several_arms_are_paired_only_where_the_text_pairs_them(
    words: str, pair: tuple[str | None, str | None]
) -> None:
    estimate = one(words, trial(THREE_ARMS))
    assert (estimate.experimental, estimate.comparator) == pair


def test_the_text_may_turn_numerator_and_reference_round() -> None:
    estimate = one("OS differed (HR for placebo versus novumab, 1.4; P = .01).")
    assert (estimate.experimental, estimate.comparator) == ("placebo group", "novumab group")


def test_two_arms_of_unknown_role_need_their_order_said() -> None:
    arms = (arm("IP", "unclear", 0), arm("EP", "unclear", 1))
    said = one("OS was alike for IP versus EP (HR, 0.9; P = .6).", trial(arms))
    assert (said.experimental, said.comparator) == ("IP", "EP")
    assert one("OS was alike (HR, 0.9; P = .6).", trial(arms)).experimental is None


def test_one_control_makes_the_other_arm_the_numerator() -> None:
    arms = (arm("standard group", "control", 0), arm("tested group", "unclear", 1))
    estimate = one("OS was alike (HR, 0.9; P = .6).", trial(arms))
    assert (estimate.experimental, estimate.comparator) == ("tested group", "standard group")


@pytest.mark.parametrize(
    ("words", "population"),
    [
        (
            "Among patients treated with olddrug before, PFS rose (HR, 0.8; P = .1).",
            "subgroup: patients treated with olddrug before",
        ),
        ("Among the 808 patients who underwent randomization, PFS rose (HR, 0.8; P = .1).", "all"),
        ("In the per-protocol population PFS rose (HR, 0.8; P = .1).", "per-protocol"),
        (
            "PFS rose for women with visceral disease (HR, 0.8; P = .1).",
            "subgroup: women with visceral disease",
        ),
        ("Duration of response rose (HR, 0.8; P = .1).", "responders"),
    ],
)
def test_the_population_is_said_in_the_sentence(words: str, population: str) -> None:
    assert one(words).population == population


def test_a_sentence_may_go_on_about_the_same_subgroup() -> None:
    estimates, _ = read(
        (
            "results",
            (
                "Among women with bone lesions, PFS rose (HR, 0.8; P = .1). In "
                "this subgroup OS fell (HR, 1.2; P = .4)."
            ),
        )
    )
    assert {estimate.population for estimate in estimates} == {"subgroup: women with bone lesions"}


def test_the_assessor_stands_beside_the_number_or_is_the_only_one_declared() -> None:
    declared = trial(TWO_ARMS, PRIMARY)
    assert (
        one("PFS by independent review fell (HR, 1.1; P = .4).", declared).assessor == "independent"
    )
    assert one("PFS rose (HR, 0.8; P = .1).", declared).assessor == "investigator"
    assert one("PFS rose (HR, 0.8; P = .1).").assessor is None
    assert one("OS rose (HR, 0.8; P = .1).", declared).assessor is None
    mixed, _ = read(
        ("methods", "Independently assessed PFS was also planned."),
        ("results", "PFS rose (HR, 0.8; P = .1)."),
        of=declared,
    )
    assert mixed[0].assessor is None


def test_the_nearest_assessor_wins_where_a_sentence_names_both() -> None:
    estimate = one(
        "By independent review little changed, but PFS as assessed by the "
        "investigator rose (HR, 0.8; P = .1)."
    )
    assert estimate.assessor == "investigator"


def test_stage_comes_from_the_sentence_its_announcement_or_the_title() -> None:
    assert one("Updated PFS rose (HR, 0.8; P = .1).").stage == "updated"
    announced, _ = read(
        (
            "results",
            (
                "The interim analysis of OS came after 160 events (42% of the planned total). "
                "The hazard ratio was 0.66 (95% CI, 0.48 to 0.90)."
            ),
        )
    )
    assert announced[0].stage == "interim"
    assert figure(announced[0].total_events or Absence.NOT_REPORTED) == "160"
    assert announced[0].information_fraction is not None
    assert announced[0].information_fraction.value == Decimal("0.42")
    titled, _ = read(
        ("title", "Novumab in Cancer: Final Overall Survival Analysis"),
        ("results", "OS rose (HR, 0.8; P = .1). PFS rose (HR, 0.7; P = .1)."),
    )
    assert [estimate.stage for estimate in titled] == ["final", None]


def test_a_missed_boundary_is_read_with_its_name_and_spending() -> None:
    estimate = one(
        "The hazard ratio was 0.65 (95% CI, 0.48 to 0.89; P = 0.006), which "
        "did not cross the O’Brien–Fleming "
        "boundary of the Lan–DeMets function for this interim analysis of OS "
        "(hazard ratio, ≤0.60; P≤0.001) "
        "and was not significant."
    )
    boundary = estimate.boundary
    assert boundary is not None
    assert (figure(boundary.value or Absence.NOT_REPORTED), boundary.name, boundary.spending) == (
        "0.60",
        "O'Brien-Fleming",
        "Lan-DeMets",
    )
    assert boundary.crossed is False
    assert estimate.significant is False
    assert estimate.authors_say is not None
    assert estimate.authors_say.value == "not_significant"


def test_a_crossed_boundary_decides() -> None:
    estimate = one(
        "OS rose at the interim analysis (HR, 0.5; P = .001), which crossed the boundary."
    )
    assert estimate.boundary is not None
    assert (estimate.boundary.crossed, estimate.boundary.value, estimate.significant) == (
        True,
        None,
        True,
    )


def test_a_boundary_may_be_named_without_an_outcome() -> None:
    estimate = one("OS rose (HR, 0.5; P = .001; Pocock boundary).")
    assert estimate.boundary is not None
    assert (estimate.boundary.name, estimate.boundary.crossed) == ("Pocock", None)


@pytest.mark.parametrize(
    ("words", "said", "significant"),
    [
        (["PFS was significantly longer (HR, 0.7; P = .01)."], ["significant"], [True]),
        (
            [
                (
                    "PFS was significantly longer (HR, 0.7; P = .01); a trend for OS did not reach "
                    "statistical significance (HR, 0.9; P = .07)."
                )
            ],
            ["significant", "not_significant"],
            [True, False],
        ),
        (
            [
                (
                    "It significantly delayed PFS (HR, 0.6; P = .01) and OS (HR, "
                    "0.7; P = .02), but not TTP (HR, 0.9; P = .3)."
                )
            ],
            ["significant", "significant", "not_significant"],
            [True, True, False],
        ),
        (
            ["PFS (HR, 0.7; P = .01) and OS (HR, 0.7; P = .02) were significantly longer."],
            ["significant"] * 2,
            [True] * 2,
        ),
        (
            ["OS rose (HR, 0.8; P = .2).", "However, the difference was nonsignificant."],
            ["not_significant"],
            [False],
        ),
        (
            ["Novumab significantly improved PFS.", "The hazard ratio was 0.62 (P = .01)."],
            ["significant"],
            [True],
        ),
        (
            [
                "The ORR differed (OR, 2.1; P = .01).",
                "The result for ORR is deemed to be exploratory.",
            ],
            ["exploratory"],
            [False],
        ),
        (["OS rose (HR, 0.8; P = .2), a strong trend."], ["trend"], [None]),
        (
            [
                "The ORR differed (OR, 2.1; P = .01).",
                "Since OS missed, any test of ORR is deemed exploratory.",
            ],
            ["exploratory"],
            [False],
        ),
        (
            ["The ORR differed (OR, 2.1; P = .01).", "The OS analysis is considered exploratory."],
            [None],
            [None],
        ),
        (["The ORR differed (OR, 2.1; P = .01).", "Little was significant."], [None], [None]),
        (["OS rose (HR, 0.6; 95% CI, NR to NE)."], [None], [None]),
        (["OS rose (HR, 0.9; 95% CI, 0.7 to 1.2; P = .4)."], [None], [False]),
        (
            [
                (
                    "More responded significantly, and OS was alike (HR, 0.9; "
                    "95% CI, 0.7 to 1.2; P = .4)."
                )
            ],
            [None],
            [False],
        ),
        (["PFS rose (HR, 0.8 [95% CI upper limit, 1.02])."], [None], [False]),
        (["PFS rose (HR, 0.8 [95% CI upper limit, 0.97])."], [None], [None]),
        (["ORR rose (OR, 1.8 [95% CI lower limit, 0.97])."], [None], [False]),
        (["ORR rose (difference, 9%; 95% CI, -2 to 20)."], [None], [False]),
    ],
)
def test_what_the_authors_say_is_kept_with_the_clause_it_belongs_to(
    words: list[str], said: list[str | None], significant: list[bool | None]
) -> None:
    estimates, _ = read(("results", " ".join(words)))
    values = [one.authors_say.value if one.authors_say else None for one in estimates]
    assert values == said
    assert [one.significant for one in estimates] == significant


def test_noninferiority_is_its_own_hypothesis() -> None:
    estimate = one(
        "OS was noninferior to placebo (HR, 0.7; one-sided P for noninferiority = .003)."
    )
    assert (estimate.hypothesis, estimate.significant) == ("noninferiority", True)
    assert estimate.p is not None
    assert (estimate.p.tests, estimate.p.sides.count if estimate.p.sides else 0) == (
        "noninferiority",
        1,
    )
    assert one("OS was alike (HR, 0.7; P = .003 for equivalence).").hypothesis == "equivalence"
    trend = one("OS was alike (HR, 0.7; P for trend = .3).")
    assert trend.p is not None
    assert trend.p.tests == "trend_test"


def test_sides_of_a_p_value_come_from_the_methods_when_not_beside_it() -> None:
    plan = (
        "The significance level was 0.05 (one-sided) for primary and secondary end points and "
        "0.05 (two-sided) for the quality of life analysis."
    )
    estimates, _ = read(
        ("methods", plan),
        (
            "results",
            (
                "PFS rose (HR, 0.8; p = 0.03). TTD fell (HR, 1.2; p = 0.3). OS "
                "rose (HR, 0.9; two-sided P = 0.6)."
            ),
        ),
        of=trial(TWO_ARMS, PRIMARY),
    )
    sides = [
        (one.end_point, one.p.sides.count, one.p.sides.origin)
        for one in estimates
        if one.p and one.p.sides
    ]
    assert sides == [("PFS", 1, "inherited"), ("TTD", 2, "inherited"), ("OS", 2, "printed")]
    assert [one.significant for one in estimates] == [True, False, None]
    assert estimates[0].role == "primary"


def test_a_p_value_may_follow_in_the_next_sentence() -> None:
    estimate = one(
        "TTD was alike (stratified HR 1.3 [95% CI, 0.9–1.9]). However, the "
        "difference was small (p = 0.24)."
    )
    assert estimate.p is not None
    assert figure(estimate.p.number) == "0.24"
    assert estimate.adjustment == "stratified"
    assert one("TTD was alike (HR 1.3 [95% CI, 0.9–1.9]). Nothing else (p = 0.24).").p is None


def test_planned_events_belong_to_the_end_point_they_were_planned_for() -> None:
    estimates, _ = read(
        (
            "methods",
            (
                "The final analysis of overall survival was planned after 385 "
                "deaths. Women aged 40 took part."
            ),
        ),
        ("results", "OS rose (HR, 0.8; P = .1). PFS rose (HR, 0.7; P = .1)."),
    )
    planned = [one.planned_events.value if one.planned_events else None for one in estimates]
    assert planned == [Decimal(385), None]


def test_events_alone_are_no_information_fraction() -> None:
    estimate = one("OS rose after 160 events (HR, 0.66; P = .1).")
    assert (estimate.total_events, estimate.information_fraction) == (None, None)


def test_a_two_sided_p_is_not_compared_with_a_one_sided_level() -> None:
    estimates, _ = read(
        ("methods", "The significance level was 0.05 (one-sided)."),
        ("results", "PFS rose (HR, 0.8; two-sided P = 0.04)."),
        of=trial(TWO_ARMS, PRIMARY),
    )
    assert estimates[0].significant is None


def test_a_full_printing_completes_a_bare_one() -> None:
    estimates, _ = read(
        ("results", "DoR rose (HR 0.66; P = .1). DoR rose (HR 0.66 [95% CI upper limit, 1.37]).")
    )
    assert [(limits(one.interval)[2], one.p is not None) for one in estimates] == [("1.37", True)]


def test_events_of_both_arms_complete_an_estimate() -> None:
    estimate = one(
        "Deaths were more frequent in the placebo than in the novumab group "
        "(96 [23.6%] vs. 69 [17.2%]). "
        "The hazard ratio for death was 0.64 (P = .01)."
    )
    assert {(count.arm, figure(count.n)) for count in estimate.events} == {
        ("placebo group", "96"),
        ("novumab group", "69"),
    }


def test_another_trials_result_is_second_hand() -> None:
    estimates, _ = read(
        (
            "discussion",
            (
                "A randomized trial (ALIENA) found longer PFS (5.7 vs. 4.4 "
                "months; HR 0.70 [95% CI, 0.56–0.87]). "
                "In our study PFS rose (HR, 0.80; P = .1).4 "
                "Others saw longer OS (HR, 0.90; P = .3).5 "
                "The NOVA trial saw longer DFS (HR, 0.60; P = .01)."
            ),
        )
    )
    assert [(one.second_hand, one.trial) for one in estimates] == [
        (True, "ALIENA"),
        (False, None),
        (True, None),
        (False, None),
    ]
    assert [one.experimental for one in estimates] == [None, "novumab group", None, "novumab group"]


def test_the_same_estimate_printed_twice_is_one_fact() -> None:
    estimates, _ = read(
        ("abstract", "DoR rose (HR 0.66)."),
        (
            "results",
            (
                "DoR rose (HR 0.66 [95% CI upper limit, 1.37]). DoR was 0.656 "
                "(HR 0.656 [95% CI upper limit, 1.369])."
            ),
        ),
        ("discussion", "The gain in DoR (hazard ratio, 0.66) was notable."),
    )
    assert [(figure(one.value), len(one.also)) for one in estimates] == [("0.656", 1)]


@pytest.mark.parametrize(
    "words",
    [
        "PFS rose (HR 0.7; P = .01). OS rose (HR 0.7; P = .01).",
        "PFS rose (unstratified HR 0.7; P = .01). PFS rose (stratified HR 0.7; P = .01).",
        "PFS rose (HR 0.7 [95% CI, 0.5-0.9]). PFS rose (HR 0.7 [95% CI, 0.4-1.1]).",
        (
            "PFS by independent review rose (HR 0.7; P = .01). "
            "Investigator-assessed PFS rose (HR 0.7; P = .01)."
        ),
        "PFS rose (HR 0.7 [95% CI upper limit, 0.9]). PFS rose (HR 0.7 [95% CI, 0.5-0.9]).",
    ],
)
def test_estimates_that_differ_in_anything_printed_stay_apart(words: str) -> None:
    assert len(read(("results", words))[0]) == 2


def test_an_interval_without_level_takes_the_only_level_of_the_document() -> None:
    estimates, _ = read(
        ("results", "PFS rose (HR 0.7 [90% CI, 0.5–0.9]). OS rose (HR 0.8, 0.6–1.1; p=0.2).")
    )
    assert [limits(one.interval)[0] for one in estimates] == ["90", "90"]


def test_rows_of_a_forest_plot_without_their_labels_are_a_problem() -> None:
    _, problems = read(
        ("results", "OS was alike."),
        ("furniture", "0.61 (0.46–0.81)\n\n0.62 (0.49–0.80)\n\n0.96 (0.61–1.52)"),
    )
    assert [problem.code for problem in problems] == ["forest-plot-unreadable"]


RESPONSE = (
    "Table 2. Overall response by investigator assessment.\n\n"
    "\tnovumab group (N = 90)\tplacebo group (N = 92)\n"
    "Overall response rate, n (%)\t17 (19.5)\t18 (20.7)\n"
    "Odds ratio for overall response (upper limit 95% CI)\t0.957 (1.778)\t\n"
    "Duration of response (CR + PR)\tn = 17\tn = 18\n"
    "Unstratified HR (95% CI upper limit)\t0.490 (0.945)\n"
    "Stratified HR (95% CI lower limit)\t0.656 (0.369)\n"
    "HR (95% CI)\t0.7 (0.5-0.9)\n"
    "HR (range)\t0.8 (0.9)\n"
    "HR (95% CI)\t0.9 (1.9)\n"
)


def test_ratios_of_a_results_table_are_read_with_their_rows() -> None:
    estimates, _ = read(("table", RESPONSE))
    read_rows = [
        (e.end_point, figure(e.value), limits(e.interval), e.adjustment) for e in estimates
    ]
    assert read_rows == [
        ("ORR", "0.957", ("95", NONE, "1.778", "1"), None),
        ("DoR", "0.490", ("95", NONE, "0.945", "1"), "unstratified"),
        ("DoR", "0.656", ("95", "0.369", NONE, "1"), "stratified"),
        ("DoR", "0.7", ("95", "0.5", "0.9", "2"), None),
        ("DoR", "0.8", (), None),
        ("DoR", "0.9", (), None),
    ]
    assert {estimate.assessor for estimate in estimates} == {"investigator"}
