"""The signs on the pages of a PDF, found by a process of its own that may be killed.

The library that opens a PDF is native code, and a PDF made to harm could bring it down:
then this process ends, under limits of memory and time, and nothing else. It reads the
PDF from standard input and writes JSON. Coordinates are points from the top left.
"""

import ctypes
import math
import resource
import sys
import time
from collections.abc import Iterator
from io import BytesIO
from typing import TypedDict

import orjson
import pypdfium2
from pypdfium2 import raw

MOST_PAGES = 2_000
MOST_SIGNS = 5_000_000
MEMORY = 4_000_000_000
TABLE_SECONDS = 20.0

_THIN = 2.5  # points; thicker paths are bars and boxes of drawings
_FEWEST_RULES = 3
_LINE_ENDS = (0x0002, 0x00AD, 0xFFFE)  # the library's own sign, and a soft hyphen
BLANK, GUESSED_BLANK = 0x20, 0
_BLANKS = (0x20, 0xA0, 0x0A, 0x0D, 0x09)
_SURROGATES = range(0xD800, 0xE000)
_NO_SIGNS = (*range(0x7F, 0xA0), 0xFFFF)
_FAULTS = (pypdfium2.PdfiumError, ValueError, RuntimeError, OSError)


class ShownPage(TypedDict):
    """A page as it is handed over.

    Attributes:
        signs: see ``_signs``.
        rules: left, top, right, bottom of its thin strokes.
        grids: the same of the cells of each ruled table.
    """

    width: float
    height: float
    signs: list[tuple[float, ...]]
    rules: list[tuple[float, ...]]
    grids: list[list[tuple[float, ...]]]


_EMPTY = ShownPage(width=0, height=0, signs=[], rules=[], grids=[])


def main() -> None:
    """Read a PDF from standard input and write what its pages show."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    content = sys.stdin.buffer.read()
    sys.stdout.buffer.write(orjson.dumps(shown(content)))


def shown(content: bytes) -> dict[str, object]:
    """Return the pages of a PDF, or ``{"error": ...}`` with what the library says of it."""
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        return {"error": str(error)}
    try:
        if len(document) > MOST_PAGES:
            return {"error": f"{len(document):,} pages, of which at most {MOST_PAGES:,} are read"}
        return {"pages": list(_pages(document, content))}
    finally:
        document.close()


def _pages(document: pypdfium2.PdfDocument, content: bytes) -> Iterator[ShownPage]:
    """Yield the pages; one that cannot be read is empty."""
    left, deadline = MOST_SIGNS, time.monotonic() + TABLE_SECONDS
    for number in range(len(document)):
        try:
            page = _page(document[number], left)
        except _FAULTS:
            yield _EMPTY
            continue
        left -= len(page["signs"])
        if _is_grid(page["rules"]) and time.monotonic() < deadline:
            page["grids"] = _grids(content, number)
        yield page


def _page(page: pypdfium2.PdfPage, most: int) -> ShownPage:
    width, height = page.get_size()
    text = page.get_textpage()
    count = min(raw.FPDFText_CountChars(text.raw), max(0, most))
    return ShownPage(
        width=width,
        height=height,
        signs=list(_signs(text.raw, count, height)),
        rules=list(_rules(page, height)),
        grids=[],
    )


def _signs(text: raw.FPDF_TEXTPAGE, count: int, height: float) -> Iterator[tuple[float, ...]]:
    """Yield each sign: its code, box, origin, degrees and weight; of a blank the code alone."""
    box, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    for at in range(count):
        code = raw.FPDFText_GetUnicode(text, at)
        if raw.FPDFText_IsGenerated(text, at) == 1 or code in _BLANKS:
            yield (GUESSED_BLANK if raw.FPDFText_IsGenerated(text, at) == 1 else BLANK,)
            continue
        raw.FPDFText_GetLooseCharBox(text, at, box)
        raw.FPDFText_GetCharOrigin(text, at, x, y)
        yield (
            _code(code),
            round(box.left, 2),
            round(height - box.top, 2),
            round(box.right, 2),
            round(height - box.bottom, 2),
            round(x.value, 2),
            round(height - y.value, 2),
            round(math.degrees(raw.FPDFText_GetCharAngle(text, at))) % 360,
            raw.FPDFText_GetFontWeight(text, at),
        )


def _code(code: int) -> int:
    """Return a code that a text may hold: U+FFFD where the PDF does not say which sign it is."""
    if code in _LINE_ENDS:
        return ord("-")
    is_none = code < BLANK or code in _SURROGATES or code in _NO_SIGNS
    return 0xFFFD if is_none else code


def _rules(page: pypdfium2.PdfPage, height: float) -> Iterator[tuple[float, ...]]:
    """Yield the thin straight strokes of a page as left, top, right, bottom."""
    for found in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=3):
        try:
            left, bottom, right, top = found.get_bounds()
        except pypdfium2.PdfiumError:
            continue
        if min(right - left, top - bottom) <= _THIN and max(right - left, top - bottom) > _THIN:
            yield round(left, 1), round(height - top, 1), round(right, 1), round(height - bottom, 1)


def _is_grid(rules: list[tuple[float, ...]]) -> bool:
    """Tell whether strokes go both ways, as the lines of a table with ruled columns do."""
    flat = [r[2] - r[0] > r[3] - r[1] for r in rules]
    return sum(flat) >= _FEWEST_RULES and len(flat) - sum(flat) >= _FEWEST_RULES


def _grids(content: bytes, number: int) -> list[list[tuple[float, ...]]]:
    """Return the cells of each ruled table of a page."""
    import pdfplumber  # noqa: PLC0415 - slow to load, and few PDFs rule their columns

    try:
        with pdfplumber.open(BytesIO(content), pages=[number + 1]) as document:
            return [[tuple(cell) for cell in one.cells] for one in document.pages[0].find_tables()]
    # pdfplumber has no error of its own; a table that it cannot see costs nothing but the table.
    except Exception:  # noqa: BLE001
        return []


if __name__ == "__main__":
    main()
