"""The page on sources is true: every setting stands there, with what holds without it."""

import re
from pathlib import Path

import pytest

from trialgraph.sources.identifiers import identifier
from trialgraph.sources.settings import SourceSettings

PAGE = (Path(__file__).parents[2] / "docs" / "how-to" / "sources.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| `TRIALGRAPH_([A-Z_]+)` \| [^|]+ \| ([^|]+) \|$", PAGE, re.MULTILINE)


def test_every_setting_stands_there_and_no_other() -> None:
    assert sorted(name.lower() for name, _ in ROWS) == sorted(SourceSettings.model_fields)


@pytest.mark.parametrize(("name", "without"), ROWS)
def test_what_holds_without_a_setting_is_true(name: str, without: str) -> None:
    default = SourceSettings.model_fields[name.lower()].default
    if isinstance(default, (int, float)) or "http" in str(default):
        assert without.strip().strip("`") == str(default)


def test_every_identifier_there_is_one() -> None:
    command = re.findall(r"^trialgraph ingest (.+)$", PAGE, re.MULTILINE)
    words = [word for line in command if "--" not in line for word in line.split()]
    known = {word for word in words if "/" not in word or word.startswith(("http", "10."))}
    assert len(known) == 5
    assert {identifier(word).kind for word in known} == {"nct", "pmid", "pmcid", "doi"}
