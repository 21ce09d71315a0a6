"""An answer as rows of plain words, for CSV and for tables."""

import csv
import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trialgraph.catalogue.answer import Answer, AnswerRow, Cell

_PASSAGES = ("document", "start", "end", "exact")


def word(value: "Cell") -> str:
    """Return a cell as one word of a table: lists joined by spaces, nothing for no value."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return "; ".join(map(str, value)) if isinstance(value, list) else str(value)


def header(answer: "Answer") -> list[str]:
    """Return the names of the columns, those of the first passage last."""
    return [column.name for column in answer.columns] + list(_PASSAGES)


def table(answer: "Answer", *, with_passages: bool = False) -> list[list[str]]:
    """Return the short table for a person: its header, then a row a result.

    Args:
        answer: to a question.
        with_passages: a row a sentence instead, its place and its words last.
    """
    beside = _PASSAGES if with_passages else ()
    rows = [
        [word(row.cells[name]) for name in answer.table] + place
        for row in answer.rows
        for place in (_places(row) if with_passages else [[]])
    ]
    return [[*answer.table, *beside], *rows]


def _places(row: "AnswerRow") -> list[list[str]]:
    """Return the passages of a row as words; one empty one where there is none."""
    found = [[one.document, str(one.start), str(one.end), one.exact] for one in row.passages]
    return found or [[""] * len(_PASSAGES)]


def records(answer: "Answer", *, with_passages: bool = False) -> "Iterator[list[str]]":
    """Yield each row as words with its first passage, or once for each of its passages."""
    for row in answer.rows:
        cells = [word(row.cells[column.name]) for column in answer.columns]
        places = _places(row) if with_passages else _places(row)[:1]
        yield from ([*cells, *place] for place in places)


def safe(cell: str) -> str:
    """Return a cell of CSV that no spreadsheet runs as a formula: with an apostrophe before it."""
    # A cell that begins so is run as a formula by spreadsheets (CWE-1236); words of
    # documents are nobody's formulas. Numbers keep their sign, a lone sign is a sign.
    starts_formula = len(cell) > 1 and cell[0] in "=@\t\r+-"
    return "'" + cell if starts_formula and not _is_number(cell) else cell


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def csv_text(answer: "Answer", *, with_passages: bool = False) -> str:
    """Return the answer as CSV (RFC 4180): a row a result with its first passage, or a row each."""
    target = io.StringIO()
    writer = csv.writer(target)
    writer.writerow(header(answer))
    writer.writerows(
        [safe(cell) for cell in record] for record in records(answer, with_passages=with_passages)
    )
    return target.getvalue()
