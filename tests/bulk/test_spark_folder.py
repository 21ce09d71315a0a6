"""A part that the file system did not move is told: Hadoop answers so, and raises nothing."""

from types import SimpleNamespace
from typing import Any, cast

import pytest

from trialgraph.bulk.spark_folder import JobFolder
from trialgraph.errors import JobStopped


def folder(made: list[str], *, moves: bool) -> JobFolder:
    """Return a folder where a part waits, on a file system that moves it or not."""
    part = SimpleNamespace(getName=lambda: "part-00000")
    files = SimpleNamespace(
        exists=lambda place: str(place).endswith("_unfinished/quads"),
        listStatus=lambda _: [SimpleNamespace(getPath=lambda: part)],
        getFileStatus=lambda _: SimpleNamespace(getLen=lambda: 1),
        delete=lambda *_: True,
        mkdirs=lambda _: True,
        create=lambda place: SimpleNamespace(close=lambda: made.append(str(place))),
        rename=lambda *_: moves,
    )

    def path(words: str) -> object:
        return type("Path", (str,), {"getFileSystem": lambda *_: files})(words)

    hadoop = SimpleNamespace(fs=SimpleNamespace(Path=path))
    machine = SimpleNamespace(org=SimpleNamespace(apache=SimpleNamespace(hadoop=hadoop)))
    settings = SimpleNamespace(hadoopConfiguration=lambda: None)
    return JobFolder(cast("Any", SimpleNamespace(_jvm=machine, _jsc=settings)), "file:///out")


def test_a_part_that_was_not_moved_stops_the_job() -> None:
    made = list[str]()
    with pytest.raises(JobStopped, match="part-00000 cannot be moved to file:///out/quads/part"):
        folder(made, moves=False).finish()
    assert made == []


def test_a_job_is_done_when_all_is_moved() -> None:
    made = list[str]()
    folder(made, moves=True).finish()
    assert made == ["file:///out/_SUCCESS"]
