"""Two spellings of one name have one key, and nothing but letters and digits is searched for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialgraph.terms.folding import exact_key, plain


@pytest.mark.parametrize(
    ("typed", "searched"),
    [
        ("HER2-Positive", "her2 positive"),
        ("Interferon-α2b", "interferon alpha2b"),
        ("β-blockers", "beta blockers"),
        ("naïve Sjögren’s", "naive sjogrens"),
        ("A v B", "a vs b"),
        ("A vs. B", "a vs b"),
        ("A versus B", "a vs b"),
        ("HER2\u2010positive", "her2 positive"),
        ("σ and ς", "sigma and sigma"),
        ('" OR x: NEAR(*)', "or x near"),
        ("--", ""),
    ],
)
def test_a_name_is_searched_for_by_its_words(typed: str, searched: str) -> None:
    assert plain(typed) == searched


@pytest.mark.parametrize(
    ("one", "other"),
    [("T-DM1", "tdm1"), ("PD-L1", "PD L1"), ("Tumours", "tumor"), ("anaemia", "ANEMIA")],
)
def test_two_spellings_of_a_name_have_one_key(one: str, other: str) -> None:
    assert exact_key(one) == exact_key(other)


@given(st.text())
def test_what_is_searched_for_is_letters_and_digits(words: str) -> None:
    assert all(one.isalnum() or one == " " for one in plain(words))
    assert plain(plain(words)) == plain(words)
