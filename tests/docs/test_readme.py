"""The first screen of the README is what the commands print."""

import re
from pathlib import Path

import pytest

from trialgraph.cli import main

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")


def _dateless(printed: str) -> str:
    """Return words without the day on which the data were published."""
    return re.sub(r"(Data version \d+ of )\d{4}-\d\d-\d\d", r"\1DAY", printed).strip()


def test_the_answer_is_as_printed(capsys: pytest.CaptureFixture[str]) -> None:
    shown = re.search(r"\$ make demo\n(.*?)```", README, re.DOTALL)
    assert not main(["demo"])
    assert shown is not None
    assert _dateless(capsys.readouterr().out) == _dateless(shown[1])


def test_the_query_by_hand_finds_the_nominal_result(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    query = re.search(r"```sparql\n(.*?)```", README, re.DOTALL)
    assert query is not None
    assert len(query[1].splitlines()) <= 12
    assert "GRAPH" not in query[1]
    store = str(tmp_path / "store")
    assert not main(["demo", "--store", store])
    capsys.readouterr()
    assert not main(["query", query[1], "--store", store, "--format", "csv"])
    header, *rows = capsys.readouterr().out.splitlines()
    assert header == "trial,stage,strength,value,lower,upper,sentence"
    assert [row.split(",")[0] for row in rows] == ["PRECIOUS"]
    assert ",0.73,,0.97," in rows[0]
