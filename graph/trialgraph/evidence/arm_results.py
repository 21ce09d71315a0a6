"""Values by arm of a trial (medians, rates), each once."""

from collections.abc import Mapping, Sequence

from trialgraph import names
from trialgraph.evidence.analyses import end_point_notation
from trialgraph.evidence.arms import MergedArm
from trialgraph.evidence.judging import Judged
from trialgraph.evidence.populations import ALL, is_subgroup, population_name, same_population
from trialgraph.evidence.publications import Publication
from trialgraph.evidence.trials import Mention, TrialIdentity
from trialgraph.model.result import ArmValue
from trialgraph.model.text import Number
from trialgraph.model.values import dataclass
from trialgraph.names import Iri
from trialgraph.rdf.places import fact
from trialgraph.terms.index import TermIndex


@dataclass(frozen=True, slots=True)
class ReportedValue:
    """A value of one arm in one place of one document."""

    mention: Mention
    arm: MergedArm
    value: ArmValue
    end_point: str

    @property
    def node(self) -> Iri:
        """Return the reported value's IRI: named by its own place and its arm's."""
        described = self.arm.in_document(self.mention.document)
        spans = [self.value.span] + ([described.span] if described else [])
        return fact(self.mention.document, "arm-value", *spans)

    @property
    def population(self) -> str:
        """Return the population, ``all`` for everyone randomised."""
        return population_name(self.value.population)


@dataclass(frozen=True, slots=True)
class ArmResult:
    """A value of one arm at one analysis.

    Attributes:
        results: the comparisons it belongs to.
    """

    value: ReportedValue
    supports: tuple[ReportedValue, ...]
    results: tuple[Judged, ...]

    @property
    def key(self) -> tuple[str, ...]:
        """Return the words that name the value within its trial."""
        one = self.value.value
        printed = one.value.printed if isinstance(one.value, Number) else str(one.value)
        population = "" if self.value.population == ALL else self.value.population
        words = (
            self.value.arm.label,
            self.value.end_point,
            one.kind,
            one.assessor or "",
            population,
            one.at,
            one.stage or "",
            printed,
        )
        return tuple(names.slug(word) for word in words if names.slug(word))

    @property
    def is_current(self) -> bool:
        """Tell whether it stands beside a current estimate."""
        return any(one.is_current for one in self.results)


def arm_results(
    trial: TrialIdentity,
    arms: Sequence[MergedArm],
    judged: Sequence[Judged],
    held: Mapping[str, Publication],
    terms: TermIndex,
) -> tuple[ArmResult, ...]:
    """Return the values by arm of a trial, by key; documents of one publication say them once."""
    printed = {name: one.key for name, one in held.items()}
    groups: list[list[ReportedValue]] = []
    for value in _reported(trial, arms, terms):
        own = printed.get(value.mention.document)
        home = next(
            (
                group
                for group in groups
                if printed.get(group[0].mention.document) == own
                and all(_is_same(one, value) for one in group)
            ),
            None,
        )
        if home is None:
            groups.append([value])
        else:
            home.append(value)
    found = [ArmResult(group[0], tuple(group), _results(group, judged)) for group in groups]
    return tuple(sorted(found, key=lambda one: (one.key, one.value.mention.document)))


def _reported(
    trial: TrialIdentity, arms: Sequence[MergedArm], terms: TermIndex
) -> list[ReportedValue]:
    """Return all values whose arm is known, the fullest print of each document first."""
    found = []
    for mention in trial.with_role("reports"):
        ordered = sorted(
            mention.reading.arm_values,
            key=lambda one: (one.assessor is None, one.interval is None, one.span),
        )
        for value in ordered:
            arm = next((a for a in arms if a.is_called(value.arm, mention.document)), None)
            end_point = end_point_notation(value.end_point, terms)
            # Follow-up, exposure and rows such as "missing" are values of no end point.
            if arm is not None and terms.get("end-point", end_point):
                found.append(ReportedValue(mention, arm, value, end_point))
    return found


def _is_same(one: ReportedValue, other: ReportedValue) -> bool:
    """Tell whether two prints of one publication are of one value."""
    left, right = one.value, other.value
    return (
        one.arm is other.arm
        and one.end_point == other.end_point
        and same_population(one.population, other.population)
        and (left.kind, left.unit) == (right.kind, right.unit)
        and _number(left) == _number(right)
        and all(
            not a or not b or a == b
            for a, b in (
                (left.assessor, right.assessor),
                (left.at, right.at),
                (left.stage, right.stage),
            )
        )
    )


def _number(value: ArmValue) -> object:
    """Return what is compared of a value: its number or its absence."""
    return value.value.value if isinstance(value.value, Number) else value.value


def _results(group: Sequence[ReportedValue], judged: Sequence[Judged]) -> tuple[Judged, ...]:
    """Return the comparisons of the same document that a value belongs to."""
    return tuple(one for one in judged if any(_belongs(value, one) for value in group))


def _are_alike(one: str, other: str) -> bool:
    """Tell whether a median and a comparison may be of the same patients.

    Those with a response or with a review are often named beside one of the two only.
    """
    return same_population(one, other) or not (is_subgroup(one) or is_subgroup(other))


def _belongs(value: ReportedValue, judged: Judged) -> bool:
    """Tell whether a value stands beside a comparison."""
    analysis, printed = judged.analysis, value.value
    if analysis.comparison is None:
        return False
    pair = (analysis.comparison.experimental, analysis.comparison.comparator)
    documents = {support.mention.document for support in analysis.supports}
    return (
        value.mention.document in documents
        and value.arm in pair
        and analysis.end_point == value.end_point
        and _are_alike(analysis.population, value.population)
        and printed.assessor in {None, analysis.estimate.assessor}
        and printed.stage in {None, analysis.estimate.stage}
        and printed.at == analysis.estimate.at
    )
