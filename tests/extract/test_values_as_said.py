"""Values whose order, time point or patients their own sentence tells."""

import pytest
from tests.extract.made_up_values import arm, figure, values

TWO = (arm("novumab", "experimental", 0), arm("placebo", "control", 1))
THREE = (*TWO, arm("oldine", "control", 2))


def read(words: str) -> list[str]:
    found = values(("results", words), arms=TWO)
    return [f"{one.end_point}: {one.arm} {figure(one.value)}" for one in found]


MORE = ["ORR: novumab 45", "ORR: placebo 30"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("The response rate was higher with novumab than with placebo (45% v 30%).", MORE),
        ("The response rate was lower with placebo than with novumab (30% v 45%).", MORE),
        ("Novumab increased the response rate more than placebo did (45% v 30%).", MORE),
        ("Compared with placebo, novumab increased the response rate (45% v 30%).", MORE),
        ("Compared with placebo, novumab increased the response rate (30% v 45%).", MORE),
        ("Placebo was worse than novumab, with a lower response rate (30% v 45%).", MORE),
        # Alike, or more than two things are said to differ.
        ("The response rate was higher with novumab (45% v 45%).", [MORE[0], "ORR: placebo 45"]),
        # What the sentence says, and the order in which it names its arms, exclude each other.
        ("The response rate was lower with novumab than with placebo (45% v 30%).", []),
        ("The response rate was higher with placebo (30% v 45%).", []),
        ("Novumab gave a higher response rate than placebo (rates of 30% v 45%).", []),
    ],
)
def test_an_order_of_values_is_one_that_their_sentence_bears_out(
    words: str, found: list[str]
) -> None:
    assert sorted(read(words)) == sorted(found)


@pytest.mark.parametrize(
    "words",
    [
        # Denied, or of what is left over.
        "The response rate was not higher with novumab than with placebo (30% v 45%).",
        "Novumab raised the risk of early failure, with a smaller response rate (30% v 45%).",
        # Both ways at once.
        "Novumab gave fewer but longer stays and changed the response rate (30% v 45%).",
        # The bracket tells what the values are of by itself.
        "Relapse was lower on placebo than on novumab (response rate 30% v 45%).",
    ],
)
def test_where_nothing_is_said_of_its_sizes_the_order_stays(words: str) -> None:
    assert "ORR: novumab 30" in read(words) or "ORR: placebo 30" in read(words)


def test_an_arm_that_is_not_compared_orders_no_others() -> None:
    words = "The response rate was higher with oldine, and with novumab or placebo (30% v 45%)."
    found = values(("results", words), arms=THREE)
    assert all(one.arm != "oldine" for one in found)


@pytest.mark.parametrize(
    ("words", "times"),
    [
        ("Healing at week 48 was seen in 88% on novumab and 85% on placebo.", ["48 weeks"] * 2),
        ("At month 6, healing was seen in 88% on novumab and 85% on placebo.", ["6 months"] * 2),
        ("Survival at month 24 was 60% with novumab and 50% with placebo.", ["24 months"] * 2),
        (
            "At week 12, the mean pain score was 3.2 with novumab and 4.5 with placebo.",
            ["12 weeks"] * 2,
        ),
        ("Healing in weeks 2 to 4 was seen in 8% on novumab and 5% on placebo.", ["", ""]),
        ("Healing at week 2 to 4 was seen in 8% on novumab and 5% on placebo.", ["", ""]),
    ],
)
def test_a_time_point_may_be_numbered(words: str, times: list[str]) -> None:
    assert [one.at for one in values(("results", words), arms=TWO)] == times


def test_values_in_a_bracket_are_of_the_patients_named_before_it() -> None:
    words = (
        "Novumab did better than placebo in both the high-risk group (median TTP, 13 v 9 months)"
        " and in the low-risk group (median TTP, 24 v 20 months)."
    )
    found = values(("results", words), arms=TWO)
    assert [(figure(one.value), one.population) for one in found] == [
        ("13", "subgroup: high-risk group"),
        ("9", "subgroup: high-risk group"),
        ("24", "subgroup: low-risk group"),
        ("20", "subgroup: low-risk group"),
    ]


def test_a_group_that_is_an_arm_is_no_subgroup() -> None:
    arms = (arm("high dose group", "experimental", 0), arm("low dose group", "control", 1))
    words = "Response was seen in the high dose group (45%) and in the low dose group (30%)."
    found = values(("results", words), arms=arms)
    assert {one.population for one in found} <= {"all"}


def test_the_share_of_those_who_reached_something_is_of_all() -> None:
    words = (
        "The proportion of patients who achieved full healing was 60% with novumab and 30%"
        " with placebo."
    )
    found = values(("results", words), arms=TWO)
    assert [one.population for one in found] == ["all", "all"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (
            "Compared with placebo, novumab lowered the rate of relapse (12% v 25%).",
            ["relapse: novumab 12", "relapse: placebo 25"],
        ),
        (
            "Novumab improved wound closure as compared with placebo (45% v 30%).",
            ["wound closure: novumab 45", "wound closure: placebo 30"],
        ),
        (
            "At week 8, 31% of those on novumab and 12% on placebo were in clinical remission.",
            ["clinical remission: novumab 31", "clinical remission: placebo 12"],
        ),
        (
            "Fewer women on novumab than on placebo relapsed within 12 months (12% v 25%).",
            ["relapse: novumab 12", "relapse: placebo 25"],
        ),
        (
            "By day 14, 45% of the novumab group and 31% of the placebo group had recovered.",
            ["recovery: novumab 45", "recovery: placebo 31"],
        ),
        (
            "In all, 45 of 99 on novumab (45%) and 30 of 98 on placebo (31%) relapsed.",
            ["relapse: novumab 45", "relapse: placebo 31"],
        ),
        (
            "Calm was better; 45% with novumab and 31% with placebo had a flare, and all improved.",
            ["flare: novumab 45", "flare: placebo 31"],
        ),
        ("Later, 45% with novumab and 31% with placebo improved their diet.", []),
    ],
)
def test_what_patients_did_names_an_end_point(words: str, found: list[str]) -> None:
    assert read(words) == found


def test_means_may_be_told_by_their_letter() -> None:
    words = (
        "Sadness scores were lower in the novumab group (M = 4.78, SD = 3.56) than in the placebo"
        " group (M = 6.91, SD = 5.86)."
    )
    assert read(words) == ["sadness scores: novumab 4.78", "sadness scores: placebo 6.91"]
