"""Comparisons of two groups that a registry posts, as estimates with their interval and p-value."""

from collections.abc import Iterator
from decimal import Decimal

from trialgraph.extract.record_circumstances import (
    adjustment_of,
    population_of,
    row_of,
    time_of,
)
from trialgraph.extract.record_directions import ArmTypes, Compared, direction, doubtful_pairs
from trialgraph.extract.record_measures import (
    hypothesis_of,
    is_test_statistic,
    measure_of,
    role_of,
)
from trialgraph.extract.record_p_values import is_impossible, p_value, unreadable_p
from trialgraph.extract.record_terms import NamedOutcome, outcome
from trialgraph.extract.record_values import code, same
from trialgraph.model import lazy
from trialgraph.model.record import Block, Leaf
from trialgraph.model.registry import Analysis, OutcomeMeasure
from trialgraph.model.result import ArmCount, Estimate, Hypothesis, Interval
from trialgraph.model.text import Absence, Number, Problem
from trialgraph.model.trial import Sides
from trialgraph.model.values import dataclass
from trialgraph.terms.index import TermIndex

_MARGIN = lazy.regex(
    r"(?i)\bmargins?\b(?:[\s,:=(]|\b(?:of|was|is|set|at|to|as|a|an|the|be|defined|specified"
    r"|pre-?specified)\b){1,12}(?P<margin>[-+−]?[0-9]+(?:\.[0-9]+)?)(?P<unit>\s?%|\spercent)?"
    r"(?![\d.]*\d)(?!\s?(?:%|percent) (?:CI|confidence))"
)
_RATIOS = frozenset({"HR", "csHR", "sHR", "OR", "RR", "IRR", "RMST_ratio", "WR"})
_MODELS = {"log rank": "log-rank", "regression, cox": "Cox"}
_PARTICIPANTS = lazy.regex(r"(?i)participants?|patients?|subjects?")


@dataclass(frozen=True, slots=True)
class Posted:
    """The outcomes of a study, as fields and as read, with what names arms and end points.

    Attributes:
        outcomes: as read, each with the fields it was read from.
        names: names of the declared end points by their titles as compared.
    """

    outcomes: tuple[tuple[OutcomeMeasure, Block], ...]
    arms: ArmTypes
    names: dict[str, str]
    terms: TermIndex


@dataclass(frozen=True, slots=True)
class _Found:
    """An analysis of two groups with the fields it was read from."""

    compared: Compared
    fields: Block
    value: Leaf
    named: NamedOutcome
    name: str


def read_estimates(posted: Posted) -> tuple[tuple[Estimate, ...], tuple[Problem, ...]]:
    """Return the comparisons of two groups, and what is none for want of a known measure."""
    problems: dict[str, Problem] = {}
    unread: list[Problem] = []
    found: list[_Found] = []
    for measured, fields in posted.outcomes:
        named = outcome(posted.terms, measured.title)
        name = named.name or posted.names.get(same(measured.title), measured.title)
        for analysis, one in zip(measured.analyses, fields.blocks("analyses"), strict=True):
            value = one.leaf("paramValue")
            compared = _compared(measured, analysis)
            unread.extend(unreadable_p(one))
            if value is not None and compared is not None:
                odd = tuple(_impossible(analysis))
                unread.extend(odd)
                if odd or is_impossible(one):
                    continue
                found.append(_Found(compared, one, value, named, name))
            elif value is not None and len(analysis.groups) == _PAIR:
                problems.update(_unknown(analysis))
    for each in found:
        problems.update(_odd_interval(each))
    doubtful = doubtful_pairs((each.compared for each in found), posted.arms)
    arms = posted.arms._replace(doubtful=doubtful)
    estimates = tuple(_estimate(each, arms) for each in found)
    return estimates, (*problems.values(), *unread)


_PAIR = 2


def _compared(measured: OutcomeMeasure, analysis: Analysis) -> Compared | None:
    """Return an analysis as a comparison where it estimates one by a known measure."""
    measure = measure_of(analysis.parameter)
    groups = {each.identifier: each for each in measured.groups}
    pair = [groups[one] for one in analysis.groups if one in groups]
    if measure is None or len(pair) != _PAIR or len(analysis.groups) != _PAIR:
        return None
    told = f"{analysis.group_description} {analysis.estimate_comment}"
    return Compared((pair[0], pair[1]), measured, analysis, measure, row_of(measured, told))


def _unknown(analysis: Analysis) -> dict[str, Problem]:
    """Return a problem for a parameter that is no known measure, once for each name of it."""
    if measure_of(analysis.parameter) or is_test_statistic(analysis.parameter):
        return {}
    message = (
        f"found an analysis of two groups by {analysis.parameter[:80]!r}, wanted a known "
        "measure of effect; it is kept among the registry's analyses only"
    )
    return {analysis.parameter: Problem("unknown-measure", message, analysis.span)}


def _estimate(found: _Found, arms: ArmTypes) -> Estimate:
    compared = found.compared
    analysis, measured = compared.analysis, compared.outcome
    hypothesis = hypothesis_of(
        code(analysis.non_inferiority_type), analysis.non_inferiority_comment
    )
    told = (analysis.group_description, analysis.method, analysis.method_comment)
    way = direction(compared, arms)
    return Estimate(
        end_point=found.name,
        end_point_printed=measured.title,
        measure=compared.measure,
        value=Absence.NOT_REPORTED if analysis.value is None else analysis.value,
        interval=_interval(found),
        p=p_value(found.fields, hypothesis),
        experimental=way.experimental,
        comparator=way.comparator,
        population=population_of(measured.population),
        assessor=found.named.assessor,
        adjustment=adjustment_of(" ".join((*told, analysis.estimate_comment))),
        model=_MODELS.get(analysis.method.casefold(), analysis.method),
        at=_time(found),
        role=role_of(measured.kind),
        hypothesis=hypothesis,
        margin=_margin(found, hypothesis),
        n_analysed=_analysed(compared),
        rule=way.rule,
        span=found.value.span,
        passages=(found.fields.span,),
    )


def _time(found: _Found) -> str:
    compared = found.compared
    is_to_event = found.named.kind == "time-to-event" or compared.measure in {"HR", "csHR", "sHR"}
    told = compared.analysis.group_description
    return time_of(compared.outcome, compared.row, told, is_to_event=is_to_event)


def _interval(found: _Found) -> Interval | None:
    """Return the interval; one whose sides and limits do not fit stays with the analysis only."""
    analysis = found.compared.analysis
    limits = (analysis.lower, analysis.upper)
    if not any(isinstance(limit, Number) for limit in limits) or _is_odd(analysis):
        return None
    sides = found.fields.leaf("ciNumSides")
    lower, upper = (Absence.NOT_REPORTED if limit is None else limit for limit in limits)
    one_sided = code(analysis.interval_sides) == _ONE_SIDED
    return Interval(
        level=analysis.interval_level,
        sides=Sides(1 if one_sided else 2, "printed", sides.span if sides else None),
        lower=Absence.NOT_REPORTED if one_sided and isinstance(lower, Absence) else lower,
        upper=Absence.NOT_REPORTED if one_sided and isinstance(upper, Absence) else upper,
    )


_ONE_SIDED = "ONE_SIDED"


def _is_odd(analysis: Analysis) -> bool:
    """Tell whether a one-sided interval has two limits, or one limit has no word on its sides."""
    printed = [limit for limit in (analysis.lower, analysis.upper) if isinstance(limit, Number)]
    sides = code(analysis.interval_sides)
    return len(printed) == (_PAIR if sides == _ONE_SIDED else 1 if not sides else -1)


def _odd_interval(found: _Found) -> dict[str, Problem]:
    """Return a problem for an interval whose limits do not fit its sides."""
    analysis = found.compared.analysis
    if not _is_odd(analysis):
        return {}
    message = (
        f"found an interval with {analysis.interval_sides or 'no word on its sides'} and limits "
        f"{_shown(analysis.lower)} to {_shown(analysis.upper)}, wanted one limit for one side "
        "and two for two; it is kept among the registry's analyses only"
    )
    return {str(analysis.span): Problem("odd-interval", message, analysis.span)}


def _impossible(analysis: Analysis) -> Iterator[Problem]:
    """Yield a problem for figures that cannot all be true: no estimate is made of them."""
    lower = analysis.lower if isinstance(analysis.lower, Number) else None
    upper = analysis.upper if isinstance(analysis.upper, Number) else None
    value = analysis.value if isinstance(analysis.value, Number) else None
    if lower and upper and lower.value > upper.value:
        code, wanted = "odd-interval", "the lower limit first"
    elif _is_above(lower, value) or _is_above(value, upper):
        code, wanted = "estimate-outside-interval", "a value within its interval"
    else:
        return
    message = (
        f"found {analysis.value_printed} with limits {_shown(lower)} to {_shown(upper)}, wanted "
        f"{wanted}; it is kept among the registry's analyses only"
    )
    yield Problem(code, message, analysis.span)


def _is_above(one: Number | None, other: Number | None) -> bool:
    """Tell whether a number is larger than another, whatever rounding took from either."""
    if one is None or other is None:
        return False
    slack = sum(Decimal("0.5").scaleb(-number.decimals) for number in (one, other))
    return one.value - other.value > slack


def _shown(limit: Number | Absence | None) -> str:
    return limit.printed if isinstance(limit, Number) else "none"


def _margin(found: _Found, hypothesis: Hypothesis) -> Number | None:
    """Return the margin that the comment prints, where it prints one that fits the measure."""
    leaf = found.fields.leaf("nonInferiorityComment")
    if leaf is None or hypothesis not in {"noninferiority", "equivalence"}:
        return None
    is_ratio = found.compared.measure in _RATIOS
    printed = {
        match["margin"]: match
        for match in _MARGIN.finditer(leaf.words)
        if not (is_ratio and match["unit"])
    }
    if len(printed) != 1:
        return None
    ((words, match),) = printed.items()
    span = leaf.piece(*match.span("margin"))
    return Number(Decimal(words.replace("−", "-")), words, span)


def _analysed(compared: Compared) -> tuple[ArmCount, ...]:
    """Return how many patients of each arm were analysed, in the row where it has its own count."""
    found: dict[str, Number] = {}
    for one in compared.outcome.denominators:
        is_row = not one.class_title or one.class_title == compared.row
        if is_row and isinstance(one.n, Number) and _PARTICIPANTS.fullmatch(one.units):
            found[one.group] = one.n
    return tuple(
        ArmCount(arm=group.arm, n=found[group.identifier])
        for group in compared.pair
        if group.arm and group.identifier in found
    )
