"""A drug, a condition, an end point: what it is called, and what stands behind it."""

import pytest

from trialgraph import names
from trialgraph.catalogue.answer import AnswerRow
from trialgraph.catalogue.effects import find_effects
from trialgraph.catalogue.paging import MOST, Page
from trialgraph.catalogue.things import find_thing, list_things, trials_of
from trialgraph.catalogue.trial_standings import FOR_COMPARATOR, RESERVED, SUPERSEDED
from trialgraph.errors import BadParameter, UnknownName
from trialgraph.store import Reader
from trialgraph.terms.index import TermIndex
from trialgraph.verdict.codes import SHOWN

EVERYTHING = Page(MOST)


def test_a_drug_has_names_classes_and_codes(example_reader: Reader, terms: TermIndex) -> None:
    found = find_thing(example_reader, terms, "intervention", "Perjeta")
    assert (found.type, found.notation, found.label) == ("drug", "pertuzumab", "pertuzumab")
    assert "Perjeta" in found.synonyms
    assert [one.notation for one in found.broader] == ["anti-HER2-antibody"]
    assert found.same_as == ("http://purl.obolibrary.org/obo/NCIT_C38692",)


def test_a_class_has_what_falls_in_it(example_reader: Reader, terms: TermIndex) -> None:
    found = find_thing(example_reader, terms, "drug", "anti-HER2 antibody")
    assert {"pertuzumab", "trastuzumab"} <= {one.notation for one in found.narrower}
    member = find_thing(example_reader, terms, "drug", "pertuzumab")
    assert found.effects >= member.effects > 0
    assert found.trials >= member.trials > 0


@pytest.mark.parametrize(
    ("kind", "words", "role"),
    [
        ("drug", "pertuzumab", "adds"),
        ("drug", "palbociclib", "adds"),
        ("drug", "docetaxel", "removes"),
        ("endpoint", "OS", "all"),
        ("endpoint", "progression-free survival", "all"),
        ("condition", "breast cancer", "all"),
    ],
)
def test_the_counts_are_those_of_the_filters(
    example_reader: Reader, terms: TermIndex, kind: str, words: str, role: str
) -> None:
    told = find_thing(example_reader, terms, kind, words).roles.get(role, {})
    rows = find_effects(
        example_reader, terms, {kind if role == "all" else role: [words]}, EVERYTHING
    ).rows
    verdicts = [counted_as(row) for row in rows]
    assert told == {one: verdicts.count(one) for one in sorted(set(verdicts))}


def counted_as(row: AnswerRow) -> str:
    """Return the verdict that an estimate is counted under; none of these is about a margin."""
    assert row.text("hypothesis") == "superiority"
    if not (row.cells["is_current"] or row.cells["is_decisive"]):
        return SUPERSEDED
    strength = row.text("strength")
    is_for_comparator = strength in SHOWN and row.text("direction") == "comparator"
    told = RESERVED if strength == "confirmed" and row.words("blocking") else strength
    return told + FOR_COMPARATOR if is_for_comparator else told


def test_the_most_used_comes_first(example_reader: Reader, terms: TermIndex) -> None:
    used = [one.effects for one in list_things(example_reader, terms, "endpoint", EVERYTHING).rows]
    assert used == sorted(used, reverse=True)
    assert used[0] > used[-1]


def test_the_trials_of_a_thing_add_up(example_reader: Reader, terms: TermIndex) -> None:
    thing = find_thing(example_reader, terms, "drug", "pertuzumab")
    trials = trials_of(example_reader, terms, thing.iri, EVERYTHING).rows
    assert [one.label for one in trials] == ["CLEOPATRA", "PRECIOUS"]
    assert sum(one.effects for one in trials) == thing.effects
    assert len(trials) == thing.trials


@pytest.mark.parametrize("kind", ["intervention", "condition", "endpoint", "biomarker", "event"])
def test_lists_are_paged_without_gap_or_repeat(
    example_reader: Reader, terms: TermIndex, kind: str
) -> None:
    whole = [one.iri for one in list_things(example_reader, terms, kind, EVERYTHING).rows]
    seen, cursor = [], ""
    for _ in whole:
        page = Page.of(example_reader.version, 1, cursor)
        part = list_things(example_reader, terms, kind, page)
        seen += [one.iri for one in part.rows]
        cursor = part.next_cursor
    assert (seen, cursor) == (whole, "")


def test_what_occurs_is_listed_and_nothing_else(example_reader: Reader, terms: TermIndex) -> None:
    drugs = {one.label for one in list_things(example_reader, terms, "drug", EVERYTHING).rows}
    assert {"pertuzumab", "palbociclib"} <= drugs
    assert "lisinopril" not in drugs


def test_what_the_store_holds_nothing_of_is_described(
    example_reader: Reader, terms: TermIndex
) -> None:
    found = find_thing(example_reader, terms, "drug", "lisinopril")
    assert (found.trials, found.effects, found.roles) == (0, 0, {})
    assert found.iri == names.concept("drug", "lisinopril")


def test_a_code_names_a_thing(example_reader: Reader, terms: TermIndex) -> None:
    assert find_thing(example_reader, terms, "drug", "NCIT:C38692").notation == "pertuzumab"
    iri = names.concept("drug", "pertuzumab")
    assert find_thing(example_reader, terms, "drug", iri).notation == "pertuzumab"


def test_an_unknown_name_tells_the_nearest(example_reader: Reader, terms: TermIndex) -> None:
    with pytest.raises(UnknownName, match="nearest: pertuzumab"):
        find_thing(example_reader, terms, "drug", "pertuzumb")
    with pytest.raises(UnknownName, match="none is spelled alike"):
        find_thing(example_reader, terms, "drug", "qqqqqq")
    with pytest.raises(BadParameter, match="wanted one of drug"):
        find_thing(example_reader, terms, "trial", "CLEOPATRA")
