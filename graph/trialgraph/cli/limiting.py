"""The limits of queries and of changes, as ``serve --limit NAME=NUMBER`` sets them."""

import re
from collections.abc import Sequence
from decimal import Decimal

from trialgraph.errors import BadParameter
from trialgraph.store.limits import Limits
from trialgraph.store.ranges import Range, ranges
from trialgraph.store.write_limits import WriteLimits

OF_CHANGES = "change_"
"""Begins the names of the limits of changes."""

_NUMBER = re.compile(r"[0-9]{1,20}(\.[0-9]{1,20})?")


def names() -> dict[str, Range]:
    """Return the range of each limit by the name that it is set by."""
    changes = {f"{OF_CHANGES}{name}": of for name, of in ranges(WriteLimits).items()}
    return ranges(Limits) | changes


def limits_of(given: Sequence[str]) -> tuple[Limits, WriteLimits]:
    """Return the limits with those that are given in the place of the usual ones.

    Raises:
        BadParameter: there is no such limit, or its number is out of its range.
    """
    queries: dict[str, int | float] = {}
    changes: dict[str, int | float] = {}
    for words in given:
        name, number = _read(words)
        if name.startswith(OF_CHANGES):
            changes[name.removeprefix(OF_CHANGES)] = number
        else:
            queries[name] = number
    # The ranges say which are whole numbers, and the numbers were read by them.
    return Limits(**queries), WriteLimits(**changes)  # type: ignore[arg-type]


def _read(words: str) -> tuple[str, int | float]:
    """Return the name and the number of a limit.

    Raises:
        BadParameter: there is no such limit, or its number is out of its range.
    """
    known = names()
    name, _, number = words.partition("=")
    if name not in known:
        raise BadParameter(
            f"found the limit {words!r}, wanted one of {', '.join(known)}; give it as seconds=30"
        )
    of = known[name]
    if not _NUMBER.fullmatch(number) or not of.holds(Decimal(number)):
        raise BadParameter(
            f"found {name}={number}, wanted {of}; choose such a number, or leave the limit as it is"
        )
    return name, int(Decimal(number)) if of.is_whole else float(number)
