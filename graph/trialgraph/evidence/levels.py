"""Which of the levels that a document states is that of an analysis."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Literal

from trialgraph.evidence.analyses import Analysis
from trialgraph.evidence.arms import short
from trialgraph.evidence.populations import is_planned_as
from trialgraph.evidence.trials import plain
from trialgraph.model.trial import EndPointRole, SignificanceLevel
from trialgraph.model.values import dataclass
from trialgraph.terms.index import TermIndex
from trialgraph.verdict.record import Level

Kind = Literal["end point", "population", "arm", "stage", "role"]
_STAGES = {"interim": "interim", "final": "final", "primaryanalysis": "primary"}
AT_PLAN = frozenset({"primary", "final", None})  # stages at which a test is planned
_EACH_COMPARISON = "each comparison"
_USUAL = frozenset(map(Decimal, ("90", "95", "97.5", "98", "99", "99.5", "99.9")))  # per cent
_LEAST = Decimal(90)
_NAMING: frozenset[Kind] = frozenset({"end point", "population", "arm", "stage"})


@dataclass(frozen=True, slots=True)
class TrialNames:
    """What words of a level may name in a trial, beside end points.

    Attributes:
        populations: that are declared or analysed.
        arms: names of arms, as they are compared.
    """

    terms: TermIndex
    populations: frozenset[str]
    arms: frozenset[str]


@dataclass(frozen=True, slots=True)
class FittingLevel:
    """A stated level, and in what respects it names the analysis that it fits."""

    level: SignificanceLevel
    kinds: frozenset[Kind]


def fitting(
    levels: Sequence[SignificanceLevel],
    analysis: Analysis,
    names: TrialNames,
    role: EndPointRole | None,
) -> FittingLevel | None:
    """Return the level that fits best: by what it names, by sides, by role, by default.

    A level that names another end point, population, arm or stage fits nothing else.
    """
    named = [
        FittingLevel(one, kinds)
        for one in levels
        if (kinds := _kinds(one, analysis, names, role)) is not None
    ]
    special = [one for one in named if one.kinds & _NAMING]
    if special:
        return max(special, key=lambda one: len(one.kinds))
    sides = printed_sides(analysis)
    alike = [one for one in levels if one.sides.count == sides] or list(levels)
    fits = [one for one in named if one.level in alike]
    for kind in ({"role"}, set()):
        for one in fits:
            if one.kinds == kind:
                return one
    is_only = len(levels) > 1 and len(alike) == 1 and not _names_others(alike[0], names)
    return FittingLevel(alike[0], frozenset()) if is_only else None


def _names_others(level: SignificanceLevel, names: TrialNames) -> bool:
    """Tell whether a level is one of an arm, a population or a stage."""
    return any(_kind(one, names) in _NAMING - {"end point"} for one in level.applies_to)


def _kinds(
    level: SignificanceLevel, analysis: Analysis, names: TrialNames, role: EndPointRole | None
) -> frozenset[Kind] | None:
    """Return in what respects a level names an analysis, ``None`` where it names another."""
    told: dict[Kind, list[bool]] = {}
    for words in level.applies_to:
        kind = _kind(words, names)
        fits = words == role if kind == "role" else _fits(kind, words, analysis, names)
        told.setdefault(kind, []).append(fits)
    if any(told.get("end point", ())):
        told.pop("role", None)  # a level for a named end point is its own, whatever its role
    return frozenset(told) if all(any(fits) for fits in told.values()) else None


def _kind(words: str, names: TrialNames) -> Kind:
    """Return what words of a level name."""
    if words in {"primary", "secondary", "exploratory"}:
        return "role"
    if _stage(words):
        return "stage"
    if names.terms.get("end-point", words) or names.terms.find("end-point", words):
        return "end point"
    if words == _EACH_COMPARISON or plain(short(words)) in names.arms:
        return "arm"
    is_population = any(is_planned_as(one, words) for one in names.populations)
    return "population" if is_population else "end point"


def _stage(words: str) -> str:
    """Return the stage that words name, empty where they name none."""
    return next((stage for cue, stage in _STAGES.items() if plain(words).startswith(cue)), "")


def _fits(kind: Kind, words: str, analysis: Analysis, names: TrialNames) -> bool:
    """Tell whether words of a level are of an analysis."""
    if kind == "stage":
        wanted, own = _stage(words), analysis.estimate.stage
        return own == wanted or (wanted != "interim" and own in AT_PLAN)
    if words == _EACH_COMPARISON:
        return analysis.comparison is not None
    if kind == "arm":
        pair = analysis.comparison
        own_arms = (pair.experimental, pair.comparator) if pair else ()
        return any(plain(short(words)) in one.names for one in own_arms)
    if kind == "population":
        return is_planned_as(words, analysis.population)
    concept = names.terms.get("end-point", words) or names.terms.find("end-point", words)
    named = concept.notation if concept else words
    return names.terms.is_a("end-point", analysis.end_point, named) or (
        plain(named) == plain(analysis.end_point)
    )


def level_of_interval(analysis: Analysis) -> Level | None:
    """Return the level that an interval of an odd one shows: a 97.51 % interval is of 0.0249.

    Nobody prints such an interval but for the share of alpha that its test was given.
    """
    interval = analysis.estimate.interval
    if interval is None or interval.level is None or interval.kind == "credible":
        return None
    percent = interval.level.value
    if percent <= _LEAST or percent in _USUAL:
        return None
    return Level(alpha=1 - percent / 100, sides=interval.sides.count)


def printed_sides(analysis: Analysis) -> int | None:
    """Return how many sides the analysis' p or interval is known to have."""
    p, interval = analysis.estimate.p, analysis.estimate.interval
    if p is not None and p.sides is not None:
        return p.sides.count
    return interval.sides.count if interval else None
