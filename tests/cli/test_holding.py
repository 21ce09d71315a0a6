"""Documents come in, are listed, read again and taken out; each has one line."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.cli.conftest import Ended
from tests.cli.made_up_abstract import WORDS

from trialgraph.ingest import reading as ingest_reading
from trialgraph.model.document import Document
from trialgraph.model.reading import TrialDocument
from trialgraph.rdf.write import document_quads
from trialgraph.store import create_or_open, open_reader

Run = Callable[..., Ended]


@pytest.fixture
def own(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a store of one document, which the commands that follow are about."""
    path = tmp_path / "own"
    file = tmp_path / "document.txt"
    file.write_text(WORDS, encoding="utf-8")
    monkeypatch.setenv("TRIALGRAPH_STORE", str(path))
    ended = run("ingest", str(file))
    assert (ended.status, ended.err) == (0, "")
    return path


def identifier(run: Run) -> str:
    (entry,) = json.loads(run("documents", "--json").out)["documents"]
    return str(entry["identifier"])


def test_what_came_in_is_listed_with_its_state(run: Run, own: Path) -> None:
    assert own.is_dir()
    ended = run("documents")
    assert ended.out.startswith("stored  sha-")
    assert ended.err == "1 document\n"


def test_the_same_bytes_again_change_nothing(run: Run, own: Path, tmp_path: Path) -> None:
    before = run("export").out
    ended = run("ingest", str(tmp_path / "document.txt"), "--json")
    assert json.loads(ended.out)["outcome"] == "unchanged"
    assert run("export").out == before
    with open_reader(own) as reader:
        assert reader.version == 1


def test_a_kept_document_is_read_again(run: Run, own: Path) -> None:
    assert own.is_dir()
    assert run("reread").out.startswith("unchanged  sha-")
    assert run("reread", identifier(run)).status == 0
    ended = run("reread", "sha-none")
    assert (ended.status, ended.out) == (4, "")
    assert "sha-none: not stored" in ended.err


def test_a_document_is_taken_out_with_all_that_followed(run: Run, own: Path) -> None:
    assert own.is_dir()
    ended = run("remove", identifier(run))
    assert (ended.status, ended.out.split()[0]) == (0, "removed")
    assert run("export").out == ""
    assert json.loads(run("documents", "--json").out) == {"documents": []}


def test_what_is_not_there_cannot_be_taken_out(run: Run, own: Path) -> None:
    assert own.is_dir()
    ended = run("remove", "sha-none")
    assert ended.status == 4
    assert "[document-not-stored]" in ended.err


def test_standard_input_has_no_source_to_be_kept(run: Run, own: Path) -> None:
    assert own.is_dir()
    ended = run("ingest", "-", stdin=WORDS)
    assert ended.status == 2
    assert ended.err.count("\n") == 1


def test_a_second_writer_is_told_who_holds_the_store(run: Run, own: Path, tmp_path: Path) -> None:
    with create_or_open(own):
        ended = run("ingest", str(tmp_path / "document.txt"))
    assert ended.status == 1
    assert ended.err.count("\n") == 1
    assert "[store-held]" in ended.err


def test_a_bad_file_leaves_the_store_as_it_was(run: Run, own: Path, tmp_path: Path) -> None:
    before = run("export").out
    binary = tmp_path / "binary.txt"
    binary.write_bytes(bytes(range(256)))
    assert run("ingest", str(binary)).status == 1
    assert run("export").out == before
    with open_reader(own) as reader:
        assert reader.version == 1


def test_a_document_whose_frame_is_broken_is_set_aside_and_the_others_stored(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRIALGRAPH_STORE", str(tmp_path / "mixed"))
    files = [tmp_path / "sound.txt", tmp_path / "broken.txt"]
    files[0].write_text(WORDS, encoding="utf-8")
    files[1].write_text(WORDS + "Broken.\n", encoding="utf-8")
    with monkeypatch.context() as patch:
        patch.setattr(ingest_reading, "document_quads", without_hash_of_broken_text)
        ended = run("ingest", *map(str, files))
    assert ended.status == 3
    assert (ended.out.count("\n"), ended.err.count("\n")) == (1, 1)
    assert f"{files[1]}: set aside: DocumentHasHash" in ended.err
    assert ended.err.endswith("[set-aside]\n")
    listed = run("documents").out
    assert {line.split("  ")[0] for line in listed.splitlines()} == {"stored", "set aside"}
    again = run("reread")
    assert (again.status, again.err) == (0, "")
    assert sorted(line.split("  ")[0] for line in again.out.splitlines()) == ["stored", "unchanged"]


def without_hash_of_broken_text(reading: TrialDocument, document: Document) -> bytes:
    """Return a document's graph; one that says it is broken lacks its SHA-256."""
    graph = document_quads(reading, document)
    if "Broken" not in document.text:
        return graph
    kept = [line for line in graph.splitlines(keepends=True) if b"#statedSha256>" not in line]
    return b"".join(kept)
