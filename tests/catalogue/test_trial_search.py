"""Trials are found by any filters together, page by page."""

import pytest

from trialgraph.catalogue.paging import Page
from trialgraph.catalogue.trial_search import FILTERS, columns, find_trials, trial_rows
from trialgraph.errors import BadParameter, UnknownName
from trialgraph.store import Reader
from trialgraph.terms.index import TermIndex


def labels(reader: Reader, terms: TermIndex, **given: str) -> list[str]:
    """Return the trials found."""
    found = find_trials(reader, terms, {name: [words] for name, words in given.items()})
    return [row.text("label") for row in found.rows]


def test_all_trials_held_are_listed(example_reader: Reader, terms: TermIndex) -> None:
    found = find_trials(example_reader, terms, {})
    assert [row.text("label") for row in found.rows] == ["CLEOPATRA", "PRECIOUS", "PATINA"]
    assert len(found.rows) == found.searched.trials
    wanted = {column.name for column in columns()}
    assert all(set(row.cells) == wanted for row in found.rows)


def test_the_list_is_the_same_from_the_index_and_from_the_graph(
    example_reader: Reader, terms: TermIndex
) -> None:
    both = find_trials(example_reader, terms, {"has_results": ["yes", "no"]})
    assert both.rows == find_trials(example_reader, terms, {}).rows


@pytest.mark.parametrize(
    ("name", "words", "wanted"),
    [
        ("q", "PRECIOUS", ["PRECIOUS"]),
        ("q", "https://clinicaltrials.gov/study/NCT00567190", ["CLEOPATRA"]),
        ("q", "retreatment", ["PRECIOUS"]),
        ("q", "qqqqqqq", []),
        ("intervention", "Ibrance", ["PATINA"]),
        ("condition", "breast cancer", ["CLEOPATRA", "PRECIOUS", "PATINA"]),
        ("phase", "3", ["CLEOPATRA", "PRECIOUS", "PATINA"]),
        ("has_results", "yes", ["CLEOPATRA", "PRECIOUS", "PATINA"]),
        ("has_results", "no", []),
        ("registered_only", "yes", []),
        ("registered_only", "no", ["CLEOPATRA", "PRECIOUS", "PATINA"]),
        ("updated_since", "2100-01-01", []),
        ("updated_since", "2000-01-01", ["CLEOPATRA", "PRECIOUS", "PATINA"]),
    ],
)
def test_a_filter_finds_what_it_says(
    example_reader: Reader, terms: TermIndex, name: str, words: str, wanted: list[str]
) -> None:
    assert labels(example_reader, terms, **{name: words}) == wanted


def test_filters_hold_together(example_reader: Reader, terms: TermIndex) -> None:
    assert labels(example_reader, terms, intervention="pertuzumab", q="PATINA") == []
    both = {"q": ["PATINA", "PRECIOUS"], "condition": ["breast cancer"]}
    rows = find_trials(example_reader, terms, both).rows
    assert [row.text("label") for row in rows] == ["PRECIOUS", "PATINA"]


def test_a_status_counts_in_any_capitals(example_reader: Reader, terms: TermIndex) -> None:
    (row,) = find_trials(example_reader, terms, {"q": ["PRECIOUS"]}).rows
    status = row.cells["status"]
    assert isinstance(status, list)
    assert labels(example_reader, terms, status=str(status[0]).upper()) == ["PRECIOUS"]


def test_a_status_that_no_record_gives_is_an_error(
    example_reader: Reader, terms: TermIndex
) -> None:
    with pytest.raises(UnknownName, match="found status='no such status', wanted one that"):
        labels(example_reader, terms, status="no such status")


@pytest.mark.parametrize("given", [{}, {"condition": ["breast cancer"]}])
def test_pages_follow_each_other(
    example_reader: Reader, terms: TermIndex, given: dict[str, list[str]]
) -> None:
    whole = [row.text("iri") for row in find_trials(example_reader, terms, given).rows]
    seen, cursor = [], ""
    for _ in whole:
        page = Page.of(example_reader.version, 1, cursor)
        part = find_trials(example_reader, terms, given, page)
        seen += [row.text("iri") for row in part.rows]
        cursor = part.next_cursor
    assert (seen, cursor) == (whole, "")


@pytest.mark.parametrize(
    ("given", "error", "told"),
    [
        ({"colour": ["x"]}, BadParameter, "wanted one of q, condition"),
        ({"has_results": ["maybe"]}, BadParameter, "wanted one of yes, no"),
        ({"q": []}, BadParameter, "found 0 words"),
        ({"intervention": ["no such drug"]}, UnknownName, "no such drug"),
    ],
)
def test_words_that_do_not_fit_are_told(
    example_reader: Reader, terms: TermIndex, given: dict[str, list[str]], error: type, told: str
) -> None:
    with pytest.raises(error, match=told):
        find_trials(example_reader, terms, given)


def test_every_filter_has_a_pattern_that_parses(example_reader: Reader, terms: TermIndex) -> None:
    words = {"intervention": "Perjeta", "endpoint": "OS", "condition": "breast cancer"}
    words |= {"updated_since": "2026-01-01", "phase": "III", "line": "adjuvant"}
    words |= {"status": "completed"}
    for name, one in FILTERS.items():
        given = words.get(name) or next(iter(one.parameter.choices), "any")
        assert find_trials(example_reader, terms, {name: [given]}).searched.trials == 3


def test_no_trials_are_no_rows(example_reader: Reader) -> None:
    assert trial_rows(example_reader, []) == ()
