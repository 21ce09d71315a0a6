"""Asks a query step by step: what a step finds stands as a table at the head of the next.

The engine guesses how many rows a pattern has from how many statements it holds; where it
guesses a million it reads all of a property rather than look it up for the three rows that
there are. Of a table it knows the rows. So a question's query says where its rows are found and
the rest only describes them.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trialgraph.catalogue.shown_only import COLUMNS, ORDER, VARIABLE, unseen
from trialgraph.rdf.term import term_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from trialgraph.rdf.term import Term
    from trialgraph.store import Reader

    Row = Mapping[str, Term]

STEP = re.compile(r"^[ ]*# Described from here on\b.*$", re.MULTILINE)
_AT_ONCE = 500  # rows of a table


@dataclass(frozen=True, slots=True)
class _Asked:
    """One step of a query: its pattern, and the columns that are wanted of it."""

    pattern: str
    columns: Sequence[str]


def found_in_steps(reader: "Reader", query: str) -> "list[Row]":
    """Return the solutions of a query; those of one with several steps have no order."""
    asked = list(_asked(query))
    if len(asked) == 1:
        return list(reader.select(query))
    head = query[: _opening(query).start()]
    found: list[Row] = [{}]
    known: Sequence[str] = ()
    for step in asked:
        select = f"{head}SELECT DISTINCT {' '.join(f'?{one}' for one in step.columns)} WHERE"
        tables = _tables(found, known)
        found = [
            row
            for table in tables
            for row in reader.select(f"{select} {{ {table} {step.pattern} }}")
        ]
        known = step.columns
    return found


def _opening(query: str) -> re.Match[str]:
    found = COLUMNS.search(unseen(query))
    assert found is not None  # each question selects columns
    return found


def _asked(query: str) -> Iterator[_Asked]:
    """Yield the steps of a query, each with what later ones know of it."""
    opening = _opening(query)
    ordered = ORDER.search(unseen(query))
    whole = query[opening.end() : ordered.start() if ordered else len(query)].rstrip()
    patterns = STEP.split(whole.removesuffix("}"))
    columns = VARIABLE.findall(opening["columns"])
    known: set[str] = set()
    for place, pattern in enumerate(patterns, 1):
        known |= _variables(pattern)
        later = [_variables(one) for one in patterns[place:]]
        carried = sorted(known & set(columns).union(*later))
        yield _Asked(pattern, carried if later else columns)


def _variables(pattern: str) -> set[str]:
    return set(VARIABLE.findall(unseen(pattern)))


def _tables(found: "Sequence[Row]", columns: Sequence[str]) -> Iterator[str]:
    """Yield the rows of a step as tables."""
    if not columns:
        yield ""
        return
    head = " ".join(f"?{one}" for one in columns)
    for start in range(0, len(found), _AT_ONCE):
        rows = (
            " ".join(term_text(row[one]) if one in row else "UNDEF" for one in columns)
            for row in found[start : start + _AT_ONCE]
        )
        yield f"VALUES ({head}) {{ {' '.join(f'({row})' for row in rows)} }}"
