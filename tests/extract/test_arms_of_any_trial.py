"""Arms of trials of any design: ratios, choices, doses, schedules, factors, groups, sums."""

from collections.abc import Callable

import pytest

from trialgraph.extract.arm_sizes import arm_sizes
from trialgraph.extract.arms import draft_arms
from trialgraph.extract.built_arms import built_arms
from trialgraph.extract.comparisons import comparisons
from trialgraph.extract.randomised import n_randomised
from trialgraph.extract.view import ReadingView
from trialgraph.model.trial import Arm
from trialgraph.terms.index import TermIndex

View = Callable[[str], ReadingView]
TITLE = "A randomised trial of treatment in advanced disease.\n\nMETHODS: "


def arms_of(view: ReadingView, terms: TermIndex) -> tuple[Arm, ...]:
    drafts = draft_arms(view, terms)
    return built_arms(view, drafts, arm_sizes(view, drafts))


def regimens(arms: tuple[Arm, ...]) -> list[list[str]]:
    return [[each.name for each in arm.interventions] for arm in arms]


def sizes(arms: tuple[Arm, ...]) -> list[int | None]:
    return [int(arm.n.value) if arm.n else None for arm in arms]


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
                "Patients were randomly assigned in a 2:1 ratio to receive paclitaxel "
                "with cisplatin "
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
                "Women were randomised to paclitaxel once weekly or once every 3 weeks, "
                "followed by "
                "epirubicin."
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


ASSIGNED = "Patients were randomly assigned to olaparib or docetaxel. RESULTS: "


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        # one of the numbers beside each arm makes up the total
        (
            ("We randomised 300 patients. Pain was less in 20 of 148 patients (14%) in "
             "the olaparib "
            "group than in 41 of 152 (27%) in the docetaxel group."),
            [148, 152],
        ),
        (
            ("Of 90 patients randomised, none was lost. Survival was longer among the 44 patients "
            "given olaparib than among the 46 given docetaxel."),
            [44, 46],
        ),
        # one sentence shares the patients out
        ("In all, 51 patients received olaparib and 49 received docetaxel.", [51, 49]),
        (
            ("A total of 120 patients were randomised, of whom 110 were eligible (56 and 54 in the "
            "olaparib and docetaxel groups, respectively)."),
            [56, 54],
        ),
        ("We enrolled 61 and 59 patients in the docetaxel and olaparib groups, respectively.",
         [59, 61]),
        ("In all, 80 patients were randomly assigned, 40 to each group.", [40, 40]),
        ("In all, 80 patients were randomly assigned (40:40).", [40, 40]),
        ("All were enrolled (35 in each arm).", [35, 35]),
        (("Patients were randomly assigned (n=31 in the olaparib group and n=33 in the docetaxel "
         "group)."), [31, 33]),
        # numbers of something else
        (
            ("All were assigned: olaparib (n=20). In all, 51 patients received olaparib and 49 "
            "received docetaxel."),
            [20, None],
        ),
        ("In all, 51 patients received olaparib and 9 received docetaxel.", [None, None]),
        ("Pain occurred in 20 patients in the olaparib group and 41 in the docetaxel group.",
         [None, None]),
        ("At least one dose was received: 51 received olaparib and 49 received docetaxel.",
         [None, None]),
        ("We randomised 300 patients; 100 received olaparib and 90 received docetaxel.",
         [None, None]),
        ("We randomised 300 patients to olaparib or docetaxel.", [None, None]),
        ("In all, 80 patients were randomly assigned (30:50).", [None, None]),
        ("We randomised 90 patients. There were 40 in each group at one year.", [None, None]),
        ("Patients with a score > 70 were randomly assigned to olaparib or to docetaxel.",
         [None, None]),
        (("We enrolled 61 and 59 patients; docetaxel and olaparib were given. They were like "
         "others, respectively."), [None, None]),
        (("We enrolled 61, 59 and 12 patients in the docetaxel and olaparib groups, "
         "respectively."), [None, None]),
        ("We enrolled 61 and 59 patients in the docetaxel and other groups, respectively.",
         [None, None]),
    ],
)  # fmt: skip
def test_a_size_is_a_number_that_a_sum_proves(
    viewed: View, terms: TermIndex, words: str, wanted: list[int | None]
) -> None:
    assert sizes(arms_of(viewed(TITLE + ASSIGNED + words), terms)) == wanted


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
                "to olaparib or docetaxel. RESULTS: Response was seen in olaparib (n=60) and "
                "docetaxel (n=55). Assigned were olaparib (n=61) and docetaxel (n=64)."
            ),
            [61, 64],
        ),
        (
            (
                "to olaparib (n=61) or docetaxel (n=64). RESULTS: Response was seen in olaparib "
                "(n=60) and docetaxel (n=55)."
            ),
            [61, 64],
        ),
        ("to olaparib (n=60) or docetaxel (n=61). RESULTS: Pain was rare.", [60, 61]),
    ],
)
def test_of_several_numbers_those_that_add_up_are_the_sizes(
    viewed: View, terms: TermIndex, words: str, wanted: list[int]
) -> None:
    said = f"We randomised 125 patients. Patients were randomly assigned {words}"
    assert sizes(arms_of(viewed(TITLE + said), terms)) == wanted


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("Of 303 patients screened, 255 were randomly assigned to A (n=129) or B (n=126).", 255),
        ("In all, 90 patients consented, and 64 were randomised.", 64),
        ("In all, 900 women were enrolled and 620 were fit, 598 (96%) of whom were randomised.",
         598),
        ("Of the 719 patients seen, 511 (71%) had a score of 1 to 5 and were randomised.", 511),
        ("Among 94 patients randomly assigned, 30 relapsed.", 94),
        ("A total of 80 patients, including 30 black patients, were randomised.", 80),
        ("Patients (N = 85; two pooled studies) with cancer were randomly assigned.", 85),
        ("A total of 89 patients were enrolled in this randomised trial.", 89),
        ("We enrolled 71 adults; they were randomised.", 71),
        ("This randomised trial of 81 men measured pain.", 81),
        ("They were randomised. PARTICIPANTS: 65 adults with pain.", 65),
        ("They were randomised. Of 67 patients, 65 were eligible.", 67),
        ("They were randomised. Of 782 adults seen, 328 were enrolled.", 328),
        # not all patients, or not patients
        ("Of 70 patients, 35 were randomly assigned to A and 34 were randomly assigned to B.",
         None),
        ("It was asked at randomisation and every 6 months in patients who had been randomised.",
         None),
        ("They were randomised. In all, 89 patients were enrolled. We enrolled 12 adults.", None),
        ("They were randomised. In all, 39 evaluable patients were enrolled.", None),
        ("In all, 89 patients were enrolled in this single-arm trial.", None),
        ("There were 277 women randomly assigned to A and 275 (aged 20) to B.", None),
    ],
)  # fmt: skip
def test_the_number_randomised_is_the_one_beside_the_verb(
    viewed: View, words: str, wanted: int | None
) -> None:
    found = n_randomised(viewed("A study of treatment in disease.\n\nRESULTS: " + words), ())
    assert (int(found.value) if found else None) == wanted


@pytest.mark.parametrize(
    ("words", "arms", "wanted"),
    [
        ("Data of 61 patients were seen.", [30, 31], 61),
        ("Patients (n = 62) came.", [31, 31], 62),
        ("They were randomised. In all, 63 patients were enrolled.", [31, 31], 63),
        ("They were randomised. In all, 90 patients were enrolled.", [31, 31], None),
    ],
)
def test_the_number_randomised_agrees_with_the_arms(
    viewed: View, words: str, arms: list[int], wanted: int | None
) -> None:
    found = n_randomised(viewed("A study of treatment.\n\nRESULTS: " + words), arms)
    assert (int(found.value) if found else None) == wanted


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
