"""Words that documents print are asked for in any spelling; a strange one is no empty answer."""

import pytest

from trialgraph.catalogue.effects import find_effects
from trialgraph.catalogue.paging import Page
from trialgraph.catalogue.printed_words import (
    ASSESSORS,
    LINES,
    PHASES,
    POPULATIONS,
    PrintedWords,
    as_printed,
)
from trialgraph.errors import BadParameter, UnknownName
from trialgraph.rdf.vocabulary import load_terms
from trialgraph.store import Reader


@pytest.mark.parametrize(
    ("printed", "words", "meant"),
    [
        *((PHASES, words, "3") for words in ("3", "III", "phase iii", "Phase 3", "PHASE3")),
        *((PHASES, words, "1/2") for words in ("1/2", "I/II", "phase I/II")),
        *((LINES, words, "first-line") for words in ("first line", "First-Line", "1st-line", "1")),
        (LINES, "neo-adjuvant", "neoadjuvant"),
        *((POPULATIONS, words, "all") for words in ("ALL", "ITT", "intention-to-treat")),
        (POPULATIONS, "all randomized", "all"),
        (ASSESSORS, "BICR", "independent"),
    ],
)
def test_a_word_is_known_in_any_spelling(
    example_reader: Reader, printed: PrintedWords, words: str, meant: str
) -> None:
    assert as_printed(example_reader, "it", printed, words) == (meant,)


def test_the_words_before_a_colon_mean_all_behind_it(example_reader: Reader) -> None:
    (subgroup,) = as_printed(example_reader, "population", POPULATIONS, "Subgroup")
    assert subgroup.startswith("subgroup: ")


@pytest.mark.parametrize(
    ("name", "words"),
    [("phase", "5"), ("line", "ninth"), ("population", "martians"), ("assessor", "nobody")],
)
def test_a_strange_word_is_an_error_and_not_an_empty_answer(
    example_reader: Reader, name: str, words: str
) -> None:
    with pytest.raises(UnknownName, match=rf"found {name}='{words}', wanted one that"):
        find_effects(example_reader, load_terms(), {name: [words]}, Page())


def test_a_phase_that_no_trial_has_is_an_empty_answer(example_reader: Reader) -> None:
    assert not find_effects(example_reader, load_terms(), {"phase": ["IV"]}, Page()).rows


def test_two_days_are_not_one(example_reader: Reader) -> None:
    with pytest.raises(BadParameter, match="found 2 days for 'as_of', wanted one"):
        find_effects(example_reader, load_terms(), {"as_of": ["2020-01-01", "2010-01-01"]}, Page())
