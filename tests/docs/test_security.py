"""The security page is true: its tests are there, its limits are those of the program."""

import re
from dataclasses import asdict
from pathlib import Path

import pytest

from trialgraph.store.limits import Limits
from trialgraph.store.write_limits import WriteLimits

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "SECURITY.md").read_text(encoding="utf-8")


def table(first: str) -> list[list[str]]:
    """Return the cells of the table whose head begins with a word, without its head."""
    _, _, below = PAGE.partition(f"\n| {first} |")
    lines = below.split("\n\n")[0].splitlines()[2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def test_every_promise_names_tests_that_are_there() -> None:
    promises = table("promise")
    assert len(promises) > 10
    for promise, shown_by in promises:
        named = re.findall(r"`([^`]+)::([a-z0-9_]+)`", shown_by)
        assert named, promise
        for file, name in named:
            source = (ROOT / file).read_text(encoding="utf-8")
            assert re.search(rf"^def {name}\(", source, re.MULTILINE), f"{file}::{name}"


@pytest.mark.parametrize(("first", "limits"), [("query", Limits()), ("change", WriteLimits())])
def test_every_limit_stands_there_with_its_value(first: str, limits: Limits | WriteLimits) -> None:
    written = {name.strip("`"): float(value) for name, _, value in table(first)}
    assert written == asdict(limits)


def test_its_links_lead_somewhere() -> None:
    targets = re.findall(r"\]\((?!https?:|#)([^)#]+)", PAGE)
    assert targets
    assert [target for target in targets if not (ROOT / target).exists()] == []
