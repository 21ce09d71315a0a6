"""Answers for an agent: short words, cut at a line, that end in what they are not."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from trialgraph.catalogue.pool_sentences import (
    pool_foot,
    pool_heading,
    pool_headline,
    pool_notes,
    pools,
)
from trialgraph.catalogue.sentences import foot_of, notes, place, quotation, title

if TYPE_CHECKING:
    from trialgraph.catalogue.answer import Answer, AnswerRow, Searched

MOST = 6_000
"""Characters of the lines of one answer; the foot comes beyond."""
_TOLD_AT_ONCE = ("Compared:", "Verdict:")
_LONGEST = 600  # characters of one line: a sentence of a document may be a whole table


def answer(lines: Iterable[str], searched: "Searched", hint: str = "ask for less") -> str:
    """Return lines as one answer, cut with a note where they are too many.

    Args:
        lines: what there is to say.
        searched: in which data.
        hint: what to do to see the rest.
    """
    shown, is_whole = within(lines)
    cut = [] if is_whole else [f"[cut at {MOST} characters; {hint}]"]
    return "\n".join([*shown, *cut, foot_of(searched)])


def within(lines: Iterable[str]) -> tuple[list[str], bool]:
    """Return the lines that fit one answer, and whether they are all."""
    shown: list[str] = []
    left = MOST
    for line in lines:
        short = shortened(line)
        left -= len(short) + 1
        if left < 0:
            return shown, False
        shown.append(short)
    return shown, True


def shortened(line: str) -> str:
    """Return a line without breaks, cut where it is too long."""
    words = " ".join(line.split())
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST]} [...]"


def effect_line(row: "AnswerRow", short: str) -> str:
    """Return an estimate as one line, with the words by which ``get_effect`` finds it."""
    figures, *others = notes(row)
    told = " ".join(one for one in others if one.startswith(_TOLD_AT_ONCE))
    mark = "" if row.kind == "answer" else f" [{row.kind}]"
    return f"- {title(row)}{mark}: {figures}. {told} effect={short}"


def effect_lines(row: "AnswerRow") -> Iterator[str]:
    """Yield all that is said of an estimate, each sentence in quotation marks at the end."""
    yield title(row)
    yield from notes(row)
    for passage in row.passages:
        yield f"{quotation(passage)} ({place(passage)})"


def pool_lines(told: "Answer") -> Iterator[str]:
    """Yield the pools: what they come to or what refuses them, then each estimate."""
    if not told.rows:
        yield "No estimate of that in the documents held."
    for name, rows in pools(told):
        yield pool_heading(name, rows)
        for row in rows:
            yield f"- {pool_headline(row)} {' '.join(pool_notes(row))}"
        yield pool_foot(rows)
