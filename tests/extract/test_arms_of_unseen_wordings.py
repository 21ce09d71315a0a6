"""Arms as abstracts tell them in yet other ways: by noun, group by group, what all receive."""

import pytest
from tests.extract.made_up_arms import TITLE, View, arms_of, regimens, sizes

from trialgraph.extract.arms import draft_arms
from trialgraph.extract.regimen import components
from trialgraph.terms.index import TermIndex


@pytest.mark.parametrize(
    "words",
    [
        "Random assignment was 1:1 to cisplatin + erlotinib or cisplatin + placebo.",
        (
            "Randomized treatment allocation was to cisplatin plus erlotinib or cisplatin with"
            " placebo."
        ),
        (
            "Randomisation was in a 2:1 ratio to receive cisplatin plus erlotinib or cisplatin plus"
            " placebo."
        ),
    ],
)
def test_a_noun_may_say_that_patients_were_assigned(
    viewed: View, terms: TermIndex, words: str
) -> None:
    arms = arms_of(viewed(TITLE + words), terms)
    assert regimens(arms) == [["cisplatin", "erlotinib"], ["cisplatin", "placebo"]]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            (
                "Those in the combination group received three cycles of chemotherapy (100 mg/m2"
                " cisplatin and 85 mg/m2 docetaxel) followed by radiotherapy within a month, while"
                " those of the control group were given chemotherapy alone."
            ),
            [["cisplatin", "docetaxel", "radiotherapy"], ["cisplatin", "docetaxel"]],
        ),
        (
            "Group A received oral capecitabine until progression; group B was given docetaxel.",
            [["capecitabine"], ["docetaxel"]],
        ),
        (
            (
                "The experimental arm underwent surgery and received docetaxel. The standard arm"
                " underwent surgery."
            ),
            [["surgery", "docetaxel"], ["surgery"]],
        ),
    ],
)
def test_arms_are_told_group_by_group(
    viewed: View, terms: TermIndex, words: str, expected: list[list[str]]
) -> None:
    told = f"Patients were randomly assigned to two groups. {words}"
    assert regimens(arms_of(viewed(TITLE + told), terms)) == expected


@pytest.mark.parametrize(
    "words",
    [
        "The docetaxel group received salvage surgery (12%) and the erlotinib group radiotherapy.",
        "The first group received docetaxel, and each group received cisplatin.",
        "The A group received water, the B group received docetaxel.",
        "The A group received docetaxel, the A group received cisplatin.",
        "The A group received docetaxel, the B group received docetaxel.",
    ],
)
def test_counts_and_doubtful_groups_make_no_arms(
    viewed: View, terms: TermIndex, words: str
) -> None:
    assert draft_arms(viewed(f"A trial of care.\n\nMETHODS: {words}"), terms) == []


@pytest.mark.parametrize(
    ("title", "control"),
    [
        ("Oral erlotinib versus intravenous docetaxel in lung cancer", "docetaxel group"),
        ("Erlotinib compared with docetaxel for lung cancer", "docetaxel group"),
        ("Docetaxel vs erlotinib: a phase 3 trial", "erlotinib group"),
    ],
)
def test_the_title_says_which_arm_is_compared_with_which(
    viewed: View, terms: TermIndex, title: str, control: str
) -> None:
    text = (
        f"{title}.\n\nMETHODS: Patients were randomly assigned to docetaxel or erlotinib.\n\n"
        "RESULTS: Rash was commoner in the docetaxel group than in the erlotinib group, and pain"
        " was commoner in the erlotinib group than in the docetaxel group."
    )
    roles = {arm.label: arm.role for arm in arms_of(viewed(text), terms)}
    assert roles[control] == "control"


def test_two_schedules_against_one_drug_keep_their_roles_in_a_noninferiority_trial(
    viewed: View, terms: TermIndex
) -> None:
    text = (
        "Docetaxel versus erlotinib.\n\nMETHODS: Patients were randomly assigned to docetaxel 75"
        " mg, docetaxel 35 mg, or erlotinib. The trial tested noninferiority."
    )
    assert [arm.role for arm in arms_of(viewed(text), terms)] == [
        "experimental",
        "experimental",
        "control",
    ]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("docetaxel or erlotinib, followed by surgery", [["docetaxel"], ["erlotinib"]]),
        (
            "docetaxel or erlotinib, both followed by radical cystectomy",
            [["docetaxel"], ["erlotinib"]],
        ),
        (
            "docetaxel or erlotinib, followed by capecitabine",
            [["docetaxel", "capecitabine"], ["erlotinib", "capecitabine"]],
        ),
    ],
)
def test_the_operation_that_all_have_in_the_end_is_no_part_of_an_arm(
    viewed: View, terms: TermIndex, words: str, expected: list[list[str]]
) -> None:
    told = f"Patients were randomly assigned to {words}."
    assert regimens(arms_of(viewed(TITLE + told), terms)) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("docetaxel or surgery alone", [["docetaxel", "surgery"], ["surgery"]]),
        ("capecitabine or radiotherapy only", [["capecitabine", "radiotherapy"], ["radiotherapy"]]),
        ("chemoradiotherapy or radiotherapy alone", [["chemoradiotherapy"], ["radiotherapy"]]),
        ("docetaxel or erlotinib alone", [["docetaxel"], ["erlotinib"]]),
        ("surgery alone or radiotherapy alone", [["surgery"], ["radiotherapy"]]),
    ],
)
def test_what_one_of_two_arms_has_alone_the_other_has_too(
    viewed: View, terms: TermIndex, words: str, expected: list[list[str]]
) -> None:
    told = f"Patients were randomly assigned to {words}."
    assert regimens(arms_of(viewed(TITLE + told), terms)) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Both arms received cisplatin.", ["docetaxel", "cisplatin"]),
        ("Patients in both groups also received cisplatin.", ["docetaxel", "cisplatin"]),
        ("All participants were treated with cisplatin.", ["docetaxel", "cisplatin"]),
        ("All patients received subsequent radiotherapy.", ["docetaxel"]),
        ("All patients received prior cisplatin.", ["docetaxel"]),
    ],
)
def test_what_all_patients_receive_belongs_to_every_arm(
    viewed: View, terms: TermIndex, words: str, expected: list[str]
) -> None:
    told = f"Patients were randomly assigned to docetaxel or erlotinib. {words}"
    assert regimens(arms_of(viewed(TITLE + told), terms))[0] == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            (
                "standard clinical follow-up (n=84) or to an intensive follow-up (n=91) that"
                " included chest scans"
            ),
            [["clinical follow-up"], ["intensive follow-up"]],
        ),
        ("aerobic exercise or control (usual life) for 1 year", [["exercise"], []]),
        ("docetaxel or erlotinib in a 1:1 ratio", [["docetaxel"], ["erlotinib"]]),
        (
            "docetaxel or erlotinib alone between May 2010 and June 2012",
            [["docetaxel"], ["erlotinib"]],
        ),
    ],
)
def test_a_clause_after_an_arm_does_not_hide_it(
    viewed: View, terms: TermIndex, words: str, expected: list[list[str]]
) -> None:
    told = f"Patients were randomly assigned to {words}."
    assert regimens(arms_of(viewed(TITLE + told), terms)) == expected


@pytest.mark.parametrize(
    "words",
    [
        "who received docetaxel 35 mg/mL, 0.5 mL once daily, or matched placebo for 28 days",
        "who received titrated docetaxel or a placebo",
        "who were treated with docetaxel or matching placebo",
    ],
)
def test_a_regimen_or_placebo_that_patients_received_makes_the_arms(
    viewed: View, terms: TermIndex, words: str
) -> None:
    text = f"A randomised trial.\n\nMETHODS: Participants were adults {words}."
    assert regimens(arms_of(viewed(text), terms)) == [["docetaxel"], ["placebo"]]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("docetaxel (75 mg/m2 every 3 weeks, plus 10 mg daily prednisone)", ["prednisone"]),
        ("docetaxel (75 mg/m2 with prednisone and filgrastim)", ["prednisone", "filgrastim"]),
        ("docetaxel (75 mg/m2 every 3 weeks and then surgery)", []),
        ("docetaxel (75 mg/m2, cisplatin or carboplatin)", []),
        ("docetaxel (given with prednisone)", []),
        ("docetaxel or gemcitabine (1000 mg/m2 with prednisone)", []),
    ],
)
def test_parentheses_may_add_a_drug_to_a_dose(
    terms: TermIndex, words: str, expected: list[str]
) -> None:
    found = [each.name for each in components(words, 0, len(words), terms)]
    assert [name for name in found if name not in {"docetaxel", "gemcitabine"}] == expected


def test_a_second_assignment_adds_nothing_to_the_first(viewed: View, terms: TermIndex) -> None:
    told = (
        "Patients were randomly assigned to docetaxel or erlotinib. At progression they were"
        " randomly assigned to gemcitabine (n = 40) or capecitabine (n = 41)."
    )
    arms = arms_of(viewed(TITLE + told), terms)
    assert regimens(arms) == [["docetaxel"], ["erlotinib"]]
    assert sizes(arms) == [None, None]


@pytest.mark.parametrize(
    "before",
    [
        "PURPOSE: To compare two drugs in a phase 2 study PATIENTS AND METHODS:",
        "BACKGROUND: Survival is below 20% METHODS:",
        "OBJECTIVE: To study drugs in adults DESIGN, SETTING, AND PARTICIPANTS:",
    ],
)
def test_a_label_in_capitals_opens_a_part_after_a_lost_full_stop(
    viewed: View, terms: TermIndex, before: str
) -> None:
    text = (
        f"A trial of drugs.\n\n{before} Patients were randomly assigned to docetaxel or erlotinib."
    )
    view = viewed(text)
    assert [each.section for each in view.sentences][-1] == "methods"
    assert regimens(arms_of(view, terms)) == [["docetaxel"], ["erlotinib"]]
