"""Values beside which no arm is named: they stand in the order of a sentence before."""

import pytest
from tests.extract.made_up_values import TWO, arm, figure, values

from trialgraph.model.trial import Arm

UNKNOWN = (arm("N", "unclear", 0), arm("P", "unclear", 1))
THREE = (arm("L", "experimental", 0), arm("H", "experimental", 1), arm("P", "control", 2))


def read(*words: str, arms: tuple[Arm, ...] = TWO) -> list[str]:
    found = values(("results", " ".join(words)), arms=arms)
    return [f"{one.end_point} {one.arm} {figure(one.value)}" for one in found]


LISTED = "The ORR was 12% with P and 19% with N overall."


@pytest.mark.parametrize("arms", [TWO, UNKNOWN])
def test_what_is_shared_out_follows_the_order_of_the_list_before(arms: tuple[Arm, ...]) -> None:
    said = "The DCR was 40% and 60% of patients, respectively."
    assert read(LISTED, said, arms=arms)[2:] == ["DCR P 40", "DCR N 60"]


def test_a_pair_without_respectively_follows_arms_of_unknown_roles() -> None:
    assert read(LISTED, "The DCR was 40% and 60%.", arms=UNKNOWN)[2:] == ["DCR P 40", "DCR N 60"]


def test_a_list_of_arms_without_values_orders_nothing() -> None:
    said = "Patients on N and patients on P were alike. The DCR was 40% and 60%."
    assert read(said, arms=UNKNOWN) == []


def test_what_is_compared_first_orders_no_plain_pair() -> None:
    said = "Compared with P (ORR 12%), N was better (ORR 19%). Safety was alike. Calm, too."
    assert read(said, "The DCR was 40% and 60%.", arms=UNKNOWN) == ["ORR P 12", "ORR N 19"]


ALL_LISTED = "The ORR was 20% with L, 30% with H, and 10% with P overall."


@pytest.mark.parametrize(
    ("before", "said", "found"),
    [
        (
            ALL_LISTED,
            "The DCR was 50%, 60%, and 40%, respectively.",
            ["DCR L 50", "DCR H 60", "DCR P 40"],
        ),
        # Three numbers that nothing shares out, and two for three arms.
        (ALL_LISTED, "The DCR was 50%, 60%, and 40%.", []),
        (ALL_LISTED, "The DCR was 50% and 40%, apart.", []),
        # An arm is missing.
        (
            "The ORR was 20% with L and 30% with H. All was well. It was so.",
            "The DCR was 50%, 60%, and 40%, respectively.",
            [],
        ),
    ],
)
def test_values_of_three_arms_follow_a_list_of_all_of_them(
    before: str, said: str, found: list[str]
) -> None:
    assert [one for one in read(before, said, arms=THREE) if one.startswith("DCR")] == found


def test_arms_named_behind_another_value_are_not_those_of_a_list() -> None:
    words = "The ORR was 85%, 89%, and 91% with L and H, and 35% with P."
    assert "ORR P 91" not in read(words, arms=THREE)
