"""The commands and queries of the manual run as they stand."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from trialgraph.cli import main
from trialgraph.store import Reader

ROOT = Path(__file__).parents[2]


def _blocks(page: str, language: str) -> list[str]:
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    return re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)


def _run(line: str) -> int | str | None:
    """Return the exit status of a ``trialgraph`` command line."""
    with pytest.raises(SystemExit) as left:
        raise SystemExit(main(shlex.split(line)[1:]))
    return left.value.code


def _commands() -> list[str]:
    lines = "".join(_blocks("tutorial.md", "console")).splitlines()
    return [line.removeprefix("$ ") for line in lines if line.startswith("$ trialgraph")]


def test_the_tutorial_runs_from_top_to_bottom(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    statuses = {line: _run(line) or 0 for line in _commands()}
    assert len(statuses) > 8
    assert {line: status for line, status in statuses.items() if status != 0} == {}
    assert "PRECIOUS" in capsys.readouterr().out


@pytest.mark.parametrize("query", _blocks("how-to/sparql.md", "sparql"))
def test_a_query_of_the_manual_finds_something(
    query: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    examples = str(ROOT / "examples" / "documents")
    assert not _run(f"trialgraph ingest {shlex.quote(examples)} --store {tmp_path / 'store'}")
    capsys.readouterr()
    command = ["query", query, "--store", str(tmp_path / "store"), "--format", "csv"]
    assert not main(command)
    assert len(capsys.readouterr().out.splitlines()) > 1


@pytest.mark.parametrize("page", ["tutorial.md", "how-to/notebooks.md"])
def test_the_programs_of_the_manual_run(page: str, example_reader: Reader, tmp_path: Path) -> None:
    (tmp_path / "my-store").symlink_to(example_reader.path)
    programs = _blocks(page, "python")
    assert programs
    # A program that leaves its store open is ended with it.
    script = "\n".join([f"import os; os.chdir({str(tmp_path)!r})", *programs])
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert not done.returncode, done.stderr
    assert "PRECIOUS final HR 0.73 nominal" in done.stdout or "PRECIOUS HR 0.73" in done.stdout
