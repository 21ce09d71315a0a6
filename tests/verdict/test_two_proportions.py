"""P-values of the counts of two arms."""

from math import isclose

import pytest
from tests.verdict.figures import number

from trialgraph.verdict.two_proportions import chi_squared, fisher, p_fits


@pytest.mark.parametrize(
    ("first", "second", "p"),
    [
        ((3, 4), (1, 4), 0.4857142857142857),  # Fisher's lady tasting tea
        ((1, 10), (11, 14), 0.0027594561852200836),
        ((0, 10), (0, 12), 1.0),
        ((10, 10), (12, 12), 1.0),
    ],
)
def test_an_exact_test_is_that_of_the_textbooks(
    first: tuple[int, int], second: tuple[int, int], p: float
) -> None:
    assert isclose(fisher(first, second), p, rel_tol=1e-9)
    assert isclose(fisher(second, first), p, rel_tol=1e-9)


def test_pearsons_test_is_that_of_the_textbooks() -> None:
    assert isclose(chi_squared((10, 50), (20, 50)) or 0, 0.0290963314, rel_tol=1e-6)
    assert chi_squared((0, 10), (0, 12)) is None
    assert chi_squared((10, 10), (12, 12)) is None


@pytest.mark.parametrize(
    ("printed", "fits"), [("0.029", True), ("0.03", True), ("0.048", True), ("0.2", False)]
)
def test_a_printed_p_may_be_of_either_test(printed: str, *, fits: bool) -> None:
    assert p_fits(number(printed), (10, 50), (20, 50)) is fits
