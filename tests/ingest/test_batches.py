"""A batch of documents into a store: outcomes, repetition, order, interruption."""

import os
from collections.abc import Iterable
from pathlib import Path

import pytest

from trialgraph import assets
from trialgraph.extract.read import read_trial_document
from trialgraph.ingest import pieces, reading, run
from trialgraph.ingest.files import documents_in
from trialgraph.ingest.lines import IngestLine
from trialgraph.ingest.run import ingest, remove, reread
from trialgraph.model.document import Document
from trialgraph.model.reading import TrialDocument
from trialgraph.rdf.term import plain
from trialgraph.store import create_or_open, open_reader
from trialgraph.store.writer import Writer
from trialgraph.terms.index import TermIndex

RECORD = "ctgov-NCT02514681"


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Return the bundled example documents as files."""
    folder = tmp_path_factory.mktemp("examples")
    files = []
    for entry in sorted(assets.room("examples").iterdir(), key=lambda one: one.name):
        if entry.name.endswith((".txt", ".md")):
            file = folder / entry.name
            file.write_bytes(entry.read_bytes())
            files.append(file)
    return files


def outcomes(lines: Iterable[IngestLine]) -> list[str]:
    return [line.outcome for line in lines]


def digest(store: Path) -> str:
    with open_reader(store) as reader:
        return reader.digest()


@pytest.fixture(scope="module")
def whole(examples: list[Path], tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the hash of the canonical dump of all examples."""
    store = tmp_path_factory.mktemp("whole") / "store"
    assert outcomes(ingest(examples, store)) == ["stored"] * len(examples)
    return digest(store)


def test_the_second_time_nothing_changes(examples: list[Path], tmp_path: Path) -> None:
    store = tmp_path / "store"
    list(ingest(examples[:2], store))
    before = digest(store)
    with open_reader(store) as reader:
        version = reader.version
    assert outcomes(ingest(examples[:2], store)) == ["unchanged", "unchanged"]
    with open_reader(store) as reader:
        assert (reader.digest(), reader.version) == (before, version)


def test_another_order_gives_the_same_dump(
    examples: list[Path], whole: str, tmp_path: Path
) -> None:
    store = tmp_path / "store"
    for file in reversed(examples):
        list(ingest([file], store))
    assert digest(store) == whole


def test_a_folder_means_its_files_but_not_hidden_ones(examples: list[Path], tmp_path: Path) -> None:
    folder = tmp_path / "papers" / "below"
    folder.mkdir(parents=True)
    (folder / "one.txt").write_bytes(examples[0].read_bytes())
    (folder / ".hidden").write_bytes(b"not looked at")
    lines = list(ingest([tmp_path / "papers"], tmp_path / "store"))
    assert [(Path(line.source).name, line.outcome) for line in lines] == [("one.txt", "stored")]


def test_what_cannot_be_read_never_stops_the_others(examples: list[Path], tmp_path: Path) -> None:
    empty, binary = tmp_path / "empty.txt", tmp_path / "binary.txt"
    empty.write_bytes(b"")
    binary.write_bytes(b"\x00\x01\x02\x03" * 100)
    files = [empty, tmp_path / "missing.txt", binary, examples[0]]
    lines = list(ingest(files, tmp_path / "store"))
    assert [(line.outcome, line.code) for line in lines] == [
        ("unreadable", "empty-document"),
        ("unreadable", "unreadable-path"),
        ("unreadable", "not-text"),
        ("stored", ""),
    ]
    assert all(line.message for line in lines[:3])


def test_a_file_over_the_limit_is_not_even_opened(tmp_path: Path) -> None:
    huge = tmp_path / "huge.txt"
    with huge.open("wb") as file:
        file.truncate(50_000_000)
    (line,) = ingest([huge], tmp_path / "store")
    assert (line.outcome, line.code) == ("unreadable", "document-too-large")
    assert "20,000,000" in line.message


def test_nothing_stored_leaves_the_store_as_it_was(examples: list[Path], tmp_path: Path) -> None:
    store = tmp_path / "store"
    list(ingest(examples[:1], store))
    before = digest(store)
    list(ingest([tmp_path / "missing.txt"], store))
    assert digest(store) == before


def test_a_fault_of_ours_sets_one_document_aside(
    examples: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(document: Document, terms: TermIndex) -> TrialDocument:
        if document.kind == "ctgov-page":
            raise ZeroDivisionError("a rule divides by nothing")
        return read_trial_document(document, terms)

    monkeypatch.setattr(reading, "read_trial_document", failing)
    store = tmp_path / "store"
    lines = list(ingest(examples, store))
    assert outcomes(lines).count("set aside") == 1
    (aside,) = (line for line in lines if line.outcome == "set aside")
    assert (aside.code, aside.identifier) == ("set-aside", RECORD)
    assert "ZeroDivisionError" in aside.message
    report = store / "quarantine" / RECORD / "report.txt"
    assert "a rule divides by nothing" in report.read_text()
    with open_reader(store) as reader:
        entry = reader.entry(RECORD)
    assert entry is not None
    assert entry.state == "set aside"


def test_a_document_set_aside_is_stored_once_it_can_be(
    examples: list[Path], whole: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = tmp_path / "store"
    with monkeypatch.context() as patch:
        patch.setattr(reading, "read_trial_document", None)
        assert set(outcomes(ingest(examples, store))) == {"set aside"}
    assert set(outcomes(ingest(examples, store))) == {"stored"}
    assert digest(store) == whole
    assert not list((store / "quarantine").iterdir())


def test_a_document_that_was_stored_stays_when_a_later_reading_fails(
    examples: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = tmp_path / "store"
    list(ingest(examples[:1], store))
    before = digest(store)
    monkeypatch.setattr(reading, "read_trial_document", None)
    monkeypatch.setattr(pieces, "reader_version", lambda _document: "a newer reader")
    assert outcomes(reread(store)) == ["set aside"]
    assert digest(store) == before


def test_a_document_taken_out_leaves_no_trace(
    examples: list[Path], whole: str, tmp_path: Path
) -> None:
    store, without = tmp_path / "store", tmp_path / "without"
    list(ingest(examples, store))
    with open_reader(store) as reader:
        gone = next(e.identifier for e in reader.entries() if e.source == str(examples[0]))
    (line,) = remove(store, [gone])
    assert (line.outcome, line.identifier) == ("removed", gone)
    list(ingest(examples[1:], without))
    assert digest(store) == digest(without)
    with open_reader(store) as reader:
        assert reader.entry(gone) is None
    list(ingest(examples[:1], store))
    assert digest(store) == whole


def test_what_is_not_there_cannot_be_taken_out_or_read_again(tmp_path: Path) -> None:
    store = tmp_path / "store"
    assert outcomes(remove(store, ["sha-0"])) == ["not stored"]
    (line,) = reread(store, ["sha-0"])
    assert (line.outcome, line.code) == ("not stored", "document-not-stored")


def test_reading_again_with_the_same_versions_changes_nothing(
    examples: list[Path], whole: str, tmp_path: Path
) -> None:
    store = tmp_path / "store"
    list(ingest(examples, store))
    assert set(outcomes(reread(store))) == {"unchanged"}
    assert digest(store) == whole


def test_new_versions_read_kept_documents_again(
    examples: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = tmp_path / "store"
    list(ingest(examples[:1], store))
    monkeypatch.setattr(run, "terms_version", lambda _: "newer")
    assert outcomes(reread(store)) == ["stored"]
    assert outcomes(reread(store)) == ["unchanged"]


class Killed(BaseException):
    """Stands for a process that ends between two steps."""


@pytest.mark.parametrize(
    "killed_at", [("replace_graphs", 1), ("keep", 1), ("replace_graphs", 2), ("publish", 1)]
)
def test_a_batch_killed_between_two_steps_is_finished_at_the_next_opening(
    killed_at: tuple[str, int],
    examples: list[Path],
    whole: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    step, count = killed_at
    store = tmp_path / "store"
    list(ingest(examples[:3], store))
    real = getattr(Writer, step)
    calls = []

    def killing(*arguments: object) -> object:
        calls.append(step)
        if len(calls) == count:
            raise Killed
        return real(*arguments)

    with monkeypatch.context() as patch:
        patch.setattr(Writer, step, killing)
        with pytest.raises(Killed):
            list(ingest(examples[3:], store))
    list(ingest(examples[3:], store))
    assert digest(store) == whole
    with create_or_open(store) as writer:
        assert writer.ledger.unfinished() == []


def test_a_kill_before_derivation_is_made_good_by_opening_alone(
    examples: list[Path], whole: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = tmp_path / "store"
    with monkeypatch.context() as patch:
        patch.setattr(run, "derive", _kill)
        with pytest.raises(Killed):
            list(ingest(examples, store))
    assert list(ingest([], store)) == []
    assert digest(store) == whole


def test_a_kill_while_a_document_is_taken_out_is_made_good(
    examples: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = tmp_path / "store"
    list(ingest(examples[:1], store))
    with open_reader(store) as reader:
        (entry,) = reader.entries()
    with monkeypatch.context() as patch:
        patch.setattr(run, "derive", _kill)
        with pytest.raises(Killed):
            list(remove(store, [entry.identifier]))
    list(ingest([], store))
    with open_reader(store) as reader:
        assert reader.entries() == []
        assert reader.dump() == b""


def test_an_unfinished_change_that_a_newer_reader_refuses_is_taken_back(
    examples: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = tmp_path / "store"
    with monkeypatch.context() as patch:
        patch.setattr(run, "derive", _kill)
        with pytest.raises(Killed):
            list(ingest(examples[:1], store))
    with monkeypatch.context() as patch:
        patch.setattr(reading, "read_trial_document", None)
        assert list(ingest([], store)) == []
    with open_reader(store) as reader:
        assert reader.dump() == b""


def _kill(*_arguments: object, **_named: object) -> None:
    raise Killed


def test_trials_of_the_examples_are_found_by_their_names(
    examples: list[Path], tmp_path: Path
) -> None:
    store = tmp_path / "store"
    list(ingest(examples, store))
    with open_reader(store) as reader:
        rows = reader.select(
            "PREFIX : <https://w3id.org/trialgraph/ontology#> "
            "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
            "SELECT DISTINCT ?label { ?t :reportedBy ?d ; rdfs:label ?label }"
        )
    assert {plain(row["label"]) for row in rows} == {"CLEOPATRA", "PATINA", "PRECIOUS"}


def test_reading_again_retries_what_was_set_aside(
    examples: list[Path], whole: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = tmp_path / "store"
    with monkeypatch.context() as patch:
        patch.setattr(reading, "read_trial_document", None)
        assert set(outcomes(ingest(examples, store))) == {"set aside"}
        assert set(outcomes(reread(store))) == {"set aside"}
    assert outcomes(reread(store)) == ["stored"] * len(examples)
    assert digest(store) == whole
    assert outcomes(reread(store)) == ["unchanged"] * len(examples)


def test_newer_bytes_set_aside_replace_the_stored_ones_once_they_can_be_read(
    examples: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, newer = tmp_path / "store", tmp_path / "newer.txt"
    record = next(file for file in examples if "registry" in file.name)
    newer.write_bytes(record.read_bytes() + b"\n\nA later line.\n")
    list(ingest([record], store))
    with monkeypatch.context() as patch:
        patch.setattr(reading, "read_trial_document", None)
        assert outcomes(ingest([newer], store)) == ["set aside"]
    assert outcomes(reread(store, [RECORD])) == ["unchanged", "stored"]
    assert outcomes(ingest([newer], store)) == ["unchanged"]
    assert not list((store / "quarantine").iterdir())


def test_files_come_in_the_order_of_their_paths_and_a_folder_is_read_when_it_is_reached(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("b/z.txt", "b/a/m.txt", "b-c.txt", "b.txt", "a/x.txt", "a/.hidden", "c/y.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / "c" / "link").symlink_to(tmp_path / "b")
    wanted = sorted(one for one in tmp_path.rglob("*") if one.name != ".hidden")
    read = list[str]()
    scandir = os.scandir

    def noted(folder: str) -> object:
        read.append(Path(folder).name)
        return scandir(folder)

    monkeypatch.setattr(os, "scandir", noted)
    found = documents_in([tmp_path])
    assert next(found) == tmp_path / "a" / "x.txt"
    assert read == [tmp_path.name, "a"]
    rest = [tmp_path / "a" / "x.txt", *found]
    assert rest == [one for one in wanted if one.is_symlink() or one.is_file()]


def test_a_folder_that_nobody_may_look_into_does_not_hide_the_others(tmp_path: Path) -> None:
    """So deep that the name of a file in it would be too long."""
    (tmp_path / "one.txt").touch()
    deep = tmp_path / "zzz"
    while len(f"{deep}") < 3_890:
        deep /= "n" * 99
    deep /= "n" * (4_091 - len(f"{deep}"))
    deep.mkdir(parents=True)
    assert list(documents_in([tmp_path])) == [tmp_path / "one.txt"]


def test_a_name_too_long_to_look_at_does_not_stop_the_batch(tmp_path: Path) -> None:
    long = tmp_path / ("n" * 300)
    (tmp_path / "one.txt").write_text("words", encoding="utf-8")
    assert list(documents_in([long, tmp_path])) == [long, tmp_path / "one.txt"]
