"""What more of an end point means, and which arm the values by arm favour."""

import re
from collections.abc import Iterable

from trialgraph.evidence.analyses import Analysis, end_point_notation, may_agree
from trialgraph.evidence.arms import MergedArm
from trialgraph.evidence.declared_names import as_reported
from trialgraph.evidence.event_words import DIFFERENCES_OF_SCORES, event_polarity, scale_polarity
from trialgraph.evidence.populations import same_population
from trialgraph.model.result import ArmValue, ArmValueKind
from trialgraph.model.text import Number
from trialgraph.terms.index import TermIndex
from trialgraph.verdict.codes import Direction, Polarity
from trialgraph.verdict.polarity import TIME_TO_EVENT

_POLARITIES = {
    "bad": Polarity.BAD_EVENT,
    "good": Polarity.GOOD_EVENT,
    "higher": Polarity.MORE_IS_BETTER,
    "lower": Polarity.LESS_IS_BETTER,
}
_AMOUNTS = frozenset({"RD", "RR", "OR", "difference"})
_AS_EVENT = {
    Polarity.LESS_IS_BETTER: Polarity.BAD_EVENT,
    Polarity.MORE_IS_BETTER: Polarity.GOOD_EVENT,
}
# "the time from randomisation to relapse or death, analysed by": the events that end the time.
_WAITED_FOR = re.compile(
    r"(?i)\b(?:time|interval|period)\b[^,;.]{0,80}?\b(?:to|until) (?:the )?"
    r"(?P<events>[^;.()]{3,120}?)"
    r"(?=,? (?:with|whichever|whatever|as|in|by|analy\w+|assess\w+|censor\w+|based|according)\b"
    r"|[;.()]|$)"
)
_KINDS: tuple[ArmValueKind, ...] = ("median", "rate_at_time", "mean", "proportion")
# A time free of a bad event, and the share of patients free of it: more is better.
_MORE_IS_BETTER: dict[tuple[Polarity, ArmValueKind], bool] = {
    (Polarity.BAD_EVENT, "median"): True,
    (Polarity.BAD_EVENT, "rate_at_time"): True,
    (Polarity.GOOD_EVENT, "median"): False,
    (Polarity.GOOD_EVENT, "rate_at_time"): True,
    **{(Polarity.MORE_IS_BETTER, kind): True for kind in _KINDS},
    **{(Polarity.LESS_IS_BETTER, kind): False for kind in _KINDS},
}


def polarity(analysis: Analysis, terms: TermIndex) -> Polarity:
    """Return what more means, as the tables say of the end point, its scale or its noun."""
    concept = terms.get("end-point", analysis.end_point)
    if concept is None:
        printed = analysis.estimate.end_point
        measure = analysis.estimate.measure
        is_score = _as_declared(analysis, terms) or scale_polarity(printed, measure, terms)
        return is_score or _of_event(analysis, terms)
    words = concept.attributes
    if words.get("kind") == "score" and "better" not in words:
        return _as_declared(analysis, terms) or Polarity.UNKNOWN
    if words.get("kind") == "time-to-event":
        is_rate = bool(analysis.estimate.at) and analysis.estimate.measure in _AMOUNTS
        known = _POLARITIES.get(words.get("event_direction", ""), Polarity.UNKNOWN)
        # The proportion free of a bad event at a time, or with a good one: more is better.
        return Polarity.MORE_IS_BETTER if is_rate and known is not Polarity.UNKNOWN else known
    known = _POLARITIES.get(words.get("better", ""), Polarity.UNKNOWN)
    # Patients with an event, counted by when they have it: the event is bad or good.
    is_timed = words.get("kind") == "proportion" and analysis.estimate.measure in TIME_TO_EVENT
    return _AS_EVENT.get(known, known) if is_timed else known


def _of_event(analysis: Analysis, terms: TermIndex) -> Polarity:
    """Return what an event means by its name, else by those that its document defines it by."""
    measure = analysis.estimate.measure
    named = event_polarity(analysis.estimate.end_point, measure, terms)
    if named is not Polarity.UNKNOWN:
        return named
    defined = {
        event_polarity(waited_for["events"], measure, terms)
        for one in analysis.mention.trial.end_points
        if (waited_for := _WAITED_FOR.search(one.definition))
        and as_reported(one.name, [analysis], terms) == analysis.end_point
    }
    return defined.pop() if len(defined) == 1 else Polarity.UNKNOWN


def _as_declared(analysis: Analysis, terms: TermIndex) -> Polarity | None:
    """Return what a higher score means where the analysis' document says it of the scale."""
    if analysis.estimate.measure not in DIFFERENCES_OF_SCORES:
        return None
    said = {
        one.event_direction
        for one in analysis.mention.trial.end_points
        if one.event_direction and as_reported(one.name, [analysis], terms) == analysis.end_point
    }
    direction = said.pop() if len(said) == 1 else None
    return {"good": Polarity.MORE_IS_BETTER, "bad": Polarity.LESS_IS_BETTER}.get(direction or "")


def favoured(analysis: Analysis, terms: TermIndex) -> Direction | None:
    """Return the arm that values by arm favour where a p is printed without an estimate.

    ``None`` where an estimate is printed, or no value of both arms beside the p.
    """
    if isinstance(analysis.estimate.value, Number) or analysis.comparison is None:
        return None
    values = [one for one in analysis.mention.reading.arm_values if _is_of(one, analysis, terms)]
    pair = (analysis.comparison.experimental, analysis.comparison.comparator)
    for kind in _KINDS:
        new, old = (_value(arm, kind, values, analysis) for arm in pair)
        more = _MORE_IS_BETTER.get((polarity(analysis, terms), kind))
        if new is not None and old is not None and more is not None:
            return _by_values(new, old, more_is_better=more)
    return None


def _is_of(value: ArmValue, analysis: Analysis, terms: TermIndex) -> bool:
    """Tell whether a value by arm is of the end point, patients and time that an analysis is of."""
    estimate = analysis.estimate
    return (
        end_point_notation(value.end_point, terms) == analysis.end_point
        and same_population(value.population, estimate.population)
        and may_agree(value.assessor, estimate.assessor)
        and may_agree(value.at, estimate.at)
        and may_agree(value.stage, estimate.stage)
    )


def _value(
    arm: MergedArm, kind: ArmValueKind, values: Iterable[ArmValue], analysis: Analysis
) -> Number | None:
    """Return the value of one kind that a document prints of an arm."""
    document = analysis.mention.document
    return next(
        (
            one.value
            for one in values
            if one.kind == kind
            and isinstance(one.value, Number)
            and arm.is_called(one.arm, document)
        ),
        None,
    )


def _by_values(new: Number, old: Number, *, more_is_better: bool) -> Direction:
    """Return the arm with the better value."""
    if new.value == old.value:
        return Direction.NEITHER
    is_better = (new.value > old.value) == more_is_better
    return Direction.EXPERIMENTAL if is_better else Direction.COMPARATOR
