"""Estimates as they stood on a day: what only later results show is not said of them.

The figures of a result and the trial's own test are of their day. Its place in the series, and
reservations that another result gives it, change when that other becomes public: these are
found anew of what the public knew for sure.
"""

from dataclasses import replace
from typing import TYPE_CHECKING

from trialgraph.catalogue.panels import panel
from trialgraph.catalogue.series_then import formed, known
from trialgraph.names import Iri
from trialgraph.verdict.codes import Known, Reservation, SustainedState

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from trialgraph.catalogue.answer import AnswerRow, Cell
    from trialgraph.store import Reader
    from trialgraph.verdict.series import Series

_OF_TWO = frozenset({Reservation.ASSESSOR_DISCORDANT, Reservation.METHOD_DEPENDENT})
_LISTS = ("reservations", "blocking", "further_reservations")
_KINDS = ("answer", "superseded")
_BEFORE_NOTICE = "/before-notice"  # ends the IRI of a result as it was before a correction


def as_known(reader: "Reader", rows: "Sequence[AnswerRow]", day: "date") -> "tuple[AnswerRow, ...]":
    """Return rows of results with the place in their series, and the reservations, of a day.

    Args:
        reader: a published version of a store.
        rows: each with the column ``iri``; other columns are changed where they are there.
        day: on which the public knew them.
    """
    results = [Iri(row.text("iri")) for row in rows]
    if not results:
        return ()
    places = _places(reader, results, day)
    witnesses = _known(panel(reader, "reservation-witnesses", result=results), day)
    shared = {(row.text("result"), row.text("reservation")) for row in witnesses}
    return tuple(_then(row, places.get(row.text("iri")), shared) for row in rows)


def _places(reader: "Reader", results: "Sequence[Iri]", day: "date") -> "dict[str, Series]":
    """Return the series of each result that was known, formed of what was known."""
    told = _known(panel(reader, "series-members", result=results), day)
    members = {row.text("iri"): row for row in told}
    replaced = {name: later for name in members if (later := _corrected(name)) in members}
    series = formed(row for name, row in members.items() if name not in replaced)
    places = {one.identifier: found for found in series for one in found.members}
    return places | {name: places[later] for name, later in replaced.items()}


def _corrected(name: str) -> str | None:
    """Return what a result became by an erratum or a retraction, which has a date of its own."""
    later = name.removesuffix(_BEFORE_NOTICE)
    return later if later != name else None


def _known(rows: "Iterable[AnswerRow]", day: "date") -> "list[AnswerRow]":
    return [row for row in rows if known(row, day) is Known.KNOWN]


def _then(row: "AnswerRow", found: "Series | None", shared: "set[tuple[str, str]]") -> "AnswerRow":
    """Return a row as it was, in a series as it was; unchanged where it has none."""
    if found is None:
        return row
    cells: dict[str, Cell] = {**row.cells, **_place(row, found)}
    gone = {code for code in _OF_TWO if (row.text("iri"), str(code)) not in shared}
    gone |= _not_yet(found)
    for name in _LISTS:
        if name in cells:
            cells[name] = [one for one in row.words(name) if one not in gone]
    return replace(row, cells=cells)


def _not_yet(found: "Series") -> set[Reservation]:
    """Return the reservations that a series as it was did not show."""
    shown = {
        Reservation.NOT_SUSTAINED: found.sustained is SustainedState.NOT_SUSTAINED,
        Reservation.MATCHED_ON_UNKNOWN: len(found.members) > 1,
    }
    return {code for code, is_shown in shown.items() if not is_shown}


def _place(row: "AnswerRow", found: "Series") -> "Mapping[str, Cell]":
    """Return the columns that tell of the place in the series, those that the row has."""
    name = row.text("iri")
    is_current = name in {one.identifier for one in found.current}
    told: dict[str, Cell] = {
        "is_current": is_current,
        "is_decisive": name == found.decisive.identifier,
        "sustained": str(found.sustained),
    }
    if row.cells.get("kind") in _KINDS:
        told["kind"] = _KINDS[not is_current]
    return {column: value for column, value in told.items() if column in row.cells}
