"""A PDF is read in the order in which a person reads it, and nothing on its pages is lost."""

import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from reportlab.lib import pdfencrypt
from reportlab.pdfgen.canvas import Canvas
from tests.documents.pdf_press import HEIGHT, Press, drawn, gap, printable
from tests.documents.pdf_words import PROSE, ROWS, in_order, pictures, sentences

from trialgraph.documents import pdf_pages
from trialgraph.documents.reader import read_document
from trialgraph.errors import PdfWithoutText, UnreadableRecord
from trialgraph.extract.view import ReadingView
from trialgraph.model.document import Document

HEAD = "A trial of a made-up drug"
FOOT = "Downloaded from journal.example.org on 3 May 2024. For personal use only."


SETTINGS = {
    "one column": Press(columns=1),
    "two columns": Press(),
    "two columns, ragged and set in": Press(is_ragged=True, indent=10, space=0),
    "two columns with heads and feet": Press(head=HEAD, foot=FOOT),
    "three columns": Press(columns=3, size=8),
}


@pytest.mark.parametrize("how", SETTINGS)
def test_every_sentence_is_read_in_its_order(how: str) -> None:
    document = read_document(SETTINGS[how].paper(PROSE))
    assert (document.kind, document.identifier[:4]) == ("pdf", "sha-")
    assert in_order(sentences("\n".join(PROSE)), document.text) == 1
    assert [line for line in document.text.split("\n\n") if line.strip()][: len(PROSE)] == PROSE


@pytest.mark.parametrize("seed", ["S1", "S3"])
@pytest.mark.parametrize("how", list(SETTINGS)[1:])
def test_the_papers_of_the_seeds_are_read_in_their_order(
    how: str, seed: str, seeds: dict[str, Path]
) -> None:
    text = printable(seeds[seed].read_text(encoding="utf-8"))
    flow = [line.strip() for line in text.splitlines() if line.strip()]
    document = read_document(SETTINGS[how].paper(flow))
    assert in_order(sentences(text), document.text) >= 0.99


def test_a_title_and_an_abstract_stand_over_the_columns() -> None:
    over = ["A randomized trial of a made-up drug in tumours of the oesophagus", PROSE[0], PROSE[1]]
    document = read_document(Press(across=130).paper(PROSE[2:], over))
    assert in_order(sentences("\n".join([*over, *PROSE[2:]])), document.text) == 1


def test_heads_and_feet_of_pages_stand_once_and_apart() -> None:
    document = read_document(SETTINGS["two columns with heads and feet"].paper(PROSE))
    last = document.sections[-1]
    assert last.kind == "furniture"
    assert document.words(last.span).splitlines() == [f"{HEAD} 311", FOOT]
    assert HEAD not in document.text[: last.span.start]


def test_the_parts_of_a_paper_become_sections() -> None:
    flow = ["A made-up trial", "Ann Author, Bob Writer", "Abstract", *PROSE[:3]]
    flow += ["Methods", *PROSE[3:9], "Results", *PROSE[9:18], "Discussion", *PROSE[18:]]
    document = read_document(Press().paper(flow))
    headings = [(section.kind, section.heading) for section in document.sections]
    assert [one for one in headings if one[1]] == [
        ("abstract", "Abstract"),
        ("methods", "Methods"),
        ("results", "Results"),
        ("discussion", "Discussion"),
    ]


@pytest.mark.parametrize("is_ruled", [True, False])
def test_a_table_keeps_its_cells(*, is_ruled: bool) -> None:
    press = Press()
    table = press.ruled(ROWS) if is_ruled else press.open_table(ROWS)
    document = read_document(
        press.paper([*PROSE[:12], "Table 1. Best response.", table, gap(12), *PROSE[12:]])
    )
    (found,) = document.tables
    assert found.label == "Table 1"
    assert found.caption is not None
    assert document.words(found.caption) == "Table 1. Best response."
    cells = [(one.row, one.column, document.words(one.span)) for one in found.cells]
    wanted = [(r, c, words) for r, row in enumerate(ROWS) for c, words in enumerate(row)]
    assert cells == wanted
    assert {one.row for one in found.cells if one.is_header} == {0}
    assert "\n".join("\t".join(row) for row in ROWS) in document.text
    assert [one.kind for one in document.sections].count("table") == 1
    assert in_order(sentences("\n".join(PROSE)), document.text) == 1


def test_raised_and_lowered_signs_stay_apart_from_words() -> None:
    words = "It rose to 10<super>9</super> per litre of CO<sub>2</sub> in months<super>4</super>"
    document = read_document(Press().paper([f"{words} and fell later.<super>9,15</super>", *PROSE]))
    assert document.text.startswith("It rose to 10⁹ per litre of CO₂ in months⁴ and fell later.")
    marks = ReadingView(document).marks
    assert [mark.numbers for mark in marks] == [(4,), (9, 15)]


def test_words_cut_by_line_ends_are_whole() -> None:
    lines = [
        "The monoclonal drug was well tolerated. In this open-label study the mono-",
        "clonal drug was given to patients whose tumours were HER2-",
        "positive, in an open-",
        "label way, and progress-",
        "ion was told by two readers.",
    ]
    places = [(60.0, 700 - 12 * at, line) for at, line in enumerate(lines)]
    text = read_document(drawn(*places)).text
    assert "study the monoclonal drug" in text
    assert "HER2-positive, in an open-label way, and progression was told" in text


SIDES = {90: "one", 270: "two"}


def test_words_along_the_side_are_no_prose() -> None:
    out = BytesIO()
    canvas = Canvas(out)
    for at in range(20):
        canvas.drawString(60, 700 - 14 * at, f"Line {at} of a page that says what the trial found.")
    for degrees, left in ((90, 580), (270, 20)):
        canvas.saveState()
        canvas.translate(left, HEIGHT / 2)
        canvas.rotate(degrees)
        canvas.drawString(0, 0, f"Printed by library {SIDES[degrees]}")
        canvas.restoreState()
    canvas.save()
    document = read_document(out.getvalue())
    last = document.sections[-1]
    assert last.kind == "furniture"
    assert document.words(last.span).splitlines() == [
        "Printed by library one",
        "Printed by library two",
    ]


def locked() -> bytes:
    out = BytesIO()
    key_words = pdfencrypt.StandardEncryption("secret", canPrint=0)
    canvas = Canvas(out, encrypt=key_words)
    canvas.drawString(60, 700, PROSE[0][:60])
    canvas.save()
    return out.getvalue()


REFUSED = {
    "locked": (locked, PdfWithoutText, "password"),
    "pictures of pages": (pictures, PdfWithoutText, "1 pages without text"),
    "no PDF inside": (lambda: b"%PDF-1.4\n" + bytes(range(128, 256)), UnreadableRecord, "error"),
    "cut off": (lambda: Press().paper(PROSE)[:300], UnreadableRecord, "error"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_a_pdf_without_text_is_refused_with_the_reason(what: str) -> None:
    make, error, words = REFUSED[what]
    with pytest.raises(error, match=words):
        read_document(make())


def test_a_pdf_that_takes_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_pages, "SECONDS", 0.0)
    with pytest.raises(UnreadableRecord, match="takes over 0 seconds"):
        read_document(pictures())


def test_a_pdf_that_brings_its_reader_down_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    ended = subprocess.CompletedProcess([sys.executable], -11, b"", b"")
    monkeypatch.setattr(subprocess, "run", lambda *_args, **_options: ended)
    with pytest.raises(UnreadableRecord, match="limits of memory"):
        read_document(pictures())


def test_the_same_bytes_give_the_same_document() -> None:
    content = Press().paper(PROSE)
    assert read_document(content) == read_document(content)


def covers(document: Document) -> bool:
    spans = [section.span for section in document.sections]
    ends = [0, *(span.end for span in spans)]
    return ends[-1] == len(document.text) and [span.start for span in spans] == ends[:-1]


def test_sections_cover_all_of_the_text() -> None:
    assert covers(read_document(Press(head=HEAD).paper(PROSE)))


def test_a_sign_without_a_letter_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    content = drawn((60.0, 700.0, "The value of the made-up test was 4.5 in all patients."))
    shown = pdf_pages.pages(content)
    assert shown[0].words
    word = pdf_pages.Word("\ufffd4.5", 60, 90, 100, 9)
    page = pdf_pages.Page(595, 842, (*shown[0].words, word))
    monkeypatch.setattr("trialgraph.documents.pdf.pages", lambda _content: (page,))
    (problem,) = read_document(content).problems
    assert problem.code == "encoding"
    assert problem.message.startswith("1 signs")


def test_pypdfium2_is_never_asked_in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pypdfium2, "PdfDocument", None)
    assert read_document(Press().paper(PROSE[:4])).text
