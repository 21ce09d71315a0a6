"""Series formed anew of some of their results: of what was public on a day, and no more."""

from collections import defaultdict
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING, cast

from trialgraph.model.text import PartialDate, Precision, Span
from trialgraph.verdict.codes import Direction, Formal, Known, Outcome
from trialgraph.verdict.dates import known_on
from trialgraph.verdict.series import Series, SeriesKey, SeriesMember, one_series

if TYPE_CHECKING:
    from collections.abc import Iterable

    from trialgraph.catalogue.answer import AnswerRow
    from trialgraph.model.result import Stage

_NOWHERE = Span(0, 0)
_PRECISIONS: dict[int, Precision] = {4: "year", 7: "month", 10: "day"}
_TESTED = MappingProxyType(
    {
        "confirmed": Outcome.MET,
        "nominal": Outcome.MET,
        "not_significant": Outcome.NOT_MET,
        "not_shown": Outcome.NOT_MET,
    }
)
"""What a verdict says of the figures, whether the trial's plan has a test of them or not."""


def formed(rows: "Iterable[AnswerRow]") -> list[Series]:
    """Return the series as the rows alone make them.

    Args:
        rows: with the columns ``iri``, ``series``, ``date`` and what else orders results.
    """
    together: defaultdict[str, list[SeriesMember]] = defaultdict(list)
    for row in rows:
        together[row.text("series") or row.text("iri")].append(_member(row))
    return [one_series(members[0].key, members) for members in together.values()]


def known(row: "AnswerRow", day: date) -> Known | None:
    """Return whether the public knew a row on a day; ``None`` where no date is printed."""
    available = _date(row.text("date"))
    return known_on([available], day) if available else None


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
        tested=_TESTED.get(row.text("strength"), Outcome.UNKNOWN),
        direction=Direction(row.text("direction") or Direction.UNRESOLVED),
        is_retracted=row.text("reason") == "retracted",
    )


def _key(row: "AnswerRow") -> SeriesKey:
    """Return what names a series; evidence has told already which results form it."""
    parts = ("comparison", "end_point", "measure", "population", "assessor", "adjustment")
    return SeriesKey(trial=row.text("trial"), **dict.fromkeys(parts, ""))


def _date(words: str) -> PartialDate | None:
    """Return a date as precise as its words are: ``2020``, ``2020-05`` or ``2020-05-01``."""
    if not words:
        return None
    first = date.fromisoformat((words + "-01-01")[:10])
    return PartialDate(first, _PRECISIONS[len(words)], words, _NOWHERE)
