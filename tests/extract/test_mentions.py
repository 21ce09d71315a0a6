"""Mentions: numbers in digits and words, time points, events that name an end point."""

import re
from decimal import Decimal
from pathlib import Path

import pytest

from trialgraph.documents.reader import read_document
from trialgraph.extract.mentions.context import time_point
from trialgraph.extract.mentions.effects import find_effects
from trialgraph.extract.mentions.end_points import composite, find_end_points
from trialgraph.extract.mentions.numbers import COUNT_IN_WORDS, POSITIVE, value_of
from trialgraph.extract.view import ReadingView


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        (".68", "0.68"),
        ("0.050", "0.050"),
        ("1,234", "1234"),
        ("1,234.5", "1234.5"),
        ("-4.8", "-4.8"),
        ("-.8", "-0.8"),
        ("nine", "9"),
        ("Thirty-five", "35"),
        ("ninety", "90"),
    ],
)
def test_a_printed_number_has_one_exact_value(printed: str, value: str) -> None:
    assert value_of(printed) == Decimal(value)
    pattern = COUNT_IN_WORDS if printed[:1].isalpha() else "-?" + POSITIVE
    assert re.fullmatch(pattern, printed)


@pytest.mark.parametrize(
    ("words", "time"),
    [
        ("24-month OS", "24 months"),
        ("at 1 year", "1 year"),
        ("Five-year DFS", "5 years"),
        ("after 2.5 yr", "2.5 years"),
        ("6 mo later", "6 months"),
        ("no time at all", ""),
    ],
)
def test_a_time_point_is_a_number_and_a_unit(words: str, time: str) -> None:
    assert time_point(words) == time


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (" for disease progression or death", "PFS"),
        (" for recurrence or death", "DFS"),
        (" for relapse or death", "RFS"),
        (" for death", "OS"),
        (" for falls", None),
    ],
)
def test_the_event_of_a_ratio_names_its_end_point(words: str, name: str | None) -> None:
    assert composite(words) == name


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("progression-free and overall survival", ["PFS", "OS"]),
        ("overall and progression-free survival", ["OS", "PFS"]),
        ("invasive disease-free survival", ["iDFS"]),
        ("the objective response rate and the complete response rate", ["ORR", "CR"]),
        ("pathological complete response", ["pCR"]),
        ("duration of response", ["DoR"]),
        ("death from any cause", ["OS"]),
        ("death from any cause or stroke", []),
        ("health-related quality of life", ["QoL"]),
        ("seizure-free survival", ["seizure-free survival"]),
        ("HER2-positive disease", []),
    ],
)
def test_end_points_are_found_by_their_grammar(words: str, names: list[str]) -> None:
    assert [mention.value for mention in find_end_points(words, ())] == names


@pytest.mark.parametrize("name", ["S0", "S1", "S2", "S3", "S4"])
def test_every_number_of_a_real_document_stands_at_its_place(
    seeds: dict[str, Path], name: str
) -> None:
    document = read_document(seeds[name].read_bytes())
    view = ReadingView(document)
    effects = [one for s in view.sentences for one in find_effects(view.text, s.start, s.end)]
    for effect in effects:
        printed = document.words(view.span(*effect.value))
        assert printed.replace("·", ".") == view.text[slice(*effect.value)]
    for sentence in view.sentences:
        pieces = view.passages(sentence.start, sentence.end)
        whole = "".join("".join(document.words(piece).split()) for piece in pieces)
        assert len(whole) >= len("".join(view.words(sentence).split())) - 1
