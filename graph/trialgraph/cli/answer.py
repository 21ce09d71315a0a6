"""Lays an answer out for a person, in 100 columns, with the sentence under every number."""

import textwrap
from typing import TYPE_CHECKING

from trialgraph.catalogue.cells import kind_mark, row_heading, said_cells
from trialgraph.catalogue.pool_sentences import (
    pool_foot,
    pool_heading,
    pool_headline,
    pool_notes,
    pools,
)
from trialgraph.catalogue.sentences import (
    Documents,
    described,
    foot,
    headline,
    lead,
    notes,
    place,
    prints_figures,
    quotation,
)
from trialgraph.catalogue.tiers import is_graded, tiers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trialgraph.catalogue.answer import Answer, AnswerRow

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


def passage_lines(row: "AnswerRow", documents: Documents) -> "Iterator[str]":
    """Yield each sentence of a row in quotation marks, and where it stands."""
    for passage in row.passages:
        yield wrap(quotation(passage), 4, 1)
        yield wrap(place(passage, documents), 5, 2)


def graded_lines(row: "AnswerRow", documents: Documents) -> "Iterator[str]":
    """Yield a result, claim or gap: which one, what is said of it, the sentences."""
    yield wrap(headline(row, documents), 2, 2)
    yield from (wrap(note, 4, 2) for note in notes(row, documents))
    yield from passage_lines(row, documents)


def tier_lines(answer: "Answer") -> "Iterator[str]":
    """Yield the tiers of a benefit question; an empty tier says so in words."""
    for tier in tiers(answer):
        yield ""
        yield tier.heading if tier.rows else f"{tier.heading}: none in the documents held"
        for row in tier.rows:
            yield from graded_lines(row, answer.documents)


def plain_lines(answer: "Answer") -> "Iterator[str]":
    """Yield the rows of any other question: each column that says something, then sentences."""
    if not answer.rows:
        yield ""
        yield "None in the documents held."
    for row in answer.rows:
        yield ""
        yield wrap(row_heading(answer, row), 2, 2)
        yield from (wrap(f"{name}: {words}", 4, 2) for name, words in said_cells(answer, row))
        yield from passage_lines(row, answer.documents)


def result_lines(answer: "Answer") -> "Iterator[str]":
    """Yield the results of a list of estimates, those that are not current marked."""
    for row in answer.rows:
        yield ""
        if mark := kind_mark(answer, row).strip():
            yield wrap(mark, 2, 2)
        yield from graded_lines(row, answer.documents)


def pool_lines(answer: "Answer") -> "Iterator[str]":
    """Yield the pools: what they come to or what refuses them, then each estimate."""
    for name, rows in pools(answer):
        yield ""
        yield wrap(pool_heading(name, rows), 0)
        for row in rows:
            yield wrap(pool_headline(row), 2, 2)
            yield from (wrap(note, 4, 2) for note in pool_notes(row))
            yield from passage_lines(row, answer.documents)
        if foot_note := pool_foot(rows):
            yield wrap(foot_note, 2, 2)


def document_lines(documents: Documents) -> "Iterator[str]":
    """Yield the documents that the answer quotes, with all that identifies each."""
    known = [one for one in documents.values() if one.citation]
    if known:
        yield ""
        yield "Documents quoted or named"
        yield from (wrap(described(one), 2, 2) for one in known)


def note_lines(answer: "Answer") -> "Iterator[str]":
    """Yield how words of the question are meant: what the answer does not say."""
    if answer.notes:
        yield ""
    yield from (wrap(f"Note: {words}", 0, 2) for words in answer.notes)


def answer_text(answer: "Answer") -> str:
    """Return the whole answer for a person, ending with where was searched."""
    if is_graded(answer):
        body = tier_lines(answer)
    elif answer.rows and answer.forests is not None:
        body = pool_lines(answer)
    elif answer.rows and prints_figures(answer):
        body = result_lines(answer)
    else:
        body = plain_lines(answer)
    sources = document_lines(answer.documents)
    ends = [*note_lines(answer), "", wrap(foot(answer), 0)]
    return "\n".join([wrap(lead(answer), 0), *body, *sources, *ends]) + "\n"
