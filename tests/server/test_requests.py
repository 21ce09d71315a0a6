"""What stands in a query string or a form is read as it was meant."""

from urllib.parse import parse_qsl, urlencode

import pytest
from hypothesis import given, strategies

from trialgraph.errors import BadRequest
from trialgraph.server.requests import client_of, fields_of, header, query_fields

TEXTS = strategies.text(strategies.characters(codec="utf-8"))


@given(strategies.lists(strategies.tuples(TEXTS, TEXTS), max_size=9))
def test_fields_come_back_as_they_were_encoded(fields: list[tuple[str, str]]) -> None:
    assert fields_of(urlencode(fields)) == fields


@given(strategies.text("ab=&+%4F1Gé\\x \u2003", max_size=30))
def test_any_text_is_read_as_the_standard_library_reads_it(encoded: str) -> None:
    try:
        expected = parse_qsl(encoded, keep_blank_values=True, errors="strict")
    except UnicodeDecodeError:
        with pytest.raises(BadRequest):
            fields_of(encoded)
    else:
        assert fields_of(encoded) == expected


def test_a_query_string_may_hold_utf_8_as_it_is() -> None:
    assert query_fields({"query_string": "query=é".encode()}) == [("query", "é")]
    with pytest.raises(BadRequest, match="not UTF-8"):
        query_fields({"query_string": b"query=\xe9"})


def test_too_many_fields_are_not_read() -> None:
    assert len(fields_of("&".join(["a=1"] * 100))) == 100
    with pytest.raises(BadRequest, match="more than 100"):
        fields_of("&".join(["a=1"] * 101))


def test_a_header_that_comes_twice_is_joined_and_none_is_empty() -> None:
    scope = {"headers": [(b"accept", b"a/b"), (b"host", b"x"), (b"accept", b"c/d")]}
    assert header(scope, b"accept") == "a/b, c/d"
    assert header(scope, b"origin") == ""
    assert (client_of({}), client_of({"client": ("10.0.0.1", 9)})) == ("", "10.0.0.1")
