"""The end points that a trial declares or reports on, each with its state."""

from collections.abc import Sequence
from typing import Literal

from trialgraph.evidence.analyses import Analysis, end_point_notation, may_agree
from trialgraph.evidence.declared_names import as_reported
from trialgraph.evidence.populations import ALL, is_subgroup, population_name, same_population
from trialgraph.evidence.trials import Mention, TrialIdentity
from trialgraph.model.reading import TrialDocument
from trialgraph.model.trial import Assessor, EndPoint, EndPointRole
from trialgraph.model.values import dataclass
from trialgraph.names import Iri
from trialgraph.rdf.places import fact
from trialgraph.terms.index import TermIndex

State = Literal["result_reported", "not_tested", "not_reported", "planned_only"]
Key = tuple[str, Assessor | None, str]
_RANKS: tuple[EndPointRole, ...] = ("primary", "secondary", "exploratory")
_HARMS = frozenset({"AE", "safety", "toxicity"})


@dataclass(frozen=True, slots=True)
class Declared:
    """An end point as one document declares it."""

    mention: Mention
    end_point: EndPoint

    @property
    def node(self) -> Iri:
        """Return the reported end point's IRI."""
        return fact(self.mention.document, "end-point", self.end_point.span)


@dataclass(frozen=True, slots=True)
class Results:
    """What is printed of a trial: comparisons, and end points with values by arm."""

    analyses: Sequence[Analysis]
    values: Sequence[Key]
    terms: TermIndex


@dataclass(frozen=True, slots=True)
class MergedEndPoint:
    """An end point of a trial: what is measured, by whom, in which population.

    Attributes:
        notation: slug of the concept.
        role: the highest that any document declares.
        state: whether a result is reported, and if not, in which sense.
    """

    notation: str
    assessor: Assessor | None
    population: str
    role: EndPointRole | None
    state: State
    declared: tuple[Declared, ...]

    @property
    def label(self) -> str:
        """Return the end point in words."""
        by = f" by {self.assessor}" if self.assessor else ""
        among = "" if self.population == ALL else f" in {self.population}"
        return f"{self.notation}{by}{among}"


def merged_end_points(
    trial: TrialIdentity, found: Sequence[Analysis], terms: TermIndex
) -> tuple[MergedEndPoint, ...]:
    """Return the end points of a trial, by label.

    An end point declared without an assessor is the one that another document
    declares with its assessor, as long as there is just one such.
    """
    groups: dict[tuple[str, Assessor | None, str], list[Declared]] = {}
    declared = [Declared(m, one) for m in trial.own for one in m.trial.end_points]
    declared.sort(key=lambda one: one.end_point.assessor is None)
    notations = _notations(declared, found, terms)
    for one in declared:
        notation = notations[one.end_point.name]
        population = population_name(one.end_point.population)
        key = _home(groups, (notation, one.end_point.assessor, population))
        groups.setdefault(key, []).append(one)
    for analysis in found:
        key = (analysis.end_point, analysis.estimate.assessor, analysis.population)
        if analysis.population == ALL:
            groups.setdefault(_home(groups, key), [])
    results = Results(found, _valued(trial, terms), terms)
    merged = [_merged(trial, key, tuple(group), results) for key, group in groups.items()]
    return tuple(sorted(merged, key=lambda one: one.label))


def _notations(
    declared: Sequence[Declared], found: Sequence[Analysis], terms: TermIndex
) -> dict[str, str]:
    """Return the slugs of declared end points, by name; no two of them share a result's.

    Of "remission at week 8" and "remission at week 52" nobody knows whose it is.
    """
    names = {one.end_point.name for one in declared}
    own = {name: end_point_notation(name, terms) for name in names}
    reported = {name: as_reported(name, found, terms) for name in names}
    claimed = {(reported[name], own[name]) for name in names}
    shared = [notation for notation, _ in claimed]
    return {
        name: own[name] if shared.count(reported[name]) > 1 else reported[name] for name in names
    }


def _home(groups: dict[Key, list[Declared]], key: Key) -> Key:
    """Return the end point already met that a key means, else the key itself."""
    notation, assessor, population = key
    like = [one for one in groups if one[0] == notation and one[2] == population]
    if key in groups or not like:
        return key
    unassessed = (notation, None, population)
    if assessor is None:
        return like[0] if len(like) == 1 else key
    return unassessed if unassessed in groups else key


def _merged(
    trial: TrialIdentity, key: Key, group: tuple[Declared, ...], results: Results
) -> MergedEndPoint:
    """Return one end point with its highest role and its state."""
    notation, assessor, population = key
    roles = {one.end_point.role for one in group}
    role = next((rank for rank in _RANKS if rank in roles), None)
    state = _state(trial, key, results)
    return MergedEndPoint(notation, assessor, population, role, state, group)


def _valued(trial: TrialIdentity, terms: TermIndex) -> list[Key]:
    """Return the end points for which values by arm are printed."""
    return [
        (end_point_notation(one.end_point, terms), one.assessor, population_name(one.population))
        for mention in trial.with_role("reports")
        for one in mention.reading.arm_values
    ]


def _state(trial: TrialIdentity, key: Key, results: Results) -> State:
    """Return whether the documents held report the end point.

    Harms are counted by arm in every report, row by row, and compared in few.
    """
    compared = [(one.end_point, one.estimate.assessor, one.population) for one in results.analyses]
    if any(_is_of(printed, key, results.terms) for printed in compared):
        return "result_reported"
    if any(_is_of(printed, key, results.terms) for printed in results.values):
        return "not_tested"
    reports = [mention.reading for mention in trial.with_role("reports")]
    if not any(_reports_results(reading) for reading in reports):
        return "planned_only"
    return "not_tested" if key[0] in _HARMS else "not_reported"


def _reports_results(reading: TrialDocument) -> bool:
    """Tell whether a document gives results, even where none of its figures was read."""
    return bool(reading.estimates or reading.arm_values) or reading.conclusion != "unclear"


def _is_of(printed: Key, declared: Key, terms: TermIndex) -> bool:
    """Tell whether a printed result is of a declared end point.

    A result among all but a few patients (those with a response, those
    reviewed) is one of the end point; a subgroup's is not.
    """
    notation, assessor, population = printed
    is_whole = declared[2] == ALL and not is_subgroup(population)
    return (
        terms.is_a("end-point", notation, declared[0])
        and may_agree(assessor, declared[1])
        and (is_whole or same_population(population, declared[2]))
    )


def declared_role(
    end_points: Sequence[MergedEndPoint], analysis: Analysis, population: str
) -> tuple[EndPointRole | None, MergedEndPoint | None]:
    """Return the role of an analysis' end point, and the declaration that gives it.

    A declaration for another assessor or population gives no role: that
    analysis is not the one planned.

    Args:
        end_points: of the trial.
        analysis: of one of them.
        population: of the analysis, as the plan names it.
    """
    for one in end_points:
        if (
            one.notation == analysis.end_point
            and same_population(one.population, population)
            and may_agree(one.assessor, analysis.estimate.assessor)
            and one.declared
        ):
            return one.role, one
    return None, None
