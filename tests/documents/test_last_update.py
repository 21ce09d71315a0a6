"""The day of a record's last update is found in its bytes, and in those of records alone."""

from trialgraph.documents.last_update import last_update
from trialgraph.documents.readers import READERS

_RECORD = b"""{"protocolSection": {"identificationModule": {"nctId" : "NCT01234567"},
"statusModule": {"lastUpdatePostDateStruct": {"type": "ACTUAL", "date": "2025-03-01"}}}}"""


def test_a_study_says_when_it_was_updated() -> None:
    assert last_update(_RECORD) == ("ctgov-NCT01234567", "2025-03-01")


def test_anything_else_says_nothing() -> None:
    assert last_update(b"") is None
    assert last_update(b'{"nctId": "NCT01234567"}') is None
    assert last_update(_RECORD.replace(b"2025-03-01", b"2025-03")) is None


def test_every_reader_has_a_version() -> None:
    assert {"ctgov-json-reader 1", "text-reader 1"} <= READERS
    assert all(one.rpartition(" ")[2].isdecimal() for one in READERS)
