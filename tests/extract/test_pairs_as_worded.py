"""Which arms an estimate holds against each other, as the words beside it tell."""

import pytest
from tests.extract.made_up_estimates import one

ARMS = ("novumab group", "placebo group")


@pytest.mark.parametrize(
    ("words", "pair"),
    [
        (
            "OS was longer with ABCOX vs XYZIRI whatever else was given (HR, 0.60; P=0.01).",
            ("ABCOX", "XYZIRI"),
        ),
        (
            "PFS did not differ between LMN/Q versus the RST (hazard ratio 0.90; P=0.40).",
            ("LMN/Q", "RST"),
        ),
        ("For ABCOX compared with XYZIRI, seen apart [OS HR 0.60, P=0.01].", ARMS),
        ("OS was longer with novumab versus XYZIRI (HR, 0.60; P=0.01).", ARMS),
        ("OS was longer with novumab versus placebo (HR, 0.60; P=0.01).", ARMS),
    ],
)
def test_two_treatments_that_are_no_arms_keep_their_names(
    words: str, pair: tuple[str, str]
) -> None:
    found = one(words)
    assert (found.experimental, found.comparator) == pair


@pytest.mark.parametrize(
    ("words", "is_turned"),
    [
        ("OS was longer with novumab than with placebo (HR, 1.40; 95% CI, 1.1 to 1.8).", True),
        ("Median PFS for novumab was significantly longer than for placebo (HR, 1.64).", True),
        ("OS was shorter with placebo compared with novumab (HR, 1.40; P=0.01).", True),
        ("PFS was improved in the placebo group over the novumab group (HR, 0.70).", True),
        ("OS was longer with novumab than with placebo (HR, 0.70; P=0.01).", False),
        ("OS was shorter with novumab than with placebo (HR, 1.40; P=0.01).", False),
        ("OS was longer with novumab than with placebo (HR, 1.05; P=0.60).", False),
        ("OS was longer with novumab than placebo (HR for novumab vs placebo, 1.40).", False),
        ("Response was longer with novumab than with placebo (ORR odds ratio, 1.40).", False),
        ("OS longer with novumab than placebo; longer with placebo than novumab (HR, 1.4).", False),
    ],
)
def test_the_arm_called_longer_has_the_lower_hazard(words: str, *, is_turned: bool) -> None:
    found = one(words)
    assert (found.experimental, found.comparator) == (ARMS[::-1] if is_turned else ARMS)
