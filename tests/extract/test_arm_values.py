"""Values of single arms: medians, rates, proportions and counts, each given to its own arm."""

import pytest
from tests.extract.made_up_values import THREE, arm, figure, short, values

from trialgraph.model.text import Absence, Span
from trialgraph.model.trial import EndPoint


@pytest.mark.parametrize(
    ("words", "read"),
    [
        (
            "Survival was better in the N group (median OS 36.1 v 26.4 months; HR, 0.73).",
            ["OS median N 36.1", "OS median P 26.4"],
        ),
        (
            (
                "Median progression-free survival came to 12.3 months in the P "
                "group, as against 18.4 months in the N group."
            ),
            ["PFS median P 12.3", "PFS median N 18.4"],
        ),
        (
            (
                "Median PFS rose by 6.1 months, from 12.3 months in the P group "
                "to 18.4 months in the N group."
            ),
            ["PFS median P 12.3", "PFS median N 18.4"],
        ),
        (
            (
                "Median PFS was 5.2 months [95% CI, 4.1–6.5] with N and 4.1 "
                "months (95% CI, 3.1–4.7) with P."
            ),
            ["PFS median N 5.2", "PFS median P 4.1"],
        ),
        (
            (
                "The median TTD was 2.7 (95% CI, 1.5–4.2) months with N and 4.2 "
                "(95% CI, 2.8–5.9) months with P."
            ),
            ["TTD median N 2.7", "TTD median P 4.2"],
        ),
        (
            "Median PFS was 7.3 months and 5.9 months in the N and P arms, respectively.",
            ["PFS median N 7.3", "PFS median P 5.9"],
        ),
        (
            "Median OS for P and N was 9.1 and 9.9 months, respectively.",
            ["OS median P 9.1", "OS median N 9.9"],
        ),
        ("Median OS was 27 months in both treatment arms.", ["OS median N 27", "OS median P 27"]),
        (
            "Updated median PFS (8.3 v 6.1 months; HR, 0.74) was better in the N group.",
            ["PFS median N 8.3", "PFS median P 6.1"],
        ),
        ("Median PFS was 1.9 months v 6.6 months.", ["PFS median N 1.9", "PFS median P 6.6"]),
        (
            "The ORR was lower with P versus N. Median PFS was 1.9 months v 6.6 months.",
            ["PFS median P 1.9", "PFS median N 6.6"],
        ),
        (
            "Median OS was shorter in the P group (9 v 12 months).",
            ["OS median P 9", "OS median N 12"],
        ),
        (
            "Compared with P, median OS was longer (12 v 9 months).",
            ["OS median N 12", "OS median P 9"],
        ),
        (
            "OS was longer (24-month OS, 29.5% v 22.0%).",
            ["OS rate_at_time N 29.5", "OS rate_at_time P 22.0"],
        ),
        (
            "Six-year DFS was 71% (95% CI, 64% to 78%) for N and 66% (95% CI, 58% to 73%) for P.",
            ["DFS rate_at_time N 71", "DFS rate_at_time P 66"],
        ),
        (
            "An ORR of 69.2% in the P group compares with 80.1% in the N group.",
            ["ORR proportion P 69.2", "ORR proportion N 80.1"],
        ),
        (
            (
                "The ORR in the N arm (19.4 [95% CI upper limit, 27.8]%) was "
                "much like that in the P arm (20.6 [95% CI upper limit, 29.0]%)."
            ),
            ["ORR proportion N 19.4", "ORR proportion P 20.6"],
        ),
        (
            (
                "pCR was reached by 61 of 140 patients (43.6%; 95% CI 35.2-52.2) "
                "with N and by 39 of 138 (28.3%) with P."
            ),
            ["pCR proportion N 43.6", "pCR proportion P 28.3"],
        ),
        (
            (
                "In the end thirty-five (32.3%) patients in the N arm had died versus 49 "
                "(44.9%) patients in the P arm."
            ),
            ["OS proportion N 32.3", "OS proportion P 44.9"],
        ),
        (
            (
                "An objective response was seen in more patients with N than "
                "with P (40 patients vs 21 patients)."
            ),
            ["ORR count N 40", "ORR count P 21"],
        ),
        (
            "Median OS was not reached with N and was 9 months with P.",
            ["OS median N not-reached", "OS median P 9"],
        ),
        (
            (
                "Median follow-up was 43.7 months (IQR 30.5–52.0) in the N group "
                "and 41.9 months in the P group."
            ),
            ["follow-up median N 43.7", "follow-up median P 41.9"],
        ),
        (
            (
                "In total, 51 events (58.5%) in the N arm and 46 "
                "events (50.4%) in the P arm. The median TTD was alike."
            ),
            ["TTD proportion N 58.5", "TTD proportion P 50.4"],
        ),
        (
            "The QoL analysis population held 87 (80.5%) patients in the N arm.",
            ["QoL analysis population proportion N 80.5"],
        ),
        (
            "Six-month mortality was 13% in the N group vs 26% in the P group.",
            ["mortality rate_at_time N 13", "mortality rate_at_time P 26"],
        ),
        ("At 5 years, the DFS with N was 85.9%.", ["DFS rate_at_time N 85.9"]),
        ("DFS with N was 85.9% at 5 years.", ["DFS rate_at_time N 85.9"]),
        (
            (
                "Stone passage occurred in 8 of 100 patients (8%) with N and in 23 "
                "of 100 (23%) with P (HR, 0.31; P = .005)."
            ),
            ["stone passage proportion N 8", "stone passage proportion P 23"],
        ),
        ("PFS was longer in the N group (29 months).", ["PFS median N 29"]),
        ("After a follow-up of years, median PFS was 9 months with N.", ["PFS median N 9"]),
        (
            "Median PFS was 5 months with N compared with 3 months overall.",
            ["PFS median N 5", "PFS median P 3"],
        ),
        (
            "Median PFS was 5 months at large compared with 3 months with P.",
            ["PFS median N 5", "PFS median P 3"],
        ),
        ("One. Two. Three. Median PFS was 5 v 3 months.", ["PFS median N 5", "PFS median P 3"]),
        ("Stable disease-free survival at 2 years was 40% with N.", ["DFS rate_at_time N 40"]),
        (
            "The time to first event (TTFE) was new. Median TTFE was 9 months with N.",
            ["time to first event median N 9"],
        ),
        (
            "CBR was 23.4% (13.1 to 36.8) for N and 41.0% for P.",
            ["CBR proportion N 23.4", "CBR proportion P 41.0"],
        ),
    ],
)
def test_each_value_goes_to_its_own_arm(words: str, read: list[str]) -> None:
    assert short(values(("results", words))) == read


@pytest.mark.parametrize(
    ("words", "read"),
    [
        (
            "Median OS for A + B was 6.1 months v 4.2 months with C.",
            ["OS median A + B 6.1", "OS median C 4.2"],
        ),
        (
            (
                "The median survival and 3-year survival were 9.4 months and 12% "
                "for C, and 11.8 months and 19% for A."
            ),
            ["OS median C 9.4", "OS rate_at_time C 12", "OS median A 11.8", "OS rate_at_time A 19"],
        ),
        (
            "PFS was longer with A versus C (median, 5.5 v 4.8 months).",
            ["PFS median A 5.5", "PFS median C 4.8"],
        ),
        (
            "PFS (median, 6.2 v 4.8 months) was longer with A + B versus C.",
            ["PFS median A + B 6.2", "PFS median C 4.8"],
        ),
        ("Median PFS was 6.2 v 4.8 months.", []),
        ("Median PFS was 6.2, 4.8, and 3.9 months.", []),
        (
            "With C, with A, and again with A, median PFS was 6.2 v 4.8 months.",
            ["PFS median C 6.2", "PFS median A 4.8"],
        ),
        (
            "With C, and then A, and again C, median PFS was 6.2 v 4.8 months.",
            ["PFS median A 6.2", "PFS median C 4.8"],
        ),
        (
            "Median PFS was 6.2, 4.8, and 3.9 months in A + B, A, and C.",
            ["PFS median A + B 6.2", "PFS median A 4.8", "PFS median C 3.9"],
        ),
        ("Median PFS was 4.8 months with A and C.", []),
    ],
)
def test_several_arms_take_values_only_where_the_text_orders_them(
    words: str, read: list[str]
) -> None:
    assert short(values(("results", words), arms=THREE)) == read


@pytest.mark.parametrize(
    "words",
    [
        "Grade 3 neutropenia occurred in 45% with N and 30% with P.",
        "The ORR was good; adverse events occurred in 45% with N.",
        "Grade 3 events were seen in 45% with N, whatever the ORR.",
        "The groups were balanced (71% with N had a high ORR before).",
        "The ORR was 10% higher with N.",
        "OS was 80% with N.",
        "Median OS was longer by 6 months with N.",
        "Severe thirst was more common with N (19% v 3%).",
        "There were 12 events with N.",
        "PFS was better with N: 12 patients of many.",
        "Three patients (3%) died of causes related to N.",
        "In all 154 patients received N. Its pCR was fine.",
        "154 patients with N had a good pCR.",
        "There were 51 events (58.5%) in the N arm. OS and PFS followed.",
        "There were 51 events (58.5%) in the N arm.",
        "Median PFS and OS for P and N were 1.0, 2.0, 3.0, and 4.0 months, respectively.",
        "2-year PFS and OS for N versus P were 46% v 48% and also 52% v 53%, respectively.",
        "The ORR was higher with N (85.0% and 78.6%) than with P (75.2% and 68.6%).",
        "The ORR was higher (20% v 10%) in those with a marker than those without it.",
        "The ORR was assessed among the 204 patients in the N group.",
    ],
)
def test_what_is_no_value_of_an_efficacy_end_point_is_left_out(words: str) -> None:
    assert values(("results", words)) == ()


def test_plans_restatements_and_other_trials_give_no_values() -> None:
    words = "Median PFS was 5.7 v 4.4 months."
    assert values(("methods", words), ("introduction", words), ("discussion", words)) == ()
    assert values(("results", words), arms=()) == ()


def test_the_combination_is_the_arm_that_has_all_the_drugs() -> None:
    arms = (arm("AB", "experimental", 0, "aldrug", "bedrug"), arm("B", "control", 1, "bedrug"))
    words = "Median PFS was 9 months in the combination arm and 5 months with bedrug alone."
    assert short(values(("results", words), arms=arms)) == ["PFS median AB 9", "PFS median B 5"]


def test_harms_among_the_declared_end_points_are_not_read_here() -> None:
    safety = EndPoint(name="bleeding", name_printed="bleeding", purpose="safety", span=Span(0, 0))
    declared = EndPoint(
        name="R0 resection", name_printed="R0 resection", role="primary", span=Span(0, 0)
    )
    too_short = EndPoint(name="xy", name_printed="xy", role="primary", span=Span(0, 0))
    short_name = EndPoint(name="TTR", name_printed="TTR", role="primary", span=Span(0, 0))
    words = (
        "The rate of bleeding was 9% with N. The R0 resection rate was 81% with "
        "N. At 5 years, 87% with N were free from TTR events."
    )
    found = values(("results", words), end_points=(safety, declared, too_short, short_name))
    assert short(found) == ["R0 resection proportion N 81", "TTR rate_at_time N 87"]


def test_a_value_has_its_interval_count_and_time() -> None:
    found = values(
        (
            "results",
            (
                "Median OS was 28.7 months [95% CI, 21.1–NR] for N. The 2-year "
                "PFS was 40 of 125 (32%) with P, of all events."
            ),
        )
    )
    interval = found[0].interval
    assert interval is not None
    assert (figure(interval.lower), interval.upper, interval.sides.count) == (
        "21.1",
        Absence.NOT_REACHED,
        2,
    )
    assert (figure(found[1].n), figure(found[1].total), found[1].unit) == ("40", "125", "%")
    rate = values(("results", "The 2-year PFS was 32% with P."))[0]
    assert (rate.at, rate.kind) == ("2 years", "rate_at_time")


@pytest.mark.parametrize(
    ("printed", "absence"),
    [
        ("was not reached", Absence.NOT_REACHED),
        ("was NR", Absence.NOT_REACHED),
        ("was not estimable", Absence.NOT_ESTIMABLE),
        ("was NE", Absence.NOT_ESTIMABLE),
        ("could not be calculated", Absence.NOT_ESTIMABLE),
    ],
)
def test_a_median_not_estimable_is_another_than_one_not_reached(
    printed: str, absence: Absence
) -> None:
    found = values(("results", f"Median OS {printed} with N and 14.2 months with P."))
    assert found[0].value is absence


def test_a_label_of_another_end_point_is_kept_as_printed() -> None:
    words = "Median OS showed a trend (median PFS 27.1 months with N and 22.2 months with P)."
    first, second = values(("results", words))
    assert [(one.end_point, one.end_point_printed) for one in (first, second)] == [
        ("OS", "PFS"),
        ("OS", "OS"),
    ]


def test_an_interval_that_does_not_hold_its_value_is_not_its_own() -> None:
    found = values(("results", "Median OS was 28.7 months [95% CI, 1.1–2.2] for N."))
    assert found[0].interval is None


def test_values_printed_twice_are_one_fact() -> None:
    found = values(
        ("abstract", "Median PFS was 5.2 months with N."),
        (
            "results",
            (
                "Median PFS was 5.2 months (95% CI, 4.1–6.5) with N. Median PFS "
                "was 5.2 months (95% CI, 3.6–6.8) with N."
            ),
        ),
    )
    assert [
        (figure(one.interval.upper) if one.interval else "", len(one.also)) for one in found
    ] == [
        ("6.5", 1),
        ("6.8", 0),
    ]


def test_values_by_different_assessors_stay_apart() -> None:
    found = values(
        (
            "results",
            (
                "Median investigator-assessed PFS was 5.2 months with N. Median "
                "PFS by central review was 5.2 months with N."
            ),
        )
    )
    assert [one.assessor for one in found] == ["investigator", "independent"]


def test_a_value_shares_the_circumstances_of_the_estimate_beside_it() -> None:
    declared = EndPoint(
        name="PFS", name_printed="PFS", role="primary", assessor="investigator", span=Span(0, 0)
    )
    found = values(
        ("results", "Updated median PFS was 5.2 v 4.1 months (HR, 0.8; P = .1)."),
        end_points=(declared,),
    )
    assert {(one.assessor, one.stage) for one in found} == {("investigator", "updated")}


RESPONSE = (
    "Table 2. Response of the tumours by independent review.\n\n"
    "Response\nPlacebo plus\nPaclitaxel (N = 318)\n\nNovumab plus\nPaclitaxel (N = 324)\n\n"
    "number (percent)\n\n"
    "Objective response 206 (64.8) 247 (76.2)\n\n"
    "Not assessable 4 (1.3) 3 (0.9)\n\n"
    "Weight loss 5 (1.5) 6 (1.7)\n\n"
    "Partial response 5 6\n\n"
    "Duration of response\tn = 26\tn = 31\n"
    "Median (upper limit 95% CI), months\t7.4 (15.9)\t4.3 (12.7)\n"
    "Median, days\t9 (2)\t5 (1)\n"
)


def test_a_results_table_gives_counts_and_medians_to_its_columns() -> None:
    found = values(("table", RESPONSE))
    assert short(found) == [
        "ORR proportion P 64.8",
        "ORR proportion N 76.2",
        "Not assessable proportion P 1.3",
        "Not assessable proportion N 0.9",
        "DoR median P 7.4",
        "DoR median N 4.3",
        "DoR median P 9",
        "DoR median N 5",
    ]
    assert found[0].assessor == "independent"
    assert figure(found[0].n) == "206"
    assert found[4].interval is not None
    assert (figure(found[4].interval.upper), found[4].interval.lower) == (
        "15.9",
        Absence.NOT_REPORTED,
    )
    assert found[6].interval is None


@pytest.mark.parametrize(
    "table",
    [
        RESPONSE.replace("Response of", "Adverse events in"),
        RESPONSE.replace("Response of", "Colours of"),
        RESPONSE.replace("(N = 324)", ""),
        "Table 2. Overall Response.\n\nObjective response 206 (64.8) 247 (76.2)\n",
        RESPONSE.replace("Placebo", "Unknown"),
        RESPONSE.replace("Placebo", "Novumab"),
    ],
)
def test_other_tables_and_unknown_columns_are_left_alone(table: str) -> None:
    assert values(("table", table)) == ()
