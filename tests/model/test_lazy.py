"""A regular expression that waits answers as a compiled one does."""

import copy
import re

import pytest

from trialgraph.model import lazy

TEXT = "pertuzumab 840 mg, then 420 mg"


def test_it_answers_as_a_compiled_one() -> None:
    ready = re.compile(r"(?P<dose>\d+) MG", re.IGNORECASE)
    for name in ("search", "match", "fullmatch"):
        waits = lazy.regex(ready.pattern, re.IGNORECASE)
        assert str(getattr(waits, name)(TEXT)) == str(getattr(ready, name)(TEXT))
    waits = lazy.regex(ready.pattern, re.IGNORECASE)
    assert [one["dose"] for one in waits.finditer(TEXT)] == ["840", "420"]
    assert waits.findall(TEXT) == ready.findall(TEXT)
    assert waits.sub("x", TEXT) == "pertuzumab x, then x"
    assert waits.subn("x", TEXT) == ready.subn("x", TEXT)
    assert waits.split(TEXT) == ready.split(TEXT)
    assert waits.search(TEXT, 15) is not None
    assert (waits.pattern, waits.flags) == (ready.pattern, ready.flags)
    assert (waits.groups, waits.groupindex) == (1, {"dose": 1})


def test_one_of_bytes_reads_bytes() -> None:
    assert lazy.regex(rb"\d+").findall(b"1 and 2") == [b"1", b"2"]


def test_nothing_is_compiled_before_it_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, int]] = []
    compiling = re.compile

    def compiled(pattern: str, flags: int) -> re.Pattern[str]:
        asked.append((pattern, flags))
        return compiling(pattern, flags)

    monkeypatch.setattr(re, "compile", compiled)
    waits = lazy.regex("a", re.MULTILINE)
    assert asked == []
    assert waits.match("a")
    assert waits.match("b") is None
    assert asked == [("a", re.MULTILINE)]


def test_a_mistake_is_told_when_it_is_used() -> None:
    waits = lazy.regex("(")
    with pytest.raises(re.error, match="missing"):
        waits.search("a")


def test_it_says_what_it_is() -> None:
    assert repr(lazy.regex("a")) == "regex('a', 0)"
    assert not hasattr(lazy.regex("a"), "anything_else")
    assert copy.copy(lazy.regex("a")).match("a")
