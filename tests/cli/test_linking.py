"""Trials are joined and split by command; each decision has a reason and can be undone."""

import getpass
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.cli.conftest import Ended

from trialgraph.ingest.run import ingest
from trialgraph.store import create_or_open
from trialgraph.store.ledger import Intent

Run = Callable[..., Ended]
FIRST, SECOND = "NCT09990001", "NCT09990002"
PAGE = "{name}: a randomised phase III trial of pertuzumab.\n\nTrial registration: {number}.\n"
WHY = ("--reason", "Tried in a test.", "--by", "A. Reviewer")


@pytest.fixture
def own(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a store of two papers on one trial and one on another."""
    path = tmp_path / "own"
    pages = {
        "a.txt": PAGE.format(name="The HERO study", number=FIRST),
        "b.txt": PAGE.format(name="Final results of the HERO study", number=FIRST),
        "c.txt": PAGE.format(name="The LION study", number=SECOND),
    }
    for name, words in pages.items():
        (tmp_path / name).write_text(words, encoding="utf-8")
    list(ingest([tmp_path / name for name in pages], path))
    monkeypatch.setenv("TRIALGRAPH_STORE", str(path))
    assert json.loads(run("link", FIRST, "--json").out)["registrations"] == [FIRST]
    return path


def documents(run: Run, trial: str) -> list[str]:
    shown = json.loads(run("link", trial, "--json").out)
    return [one["document"] for one in shown["documents"]]


def export(run: Run) -> list[str]:
    lines = run("export").out.splitlines()
    return [line for line in lines if "/graph/decision/" not in line]


def test_a_trial_is_shown_with_the_words_that_join_its_documents(run: Run, own: Path) -> None:
    assert own.is_dir()
    ended = run("link", FIRST)
    assert (ended.status, ended.err) == (0, "")
    assert ended.out.count(f"“Trial registration: {FIRST}.”") == 2
    assert f"registration: {FIRST.lower()}" in ended.out
    assert "Decisions" not in ended.out


def test_a_document_is_split_off_and_comes_back(run: Run, own: Path) -> None:
    assert own.is_dir()
    before, both = export(run), documents(run, FIRST)
    made = json.loads(run("link", "--split", both[1], "--from", FIRST, *WHY, "--json").out)
    assert (made["kind"], made["trial"], made["document"]) == ("split", FIRST, both[1])
    assert (made["reason"], made["by"]) == ("Tried in a test.", "A. Reviewer")
    assert documents(run, FIRST) == both[:1]
    shown = run("link", both[1])
    assert f"decided: {both[1]} apart from {FIRST} (decision {made['decision']})" in shown.out
    assert "Decisions in force" in shown.out
    undone = run("link", "--undo", made["decision"], *WHY)
    assert undone.out.startswith("undo  ")
    assert export(run) == before


def test_two_trials_are_joined(run: Run, own: Path) -> None:
    assert own.is_dir()
    ended = run("link", "--join", FIRST, SECOND, *WHY)
    assert (ended.status, ended.out.split()[0]) == (0, "join")
    assert len(documents(run, SECOND)) == 3
    assert f"{FIRST} and {SECOND}" in " ".join(run("link", FIRST).out.split())
    again = run("link", "--join", FIRST, SECOND, *WHY)
    assert again.status == 1
    assert "[decision-idle]" in again.err


def test_whoever_runs_the_command_decides_where_nobody_is_named(
    run: Run, own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert own.is_dir()
    monkeypatch.setattr(getpass, "getuser", lambda: "somebody")
    made = json.loads(run("link", "--join", FIRST, SECOND, "--reason", "One.", "--json").out)
    assert made["by"] == "somebody"

    def nobody() -> str:
        raise OSError

    monkeypatch.setattr(getpass, "getuser", nobody)
    ended = run("link", "--undo", made["decision"], "--reason", "Two.")
    assert ended.status == 2
    assert "[decision-unfounded]" in ended.err


@pytest.mark.parametrize(
    ("arguments", "status", "code"),
    [
        ((), 2, "bad-parameter"),
        ((FIRST, "--undo", "x"), 2, "bad-parameter"),
        (("--split", "sha-1", *WHY), 2, "bad-parameter"),
        (("--from", FIRST, *WHY), 2, "bad-parameter"),
        (("--join", FIRST, SECOND), 2, "decision-unfounded"),
        (("NOVA",), 4, "unknown-trial"),
        (("--undo", "none", *WHY), 4, "unknown-decision"),
        (("--split", "sha-none", "--from", FIRST, *WHY), 4, "document-not-stored"),
    ],
)
def test_what_cannot_be_done_is_one_line(
    arguments: tuple[str, ...], status: int, code: str, run: Run, own: Path
) -> None:
    assert own.is_dir()
    ended = run("link", *arguments)
    assert (ended.status, ended.out, ended.err.count("\n")) == (status, "", 1)
    assert f"[{code}]" in ended.err


def test_what_a_stopped_ingest_left_is_finished_first(run: Run, own: Path) -> None:
    first, second = documents(run, FIRST)
    with create_or_open(own) as writer:
        writer.ledger.begin(Intent(first, "remove"))
    assert run("link", "--join", FIRST, SECOND, *WHY).status == 0
    assert first not in documents(run, FIRST)
    assert second in documents(run, FIRST)
