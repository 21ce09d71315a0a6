"""Terms of the graph become short words and JSON numbers."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from trialgraph.catalogue.answer import Answer, AnswerRow, Searched
from trialgraph.catalogue.card import Column
from trialgraph.catalogue.cells import kind_mark, row_heading
from trialgraph.catalogue.codes import json_value
from trialgraph.catalogue.tables import csv_text, header, records
from trialgraph.catalogue.words import REASONS, RESERVATIONS, in_words
from trialgraph.evidence.statements import individual
from trialgraph.names import document, expand, term, trial
from trialgraph.rdf.term import Term, boolean, day, decimal, integer, text
from trialgraph.verdict.codes import Reason, Reservation

SEARCHED = Searched(documents=1, trials=1, data_version="1", as_of="2026-01-01")


@pytest.mark.parametrize(
    ("value", "kind", "shown"),
    [
        (None, "number", None),
        (decimal(Decimal("0.050")), "number", 0.05),
        (decimal(Decimal("36.0")), "number", 36),
        (integer(385), "integer", 385),
        (boolean(truth=True), "boolean", True),
        (day(date(2025, 1, 24)), "date", "2025-01-24"),
        (text("all"), "text", "all"),
        (term("FailsConventionalLevel"), "code", "fails_conventional_level"),
        (term("NoPNoInterval"), "code", "no_p_no_interval"),
        (term("FavoursExperimental"), "code", "experimental"),
        (term("PrimaryAnalysis"), "code", "primary"),
        (text("significant"), "code", "significant"),
        (expand("endpoint:OS"), "concept", "OS"),
        (trial("CTRI/2020/01"), "id", "CTRI/2020/01"),
        (document("sha-0"), "iri", "https://w3id.org/trialgraph/id/document/sha-0"),
    ],
)
def test_a_term_is_shown_as_its_column_asks(value: Term | None, kind: str, shown: object) -> None:
    assert json_value(value, kind) == shown


@pytest.mark.parametrize("code", Reason)
def test_every_reason_has_words(code: Reason) -> None:
    assert code.value in REASONS


@pytest.mark.parametrize("code", Reservation)
def test_every_reservation_has_words(code: Reservation) -> None:
    assert code.value in RESERVATIONS


def test_a_code_without_words_is_still_readable() -> None:
    assert in_words(REASONS, "not_known_yet") == "not known yet"


def test_csv_has_one_row_a_result_with_its_first_passage(asked: Callable[..., Answer]) -> None:
    answer = asked("effects", trial="ALPHA")
    lines = csv_text(answer).splitlines()
    assert lines[0] == ",".join(header(answer))
    assert len(list(records(answer))) == 2
    assert "erratum_unresolved; lenient_level" in lines[-2] + lines[-1] + lines[1]


@pytest.mark.parametrize(
    ("cell", "printed"),
    [("=1+1", "'=1+1"), ("@SUM(A1)", "'@SUM(A1)"), ("-0.5", "-0.5"), ("=", "="), ("-x", "'-x")],
)
def test_words_of_a_document_are_no_formula(cell: str, printed: str) -> None:
    columns = (Column("kind", "text", ""), Column("words", "text", ""))
    row = AnswerRow({"kind": "answer", "words": cell}, ())
    answer = Answer("x", "X?", {}, columns, (row,), SEARCHED)
    assert csv_text(answer).splitlines()[1] == f"answer,{printed},,,,"


def test_a_table_shows_truth_and_nothing_in_words() -> None:
    columns = (Column("kind", "text", ""), Column("open", "boolean", ""), Column("p", "number", ""))
    row = AnswerRow({"kind": "answer", "open": True, "p": None}, ())
    answer = Answer("x", "X?", {}, columns, (row,), SEARCHED)
    assert next(records(answer))[:3] == ["answer", "true", ""]


@pytest.mark.parametrize("kind", [Reason, Reservation])
def test_every_code_of_a_verdict_comes_back_from_its_individual(
    kind: type[Reason] | type[Reservation],
) -> None:
    shown = [json_value(individual(kind.__name__, one), "code") for one in kind]
    assert shown == [one.value for one in kind]


@pytest.mark.parametrize(
    ("kind", "mark"),
    [
        ("answer", ""),
        ("near miss", " [near miss: confirmed, with a blocking reservation]"),
        ("superseded", " [superseded]"),
    ],
)
def test_a_kind_is_said_with_what_the_question_means_by_it(kind: str, mark: str) -> None:
    meaning = "answer (plain) or near miss (confirmed, with a blocking reservation), or superseded"
    row = AnswerRow({"kind": kind, "endpoint": "OS"}, ())
    columns = (Column("kind", "text", meaning), Column("endpoint", "concept", ""))
    answer = Answer("q", "Q?", {}, columns, (row,), SEARCHED)
    assert kind_mark(answer, row) == mark
    assert row_heading(answer, row) == f"OS{mark}"
