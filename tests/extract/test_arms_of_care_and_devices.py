"""Arms of care, exercise, devices and shams, and drugs that one word joins with radiation."""

import pytest
from tests.extract.made_up_arms import TITLE, View, arms_of, regimens, sizes

from trialgraph.extract.regimen import components
from trialgraph.terms.index import TermIndex


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("cisplatin-based chemoradiotherapy", ["cisplatin", "chemoradiotherapy"]),
        ("high-dose cisplatin chemoradiation", ["cisplatin", "chemoradiotherapy"]),
        ("zorvexin-based chemoradiotherapy", ["zorvexin-based chemoradiotherapy"]),
        ("chemoendocrine therapy", ["chemotherapy", "endocrine therapy"]),
        ("ambulant first-line chemotherapy", ["chemotherapy"]),
        ("a velotan-coated balloon", ["velotan-coated balloon"]),
        ("a paclitaxel-eluting stent", ["paclitaxel-eluting stent"]),
        ("sham", ["sham procedure"]),
        ("sham acupuncture", ["sham acupuncture"]),
        ("sham stimulation daily on ten working days", ["sham stimulation"]),
        ("self-monitoring", ["self-monitoring"]),
        ("a lowland diet supplemented with walnut oil", ["lowland diet", "walnut oil"]),
        ("Z21 plus docetaxel", ["Z21", "docetaxel"]),
        ("docetaxel ≤ six cycles", ["docetaxel"]),
        ("endocrine therapy with letrozole", ["letrozole"]),
        (
            "acceptance-based cognitive therapy with support to taper antidepressants",
            ["acceptance-based cognitive therapy"],
        ),
    ],
)
def test_a_phrase_names_what_is_given(words: str, names: list[str], terms: TermIndex) -> None:
    assert [each.name for each in components(words, 0, len(words), terms)] == names


def test_radiation_keeps_its_adjectives_before_a_dose(terms: TermIndex) -> None:
    words = "pelvic split-course radiation 40.2 to 50 Gy at 1.4 Gy bid"
    assert [each.printed for each in components(words, 0, len(words), terms)] == [
        "pelvic split-course radiation"
    ]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "Adults were randomly assigned to docetaxel (40 mg weekly) as compared with placebo.",
            [["docetaxel"], ["placebo"]],
        ),
        (
            (
                "Adults were randomised (1:1:1) to needling of the wrist (WR group), needling of "
                "the ankle (AN group), and sham needling (SN group)."
            ),
            [["needling of the wrist"], ["needling of the ankle"], ["sham needling"]],
        ),
        (
            (
                "Adults were randomised to self-weighing of the bag with telemonitoring, "
                "telemonitoring alone, or usual care."
            ),
            [
                ["self-weighing of the bag", "telemonitoring"],
                ["telemonitoring"],
                ["standard of care"],
            ],
        ),
        (
            "Infants aged 3 months to 2 years were randomised to docetaxel or olaparib.",
            [["docetaxel"], ["olaparib"]],
        ),
        (
            (
                "We randomly assigned children aged 4 months to 9 years to 6 days of docetaxel or "
                "to 12 days of olaparib."
            ),
            [["docetaxel"], ["olaparib"]],
        ),
    ],
)
def test_lists_of_arms_are_cut_where_arms_end(
    viewed: View, terms: TermIndex, words: str, expected: list[list[str]]
) -> None:
    assert regimens(arms_of(viewed(TITLE + words), terms)) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "Adults were randomly assigned to undergo or not undergo stenting of the duct.",
            [["stenting of the duct"], []],
        ),
        (
            (
                "Adults were randomised to the most recently available base agent and either "
                "olaparib (1 g) or placebo."
            ),
            [["olaparib"], ["placebo"]],
        ),
        (
            (
                "Adults were assigned to one of three diets: docetaxel, olaparib, or a control "
                "diet (a leaflet)."
            ),
            [["docetaxel"], ["olaparib"], []],
        ),
    ],
)
def test_arms_without_a_drug_are_told_too(
    viewed: View, terms: TermIndex, words: str, expected: list[list[str]]
) -> None:
    assert regimens(arms_of(viewed(TITLE + words), terms)) == expected


def test_names_in_brackets_behind_either_are_kept(viewed: View, terms: TermIndex) -> None:
    told = (
        "Adults were randomised to B with either olaparib (1 g) (OB) or placebo (PB). "
        "RESULTS: Sixty-one patients were allocated to OB and 68 to PB."
    )
    arms = arms_of(viewed(TITLE + told), terms)
    assert [arm.label for arm in arms] == ["OB", "PB"]
    assert sizes(arms) == [61, 68]


def test_the_number_of_both_groups_is_of_neither(viewed: View, terms: TermIndex) -> None:
    told = "We randomly assigned 400 adults to the olaparib and docetaxel groups."
    assert sizes(arms_of(viewed(TITLE + told), terms)) == [None, None]


def test_clusters_are_no_patients(viewed: View, terms: TermIndex) -> None:
    told = (
        "Villages were randomly assigned to docetaxel or olaparib. 15 villages (1330 adults) "
        "were assigned to docetaxel and 16 (1315) to olaparib."
    )
    assert sizes(arms_of(viewed(TITLE + told), terms)) == [None, None]


def test_placebo_that_fills_the_days_makes_no_control(viewed: View, terms: TermIndex) -> None:
    told = (
        "We randomly assigned adults to 5 days of olaparib followed by 5 days of placebo or to "
        "10 days of olaparib."
    )
    assert [arm.role for arm in arms_of(viewed(TITLE + told), terms)] == ["unclear", "unclear"]


def test_who_is_given_nothing_is_the_control(viewed: View, terms: TermIndex) -> None:
    told = (
        "Adults were randomised to needling of the wrist (WR group), needling of the ankle (AN "
        "group), sham needling (SN group), and no needling (wait list group). RESULTS: Pain fell "
        "more in the WR group than in the AN group."
    )
    roles = [arm.role for arm in arms_of(viewed(TITLE + told), terms)]
    assert roles == ["experimental", "experimental", "control", "control"]


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("to undergo (14 men) or not undergo (15) resection.", [14, 15]),
        ("to undergo (most) or not undergo resection.", [None, None]),
    ],
)
def test_who_is_not_treated_may_be_counted(
    viewed: View, terms: TermIndex, words: str, wanted: list[int | None]
) -> None:
    arms = arms_of(viewed(f"{TITLE}Adults were randomised {words}"), terms)
    assert regimens(arms) == [["surgery"], []]
    assert sizes(arms) == wanted


@pytest.mark.parametrize(
    ("words", "expected", "roles"),
    [
        (
            "Adults were randomised to interruption of olaparib or continuation of olaparib.",
            [[], ["olaparib"]],
            ["experimental", "control"],
        ),
        (
            "Adults were randomised into two groups, one with olaparib and one with docetaxel.",
            [["olaparib"], ["docetaxel"]],
            ["unclear", "unclear"],
        ),
        (
            (
                "All patients received olaparib and were randomly assigned to docetaxel or placebo "
                "for ten weeks."
            ),
            [["docetaxel", "olaparib"], ["placebo", "olaparib"]],
            ["experimental", "control"],
        ),
        (
            (
                "Adults were randomised (1:1:1) to a single intravenous infusion of either "
                "docetaxel 90 µg/kg per h (DX90), docetaxel 60 µg/kg per h (DX60), or placebo."
            ),
            [["docetaxel"], ["docetaxel"], ["placebo"]],
            ["experimental", "experimental", "control"],
        ),
        (
            (
                "Adults were randomised to a walking school programme (stride), comprising weekly "
                "meetings and phone calls, or to a control group that got a leaflet."
            ),
            [["walking school programme"], []],
            ["experimental", "control"],
        ),
    ],
)
def test_arms_that_stop_and_arms_told_one_by_one(
    viewed: View, terms: TermIndex, words: str, expected: list[list[str]], roles: list[str]
) -> None:
    arms = arms_of(viewed(TITLE + words), terms)
    assert regimens(arms) == expected
    assert [arm.role for arm in arms] == roles


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("two separate doses of 20 mg of velotan 3 weeks apart", ["velotan"]),
        ("a 4+1 timetable", []),
        ("docetaxel+5-fluorouracil", ["docetaxel", "fluorouracil"]),
        ("docetaxel 6 hours following surgery", ["docetaxel"]),
        ("progressive outpatient physiotherapy", ["progressive outpatient physiotherapy"]),
    ],
)
def test_schedules_are_no_part_of_a_name(words: str, names: list[str], terms: TermIndex) -> None:
    assert [each.name for each in components(words, 0, len(words), terms)] == names


def test_the_number_of_clusters_begins_no_name(viewed: View, terms: TermIndex) -> None:
    told = (
        "Forty practices were randomised: 20 practices (410 adults) to olaparib and 20 (390 "
        "adults) to docetaxel."
    )
    assert regimens(arms_of(viewed(TITLE + told), terms)) == [["olaparib"], ["docetaxel"]]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "olaparib or placebo daily for up to 7 cycles of docetaxel.",
            [["olaparib", "docetaxel"], ["placebo", "docetaxel"]],
        ),
        ("olaparib or placebo for 7 courses of velotan rinsing.", [["olaparib"], ["placebo"]]),
    ],
)
def test_a_placebo_goes_with_the_cycles_of_a_drug(
    viewed: View, terms: TermIndex, words: str, expected: list[list[str]]
) -> None:
    arms = arms_of(viewed(f"{TITLE}Adults were randomised to {words}"), terms)
    assert regimens(arms) == expected
