"""What cannot be read is told in one line, with the right status, and the store stays as it was."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.acceptance.running import example, examples, run

from trialgraph.documents.reader import MAX_BYTES
from trialgraph.ingest.run import ingest
from trialgraph.store import open_reader

TEXT = example("patina").read_bytes()
PAGE = example("final-survival").read_bytes()


def state(store: Path) -> tuple[str, int, list[str]]:
    """Return what is published, and what the ledger lists."""
    with open_reader(store) as reader:
        return reader.digest(), reader.version, [one.identifier for one in reader.entries()]


BAD = {
    "an empty file": (b"", "empty-document"),
    "white space only": (b" \r\n\t\n", "empty-document"),
    "a binary file": (bytes(range(256)) * 40, "not-text"),
    "a PDF": (b"%PDF-1.4\n" + bytes(range(128, 256)), "unreadable-record"),
    "control characters": (TEXT + b"\x01\x02", "not-text"),
    "control characters in Windows-1252": (TEXT + b"\xe9\x01", "not-text"),
    "a null character": (TEXT[:300] + b"\0" + TEXT[300:], "not-text"),
    "UTF-16 without its mark": (TEXT.decode().encode("utf-16-le"), "not-text"),
}


@pytest.mark.parametrize("what", BAD)
def test_a_file_that_is_no_text_is_one_line(what: str, example_store: Path, tmp_path: Path) -> None:
    content, code = BAD[what]
    file = tmp_path / "given.txt"
    file.write_bytes(content)
    before = state(example_store)
    ended = run("ingest", file, store=example_store)
    assert (ended.status, ended.out, ended.err.count("\n")) == (1, "", 1)
    assert ended.err.startswith(f"trialgraph: {file}: unreadable: ")
    assert ended.err.endswith(f"[{code}]\n")
    assert state(example_store) == before


def test_a_text_of_fifty_megabytes_is_refused_with_the_limit(
    example_store: Path, tmp_path: Path
) -> None:
    file = tmp_path / "large.txt"
    with file.open("wb") as out:
        out.truncate(50_000_000)
    before = state(example_store)
    ended = run("ingest", file, store=example_store)
    assert (ended.status, ended.err.count("\n")) == (1, 1)
    assert "50,000,000" in ended.err
    assert f"{MAX_BYTES:,}" in ended.err
    assert state(example_store) == before


def missing(folder: Path) -> Path:
    """Return a path where nothing is."""
    return folder / "none.txt"


def loop(folder: Path) -> Path:
    """Return a link to itself."""
    (folder / "loop.txt").symlink_to("loop.txt")
    return folder / "loop.txt"


def below_a_file(folder: Path) -> Path:
    """Return a path that takes a file for a directory."""
    (folder / "file").write_bytes(TEXT)
    return folder / "file" / "paper.txt"


@pytest.mark.parametrize("make", [missing, loop, below_a_file])
def test_a_path_that_leads_nowhere_is_one_line(
    make: Callable[[Path], Path], example_store: Path, tmp_path: Path
) -> None:
    path = make(tmp_path)
    before = state(example_store)
    ended = run("ingest", path, store=example_store)
    assert (ended.status, ended.out, ended.err.count("\n")) == (1, "", 1)
    assert ended.err.endswith("[unreadable-path]\n")
    assert state(example_store) == before


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_rights_is_one_line(example_store: Path, tmp_path: Path) -> None:
    file = tmp_path / "closed.txt"
    file.write_bytes(TEXT)
    file.chmod(0)
    ended = run("ingest", file, store=example_store)
    assert (ended.status, ended.err.count("\n")) == (1, 1)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_directory_without_rights_is_one_line(example_store: Path, tmp_path: Path) -> None:
    folder = tmp_path / "closed"
    folder.mkdir(0)
    ended = run("ingest", folder, store=example_store)
    assert (ended.status, ended.err.count("\n")) == (1, 1)


def test_one_bad_file_does_not_stop_the_others(tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.touch()
    ended = run("ingest", empty, example("patina"), missing(tmp_path), store=tmp_path / "store")
    assert (ended.status, ended.out.count("stored"), ended.err.count("\n")) == (1, 1, 2)


def stored(content: bytes, folder: Path, name: str = "given.txt") -> tuple[Path, str]:
    """Bring a file in and return the store and the document's identifier."""
    (folder / name).write_bytes(content)
    (line,) = ingest([folder / name], folder / "store")
    assert line.outcome == "stored", line.message
    return folder / "store", line.identifier


def misplaced(store: Path) -> list[str]:
    """Return the passages of a store that are not at their offsets."""
    query = "SELECT ?d ?s ?e ?x { ?p :inDocument ?d ; :start ?s ; :end ?e ; :exact ?x }"
    with open_reader(store) as reader:
        texts = {one.identifier: reader.kept_text(one.identifier) for one in reader.entries()}
        rows = [{key: str(getattr(cell, "value", cell)) for key, cell in row.items()}
                for row in reader.select(query)]  # fmt: skip
    return [
        row["x"]
        for row in rows
        if texts[row["d"].rsplit("/", 1)[1]][int(row["s"]) : int(row["e"])] != row["x"]
    ]


VARIANTS = {
    "a byte-order mark and CRLF": b"\xef\xbb\xbf" + TEXT.replace(b"\n", b"\r\n"),
    "CR alone": TEXT.replace(b"\n", b"\r"),
    "next-line characters": TEXT.replace(b"\n", "\u0085".encode()),
    "line separators": TEXT.replace(b"\n", "\u2028".encode()),
    "form feeds": TEXT.replace(b"\n", b"\x0c\n"),
    "right-to-left marks": ("\u202e" + TEXT.decode().replace(" ", " \u200f", 20)).encode(),
    "characters beyond the first plane": ("\U0001d4d0 " + TEXT.decode()).encode(),
    "no end of line": b" ".join(TEXT.split()),
}


@pytest.mark.parametrize("what", VARIANTS)
def test_spans_hold_whatever_the_lines_end_with(what: str, tmp_path: Path) -> None:
    store, identifier = stored(VARIANTS[what], tmp_path)
    with open_reader(store) as reader:
        text = reader.kept_text(identifier)
        assert text.encode() == VARIANTS[what].removeprefix(b"\xef\xbb\xbf")
        values = reader.select("SELECT ?v { ?r a :Result ; :value ?v }")
    assert [getattr(row["v"], "value", "") for row in values] == ["0.75"]
    assert misplaced(store) == []


def test_windows_1252_is_read_and_said_so(tmp_path: Path) -> None:
    content = TEXT.decode().encode("cp1252") + b"\n\x93quoted\x94 caf\xe9\n"
    store, identifier = stored(content, tmp_path)
    query = "SELECT ?m { ?p a :ReportedProblem ; :statedMessage ?m }"
    with open_reader(store) as reader:
        assert reader.kept_text(identifier).endswith("\n\u201cquoted\u201d caf\u00e9\n")
        messages = [getattr(row["m"], "value", "") for row in reader.select(query)]
    assert any("1252" in message for message in messages)
    assert misplaced(store) == []


def test_utf_16_is_read_as_the_same_text(tmp_path: Path) -> None:
    store, identifier = stored(TEXT.decode().encode("utf-16"), tmp_path)
    assert stored_again(TEXT, tmp_path) == identifier
    assert misplaced(store) == []


@pytest.mark.parametrize("command", ["ingest", "extract", "validate"])
@pytest.mark.parametrize("empty", ["", " "])
def test_an_empty_argument_is_not_taken_for_this_directory(
    command: str, empty: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "given.txt").write_bytes(TEXT)
    monkeypatch.chdir(tmp_path)
    ended = run(command, empty)
    assert (ended.status, ended.out, ended.err.count("\n")) == (2, "", 1)
    assert "found the empty argument" in ended.err
    assert [path.name for path in tmp_path.iterdir()] == ["given.txt"]


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9])
def test_a_truncated_page_is_read_as_far_as_it_goes(part: float, tmp_path: Path) -> None:
    store, _ = stored(PAGE[: int(part * len(PAGE))], tmp_path)
    assert misplaced(store) == []


FILE_NAMES = ["a b.txt", "a\nb.txt", "\u0394\u00e9\U0001f600.txt", "-a", "a'\""]


@pytest.mark.parametrize("name", FILE_NAMES)
def test_a_file_may_have_any_name(name: str, tmp_path: Path) -> None:
    store, _ = stored(TEXT, tmp_path, name)
    with open_reader(store) as reader:
        assert [entry.source for entry in reader.entries()] == [str(tmp_path / name)]


def test_the_same_text_in_files_of_two_names_is_one_document(tmp_path: Path) -> None:
    store, identifier = stored(TEXT, tmp_path)
    assert stored_again(TEXT, tmp_path) == identifier
    with open_reader(store) as reader:
        assert [one.identifier for one in reader.entries()] == [identifier]


def stored_again(content: bytes, folder: Path) -> str:
    """Bring the same bytes in under another name and return the identifier."""
    (folder / "again.txt").write_bytes(content)
    (line,) = ingest([folder / "again.txt"], folder / "store")
    assert line.outcome == "unchanged"
    return line.identifier


def test_bundled_documents_are_read_from_a_folder(example_store: Path) -> None:
    folder = examples()[0].parent
    ended = run("ingest", folder, store=example_store)
    assert (ended.status, ended.out.count("unchanged")) == (0, len(examples()))
