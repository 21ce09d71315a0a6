"""Prints made-up papers as PDF, as journals set them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from html import escape
from io import BytesIO
from pathlib import Path

import reportlab
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    FrameBreak,
    NextPageTemplate,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
)

WIDTH, HEIGHT = A4
_MARGIN, _GUTTER, _TOP, _FOOT = 50, 18, 50, 45
_FONT = "Vera"
_FILE = Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"

pdfmetrics.registerFont(TTFont(_FONT, str(_FILE)))


def printable(text: str) -> str:
    """Return a text with a question mark for every sign that the type lacks."""
    signs = pdfmetrics.getFont(_FONT).face.charToGlyph
    return "".join(char if char.isspace() or ord(char) in signs else "?" for char in text)


@dataclass(frozen=True)
class Press:
    """How a paper is set.

    Attributes:
        columns: on each page.
        across: height of a frame over the columns of the first page.
        head: above each page.
        foot: below each page.
        is_ragged: lines end where their words do.
    """

    columns: int = 2
    across: float = 0
    head: str = ""
    foot: str = ""
    is_ragged: bool = False
    size: float = 9
    indent: float = 0
    space: float = 4
    style: ParagraphStyle = field(init=False, compare=False)

    def __post_init__(self) -> None:
        style = ParagraphStyle(
            "prose",
            fontName=_FONT,
            fontSize=self.size,
            leading=1.25 * self.size,
            alignment=0 if self.is_ragged else 4,
            firstLineIndent=self.indent,
            spaceAfter=self.space,
        )
        object.__setattr__(self, "style", style)

    def paper(self, flow: Iterable[str | Flowable], over: Sequence[str] = ()) -> bytes:
        """Return a PDF of paragraphs, those of ``over`` across all columns of the first page."""
        out = BytesIO()
        document = BaseDocTemplate(out, pagesize=A4, invariant=True)
        first = PageTemplate("first", self._frames(self.across), onPage=self._edges)
        later = PageTemplate("later", self._frames(0), onPage=self._edges)
        document.addPageTemplates([first, later] if self.across else [later])
        pieces: list[Flowable] = [NextPageTemplate("later")]
        if self.across:
            pieces += [*map(self.paragraph, over), FrameBreak()]
        pieces += [one if isinstance(one, Flowable) else self.paragraph(one) for one in flow]
        document.build(pieces)
        return out.getvalue()

    def paragraph(self, words: str) -> Flowable:
        """Return a paragraph; ``<super>`` and ``<sub>`` are kept as mark-up."""
        marked = escape(words, quote=False)
        for name in ("super", "sub", "b"):
            marked = marked.replace(f"&lt;{name}&gt;", f"<{name}>")
            marked = marked.replace(f"&lt;/{name}&gt;", f"</{name}>")
        return Paragraph(marked, self.style)

    def ruled(self, rows: Sequence[Sequence[str]]) -> Flowable:
        """Return a table whose rows and columns are all ruled."""
        return Table(rows, style=[*_SET, ("GRID", (0, 0), (-1, -1), 0.5, "black")])

    def open_table(self, rows: Sequence[Sequence[str]]) -> Flowable:
        """Return a table with three lines across, as journals set it."""
        lines: list[tuple[object, ...]] = [("LINEABOVE", (0, 0), (-1, 0), 1, "black")]
        lines += [("LINEBELOW", (0, at), (-1, at), 1, "black") for at in (0, -1)]
        return Table(rows, colWidths=[90, 70, 70], style=[*_SET, *lines], hAlign="LEFT")

    def _frames(self, across: float) -> list[Frame]:
        room = WIDTH - 2 * _MARGIN
        width = (room - _GUTTER * (self.columns - 1)) / self.columns
        height = HEIGHT - _TOP - _FOOT - across
        found = [
            _frame(_MARGIN + number * (width + _GUTTER), _FOOT, width, height)
            for number in range(self.columns)
        ]
        over = [_frame(_MARGIN, _FOOT + height, room, across)] if across else []
        return [*over, *found]

    def _edges(self, canvas: Canvas, document: BaseDocTemplate) -> None:
        canvas.setFont(_FONT, 7)
        if self.head:
            canvas.drawString(_MARGIN, HEIGHT - 30, self.head)
            canvas.drawRightString(WIDTH - _MARGIN, HEIGHT - 30, str(310 + document.page))
        if self.foot:
            canvas.drawString(_MARGIN, 20, self.foot)


_SET = [("FONT", (0, 0), (-1, -1), _FONT, 8)]


def _frame(left: float, low: float, width: float, height: float) -> Frame:
    return Frame(left, low, width, height, 0, 0, 0, 0)


def gap(height: float) -> Flowable:
    """Return an empty place."""
    return Spacer(1, height)


def drawn(*strings: tuple[float, float, str], size: float = 9) -> bytes:
    """Return a PDF of one page with strings at their places, points from the low left."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=True)
    canvas.setFont(_FONT, size)
    for left, low, words in strings:
        canvas.drawString(left, low, words)
    canvas.save()
    return out.getvalue()
