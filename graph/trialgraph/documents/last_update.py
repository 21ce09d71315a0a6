"""The day a registry's record was last updated, found without reading the record."""

from typing import NamedTuple

from trialgraph.model import lazy

_NUMBER = lazy.regex(rb'"nctId"\s*:\s*"(NCT\d{8})"')
_DAY = lazy.regex(rb'"lastUpdatePostDateStruct"\s*:\s*\{[^{}]*?"date"\s*:\s*"(\d{4}-\d\d-\d\d)"')


class Update(NamedTuple):
    """Which record it is, and its day, ISO 8601."""

    identifier: str
    day: str


def last_update(content: bytes) -> Update | None:
    """Return the update of a study of the ClinicalTrials.gov API, ``None`` of anything else.

    >>> last_update(b'{"nctId": "NCT01234567", "lastUpdatePostDateStruct": {"date": "2025-03-01"}}')
    Update(identifier='ctgov-NCT01234567', day='2025-03-01')
    """
    number = _NUMBER.search(content)
    day = _DAY.search(content, number.end()) if number else None
    return Update(f"ctgov-{number[1].decode()}", day[1].decode()) if number and day else None
