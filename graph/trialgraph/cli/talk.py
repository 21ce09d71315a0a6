"""What goes to stdout (answers) and to stderr (talk), and the exit status of an error."""

import json
import sys
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import TYPE_CHECKING, TypeVar

from trialgraph.errors import (
    AddressInUse,
    BadParameter,
    BadQuery,
    BadReply,
    DecisionUnfounded,
    DocumentNotStored,
    EvidenceError,
    NotAtSource,
    NothingToPool,
    QueryRefused,
    SetAside,
    SourceUnavailable,
    StoreMissing,
    StoreUnreachable,
    UnknownDecision,
    UnknownFact,
    UnknownIdentifier,
    UnknownName,
    UnknownOverride,
    UnknownQuestion,
    UnknownTrial,
)
from trialgraph.names.shown import in_one_line, in_sight

if TYPE_CHECKING:
    from trialgraph.store.remarks import Remark

OK, FAILURE, USAGE, SET_ASIDE, NOT_FOUND, SOURCE = range(6)
"""Exit statuses: done, failure, wrong use, violations, not found, source or network."""

_STATUS: dict[type[EvidenceError], int] = {
    BadParameter: USAGE,
    UnknownOverride: USAGE,
    NothingToPool: NOT_FOUND,
    BadQuery: USAGE,
    QueryRefused: USAGE,
    DecisionUnfounded: USAGE,
    SetAside: SET_ASIDE,
    StoreMissing: NOT_FOUND,
    StoreUnreachable: SOURCE,
    AddressInUse: SOURCE,
    DocumentNotStored: NOT_FOUND,
    UnknownQuestion: NOT_FOUND,
    UnknownName: NOT_FOUND,
    UnknownTrial: NOT_FOUND,
    UnknownDecision: NOT_FOUND,
    UnknownFact: NOT_FOUND,
    UnknownIdentifier: SOURCE,
    NotAtSource: SOURCE,
    SourceUnavailable: SOURCE,
    BadReply: SOURCE,
}

Step = TypeVar("Step")


def status(error: EvidenceError) -> int:
    """Return the exit status that an error stands for."""
    return _STATUS.get(type(error), FAILURE)


def status_of(outcomes: Collection[str]) -> int:
    """Return the exit status for what became of many documents."""
    if {"unreadable", "not fetched"} & set(outcomes):
        return FAILURE
    return SET_ASIDE if "set aside" in outcomes else OK


def say(text: str) -> None:
    """Write lines for a person to stdout; nothing but their ends moves the terminal."""
    sys.stdout.write(in_sight(text))


def say_line(words: str) -> None:
    """Write one line for a person to stdout, whatever names and messages it is made of."""
    sys.stdout.write(in_one_line(words) + "\n")


def say_exactly(text: str) -> None:
    """Write to stdout what a program reads: not a character is changed."""
    sys.stdout.write(text)


def say_bytes(content: bytes) -> None:
    """Write bytes to stdout, after what was said before."""
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


def say_pieces(pieces: Iterable[bytes]) -> None:
    """Write bytes to stdout as they come, after what was said before."""
    sys.stdout.flush()
    sys.stdout.buffer.writelines(pieces)
    sys.stdout.buffer.flush()


def say_json(value: object) -> None:
    """Write one JSON value on one line."""
    say_exactly(json.dumps(value, ensure_ascii=False) + "\n")


def tell(words: str) -> None:
    """Write one line of talk to stderr, whatever characters a file name holds."""
    sys.stderr.write(in_one_line(" ".join(words.split())) + "\n")


def tell_error(error: EvidenceError, about: str = "") -> None:
    """Write an error as one line: what was found, wanted, to do, and its code."""
    place = f"{about}: " if about else ""
    hint = f"; {error.advice.hint}" if error.advice.hint else ""
    tell(f"trialgraph: {place}{error}{hint} [{error.code}]")


def tell_remark(remark: "Remark") -> None:
    """Write what is odd in a query that was answered."""
    tell(f"note: {remark.message}; {remark.advice.hint} [{remark.code}]")


def watched(
    steps: Iterable[Step], count: int | None, describe: Callable[[Step], str]
) -> Iterator[Step]:
    """Yield the steps, with a bar on stderr while a person is watching and it takes several.

    Args:
        steps: of a command.
        count: how many they are; ``None`` where only the end will tell, as in an archive.
        describe: gives the words beside the bar.
    """
    if (count is not None and count < 2) or not sys.stderr.isatty():  # noqa: PLR2004 - one step needs no bar
        yield from steps
        return
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import MofNCompleteColumn, Progress

    columns = (*Progress.get_default_columns(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=count)
        for step in steps:
            progress.update(task, advance=1, description=escape(in_one_line(describe(step))))
            yield step
