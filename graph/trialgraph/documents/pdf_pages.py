"""The pages of a PDF as words with their places."""

import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NotRequired, TypedDict, cast

import orjson

from trialgraph.documents.inline import lowered, raised
from trialgraph.errors import PdfWithoutText, UnreadableRecord

if TYPE_CHECKING:
    from trialgraph.documents.pdf_child import ShownPage


class Shown(TypedDict):
    """What the process that opens a PDF says of it."""

    error: NotRequired[str]
    pages: NotRequired[list["ShownPage"]]


SECONDS = 60.0
"""For one PDF; a paper takes less than one."""

_BLANK = 32
_GUESSED = 0.13  # of the height: a narrower gap is none, though the library guesses a blank
_JUMP = 0.45  # of the height: how far a sign may stand from the one before and be of its word
_OVERLAP = 0.3
_TALLEST = 0.7
_SHIFT = 0.1  # of the height: how far a raised or lowered sign stands off the line
_SMALLER = 0.88
_UPRIGHT = 15  # degrees
_BEYOND = 100_000.0  # points: what is turned the other way is no neighbour
_LIGATURES = str.maketrans(
    {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl"}
    | {"\ufb05": "st", "\ufb06": "st", "\u00ad": "", "\ufeff": "", "\u200b": ""}
)

Box = tuple[float, float, float, float]
"""Left, top, right, bottom, in points from the top left."""


@dataclass(frozen=True, slots=True)
class Word:
    """Signs of a page without a blank between them.

    Attributes:
        left: where it begins, in points from the left.
        base: its baseline, in points from the top.
        size: height of its largest letters' line.
        is_bold: whether its type is heavier than the usual.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    is_bold: bool = False

    @property
    def top(self) -> float:
        """Return where its capitals begin, roughly."""
        return self.base - 0.7 * self.size


@dataclass(frozen=True, slots=True)
class Page:
    """What a page shows.

    Attributes:
        words: in the order of the file, those upright.
        turned: words along the side of the page.
        grids: the cells of its ruled tables.
    """

    width: float
    height: float
    words: tuple[Word, ...]
    turned: tuple[Word, ...] = ()
    grids: tuple[tuple[Box, ...], ...] = ()


def pages(content: bytes) -> tuple[Page, ...]:
    """Return the pages of a PDF, read by a process of its own.

    Raises:
        PdfWithoutText: it is locked.
        UnreadableRecord: it is broken, or takes too long.
    """
    found = _shown(content)
    if "error" in found:
        raise _refusal(found["error"])
    return tuple(map(_page, found["pages"]))


def _shown(content: bytes) -> Shown:
    """Return what the process that opens the PDF says of it.

    Raises:
        UnreadableRecord: it ended without a word, or takes too long.
    """
    command = [sys.executable, "-m", "trialgraph.documents.pdf_child"]
    try:
        ended = subprocess.run(  # noqa: S603 - our own module, no shell
            command, input=content, capture_output=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise UnreadableRecord(
            f"a PDF that takes over {SECONDS:.0f} seconds found, wanted a paper; print it to a "
            "new PDF, or save its text and give that"
        ) from error
    if ended.returncode != 0:
        raise UnreadableRecord(
            "a PDF that cannot be read within the limits of memory found, wanted a paper; print "
            "it to a new PDF, or save its text and give that"
        )
    return cast("Shown", orjson.loads(ended.stdout))


def _refusal(error: str) -> PdfWithoutText | UnreadableRecord:
    if "password" in error.lower():
        return PdfWithoutText(
            "a PDF locked with a password found, wanted one that opens; save it without a password"
        )
    return UnreadableRecord(
        f"a PDF with an error found ({error}), wanted a whole one; fetch or print it again"
    )


def _page(shown: "ShownPage") -> Page:
    upright, turned = _runs(shown["signs"], shown["width"], shown["height"])
    return Page(
        shown["width"],
        shown["height"],
        tuple(_words(upright)),
        tuple(_words(turned)),
        tuple(tuple(_box(cell) for cell in grid) for grid in shown["grids"]),
    )


def _box(edges: Sequence[float]) -> Box:
    left, top, right, bottom = edges
    return left, top, right, bottom


class _Run:
    """Signs on one baseline, of one size."""

    __slots__ = ("base", "follows", "heavy", "left", "right", "signs", "size")

    def __init__(self, sign: "_Sign", *, follows: bool) -> None:
        self.signs = [chr(sign.code)]
        self.left, self.right, self.base, self.size = sign.left, sign.right, sign.base, sign.size
        self.heavy = sign.weight
        self.follows = follows

    @property
    def text(self) -> str:
        return "".join(self.signs)

    def add(self, sign: "_Sign") -> None:
        self.signs.append(chr(sign.code))
        self.right = max(self.right, sign.right)


@dataclass(frozen=True, slots=True)
class _Sign:
    code: int
    left: float
    right: float
    base: float
    size: float
    weight: float


def _runs(
    signs: Sequence[Sequence[float]], width: float, height: float
) -> tuple[list[_Run], list[_Run]]:
    """Return the runs of the upright and of the turned signs."""
    found: tuple[list[_Run], list[_Run]] = ([], [])
    room, last = 0.0, -1
    for values in signs:
        if len(values) == 1:
            room = min(room, 0.0 if values[0] == _BLANK else _GUESSED)
            continue
        degrees = values[7]
        which = int(min(degrees, 360 - degrees) > _UPRIGHT)
        sign = _sign(values, (width, height))
        runs = found[which]
        is_near = which == last and _is_near(runs[-1], sign, room)
        if is_near and _is_level(runs[-1], sign):
            runs[-1].add(sign)
        else:
            runs.append(_Run(sign, follows=is_near))
        room, last = _JUMP, which
    return found


def _sign(values: Sequence[float], page: tuple[float, float]) -> _Sign:
    """Return a sign with its place along its own line: turned pages are turned back."""
    code, left, top, right, bottom, x, y, degrees, weight = values
    if min(degrees, 360 - degrees) <= _UPRIGHT:
        return _Sign(int(code), left, right, y, bottom - top, weight)
    if degrees > 180:  # noqa: PLR2004 - half a turn
        return _Sign(int(code), page[1] - bottom, page[1] - top, x, right - left, weight)
    return _Sign(int(code), top, bottom, page[0] - x + _BEYOND, right - left, weight)


def _is_near(run: _Run, sign: _Sign, room: float) -> bool:
    """Tell whether a sign goes on where a run ends, on its line or off it.

    Args:
        run: signs before it.
        sign: the next one.
        room: how wide a gap may be, of the type's height; nothing after a blank.
    """
    size = max(run.size, sign.size)
    gap = sign.left - run.right
    is_beside = room > 0 and -_OVERLAP * size < gap < room * size
    return is_beside and abs(sign.base - run.base) < _TALLEST * size


def _is_level(run: _Run, sign: _Sign) -> bool:
    return (
        abs(sign.base - run.base) < _SHIFT * run.size and abs(sign.size - run.size) < 0.1 * run.size
    )


def _words(runs: list[_Run]) -> Iterator[Word]:
    """Yield words: runs that follow each other, the small ones off the line told apart."""
    group: list[_Run] = []
    for run in runs:
        if group and not run.follows:
            yield _word(group)
            group = []
        group.append(run)
    if group:
        yield _word(group)


def _word(group: list[_Run]) -> Word:
    main = max(group, key=lambda run: (round(run.size, 1), len(run.signs)))
    text = ""
    for run in group:
        text += off_line(run.text, text, (run.base, run.size), (main.base, main.size))
    return Word(
        text.translate(_LIGATURES),
        min(run.left for run in group),
        max(run.right for run in group),
        main.base,
        main.size,
        main.heavy >= _BOLD,
    )


_BOLD = 600


def off_line(words: str, before: str, own: tuple[float, float], line: tuple[float, float]) -> str:
    """Return words as they stand on a line: raised, lowered or level.

    Args:
        words: of one baseline and size.
        before: what stands before them in their word.
        own: their baseline and size.
        line: those of the line.
    """
    (base, size), (line_base, line_size) = own, line
    if size > _SMALLER * line_size:
        return words
    if base < line_base - _SHIFT * line_size:
        return raised(words)
    return lowered(words, before) if base > line_base + 0.5 * _SHIFT * line_size else words
