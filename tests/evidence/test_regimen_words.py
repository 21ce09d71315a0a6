"""Words of doses, times, ways of giving and usual care."""

import re

import pytest

from trialgraph.evidence import regimen_words
from trialgraph.evidence.regimen_words import as_compared, without_dosing


@pytest.mark.parametrize(
    ("printed", "bare"),
    [
        ("aspirin 100 mg once daily", "aspirin"),
        ("low doses of aspirin", "of aspirin"),
        ("cisplatin 75 mg/m2 every 3 weeks for 6 cycles", "cisplatin"),
        ("2x 500 mg mesalazine tablets", "mesalazine"),
        ("metformin extended-release orally b.i.d.", "metformin"),
        ("hypofractionated radiotherapy", "radiotherapy"),
        ("extended adjuvant letrozole", "extended adjuvant letrozole"),
        ("intrathecal chemotherapy", "intrathecal chemotherapy"),
        ("vitamin D", "vitamin D"),
    ],
)
def test_a_name_is_freed_from_what_is_no_treatment(printed: str, bare: str) -> None:
    assert without_dosing(printed) == bare


@pytest.mark.parametrize(
    ("words", "label", "found"),
    [
        (regimen_words.DOSE, "High doses, or 20 mg/kg", ["High dose", "20 mg/kg"]),
        (regimen_words.DOSE, "5-FU", []),
        (regimen_words.SCHEDULE, "twice daily, then q3w", ["twice daily", "q3w"]),
        (regimen_words.DURATION, "prolonged, for 12 weeks", ["prolonged", "12 weeks"]),
        (regimen_words.DURATION, "extended-release", []),
        (regimen_words.ROUTE, "orally, or inhaled", ["oral", "inhaled"]),
        (regimen_words.ROUTE, "stage IV", []),
    ],
)
def test_each_kind_of_words_is_found(words: re.Pattern[str], label: str, found: list[str]) -> None:
    assert [match[0] for match in words.finditer(label)] == found


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("1,250 mg", "1250 mg", True),
        ("2.5 mg", "25 mg", False),
        ("twice a day", "BID", True),
        ("once daily", "qd", True),
        ("every three weeks", "Q3W", True),
        ("weekly", "q3w", False),
        ("IV", "intravenous", True),
    ],
)
def test_one_value_printed_in_two_ways_is_the_same(one: str, other: str, *, is_same: bool) -> None:
    assert (as_compared(one) == as_compared(other)) is is_same


@pytest.mark.parametrize(
    ("name", "is_care", "is_control"),
    [
        ("Enhanced usual care", True, True),
        ("care as usual", True, True),
        ("TAU", True, False),
        ("standard physiotherapy management", False, True),
        ("careful dosing", False, False),
    ],
)
def test_usual_care_has_many_names(name: str, *, is_care: bool, is_control: bool) -> None:
    assert (regimen_words.USUAL_CARE.fullmatch(name) is not None) is is_care
    assert (regimen_words.USUAL_CARE_ARM.search(name) is not None) is is_control
