"""The manual lists every command with every option, and no other."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from typer.core import TyperCommand, TyperGroup

from trialgraph.cli import app

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "commands.md"


def commands(group: TyperGroup, above: str = "") -> Iterator[tuple[str, TyperCommand]]:
    """Yield all commands with their names; those of a group with its name before theirs."""
    for name, command in group.commands.items():
        if isinstance(command, TyperGroup):
            yield from commands(command, f"{above}{name} ")
        elif isinstance(command, TyperCommand):
            yield f"{above}{name}", command


COMMANDS = dict(commands(typer.main.get_group(app)))


def section(name: str) -> str:
    """Return the section of a command."""
    page = PAGE.read_text(encoding="utf-8")
    return page.split(f"\n## {name}\n", 1)[1].split("\n## ", 1)[0]


def test_every_command_has_a_section_and_no_other() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert re.findall(r"^## ([a-z ]+)$", page, re.MULTILINE) == list(COMMANDS)


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
