"""Says a row of no special kind: each column that has a value, in words."""

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


def row_heading(answer: "Answer", row: "AnswerRow") -> str:
    """Return what a row is about, and its kind where it is no plain answer."""
    kind = "" if row.kind == "answer" else f" [{row.kind}]"
    document = cited(row.text("held"), answer.documents) if row.text("held") else ""
    return (row.text("label") or document or answer.question) + kind


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
