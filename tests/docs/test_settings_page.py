"""Every variable of the environment that the program reads stands in the manual, and no other."""

import re
from pathlib import Path

from trialgraph.sources.settings import SourceSettings

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "reference" / "settings.md").read_text(encoding="utf-8")
OF_SOURCES = {
    f"TRIALGRAPH_{name.upper()}": one for name, one in SourceSettings.model_fields.items()
}


def rows() -> dict[str, str]:
    """Return what holds without a variable, by its name."""
    found = re.findall(r"^\| `(TRIALGRAPH_\w+)` \| .+ \| (.+) \|$", PAGE, re.MULTILINE)
    assert len(dict(found)) == len(found)
    return dict(found)


def test_every_variable_stands_there_and_no_other() -> None:
    modules = (ROOT / "graph").rglob("*.py")
    named = {
        name
        for module in modules
        for name in re.findall(r"\bTRIALGRAPH_[A-Z_]*[A-Z]\b", module.read_text(encoding="utf-8"))
    }
    assert set(rows()) == named | set(OF_SOURCES)


def test_numbers_and_addresses_are_those_of_the_program() -> None:
    for name, field in OF_SOURCES.items():
        if isinstance(field.default, int | float):
            assert rows()[name] == str(field.default), name
        elif name.endswith("_URL"):
            assert rows()[name] == f"`{field.default}`", name
