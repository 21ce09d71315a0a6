"""Two arms that share the noun behind the second of them: ``a strict or a lenient policy``."""

import pytest
from tests.extract.made_up_arms import TITLE, View, arms_of, regimens, sizes

from trialgraph.extract.arm_lists import arm_list
from trialgraph.terms.index import TermIndex


@pytest.mark.parametrize(
    ("words", "labels", "given"),
    [
        (
            "Clerks were randomly assigned to group or individual coaching sessions.",
            ["group coaching sessions", "individual coaching sessions"],
            [["group coaching sessions"], ["individual coaching sessions"]],
        ),
        (
            "Patients were randomly assigned to a restrictive or a liberal feeding policy.",
            ["restrictive feeding policy", "liberal feeding policy"],
            [["restrictive feeding policy"], ["liberal feeding policy"]],
        ),
        # What the tables know is what both are given; only the names tell them apart.
        (
            "Patients were randomly assigned to high-dose or low-dose cisplatin for a year.",
            ["high-dose cisplatin", "low-dose cisplatin"],
            [["cisplatin"], ["cisplatin"]],
        ),
        (
            "Adults were randomized to upfront (20 patients) or delayed (21 patients) ABX.",
            ["upfront ABX", "delayed ABX"],
            [["upfront ABX"], ["delayed ABX"]],
        ),
    ],
)
def test_the_noun_of_the_second_is_that_of_both(
    viewed: View, terms: TermIndex, words: str, labels: list[str], given: list[list[str]]
) -> None:
    arms = arms_of(viewed(TITLE + words), terms)
    assert [arm.label for arm in arms] == labels
    assert regimens(arms) == given


def test_the_results_may_call_them_by_fewer_words(viewed: View, terms: TermIndex) -> None:
    words = (
        "Children were randomly assigned to a strict (n = 40) or a lenient (n = 42) bedtime policy."
        "\n\nRESULTS: Sleep was longer in the strict-policy group than in the lenient-policy group."
    )
    arms = arms_of(viewed(TITLE + words), terms)
    assert [arm.label for arm in arms] == ["strict-policy group", "lenient-policy group"]
    assert sizes(arms) == [40, 42]


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        ("early or early feeding", "assigned to"),
        ("early or delayed treatment groups", "assigned to"),
        ("early or delayed feeding", "compared"),
    ],
)
def test_other_pairs_share_no_noun(terms: TermIndex, words: str, rule: str) -> None:
    found = arm_list(words, (0, len(words)), terms, rule)
    assert "either sort" not in [arm.rule for arm in found]


@pytest.mark.parametrize(
    ("words", "given"),
    [
        (
            (
                "They were divided at random: a control group of 30 women given docetaxel alone"
                " and a study group of 31 women given docetaxel plus carboplatin."
            ),
            {"control group": ["docetaxel"], "study group": ["docetaxel", "carboplatin"]},
        ),
        (
            (
                "They were divided at random into an exercise group, which was given supervised"
                " training, and a control group, which received leaflets alone."
            ),
            {"exercise group": ["supervised training"], "control group": ["leaflets"]},
        ),
    ],
)
def test_groups_may_be_told_as_what_received_it(
    viewed: View, terms: TermIndex, words: str, given: dict[str, list[str]]
) -> None:
    arms = arms_of(viewed(TITLE + words), terms)
    assert dict(zip([arm.label for arm in arms], regimens(arms), strict=True)) == given
    assert {arm.label for arm in arms if arm.role == "control"} == {"control group"}
