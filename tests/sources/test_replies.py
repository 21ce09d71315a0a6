"""A reply is told whole from cut off by its own bytes."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.sources.speaking import article, json_bytes, paper, study

from trialgraph.errors import BadReply
from trialgraph.sources.ctgov import nct_number, page_of
from trialgraph.sources.pubmed import articles
from trialgraph.sources.replies import JSON, XML, Reply, check_whole, json_of, retry_after

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    "body",
    [
        paper("PMC9990001").encode(),
        b"<a/>",
        b"<a b='c' />\n",
        b"\xef\xbb\xbf<?xml version='1.0'?><a></a>",
        b"<!-- <b> --><a>x</a ><!-- made - up --> <?end?>\n",
        b'<!DOCTYPE a PUBLIC "x" "y" [<!ELEMENT a ANY>]><a></a>',
        b"<n:a xmlns:n='x'></n:a>",
    ],
)
def test_xml_with_its_end_is_whole(body: bytes) -> None:
    check_whole(Reply(200, body, "text/xml"), XML)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"plain words",
        b"<a>",
        b"<a><b/>",
        b"<a><b></b>",
        b"<a><b></b></a",
        b"<a></b>",
        b"<a></a>x",
        b"<!--" * 1000,
        b"<!---->" * 20_000,
        b"<a>" + b" </a" * 5_000,
        b"<a></a>" + b" " * 1_500 + b"x",
        b"<a></a>" + b"<!-- -->" * 200 + b"x",
    ],
)
def test_xml_without_its_end_is_not(body: bytes) -> None:
    with pytest.raises(BadReply):
        check_whole(Reply(200, body, "text/xml"), XML)


@given(st.integers(1, len(paper("PMC9990001").rstrip()) - 1))
def test_a_paper_cut_anywhere_is_not_whole(length: int) -> None:
    body = paper("PMC9990001").encode()[:length]
    with pytest.raises(BadReply):
        check_whole(Reply(200, body, "application/xml"), XML)


@given(st.integers(0, len(json_bytes(study("NCT09990001"))) - 1))
def test_a_study_cut_anywhere_is_not_whole(length: int) -> None:
    body = json_bytes(study("NCT09990001"))[:length]
    with pytest.raises(BadReply):
        check_whole(Reply(200, body, "application/json"), JSON)


@pytest.mark.parametrize(
    ("words", "seconds"),
    [
        ("0", 0),
        (" 120 ", 120),
        ("Sun, 01 Mar 2026 12:01:00 GMT", 60),
        ("Sun, 01 Mar 2026 12:01:00 -0000", 60),
        ("Sun, 01 Mar 2026 11:00:00 GMT", 0),
        ("soon", None),
        ("-5", None),
        ("1.5", None),
    ],
)
def test_a_pause_is_read_from_seconds_or_a_date(words: str, seconds: float | None) -> None:
    assert retry_after(words, NOW) == seconds


NESTED = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(
    numbers=st.lists(st.integers(1, 99_999_999), max_size=4, unique=True),
    more=NESTED,
    indent=st.sampled_from([None, 1, "\t"]),
    is_first=st.booleans(),
)
def test_each_study_of_a_page_is_found_at_its_bytes(
    numbers: list[int], more: object, indent: int | str | None, *, is_first: bool
) -> None:
    studies = [study(f"NCT{number:08}") | {"more": more} for number in numbers]
    others = {"more": more, "nextPageToken": "π"}
    page = {"studies": studies, **others} if is_first else {**others, "studies": studies}
    body = json.dumps(page, indent=indent, ensure_ascii=False).encode("utf-8", "surrogatepass")
    found = page_of(body.decode("utf-8", "replace").encode())
    assert (found.found, found.token) == (len(studies), "π")
    places = found.places.items()
    assert [nct_number(json_of(body[start:end])) for _, (start, end) in places] == [
        number for number, _ in places
    ]
    assert [number for number, _ in places] == [f"NCT{number:08}" for number in numbers]


def test_a_study_without_a_number_is_no_study_of_a_page() -> None:
    body = json_bytes({"studies": [study("NCT09990001"), {"protocolSection": []}, 7]})
    assert list(page_of(body).places) == ["NCT09990001"]


@given(st.lists(st.integers(1, 99_999_999), max_size=5, unique=True))
def test_each_record_of_a_set_is_found_at_its_bytes(numbers: list[int]) -> None:
    body = f"<PubmedArticleSet>{''.join(article(str(one)) for one in numbers)}</PubmedArticleSet>"
    places = articles(body.encode())
    assert {one: body.encode()[slice(*place)].decode() for one, place in places.items()} == {
        str(one): article(str(one)) for one in numbers
    }


def test_a_book_is_a_record_too() -> None:
    body = b"<PubmedBookArticle><PMID>9</PMID></PubmedBookArticle><PubmedArticle><PMID>8</PMID>"
    assert articles(body) == {"9": (0, 53)}
