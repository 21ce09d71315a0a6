"""A store is backed up, restored, compacted and looked after from the shell."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.cli.conftest import Ended
from tests.small_store import build

from trialgraph.store import create_or_open, open_reader
from trialgraph.store.ledger import Intent

Run = Callable[..., Ended]


def test_a_store_goes_into_a_backup_and_comes_back(run: Run, tmp_path: Path) -> None:
    made = run("backup", str(tmp_path / "kept.tar.gz"))
    assert (made.status, made.err) == (0, "")
    assert made.out.startswith("version 1, ")
    back = run("restore", str(tmp_path / "kept.tar.gz"), "--store", str(tmp_path / "new"))
    assert (back.status, back.err) == (0, "")
    assert back.out.startswith("version 1, 2 documents, ")
    assert run("export", "--store", str(tmp_path / "new")).out == run("export").out


def test_figures_come_as_json(run: Run, tmp_path: Path) -> None:
    made = json.loads(run("backup", str(tmp_path / "kept"), "--json").out)
    assert (made["version"], made["unfinished"]) == (1, 0)
    new = tmp_path / "new"
    back = json.loads(run("restore", made["place"], "--store", str(new), "--json").out)
    assert back["statistics"]["documents"] == 2
    done = json.loads(run("compact", "--store", str(new), "--json").out)
    assert (done["version"], done["orphans"]) == (2, 0)
    assert "snapshots: 1\n" in run("compact", "--store", str(new)).out


def test_changes_under_way_are_told(run: Run, tmp_path: Path) -> None:
    path = build(tmp_path / "store")
    with create_or_open(path) as writer:
        writer.ledger.begin(Intent("sha-0", "store"))
    made = run("backup", str(tmp_path / "kept"), "--store", str(path))
    assert "under way when the backup was made: 1; the next" in made.err


def test_nothing_is_written_over(run: Run, store: Path, tmp_path: Path) -> None:
    run("backup", str(tmp_path / "kept"))
    again = run("backup", str(tmp_path / "kept"))
    assert (again.status, again.out) == (1, "")
    assert again.err.endswith("[store-not-fresh]\n")
    over = run("restore", str(tmp_path / "kept"), "--store", str(store))
    assert over.err.endswith("[store-not-fresh]\n")


def test_the_doctor_finds_all_well(run: Run) -> None:
    ended = run("doctor")
    assert (ended.status, ended.err) == (0, "")
    assert {line.split()[0] for line in ended.out.splitlines()} == {"ok"}
    assert "0 of 5 are not at their place" in ended.out
    assert "trialgraph 0." in ended.out


@pytest.mark.parametrize("form", [(), ("--json",)])
def test_the_doctor_finds_a_quote_that_is_gone(
    run: Run, tmp_path: Path, form: tuple[str, ...]
) -> None:
    path = build(tmp_path / "store")
    for file in path.glob("documents/*/*"):
        file.write_text("other words")
    ended = run("doctor", "--store", str(path), *form)
    assert ended.status == 1
    assert "5 of 5 are not at their place" in ended.out
    assert "trialgraph check --quotes" in ended.out


def test_the_doctor_of_a_store_whose_texts_are_gone_goes_on(run: Run, tmp_path: Path) -> None:
    path = build(tmp_path / "store")
    for file in path.glob("documents/*/*"):
        file.unlink()
    ended = run("doctor", "--store", str(path))
    assert ended.status == 1
    assert "problem  quotes: " in ended.out
    assert "ok  versions: " in ended.out


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (("backup", "{new}", "--store", "{none}"), 4),
        (("compact", "--store", "{none}"), 4),
        (("doctor", "--store", "{none}"), 4),
        (("doctor", "--store", "{none}", "--json"), 4),
        (("serve", "--store", "{none}"), 4),
        (("restore", "{none}", "--store", "{new}"), 1),
        (("backup", "{taken}"), 1),
        (("backup", "{none}/kept"), 1),
        (("backup", "{new}.zip"), 2),
        (("backup", "{store}/kept"), 2),
        (("backup", "{new}", "--store", "ftp://host/store"), 2),
        (("doctor", "--store", "file:///store"), 2),
        (("doctor", "--quotes", "-1"), 2),
        (("serve", "--store", "s3://bucket/store"), 2),
        (("serve", "--limit", "seconds=0"), 2),
        (("serve", "--port", "70000"), 2),
        (("backup", "{new}", "--store", "http://127.0.0.1:9/sparql"), 2),
        (("compact", "--store", "http://127.0.0.1:9/sparql"), 2),
    ],
)
def test_each_command_ends_as_the_manual_says(
    run: Run, store: Path, tmp_path: Path, words: tuple[str, ...], status: int
) -> None:
    (tmp_path / "taken").touch()
    names = {name: str(tmp_path / name) for name in ("none", "new", "taken")}
    ended = run(*(word.format(**names, store=store) for word in words))
    assert (ended.status, ended.out) == (status, "")
    assert "found" in ended.err or "no store" in ended.err or "Invalid value" in ended.err
    assert sorted(one.name for one in tmp_path.iterdir()) == ["taken"]


def test_a_store_of_another_scheme_is_refused_with_what_is_allowed(run: Run) -> None:
    said = " ".join(run("stats", "--store", "ftp://host/store").err.replace("│", " ").split())
    assert "found the scheme 'ftp' in 'ftp://host/store', wanted a directory of this" in said


def test_a_held_snapshot_is_told_after_compaction(run: Run, tmp_path: Path) -> None:
    path = build(tmp_path / "store")
    with open_reader(path):
        held = run("compact", "--store", str(path))
        assert "held snapshots: 1\n" in held.out
        assert (
            "bytes are held by older snapshots that are still being read: 1; run this" in held.err
        )
    free = run("compact", "--store", str(path))
    assert "held snapshots: 0\nheld octets: 0\n" in free.out
    assert free.err == ""
