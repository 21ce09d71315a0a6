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

_UNSHOWN = {"kind", "label", "iri"}
_HEADINGS = {
    "held": "document",
    "iri": "address",
    "possibly_elsewhere": "maybe in a source not held",
}
_WORDS = {
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


def _words(column: "Column", value: "Cell", documents: Documents = NO_DOCUMENTS) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "; ".join(_words(column, one, documents) for one in value)
    if column.type.startswith("id"):
        return cited(word(value), documents)
    return (
        in_words(_WORDS.get(column.name, {}), word(value)) if "code" in column.type else word(value)
    )
