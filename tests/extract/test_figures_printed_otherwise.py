"""Signs printed apart, words between a value and its interval, tests named before a p, levels."""

import pytest
from tests.extract.made_up_estimates import figure, limits, one

from trialgraph.extract.mentions.effects import find_effects
from trialgraph.model.result import Estimate


def p_of(estimate: Estimate) -> str:
    return estimate.p.number.printed if estimate.p else ""


@pytest.mark.parametrize(
    ("words", "wanted", "p"),
    [
        (
            "PFS changed (HR, 0.7 in favor of novumab; 95% CI, 0.53 to 0.93; P = .004).",
            ("95", "0.53", "0.93", "2"),
            ".004",
        ),
        (
            "PFS differed (HR, 0.7 in favour of the novumab group [95% CI 0.5-0.9]; p=0.03).",
            ("95", "0.5", "0.9", "2"),
            "0.03",
        ),
        (
            "PFS was better (HR, 0.71; 95% CI, 0.42-1.20; log-rank, P = 0.19).",
            ("95", "0.42", "1.20", "2"),
            "0.19",
        ),
        (
            "PFS was better (HR, 0.71; 95% CI, 0.42-1.20; Gray test, P = 0.19).",
            ("95", "0.42", "1.20", "2"),
            "0.19",
        ),
    ],
)
def test_interval_and_p_stand_behind_more_words(
    words: str, wanted: tuple[str, ...], p: str
) -> None:
    found = one(words)
    assert (limits(found.interval), p_of(found)) == (wanted, p)


@pytest.mark.parametrize("sign", ["- ", "\u2212 ", "\u2013 ", "-", "\u2212"])
def test_a_sign_printed_apart_is_a_sign(sign: str) -> None:
    found = one(
        f"The stroke rate was 2.5% v 5.6%, with a difference of {sign}3.1% (95% CI, {sign}6.0% to"
        f" {sign}0.2%)."
    )
    assert figure(found.value) == "-3.1"
    assert limits(found.interval) == ("95", "-6.0", "-0.2", "2")


@pytest.mark.parametrize(
    "words",
    [
        "HR 0.70 (95% CI 0.50 - 0.98)",
        "HR 0.70 [0.50 - 0.98; p=0.04]",
        "HR, 0.70; 95% CI, 0.50 -0.98",
    ],
)
def test_a_dash_between_two_limits_is_no_sign(words: str) -> None:
    (effect,) = find_effects(words, 0, len(words))
    assert effect.interval
    assert effect.interval["high"] == "0.98"


def test_a_boundary_in_a_bracket_of_its_own_is_read() -> None:
    found = one(
        "OS was longer with novumab (hazard ratio, 0.61; 95% CI, 0.42 to 0.89; P = 0.009, and it"
        " crossed the O'Brien-Fleming boundary [0.0187 on the basis of the deaths])."
    )
    assert found.boundary
    assert found.boundary.p
    assert (found.boundary.p.printed, found.boundary.crossed) == ("0.0187", True)


@pytest.mark.parametrize(
    ("against", "wanted"),
    [("< .0039", ".0039"), ("< .05", ""), ("< 0.001", ""), ("< 0.97", "0.97")],
)
def test_what_a_p_is_printed_to_lie_below_is_its_boundary(against: str, wanted: str) -> None:
    found = one(
        f"OS was longer with novumab (HR, 0.61; 95% CI, 0.42 to 0.89; P = .0021 {against})."
    )
    printed = found.boundary.p.printed if found.boundary and found.boundary.p else ""
    assert printed == wanted
