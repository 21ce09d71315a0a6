"""Files are read one by one; what cannot be read is one clear line, and never stops the others."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.cli.conftest import Ended
from tests.cli.made_up_abstract import WORDS

from trialgraph.extract import read as extract_read
from trialgraph.model.document import Document
from trialgraph.terms.index import TermIndex

Run = Callable[..., Ended]


@pytest.fixture
def readable(tmp_path: Path) -> Path:
    file = tmp_path / "readable.txt"
    file.write_text(WORDS, encoding="utf-8")
    return file


CONTENTS = {
    "empty": b"",
    "blank": b" \n\t\n",
    "binary": bytes(range(256)) * 10,
    "archive": b"PK\x03\x04" + b"\x00" * 100,
}


def bad_file(folder: Path, kind: str) -> Path:
    file = folder / f"{kind}.txt"
    if kind in CONTENTS:
        file.write_bytes(CONTENTS[kind])
    elif kind == "large":
        with file.open("wb") as sparse:
            sparse.truncate(50_000_000)
    return file


BAD = [
    ("empty", "[empty-document]"),
    ("blank", "[empty-document]"),
    ("binary", "[not-text]"),
    ("archive", "a zip archive"),
    ("large", "50,000,000 bytes, wanted at most 20,000,000"),
    ("missing", "[unreadable-path]"),
]


@pytest.mark.parametrize(("kind", "says"), BAD)
@pytest.mark.parametrize("command", ["extract", "validate", "ingest"])
def test_a_bad_file_is_one_line_on_stderr(
    run: Run, tmp_path: Path, command: str, kind: str, says: str
) -> None:
    file = bad_file(tmp_path, kind)
    store = ["--store", str(tmp_path / "store")] if command == "ingest" else []
    ended = run(command, str(file), *store)
    assert (ended.status, ended.out) == (1, "")
    line = ended.err.splitlines()[0]
    assert line.startswith(f"trialgraph: {file}: ")
    assert says in line
    assert "Traceback" not in ended.err


def test_the_others_are_read_all_the_same(run: Run, readable: Path, tmp_path: Path) -> None:
    empty = bad_file(tmp_path, "empty")
    ended = run("extract", str(empty), str(readable))
    assert ended.status == 1
    assert json.loads(ended.out)["document"]["path"] == str(readable)


def test_one_object_a_document_in_the_order_of_the_arguments(
    run: Run, readable: Path, tmp_path: Path
) -> None:
    second = tmp_path / "a.txt"
    second.write_text(WORDS + "Again.\n", encoding="utf-8")
    ended = run("extract", str(readable), str(second), "--json")
    paths = [json.loads(line)["document"]["path"] for line in ended.out.splitlines()]
    assert (ended.status, paths) == (0, [str(readable), str(second)])


def test_spans_hold_for_the_canonical_text(run: Run, readable: Path) -> None:
    text = run("extract", "--text", str(readable)).out
    assert text == WORDS
    (effect,) = json.loads(run("extract", str(readable)).out)["effects"]
    start, end = effect["span"]
    assert text[start:end] == "0.80"


def test_a_document_may_come_from_standard_input(run: Run) -> None:
    record = json.loads(run("extract", "-", stdin=WORDS).out)
    assert record["document"]["path"] == "-"


def test_a_folder_stands_for_its_files(run: Run, readable: Path) -> None:
    assert len(run("extract", str(readable.parent)).out.splitlines()) == 1


def test_another_format_is_refused(run: Run, readable: Path) -> None:
    ended = run("extract", str(readable), "--format", "xml")
    assert ended.status == 2
    assert "wanted jsonl" in ended.err


def test_a_fault_of_ours_in_one_document_never_stops_the_others(
    run: Run, readable: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other.txt"
    other.write_text(WORDS + "Faulty.\n", encoding="utf-8")
    sound = extract_read.read_trial_document

    def faulty(document: Document, terms: TermIndex) -> object:
        return 1 / 0 if "Faulty" in document.text else sound(document, terms)

    monkeypatch.setattr(extract_read, "read_trial_document", faulty)
    ended = run("extract", str(other), str(readable))
    assert (ended.status, len(ended.out.splitlines())) == (1, 1)
    assert "a rule failed with ZeroDivisionError" in ended.err


def test_a_document_is_validated_as_it_would_be_stored(run: Run, readable: Path) -> None:
    ended = run("validate", str(readable))
    assert (ended.status, ended.out) == (0, "")
    assert ended.err == "0 violations, 0 other findings\n"


def test_an_rdf_file_is_validated_as_it_is(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "bad.ttl"
    file.write_text(
        "@prefix : <https://w3id.org/trialgraph/ontology#> .\n"
        "<https://w3id.org/trialgraph/id/document/sha-0/estimate/1-2> a :ReportedEstimate .\n",
        encoding="utf-8",
    )
    ended = run("validate", str(file), "--json")
    found = [json.loads(line) for line in ended.out.splitlines()]
    assert ended.status == 3
    assert {one["severity"] for one in found} >= {"Violation"}
    assert {one["about"] for one in found} == {str(file)}
