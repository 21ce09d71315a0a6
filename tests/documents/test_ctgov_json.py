"""A study of the registry's present interface is shown in reading order; the rest is refused."""

import orjson
import pytest

from trialgraph.documents import ctgov_json
from trialgraph.documents.reader import read_document
from trialgraph.errors import EmptyDocument, SeveralRecords, UnknownFormat, UnreadableRecord

NUMBER = {"identificationModule": {"nctId": "NCT09990001"}}


def test_modules_stand_in_reading_order_whatever_the_order_of_the_file() -> None:
    values = {
        "hasResults": True,
        "derivedSection": {"miscInfoModule": {"versionHolder": "2025-01-01"}},
        "resultsSection": {
            "adverseEventsModule": {"timeFrame": "1 day"},
            "participantFlowModule": {"recruitmentDetails": "In May"},
        },
        "protocolSection": {
            "designModule": {"studyType": "INTERVENTIONAL"},
            "teaModule": {"kind": "green"},
            **NUMBER,
        },
    }
    document = read_document(orjson.dumps(values))
    assert document.text.splitlines() == [
        "protocolSection",
        "  identificationModule",
        "    nctId: NCT09990001",
        "  designModule",
        "    studyType: INTERVENTIONAL",
        "  teaModule",
        "    kind: green",
        "resultsSection",
        "  participantFlowModule",
        "    recruitmentDetails: In May",
        "  adverseEventsModule",
        "    timeFrame: 1 day",
        "derivedSection",
        "  miscInfoModule",
        "    versionHolder: 2025-01-01",
        "hasResults: true",
    ]
    assert document.record is not None
    leaf = document.record.root.leaf("resultsSection", "adverseEventsModule", "timeFrame")
    assert leaf is not None
    assert leaf.pointer == "/resultsSection/adverseEventsModule/timeFrame"


@pytest.mark.parametrize(
    ("content", "error", "words"),
    [
        (b'{"protocolSection": {"identif', UnreadableRecord, "whole"),
        (b'{"a": 1}\nnot json', SeveralRecords, "one a line"),
        (b'{"a": \n1', UnreadableRecord, "whole"),
        (b"[" * 100_000, UnreadableRecord, "whole"),
        (b'[{"protocolSection": {}}]', SeveralRecords, "list"),
        (b'{"studies": []}', EmptyDocument, "without studies"),
        (b"[]", EmptyDocument, "without studies"),
        (b"[[17]]", UnknownFormat, "something else"),
        (b'{"studies": 17}', UnknownFormat, "something else"),
        (b'{"protocolSection": 1}', UnknownFormat, "nctId"),
        (b'{"protocolSection": {"identificationModule": {"nctId": "12"}}}', UnknownFormat, "nctId"),
        (b"12", UnknownFormat, "single"),
    ],
)
def test_what_is_no_single_study_is_refused(content: bytes, error: type, words: str) -> None:
    with pytest.raises(error, match=words):
        ctgov_json.read(content)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b'\xef\xbb\xbf \n{ "a": 1}', True),
        (b"{}", True),
        (b'[\n  {"a": 1}]', True),
        (b"[[[", True),
        (b"[]", True),
        (b"[Article in French] Tea for two.", False),
        (b"[1] Tea for two.", False),
        (b"Tea {for} two", False),
    ],
)
def test_a_text_may_begin_with_a_bracket(content: bytes, *, expected: bool) -> None:
    assert ctgov_json.recognises(content) is expected
