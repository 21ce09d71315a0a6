"""The manual lists every command with every option, and no other."""

import re
from pathlib import Path

import pytest
import typer
from typer.core import TyperCommand, TyperGroup

from trialgraph.cli import app

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "commands.md"


def commands(group: TyperGroup) -> dict[str, TyperCommand]:
    """Return the commands of a group by their words, those of groups in it included."""
    found: dict[str, TyperCommand] = {}
    for name, one in group.commands.items():
        if isinstance(one, TyperGroup):
            found |= {f"{name} {words}": command for words, command in commands(one).items()}
        elif isinstance(one, TyperCommand):
            found[name] = one
    return found


_GROUP = typer.main.get_group(app)
assert isinstance(_GROUP, TyperGroup)
COMMANDS = commands(_GROUP)


def section(name: str) -> str:
    """Return the section of a command."""
    page = PAGE.read_text(encoding="utf-8")
    return page.split(f"\n## {name}\n", 1)[1].split("\n## ", 1)[0]


def test_every_command_has_a_section_and_no_other() -> None:
    page = PAGE.read_text(encoding="utf-8")
    found = re.findall(r"^## ([a-z ]+)$", page, re.MULTILINE)
    assert sorted(found) == sorted(COMMANDS)
    listed = [one for one in COMMANDS if " " not in one]
    assert [one for one in found if " " not in one] == listed


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_of_a_command_is_explained(name: str) -> None:
    text = section(name)
    for parameter in COMMANDS[name].params:
        for option in [one for one in parameter.opts if one.startswith("--")]:
            if option != "--help":
                assert f"`{option}" in text


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_can_print_json(name: str) -> None:
    assert any("--json" in parameter.opts for parameter in COMMANDS[name].params)


@pytest.mark.parametrize("name", COMMANDS)
def test_no_section_names_an_option_that_is_gone(name: str) -> None:
    known = {option for parameter in COMMANDS[name].params for option in parameter.opts}
    assert set(re.findall(r"`(--[a-z-]+)", section(name))) <= known | {"--help"}
