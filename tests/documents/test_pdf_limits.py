"""The process that opens a PDF keeps its limits, and what it cannot read costs nothing else."""

import io
import resource
import subprocess
import sys

import orjson
import pdfplumber
import pypdfium2
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from tests.documents.pdf_press import Press, gap
from tests.documents.pdf_words import PROSE, ROWS, pictures

from trialgraph.documents import pdf_child
from trialgraph.documents.reader import read_document
from trialgraph.errors import PdfWithoutText, UnreadableRecord

PAGES = Press().paper(PROSE)
_run = subprocess.run


def ruled() -> bytes:
    press = Press()
    return press.paper([*PROSE[:12], press.ruled(ROWS), gap(12), *PROSE[12:]])


def shown_pages(content: bytes) -> list[pdf_child.ShownPage]:
    found = pdf_child.shown(content)["pages"]
    assert isinstance(found, list)
    return found


def letters(page: pdf_child.ShownPage) -> str:
    return "".join(chr(int(sign[0])) for sign in page["signs"])


def test_a_pdf_that_needs_more_memory_than_the_limit_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    small = "from trialgraph.documents import pdf_child as c; c.MEMORY = 1; c.main()"

    def run(_command: list[str], **options: object) -> object:
        return _run([sys.executable, "-c", small], **options)  # type: ignore[call-overload]

    monkeypatch.setattr(subprocess, "run", run)
    with pytest.raises(UnreadableRecord, match="limits of memory"):
        read_document(PAGES)


def test_the_process_sets_its_limit_and_writes_what_it_saw(
    monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    limits: list[object] = []
    monkeypatch.setattr(resource, "setrlimit", lambda *given: limits.append(given))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(PAGES)))
    pdf_child.main()
    assert limits == [(resource.RLIMIT_AS, (pdf_child.MEMORY, pdf_child.MEMORY))]
    written = orjson.loads(capsysbinary.readouterr().out)
    assert written == orjson.loads(orjson.dumps(pdf_child.shown(PAGES)))


def test_what_is_no_pdf_and_signs_that_are_no_text_are_told() -> None:
    assert list(pdf_child.shown(b"no PDF")) == ["error"]
    assert chr(pdf_child._code(0x00AD)) == "-"  # noqa: SLF001 - a sign that few PDFs have
    assert chr(pdf_child._code(0xD800)) == "\ufffd"  # noqa: SLF001


def test_a_thick_bar_is_no_rule() -> None:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=True)
    canvas.rect(100, 100, 50, 50)
    canvas.line(100, 300, 200, 300)
    canvas.save()
    (page,) = shown_pages(out.getvalue())
    assert [rule[2] - rule[0] > 90 for rule in page["rules"]] == [True]


def test_a_pdf_of_too_many_pages_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_child, "MOST_PAGES", 1)
    (words,) = pdf_child.shown(PAGES).values()
    assert words == "2 pages, of which at most 1 are read"


def test_signs_beyond_the_limit_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_child, "MOST_SIGNS", 10)
    assert [len(page["signs"]) for page in shown_pages(PAGES)] == [10, 0]


def test_a_page_that_cannot_be_read_is_empty(monkeypatch: pytest.MonkeyPatch) -> None:
    opened = pypdfium2.PdfDocument.__getitem__

    def broken(document: pypdfium2.PdfDocument, number: int) -> pypdfium2.PdfPage:
        if number == 0:
            raise pypdfium2.PdfiumError("Failed to load page.")
        return opened(document, number)

    monkeypatch.setattr(pypdfium2.PdfDocument, "__getitem__", broken)
    first, second = shown_pages(PAGES)
    assert (first["signs"], bool(second["signs"])) == ([], True)


def test_strokes_without_edges_cost_only_the_strokes(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = shown_pages(ruled())

    def fails(_stroke: pypdfium2.PdfObject) -> None:
        raise pypdfium2.PdfiumError("Failed to locate page object.")

    monkeypatch.setattr(pypdfium2.PdfObject, "get_bounds", fails)
    without = shown_pages(ruled())
    assert any(page["rules"] for page in whole)
    assert not any(page["rules"] for page in without)
    assert list(map(letters, without)) == list(map(letters, whole))


def test_a_grid_that_cannot_be_seen_costs_only_the_grid(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = shown_pages(ruled())

    def fails(*_: object, **__: object) -> None:
        raise ValueError("not a colour space")

    monkeypatch.setattr(pdfplumber, "open", fails)
    without = shown_pages(ruled())
    assert [len(page["grids"]) for page in whole] == [1, 0]
    assert not any(page["grids"] for page in without)
    assert list(map(letters, without)) == list(map(letters, whole))


def test_pages_that_are_pictures_are_told_by_a_code_of_their_own() -> None:
    with pytest.raises(PdfWithoutText) as refused:
        read_document(pictures())
    assert refused.value.code == "pdf-without-text"
