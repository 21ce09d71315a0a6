"""What a list of estimates says of a day is what was known on it, and nothing from later."""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import pytest
from tests.queries.conftest import AskPlanted

from trialgraph.catalogue.answer import AnswerRow
from trialgraph.catalogue.ask import ask
from trialgraph.catalogue.effects import effect_rows, find_effects
from trialgraph.catalogue.known_then import as_known
from trialgraph.catalogue.paging import MOST, Page
from trialgraph.ingest.run import ingest
from trialgraph.names import Iri
from trialgraph.rdf.vocabulary import load_terms
from trialgraph.store import Reader, open_reader

LATER = {"not_sustained", "assessor_discordant", "matched_on_unknown", "method_dependent"}
UNKNOWN = "matched_on_unknown"  # the question tells it of a result that nothing joined yet
DAYS = ("2016-07-01", "2020-01-01", "2026-01-01")


@pytest.fixture(scope="module")
def reader(seeds: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    path = tmp_path_factory.mktemp("days") / "store"
    assert {line.outcome for line in ingest(seeds.values(), path)} == {"stored"}
    with open_reader(path) as opened:
        yield opened


def estimates(reader: Reader, day: str) -> dict[tuple[str, str, str], AnswerRow]:
    """Return the estimates of one trial in all patients, by end point, assessor and value."""
    given = {"trial": ["PRECIOUS"], "population": ["all"], "as_of": [day]}
    return {
        (row.text("endpoint"), row.text("assessor"), row.text("value_printed")): row
        for row in find_effects(reader, load_terms(), given, Page(MOST)).rows
    }


def test_before_the_update_nothing_of_it_is_said(reader: Reader) -> None:
    found = estimates(reader, "2023-01-01")
    first = found["PFS", "investigator", "0.76"]
    assert (first.kind, first.text("sustained")) == ("answer", "no_later_analysis")
    assert first.cells["is_current"] is True
    assert not LATER & set(first.words("reservations"))
    assert "information_shortfall" in first.words("blocking")
    assert found["OS", "", "0.71"].kind == "answer"
    assert not {"0.73", "0.81", "1.03"} & {value for _, _, value in found}


def test_after_the_update_it_is_said(reader: Reader) -> None:
    found = estimates(reader, "2026-01-01")
    first = found["PFS", "investigator", "0.76"]
    assert (first.kind, first.text("sustained")) == ("superseded", "not_sustained")
    assert {"not_sustained", "assessor_discordant"} <= set(first.words("reservations"))
    assert found["PFS", "investigator", "0.81"].kind == "answer"
    assert found["OS", "", "0.71"].kind == "superseded"


def test_a_pool_of_a_day_says_no_more(reader: Reader) -> None:
    given = {"drug": "pertuzumab", "endpoint": "PFS", "assessor": "investigator"}
    answer = ask(reader, "pooled-effect", given | {"as_of": "2023-01-01"}, load_terms())
    (row,) = (one for one in answer.rows if one.text("value_printed") == "0.76")
    assert row.cells["is_current"] is True
    assert not LATER & set(row.words("reservations"))
    (later,) = (one for one in answer.rows if one.text("value_printed") == "0.81")
    assert later.text("code") == "not_public"


def test_on_a_day_when_all_is_known_nothing_changes(planted_reader: Reader) -> None:
    every = planted_reader.select(
        "PREFIX : <https://w3id.org/trialgraph/ontology#> "
        "SELECT ?result { ?result a :Result ; :availableFrom ?day } ORDER BY ?result LIMIT 400"
    )
    rows = effect_rows(planted_reader, [Iri(str(one["result"])) for one in every])
    assert len(rows) > 100
    assert as_known(planted_reader, rows, date(2100, 1, 1)) == rows
    assert as_known(planted_reader, (), date(2100, 1, 1)) == ()


def test_what_was_not_known_is_left_as_it_is(planted_reader: Reader) -> None:
    rows = find_effects(planted_reader, load_terms(), {}, Page(MOST)).rows
    assert as_known(planted_reader, rows, date(1900, 1, 1)) == rows


@pytest.mark.parametrize("day", DAYS)
def test_the_question_of_what_a_day_knew_says_the_same(
    ask_planted: AskPlanted, planted_reader: Reader, day: str
) -> None:
    every = find_effects(planted_reader, load_terms(), {}, Page(MOST)).rows
    for trial in sorted({row.text("trial") for row in every if row.kind == "superseded"})[:4]:
        asked = ask_planted("known-on-date", trial=trial, date=day).of_kind("answer")
        given = {"trial": [trial], "as_of": [day]}
        found = find_effects(planted_reader, load_terms(), given, Page(MOST)).rows
        # The question also tells what an analysis between first and last took the place of.
        assert set(said(row for row in found if row.kind == "answer")) <= set(said(asked))


def said(rows: Iterable[AnswerRow]) -> list[tuple[str, ...]]:
    """Return what tells results apart, with their verdict and reservations."""
    columns = ("endpoint", "assessor", "population", "measure", "stage", "value", "strength")
    return sorted(
        (*map(row.text, columns), *(one for one in row.words("reservations") if one != UNKNOWN))
        for row in rows
    )
