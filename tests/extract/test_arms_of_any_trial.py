"""Arms of trials of any design: ratios, choices, doses, schedules, factors, groups, sums."""

import pytest
from tests.extract.made_up_arms import TITLE, View, arms_of, regimens, sizes

from trialgraph.extract.arms import draft_arms
from trialgraph.extract.comparisons import comparisons
from trialgraph.terms.index import TermIndex


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (
            (
                "Patients were randomly assigned (1:1) to docetaxel (n=40) or letrozole "
                "or anastrozole "
                "(n=41)."
            ),
            [["docetaxel"], ["letrozole", "anastrozole"]],
        ),
        (
            (
                "Adults were randomly assigned in a 3:1 ratio to receive paclitaxel with cisplatin "
                "or carboplatin or to receive docetaxel."
            ),
            [["paclitaxel", "cisplatin", "carboplatin"], ["docetaxel"]],
        ),
        (
            "Patients were randomised (1:1) to olaparib versus docetaxel or paclitaxel.",
            [["olaparib"], ["docetaxel", "paclitaxel"]],
        ),
        (
            (
                "Patients were randomised (1:1:1) to olaparib 200 mg twice daily or 300 mg twice "
                "daily or placebo."
            ),
            [["olaparib"], ["olaparib"], ["placebo"]],
        ),
        (
            "Patients were randomly assigned to 40 or 80 mg of olaparib.",
            [["olaparib"], ["olaparib"]],
        ),
        (
            (
                "Women were randomised to paclitaxel once weekly or once every 4 weeks, "
                "followed by epirubicin."
            ),
            [["paclitaxel", "epirubicin"], ["paclitaxel", "epirubicin"]],
        ),
        (
            "Patients were allocated to olaparib or placebo, both in combination with docetaxel.",
            [["olaparib", "docetaxel"], ["placebo", "docetaxel"]],
        ),
        (
            (
                "Patients were allocated to docetaxel, or docetaxel plus olaparib, followed by "
                "olaparib."
            ),
            [["docetaxel"], ["docetaxel", "olaparib"]],
        ),
        (
            (
                "Patients were randomised (1:1) to letrozole or anastrozole plus prednisone with "
                "either olaparib or placebo."
            ),
            [
                ["olaparib", "letrozole", "anastrozole", "prednisone"],
                ["placebo", "letrozole", "anastrozole", "prednisone"],
            ],
        ),
        (
            (
                "Patients were randomised to four cycles of treatment with either docetaxel or "
                "paclitaxel as adjuvant therapy."
            ),
            [["docetaxel"], ["paclitaxel"]],
        ),
        (
            (
                "Patients were randomly assigned to docetaxel preceded, or not, by a course of "
                "olaparib."
            ),
            [["olaparib", "docetaxel"], ["docetaxel"]],
        ),
        (
            (
                "Patients were assigned to undergo early laparotomy or delayed "
                "laparotomy; follow-up "
                "data were available for 70% of them."
            ),
            [["early laparotomy"], ["delayed laparotomy"]],
        ),
        (
            (
                "Patients were assigned to olaparib 300 mg by mouth twice daily or placebo before "
                "radiotherapy."
            ),
            [["olaparib", "radiotherapy"], ["placebo", "radiotherapy"]],
        ),
        (
            (
                "Patients were randomised to drug zeta (10 mg, day 1) plus docetaxel (day 2) or to "
                "docetaxel (day 2)."
            ),
            [["drug zeta", "docetaxel"], ["docetaxel"]],
        ),
        (
            "Patients were randomised to (a) olaparib, (b) docetaxel, or (c) observation.",
            [["olaparib"], ["docetaxel"], []],
        ),
        (
            (
                "Patients were randomly assigned to chemoradiotherapy with cisplatin or to "
                "chemoradiotherapy."
            ),
            [["radiotherapy", "cisplatin"], ["chemoradiotherapy"]],
        ),
        ("Patients were randomised (1:1) to A1 treatment.", []),
        ("Patients were randomised to docetaxel plus either olaparib or niraparib.", []),
        (
            (
                "Patients were randomised (1:1) to docetaxel plus either olaparib or "
                "niraparib or to "
                "receive docetaxel."
            ),
            [["docetaxel", "olaparib", "niraparib"], ["docetaxel"]],
        ),
    ],
)
def test_arms_part_where_the_trial_parts_them(
    viewed: View, terms: TermIndex, words: str, wanted: list[list[str]]
) -> None:
    assert regimens(arms_of(viewed(TITLE + words), terms)) == wanted


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("40 or 80 mg of olaparib", ["olaparib 40 mg", "olaparib 80 mg"]),
        (
            "the oral drug olaparib given for 6 months after surgery or for 12 months",
            ["olaparib 6 months", "olaparib 12 months"],
        ),
        (
            "olaparib 40 mg daily given as a tablet every 2 weeks or every 3 weeks for 8 cycles",
            ["olaparib every 2 weeks", "olaparib every 3 weeks"],
        ),
        ("a low-fat diet or olaparib", ["low-fat diet", "olaparib"]),
    ],
)
def test_arms_of_one_drug_go_by_what_differs(
    viewed: View, terms: TermIndex, words: str, wanted: list[str]
) -> None:
    arms = arms_of(viewed(f"{TITLE}Patients were randomised to {words}."), terms)
    assert [arm.label for arm in arms] == wanted


def test_an_arm_that_joined_after_the_ratio_was_set_is_an_arm(
    viewed: View, terms: TermIndex
) -> None:
    words = (
        "Patients were randomly assigned (1:1) to olaparib (n=9), docetaxel (n=8), or "
        "placebo (n=7)."
    )
    found = arms_of(viewed(TITLE + words), terms)
    assert regimens(found) == [["olaparib"], ["docetaxel"], ["placebo"]]
    assert sizes(found) == [9, 8, 7]


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (
            (
                "In this 2 x 2 factorial trial outcomes were alike in the early and late surgery "
                "groups (HR 1.0) and between the olaparib and placebo groups (HR 0.9)."
            ),
            [("early surgery", 0), ("late surgery", 0), ("olaparib", 1), ("placebo", 1)],
        ),
        (
            (
                "This trial had a factorial design. Deaths were fewer in the zeta-3 group "
                "than in the "
                "placebo group; pain was less in the zeta-3 group than in the placebo group."
            ),
            [("zeta-3 group", 0), ("placebo group", 0)],
        ),
        ("This trial had a factorial design of olaparib and docetaxel.", []),
        ("This trial had a factorial design. Pain was alike in the two and other groups.", []),
    ],
)
def test_each_factor_of_a_factorial_trial_is_a_comparison(
    viewed: View, terms: TermIndex, words: str, wanted: list[tuple[str, int]]
) -> None:
    drafts = draft_arms(viewed("A randomised trial.\n\nRESULTS: " + words), terms)
    assert [(draft.label, draft.factor) for draft in drafts] == wanted
    factors = {draft.label: draft.factor for draft in drafts}
    assert all(
        factors[each.experimental] == factors[each.comparator] for each in comparisons(drafts)
    )


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (
            (
                "Sleep was better in the yoga arm than in the waiting-list arm. Patients "
                "of the yoga "
                "arm, unlike those of the waiting-list arm, slept."
            ),
            ["yoga arm", "waiting-list arm"],
        ),
        (
            (
                "Of 41 in the 10-mg ZX1227 group, 41 in the 50-mg group and 40 in the placebo "
                "group, most stayed. Change was 4 in the 10-mg ZX1227 group, 5 in the 50-mg group "
                "and 1 in the placebo group."
            ),
            ["10-mg ZX1227 group", "50-mg group", "placebo group"],
        ),
        ("Sleep was better in the yoga arm.", []),
        ("Sleep was better in the yoga arm than in the waiting-list arm.", []),
    ],
)
def test_groups_of_the_results_are_arms_where_none_is_described(
    viewed: View, terms: TermIndex, words: str, wanted: list[str]
) -> None:
    arms = arms_of(viewed("A randomised trial.\n\nRESULTS: " + words), terms)
    assert [arm.label for arm in arms] == wanted


def test_groups_of_no_trial_are_no_arms(viewed: View, terms: TermIndex) -> None:
    words = "Death was rarer in the high group than in the low group. The high group, the low group"
    assert arms_of(viewed("A cohort.\n\nRESULTS: " + words), terms) == ()


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (
            ("We did a trial comparing 10 mg per day oral olaparib with placebo, both in "
            "conjunction with docetaxel every 3 weeks."),
            [["olaparib", "docetaxel"], ["placebo", "docetaxel"]],
        ),
        ("The aim was to compare letrozole and anastrozole in women.",
         [["letrozole"], ["anastrozole"]]),
        ("We compared sleep and pain.", []),
        ("We compared olaparib with what was given.", []),
        ("We compared olaparib with 2 mg.", []),
        ("We compared olaparib with docetaxel that could be switched.", []),
        ("A trial of ABVD versus paclitaxel with or without radiotherapy was done.",
         [["doxorubicin", "bleomycin", "vinblastine", "dacarbazine"], ["paclitaxel"]]),
    ],
)  # fmt: skip
def test_an_aim_names_the_arms_that_it_compares(
    viewed: View, terms: TermIndex, words: str, wanted: list[list[str]]
) -> None:
    assert regimens(arms_of(viewed(TITLE + words), terms)) == wanted


def test_a_named_regimen_is_given_drug_by_drug_and_stays_a_name(
    viewed: View, terms: TermIndex
) -> None:
    view = viewed(
        f"{TITLE}Patients were randomised to FOLFIRI plus olaparib or FOLFIRI plus placebo."
    )
    first = arms_of(view, terms)[0]
    assert [each.name for each in first.interventions] == [
        "leucovorin", "fluorouracil", "irinotecan", "olaparib",
    ]  # fmt: skip
    assert "FOLFIRI plus olaparib" in {first.label, *first.aliases}
    assert not any("plus  plus" in alias for alias in first.aliases)
    assert [each.printed for each in first.interventions if each.name == "irinotecan"] == [""]


def test_a_regimen_of_two_arms_names_neither(viewed: View, terms: TermIndex) -> None:
    view = viewed(f"{TITLE}Patients were randomised to FOLFIRI every 2 weeks or every 3 weeks.")
    names = [name for arm in arms_of(view, terms) for name in (arm.label, *arm.aliases)]
    assert names
    assert "FOLFIRI" not in names


@pytest.mark.parametrize("sign", ["+/-", "+ / -", "±", "with or without"])
def test_a_sign_for_with_or_without_makes_two_arms(
    viewed: View, terms: TermIndex, sign: str
) -> None:
    words = f"Patients were randomly assigned to docetaxel/prednisone {sign} novirsen, 12 ± 3 mg."
    with_it, without = arms_of(viewed(f"A trial of novirsen\n\n{words}"), terms)
    assert [part.name for part in with_it.interventions if part.name == "novirsen"] == ["novirsen"]
    assert [part.name for part in without.interventions] == ["docetaxel", "prednisone"]
    assert sign not in with_it.label
