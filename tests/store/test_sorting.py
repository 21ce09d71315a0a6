"""Lines are sorted and without doubles, however little of them is held."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialgraph.store import sorting
from trialgraph.store.sorting import SortedLines

LINES = st.lists(st.binary(max_size=8).map(lambda words: words.replace(b"\n", b"") + b"\n"))


@given(LINES, LINES, st.integers(0, 40))
def test_lines_come_sorted_and_once_as_often_as_asked(
    first: list[bytes], second: list[bytes], most: int
) -> None:
    with pytest.MonkeyPatch.context() as patch, SortedLines() as ordered:
        patch.setattr(SortedLines, "most_held", most)
        patch.setattr(sorting, "_MOST_RUNS", 3)
        ordered.add(first)
        ordered.add(second)
        wanted = sorted({*first, *second})
        assert list(ordered) == wanted
        assert list(ordered) == wanted


def files() -> int:
    """Return how many files this process has open."""
    return len(list(Path("/proc/self/fd").iterdir()))


def test_the_files_are_few_and_gone_with_their_user(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SortedLines, "most_held", 100)
    monkeypatch.setattr(sorting, "_MOST_RUNS", 4)
    before = files()
    with SortedLines() as ordered:
        most = 0
        for number in range(2_000):
            ordered.add([b"line %d\n" % number])
            most = max(most, files() - before)
        assert 0 < most <= 5
        assert len(list(ordered)) == 2_000
    assert files() == before
