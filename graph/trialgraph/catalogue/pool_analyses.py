"""Which analysis of each series is asked for: of all that is held, or of what a day knew."""

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from trialgraph.catalogue.series_then import formed, known
from trialgraph.verdict.codes import Known

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trialgraph.catalogue.answer import AnswerRow
    from trialgraph.catalogue.pool_request import PoolRequest


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
    found = formed(public)
    if is_decisive:
        return {one.decisive.identifier for one in found}
    return {member.identifier for one in found for member in one.current}


def _unknown(row: "AnswerRow", day: date | None) -> NotAsked | None:
    """Return why an estimate was not known for sure on a day; ``None`` without a day."""
    if day is None:
        return None
    told = known(row, day)
    return NotAsked.DATE_NOT_PRINTED if told is None else _UNKNOWN.get(told)
