"""A store is backed up, restored, compacted and looked after from the shell."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.cli.conftest import Ended
from tests.small_store import build

from trialgraph.store import create_or_open
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


def test_the_doctor_of_no_store_says_so(run: Run, tmp_path: Path) -> None:
    ended = run("doctor", "--store", str(tmp_path / "none"))
    assert ended.status == 1
    assert ended.out.startswith("problem  format: there is no store")
