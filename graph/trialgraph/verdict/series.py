"""Results that estimate the same thing at different times: key, order, decision, current."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import fields
from decimal import Decimal
from itertools import combinations
from operator import attrgetter
from types import MappingProxyType

from trialgraph.model.result import Stage
from trialgraph.model.text import PartialDate
from trialgraph.model.values import dataclass
from trialgraph.verdict.codes import Direction, Formal, Outcome, SustainedState
from trialgraph.verdict.dates import order_of_dates
from trialgraph.verdict.estimand import TREATMENT_POLICY

_STAGE_RANK: Mapping[Stage, int] = MappingProxyType(
    {"interim": 0, "primary": 1, "final": 2, "updated": 3}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesKey:
    """What results must share to be one series; ``None`` is unknown, ``""`` does not apply.

    Attributes:
        definition: of the event: criteria, clinical progression, censoring, origin.
        strategy: for intercurrent events.
        time_point: for rates and restricted means.
    """

    trial: str | None
    comparison: str | None
    end_point: str | None
    measure: str | None
    population: str | None
    assessor: str | None
    adjustment: str | None
    definition: str | None = ""
    strategy: str | None = TREATMENT_POLICY
    time_point: str | None = ""

    def parts(self) -> dict[str, str | None]:
        """Return the parts by name."""
        return dict(zip(_PARTS, _parts_of(self), strict=True))

    def unknown(self) -> frozenset[str]:
        """Return the names of the parts that are not printed."""
        return frozenset(name for name, part in self.parts().items() if part is None)

    def agrees(self, other: "SeriesKey") -> bool:
        """Tell whether all parts that both print are equal."""
        pairs = zip(_parts_of(self), _parts_of(other), strict=True)
        return all(one is None or two is None or one == two for one, two in pairs)

    def filled(self, other: "SeriesKey") -> "SeriesKey":
        """Return this key with its unknown parts taken from another."""
        theirs = other.parts()
        mine = self.parts().items()
        return SeriesKey(**{name: theirs[name] if part is None else part for name, part in mine})


_PARTS = tuple(part.name for part in fields(SeriesKey))
_parts_of = attrgetter(*_PARTS)


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesMember:
    """One result as far as its place in a series needs it.

    Attributes:
        identifier: the caller's name for it.
        cutoff: data up to this day.
        available: when the public could read it.
        formal: and ``tested``, ``direction``: of its verdict.
        is_retracted: it neither decides nor is current while others stand.
    """

    identifier: str
    key: SeriesKey
    cutoff: PartialDate | None = None
    events: int | None = None
    follow_up_months: Decimal | None = None
    stage: Stage | None = None
    available: PartialDate | None = None
    formal: Formal = Formal.UNKNOWN
    tested: Outcome = Outcome.UNKNOWN
    direction: Direction = Direction.UNRESOLVED
    is_retracted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """Results with one key, in order of time.

    Attributes:
        key: with the parts that any member prints.
        members: earliest first.
        matched_on_unknown: by member, the key parts that it does not print and another does.
        current: the latest member; several where nothing printed orders them.
        order_conflict: a lower criterion of order contradicts the deciding one.
    """

    key: SeriesKey
    members: tuple[SeriesMember, ...]
    matched_on_unknown: Mapping[str, frozenset[str]]
    decisive: SeriesMember
    current: tuple[SeriesMember, ...]
    sustained: SustainedState
    order_conflict: bool

    def later_than(self, member: SeriesMember) -> tuple[SeriesMember, ...]:
        """Return what takes the place of a member, in order: what comes after it, and the current.

        A day may lie between two of them, so each of them counts. Of a current one there is none.
        """
        if member in self.current:
            return ()
        return tuple(
            one
            for one in self.members
            if one in self.current or (not one.is_retracted and _is_before(member, one))
        )


@dataclass(frozen=True, slots=True)
class TimeOrder:
    """-1, 0 or 1 as one member comes before, with or after another; ``None`` unordered."""

    sign: int | None
    is_contradicted: bool = False


def _sign(one: Decimal | int | None, other: Decimal | int | None) -> int | None:
    if one is None or other is None:
        return None
    return (one > other) - (one < other)


def _date_sign(one: PartialDate | None, other: PartialDate | None) -> int | None:
    return None if one is None or other is None else order_of_dates(one, other)


def _stage_sign(one: Stage | None, other: Stage | None) -> int | None:
    return None if one is None or other is None else _sign(_STAGE_RANK[one], _STAGE_RANK[other])


def time_order(one: SeriesMember, other: SeriesMember) -> TimeOrder:
    """Return which came first: cut-off, events, follow-up, stage words, availability.

    The first criterion that tells them apart decides. Median follow-up may fall
    while accrual goes on, so it never contradicts a cut-off or events.
    """
    by_data = (_date_sign(one.cutoff, other.cutoff), _sign(one.events, other.events))
    by_follow_up = _sign(one.follow_up_months, other.follow_up_months)
    by_words = (
        _stage_sign(one.stage, other.stage),
        _date_sign(one.available, other.available),
    )
    signs = [sign for sign in (*by_data, by_follow_up, *by_words) if sign is not None]
    decided = next((sign for sign in signs if sign != 0), None)
    if decided is None:
        return TimeOrder(0 if signs else None)
    is_by_data = any(by_data)
    witnesses = (*by_data, *by_words) if is_by_data else signs
    return TimeOrder(decided, is_contradicted=-decided in witnesses)


def _is_before(one: SeriesMember, other: SeriesMember) -> bool:
    return time_order(one, other).sign == -1


def is_after_decision(member: SeriesMember, others: Iterable[SeriesMember]) -> bool:
    """Tell whether the end point was formally decided before this member's analysis.

    Decided is a test that was met, or one that was missed at an analysis that
    is not an interim.
    """
    return any(
        _is_before(other, member)
        and (other.formal is Formal.MET or (other.formal is Formal.NOT_MET and not _is_look(other)))
        for other in others
    )


def _is_look(member: SeriesMember) -> bool:
    return member.stage == "interim"


def _decisive(members: tuple[SeriesMember, ...]) -> SeriesMember:
    """Return the first met, else the planned final analysis, else the latest interim."""
    met = [member for member in members if member.formal is Formal.MET]
    if met:
        return met[0]
    planned = [m for m in members if m.formal is not Formal.NONE] or list(members)
    for stage in ("final", "primary", None):
        at_stage = [member for member in planned if member.stage == stage]
        if at_stage:
            return at_stage[0]
    looks = [member for member in planned if _is_look(member)]
    return looks[-1] if looks else planned[0]


def _sustained(decisive: SeriesMember, current: tuple[SeriesMember, ...]) -> SustainedState:
    if decisive.formal is not Formal.MET:
        return SustainedState.NOT_APPLICABLE
    if current == (decisive,):
        return SustainedState.NO_LATER_ANALYSIS
    later = [member for member in current if _is_before(decisive, member)]
    shown = {member.tested for member in later if member.direction is decisive.direction}
    turned = any(member.direction is not decisive.direction for member in later)
    if turned or Outcome.NOT_MET in shown:
        return SustainedState.NOT_SUSTAINED
    return SustainedState.SUSTAINED if shown == {Outcome.MET} else SustainedState.UNDETERMINED


def _matched(members: Iterable[SeriesMember], key: SeriesKey) -> Mapping[str, frozenset[str]]:
    missing = {m.identifier: m.key.unknown() - key.unknown() for m in members}
    return {identifier: parts for identifier, parts in missing.items() if parts}


def _in_order(members: Iterable[SeriesMember]) -> tuple[SeriesMember, ...]:
    pool = tuple(members)
    rank = {
        m.identifier: sum(_is_before(other, m) for other in pool if other is not m) for m in pool
    }
    return tuple(sorted(pool, key=lambda member: (rank[member.identifier], member.identifier)))


def one_series(key: SeriesKey, unordered: Iterable[SeriesMember]) -> Series:
    """Return results that are known to be of one series in order, and what decides among them."""
    members = _in_order(unordered)
    standing = tuple(one for one in members if not one.is_retracted) or members
    latest = tuple(
        one
        for one in standing
        if not any(_is_before(one, other) for other in standing if other is not one)
    )
    current = latest or standing[-1:]  # criteria that run in a circle leave no latest
    decisive = _decisive(standing)
    return Series(
        key=key,
        members=members,
        matched_on_unknown=_matched(members, key),
        decisive=decisive,
        current=current,
        sustained=_sustained(decisive, current),
        order_conflict=any(
            time_order(one, other).is_contradicted for one, other in combinations(members, 2)
        ),
    )


def _sort_key(key: SeriesKey) -> tuple[int, list[tuple[bool, str]]]:
    """Return complete keys first, then by their parts, whatever order results came in."""
    parts = _parts_of(key)
    return len(key.unknown()), [(part is None, part or "") for part in parts]


def _unify(keys: Iterable[SeriesKey]) -> dict[SeriesKey, SeriesKey]:
    """Return for each printed key the key of its series.

    Keys with the fewest unknown parts come first. A key joins the one series
    that agrees with it; with two or more candidates it stays alone, and no
    later key may join it.
    """
    joined: list[list[SeriesKey]] = []
    merged: list[SeriesKey] = []
    alone: list[SeriesKey] = []
    for key in sorted(keys, key=_sort_key):
        candidates = [place for place, known in enumerate(merged) if known.agrees(key)]
        if not candidates:
            joined.append([key])
            merged.append(key)
        elif len(candidates) == 1:
            (place,) = candidates
            joined[place].append(key)
            merged[place] = merged[place].filled(key)
        else:
            alone.append(key)
    series_of = {key: merged[place] for place, keys in enumerate(joined) for key in keys}
    return series_of | {key: key for key in alone}


def series(members: Iterable[SeriesMember]) -> tuple[Series, ...]:
    """Return the series that results form; every result is in exactly one.

    Exact values never merge. A result that does not print a part of its key
    joins the one series that agrees in all printed parts, else stays alone.
    """
    pool = tuple(members)
    series_of = _unify({member.key for member in pool})
    together: defaultdict[SeriesKey, list[SeriesMember]] = defaultdict(list)
    for member in pool:
        together[series_of[member.key]].append(member)
    ordered = sorted(together.items(), key=lambda pair: _sort_key(pair[0]))
    return tuple(one_series(key, found) for key, found in ordered)
