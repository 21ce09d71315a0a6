"""A saved web page is read as a person sees it, and told apart as its text would be."""

import pytest

from trialgraph.documents import html
from trialgraph.documents.html_meta import publication_values
from trialgraph.documents.html_source import decoded, parsed
from trialgraph.documents.html_text import written
from trialgraph.documents.reader import read_document
from trialgraph.errors import DocumentTooLarge, EmptyDocument, UnreadableRecord
from trialgraph.model.document import Document

HEAD = "<!DOCTYPE html><html><head><meta charset='utf-8'>"


def page(body: str, head: str = "") -> Document:
    return read_document(f"{HEAD}{head}</head><body>{body}</body></html>".encode())


def text(body: str) -> str:
    return page(body).text.removesuffix("\n")


def parts(document: Document) -> list[tuple[str, str]]:
    return [(one.kind, document.words(one.span).strip()) for one in document.sections]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"<!DOCTYPE html><html>", True),
        (b"\xef\xbb\xbf\n<HTML lang='en'>", True),
        (b"<!-- saved from url=(1)x -->\n<html>", True),
        (b"<?xml version='1.0'?><!DOCTYPE html PUBLIC 'x'><html>", True),
        ("<!doctype HTML>".encode("utf-16"), True),
        (b"<article>", False),
        (b"An html page", False),
    ],
)
def test_the_beginning_tells_a_page(content: bytes, *, expected: bool) -> None:
    assert html.recognises(content) is expected


@pytest.mark.parametrize(
    ("content", "words", "codes"),
    [
        ("<p>Café".encode(), "<p>Café", []),
        (b"\xef\xbb\xbf<p>Caf\xc3\xa9", "<p>Café", []),
        ("\ufeff<p>Café".encode("utf-16-le"), "<p>Café", []),
        (b"<meta charset=iso-8859-1><p>\x96", "<meta charset=iso-8859-1><p>–", []),
        (b"<meta charset='shift_jis'>\x83\x65", "<meta charset='shift_jis'>テ", []),
        (b"<meta charset='tea'>\xc3\xa9", "<meta charset='tea'>é", []),
        (b"<meta charset='utf-16'>\xc3\xa9", "<meta charset='utf-16'>é", []),
        (b"<p>Caf\xe9", "<p>Café", ["encoding"]),
    ],
)
def test_the_character_set_is_the_one_that_a_browser_takes(
    content: bytes, words: str, codes: list[str]
) -> None:
    found, problems = decoded(content)
    assert found == words
    assert [problem.code for problem in problems] == codes


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>Tea\n  &amp;&nbsp;milk</p><p>Hot</p>", "Tea & milk\n\nHot"),
        ("Tea<br>milk<br/>cup", "Tea\nmilk\ncup"),
        ("<h1>Tea</h1><div><div>Hot</div></div>", "Tea\n\nHot"),
        ("<p>One <b>bold</b> <i>word</i>.</p>", "One bold word."),
        ("<ul><li>Tea</li><li>Milk</li></ul><p>x</p>", "Tea\nMilk\n\nx"),
        ("<ol><li>Tea</li><li value='7'>Milk</li><li>3. Cup</li></ol>", "1. Tea\n7. Milk\n3. Cup"),
        ("<ol start='4'><li>Tea</li></ol>", "4. Tea"),
        ("<li>Tea</li>", "Tea"),
        ("<dl><dt>Tea</dt><dd>hot</dd></dl>", "Tea\nhot"),
        ("10<sup>9</sup>/L of CO<sub>2</sub>", "10⁹/L of CO₂"),
        ("months<sup><a href='#r4'>4,5</a></sup>", "months^{4,5}"),
        ("months<a href='#r4'><sup>4</sup></a>", "months^{4}"),
        ("x<sup>a<br>b</sup>c", "xa\n^{b}c"),
        ("<math><msup><mi>x</mi><mn>2</mn></msup></math> tea", "x² tea"),
        ("Tea<script>var a = '<p>no</p>';</script> hot<style>p {}</style>", "Tea hot"),
        ("<nav>menu</nav><p>Tea</p><footer>site</footer>", "Tea"),
        ("<header>site</header><header><h1>Tea</h1></header>", "Tea"),
        ("<p>Tea <span style='display: none'>no</span><i hidden>no</i>hot</p>", "Tea hot"),
        ("<p>Tea <span class='x sr-only'>no</span><sup aria-hidden='true'>1</sup></p>", "Tea"),
        ("<div role='navigation'>menu</div>Tea", "Tea"),
        ("<pre>one\n  two</pre><p>three</p>", "one\n  two\n\nthree"),
        ("<p>Tea</p><pre>one\ntwo</pre>", "Tea\n\none\ntwo"),
        ("<p>Tea</p><pre></pre><p>cup</p>", "Tea\n\ncup"),
        ("Tea \x01 cup", "Tea \ufffd cup"),
    ],
)
def test_text_is_what_a_reader_sees(body: str, expected: str) -> None:
    assert text(body) == expected


def test_the_main_part_is_the_page_with_its_title() -> None:
    long = "Tea is hot. " * 30
    assert text(f"<h1>Tea</h1><p>site</p><main><p>{long}</p></main>") == f"Tea\n\n{long.strip()}"
    assert text(f"<p>site</p><main><h1>Tea</h1><p>{long}</p></main>") == f"Tea\n\n{long.strip()}"
    assert text("<p>site</p><main>Tea</main>") == "site\n\nTea"
    assert written(parsed("<p>no body</p>")).text == "no body\n"


TABLE = (
    "<table><caption>Table 1. Cups</caption><thead><tr><th>Arm</th><th>n</th></tr></thead>"
    "<tr><td rowspan='2'>Tea</td><td><p>4</p><p>5</p></td></tr><tr><td>6<sup>a</sup></td></tr>"
    "</table>"
)


def test_a_table_has_its_cells_at_their_places() -> None:
    document = page(f"<p>Before.</p>{TABLE}<p>After.</p>")
    assert document.text == (
        "Before.\n\nTable 1. Cups\nArm\tn\nTea\t4 5\n\t6^{a}\n\nAfter.\n"
    ).replace(
        "^{a}", document.text[document.text.index("\n\t6") + 3 : document.text.index("\n\nAf")]
    )
    (table,) = document.tables
    assert table.caption is not None
    assert document.words(table.caption) == "Table 1. Cups"
    assert [(c.row, c.column, c.rows, c.is_header, document.words(c.span)) for c in table.cells][
        :4
    ] == [
        (0, 0, 1, True, "Arm"),
        (0, 1, 1, True, "n"),
        (1, 0, 2, False, "Tea"),
        (1, 1, 1, False, "4 5"),
    ]
    assert [kind for kind, _ in parts(document) if kind == "table"] == ["table"]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<table><tr><td>Tea</td><td>cup</td></tr></table>", "Tea cup"),
        (f"<table><tr><td>a</td><td>b</td></tr><tr><td>{'c' * 2001}</td></tr></table>", "a b\n"),
        ("<table role='presentation'><tr><td>a<td>b<tr><td>c<td>d</table>", "a b\nc d"),
        ("<table><tr><td>a<td>b<tr><td><table><tr><td>c</table></table>", "a b\n\nc"),
    ],
)
def test_a_table_that_lays_out_a_page_is_text(body: str, expected: str) -> None:
    document = page(body)
    assert document.tables == ()
    assert document.text.startswith(expected)


def test_a_table_may_be_all_there_is() -> None:
    document = page("<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table>")
    assert document.text == "a\tb\n1\t2\n"
    assert document.tables[0].caption is None
    assert parts(document)[0][0] == "table"


PUBMED = (
    "<main><header><div><span class='period'>.</span> <span>2001 May 3;3(2):4-9.</span></div>"
    "<h1>Tea with milk</h1><div>Ada Leaf</div><h3>Affiliation</h3></header>"
    "<div><h2>Abstract</h2><p><strong>Results:</strong> Tea was better (HR, 0.62) than none at all "
    "in all of those who had asked for it, whatever the time of the day, and in all others too."
    "</p></div><div><h2>MeSH terms</h2><p>Tea</p></div></main>"
)


def test_a_saved_page_of_pubmed_is_such_a_page() -> None:
    document = page(PUBMED)
    assert document.kind == "pubmed-page"
    assert document.identifier == f"sha-{document.sha256[:16]}"
    assert ("title", "Tea with milk") in parts(document)
    assert [kind for kind, _ in parts(document)][-2:] == ["results", "furniture"]
    assert document.problems == ()


def test_a_saved_page_of_the_registry_has_its_number() -> None:
    document = page(
        "<h1>Tea v coffee</h1><p>NCT ID: NCT09990001</p><h2>Conditions</h2><p>Thirst</p>",
        '<meta name="citation_title" content="Tea">',
    )
    assert (document.kind, document.identifier) == ("ctgov-page", "ctgov-NCT09990001")
    assert document.record is None
    assert [problem.code for problem in document.problems] == ["truncated-page"]


def test_the_headings_of_a_paper_are_its_parts() -> None:
    document = page(
        "<p>J Tea</p><h1>Tea with milk</h1><p>Ada Leaf</p><h2>Abstract</h2>"
        "<p>BACKGROUND: Thirst. RESULTS: Less of it.</p><h2>Methods</h2><h3>Cups</h3><p>Two.</p>"
        f"{TABLE}<p>And more.</p><h2>Results</h2><p>Fine.</p>"
    )
    assert [kind for kind, _ in parts(document)] == [
        "front",
        "title",
        "front",
        "abstract",
        "introduction",
        "results",
        "methods",
        "table",
        "methods",
        "results",
    ]
    plain = page("<h2>Methods</h2><p>x</p><h2>Results</h2><p>y</p><h2>Discussion</h2><p>z</p>")
    assert [kind for kind, _ in parts(plain)] == ["methods", "results", "discussion"]


def test_a_heading_in_two_lines_is_two_headings() -> None:
    root = parsed("<body><h2>Tea<br>Results</h2><p>x</p></body>")
    assert [heading.words for heading in written(root).headings] == ["Tea", "Results"]


@pytest.mark.parametrize(
    ("content", "error", "words"),
    [
        (b"<html><body><script>1</script></body></html>", EmptyDocument, "nothing is seen"),
        (b"<html></html>", EmptyDocument, "nothing is seen"),
        (b"<!DOCTYPE html>" + b"<div>" * 100_000, UnreadableRecord, "too deep"),
    ],
)
def test_a_page_that_cannot_be_read_says_why(content: bytes, error: type, words: str) -> None:
    with pytest.raises(error, match=words):
        read_document(content)


def test_a_page_without_elements_is_empty() -> None:
    with pytest.raises(EmptyDocument, match="without elements"):
        parsed("  ")


def test_a_page_of_too_much_text_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html, "MAX_CHARACTERS", 10)
    with pytest.raises(DocumentTooLarge, match="cut the page"):
        page("<p>more than ten characters</p>")


def metas(*stated: tuple[str, str]) -> dict[str, object]:
    tags = "".join(f'<meta name="{name}" content="{words}">' for name, words in stated)
    return publication_values(parsed(f"<html><head>{tags}</head></html>"))


def test_what_a_page_states_of_itself_is_its_record() -> None:
    document = page(
        "<p>Some tea.</p>",
        '<meta name="citation_title" content="Tea"><meta property="citation_pmid" content="99">',
    )
    assert document.text == "Some tea.\n\ntitle: Tea\npmid: 99\n"
    assert document.record is not None
    leaf = document.record.root.leaf("pmid")
    assert leaf is not None
    assert document.words(leaf.span) == "99"
    assert parts(document)[-1][0] == "record"


STATEMENTS = (
    ("viewport", "wide"),
    ("citation_title", "Tea"),
    ("citation_journal_title", "J Tea"),
    ("citation_issn", "1234-5678"),
    ("citation_doi", "https://doi.org/10.9999/tea"),
    ("citation_firstpage", "4"),
    ("citation_lastpage", "9"),
    ("citation_keywords", "tea; milk, cup"),
    ("citation_author", "Leaf, Ada"),
    ("citation_author_institution", "Tea House"),
    ("citation_author_institution", "Mill"),
    ("citation_author_orcid", "https://orcid.org/0000-0002-1825-0097"),
    ("citation_author", "Bo"),
    ("citation_volume", "3"),
    ("citation_reference", "citation_title=Cups; citation_author=Cup B; citation_author=X;"),
    ("citation_reference", "Cup B. Cups. 1999."),
    ("citation_empty", " "),
)


def test_statements_become_fields() -> None:
    assert metas(*STATEMENTS) == {
        "title": "Tea",
        "journal": "J Tea",
        "volume": "3",
        "doi": "10.9999/tea",
        "issn": ["1234-5678"],
        "pages": "4-9",
        "keywords": ["tea", "milk", "cup"],
        "authors": [
            {
                "family": "Leaf",
                "given": "Ada",
                "affiliations": ["Tea House", "Mill"],
                "orcid": "0000-0002-1825-0097",
            },
            {"collective": "Bo"},
        ],
        "references": [
            {"title": "Cups", "first_author": "Cup B"},
            {"text": "Cup B. Cups. 1999."},
        ],
    }


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Leaf, Ada", {"family": "Leaf", "given": "Ada"}),
        ("Leaf AB", {"family": "Leaf", "initials": "AB"}),
        ("Ada B. Leaf", {"family": "Leaf", "given": "Ada B."}),
        ("Ada van der Leaf", {"family": "van der Leaf", "given": "Ada"}),
        ("Teahouse", {"collective": "Teahouse"}),
        ("Leaf,", {"collective": "Leaf,"}),
    ],
)
def test_a_name_is_parted_as_it_is_printed(words: str, expected: dict[str, str]) -> None:
    assert metas(("citation_title", "Tea"), ("citation_author", words))["authors"] == [expected]


def test_several_names_may_stand_in_one_statement() -> None:
    stated = metas(("citation_pmid", "9"), ("citation_authors", "Leaf A;Cup B;"))
    assert stated["authors"] == [
        {"family": "Leaf", "initials": "A"},
        {"family": "Cup", "initials": "B"},
    ]
    orphans = metas(
        ("citation_pmid", "9"),
        ("citation_author_institution", "Mill"),
        ("citation_authors", ";"),
        ("citation_author_orcid", "none"),
    )
    assert orphans == {"pmid": "9"}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("2012/01/12", {"text": "2012/01/12", "year": "2012", "month": "01", "day": "12"}),
        ("2012-01", {"text": "2012-01", "year": "2012", "month": "01"}),
        ("2012 Jan 12", {"text": "2012 Jan 12", "year": "2012", "month": "Jan", "day": "12"}),
        ("01/12/2012", {"text": "01/12/2012", "year": "2012"}),
        ("soon", None),
    ],
)
def test_a_date_is_taken_as_far_as_it_is_sure(words: str, expected: dict[str, str]) -> None:
    assert metas(("citation_doi", "10.9/t"), ("citation_date", words)).get("issued") == expected


def test_a_page_without_title_and_numbers_states_nothing() -> None:
    assert metas(("citation_volume", "3"), ("citation_author", "Leaf A")) == {}
