"""Files are on disk, all at once where the system can, else one by one."""

import os
from pathlib import Path

import pytest

from trialgraph.store import create_or_open
from trialgraph.store.folder import Folder
from trialgraph.store.kept import file_of, put, settle
from trialgraph.store.on_disk import bring_to_disk


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Return two files in folders of their own."""
    made = [tmp_path / "a" / "one", tmp_path / "b" / "two"]
    for file in made:
        file.parent.mkdir()
        file.write_bytes(b"words")
    return made


@pytest.fixture
def synced(monkeypatch: pytest.MonkeyPatch) -> set[Path]:
    """Return what is brought to disk one by one."""
    seen = set[Path]()

    def seen_by_name(descriptor: int) -> None:
        seen.add(Path(f"/proc/self/fd/{descriptor}").readlink())

    monkeypatch.setattr(os, "fsync", seen_by_name)
    return seen


def test_all_files_of_a_disk_at_once(tmp_path: Path, files: list[Path], synced: set[Path]) -> None:
    asked = list[int]()

    def syncfs(descriptor: int) -> int:
        asked.append(descriptor)
        return 0

    bring_to_disk(tmp_path, files, syncfs)
    assert (len(asked), synced) == (1, set())


@pytest.mark.parametrize("syncfs", [None, lambda _: -1])
def test_one_by_one_where_the_system_cannot(
    tmp_path: Path, files: list[Path], synced: set[Path], syncfs: None
) -> None:
    bring_to_disk(tmp_path, files, syncfs)
    assert synced == {tmp_path, *files, *(file.parent for file in files)}


def test_a_file_that_is_gone_is_told(tmp_path: Path, files: list[Path]) -> None:
    files[0].unlink()
    with pytest.raises(FileNotFoundError):
        bring_to_disk(tmp_path, files, None)


def test_a_file_that_a_power_cut_left_without_its_bytes_is_written_again(store: Path) -> None:
    folder = Folder(store)
    for write in (put, lambda *pieces: _kept(store, *pieces)):
        kept = put(folder, b"bytes", "text")
        for name in (kept.content, kept.text):
            file_of(folder, name).write_bytes(b"")
        write(folder, b"bytes", "text")
        assert file_of(folder, kept.content).read_bytes() == b"bytes"
        assert file_of(folder, kept.text).read_bytes() == b"text"


def _kept(store: Path, _: Folder, content: bytes, text: str) -> None:
    with create_or_open(store) as writer:
        writer.keep("sha-1", content, text)


def test_kept_files_are_brought_to_disk(store: Path) -> None:
    folder = Folder(store)
    kept = put(folder, b"bytes", "text")
    settle(folder, [kept])
    assert file_of(folder, kept.content).read_bytes() == b"bytes"
    assert file_of(folder, kept.text).read_bytes() == b"text"
