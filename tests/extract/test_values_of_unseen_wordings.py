"""Values as any abstract prints them: labels in brackets, clauses, all patients, subjects."""

import pytest
from tests.extract.made_up_values import THREE, TWO, arm, figure, short, values

from trialgraph.model.text import Span
from trialgraph.model.trial import Arm, EndPoint

UNKNOWN = (arm("N", "unclear", 0), arm("P", "unclear", 1))


@pytest.mark.parametrize(
    ("words", "read"),
    [
        ("The ORR was alike (N, 41%; P, 39%).", ["N 41", "P 39"]),
        ("The ORR did not differ (N: 41%, P group: 39%).", ["N 41", "P 39"]),
        ("The ORR did not differ [N group, 41%; P group, 39%].", ["N 41", "P 39"]),
        ("The ORR was alike (N arm: 41%, and the P arm: 39%).", ["N 41", "P 39"]),
    ],
)
def test_a_label_in_a_bracket_gives_the_arm_of_the_value_behind_it(
    words: str, read: list[str]
) -> None:
    found = values(("results", words))
    assert [f"{one.arm} {figure(one.value)}" for one in found] == read


@pytest.mark.parametrize(
    ("words", "arms", "read"),
    [
        (
            "The ORR favoured N, but the pCR rate was higher in the P group (12% v 9%).",
            TWO,
            ["P 12", "N 9"],
        ),
        (
            "Harm was rarer with N; the ORR was lower with P (30% v 41%).",
            TWO,
            ["P 30", "N 41"],
        ),
        (
            "Fatigue did not matter with N, whereas the DCR was greater with P (80% v 71%).",
            TWO,
            ["P 80", "N 71"],
        ),
        # Compared with the only arm of the clause: its value comes last.
        (
            "P was safe; the ORR was higher than with P (41% v 30%).",
            TWO,
            ["N 41", "P 30"],
        ),
        ("B was safe; the ORR was higher with C (41% v 30%).", THREE, []),
    ],
)
def test_a_pair_in_a_bracket_begins_with_the_only_arm_of_its_clause(
    words: str, arms: tuple[Arm, ...], read: list[str]
) -> None:
    found = values(("results", words), arms=arms)
    assert [f"{one.arm} {figure(one.value)}" for one in found] == read


@pytest.mark.parametrize(
    ("words", "read"),
    [
        # Two things in each bracket: without their names neither is sure.
        ("The response rates were higher with N (85% and 78%) than with P (75% and 68%).", []),
        (
            "ORR and DCR were higher with N (85% and 98%) than with P (75% and 88%).",
            [
                "ORR proportion N 85",
                "DCR proportion N 98",
                "ORR proportion P 75",
                "DCR proportion P 88",
            ],
        ),
        (
            "The ORR was higher with N (41% v 30%) and the DCR with P (80% v 71%).",
            [
                "ORR proportion N 41",
                "ORR proportion P 30",
                "DCR proportion P 80",
                "DCR proportion N 71",
            ],
        ),
        ("(85%) with N and (75% and 68%) with P.", []),
    ],
)
def test_lists_in_brackets_behind_arms_are_of_these_arms(words: str, read: list[str]) -> None:
    assert short(values(("results", words))) == read


@pytest.mark.parametrize(
    ("words", "read"),
    [
        ("The overall ORR was 34%.", ["ORR proportion all patients 34"]),
        ("Median OS was 14.5 months (95% CI, 12 to 17).", ["OS median all patients 14.5"]),
        ("In all, 61% of patients were alive at 2 years.", ["OS rate_at_time all patients 61"]),
        (
            "A pCR was seen in 30 patients (10%), 20 (13%) with N and 10 (7%) with P.",
            [
                "pCR proportion all patients 10",
                "pCR proportion N 13",
                "pCR proportion P 7",
            ],
        ),
        # Shared out, compared, of one arm, or of what was known before.
        ("The ORR was 34% in both.", []),
        ("The ORR was 34%, higher by far.", []),
        ("The ORR was 34% (OR, 0.8; 95% CI, 0.6 to 0.9).", []),
        ("N was given to 90 patients. The ORR was 34%.", []),
        ("Toxicity was mild. The ORR was 34%.", []),
        ("Deaths were due to heart disease in 96% of patients.", []),
        ("Median follow-up was 14.5 months.", []),
        ("The pCR rate was 10% and 9%.", ["pCR proportion N 10", "pCR proportion P 9"]),
    ],
)
def test_a_value_that_nothing_shares_out_is_of_all_patients(words: str, read: list[str]) -> None:
    assert short(values(("results", words))) == read


def test_the_sentences_before_may_speak_of_two_arms() -> None:
    words = "Patients got N or P. Most did well. The ORR was 34%."
    assert short(values(("results", words))) == ["ORR proportion all patients 34"]
    far = "N was good. So it is. It is so. This is so. The ORR was 34%."
    assert short(values(("results", far))) == ["ORR proportion all patients 34"]


@pytest.mark.parametrize(
    ("words", "read"),
    [
        (
            "The rate of wide excision (RWE) was 41% with N and 30% with P.",
            ["wide excision proportion N 41", "wide excision proportion P 30"],
        ),
        (
            "Graft survival at home was alike in both groups; 41% in N and 30% in P.",
            ["graft survival at home rate", "graft"],
        ),
        (
            "There was no difference between groups in graft uptake, 41% with N and 30% with P.",
            ["graft uptake proportion N 41", "graft uptake proportion P 30"],
        ),
        (
            "More patients on N than on P were free of ulcers (41% v 30%).",
            ["free of ulcers proportion N 41", "free of ulcers proportion P 30"],
        ),
        (
            "At 9 years, 41% with N and 30% with P were free from local and regional relapse.",
            [
                "free from local and regional relapse rate_at_time N 41",
                "free from local and regional relapse rate_at_time P 30",
            ],
        ),
        (
            "There was a difference in the matter: the pCR rate was 41% with N and 30% with P.",
            ["pCR proportion N 41", "pCR proportion P 30"],
        ),
        (
            "A cuff was positive in 41% of patients with N and 30% of patients with P.",
            ["cuff positive proportion N 41", "cuff positive proportion P 30"],
        ),
        (
            "At a mean of 5 years (range 3 to 7), the graft loss (GL) rate was 2% in both groups.",
            ["graft loss proportion N 2", "graft loss proportion P 2"],
        ),
        (
            "A review showed a significantly higher uptake of care with N than with P (41% v 30%).",
            ["uptake of care proportion N 41", "uptake of care proportion P 30"],
        ),
        (
            "Overall, 41% with N and 30% with P received further surgery.",
            [
                "received further surgery proportion N 41",
                "received further surgery proportion P 30",
            ],
        ),
        (
            "Women came (N, 41%; P, 30%) and attended a class.",
            [],
        ),
        ("Of these, 41% with N and 30% with P reported a five-point (10%) fall.", []),
        ("The likelihood was 41% with N and 30% with P.", []),
        ("The absolute risks were 41% with N and 30% with P.", []),
    ],
)
def test_what_a_share_is_of_may_stand_in_many_places(words: str, read: list[str]) -> None:
    found = short(values(("results", words)))
    if len(read) == 2 and not read[0][-1].isdigit():
        assert len(found) == 2
        assert all(one.startswith(read[1]) for one in found)
    else:
        assert found == read


@pytest.mark.parametrize(
    ("words", "read"),
    [
        (
            "35 patients in the N group and 41 patients in the P group completed the diary.",
            ["completed the diary", "35", "41"],
        ),
        (
            "Overall, 12 women in the N group and 19 women in the P group required a graft.",
            ["a graft", "12", "19"],
        ),
        (
            "20 patients given N and 31 patients given P developed a keloid.",
            ["a keloid", "20", "31"],
        ),
    ],
)
def test_counts_are_of_what_is_said_after_them(words: str, read: list[str]) -> None:
    found = values(("results", words))
    assert [(one.kind, one.arm, figure(one.value)) for one in found] == [
        ("count", "N", read[1]),
        ("count", "P", read[2]),
    ]


@pytest.mark.parametrize(
    ("words", "read"),
    [
        (
            "PFS was 5.1 months with N and 4.0 months with P.",
            ["PFS median N 5.1", "PFS median P 4.0"],
        ),
        (
            "OS was 15.1 months in the N group compared with 14.0 months in the P group.",
            ["OS median N 15.1", "OS median P 14.0"],
        ),
        (
            (
                "Response rate and time to progression for N and P were 23%, 4.8 months, and 14%, "
                "4.2 months, respectively."
            ),
            [
                "ORR proportion N 23",
                "TTP median N 4.8",
                "ORR proportion P 14",
                "TTP median P 4.2",
            ],
        ),
        ("PFS was 5.1 months with N, a gain on the 4.0 months with P.", []),
        ("PFS was 5.1 months with N.", []),
        (
            "The median cycle length was 21 days with N and 15 days with P.",
            ["cycle length median N 21", "cycle length median P 15"],
        ),
        (
            "The median hospital stay was 9 days with N and 8 days with P.",
            ["hospital stay median N 9", "hospital stay median P 8"],
        ),
        (
            "The mean interval between visits was 9 days with N and 8 days with P.",
            ["interval mean N 9", "interval mean P 8"],
        ),
        ("The median age was 59 years with N and 58 years with P.", []),
        ("The median improvement was 5 months with N and 4 months with P.", []),
    ],
)
def test_times_of_two_arms_are_medians_or_means_of_what_is_named(
    words: str, read: list[str]
) -> None:
    assert short(values(("results", words))) == read


@pytest.mark.parametrize(
    ("words", "read"),
    [
        (
            "PFS-6 rose from 42% with P (95% CI, 29% to 55%) to 79% with N (95% CI, 71% to 86%).",
            ["PFS P 42 6 months 29-55", "PFS N 79 6 months 71-86"],
        ),
        (
            "EFS-24 was 60% with N (n = 90; 95% CI, 50% to 70%) and 50% with P.",
            ["EFS N 60 24 months 50-70", "EFS P 50 24 months -"],
        ),
        (
            "Median OS was 9.1 months with N (95% CI, 8.2 to 9.9) and 8.0 months with P.",
            ["OS N 9.1  8.2-9.9", "OS P 8.0  -"],
        ),
    ],
)
def test_an_interval_may_stand_behind_the_arm_and_months_in_the_name(
    words: str, read: list[str]
) -> None:
    found = values(("results", words))
    assert [
        f"{one.end_point} {one.arm} {figure(one.value)} {one.at} "
        + (f"{figure(one.interval.lower)}-{figure(one.interval.upper)}" if one.interval else "-")
        for one in found
    ] == read


@pytest.mark.parametrize(
    "words",
    [
        "Twelve of 71 PFS events (17%) with N and 14 of 76 PFS events (18%) with P were clinical.",
        "Of note, 9 of 40 deaths (23%) with N and 8 of 41 deaths (20%) with P had a cause.",
        "In 9 of 40 relapses (23%) with N and 8 of 41 relapses (20%) with P a scan was done.",
    ],
)
def test_a_share_of_events_is_no_value_of_their_end_point(words: str) -> None:
    assert values(("results", words)) == ()


@pytest.mark.parametrize(
    ("words", "read"),
    [
        (
            "The objective response (CR + PR) rate was 23% with N and 20% with P.",
            ["ORR proportion N 23", "ORR proportion P 20"],
        ),
        (
            "The clinical benefit rate (CR or PR or SD) was 63% with N and 60% with P.",
            ["CBR proportion N 63", "CBR proportion P 60"],
        ),
        (
            "Both groups (CR or PR) had the same: 23% with N and 20% with P.",
            [],
        ),
        ("31 patients (12%) had a CR-like event with N.", []),
        (
            "With N, 10 patients (31%) were evaluated as a CR.",
            ["CR proportion N 31"],
        ),
    ],
)
def test_parts_of_an_end_point_in_a_bracket_do_not_name_the_value(
    words: str, read: list[str]
) -> None:
    found = short(values(("results", words)))
    assert [one for one in found if one.split()[0] in {"ORR", "CBR", "CR"}] == read


def test_the_primary_end_point_may_be_a_harm() -> None:
    name = "incidence of hearing loss"
    points = (EndPoint(name=name, name_printed=name, role="primary", span=Span(0, 0)),)
    words = "Hearing loss was found in 14% of patients with N and 28% of patients with P."
    assert short(values(("results", words), end_points=points)) == [
        "incidence of hearing loss proportion N 14",
        "incidence of hearing loss proportion P 28",
    ]
    assert values(("results", words)) == ()


def test_a_marker_goes_by_its_letters() -> None:
    words = "Median time to prostate-specific antigen progression was 5 months with N."
    assert short(values(("results", words))) == ["time to PSA progression median N 5"]


def test_a_listed_pair_takes_the_order_of_the_sentence_before() -> None:
    words = "The 7-year DFS was 76% with P, and 72% with N. OS was 91% and 88%, respectively."
    assert short(values(("results", words), arms=UNKNOWN))[2:] == [
        "OS rate_at_time P 91",
        "OS rate_at_time N 88",
    ]


def test_deaths_are_no_responses() -> None:
    words = "The CR rate with N and 79 deaths in the N arm and 77 deaths in the P arm, due to harm."
    assert [one for one in short(values(("results", words))) if one.startswith("CR")] == []
