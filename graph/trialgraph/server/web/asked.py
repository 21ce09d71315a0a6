"""An answer to a named question as its page shows it: headings, sentences, where they stand."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from markupsafe import Markup

from trialgraph import names
from trialgraph.catalogue.answer import documents_in
from trialgraph.catalogue.cells import is_figures, kind_mark, row_heading, said_cells, said_table
from trialgraph.catalogue.forest import Forest, forest_svg
from trialgraph.catalogue.pool_sentences import (
    pool_foot,
    pool_heading,
    pool_headline,
    pool_notes,
    pools,
)
from trialgraph.catalogue.sentences import described, foot, headline, notes, prints_figures
from trialgraph.catalogue.tiers import is_graded, tiers
from trialgraph.server.addresses import page_of
from trialgraph.server.web.estimates import Quoted, quoted_of
from trialgraph.server.web.fields import label_of

if TYPE_CHECKING:
    from trialgraph.catalogue.answer import Answer, AnswerRow
    from trialgraph.catalogue.quoted import QuotedDocument

NONE_HELD = "None in the documents held."
MOST = 200
"""Rows on a page; the API gives all of them."""
_OF_POOLS = {"synthesis", "single", "refusal"}


@dataclass(frozen=True, slots=True)
class Article:
    """One row of an answer.

    Attributes:
        heading: what it is about.
        page: about that; empty where there is none.
        said: sentences.
        cells: columns that say something, each with its words.
        sentences: of the documents.
    """

    heading: str
    page: str
    said: tuple[str, ...] = ()
    cells: tuple[tuple[str, str], ...] = ()
    sentences: tuple[Quoted, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """Rows under one heading.

    Attributes:
        heading: empty where the answer has but one part.
        articles: a row each; where there are none, that is said.
        plot: SVG; empty where nothing is drawn.
        note: what to know of all of them.
        heads: of a table that holds the cells of all articles; empty where each has its own.
    """

    heading: str
    articles: tuple[Article, ...]
    plot: str = ""
    note: str = ""
    heads: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A document that an answer quotes or names."""

    words: str
    page: str
    links: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """An answer.

    Attributes:
        lead: what it was asked about.
        parts: its rows.
        sources: the documents that it quotes or names.
        remarks: how words of the question are meant.
        searched: where, and in which data.
        is_cut: whether there are more rows than are shown.
    """

    lead: str
    parts: tuple[Part, ...]
    sources: tuple[Source, ...]
    remarks: tuple[str, ...]
    searched: str
    is_cut: bool = False


def asked_of(answer: "Answer") -> Asked:
    """Return an answer as its page shows it; of a long one the beginning."""
    shown = _beginning(answer)
    is_cut = len(shown.rows) < len(answer.rows)
    # That a heading has no rows is known of whole answers alone.
    parts = (one for one in _parts(shown) if one.articles or not is_cut)
    return Asked(
        lead=_lead(answer),
        parts=tuple(parts),
        sources=tuple(_source(one) for one in shown.documents.values() if one.citation),
        remarks=answer.notes,
        searched=foot(answer),
        is_cut=is_cut,
    )


def _beginning(answer: "Answer") -> "Answer":
    """Return the rows of an answer that a page shows, with the documents that they name."""
    if len(answer.rows) <= MOST:
        return answer
    is_pooling = answer.forests is not None
    # What became of a pool is told of each.
    rest = (row for row in answer.rows[MOST:] if is_pooling and row.kind in _OF_POOLS)
    rows = (*answer.rows[:MOST], *rest)
    named = documents_in(rows, answer.columns)
    documents = {name: one for name, one in answer.documents.items() if name in named}
    return replace(answer, rows=rows, documents=documents)


def _lead(answer: "Answer") -> str:
    given = ", ".join(f"{label_of(name)} {words}" for name, words in answer.parameters.items())
    return f"Answer for {given}" if given else "Answer"


def plot_of(forest: Forest, name: str) -> str:
    """Return a plot ready to stand in a page: drawn for a wide window, and for a narrow one."""
    drawings = (
        f'<div class="{kind}">{forest_svg(forest, f"{name}-{kind}", is_narrow=kind == "narrow")}'
        "</div>"
        for kind in ("broad", "narrow")
    )
    # Made by us element by element; the words in it are escaped there.
    return Markup("".join(drawings))  # noqa: S704


def _parts(answer: "Answer") -> Iterator[Part]:
    if is_graded(answer):
        for tier in tiers(answer):
            yield Part(tier.heading, tuple(_graded(answer, row) for row in tier.rows))
    elif answer.forests is not None:
        yield from _pools(answer)
    elif prints_figures(answer):
        yield Part("", tuple(_graded(answer, row, kind_mark(answer, row)) for row in answer.rows))
    elif answer.rows and is_figures(answer):
        yield _figures(answer)
    else:
        yield Part("", tuple(_plain(answer, row) for row in answer.rows))


def _pools(answer: "Answer") -> Iterator[Part]:
    """Yield the pools: what they come to or what refuses them, then each estimate."""
    for number, (name, rows) in enumerate(pools(answer), 1):
        articles = (
            Article(
                pool_headline(row),
                page_of(row.text("iri")) or "",
                said=tuple(pool_notes(row)),
                sentences=quoted_of(row, answer.documents),
            )
            for row in rows
        )
        plot = forest_of(answer, name)
        drawn = plot_of(plot, f"forest-{number}") if plot else ""
        yield Part(pool_heading(name, rows), tuple(articles), drawn, pool_foot(rows))


def forest_of(answer: "Answer", pool: str) -> Forest | None:
    """Return the plot of a pool by its name."""
    found = (one for one in answer.forests or () if one.title.startswith(f"{pool}:"))
    return next(found, None)


def _graded(answer: "Answer", row: "AnswerRow", mark: str = "") -> Article:
    """Return a result, claim or gap: which one, what is said of it, the sentences."""
    return Article(
        headline(row, answer.documents) + mark,
        _page(row),
        said=tuple(notes(row, answer.documents)),
        sentences=quoted_of(row, answer.documents),
    )


def _plain(answer: "Answer", row: "AnswerRow") -> Article:
    """Return any other row: each column that says something, then the sentences."""
    return Article(
        row_heading(answer, row),
        _page(row),
        cells=tuple(said_cells(answer, row)),
        sentences=quoted_of(row, answer.documents),
    )


def _figures(answer: "Answer") -> Part:
    """Return rows of numbers as a table."""
    heads, cells = said_table(answer)
    articles = (
        Article(
            row_heading(answer, row),
            _page(row),
            cells=tuple(zip(heads, said, strict=True)),
            sentences=quoted_of(row, answer.documents),
        )
        for row, said in zip(answer.rows, cells, strict=True)
    )
    return Part("", tuple(articles), heads=tuple(heads))


def _page(row: "AnswerRow") -> str:
    """Return the page of what a row is about: the thing itself, else its trial."""
    trial = row.text("trial")
    of_trial = page_of(names.trial(trial)) if trial else None
    return page_of(row.text("iri")) or of_trial or ""


def _source(document: "QuotedDocument") -> Source:
    page = page_of(names.document(document.identifier)) or ""
    return Source(described(document), page, document.links())
