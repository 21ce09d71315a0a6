"""Says a row of no special kind: each column that has a value, in words."""

import re
from typing import TYPE_CHECKING

from trialgraph.catalogue.sentences import NO_DOCUMENTS, Documents, cited
from trialgraph.catalogue.tables import word
from trialgraph.catalogue.words import OUTCOMES, REASONS, STAGES, STRENGTHS, in_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trialgraph.catalogue.answer import Answer, AnswerRow, Cell
    from trialgraph.catalogue.card import Column

_FIGURES = 4  # columns of numbers
_UNSHOWN = {"kind", "label", "iri"}
_HEADINGS = {
    "held": "document",
    "iri": "address",
    "exposure_differs": "arms were treated for different times",
    "unlisted": "whether an event that is not listed may differ as much",
    "possibly_elsewhere": "maybe in a source not held",
}
_WORDS = {
    "unlisted": {
        "below_threshold": "no: it differs by fewer points",
        "unknown": "not known",
    },
    "outcome": OUTCOMES,
    "reason": REASONS,
    "stage": STAGES,
    "strength": STRENGTHS,
    "state": REASONS | {"result_reported": "a result is held"},
}


def kind_mark(answer: "Answer", row: "AnswerRow") -> str:
    """Return the kind of a row that is no plain answer, with what the question means by it."""
    if row.kind == "answer":
        return ""
    said = "; ".join(column.meaning for column in answer.columns if column.name == "kind")
    meant = re.search(rf"\b{re.escape(row.kind)} \((?P<words>[^)]*)\)", said)
    return f" [{row.kind}: {meant['words']}]" if meant else f" [{row.kind}]"


def row_heading(answer: "Answer", row: "AnswerRow") -> str:
    """Return what a row is about, and its kind where it is no plain answer."""
    document = cited(row.text("held"), answer.documents) if row.text("held") else ""
    about = row.text("label") or document or row.text("endpoint") or answer.question
    return about + kind_mark(answer, row)


def said_cells(answer: "Answer", row: "AnswerRow") -> "Iterator[tuple[str, str]]":
    """Yield the columns that say something, each with its heading and its value in words."""
    for column in answer.columns:
        is_heading = column.name == "held" and not row.text("label")
        words = _words(column, row.cells[column.name], answer.documents)
        if words and column.name not in _UNSHOWN and not is_heading:
            yield _HEADINGS.get(column.name, column.name.replace("_", " ")), words


def said_table(answer: "Answer") -> "tuple[list[str], list[list[str]]]":
    """Return the short table of an answer in words: its headings, then a row a result.

    Columns that say nothing, and the one that names the row, are left out.
    """
    named = {column.name: column for column in answer.columns}
    told = [named[name] for name in answer.table if name not in _UNSHOWN]
    cells = [
        [_words(column, row.cells[column.name], answer.documents) for column in told]
        for row in answer.rows
    ]
    shown = [place for place in range(len(told)) if any(row[place] for row in cells)]
    heads = [_HEADINGS.get(told[p].name, told[p].name.replace("_", " ")) for p in shown]
    return heads, [[row[place] for place in shown] for row in cells]


def is_figures(answer: "Answer") -> bool:
    """Tell whether rows are mostly numbers, which a table shows best."""
    types = {column.name: column.type for column in answer.columns}
    return sum(types[name] in {"number", "integer"} for name in answer.table) >= _FIGURES


def _words(column: "Column", value: "Cell", documents: Documents = NO_DOCUMENTS) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "; ".join(_words(column, one, documents) for one in value)
    if column.type.startswith("id"):
        return cited(word(value), documents)
    own = _WORDS.get(column.name, {})
    is_coded = "code" in column.type or word(value) in own
    return in_words(own, word(value)) if is_coded else word(value)
