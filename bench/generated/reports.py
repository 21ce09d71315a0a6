"""Which publications a study has: reports, later ones with more data, notices."""

from dataclasses import dataclass
from typing import Literal

from generated.chance import Chance
from generated.dates import NEWEST
from generated.effects import Effect, effect
from generated.plan import Plan, plan

FIRST_PMID = 90_000_000
"""PubMed is far from numbers as high as these."""

UNREGISTERED = 1.3
"""Reports of trials that no registry knows, for each study of the registry."""

_EACH = 16
"""So many numbers are kept for each study; a number has eight digits."""
MOST_UNREGISTERED = 4
MOST_STUDIES = (100_000_000 - FIRST_PMID) // _EACH
NOTICES = 4
"""The number of a notice is that of its report and so many more."""
_ENDED = frozenset({"COMPLETED", "TERMINATED", "UNKNOWN"})
_MANY = (0, 0, 0, 1, 1, 1, 1, 2, 2, 3)
_RETRACTED = 0.005
_CORRECTED = 0.02
_PARALLEL = 1_000_003

Kind = Literal["report", "erratum", "retraction"]


@dataclass(frozen=True, slots=True)
class Report:
    """A publication.

    Attributes:
        order: 0 for the first report of a trial, 1 for the next.
        is_linked: it prints the trial's number somewhere.
        effects: comparisons that it prints, the primary one first.
        day: of its issue, as an ordinal.
        notice: what came of it: an erratum, a retraction, or nothing.
        about: the report that a notice is about.
    """

    plan: Plan
    pmid: int
    kind: Kind
    order: int
    is_linked: bool
    effects: tuple[Effect, ...]
    day: int
    notice: Kind | None = None
    about: int = 0

    @property
    def doi(self) -> str:
        """Return a DOI of a prefix that is nobody's."""
        return f"10.99999/invented.{self.pmid}"


def reports(one: Plan, unregistered: float = UNREGISTERED) -> list[Report]:
    """Return the publications that are made beside a study: its own, and some of other trials.

    Args:
        one: the study.
        unregistered: how many reports of trials that no registry knows, on average.
    """
    chance = Chance(f"{one.seed}/{one.number}/reports", {})
    first = FIRST_PMID + _EACH * one.number
    many = chance.pick(_MANY) if _is_reported(one) else 0
    told = [_report(chance, one, first + order, order) for order in range(many)]
    extra = min(int(unregistered) + chance.happens(unregistered % 1), MOST_UNREGISTERED)
    for place in range(extra):
        other = _unregistered(one, place)
        told.append(_report(chance, other, first + 2 * NOTICES + place, 0, is_linked=False))
    notices = [_notice(report, report.pmid + NOTICES) for report in told if report.notice]
    return told + notices


def _is_reported(one: Plan) -> bool:
    return one.is_randomised and one.status in _ENDED


def _unregistered(one: Plan, place: int) -> Plan:
    """Return a randomised trial that is in no registry."""
    number = (one.number * MOST_UNREGISTERED + place) * _EACH
    while not (found := plan(one.seed + _PARALLEL, number, 0.0)).is_randomised:
        number += 1
    return found


def _report(
    chance: Chance, one: Plan, pmid: int, order: int, *, is_linked: bool | None = None
) -> Report:
    primary = [at for at, each in enumerate(one.outcomes) if each.role == "primary"][:1]
    later = [at for at in range(1, len(one.outcomes)) if one.outcomes[at].kind != "level"][:3]
    chosen = [at for at in (*primary, *later[: chance.between(0, 2)]) if _is_told(one, at)]
    at = chance.random()
    return Report(
        plan=one,
        pmid=pmid,
        kind="report",
        order=order,
        is_linked=chance.happens(0.8) if is_linked is None else is_linked,
        effects=tuple(effect(one, place, 0, order) for place in chosen),
        day=min(NEWEST, one.dates.primary + 240 + 500 * order + chance.between(0, 300)),
        notice="retraction" if at < _RETRACTED else "erratum" if at < _CORRECTED else None,
    )


def _is_told(one: Plan, place: int) -> bool:
    return one.outcomes[place].kind != "level"


def _notice(about: Report, pmid: int) -> Report:
    kind = about.notice or "erratum"
    day = min(NEWEST, about.day + 120)
    return Report(about.plan, pmid, kind, 0, is_linked=False, effects=(), day=day, about=about.pmid)
