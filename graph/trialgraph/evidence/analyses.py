"""Estimates of a trial, each analysis once, however many places and documents print it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, replace

from trialgraph import names
from trialgraph.evidence.arms import MergedArm
from trialgraph.evidence.comparisons import MergedComparison
from trialgraph.evidence.estimands import strategy, time_point
from trialgraph.evidence.pairs import arms_of, oriented
from trialgraph.evidence.populations import ALL, is_of_no_arms, population_name, same_population
from trialgraph.evidence.trials import Mention, TrialIdentity
from trialgraph.model.result import Estimate
from trialgraph.model.text import Number, PartialDate
from trialgraph.model.values import dataclass
from trialgraph.names import Iri
from trialgraph.rdf.places import fact
from trialgraph.terms.index import TermIndex
from trialgraph.verdict.same import may_be_same_p, same_estimate

_PARTS = tuple(part.name for part in fields(Estimate))


@dataclass(frozen=True, slots=True)
class Support:
    """An estimate in one place of one document."""

    mention: Mention
    estimate: Estimate

    @property
    def node(self) -> Iri:
        """Return the reported estimate's IRI."""
        return fact(self.mention.document, "estimate", self.estimate.span)

    @property
    def names_arms(self) -> bool:
        """Tell whether the estimate says which arms it holds against each other."""
        return bool(self.estimate.experimental or self.estimate.comparator)


@dataclass(frozen=True, slots=True)
class Analysis:
    """One estimate at one analysis of a trial.

    Attributes:
        estimate: the finest print, completed by what other prints add.
        is_reversed: the numerator is the comparison's comparator.
        supports: where it is printed; the adopted print first.
    """

    comparison: MergedComparison | None
    end_point: str
    estimate: Estimate
    is_reversed: bool
    supports: tuple[Support, ...]

    @property
    def mention(self) -> Mention:
        """Return the document whose print was adopted."""
        return self.supports[0].mention

    @property
    def documents(self) -> frozenset[str]:
        """Return the documents that print it."""
        return frozenset(support.mention.document for support in self.supports)

    @property
    def population(self) -> str:
        """Return the population, ``all`` for everyone randomised."""
        return population_name(self.estimate.population)

    @property
    def key(self) -> tuple[str, ...]:
        """Return the words that name the result within its trial."""
        one = self.estimate
        printed = one.value.printed if isinstance(one.value, Number) else str(one.value)
        population = "" if self.population == ALL else self.population
        words = (
            self.end_point,
            one.measure,
            one.assessor or "",
            population,
            one.at,
            one.adjustment or "",
            one.stage or "",
            printed,
        )
        return tuple(names.slug(word) for word in words if names.slug(word))


def end_point_notation(name: str, terms: TermIndex) -> str:
    """Return the slug of an end point: the concept's where it is known."""
    concept = terms.get("end-point", name) or terms.find("end-point", name)
    return concept.notation if concept else names.slug(name)


def analyses(
    trial: TrialIdentity,
    arms: Sequence[MergedArm],
    comparisons: Sequence[MergedComparison],
    terms: TermIndex,
) -> tuple[Analysis, ...]:
    """Return the analyses of a trial from the documents that report it, by key.

    Numbers that a paper quotes of another trial are left out: they stay what
    the quoting document says.
    """
    groups: list[list[tuple[Support, MergedComparison | None, bool]]] = []
    by_labels = {(one.experimental.label, one.comparator.label): one for one in comparisons}
    supports = list(_supports(trial))
    for support in supports:
        is_told = support.names_arms or not any(_are_unlike(support, one) for one in supports)
        placed = (support, *_placed(support, arms, by_labels if is_told else {}))
        home = next((group for group in groups if _is_same(group, placed, terms)), None)
        if home is None:
            groups.append([placed])
        else:
            home.append(placed)
    found = [_analysis(group, terms) for group in groups]
    return tuple(sorted(found, key=lambda one: (one.key, one.mention.document)))


def _supports(trial: TrialIdentity) -> Iterable[Support]:
    """Yield the trial's own estimates, in the order of documents and places."""
    for mention in trial.own:
        alone = [t for t in mention.reading.trials if t.role in {"reports", "registers"}]
        for estimate in sorted(mention.reading.estimates, key=lambda one: one.span):
            named = trial.called(estimate.trial) if estimate.trial else alone[0] is mention.trial
            if named and not estimate.second_hand:
                yield Support(mention, estimate)


def _are_unlike(one: Support, other: Support) -> bool:
    """Tell whether a document prints two numbers for one question.

    One that names no arms, beside another like it or in the sentence of one that does, may
    be of arms that were not read: it is then not taken for the only comparison's.
    """
    left, right = one.estimate, other.estimate
    parts = ("measure", "end_point", "population", "assessor", "adjustment", "stage", "at")
    return (
        one.mention.node == other.mention.node
        and (not other.names_arms or left.passages == right.passages)
        and all(getattr(left, part) == getattr(right, part) for part in (*parts, "hypothesis"))
        and isinstance(left.value, Number)
        and isinstance(right.value, Number)
        and not same_estimate(left.value, left.interval, right.value, right.interval)
    )


def _placed(
    support: Support,
    arms: Sequence[MergedArm],
    comparisons: Mapping[tuple[str, str], MergedComparison],
) -> tuple[MergedComparison | None, bool]:
    """Return the comparison of an estimate, and whether it is printed the other way round.

    An estimate of a report that names no arms is of the trial's only comparison, unless its
    patients say that it compares what nobody was randomised to. A
    registry's record names no arms where it leaves open which is held against which.
    """
    one = support.estimate
    pair = arms_of(support.mention, arms, one.experimental, one.comparator)
    if pair is None:
        is_report = support.mention.trial.role == "reports"
        is_open = is_report and not support.names_arms and not is_of_no_arms(one.population)
        only = len(comparisons) == 1 and is_open
        return (next(iter(comparisons.values())) if only else None), False
    left, right = oriented(pair)
    found = comparisons.get((left.label, right.label)) or comparisons.get((right.label, left.label))
    numerator = left if found is None else found.experimental
    return found, numerator is not pair[0]


Placed = tuple[Support, MergedComparison | None, bool]


def _is_same(group: Sequence[Placed], placed: Placed, terms: TermIndex) -> bool:
    """Tell whether an estimate is one already met."""
    support, comparison, is_reversed = placed
    return all(
        (comparison, is_reversed) == (other_comparison, turned)
        and _agree(other.estimate, support.estimate, terms)
        and (
            _is_posted_once(other, support)
            if other.mention.document == support.mention.document
            else _is_same_analysis(other, support)
        )
        for other, other_comparison, turned in group
    )


def _is_posted_once(one: Support, other: Support) -> bool:
    """Tell whether equal numbers in one document may be of one analysis.

    A registry posts each analysis once, with its method; a paper may print the ratio of
    a model and the p of a test beside each other.
    """
    is_record = one.mention.trial.role == "registers"
    return not is_record or may_agree(one.estimate.model, other.estimate.model)


def _agree(one: Estimate, other: Estimate, terms: TermIndex) -> bool:
    """Tell whether two prints may be of one estimate: equal numbers, no printed part differs."""
    return (
        one.measure == other.measure
        and end_point_notation(one.end_point, terms) == end_point_notation(other.end_point, terms)
        and same_population(one.population, other.population)
        and may_agree(one.assessor, other.assessor)
        and may_agree(one.adjustment, other.adjustment)
        and may_agree(one.stage, other.stage)
        and may_agree(time_point(one.at), time_point(other.at))
        and strategy(one) == strategy(other)
        and _may_test_the_same(one, other)
        and same_estimate(one.value, one.interval, other.value, other.interval)
        and may_be_same_p(one.p, other.p)
    )


def _may_test_the_same(one: Estimate, other: Estimate) -> bool:
    """Tell whether two prints may be of one hypothesis.

    A print that speaks of no margin may be of a test against one, unless it prints the
    p of superiority.
    """
    without = [x for x in (one, other) if x.hypothesis == "superiority"]
    is_open = all(x.p is None or x.p.tests != "superiority" for x in without)
    return one.hypothesis == other.hypothesis or (len(without) == 1 and is_open)


def may_agree(one: object, other: object) -> bool:
    """Tell whether two parts are equal, or one of them is not printed."""
    return not one or not other or one == other


def _is_same_analysis(one: Support, other: Support) -> bool:
    """Tell whether equal numbers in two documents may come from one analysis."""
    follow_up = [
        number.value
        for support in (one, other)
        if (number := follow_up_months(support)) is not None
    ]
    return len(set(follow_up)) <= 1 and may_agree(
        *(date.iso if (date := data_cutoff(support)) else "" for support in (one, other))
    )


def follow_up_months(support: Support) -> Number | None:
    """Return the median follow-up of an analysis, else of its document."""
    return support.estimate.follow_up_months or support.mention.trial.follow_up_months


def data_cutoff(support: Support) -> PartialDate | None:
    """Return the data cut-off of an analysis, else of its document."""
    return support.estimate.data_cutoff or support.mention.trial.dates.data_cutoff


def _analysis(group: Sequence[Placed], terms: TermIndex) -> Analysis:
    """Return one analysis; its adopted print is the finest and fullest."""
    ordered = sorted(group, key=lambda placed: _fineness(placed[0]))
    supports = tuple(placed[0] for placed in ordered)
    estimate = _completed([support.estimate for support in supports])
    _, comparison, is_reversed = ordered[0]
    end_point = end_point_notation(estimate.end_point, terms)
    return Analysis(comparison, end_point, estimate, is_reversed, supports)


def _fineness(support: Support) -> tuple[object, ...]:
    """Return a key that puts more decimals first, then more parts, then the earlier place."""
    one = support.estimate
    decimals = one.value.decimals if isinstance(one.value, Number) else 0
    parts = sum(part is not None for part in (one.interval, one.p, one.authors_say, one.boundary))
    return (-decimals, -parts, support.mention.document, one.span)


def _completed(prints: Sequence[Estimate]) -> Estimate:
    """Return the first print, its empty parts filled from the others."""
    margins = [one.hypothesis for one in prints if one.hypothesis != "superiority"]
    adopted = replace(prints[0], hypothesis=margins[0]) if margins else prints[0]
    if len(prints) == 1:
        return adopted
    empty = [name for name in _PARTS if getattr(adopted, name) in (None, (), "")]
    filled = {
        name: told[0]
        for name in empty
        if (told := [value for one in prints if (value := getattr(one, name))])
    }
    return replace(adopted, **filled)
