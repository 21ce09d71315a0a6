"""Lays an answer out for a person, in 100 columns, with the sentence under every number."""

import textwrap
from typing import TYPE_CHECKING

from trialgraph.catalogue.sentences import foot, headline, lead, notes, place, quotation
from trialgraph.catalogue.tables import word
from trialgraph.catalogue.tiers import is_graded, tiers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from trialgraph.catalogue.answer import Answer, AnswerRow, Passage

WIDTH = 100


def wrap(words: str, indent: int, hanging: int = 0) -> str:
    """Return words in lines of at most 100 columns."""
    return textwrap.fill(
        words,
        WIDTH,
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent + hanging),
        break_long_words=False,
        break_on_hyphens=False,
    )


def passage_lines(passages: "Iterable[Passage]", indent: int = 4) -> "Iterator[str]":
    """Yield each sentence in quotation marks, and where it stands."""
    for passage in passages:
        yield wrap(quotation(passage), indent, 1)
        yield wrap(place(passage), indent + 1)


def graded_lines(row: "AnswerRow") -> "Iterator[str]":
    """Yield a result, claim or gap: which one, what is said of it, the sentences."""
    yield wrap(headline(row), 2, 2)
    yield from (wrap(note, 4, 2) for note in notes(row))
    yield from passage_lines(row.passages)


def tier_lines(answer: "Answer") -> "Iterator[str]":
    """Yield the tiers of a benefit question; an empty tier says so in words."""
    for tier in tiers(answer):
        yield ""
        yield tier.heading if tier.rows else f"{tier.heading}: none in the documents held"
        for row in tier.rows:
            yield from graded_lines(row)


def plain_lines(answer: "Answer") -> "Iterator[str]":
    """Yield the rows of any other question: each column that says something, then sentences."""
    if not answer.rows:
        yield ""
        yield "None in the documents held."
    shown = [c.name for c in answer.columns if c.name not in {"kind", "label", "iri"}]
    for row in answer.rows:
        yield ""
        kind = "" if row.kind == "answer" else f" [{row.kind}]"
        yield wrap((row.text("label") or row.text("held") or answer.question) + kind, 2, 2)
        for name in shown:
            value = word(row.cells[name])
            if value:
                yield wrap(f"{name.replace('_', ' ')}: {value}", 4, 2)
        yield from passage_lines(row.passages)


def result_lines(answer: "Answer") -> "Iterator[str]":
    """Yield the results of a list of estimates, those that are not current marked."""
    for row in answer.rows:
        yield ""
        if row.kind != "answer":
            yield f"  [{row.kind}]"
        yield from graded_lines(row)


def answer_text(answer: "Answer") -> str:
    """Return the whole answer for a person, ending with where was searched."""
    columns = {column.name for column in answer.columns}
    if is_graded(answer):
        body = tier_lines(answer)
    elif answer.rows and {"value_printed", "strength"} <= columns:
        body = result_lines(answer)
    else:
        body = plain_lines(answer)
    return "\n".join([wrap(lead(answer), 0), *body, "", wrap(foot(answer), 0)]) + "\n"
