"""Which analysis of each series is asked for: of all that is held, or of what a day knew."""

from collections import defaultdict
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, cast

from trialgraph.model.text import PartialDate, Precision, Span
from trialgraph.verdict.codes import Formal, Known
from trialgraph.verdict.dates import known_on
from trialgraph.verdict.series import Series, SeriesKey, SeriesMember, one_series

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from trialgraph.catalogue.answer import AnswerRow
    from trialgraph.catalogue.pool_request import PoolRequest
    from trialgraph.model.result import Stage

_NOWHERE = Span(0, 0)
_PRECISIONS: dict[int, Precision] = {4: "year", 7: "month", 10: "day"}


class NotAsked(StrEnum):
    """Why an estimate that could be pooled is not one of those asked for."""

    OTHER_METHOD = "other_method"
    NOT_CURRENT = "not_current"
    NOT_DECISIVE = "not_decisive"
    NOT_PUBLIC = "not_public"
    POSSIBLY_PUBLIC = "possibly_public"
    DATE_NOT_PRINTED = "date_not_printed"


_UNKNOWN = {Known.POSSIBLY: NotAsked.POSSIBLY_PUBLIC, Known.NO: NotAsked.NOT_PUBLIC}


def not_asked(rows: "Sequence[AnswerRow]", request: "PoolRequest") -> dict[str, NotAsked]:
    """Return why estimates are not asked for, by their addresses.

    On a day each series is formed anew of what was public then: what decided and what was
    the latest estimate on that day, not what later analyses made of them.
    """
    unknown = {row.text("iri"): why for row in rows if (why := _unknown(row, request.as_of))}
    public = [row for row in rows if row.text("iri") not in unknown]
    code = NotAsked.NOT_DECISIVE if request.analysis == "decisive" else NotAsked.NOT_CURRENT
    wanted = _wanted(public, request)
    return unknown | {name: code for row in public if (name := row.text("iri")) not in wanted}


def _wanted(public: "Sequence[AnswerRow]", request: "PoolRequest") -> set[str]:
    """Return the addresses of the analyses asked for."""
    is_decisive = request.analysis == "decisive"
    if request.as_of is None:
        flag = "is_decisive" if is_decisive else "is_current"
        return {row.text("iri") for row in public if row.cells[flag]}
    found = _formed(public)
    if is_decisive:
        return {one.decisive.identifier for one in found}
    return {member.identifier for one in found for member in one.current}


def _formed(rows: "Iterable[AnswerRow]") -> list[Series]:
    """Return the series as the rows alone make them."""
    together: defaultdict[str, list[SeriesMember]] = defaultdict(list)
    for row in rows:
        together[row.text("series") or row.text("iri")].append(_member(row))
    return [one_series(members[0].key, members) for members in together.values()]


def _member(row: "AnswerRow") -> SeriesMember:
    """Return an estimate as far as its place in a series needs it."""
    events, months = row.text("events"), row.text("follow_up_months")
    return SeriesMember(
        identifier=row.text("iri"),
        key=_key(row),
        cutoff=_date(row.text("data_cutoff")),
        events=int(events) if events else None,
        follow_up_months=Decimal(months) if months else None,
        stage=cast("Stage | None", row.text("stage") or None),
        available=_date(row.text("date")),
        formal=Formal(row.text("formal") or Formal.UNKNOWN),
        is_retracted=row.text("reason") == "retracted",
    )


def _key(row: "AnswerRow") -> SeriesKey:
    """Return what names a series; evidence has told already which results form it."""
    parts = ("comparison", "end_point", "measure", "population", "assessor", "adjustment")
    return SeriesKey(trial=row.text("trial"), **dict.fromkeys(parts, ""))


def _unknown(row: "AnswerRow", day: date | None) -> NotAsked | None:
    """Return why an estimate was not known for sure on a day; ``None`` without a day."""
    if day is None:
        return None
    available = _date(row.text("date"))
    if available is None:
        return NotAsked.DATE_NOT_PRINTED
    return _UNKNOWN.get(known_on([available], day))


def _date(words: str) -> PartialDate | None:
    """Return a date as precise as its words are: ``2020``, ``2020-05`` or ``2020-05-01``."""
    if not words:
        return None
    first = date.fromisoformat((words + "-01-01")[:10])
    return PartialDate(first, _PRECISIONS[len(words)], words, _NOWHERE)
