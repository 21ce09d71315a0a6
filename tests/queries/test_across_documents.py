"""What questions say where documents of one trial disagree, or a notice changes one of them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from tests.evidence.hand_pair import (
    NUMBER,
    conclusion,
    end_point,
    estimate,
    notice,
    number,
    record,
    report,
    stated,
    with_trial,
)

from trialgraph import names
from trialgraph.catalogue.answer import Answer
from trialgraph.catalogue.ask import ask
from trialgraph.check.shapes import check_derived
from trialgraph.evidence.derive import derive
from trialgraph.model.document import Document, Section
from trialgraph.model.reading import TrialDocument
from trialgraph.model.text import Span
from trialgraph.rdf.vocabulary import load_terms
from trialgraph.rdf.write import document_quads
from trialgraph.store import create_or_open, open_reader

TEXT = "0123456789" * 100
Asked = Callable[..., Answer]
MISREPORTED = estimate("0.80", "0.60 1.05", start=330, end_point="OS")


def document(reading: TrialDocument) -> Document:
    whole = Section("record", "", Span(0, len(TEXT)))
    own = (reading.identifier, reading.kind, reading.sha256, reading.reader)
    return Document(*own, TEXT, (whole,))


@contextmanager
def asked_of(folder: Path, *readings: TrialDocument) -> Iterator[Asked]:
    """Give the questions of a store that holds these documents."""
    with create_or_open(folder) as writer:
        for one in readings:
            quads = document_quads(one, document(one))
            writer.replace_graphs({names.document(one.identifier): quads})
        derive(writer, load_terms(), [one.identifier for one in readings])
        for graph in writer.graphs():
            if "/graph/trial/" in graph:
                assert check_derived(writer.graph(graph)).findings == ()
        writer.publish()
    with open_reader(folder) as reader:
        yield lambda name, **given: ask(reader, name, given, load_terms())


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asked]:
    alike = conclusion("The drug is as effective as placebo in PFS.", strength="no difference")
    paper = with_trial(report(), masking=stated("open-label", 30), phase=stated("2", 20))
    failed = estimate("0.91", "0.78 1.06", p="0.30")
    paper = replace(paper, claims=(alike,), estimates=(failed, MISREPORTED))
    registered = with_trial(record(), end_points=(end_point("PFS", "secondary", 400),))
    folder = tmp_path_factory.mktemp("pair") / "store"
    with asked_of(folder, registered, paper) as asking:
        yield asking


def rows(answer: Answer) -> set[tuple[str, str]]:
    return {(row.text("code"), row.text("quantity")) for row in answer.rows}


def test_disagreements_are_told_with_both_values_and_their_places(asked: Asked) -> None:
    answer = asked("disagreements", trial=NUMBER)
    assert rows(answer) == {
        ("definition_differs", "enrolment"),
        ("value_conflict", "masking"),
        ("value_conflict", "phase"),
    }
    (masking,) = [row for row in answer.rows if row.text("quantity") == "masking"]
    assert "open-label" in masking.text("message")
    assert "QUADRUPLE" in masking.text("message")
    assert {place.document for place in masking.passages} == {f"ctgov-{NUMBER}", "paper"}
    assert set(masking.words("held")) == {f"ctgov-{NUMBER}", "paper"}


def test_end_points_are_told_that_were_switched(asked: Asked) -> None:
    answer = asked("outcome-switching", trial=NUMBER)
    assert rows(answer) == {("reported_not_registered", "OS"), ("role_changed", "PFS")}
    (changed,) = [row for row in answer.rows if row.text("code") == "role_changed"]
    assert {place.document for place in changed.passages} == {f"ctgov-{NUMBER}", "paper"}


def test_another_trial_has_none(asked: Asked) -> None:
    assert asked("disagreements").rows == asked("disagreements", trial=NUMBER).rows


def test_a_papers_own_conclusion_is_among_the_unsupported(asked: Asked) -> None:
    (row,) = asked("unsupported-claims").rows
    assert (row.cells["outcome"], row.cells["is_own"]) == ("overstated", True)
    assert row.cells["absence_of_evidence"] is True
    assert row.words("judged_against") == [f"{NUMBER} PFS HR 0.91 (primary): not significant"]


def test_the_record_of_the_seeds_kind_resolves_nothing(tmp_path: Path) -> None:
    silent = with_trial(record(), end_points=(), enrolment=number("2001"))
    with asked_of(tmp_path / "store", silent, report()) as asking:
        assert rows(asking("outcome-switching")) == {("not_resolvable", "registered end points")}
        assert asking("disagreements").rows == ()


CORRECTED = estimate("0.75", "0.56 1.01", start=350, p="0.06")


@pytest.mark.parametrize(
    ("kind", "figures", "after"),
    [("ErratumFor", (CORRECTED,), "not_significant"), ("RetractionOf", (), "excluded")],
)
def test_what_was_known_on_a_day_changes_with_the_notice(
    tmp_path: Path, kind: str, figures: tuple[object, ...], after: str
) -> None:
    made = notice(kind, "2021-03-01", *figures)  # type: ignore[arg-type] # of one parametrisation
    with asked_of(tmp_path / "store", report(), made) as asking:
        strengths = [
            [row.cells["strength"] for row in asking("known-on-date", trial=NUMBER, date=day).rows]
            for day in ("2020-05-31", "2021-02-28", "2021-03-01")
        ]
    assert strengths == [[], ["confirmed"], [after]]


def test_the_store_is_the_same_in_whatever_order_a_notice_comes(tmp_path: Path) -> None:
    readings = [report(), notice("ErratumFor", "2021-03-01", CORRECTED), record()]
    stores = []
    for nth, order in enumerate((readings, readings[::-1])):
        with create_or_open(tmp_path / str(nth)) as writer:
            for one in order:
                quads = document_quads(one, document(one))
                writer.replace_graphs({names.document(one.identifier): quads})
                derive(writer, load_terms(), [one.identifier])
            stores.append({graph: writer.graph(graph) for graph in writer.graphs()})
    assert stores[0] == stores[1]


def test_findings_quote_the_same_places_as_disagreements(asked: Asked) -> None:
    told = {row.text("message"): row.passages for row in asked("disagreements").rows}
    same = [row for row in asked("findings").rows if row.text("message") in told]
    assert any(row.passages for row in same)
    assert all(row.passages == told[row.text("message")] for row in same)
