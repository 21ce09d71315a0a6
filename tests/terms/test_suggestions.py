"""Names that registry records bring along are suggested, with who says them, and never joined."""

from dataclasses import replace
from types import MappingProxyType

import pytest

from trialgraph.terms.index import Concept, TermIndex
from trialgraph.terms.joining import joined
from trialgraph.terms.suggestions import GivenName, Suggestion, suggestions

CLASS = MappingProxyType({"kind": "class"})
NOTHING = MappingProxyType({"kind": "placebo", "absence": "true"})
KNOWN = TermIndex(
    [
        Concept("drug", "teanib", "teanib", ("Tea-101",)),
        Concept("drug", "cocoamab", "cocoamab"),
        Concept("drug", "infusion", "infusions", attributes=CLASS),
        Concept("drug", "placebo", "placebo", attributes=NOTHING),
        Concept("condition", "chronic-thirst", "chronic morning thirst"),
    ]
)


def drug(name: str, *others: str, document: str = "A", read_as: str = "") -> GivenName:
    return GivenName("drug", name, document, f"/{name}", others, read_as=read_as)


def suggested(*given: GivenName, known: TermIndex = KNOWN) -> list[Suggestion]:
    return list(suggestions(given, known))


def lines(*given: GivenName) -> list[tuple[str, str, tuple[str, ...], tuple[str, ...]]]:
    return [(one.name, one.synonym_of, one.synonyms, one.ambiguous) for one in suggested(*given)]


def test_other_names_of_a_known_drug_are_suggested_as_its_synonyms() -> None:
    given = drug("Tea-101", "TEANIB", "Chanib", "Chanib®")
    assert lines(given) == [("Chanib", "teanib", (), ())]


def test_an_unknown_name_brings_the_other_names_it_is_listed_with() -> None:
    assert lines(drug("mugimab", "Mug-2", "Mugimab")) == [("mugimab", "", ("Mug-2",), ())]


@pytest.mark.parametrize(
    "given", [drug("mugimab", "Tea-101", "Mug-2"), drug("mugimab", "Mug-2", read_as="teanib")]
)
def test_an_unknown_name_beside_one_known_drug_is_suggested_for_it(given: GivenName) -> None:
    assert lines(given) == [("Mug-2", "teanib", (), ()), ("mugimab", "teanib", (), ())]


def test_a_known_name_with_its_dose_is_no_further_name() -> None:
    assert lines(drug("teanib 5 mg tablets", "Mug-2", read_as="teanib")) == [
        ("Mug-2", "teanib", (), ())
    ]


def test_a_name_of_two_known_drugs_is_ambiguous() -> None:
    assert lines(drug("mugimab", "teanib", "cocoamab")) == [
        ("mugimab", "", (), ("cocoamab", "teanib"))
    ]
    assert lines(drug("teanib", "Mug-2"), drug("cocoamab", "MUG 2")) == [
        ("MUG 2", "", (), ("cocoamab", "teanib"))
    ]


def test_a_name_listed_beside_two_unknown_ones_is_ambiguous_and_joins_neither() -> None:
    assert lines(drug("mugimab", "Pot"), drug("potinib", "Pot")) == [
        ("Pot", "", (), ("mugimab", "potinib")),
        ("mugimab", "", (), ()),
        ("potinib", "", (), ()),
    ]


def test_a_list_of_drugs_is_no_name_of_the_one_it_stands_beside() -> None:
    assert lines(drug("teanib", "Mug, cocoamab")) == [
        ("Mug, cocoamab", "", (), ("cocoamab", "teanib"))
    ]


def test_a_combination_tells_what_it_contains() -> None:
    (found,) = suggested(drug("mugimab plus teanib infusions"))
    assert (found.synonym_of, found.ambiguous) == ("", ())
    assert found.contains == ("infusion", "teanib")


def test_what_is_listed_under_a_class_or_a_placebo_is_no_name_of_it() -> None:
    assert (
        lines(drug("infusions", "Drip"), drug("placebo", "Cup"), drug("Placebo pot", "Cup")) == []
    )


def test_names_that_no_text_could_be_searched_for_are_left_out() -> None:
    assert lines(drug("teanib", "M", "long " * 20)) == []
    assert lines(drug("long " * 20, "Mug-2")) == [("Mug-2", "", (), ())]


def test_the_printing_of_most_documents_names_it_and_all_of_them_are_told() -> None:
    first = drug("MUGIMAB", document="B")
    (found,) = suggested(first, drug("mugimab", document="C"), drug("mugimab", document="A"))
    assert (found.name, found.documents, found.pointer) == ("mugimab", ("A", "B", "C"), "/mugimab")


def test_names_of_most_documents_come_first() -> None:
    given = (drug("cup"), drug("pot"), drug("pot", document="B"))
    assert [one.name for one in suggested(*given)] == ["pot", "cup"]


def test_a_heading_that_names_a_known_condition_backwards_is_a_synonym_of_it() -> None:
    heading = GivenName(
        "condition", "Thirst, Morning, Chronic", "A", "/1", code="mesh:D1", is_heading=True
    )
    new = replace(heading, name="Hunger", code="mesh:D2")
    (hunger, thirst) = suggested(heading, new)
    assert (hunger.synonym_of, hunger.codes) == ("", ("mesh:D2",))
    assert (thirst.synonym_of, thirst.codes) == ("chronic-thirst", ("mesh:D1",))


def test_an_event_keeps_every_organ_system_it_is_counted_under() -> None:
    event = GivenName("event", "Sips", "A", "/1", organ_system="Mouth")
    (found,) = suggested(event, replace(event, name="sips", document="B", organ_system="Ear"))
    assert (found.kind, found.organ_systems) == ("event", ("Ear", "Mouth"))


def test_a_name_that_loaded_vocabularies_disagree_on_is_ambiguous() -> None:
    loaded = [Concept("drug", f"x-{n}", f"mugimab {n}", ("Mug",)) for n in (1, 2)]
    (found,) = suggested(drug("Mug"), known=joined((), loaded).index())
    assert (found.synonym_of, found.ambiguous) == ("", ("x-1", "x-2"))
