"""What a person decided about trials comes before all that numbers and names say."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.evidence.test_trial_identity import Role, document, trial

from trialgraph import names
from trialgraph.evidence.decisions import Act, Decided, Join, Split
from trialgraph.evidence.joining import identify
from trialgraph.evidence.trials import TrialIdentity
from trialgraph.model.reading import TrialDocument
from trialgraph.model.text import Span

FIRST, SECOND, THIRD = "NCT00000001", "NCT00000002", "NCT00000003"
JAPANESE = "jRCTs000000001"


def decided(*acts: Act) -> dict[names.Iri, Act]:
    return {names.decision(f"{number:016x}"): act for number, act in enumerate(acts)}


def grouped(documents: Iterable[TrialDocument], *acts: Act) -> dict[str, frozenset[str]]:
    return {one.name: one.documents for one in identify(documents, decided=decided(*acts))}


TWO = (
    document("a", trial("registers", "HERO", FIRST)),
    document("b", trial("registers", "LION", SECOND)),
)


def test_a_join_makes_one_trial_whatever_the_numbers_say() -> None:
    (found,) = identify(TWO, decided=decided(Join((FIRST, SECOND))))
    assert (found.name, found.documents) == (FIRST, frozenset("ab"))
    assert found.registrations == (FIRST, SECOND)
    (link,) = found.links
    assert (link.rule, link.shared, link.documents) == (
        "decided",
        f"{FIRST} and {SECOND}",
        ("a", "b"),
    )
    assert link.decision == names.decision(f"{0:016x}")
    assert not link.is_apart


def test_what_comes_later_meets_a_joined_trial_by_either_name() -> None:
    later = (
        document("c", trial("reports", "", SECOND)),
        document("d", trial("mentions", "Lion")),
        document("e", trial("reports", "", FIRST, SECOND)),
    )
    assert grouped([*TWO, *later], Join((FIRST, SECOND))) == {FIRST: frozenset("abcde")}


def test_a_join_of_what_is_not_held_changes_nothing() -> None:
    assert grouped(TWO, Join((FIRST, THIRD))) == grouped(TWO)


def test_a_trial_without_a_number_is_joined_by_its_acronym_or_document() -> None:
    nameless = document("n", trial("reports"))
    called = document("c", trial("mentions", "Lynx"))
    assert grouped([*TWO, called], Join((FIRST, "Lynx"))) == {
        FIRST: frozenset("ac"),
        SECOND: frozenset("b"),
    }
    assert grouped([*TWO, nameless], Join((SECOND, "n"))) == {
        FIRST: frozenset("a"),
        SECOND: frozenset("bn"),
    }


def test_a_pooled_analysis_is_not_meant_by_the_numbers_that_it_lists() -> None:
    pooled = document("p", trial("reports", "", FIRST, THIRD))
    found = grouped([*TWO, pooled], Join((FIRST, SECOND)))
    assert found == {FIRST: frozenset("ab"), "p": frozenset("p")}


ONE = (
    document("a", trial("registers", "HERO", FIRST, JAPANESE, organisation="AB-1234")),
    document("b", trial("reports", "HERO", FIRST, organisation="AB-1234")),
    document("c", trial("reports", "", JAPANESE)),
)


def test_a_split_takes_a_document_out_even_when_all_its_names_agree() -> None:
    assert set(grouped(ONE)) == {FIRST}
    assert grouped(ONE, Split(FIRST, document="b")) == {
        FIRST: frozenset("ac"),
        "b": frozenset("b"),
    }


def test_what_is_split_off_keeps_no_name_of_the_trial_that_it_is_not_of() -> None:
    found = {one.name: one for one in identify(ONE, decided=decided(Split(FIRST, document="b")))}
    apart = found["b"]
    assert (apart.label, apart.registrations, apart.organisation_ids) == ("b", (), ())
    (link,) = apart.links
    assert (link.rule, link.shared, link.is_apart) == ("decided", f"b apart from {FIRST}", True)
    assert [one.rule for one in found[FIRST].links] == ["registration"]


def test_what_is_split_off_is_named_by_its_next_number() -> None:
    other = document("d", trial("reports", "HERO", FIRST, "2012-000001-10"))
    found = grouped([*ONE, other], Split(FIRST, document="d"))
    assert found["2012-000001-10"] == {"d"}


def test_what_a_split_off_document_had_drawn_in_goes_with_it() -> None:
    bridge = document("d", trial("reports", "", FIRST, "2012-000001-10"))
    drawn = document("e", trial("reports", "", "2012-000001-10"))
    assert grouped([*ONE, bridge, drawn])[FIRST] == frozenset("abcde")
    found = grouped([*ONE, bridge, drawn], Split(FIRST, document="d"))
    assert found == {FIRST: frozenset("abc"), "2012-000001-10": frozenset("de")}


def test_another_mention_in_the_same_document_stays_where_it_is() -> None:
    both = document("d", trial("reports", "HERO", FIRST), trial("mentions", "LION"))
    found = grouped([*TWO, both], Split(FIRST, document="d"))
    assert found == {FIRST: frozenset("a"), SECOND: frozenset("bd"), "d": frozenset("d")}


def test_a_mention_that_is_split_off_is_named_by_its_document() -> None:
    found = identify(
        [*TWO, document("d", trial("mentions", "HERO"))],
        decided=decided(Split(FIRST, document="d")),
    )
    assert [(one.name, one.label) for one in found][-1] == ("d", "d")


def test_two_documents_split_off_one_trial_are_not_joined_by_its_number() -> None:
    found = grouped(ONE, Split(FIRST, document="b"), Split(FIRST, document="c"))
    assert found == {FIRST: frozenset("a"), "b": frozenset("b"), "c": frozenset("c")}


def test_what_falls_to_a_second_trial_can_be_split_off_that_one_too() -> None:
    other = document("d", trial("registers", "", SECOND, "2012-000001-10"))
    bridge = document("e", trial("reports", "HERO", FIRST, "2012-000001-10"))
    documents = [*ONE, other, bridge]
    assert grouped(documents, Split(FIRST, document="e"))[SECOND] == frozenset("de")
    both = grouped(documents, Split(FIRST, document="e"), Split(SECOND, document="e"))
    assert both == {FIRST: frozenset("abc"), SECOND: frozenset("d"), "e": frozenset("e")}


def test_a_number_is_split_off_with_the_documents_that_have_no_better_one() -> None:
    found = {
        one.name: one for one in identify(ONE, decided=decided(Split(FIRST, registration=JAPANESE)))
    }
    assert {name: one.documents for name, one in found.items()} == {
        FIRST: frozenset("ab"),
        JAPANESE: frozenset("c"),
    }
    assert found[FIRST].registrations == (FIRST,)
    assert f"{JAPANESE} apart from {FIRST}" in {one.shared for one in found[FIRST].links}


def test_a_split_holds_when_all_other_documents_of_the_trial_are_gone() -> None:
    found = grouped(ONE[1:2], Split(FIRST, document="b"))
    assert found == {"HERO": frozenset("b")}


def test_a_split_off_name_giver_stays_apart_from_all_that_it_had_named() -> None:
    others = [
        document("b", trial("registers", "HERO", FIRST)),
        document("c", trial("mentions", "HERO")),
    ]
    found = grouped(others, Split(FIRST, document="b"))
    assert found == {"HERO": frozenset("c"), "b": frozenset("b")}


def test_a_join_with_what_a_split_keeps_apart_does_not_hold() -> None:
    acts = (Split(FIRST, document="b"), Join((FIRST, "b")))
    assert grouped(ONE, *acts) == grouped(ONE, acts[0])


def test_the_order_of_documents_and_of_decisions_does_not_matter() -> None:
    acts = decided(Join((FIRST, SECOND)), Split(FIRST, document="b"), Join(("b", "Lynx")))
    lion = document("x", trial("registers", "LION", SECOND))
    documents = [*ONE, lion, document("l", trial("mentions", "Lynx"))]
    first = identify(documents, decided=acts)
    for order in permutations(acts.items()):
        for way in (documents, documents[::-1], documents[2:] + documents[:2]):
            assert identify(way, decided=dict(order)) == first


NUMBERS = st.lists(st.sampled_from([FIRST, SECOND, JAPANESE, "2012-000001-10"]), max_size=2)
ROLES: st.SearchStrategy[Role] = st.sampled_from(["reports", "registers", "mentions"])
TRIALS = st.builds(
    lambda role, acronym, numbers: trial(role, acronym, *dict.fromkeys(numbers)),
    ROLES,
    st.sampled_from(["", "HERO", "LION"]),
    NUMBERS,
)


@st.composite
def held(draw: st.DrawFn) -> list[TrialDocument]:
    """Return documents, each with a trial or two."""
    count = draw(st.integers(2, 6))
    made = [draw(st.lists(TRIALS, min_size=1, max_size=2)) for _ in range(count)]
    return [
        document(
            f"d{number}", *(replace(one, span=Span(at, at + 1)) for at, one in enumerate(some))
        )
        for number, some in enumerate(made)
    ]


NAMES = st.sampled_from([FIRST, SECOND, JAPANESE, "HERO", "LION", "d0", "d1"])
SPLITS = st.builds(Split, NAMES, document=st.sampled_from(["d0", "d1", "d2"]))
JOINS = st.tuples(NAMES, NAMES).map(lambda two: Join((min(two), max(two))))


def partition(trials: Sequence[TrialIdentity]) -> set[frozenset[tuple[str, int]]]:
    return {frozenset(one.key for one in each.mentions) for each in trials}


@settings(max_examples=150, deadline=None)
@given(held(), st.lists(st.one_of(SPLITS, JOINS), max_size=4), st.data())
def test_any_decisions_give_one_result_in_any_order(
    documents: list[TrialDocument], acts: list[Act], data: st.DataObject
) -> None:
    made = decided(*acts)
    first = identify(documents, decided=made)
    other = data.draw(st.permutations(documents)), data.draw(st.permutations(list(made.items())))
    assert identify(other[0], decided=dict(other[1])) == first
    assert len({one.name for one in first}) == len(first)


def test_where_all_documents_of_a_trial_are_split_off_they_are_apart() -> None:
    documents = [
        document("d0", trial("reports", "", "jRCTs000000001")),
        document("d2", trial("reports", "", "NCT00000001", "jRCTs000000001")),
    ]
    splits = Split("NCT00000001", document="d0"), Split("d0", document="d2")
    assert {tuple(one) for one in grouped(documents, *splits).values()} == {("d0",), ("d2",)}


@settings(max_examples=150, deadline=None)
@given(held(), st.lists(SPLITS, max_size=3))
def test_no_split_off_document_is_in_a_trial_of_that_name(
    documents: list[TrialDocument], splits: list[Split]
) -> None:
    for one in identify(documents, decided=decided(*splits)):
        for split in splits:
            if one.name == split.trial != split.document:
                assert split.document not in one.documents


@settings(max_examples=150, deadline=None)
@given(held(), st.data())
def test_a_join_makes_one_trial_of_two_and_takes_nothing_from_any(
    documents: list[TrialDocument], data: st.DataObject
) -> None:
    before = identify(documents)
    numbered = [one.name for one in before if one.name.startswith("NCT")]
    if len(numbered) > 1:
        first, second = sorted(data.draw(st.permutations(numbered))[:2])
        after = identify(documents, decided=decided(Join((first, second))))
        assert {FIRST, SECOND} & {one.name for one in after} == {first}
        for small in partition(before):
            assert any(small <= large for large in partition(after))


@pytest.mark.parametrize("nothing", [{}, decided(Split(THIRD, document="b"))])
def test_what_decides_nothing_leaves_all_as_it_was(nothing: Decided) -> None:
    assert identify(ONE, decided=nothing) == identify(ONE)
