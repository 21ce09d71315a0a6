"""What was known on a day, when dates are printed as a day, a month or a year."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.verdict.figures import day

from trialgraph.verdict.codes import Known
from trialgraph.verdict.dates import available_from, first_day, known_on, last_day, order_of_dates


@pytest.mark.parametrize(
    ("printed", "asked", "known"),
    [
        (["2012-01-12", "2011-12-07"], "2011-12-31", Known.KNOWN),
        (["2012-01-12"], "2011-12-31", Known.NO),
        (["2022"], "2023-01-01", Known.KNOWN),
        (["2022"], "2022-12-31", Known.KNOWN),
        (["2022"], "2022-09-01", Known.POSSIBLY),
        (["2022"], "2021-12-31", Known.NO),
        (["2022", "2022-08-15"], "2022-09-01", Known.KNOWN),
        (["2024-02"], "2024-02-28", Known.POSSIBLY),
        (["2024-02"], "2024-02-29", Known.KNOWN),
        ([], "2024-02-29", Known.NO),
    ],
)
def test_known_for_sure_only_when_the_whole_date_has_passed(
    printed: list[str], asked: str, known: Known
) -> None:
    assert known_on(map(day, printed), date.fromisoformat(asked)) is known


def test_data_through_a_day_counts_the_cutoff() -> None:
    assert known_on([day("2019-07-31")], date(2020, 1, 1)) is Known.KNOWN


def test_something_is_available_from_the_date_that_passes_first() -> None:
    assert available_from(map(day, ["2012", "2012-01-12", "2011-12-07"])) == day("2011-12-07")
    assert available_from([]) is None


@pytest.mark.parametrize(
    ("one", "other", "order"),
    [
        ("2019", "2020-03", -1),
        ("2020-03", "2019", 1),
        ("2020", "2020-03", None),
        ("2020-03", "2020-03", 0),
    ],
)
def test_dates_that_overlap_have_no_order(one: str, other: str, order: int | None) -> None:
    assert order_of_dates(day(one), day(other)) == order


@given(st.dates(min_value=date(1950, 1, 1), max_value=date(2100, 12, 31)), st.sampled_from([4, 7]))
def test_a_day_lies_within_its_month_and_year(printed: date, length: int) -> None:
    coarse = day(printed.isoformat()[:length])
    assert first_day(coarse) <= printed <= last_day(coarse)
