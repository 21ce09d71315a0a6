"""No more processes than there is time for: a container has fewer processors than its machine."""

import os
from pathlib import Path

import pytest

from trialgraph.bulk.processors import processors


@pytest.fixture(autouse=True)
def eight(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have a process that may run on eight processors of many."""
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(8)), raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: 64)


def told(root: Path, own: str, **limits: str) -> Path:
    """Return what a system tells of groups, by their names."""
    (root / "proc/self").mkdir(parents=True)
    (root / "proc/self/cgroup").write_text(own)
    for name, words in limits.items():
        folder = root / "sys/fs/cgroup" / name.replace("_", "/").strip("/")
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "cpu.max").write_text(words)
    return root


@pytest.mark.parametrize(
    ("own", "limits", "found"),
    [
        ("0::/\n", {}, 8),
        ("0::/\n", {"_": "200000 100000\n"}, 2),
        ("0::/\n", {"_": "max 100000\n"}, 8),
        ("0::/\n", {"_": "150000 100000\n"}, 2),
        ("0::/\n", {"_": "5000 100000\n"}, 1),
        ("0::/\n", {"_": "1600000 100000\n"}, 8),
        ("0::/\n", {"_": "words\n"}, 8),
        ("12:cpu:/a\n0::/a/b\n", {"a_b": "max 100000\n", "a": "300000 100000\n"}, 3),
        ("0::/a/b\n", {"a_b": "200000 100000\n", "a": "300000 100000\n"}, 2),
        ("0::/../other\n", {"_": "400000 100000\n"}, 4),
        ("1:cpu:/a\n", {"_": "400000 100000\n"}, 4),
    ],
)
def test_groups_allow_some_of_the_processors(
    tmp_path: Path, own: str, limits: dict[str, str], found: int
) -> None:
    assert processors(told(tmp_path, own, **limits)) == found


def test_without_groups_it_is_where_the_process_may_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert processors(tmp_path) == 8
    monkeypatch.delattr(os, "sched_getaffinity")
    assert processors(tmp_path) == 64
