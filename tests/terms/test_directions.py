"""Which way is better by the outcome words and scales that the tables hold."""

from types import MappingProxyType

import pytest

from trialgraph.terms.directions import event_direction, event_words, scale_direction, scales
from trialgraph.terms.index import Concept, TermIndex


def word(notation: str, direction: str, *synonyms: str) -> Concept:
    attributes = MappingProxyType({"event_direction": direction})
    return Concept("outcome-word", notation, notation, synonyms, attributes=attributes)


def scale(notation: str, better: str) -> Concept:
    attributes = MappingProxyType({"better": better})
    return Concept("scale", notation, notation, attributes=attributes)


TERMS = TermIndex(
    [
        word("stroke", "bad"),
        word("death", "bad"),
        word("cure", "good"),
        word("live birth", "good"),
        scale("DRY", "lower"),
        scale("WET-9", "higher"),
    ]
)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Strokes", ["stroke"]),
        ("disabling stroke or death from any cause", ["stroke", "death"]),
        ("death, stroke/death", ["death", "stroke", "death"]),
        ("incidence of stroke at 12 months", ["stroke"]),
        ("death from vascular causes or non-fatal stroke", ["death", "stroke"]),
        ("non-death", []),
        ("live-birth rate", ["live birth"]),
        ("cure or death", []),
        ("stroke or stay in hospital", []),
        ("stroke severity", []),
        ("stroke-free life", []),
        ("not a cure", []),
        ("delayed death", []),
        ("", []),
    ],
)
def test_an_event_means_what_all_its_last_words_mean(name: str, found: list[str]) -> None:
    assert [concept.notation for concept in event_words(name, TERMS)] == found


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("DRY total score at week 8", ["DRY"]),
        ("WET-9", ["WET-9"]),
        ("WET-8", []),
        ("DRY and WET-9", []),
        ("DRY response", []),
        ("DRY below 7", []),
        ("change from baseline in DRY", []),
        ("decrease in DRY", []),
        ("improvement in DRY", []),
        ("dryness", []),
    ],
)
def test_a_score_has_a_way_only_by_its_scale(name: str, found: list[str]) -> None:
    assert [concept.notation for concept in scales(name, TERMS)] == found


def test_what_the_tables_do_not_hold_has_no_direction() -> None:
    nothing = TermIndex([])
    assert event_words("stroke", nothing) == scales("DRY", nothing) == ()
    assert event_direction(()) is None
    assert scale_direction(()) is None


def test_the_direction_is_the_one_of_the_table() -> None:
    assert event_direction(event_words("stroke or death", TERMS)) == "bad"
    assert event_direction(event_words("cure", TERMS)) == "good"
    assert scale_direction(scales("DRY", TERMS)) == "lower"
    assert scale_direction(scales("WET-9", TERMS)) == "higher"
