"""A row can give all its sentences in every form that has lines and columns."""

import csv
import io
from collections.abc import Callable

import pytest

from trialgraph.catalogue.answer import Answer, AnswerRow, Passage, Searched
from trialgraph.catalogue.card import Column
from trialgraph.catalogue.tables import csv_text, records, table

COLUMNS = (Column("kind", "text", ""), Column("value", "number", ""))
TWICE = AnswerRow(
    {"kind": "answer", "value": 0.73},
    (Passage("sha-1", 5, 9, "0.73"), Passage("sha-2", 40, 47, "HR, 0.73")),
)
SILENT = AnswerRow({"kind": "answer", "value": 2}, ())
ANSWER = Answer(
    "x", "X?", {}, COLUMNS, (TWICE, SILENT), Searched(1, 1, "1", "2026-01-01"), table=("value",)
)
PLACES = [["sha-1", "5", "9", "0.73"], ["sha-2", "40", "47", "HR, 0.73"]]
NOWHERE = ["", "", "", ""]


@pytest.mark.parametrize(
    ("with_passages", "wanted"),
    [
        (True, [["answer", "0.73", *place] for place in PLACES] + [["answer", "2", *NOWHERE]]),
        (False, [["answer", "0.73", *PLACES[0]], ["answer", "2", *NOWHERE]]),
    ],
)
def test_csv_has_a_line_a_result_or_a_line_a_sentence(
    *, with_passages: bool, wanted: list[list[str]]
) -> None:
    lines = list(csv.reader(io.StringIO(csv_text(ANSWER, with_passages=with_passages))))
    assert lines == [["kind", "value", "document", "start", "end", "exact"], *wanted]


def test_a_table_has_them_last_when_asked_to() -> None:
    assert table(ANSWER) == [["value"], ["0.73"], ["2"]]
    assert table(ANSWER, with_passages=True) == [
        ["value", "document", "start", "end", "exact"],
        *(["0.73", *place] for place in PLACES),
        ["2", *NOWHERE],
    ]


def test_every_sentence_of_json_is_in_csv(asked: Callable[..., Answer]) -> None:
    answer = asked("effects")
    places = [(one.document, str(one.start)) for row in answer.rows for one in row.passages]
    found = [(one[-4], one[-3]) for one in records(answer, with_passages=True) if one[-4]]
    assert places
    assert found == places
