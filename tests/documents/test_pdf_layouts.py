"""Odd layouts of a PDF are read in order: notes, wide tables, titles, turned pages."""

from collections.abc import Sequence
from io import BytesIO

import pypdfium2
import pytest
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph
from tests.documents.pdf_press import HEIGHT, WIDTH, Press, drawn, gap
from tests.documents.pdf_words import PROSE, ROWS, in_order, sentences

from trialgraph.documents.pdf_gutters import usual_gutters
from trialgraph.documents.pdf_pages import pages
from trialgraph.documents.reader import read_document
from trialgraph.model.document import Document

LEFT, ROOM, COLUMN = 60, 475, 228
RIGHT = LEFT + ROOM - COLUMN
TITLE = "A randomised trial of a made-up drug in adults with tumours of the oesophagus"
AUTHORS = "Ann Author, Bob Writer, Cleo Reader and Dan Counter, for the Made-Up Group"
NOTES = [
    "<super>a</super>The nurses were paid by the region, as the law of the land asks of each.",
    "<super>b</super>Letters to Ann Author, Old Street 4, Ghent, who answers all within a month.",
]
WIDE = [
    ["Outcome", "Drug (N=101)", "Placebo (N=99)", "Hazard ratio (95% CI)", "P value"],
    ["Median survival, months", "18.2", "14.1", "0.71 (0.53 to 0.95)", "0.02"],
    ["Median time to progression, months", "7.3", "5.2", "0.66 (0.49 to 0.89)", "0.006"],
    ["Objective response, no. (%)", "41 (40.6)", "29 (29.3)", "1.60 (0.91 to 2.82)", "0.09"],
]
PLACES = (0, 170, 250, 330, 440)


class Sheet:
    """A PDF on which pieces are put at their places."""

    def __init__(self) -> None:
        self._out = BytesIO()
        self.canvas = Canvas(self._out, pagesize=(WIDTH, HEIGHT), invariant=True)

    def put(
        self, words: Sequence[str], left: float, top: float, width: float, size: float = 9
    ) -> float:
        """Set paragraphs below each other and return how far down they reach."""
        style = ParagraphStyle("any", fontName="Times-Roman", fontSize=size, leading=1.25 * size)
        style.alignment = 4
        for paragraph in (Paragraph(one, style) for one in words):
            height = paragraph.wrap(width, HEIGHT)[1]
            paragraph.drawOn(self.canvas, left, HEIGHT - top - height)
            top += height + 4
        return top

    def columns(self, words: Sequence[str], top: float = 60) -> None:
        """Set paragraphs in two columns, half of them in each."""
        half = len(words) // 2
        self.put(words[:half], LEFT, top, COLUMN)
        self.put(words[half:], RIGHT, top, COLUMN)

    def table(self, caption: str, top: float, height: float = HEIGHT) -> float:
        """Set a table across both columns and return where its last row stands."""
        self.canvas.setFont("Times-Bold", 9)
        self.canvas.drawString(LEFT, height - top, caption)
        self.canvas.setFont("Times-Roman", 8.5)
        for row in WIDE:
            top += 14
            for place, words in zip(PLACES, row, strict=True):
                self.canvas.drawString(LEFT + place, height - top, words)
        return top

    def done(self) -> bytes:
        """Return the PDF."""
        self.canvas.save()
        return self._out.getvalue()


def plain(words: str) -> str:
    return words.replace("<super>", "").replace("</super>", "")


def test_notes_at_the_foot_of_a_page_cut_no_sentence() -> None:
    sheet = Sheet()
    for page in range(3):
        sheet.put(PROSE[8 * page : 8 * page + 8], LEFT, 60, ROOM, 10)
        if page == 1:
            sheet.put(NOTES, LEFT, 724, ROOM, 7.5)
        sheet.canvas.drawCentredString(WIDTH / 2, 30, str(page + 1))
        sheet.canvas.showPage()
    document = read_document(sheet.done())
    assert all(words in document.text for words in PROSE[:24])
    assert in_order([plain(note) for note in NOTES], document.text) == 1
    assert document.words(document.sections[-1].span).splitlines() == ["1"]


def rows_of(document: Document) -> list[list[str]]:
    (table,) = document.tables
    found: dict[int, list[str]] = {}
    for cell in table.cells:
        found.setdefault(cell.row, []).append(document.words(cell.span))
    return list(found.values())


@pytest.mark.parametrize("after", ["Values are medians or counts; CI, confidence interval.", ""])
@pytest.mark.parametrize("caption", [f"Table 2. {TITLE}.", "Table 2. Outcomes."])
def test_a_table_across_both_columns_stands_between_them(caption: str, after: str) -> None:
    sheet = Sheet()
    sheet.columns(PROSE[:8])
    low = sheet.table(caption, 400)
    sheet.canvas.setFont("Times-Roman", 7)
    sheet.canvas.drawString(LEFT, HEIGHT - low - 12, after)
    sheet.columns(PROSE[8:16], low + 40)
    sheet.canvas.showPage()
    sheet.columns(PROSE[16:])
    document = read_document(sheet.done())
    assert rows_of(document) == WIDE
    assert [words for words in PROSE if words not in document.text] == []
    assert in_order([PROSE[7], caption, PROSE[8]], document.text) == 1
    assert in_order(sentences("\n".join(PROSE)), document.text) == 1


def test_a_wide_table_may_end_a_page() -> None:
    sheet = Sheet()
    sheet.columns(PROSE[:10])
    sheet.table("Table 2. Outcomes.", 600)
    sheet.canvas.showPage()
    sheet.columns(PROSE[10:])
    document = read_document(sheet.done())
    assert rows_of(document) == WIDE
    assert in_order(sentences("\n".join(PROSE)), document.text) == 1


def test_a_title_of_a_table_without_rows_leaves_the_columns_alone() -> None:
    sheet = Sheet()
    sheet.columns(PROSE[:12])
    sheet.canvas.drawString(LEFT, HEIGHT - 520, "Table 2. A picture that was lost.")
    sheet.canvas.showPage()
    sheet.columns(PROSE[12:])
    document = read_document(sheet.done())
    assert document.tables == ()
    assert in_order(sentences("\n".join(PROSE)), document.text) == 1


def headed() -> bytes:
    sheet = Sheet()
    top = sheet.put([TITLE], LEFT, 60, ROOM, 18)
    top = sheet.put([AUTHORS], LEFT, top + 10, ROOM, 10)
    sheet.columns(PROSE[:14], top + 20)
    sheet.canvas.showPage()
    sheet.columns(PROSE[14:])
    return sheet.done()


def test_a_title_across_both_columns_comes_first() -> None:
    text = read_document(headed()).text
    assert [line for line in text.split("\n\n") if line.strip()] == [TITLE, AUTHORS, *PROSE]


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_page_that_is_shown_turned_is_read_as_shown(degrees: int) -> None:
    content, out = headed(), BytesIO()
    opened = pypdfium2.PdfDocument(content)
    opened[1].set_rotation(degrees)
    opened.save(out)
    opened.close()
    assert read_document(out.getvalue()).text == read_document(content).text


@pytest.mark.parametrize("degrees", [90, -90])
def test_a_table_along_the_side_of_a_page_is_read(degrees: int) -> None:
    sheet = Sheet()
    sheet.columns(PROSE[:16])
    sheet.canvas.showPage()
    sheet.canvas.translate(*((WIDTH, 0) if degrees > 0 else (0, HEIGHT)))
    sheet.canvas.rotate(degrees)
    low = sheet.table(f"Table 3. {TITLE}.", 80, WIDTH)
    sheet.canvas.setFont("Times-Roman", 8)
    for number, words in enumerate(PROSE[28:], start=2):
        sheet.canvas.drawString(LEFT, WIDTH - low - 30 * number, words[:130])
    sheet.canvas.showPage()
    sheet.columns(PROSE[16:28])
    document = read_document(sheet.done())
    assert rows_of(document)[: len(WIDE)] == WIDE
    assert in_order(sentences("\n".join(PROSE[:28])), document.text) == 1


def test_pages_in_three_columns_share_both_gutters() -> None:
    shown = pages(Press(columns=3, size=8).paper(PROSE * 4))
    found = usual_gutters(page.words for page in shown)
    assert sorted(round(gutter.edge) for gutter in found) == [221, 392]


def test_lists_of_names_are_read_column_by_column_where_other_pages_have_columns() -> None:
    sheet = Sheet()
    sheet.columns(PROSE[:16])
    sheet.canvas.showPage()
    names = [f"Nurse {at}" for at in range(24)]
    for at in range(12):
        sheet.canvas.drawString(LEFT, HEIGHT - 60 - 14 * at, names[at])
        sheet.canvas.drawString(RIGHT, HEIGHT - 60 - 14 * at, names[12 + at])
    document = read_document(sheet.done())
    assert in_order(names, document.text) == 1


def lines(*words: str, top: float = 760, step: float = 11) -> bytes:
    return drawn(*((60.0, top - step * at, line) for at, line in enumerate(words)))


def test_a_word_cut_by_the_end_of_a_column_is_whole() -> None:
    left = [f"The nurses of ward {at} counted tablets twice a day." for at in range(19)]
    right = [f"the doctors of ward {at} came to look at the patients." for at in range(20)]
    left.append("No trial of this kind was ever done with the mono-")
    right[0] = "clonal drug before, as far as all of us do know it,"
    places = [(60.0, 700.0 - 12 * at, line) for at, line in enumerate(left)]
    places += [(320.0, 700.0 - 12 * at, line) for at, line in enumerate(right)]
    assert "ever done with the monoclonal drug before" in read_document(drawn(*places)).text


def test_two_lines_of_which_the_first_is_short_are_two_paragraphs() -> None:
    words = "The patients came to the ward each week and were asked how they felt that day"
    assert read_document(lines("Study visits", words)).text == f"Study visits\n\n{words}\n\n"


def ruled(rows: Sequence[Sequence[str]]) -> Document:
    press = Press(columns=1)
    return read_document(press.paper([*PROSE[:4], press.ruled(rows), gap(12), *PROSE[4:]]))


FRAMES = {
    "notes side by side": [[PROSE[0][:40], PROSE[1][:40]], ["And no more.", ""]],
    "a list with an empty column": [[words[:40], ""] for words in PROSE[:6]],
    "a single row": [[words[:20] for words in PROSE[:4]], [""] * 4],
}


@pytest.mark.parametrize("what", FRAMES)
def test_frames_around_words_are_no_tables(what: str) -> None:
    document = ruled(FRAMES[what])
    assert document.tables == ()
    assert all(words in document.text for row in FRAMES[what] for words in row)


def table_in(*rows: tuple[str, ...], notes: Sequence[str] = (), size: float = 9) -> Document:
    """Return a document of prose whose last column holds a table, and notes below it."""
    sheet = Sheet()
    low = sheet.put(PROSE[:6], LEFT, 60, ROOM) + 20
    sheet.canvas.setFont("Times-Roman", 9)
    sheet.canvas.drawString(LEFT, HEIGHT - low, "Table 1. Best response.")
    for row in rows:
        low += 12
        for place, words in zip((0, 170, 300), row, strict=False):
            sheet.canvas.drawString(LEFT + place, HEIGHT - low, words)
    sheet.canvas.setFont("Times-Roman", size)
    for note in notes:
        low += 12
        sheet.canvas.drawString(LEFT, HEIGHT - low, note)
    return read_document(sheet.done())


def test_a_table_may_end_a_document() -> None:
    assert rows_of(table_in(*map(tuple, ROWS))) == ROWS


def test_words_below_the_last_row_are_no_row() -> None:
    document = table_in(*map(tuple, ROWS), notes=["Counted twice"])
    assert rows_of(document) == ROWS
    assert "Counted twice" in document.text


def test_notes_in_small_type_belong_to_their_table() -> None:
    notes = ["* Counted by two nurses of the ward.", "and by one of the doctors."]
    (table,) = table_in(*map(tuple, ROWS), notes=notes, size=7).tables
    assert len(table.footnotes) == len(notes)


def test_prose_in_small_type_far_below_a_table_is_no_note() -> None:
    notes = ["* Counted by two nurses.", "", "", "", "The end of a made-up paper."]
    document = table_in(*map(tuple, ROWS), notes=notes, size=7)
    (table,) = document.tables
    assert [document.words(note) for note in table.footnotes] == notes[:1]


def test_a_head_over_two_columns_covers_both() -> None:
    over = ("Response", "of the patients who were given the drug or the placebo")
    document = table_in(over, *map(tuple, ROWS))
    (table,) = document.tables
    head = next(cell for cell in table.cells if document.words(cell.span).startswith("of the"))
    assert (head.row, head.column, head.columns) == (0, 1, 2)


def test_a_table_of_words_has_one_row_of_heads() -> None:
    rows = [
        ("Item", "Who", "When"),
        ("Tablets", "nurses", "weekly"),
        ("Deaths", "doctors", "daily"),
    ]
    document = table_in(*rows)
    (table,) = document.tables
    assert {cell.row for cell in table.cells if cell.is_header} == {0}


def test_a_page_of_one_line_is_read() -> None:
    words = "An empty page follows this one line, and then the paper begins."
    assert read_document(lines(words)).text.strip() == words
