"""The command ends with a status, and shows progress only to a person."""

import io
import sys

import pytest

from trialgraph.cli import main
from trialgraph.cli.talk import status, tell, watched
from trialgraph.errors import BadQuery, EmptyDocument, SetAside, StoreHeld, StoreMissing


@pytest.mark.parametrize(
    ("arguments", "ends"), [(["version"], 0), (["ask", "nothing"], 4), (["no-such-command"], 2)]
)
def test_a_command_ends_with_its_status(
    capsys: pytest.CaptureFixture[str], arguments: list[str], ends: int
) -> None:
    assert main(arguments) == ends
    assert capsys.readouterr().out.startswith("trialgraph" if ends == 0 else "")


@pytest.mark.parametrize(
    ("error", "ends"),
    [
        (EmptyDocument("x"), 1),
        (StoreHeld("x"), 1),
        (BadQuery("x"), 2),
        (SetAside("x"), 3),
        (StoreMissing("x"), 4),
    ],
)
def test_an_error_has_a_documented_status(error: BadQuery, ends: int) -> None:
    assert status(error) == ends


def test_talk_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    tell("two\nlines")
    assert capsys.readouterr() == ("", "two lines\n")


class Terminal(io.StringIO):
    """Someone is watching."""

    def isatty(self) -> bool:
        """Return that this is a terminal."""
        return True


@pytest.mark.parametrize(("count", "is_shown"), [(1, False), (3, True)])
def test_progress_is_shown_to_a_person_who_waits(
    monkeypatch: pytest.MonkeyPatch, count: int, *, is_shown: bool
) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    assert list(watched(range(count), count, str)) == list(range(count))
    assert (terminal.getvalue() != "") == is_shown


def test_progress_is_not_shown_to_a_program(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(watched(["a", "b", "c"], 3, str)) == ["a", "b", "c"]
    assert capsys.readouterr().err == ""
