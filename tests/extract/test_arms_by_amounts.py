"""Which arm an estimate is of, as amounts, shares and the words of a ratio tell."""

from dataclasses import replace

import pytest
from tests.extract.made_up_estimates import THREE_ARMS, arm, one, read, trial

ARMS = ("novumab group", "placebo group")
TURNED = ARMS[::-1]


@pytest.mark.parametrize(
    ("words", "pair"),
    [
        ("Falls were more frequent with placebo (risk difference 8%, 95% CI 3% to 13%).", TURNED),
        ("Falls were more frequent with novumab (risk difference 8%, 95% CI 3% to 13%).", ARMS),
        ("Falls were less frequent with novumab (odds ratio 1.60, 95% CI 1.2 to 2.2).", TURNED),
        ("Falls were less frequent with novumab (odds ratio 0.60, 95% CI 0.3 to 0.9).", ARMS),
        ("Falls were as frequent with novumab (odds ratio 1.60, 95% CI 0.2 to 2.2).", ARMS),
        (
            "Falls were lower in the novumab group than in the placebo group (RR, 1.30; P=0.04).",
            TURNED,
        ),
        ("Falls were lower in the novumab group; placebo (RR, 1.30; P=0.04).", ARMS),
        (
            "Itch was rarer (P=0.1), and falls were more common with placebo (RR, 1.30; P=0.04).",
            TURNED,
        ),
        ("Relief of falls was not higher with placebo (RR, 1.30; P=0.40).", ARMS),
        ("The reduction in falls was higher with placebo (RR, 1.30; P=0.40).", ARMS),
        ("Falls were more frequent with placebo (HR, 0.60; P=0.04).", ARMS),
        ("Falls were more frequent with placebo (RR, 1.00; P=0.94).", ARMS),
        ("Falls were more frequent with placebo, RR, 1.30; P=0.04.", ARMS),
        ("Falls were more frequent with water (RR, 1.30; P=0.04).", ARMS),
    ],
)
def test_the_arm_that_has_more_is_the_one_that_the_figure_says(
    words: str, pair: tuple[str, str]
) -> None:
    found = one(words)
    assert (found.experimental, found.comparator) == pair


def test_amounts_say_nothing_of_the_order_in_a_trial_of_three_arms() -> None:
    words = "Falls were more frequent with cedrug than with bedrug (RR, 0.70; P=0.04)."
    found, _ = read(("results", words), of=trial(THREE_ARMS))
    assert [each.experimental for each in found] != ["A + B"]


@pytest.mark.parametrize(
    ("words", "pair"),
    [
        ("The hazard ratio for death with placebo was 3.10 (P=0.01).", TURNED),
        ("The hazard ratio for death with placebo as the reference was 0.40 (P=0.01).", ARMS),
        ("The odds ratio for death was 3.10 in those given placebo (P=0.01).", ARMS),
        ("The hazard ratio for death in the novumab group was 0.40 (P=0.01).", ARMS),
    ],
)
def test_the_only_arm_that_a_ratio_names_is_its_numerator(
    words: str, pair: tuple[str, str]
) -> None:
    found = one(words)
    assert (found.experimental, found.comparator) == pair


def test_one_arm_named_of_several_leaves_the_other_open() -> None:
    words = "The hazard ratio for death with bedrug was 3.10 (P=0.01)."
    found = one(words, of=trial((*THREE_ARMS[1:], arm("D", "experimental", 3, "dedrug"))))
    assert found.comparator != "D"


SHARES = "Falls occurred in 40 (20%) given novumab and 60 (30%) of women receiving placebo "


@pytest.mark.parametrize(
    ("words", "pair"),
    [
        (f"{SHARES}(relative risk 0.67, 95% CI 0.5 to 0.9).", ARMS),
        (f"{SHARES}(relative risk 1.50, 95% CI 1.1 to 2.0).", TURNED),
        (f"{SHARES}(odds ratio 1.71, 95% CI 1.1 to 2.6).", TURNED),
        (f"{SHARES}(odds ratio 9.00, 95% CI 1.1 to 26).", ARMS),
        (f"{SHARES}(difference 10.0%, 95% CI 4 to 16).", TURNED),
        (f"{SHARES}(difference -10.0%, 95% CI -16 to -4).", ARMS),
        (f"{SHARES}(hazard ratio 0.95, 95% CI 0.8 to 2.0).", ARMS),
        (
            "Falls occurred in 100% given novumab and 90% given placebo (odds ratio 0.02; P=0.04).",
            TURNED,
        ),
        (
            "Falls occurred in 20% (of 200) with novumab and 30% with tablets (RR, 1.50; P=0.04).",
            TURNED,
        ),
        (
            "Falls occurred in 20% with capsules and 30% with tablets (RR, 1.50; P=0.04).",
            ARMS,
        ),
        ("Falls occurred in 0% with novumab and 30% with placebo (RR, 0.10; P=0.04).", ARMS),
    ],
)
def test_shares_beside_the_arms_settle_which_is_over_which(
    words: str, pair: tuple[str, str]
) -> None:
    found = one(words)
    assert (found.experimental, found.comparator) == pair


def test_what_has_no_shares_follows_the_same_figure_in_other_patients() -> None:
    first = f"{SHARES}(difference 10.0%, 95% CI 4 to 16)."
    words = f"{first} By protocol, the difference in falls was 11.0% (95% CI 5 to 17)."
    found, _ = read(("results", words))
    assert [(each.experimental, each.comparator) for each in found] == [TURNED] * len(found)


def test_open_arms_of_two_take_the_order_of_their_shares() -> None:
    arms = tuple(replace(each, role="unclear") for each in trial().arms)
    found = one(f"{SHARES}(relative risk 1.50, 95% CI 1.1 to 2.0).", of=trial(arms))
    assert (found.experimental, found.comparator) == TURNED
