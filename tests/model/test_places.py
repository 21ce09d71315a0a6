"""Places, dates and numbers as documents print them."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialgraph.model.text import Number, PartialDate, Precision, Span


def test_a_span_runs_forwards() -> None:
    with pytest.raises(ValueError, match="forwards from 0, not 5 to 3"):
        Span(5, 3)


@given(st.integers(0, 10**7), st.integers(0, 10**4))
def test_a_span_survives_writing(start: int, length: int) -> None:
    span = Span(start, start + length)
    assert Span.parse(str(span)) == span


@pytest.mark.parametrize(
    ("printed", "decimals"), [("0.50", 2), ("36.2", 1), ("110", 0), ("0.0012", 4), ("1E+2", 0)]
)
def test_the_printed_decimals_are_counted(printed: str, decimals: int) -> None:
    assert Number(Decimal(printed), printed, Span(0, len(printed))).decimals == decimals


@pytest.mark.parametrize(
    ("precision", "iso"), [("year", "2022"), ("month", "2022-05"), ("day", "2022-05-10")]
)
def test_a_date_is_as_precise_as_printed(precision: Precision, iso: str) -> None:
    assert PartialDate(date(2022, 5, 10), precision, "", Span(0, 0)).iso == iso
