"""Bytes of several records become one content each, as it stands; a broken one spoils no other."""

import json
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.documents.several_records import STUDIES, line, study

from trialgraph.documents import windows
from trialgraph.documents.parts import Part, may_hold_several, parts, parts_of
from trialgraph.documents.reader import read_document
from trialgraph.documents.windows import Window
from trialgraph.errors import DocumentError, DocumentTooLarge, UnreadableRecord


def article(number: int, ending: bytes = b"</PubmedArticle>") -> bytes:
    return b"<PubmedArticle><MedlineCitation><PMID>%d</PMID></MedlineCitation>" % number + ending


def articles(*records: bytes, head: bytes = b'<?xml version="1.0" encoding="UTF-8"?>\n') -> bytes:
    return head + b"<PubmedArticleSet>\n" + b"\n".join(records) + b"\n</PubmedArticleSet>\n"


def citation(number: int) -> bytes:
    return b"PMID- %d\nTI  - A title\n      that goes on.\nPMC - PMC%d\nSO  - J. 2001." % (
        number,
        number,
    )


CITATIONS = [citation(number) for number in (1, 2, 3)]
MARK = b"\xef\xbb\xbf"
DECLARED = b'<?xml version="1.0" encoding="utf-8"?>\n'
WRAPPED = DECLARED + b"<PubmedArticleSet>\n%b\n</PubmedArticleSet>\n"

SEVERAL = {
    "a list": (b"[" + b", ".join(STUDIES) + b"]", STUDIES),
    "a list on lines": (MARK + b"[\r\n" + b",\r\n".join(STUDIES) + b"\r\n]\r\n", STUDIES),
    "a list of one": (b"[" + STUDIES[0] + b"]", STUDIES[:1]),
    "a page of a reply": (
        b'{"totalCount": 3, "studies": [' + b",".join(STUDIES) + b'], "nextPageToken": "a]b"}',
        STUDIES,
    ),
    "a reply with its list last": (b'{"studies":[' + b",".join(STUDIES) + b"]}", STUDIES),
    "JSON Lines": (b"\n".join(STUDIES), STUDIES),
    "JSON Lines with blanks": (b"\r\n\r\n".join(STUDIES) + b"\r\n\n", STUDIES),
    "lines of a page's text": (line(1) + b"\n" + line(2) + b"\n", [line(1), line(2)]),
    "a list of pages": (b"[" + line(1) + b"," + line(2) + b"]", [line(1), line(2)]),
    "articles": (
        articles(article(1), article(2)),
        [WRAPPED % article(1), WRAPPED % article(2)],
    ),
    "articles and a book": (
        articles(article(1), b"<PubmedBookArticle ><x/></PubmedBookArticle >"),
        [WRAPPED % article(1), WRAPPED % b"<PubmedBookArticle ><x/></PubmedBookArticle >"],
    ),
    "full texts": (
        b"<pmc-articleset><article id='1'><article-meta/></article><article/></pmc-articleset>"
        .replace(b"<article/>", b"<article><front/></article>"),
        [
            DECLARED + b"<article id='1'><article-meta/></article>\n",
            DECLARED + b"<article><front/></article>\n",
        ],
    ),
    "MEDLINE": (b"\n" + b"\n\n".join(CITATIONS) + b"\n\n", [one + b"\n" for one in CITATIONS]),
    "MEDLINE after blank lines": (
        b"\n \n\n" + b"\n\n".join(CITATIONS),
        [one + b"\n" for one in CITATIONS],
    ),
    "MEDLINE without blank lines": (b"\n".join(CITATIONS), [one + b"\n" for one in CITATIONS]),
    "MEDLINE headed by another number": (
        b"PMC - PMC1\nPMID- 1\nTI  - A\n\nPMC - PMC2\nPMID- 2\nTI  - B\n",
        [b"PMC - PMC1\nPMID- 1\nTI  - A\n", b"PMC - PMC2\nPMID- 2\nTI  - B\n"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", SEVERAL)
def test_each_record_comes_as_it_stands_under_its_number(what: str) -> None:
    content, wanted = SEVERAL[what]
    assert list(parts(content)) == [Part(str(n), one) for n, one in enumerate(wanted, start=1)]
    assert may_hold_several(content)


@pytest.mark.parametrize("what", SEVERAL)
@pytest.mark.parametrize("size", [1, 7])
def test_a_stream_gives_the_same_parts(what: str, size: int) -> None:
    content, _ = SEVERAL[what]
    pieces = (content[at : at + size] for at in range(0, len(content), size))
    assert list(parts_of(pieces)) == list(parts(content))


SINGLE = {
    "a study": STUDIES[0],
    "a study over several lines": json.dumps(json.loads(STUDIES[0]), indent=2).encode(),
    "a study and a line break": STUDIES[0] + b"\n",
    "a broken study": STUDIES[0][:30],
    "an empty list": b"[]",
    "a list of nothing but lists": b"[" * 100_000,
    "a list of figures": b"[1, 2]",
    "an article": articles(article(1)),
    "an article set that declares entities": b'<!DOCTYPE a [<!ENTITY b "c">]>'
    + articles(article(1), article(2), head=b""),
    "an empty article set": articles(),
    "other XML": b"<clinical_study><a/></clinical_study>",
    "a citation": citation(1),
    "prose": b"A randomized trial.\n\nPMID- 1 is quoted in it.\n\nPMID- 2 is, too.\n",
    "nothing": b"",
    "a PDF": b"%PDF-1.4\n\x00\xff",
}


@pytest.mark.parametrize("what", SINGLE)
def test_one_record_comes_unchanged_and_without_a_number(what: str) -> None:
    assert list(parts(SINGLE[what])) == [Part("", SINGLE[what])]


BROKEN = {
    "a study without a value": (b'{"protocolSection": }', b'{"protocolSection": }'),
    "a study without its end": (STUDIES[1][:-9], STUDIES[1][:-9]),
    "a study inside quotes that never end": (
        b'{"protocolSection": {"a',
        b'{"protocolSection": {"a',
    ),
    "another object": (b'{"bad": 1}', b'{"bad": 1}'),
    "a figure": (b"17", b"[[17]]"),
    "nothing": (b"null", b"[[null]]"),
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_study_of_a_list_is_a_part_of_its_own(what: str) -> None:
    bad, told = BROKEN[what]
    content = b"[" + b",".join([STUDIES[0], bad, STUDIES[2]]) + b"]"
    assert [part.content for part in parts(content)] == [STUDIES[0], told, STUDIES[2]]
    with pytest.raises(DocumentError):
        read_document(told)


@pytest.mark.parametrize("bad", [b'{"protocolSection": ', b'"just words"', b"}{", b"17"])
def test_a_broken_line_is_a_part_of_its_own(bad: bytes) -> None:
    found = [part.content for part in parts(b"\n".join([STUDIES[0], bad, STUDIES[2]]))]
    assert (found[0], found[2], len(found)) == (STUDIES[0], STUDIES[2], 3)
    with pytest.raises(DocumentError):
        read_document(found[1])


def test_a_first_line_that_is_broken_is_one_of_several() -> None:
    found = [part.content for part in parts(STUDIES[0][:-3] + b"\n" + STUDIES[1])]
    assert found == [STUDIES[0][:-3], STUDIES[1]]


def test_a_broken_article_is_a_part_of_its_own() -> None:
    found = list(parts(articles(article(1), article(2, b"</Pubmed"), article(3))))
    assert [part.content == WRAPPED % article(n) for n, part in enumerate(found, start=1)] == [
        True,
        False,
        True,
    ]


def test_a_list_cut_in_its_last_study_gives_the_whole_ones_and_the_rest() -> None:
    content = (b"[" + b",".join(STUDIES))[:-10]
    assert [part.content for part in parts(content)] == [*STUDIES[:2], STUDIES[2][:-10].strip()]


UNENDED = {
    "a list": b"[" + b",\n".join(STUDIES),
    "a list with a comma": b"[" + b",\n".join(STUDIES) + b",\n",
    "a page of a reply": b'{"studies":[' + b",\n".join(STUDIES) + b",\n",
    "a printed list": json.dumps([json.loads(one) for one in STUDIES], indent=1)[:-2].encode(),
    "articles": articles(article(1), article(2), article(3)).partition(b"\n</PubmedArticleSet")[0],
    "full texts": b"<pmc-articleset><article>1</article><article>2</article><article>3</article>",
}


@pytest.mark.parametrize("what", UNENDED)
def test_a_list_that_breaks_off_between_two_records_is_told_behind_them(what: str) -> None:
    *whole, last = parts(UNENDED[what])
    assert [part.name for part in whole] == ["1", "2", "3"]
    assert last.name == "4"
    with pytest.raises(UnreadableRecord, match="wanted a whole well-formed file"):
        read_document(last.content)


def test_lists_one_after_another_end_each() -> None:
    page = b'{"studies":[' + STUDIES[0] + b'],"nextPageToken":"a"}'
    found = [part.content for part in parts(page + b"\n" + page)]
    assert found == [STUDIES[0], STUDIES[0]]


def test_an_encoding_is_kept() -> None:
    head = b"<?xml version='1.0' encoding='ISO-8859-1'?>\n"
    first = next(parts(articles(article(1), article(2), head=head)))
    assert first.content.startswith(b'<?xml version="1.0" encoding="iso-8859-1"?>')


@given(st.lists(st.dictionaries(st.text(), st.text() | st.integers() | st.lists(st.text()))))
def test_any_studies_come_back(more: list[dict[str, object]]) -> None:
    wanted = [study(number, derivedSection=one) for number, one in enumerate(more)]
    for content in (b"[" + b",".join(wanted) + b"]", b"\n".join(wanted)):
        if len(wanted) > 1:
            assert [part.content for part in parts(content)] == wanted


@given(st.binary(max_size=300))
def test_any_bytes_come_in_some_parts(content: bytes) -> None:
    assert list(parts(content))


def test_a_record_over_the_limit_is_cut_and_the_next_one_comes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(windows, "MOST", 50_000)
    monkeypatch.setattr(windows, "_STEP", 1_000)
    monkeypatch.setattr(windows, "_OVERLAP", 100)
    large = study(9, derivedSection="x" * 400_000)
    content = b"\n".join([STUDIES[0], large, STUDIES[1]])
    pieces = (content[at : at + 500] for at in range(0, len(content), 500))
    found = [part.content for part in parts_of(pieces)]
    assert (found[0], found[2], len(found)) == (STUDIES[0], STUDIES[1], 3)
    assert 50_000 < len(found[1]) < 200_000
    last = [part.content for part in parts_of([STUDIES[0] + b"\n", STUDIES[1] + b"\n", large])]
    assert len(last) == 3


def test_a_stream_of_one_document_is_read_no_further_than_the_limit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(windows, "MOST", 5_000)
    monkeypatch.setattr(windows, "_STEP", 1_000)
    given_out: list[int] = []

    def endless() -> Iterator[bytes]:
        while True:
            given_out.append(1)
            yield b"words " * 100

    (part,) = parts_of(endless())
    assert 5_000 < len(part.content) < 50_000
    assert len(given_out) < 100
    assert len(Window([b"abc"]).head(2)) == 2


def test_the_limit_of_a_document_is_that_of_a_part() -> None:
    with pytest.raises(DocumentTooLarge):
        read_document(b"a" * (windows.MOST + 1))


def test_studies_printed_over_lines_one_after_another_are_each_a_part() -> None:
    printed = [json.dumps(json.loads(one), indent=2).encode() for one in STUDIES]
    for between in (b"\n", b"", b"\r\n\r\n"):
        assert [one.content for one in parts(between.join(printed))] == printed


def test_a_study_on_one_line_may_stand_before_one_over_several() -> None:
    printed = [STUDIES[0], json.dumps(json.loads(STUDIES[1]), indent=1).encode()]
    assert [one.content for one in parts(b"\n".join(printed))] == printed


def test_a_broken_study_before_another_one_is_a_part_of_its_own() -> None:
    first, second = (json.dumps(json.loads(one), indent=2).encode() for one in STUDIES[:2])
    broken, whole = parts(first[:-30] + b"\n" + second)
    assert whole.content == second
    with pytest.raises(DocumentError):
        read_document(broken.content)
