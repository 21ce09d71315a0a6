"""Sizes of arms and of the trial: in brackets, sums, treated, planned, of a part, of a role."""

import pytest
from tests.extract.made_up_arms import TITLE, View, arms_of, sizes

from trialgraph.extract.randomised import n_randomised
from trialgraph.terms.index import TermIndex

ASSIGNED = "Patients were randomly assigned to olaparib or docetaxel. RESULTS: "


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (
            (
                "A total of 300 men were randomised (150 to olaparib plus docetaxel and 150 to "
                "docetaxel)."
            ),
            [150, 150],
        ),
        (
            "In all, 90 women were randomised (44 to letrozole and 46 to tamoxifen).",
            [44, 46],
        ),
        (
            "Patients were randomised to olaparib or placebo (5 to nobody and 6 to 7).",
            [None, None],
        ),
        (
            "Of 210 patients who were randomised (105 to erlotinib and 105 to placebo), 9 died.",
            [105, 105],
        ),
        (
            (
                "Patients were randomised to group A (docetaxel plus erlotinib; n=50), group B "
                "(docetaxel plus olaparib; n=51) or group C (docetaxel; n=49)."
            ),
            [50, 51, 49],
        ),
        (
            (
                "Patients were randomised to olaparib or placebo. RESULTS: In all, 120 patients "
                "were "
                "randomised (olaparib 61; placebo 59)."
            ),
            [61, 59],
        ),
        (
            (
                "Patients were randomised to an early strategy (212 participants) or a delayed "
                "strategy (208)."
            ),
            [212, 208],
        ),
        (
            (
                "Patients were randomised to olaparib or docetaxel. RESULTS: Patients received "
                "olaparib 300 mg (n = 83) or docetaxel 75 mg/m2 (n = 85)."
            ),
            [83, 85],
        ),
        (
            (
                "Patients were randomised to olaparib plus docetaxel or placebo plus docetaxel. "
                "RESULTS: In the intent-to-treat population (olaparib, n = 64; placebo, n = 63), "
                "survival was longer."
            ),
            [64, 63],
        ),
        (
            (
                "Patients were randomly assigned to olaparib or placebo. RESULTS: A total of 219 "
                "participants 21 to 68 years of age were assigned to olaparib, and 107 to placebo."
            ),
            [219, 107],
        ),
    ],
)
def test_sizes_stand_in_brackets_and_after_doses(
    viewed: View, terms: TermIndex, words: str, wanted: list[int | None]
) -> None:
    assert sizes(arms_of(viewed(TITLE + words), terms)) == wanted


@pytest.mark.parametrize(
    "words",
    [
        "In part 1, we randomly allocated 168 patients. In part 2, 61 patients were randomised.",
        "In part A, 40 patients were randomly assigned to a dose.",
        "In stage 2, we randomly assigned 200 patients to two groups.",
    ],
)
def test_the_patients_of_a_part_are_not_all_patients(viewed: View, words: str) -> None:
    assert n_randomised(viewed(TITLE + words), [100, 68]) is None


@pytest.mark.parametrize(
    ("results", "expected"),
    [
        ("Of 187 treated patients, 125 received erlotinib and 62 docetaxel.", [125, 62]),
        (
            (
                "Of 190 patients randomly assigned, 187 received treatment (125 received erlotinib,"
                " and 62 received docetaxel)."
            ),
            [125, 62],
        ),
        (
            (
                "We enrolled 190 adults; 125 and 62 participants received at least one dose of"
                " erlotinib or docetaxel, respectively."
            ),
            [125, 62],
        ),
        (
            (
                "A total of 190 patients underwent randomization and 187 started treatment: 125 in"
                " the erlotinib group and 62 in the docetaxel group."
            ),
            [125, 62],
        ),
        ("Of 290 patients randomly assigned, 125 received erlotinib and 62 docetaxel.", [None] * 2),
        ("Of 200 treated patients, 125 received erlotinib and 62 docetaxel.", [None, None]),
    ],
)
def test_nearly_all_who_were_treated_stand_in_for_the_numbers_assigned(
    viewed: View, terms: TermIndex, results: str, expected: list[int | None]
) -> None:
    words = f"Patients were randomly assigned to erlotinib or docetaxel.\n\nRESULTS: {results}"
    assert sizes(arms_of(viewed(TITLE + words), terms)) == expected


def test_a_number_treated_is_not_the_number_randomised(viewed: View) -> None:
    words = (
        "Patients were randomly assigned to erlotinib or docetaxel.\n\n"
        "RESULTS: Of 187 treated patients, 125 received erlotinib and 62 docetaxel."
    )
    assert n_randomised(viewed(TITLE + words), [125, 62]) is None


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            (
                "Three hundred patients were randomly assigned, and 284 patients were eligible,"
                " with 142 patients in each regimen."
            ),
            [142, 142],
        ),
        ("The design required 284 patients, with 142 patients in each arm.", [None, None]),
        ("It was planned to enrol 142 patients per arm.", [None, None]),
        ("We would have needed 142 patients in each group for a power of 80%.", [None, None]),
    ],
)
def test_a_planned_number_in_each_arm_is_no_size(
    viewed: View, terms: TermIndex, words: str, expected: list[int | None]
) -> None:
    told = f"Patients were randomly assigned to erlotinib or docetaxel. {words}"
    assert sizes(arms_of(viewed(TITLE + told), terms)) == expected


@pytest.mark.parametrize(
    "words",
    [
        (
            "158 patients were assigned to receive docetaxel every 3 weeks, 161 to receive"
            " docetaxel every week, and 159 to receive erlotinib."
        ),
        (
            "158 were randomly assigned to docetaxel every 3 weeks, 161 to docetaxel every week and"
            " 159 to erlotinib."
        ),
        (
            "158 women were allocated to receive docetaxel 75 mg, 161 to receive docetaxel 35 mg,"
            " and 159 to receive erlotinib."
        ),
    ],
)
def test_sizes_of_one_drug_in_two_schedules_go_by_the_order(
    viewed: View, terms: TermIndex, words: str
) -> None:
    told = (
        "Patients were randomly assigned to docetaxel every 3 weeks, docetaxel every week, or"
        f" erlotinib.\n\nRESULTS: {words}"
    )
    assert sizes(arms_of(viewed(TITLE + told), terms)) == [158, 161, 159]


@pytest.mark.parametrize("mark", [">40", "≥40", "> 40"])
def test_a_threshold_is_no_size(viewed: View, terms: TermIndex, mark: str) -> None:
    told = f"Adults with total scores {mark} were randomly assigned to docetaxel or erlotinib."
    assert sizes(arms_of(viewed(TITLE + told), terms)) == [None, None]


def test_roles_without_sizes_add_none(viewed: View, terms: TermIndex) -> None:
    told = (
        "Patients were randomly assigned to docetaxel plus cisplatin or cisplatin alone. They were"
        " randomly assigned to the experimental arm or the control arm."
    )
    assert sizes(arms_of(viewed(TITLE + told), terms)) == [None, None]


@pytest.mark.parametrize(
    "group",
    [
        "experimental arm (n = 61) or the control arm (n = 59)",
        "control group (n = 59) or the intervention group (n = 61)",
    ],
)
def test_sizes_of_roles_belong_to_the_arms_of_these_roles(
    viewed: View, terms: TermIndex, group: str
) -> None:
    told = (
        "Patients were randomly assigned to docetaxel plus cisplatin or cisplatin alone. They were"
        f" randomly assigned to the {group}."
    )
    assert sizes(arms_of(viewed(TITLE + told), terms)) == [61, 59]


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
        ("Of 410 patients screened, 362 were randomly assigned to A (n=180) or B (n=182).", 362),
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
