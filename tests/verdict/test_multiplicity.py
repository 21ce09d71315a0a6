"""Adjusted p-values, against examples worked by hand."""

from decimal import Decimal
from itertools import permutations

import pytest

from trialgraph.verdict.multiplicity import hochberg, holm

RAW = ("0.01", "0.04", "0.03", "0.005")
BY_HOLM = ("0.03", "0.06", "0.06", "0.020")
BY_HOCHBERG = ("0.03", "0.04", "0.04", "0.020")


def decimals(printed: tuple[str, ...]) -> tuple[Decimal, ...]:
    return tuple(map(Decimal, printed))


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_each_p_is_adjusted_whatever_the_order(order: tuple[int, ...]) -> None:
    raw = tuple(Decimal(RAW[place]) for place in order)
    assert holm(raw) == tuple(Decimal(BY_HOLM[place]) for place in order)
    assert hochberg(raw) == tuple(Decimal(BY_HOCHBERG[place]) for place in order)


def test_no_adjusted_p_exceeds_one() -> None:
    assert holm(decimals(("0.6", "0.7"))) == decimals(("1", "1"))
    assert hochberg(decimals(("0.6", "0.7"))) == (Decimal("0.7"), Decimal("0.7"))


def test_a_family_of_one_is_as_it_is() -> None:
    assert holm(decimals(("0.04",))) == hochberg(decimals(("0.04",))) == decimals(("0.04",))
