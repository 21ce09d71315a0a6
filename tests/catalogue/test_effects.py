"""Estimates are found by any filters together, page by page, and none is told twice."""

import pytest

from trialgraph.catalogue.answer import rows
from trialgraph.catalogue.bind import bind
from trialgraph.catalogue.card import find_card
from trialgraph.catalogue.effect_facts import effect_facts
from trialgraph.catalogue.effect_filters import FILTERS
from trialgraph.catalogue.effects import columns, effect_rows, find_effects
from trialgraph.catalogue.paging import MOST, Page, cursor_to
from trialgraph.errors import BadParameter, CursorExpired, UnknownName
from trialgraph.names import Iri
from trialgraph.store import Reader
from trialgraph.terms.index import TermIndex
from trialgraph.verdict.codes import Strength


def labels(example_reader: Reader, terms: TermIndex, **given: str) -> list[str]:
    """Return the trials of the estimates found."""
    found = find_effects(example_reader, terms, {name: [words] for name, words in given.items()})
    return [row.text("label") for row in found.rows]


def test_every_row_has_every_column(example_reader: Reader, terms: TermIndex) -> None:
    rows = find_effects(example_reader, terms, {}).rows
    assert rows
    wanted = {column.name for column in columns()}
    assert all(set(row.cells) == wanted for row in rows)


def test_filters_hold_together(example_reader: Reader, terms: TermIndex) -> None:
    everything = find_effects(example_reader, terms, {}).rows
    alpha = labels(example_reader, terms, trial="CLEOPATRA")
    assert 0 < len(alpha) < len(everything)
    assert set(alpha) == {"CLEOPATRA"}
    assert labels(example_reader, terms, trial="CLEOPATRA", adds="Perjeta") == alpha
    assert labels(example_reader, terms, trial="CLEOPATRA", adds="docetaxel") == []
    assert labels(example_reader, terms, trial="CLEOPATRA", endpoint="ORR", stage="final") == []


@pytest.mark.parametrize("strength", ["confirmed", "nominal", "not_significant"])
def test_a_verdict_is_its_code(example_reader: Reader, terms: TermIndex, strength: str) -> None:
    rows = find_effects(example_reader, terms, {"verdict": [strength]}).rows
    assert rows
    assert {row.cells["strength"] for row in rows} == {strength}


def test_every_strength_that_a_verdict_has_can_be_asked_for(
    example_reader: Reader, terms: TermIndex
) -> None:
    held = {row.text("strength") for row in find_effects(example_reader, terms, {}).rows}
    for strength in Strength:
        rows = find_effects(example_reader, terms, {"verdict": [strength]}).rows
        assert bool(rows) == (strength in held), strength


def test_several_words_of_a_filter_are_alternatives(
    example_reader: Reader, terms: TermIndex
) -> None:
    rows = find_effects(example_reader, terms, {"verdict": ["confirmed", "nominal"]}).rows
    assert {row.cells["strength"] for row in rows} == {"confirmed", "nominal"}


def test_what_was_not_known_on_a_day_is_left_out(example_reader: Reader, terms: TermIndex) -> None:
    assert labels(example_reader, terms, as_of="1990-01-01") == []
    known = find_effects(example_reader, terms, {"as_of": ["2100-01-01"]}).rows
    assert known
    assert all(row.cells["date"] for row in known)
    assert find_effects(example_reader, terms, {"as_of": [" 2100-01-01 "]}).rows == known


def test_pages_follow_each_other_without_gap_or_repeat(
    example_reader: Reader, terms: TermIndex
) -> None:
    whole = [row.text("iri") for row in find_effects(example_reader, terms, {}).rows]
    seen, cursor = [], ""
    for _ in whole:
        part = find_effects(example_reader, terms, {}, Page.of(example_reader.version, 1, cursor))
        seen += [row.text("iri") for row in part.rows]
        cursor = part.next_cursor
    assert seen == whole
    assert cursor == ""


def test_a_cursor_of_other_data_is_refused() -> None:
    with pytest.raises(CursorExpired, match="version 3"):
        Page.of(3, cursor=cursor_to(2, "https://example.org/a"))


@pytest.mark.parametrize(
    "cursor", ["x", "é", "MQ", "a" * 5_000, cursor_to(1, "a> } #"), cursor_to(1, "a", "other")]
)
def test_a_cursor_of_others_is_refused(cursor: str) -> None:
    with pytest.raises(BadParameter, match="cursor"):
        Page.of(1, cursor=cursor)


@pytest.mark.parametrize("limit", [0, -1, MOST + 1])
def test_a_page_has_bounds(limit: int) -> None:
    with pytest.raises(BadParameter, match=str(MOST)):
        Page.of(1, limit)


@pytest.mark.parametrize(
    ("given", "error", "told"),
    [
        ({"drug": ["x"]}, BadParameter, "wanted one of trial, adds"),
        ({"verdict": ["proven"]}, BadParameter, "wanted one of confirmed"),
        ({"as_of": ["soon"]}, BadParameter, "a day such as"),
        ({"adds": []}, BadParameter, "found 0 words"),
        ({"adds": ["no such drug"]}, UnknownName, "no such drug"),
    ],
)
def test_words_that_do_not_fit_are_told(
    example_reader: Reader, terms: TermIndex, given: dict[str, list[str]], error: type, told: str
) -> None:
    with pytest.raises(error, match=told):
        find_effects(example_reader, terms, given)


def test_every_filter_has_a_pattern_that_parses(example_reader: Reader, terms: TermIndex) -> None:
    words = {
        "trial": "CLEOPATRA",
        "adds": "Perjeta",
        "removes": "Perjeta",
        "intervention": "Perjeta",
    }
    words |= {"comparator": "Perjeta", "endpoint": "OS", "condition": "breast cancer"}
    words |= {"as_of": "2026-01-01", "updated_since": "2026-01-01"}
    words |= {"phase": "III", "line": "adjuvant", "assessor": "independent"}
    for name, one in FILTERS.items():
        given = words.get(name) or next(iter(one.parameter.choices), "all")
        assert find_effects(example_reader, terms, {name: [given]}).searched.documents > 0


def test_rows_are_those_of_the_question(example_reader: Reader, terms: TermIndex) -> None:
    found = {row.text("iri"): row for row in find_effects(example_reader, terms, {}).rows}
    card = find_card("effects")
    asked = rows(card, example_reader.select(bind(card, {})))
    assert {row.text("iri") for row in asked} == set(found)
    for row in asked:
        told = found[row.text("iri")]
        assert {name: told.cells[name] for name in row.cells} == row.cells
        assert told.passages == row.passages


def test_no_results_are_no_rows(example_reader: Reader) -> None:
    assert effect_rows(example_reader, []) == ()


def test_look_ups_find_what_the_question_finds(example_reader: Reader) -> None:
    card = find_card("effects")
    asked = rows(card, example_reader.select(bind(card, {})))
    results = [Iri(row.text("iri")) for row in asked]
    looked_up = rows(card, effect_facts(example_reader, results))
    assert len(results) > 10
    assert sorted(map(repr, looked_up)) == sorted(map(repr, asked))
    assert effect_facts(example_reader, []) == []
    assert effect_facts(example_reader, [Iri(f"{results[0]}/none")]) == []
