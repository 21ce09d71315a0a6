"""Studies as the registry has them later: updated, in another state, with results, or gone."""

from dataclasses import replace
from typing import Literal, NamedTuple

from generated.chance import Chance
from generated.dates import NEWEST
from generated.plan import Plan

Kind = Literal["update", "status", "results", "withdrawn", "gone"]

_LATEST = 300
_NEXT = {
    "NOT_YET_RECRUITING": "RECRUITING",
    "RECRUITING": "ACTIVE_NOT_RECRUITING",
    "ENROLLING_BY_INVITATION": "COMPLETED",
    "ACTIVE_NOT_RECRUITING": "COMPLETED",
    "SUSPENDED": "TERMINATED",
}
_ENDED = frozenset({"COMPLETED", "TERMINATED"})


class Change(NamedTuple):
    """What happened to a study, and how it is after it; ``None`` where it is gone."""

    kind: Kind
    after: Plan | None


def change(before: Plan, share: float) -> Change | None:
    """Return what happened to a study after the corpus was made, or nothing.

    Args:
        before: the study.
        share: of all studies to which something happens.
    """
    chance = Chance(f"{before.seed}/{before.number}/change/{before.version + 1}", {})
    if not chance.happens(share):
        return None
    kind = _kind(before, chance.random())
    if kind == "gone":
        return Change(kind, None)
    day = NEWEST + chance.between(10, _LATEST)
    dates = replace(before.dates, updated=day)
    after = replace(before, version=before.version + 1, dates=dates)
    if kind == "status":
        after = _moved_on(after, day)
    elif kind == "results":
        after = replace(after, has_results=True, dates=replace(dates, results=day))
    elif kind == "withdrawn":
        after = replace(
            after, status="WITHDRAWN", enrolment=0, why_stopped="the sponsor withdrew it"
        )
    else:
        after = replace(after, enrolment=before.enrolment + chance.between(1, 50))
    return Change(kind, after)


def _kind(before: Plan, at: float) -> Kind:
    """Return what may happen to a study in this state."""
    if at < 0.03:
        return "gone"
    if before.status in _NEXT:
        return "withdrawn" if at < 0.1 and before.status == "NOT_YET_RECRUITING" else "status"
    has_comparison = before.is_randomised and not before.has_results
    if has_comparison and before.status in _ENDED and at < 0.6:
        return "results"
    return "update"


def _moved_on(before: Plan, day: int) -> Plan:
    status = _NEXT[before.status]
    if status == "RECRUITING":
        dates = replace(before.dates, start=day - 10, is_started=True)
    elif status in _ENDED:
        dates = replace(before.dates, primary=day - 40, end=day - 20, is_ended=True)
    else:
        dates = before.dates
    stopped = "too few participants were found" if status == "TERMINATED" else ""
    return replace(before, status=status, dates=dates, why_stopped=stopped)
