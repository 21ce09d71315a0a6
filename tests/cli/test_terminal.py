"""Words of others move no terminal: what could is written out wherever a person reads."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.cli.conftest import Ended
from tests.cli.made_up_abstract import WORDS

from trialgraph.cli.talk import say, say_exactly, say_line, tell
from trialgraph.ingest.arriving import Arrival
from trialgraph.ingest.run import ingest_arrivals
from trialgraph.names.shown import in_one_line, in_sight

Run = Callable[..., Ended]

HOSTILE = "a\x1b[2J\r\x9b1m\u202eb\u2066c\u200f\x07\x7f.txt"
SHOWN = r"a\u001b[2J\u000d\u009b1m\u202eb\u2066c\u200f\u0007\u007f.txt"
QUERY = r'SELECT ?x { VALUES ?x { "a\u001B[2J\u009B1m\u202Eb\u200F\u007F" } }'


@pytest.fixture
def hostile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a store with one document under a name that would clear a screen."""
    path = tmp_path / "hostile"
    (line,) = ingest_arrivals([Arrival(HOSTILE + "\nstored  sha-0", WORDS.encode())], path)
    assert line.outcome == "stored"
    monkeypatch.setenv("TRIALGRAPH_STORE", str(path))
    return path


def is_harmless(text: str) -> bool:
    """Tell whether nothing in a text but the ends of lines moves a terminal."""
    return in_sight(text) == text and "\t" not in text


def test_documents_are_listed_in_a_line_each_whatever_their_names(run: Run, hostile: Path) -> None:
    assert hostile.is_dir()
    ended = run("documents")
    assert ended.out.count("\n") == 1
    assert SHOWN + r"\u000astored  sha-0" in ended.out
    (entry,) = json.loads(run("documents", "--json").out)["documents"]
    assert entry["source"] == HOSTILE + "\nstored  sha-0"


def test_what_became_of_a_document_is_one_line(run: Run, hostile: Path, tmp_path: Path) -> None:
    assert hostile.is_dir()
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "b\x1b[2J\n.txt").write_text(WORDS + " More.", encoding="utf-8")
    (folder / "c\u202e\n.txt").write_bytes(b"\0")
    ended = run("ingest", str(folder))
    assert (ended.out.count("\n"), ended.err.count("\n")) == (1, 1)
    assert r"b\u001b[2J\u000a.txt" in ended.out
    assert r"c\u202e" in ended.err
    assert is_harmless(ended.out + ended.err)


@pytest.mark.parametrize("command", [["effects"], ["doctor"], ["stats"]])
def test_no_answer_for_a_person_moves_the_terminal(
    run: Run, hostile: Path, command: list[str]
) -> None:
    assert hostile.is_dir()
    ended = run(*command)
    assert ended.out
    assert is_harmless(ended.out + ended.err)


def test_a_table_writes_literals_out_and_machines_get_them(run: Run) -> None:
    ended = run("query", QUERY)
    assert r"a\u001b[2J\u009b1m\u202eb\u200f\u007f" in ended.out
    assert is_harmless(ended.out)
    value = "a\x1b[2J\x9b1m\u202eb\u200f\x7f"
    rows = list(csv.reader(io.StringIO(run("query", QUERY, "--format", "csv").out)))
    assert rows == [["x"], [value]]
    found = json.loads(run("query", QUERY, "--json").out)
    assert found["results"]["bindings"][0]["x"]["value"] == value


def test_a_name_of_a_column_is_written_out(run: Run) -> None:
    assert is_harmless(run("query", 'SELECT (1 AS ?\u0065) { BIND("\u202e" AS ?y) }').out)


def test_turtle_for_a_person_is_the_same_graph(run: Run) -> None:
    query = r'CONSTRUCT { <urn:a> <urn:b> "\u001B\u202E" } WHERE {}'
    ended = run("query", query)
    assert ended.out == '<urn:a> <urn:b> "\\u001B\\u202e" .\n'
    assert "\u202e" in run("query", query, "--format", "turtle").out


def test_an_error_writes_out_what_was_found(run: Run) -> None:
    ended = run("ask", "no\x1b[2J\u202equestion")
    assert is_harmless(ended.err)
    assert r"\u202equestion" in ended.err or r"\x1b" in ended.err


def test_only_what_a_program_reads_goes_out_as_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    say("a\x1b\nb\n")
    say_line("a\x1b\nb\t")
    say_exactly("a\x1b\nb")
    tell("a\x1b\x9b\nb")
    written = capsys.readouterr()
    assert written.out == "a\\u001b\nb\n" + "a\\u001b\\u000ab\\u0009\n" + "a\x1b\nb"
    assert written.err == "a\\u001b\\u009b b\n"


@pytest.mark.parametrize(
    "words", ["Zoë\xa0Müller", "soft\xadhyphen", "می\u200cخواهم", "नमस्ते\u200d", "5\u202f%", "≤"]
)
def test_letters_of_any_script_stay_as_they_are(words: str) -> None:
    assert in_one_line(words) == words


def test_what_is_beyond_sixteen_bits_takes_eight_digits() -> None:
    assert in_one_line("\U000e0041") == r"\U000e0041"
    assert in_one_line("\udc80") == r"\udc80"
