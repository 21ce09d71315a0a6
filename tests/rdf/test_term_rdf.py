"""Terms are plain values, and print as N-Quads and SPARQL both write them."""

from datetime import date
from decimal import Decimal

import pytest

from trialgraph.names import Iri, expand
from trialgraph.rdf import term

EXAMPLE = Iri("http://example.org/a")


@pytest.mark.parametrize(
    ("printed", "stored"),
    [("0.050", "0.05"), ("5.00", "5"), ("-0.0", "0"), ("1E+2", "100"), ("-0.10", "-0.1")],
)
def test_a_decimal_is_written_as_a_store_would_keep_it(printed: str, stored: str) -> None:
    assert term.decimal(Decimal(printed)) == term.Literal(stored, term.DECIMAL)


@pytest.mark.parametrize("number", ["NaN", "Infinity"])
def test_only_finite_numbers_are_stated(number: str) -> None:
    with pytest.raises(ValueError, match="finite decimal"):
        term.decimal(Decimal(number))


@pytest.mark.parametrize(
    ("literal", "value"),
    [
        (term.integer(12), 12),
        (term.decimal(Decimal("0.73")), Decimal("0.73")),
        (term.boolean(truth=True), True),
        (term.boolean(truth=False), False),
        (term.day(date(2025, 1, 24)), date(2025, 1, 24)),
        (term.text("OS"), "OS"),
        (EXAMPLE, "http://example.org/a"),
    ],
)
def test_a_term_gives_back_its_python_value(literal: term.Term, value: object) -> None:
    assert term.python(literal) == value


def test_plain_characters_of_a_term() -> None:
    assert term.plain(term.text("overall survival", "en")) == "overall survival"
    assert term.plain(EXAMPLE) == EXAMPLE


def test_words_with_a_language_carry_its_tag() -> None:
    assert term.term_text(term.text("décès", "fr")) == '"décès"@fr'


def test_numbers_carry_their_datatype() -> None:
    assert term.term_text(term.integer(3)) == f'"3"^^<{expand("xsd:integer")}>'


@pytest.mark.parametrize("broken", ["", "has space", "a<b", "back\\slash", "line\nbreak"])
def test_what_is_no_iri_is_refused(broken: str) -> None:
    with pytest.raises(ValueError, match="absolute IRI"):
        term.term_text(Iri(broken))


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ("", '""'),
        ("n ≥ 5 ~", '"n ≥ 5 ~"'),
        ('a "b" \\', '"a \\"b\\" \\\\"'),
        ("a\nb\r\tc", '"a\\nb\\r\\tc"'),
        ("≥\nb", '"≥\\nb"'),
        ("\x00\x1f\x7f\b\f", '"\\u0000\\u001F\\u007F\\b\\f"'),
    ],
)
def test_words_are_escaped_where_n_quads_need_it(words: str, written: str) -> None:
    assert term.literal(words) == written
