"""Effect estimates: every printed form, with its end point, arms, population and analysis."""

import pytest
from tests.extract.made_up_estimates import (
    NONE,
    PRIMARY,
    TWO_ARMS,
    figure,
    limits,
    one,
    read,
    trial,
)


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
                "PFS (HR, 0.67; 95% CI, 0.54 to 0.83) and OS (HR, 0.81; 95% CI, "
                "0.69 to 0.95) were longer."
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
                "The hazard ratios were as follows: for total stroke, 0.66 (95% CI, 0.49 to 0.89); "
                "for heart failure, 1.12 (95% CI, 0.87 to 1.44); for falls, 2 (in all)."
            ),
            ["total stroke", "heart failure"],
        ),
    ],
)
def test_the_clause_decides_the_end_point(words: str, end_points: list[str]) -> None:
    estimates, _ = read(("results", words))
    assert [estimate.end_point for estimate in estimates] == end_points


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


def test_a_full_printing_completes_a_bare_one() -> None:
    estimates, _ = read(
        ("results", "DoR rose (HR 0.66; P = .1). DoR rose (HR 0.66 [95% CI upper limit, 1.37]).")
    )
    assert [(limits(one.interval)[2], one.p is not None) for one in estimates] == [("1.37", True)]


def test_events_of_both_arms_complete_an_estimate() -> None:
    estimate = one(
        "Deaths were more frequent in the placebo than in the novumab group "
        "(88 [25.4%] vs. 63 [18.1%]). "
        "The hazard ratio for death was 0.64 (P = .01)."
    )
    assert {(count.arm, figure(count.n)) for count in estimate.events} == {
        ("placebo group", "88"),
        ("novumab group", "63"),
    }


def test_another_trials_result_is_second_hand() -> None:
    estimates, _ = read(
        (
            "discussion",
            (
                "A randomized trial (ALIENA) found longer PFS (9.2 vs. 6.8 "
                "months; HR 0.70 [95% CI, 0.53–0.92]). "
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
                "DoR rose (HR 0.66 [95% CI upper limit, 1.37]). DoR was 0.664 "
                "(HR 0.664 [95% CI upper limit, 1.372])."
            ),
        ),
        ("discussion", "The gain in DoR (hazard ratio, 0.66) was notable."),
    )
    assert [(figure(one.value), len(one.also)) for one in estimates] == [("0.664", 1)]


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
    "Overall response rate, n (%)\t26 (28.9)\t31 (33.7)\n"
    "Odds ratio of overall response (upper limit 95% CI)\t0.812 (1.534)\t\n"
    "Duration of response (CR + PR)\tn = 26\tn = 31\n"
    "Unstratified HR (95% CI upper limit)\t0.530 (0.981)\n"
    "Stratified HR (95% CI lower limit)\t0.734 (0.412)\n"
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
        ("ORR", "0.812", ("95", NONE, "1.534", "1"), None),
        ("DoR", "0.530", ("95", NONE, "0.981", "1"), "unstratified"),
        ("DoR", "0.734", ("95", "0.412", NONE, "1"), "stratified"),
        ("DoR", "0.7", ("95", "0.5", "0.9", "2"), None),
        ("DoR", "0.8", (), None),
        ("DoR", "0.9", (), None),
    ]
    assert {estimate.assessor for estimate in estimates} == {"investigator"}
