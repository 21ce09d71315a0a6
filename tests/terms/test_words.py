"""When two printings of a name are one name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialgraph.terms.words import (
    folded,
    is_abbreviation,
    same_name,
    singular_abbreviation,
    words,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("progression-free survival", "Progression free  survival"),
        ("progression-free survival", "progression\u2010free survival"),
        ("tumour", "Tumors"),
        ("neutropaenia", "neutropenia"),
        ("diarrhoea", "Diarrhea"),
        ("therapies", "therapy"),
        ("rashes", "rash"),
        ("adverse events", "Adverse event"),
        ("AEs", "AE"),
        ("Crohn’s disease", "Crohn's disease"),
    ],
)
def test_capitals_hyphens_plurals_and_spelling_make_no_other_name(one: str, other: str) -> None:
    assert same_name(one) == same_name(other)


@pytest.mark.parametrize("word", ["virus", "analysis", "mass", "gas", "as", "is"])
def test_an_s_that_is_no_plural_stays(word: str) -> None:
    assert folded(word) == word


@pytest.mark.parametrize("word", ["OS", "pCR", "HER2", "T", "DM1", "iDFS", "PD"])
def test_capitals_of_an_abbreviation_carry_its_meaning(word: str) -> None:
    assert is_abbreviation(word)


@pytest.mark.parametrize("word", ["Taxol", "overall", "PERTUZUMAB", "3475", "a"])
def test_other_words_are_no_abbreviations(word: str) -> None:
    assert not is_abbreviation(word)


def test_the_s_of_a_plural_abbreviation_is_no_letter_of_it() -> None:
    assert singular_abbreviation("AEs") == "AE"
    assert singular_abbreviation("DoRs") == "DoRs".removesuffix("s")
    assert singular_abbreviation("events") == "events"
    assert singular_abbreviation("s") == "s"


def test_what_joins_words_is_one_space_for_hyphens_and_the_sign_itself_for_others() -> None:
    joins = [word.join for word in words("CDK4/6 T-DM1 (a)\n b_c")]
    assert joins == ["", "/", " ", " ", "(", ")", "_"]


@given(st.text())
def test_words_stand_where_they_say_and_in_order(text: str) -> None:
    found = words(text)
    assert all(text[word.start : word.end] == word.printed for word in found)
    assert [word.start for word in found] == sorted({word.start for word in found})
