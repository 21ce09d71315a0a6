"""The pages of documents: what became of each, and its facts where they stand."""

from collections.abc import Iterator
from itertools import pairwise

import httpx
import pytest
from httpx import Client
from hypothesis import given
from hypothesis import strategies as st
from tests.server.conftest import Live
from tests.server.web.looking import looked_at

from trialgraph.errors import BadParameter, DocumentNotStored
from trialgraph.rdf.vocabulary import load_terms
from trialgraph.server import Settings, create_app
from trialgraph.server.tokens import TokenHash
from trialgraph.server.web import marked_text
from trialgraph.server.web.document import page_of_document
from trialgraph.server.web.documents import page_of_documents
from trialgraph.server.web.input_words import cut
from trialgraph.server.web.marked_text import (
    Span,
    asked_range,
    part_with,
    parts,
    pieces,
    ranges_around,
)
from trialgraph.store import Reader

TERMS = load_terms()
OPEN, CLOSED, LONG = "ctgov-NCT02514681", "sha-061718f7111f1619", "sha-18ed832dca911a39"
TOKEN = "a-token-of-enough-characters"  # noqa: S105 - for this test alone


@pytest.mark.parametrize(
    ("words", "shown"),
    [("OS 0.73", "OS 0.73"), ("word " * 30, "word " * 19 + "word…"), ("w" * 300, "w" * 100 + "…")],
)
def test_words_as_long_as_a_citation_are_cut(words: str, shown: str) -> None:
    assert cut(words) == shown


def test_every_fact_says_what_it_is_and_a_long_one_has_the_whole_beside(
    example_reader: Reader,
) -> None:
    facts = [
        one
        for identifier in (OPEN, CLOSED, LONG)
        if (shown := page_of_document(example_reader, identifier).shown)
        for one in shown.facts
    ]
    assert [one.kind for one in facts if not one.label] == []
    cut_ones = [one for one in facts if one.label != one.whole]
    assert cut_ones
    assert all(one.whole.startswith(one.label.removesuffix("…")) for one in cut_ones)


def test_nested_and_overlapping_facts_share_pieces() -> None:
    found = pieces("abcdefghij", (0, 10), [Span(1, 6, "a"), Span(2, 4, "b"), Span(5, 8, "c")])
    assert [(one.words, one.fact, one.id) for one in found] == [
        ("a", "", ""),
        ("b", "a", "c1"),
        ("cd", "b", "c2"),
        ("e", "a", ""),
        ("f", "c", "c5"),
        ("gh", "c", ""),
        ("ij", "", ""),
    ]


def test_what_is_asked_for_is_marked_once_at_its_start() -> None:
    found = pieces("abcdef", (0, 6), [Span(2, 3, "x")], (1, 5))
    assert [one.words for one in found if one.is_asked] == ["b", "c", "de"]
    assert [one.words for one in found if one.is_first_asked] == ["b"]


SPANS = st.lists(
    st.tuples(st.integers(0, 90), st.integers(1, 30)).map(lambda one: (one[0], sum(one))),
    max_size=8,
)


@given(SPANS)
def test_pieces_are_the_text_again_and_every_fact_has_its_mark(
    found: list[tuple[int, int]],
) -> None:
    text = "".join(chr(97 + number % 26) for number in range(100))
    spans = [Span(start, min(end, 100), f"f{n}") for n, (start, end) in enumerate(found)]
    cut = pieces(text, (0, 100), spans)
    assert "".join(one.words for one in cut) == text
    ids = [one.id for one in cut if one.id]
    assert len(set(ids)) == len(ids)
    assert set(ids) == {f"c{one.start}" for one in spans}


@given(SPANS)
def test_parts_hold_every_range_once(found: list[tuple[int, int]]) -> None:
    ranges = ranges_around(120, [Span(start, end, "") for start, end in found])
    assert all(after[0] > before[1] for before, after in pairwise(ranges))
    again = [one for part in parts(ranges, sorted(start for start, _ in found)) for one in part]
    assert sum(end - start for start, end in again) == sum(end - start for start, end in ranges)


def test_a_long_text_is_cut_into_parts() -> None:
    length = 5_000_000
    found = parts([(0, length)], [])
    assert len(found) == length // marked_text.PART_CHARACTERS
    assert part_with(found, length - 1) == len(found) - 1
    assert part_with(found, length) is None
    dense = parts([(0, 1_000)], list(range(1_000)))
    assert sum(end - start for start, end in dense[0]) == marked_text.PART_FACTS
    assert parts([], []) == [[]]


@pytest.mark.parametrize("words", ["x", "5", "9-5", "5-5", "-1-5", "1" * 12 + "-5"])
def test_what_is_no_range_is_refused(words: str) -> None:
    with pytest.raises(BadParameter, match="at=10-20"):
        asked_range(words)


def test_an_open_document_is_shown_whole(example_reader: Reader) -> None:
    shown = page_of_document(example_reader, OPEN).shown
    assert shown is not None
    assert shown.is_whole
    (only,) = shown.ranges
    assert "".join(one.words for one in only.pieces) == example_reader.kept_text(OPEN)
    assert len({one.id for one in shown.facts}) == len(shown.facts)
    assert any(one.rule for one in shown.facts)


def test_of_another_document_only_what_stands_around_facts(example_reader: Reader) -> None:
    text = example_reader.kept_text(LONG)
    shown = page_of_document(example_reader, LONG, at="2892-3060").shown
    assert shown is not None
    assert not shown.is_whole
    seen = ["".join(one.words for one in found.pieces) for found in shown.ranges]
    assert all(one in text for one in seen)
    assert sum(map(len, seen)) < len(text)
    assert not all(one.is_first and one.is_last for one in shown.ranges)
    asked = "".join(one.words for found in shown.ranges for one in found.pieces if one.is_asked)
    assert asked == text[2892:3060]
    trusted = page_of_document(example_reader, LONG, is_trusted=True).shown
    assert trusted is not None
    assert trusted.is_whole


@pytest.mark.usefixtures("replaced")
@pytest.mark.parametrize("name", [OPEN, CLOSED, LONG])
def test_no_fact_is_marked_in_another_text_than_its_own(site: Client, name: str) -> None:
    page = looked_at(site.get(f"/documents/{name}").text)
    assert page.xpath("//p[contains(., 'being replaced')]")
    assert page.xpath("//mark") == []
    assert "An erratum" not in page.text_content()


def test_an_address_opens_no_text_that_is_not_shown(example_reader: Reader) -> None:
    length = len(example_reader.kept_text(LONG))
    hidden = [
        shown.is_asked_hidden
        for at in range(0, length, 100)
        if (shown := page_of_document(example_reader, LONG, at=f"{at}-{at + 1}").shown)
    ]
    assert True in hidden
    beyond = page_of_document(example_reader, LONG, at="9000000-9000001").shown
    assert beyond is not None
    assert beyond.is_asked_hidden


def test_no_such_document_or_part_is_told(example_reader: Reader) -> None:
    with pytest.raises(DocumentNotStored, match="/documents finds it"):
        page_of_document(example_reader, "nothing")
    for part in ("0", "2", "x", "9" * 30, "0000000012", "0000000001"):
        with pytest.raises(BadParameter, match="wanted 1 to 1"):
            page_of_document(example_reader, OPEN, part=part)


def test_documents_are_listed_with_their_states(example_reader: Reader) -> None:
    shown = page_of_documents(example_reader, TERMS, {})
    assert len(shown.rows) == example_reader.statistics().documents
    assert {one.found.state for one in shown.rows} == {"stored"}
    assert not any("/" in one.source for one in shown.rows if "://" not in one.source)
    assert page_of_documents(example_reader, TERMS, {"state": "set aside"}).rows == ()
    (found,) = page_of_documents(example_reader, TERMS, {"q": "10.1200/JCO-24-01673"}).rows
    assert found.page == f"/documents/{CLOSED}"
    with pytest.raises(BadParameter, match="wanted one of stored"):
        page_of_documents(example_reader, TERMS, {"state": "lost"})


def test_a_mark_leads_to_its_fact_and_back(site: Client) -> None:
    for name in (OPEN, CLOSED):
        answer = site.get(f"/documents/{name}")
        assert len(answer.content) < 200_000
        page = looked_at(answer.text)
        ids = set(page.xpath("//@id"))
        there = page.xpath("//a[contains(@class, 'fact')]/@href")
        back = page.xpath("//ol[@class='read']/li/a/@href")
        assert there
        assert len(back) >= len(set(there))
        assert {one[1:] for one in (*there, *back)} <= ids


def test_a_sentence_is_reached_from_its_estimate(site: Client) -> None:
    page = looked_at(site.get(f"/documents/{CLOSED}?at=932-1068").text)
    assert len(page.xpath("//*[@id='at']")) == 1
    assert page.xpath("//*[contains(@class, 'asked')]")
    assert site.get(f"/documents/{CLOSED}?at=x").status_code == 400
    assert site.get("/documents/nothing").status_code == 404


@pytest.fixture
def guarded(example_reader: Reader, live: Live) -> Iterator[Client]:
    """Return a client of a server that has a token."""
    settings = Settings(example_reader.path, token=TokenHash.of(TOKEN))
    with live(create_app(settings)) as at, httpx.Client(base_url=at, timeout=60) as client:
        yield client


def test_the_token_opens_the_whole_text(guarded: Client) -> None:
    path = f"/documents/{CLOSED}"
    head = {"accept": "text/html"}
    closed = guarded.get(path, headers=head)
    whole = guarded.get(path, headers={**head, "authorization": f"Bearer {TOKEN}"})
    assert "No open licence" in closed.text
    assert "No open licence" not in whole.text
    assert "Authorization" in whole.headers["vary"]
    wrong = guarded.get(path, headers={**head, "authorization": f"Bearer {TOKEN}x"})
    assert wrong.status_code == 401


def test_what_a_proxy_passes_on_is_no_token(guarded: Client, site: Client) -> None:
    path, basic = f"/documents/{CLOSED}", {"authorization": "Basic bmFtZTpwYXNzd29yZA=="}
    assert "No open licence" in guarded.get(path, headers=basic).text
    for headers in (basic, {"authorization": f"Bearer {TOKEN}"}):  # of a service without one
        assert "No open licence" in site.get(path, headers=headers).text
