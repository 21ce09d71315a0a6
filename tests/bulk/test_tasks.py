"""Paths become portions of about equal work, in their order."""

from pathlib import Path

import pytest

from trialgraph.bulk import tasks as room
from trialgraph.bulk.tasks import count_small, tasks


def test_small_files_go_together_and_larger_ones_are_taken_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "_DOCUMENTS", 2)
    monkeypatch.setattr(room, "_SMALL", 100)
    line = b'{"protocolSection": {"a": 1}}\n'
    for name in ("a", "b", "c", "e"):
        (tmp_path / f"{name}.json").write_bytes(line)
    assert count_small([tmp_path]) == 4
    (tmp_path / "d.jsonl").write_bytes(line * 5)
    found = list(tasks([tmp_path, tmp_path / "none"]))
    assert [one.number for one in found] == list(range(len(found)))
    names = [[Path(path).name for path in one.paths] for one in found]
    assert names == [["a.json", "b.json"], ["c.json"], [], [], [], ["e.json"], []]
    arrived = [[one.source.rpartition("#")[2] for one in task.arrivals] for task in found]
    assert arrived[2:5] == [["1", "2"], ["3", "4"], ["5"]]
    assert arrived[6] == [str(tmp_path / "none")]
    assert count_small([tmp_path]) is None
    assert count_small([tmp_path / "none"]) is None
