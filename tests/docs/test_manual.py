"""The manual is true: every error has its section, every decision its line."""

import re
from pathlib import Path

import pytest

from trialgraph.errors import EvidenceError

DOCS = Path(__file__).parents[2] / "docs"
ROOMS = DOCS.parent / "graph" / "trialgraph"


def _family(error: type[EvidenceError]) -> list[type[EvidenceError]]:
    return [error, *(below for child in error.__subclasses__() for below in _family(child))]


def test_every_error_has_a_section_and_every_section_an_error() -> None:
    manual = (DOCS / "reference" / "errors.md").read_text(encoding="utf-8")
    sections = re.findall(r"^## (\S+)$", manual, re.MULTILINE)
    assert sorted(sections) == sorted(error.code for error in _family(EvidenceError))


def test_every_error_stands_in_the_tree_at_the_top_of_its_module() -> None:
    tree = __import__("trialgraph.errors").errors.__doc__ or ""
    assert [e.__name__ for e in _family(EvidenceError) if e.__name__ not in tree] == []


def test_every_problem_code_stands_in_the_manual_and_every_one_there_is_used() -> None:
    used = {
        code
        for room in ("documents", "extract", "ingest")
        for module in (ROOMS / room).rglob("*.py")
        for code in re.findall(r'\bProblem\(\s*"([a-z-]+)"', module.read_text(encoding="utf-8"))
    }
    manual = (DOCS / "reference" / "extract.md").read_text(encoding="utf-8")
    table = manual.partition("## Problem codes")[2]
    assert set(re.findall(r"^\| `([a-z-]+)` \|", table, re.MULTILINE)) == used
    assert "encoding" in used


@pytest.mark.parametrize("page", sorted((DOCS / "decisions").glob("0*.md")), ids=lambda p: p.name)
def test_a_decision_says_what_was_rejected_and_is_listed(page: Path) -> None:
    assert f"({page.name})" in (DOCS / "decisions" / "README.md").read_text(encoding="utf-8")
    text = page.read_text(encoding="utf-8")
    assert "**Decided.**" in text
    assert "**Rejected" in text


def test_links_inside_the_manual_lead_somewhere() -> None:
    broken = [
        f"{page.name}: {target}"
        for page in [*DOCS.rglob("*.md"), DOCS.parent / "README.md"]
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text(encoding="utf-8"))
        if not (page.parent / target).exists()
    ]
    assert broken == []
