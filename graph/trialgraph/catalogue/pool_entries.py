"""From the rows of a question to estimates that can be pooled."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, cast

from trialgraph.model.result import Interval, IntervalKind, Measure
from trialgraph.model.text import Absence, Number, Span
from trialgraph.model.trial import Sides
from trialgraph.verdict.derived import IMPRECISE, spread
from trialgraph.verdict.estimand import strategy_of
from trialgraph.verdict.polarity import RATIOS
from trialgraph.verdict.pooling import Estimate
from trialgraph.verdict.pools import Adjustment, Candidate
from trialgraph.verdict.record import AnalysisInput

if TYPE_CHECKING:
    from trialgraph.catalogue.answer import AnswerRow
    from trialgraph.terms.index import TermIndex

_NOWHERE = Span(0, 0)
_DEATH = "OS"


@dataclass(frozen=True, slots=True)
class PoolEntry:
    """One estimate of the rows, as pooling sees it.

    Attributes:
        row: as the query gave it.
        relative_error: by what share rounding may move an error from one limit; ``None``
            where two limits are printed or none.
    """

    row: "AnswerRow"
    candidate: Candidate
    relative_error: float | None

    @property
    def is_ratio(self) -> bool:
        """Tell whether the estimate is symmetric on the logarithmic scale."""
        return self.candidate.measure in RATIOS


def entries(rows: Iterable["AnswerRow"], terms: "TermIndex") -> tuple[PoolEntry, ...]:
    """Return the estimates of all rows, each with those that count the same patients."""
    found = [_entry(row, terms) for row in rows]
    return tuple(_with_overlaps(one, found) for one in found)


def _entry(row: "AnswerRow", terms: "TermIndex") -> PoolEntry:
    analysis = _analysis(row)
    found = spread(analysis)
    estimate, relative_error = None, None
    if found is not None:
        ends = tuple(end.value for end in found.limits)
        error = found.error(found.value.value, ends)
        effect = found.scaled(found.value.value)
        turned = -effect if row.cells["is_reversed"] else effect
        estimate = Estimate(turned, error) if error > 0 else None
        relative_error = found.relative_error if len(ends) == 1 and error > 0 else None
    return PoolEntry(row, _candidate(row, estimate, relative_error, terms), relative_error)


def _candidate(
    row: "AnswerRow", estimate: Estimate | None, relative_error: float | None, terms: "TermIndex"
) -> Candidate:
    # Nobody judges whether a patient died: no assessor and no criteria are then no unknown.
    unknown = "" if terms.is_a("end-point", row.text("endpoint"), _DEATH) else None
    is_death = unknown == ""
    return Candidate(
        identifier=row.text("iri"),
        trial=row.text("trial"),
        measure=cast("Measure", row.text("measure")),
        end_point=row.text("endpoint"),
        comparison=f"adding {row.text('added')}",
        estimate=estimate,
        is_imprecise=relative_error is not None and relative_error > IMPRECISE,
        assessor=row.text("assessor") or unknown,
        definition="" if is_death else row.text("definition") or unknown,
        line=row.text("line") or None,
        setting=row.text("condition") or None,
        adjustment=cast("Adjustment | None", row.cells["adjustment"]),
        strategy=strategy_of(f"{row.text('statistical_model')}; {row.text('population')}"),
        is_all_randomised=row.text("population") == "all",
        is_randomised_comparison=row.text("reason") != "not_randomised_comparison",
        is_interim=row.text("stage") == "interim",
        stopped_early="early_stop_benefit" in row.words("reservations"),
        is_exploratory=row.text("formal") == "none",
        is_second_hand=bool(row.cells["second_hand"]),
        is_quarantined="violation" in row.words("severities"),
        is_retracted=row.text("reason") == "retracted",
        has_derived_side=row.text("sides_origin") == "inherited",
        comparator_group=row.text("comparator"),
    )


def _analysis(row: "AnswerRow") -> AnalysisInput:
    """Return what the gate's arithmetic needs of an estimate, with its printed decimals."""
    level, sides = _number(row, "level", "level_decimals"), row.cells["sides"]
    interval = Interval(
        level=level if isinstance(level, Number) else None,
        sides=Sides(1 if sides == 1 else 2),
        lower=_number(row, "lower", "lower_decimals"),
        upper=_number(row, "upper", "upper_decimals"),
        kind=cast("IntervalKind", row.text("interval_kind") or "confidence"),
    )
    return AnalysisInput(
        measure=cast("Measure", row.text("measure")),
        value=_number(row, "value", "value_decimals"),
        interval=interval if sides is not None else None,
    )


def _number(row: "AnswerRow", column: str, decimals: str) -> Number | Absence:
    """Return a number of a row with as many decimals as are printed."""
    words = row.text(column)
    if not words:
        return Absence.NOT_REPORTED
    printed = row.text(decimals)
    value = Decimal(words)
    exact = value.quantize(Decimal(1).scaleb(-int(printed))) if printed else value
    return Number(exact, str(exact), _NOWHERE)


def _with_overlaps(one: PoolEntry, others: Iterable[PoolEntry]) -> PoolEntry:
    """Return an estimate with the others of its trial that count the same treated patients."""
    arm = one.row.text("experimental")
    same = frozenset(
        other.candidate.identifier
        for other in others
        if other is not one and arm and other.row.text("experimental") == arm
    )
    return replace(one, candidate=replace(one.candidate, overlaps=same))


def by_other_method(members: Sequence[PoolEntry]) -> frozenset[str]:
    """Return the estimates that the trial itself puts behind another method of the same analysis.

    One estimate counts for a trial. Of several that differ in adjustment alone it is the one
    in the trial's plan, else the one stratified as the patients were randomised (ICH E9 5.7);
    significance has no say. Where neither tells, all stay and the pool is refused.
    """
    alike: defaultdict[tuple[str, ...], list[PoolEntry]] = defaultdict(list)
    for one in members:
        names = ("trial", "experimental", "comparator", "assessor")
        alike[tuple(one.row.text(name) for name in names)].append(one)
    return frozenset(
        other.candidate.identifier
        for group in alike.values()
        if len({one.candidate.adjustment for one in group}) == len(group)
        if (kept := _kept(group)) is not None
        for other in group
        if other is not kept
    )


def _kept(group: Sequence[PoolEntry]) -> PoolEntry | None:
    """Return the one estimate in the plan, else the stratified one; ``None`` if neither tells."""
    planned = [one for one in group if one.row.text("formal") not in {"", "none"}]
    stratified = [one for one in group if one.candidate.adjustment == "stratified"]
    return next((found[0] for found in (planned, stratified) if len(found) == 1), None)
