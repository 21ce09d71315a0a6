"""What a trial compares: the difference of two regimens, with placebo as absence."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from trialgraph.evidence.arms import MergedArm, is_absence
from trialgraph.evidence.trials import Mention, TrialIdentity, plain
from trialgraph.model.trial import Arm, Comparison
from trialgraph.terms.index import TermIndex

Components = frozenset[str]
"""Concept slugs; ``choice:a|b`` is one choice group, ``name:...`` a name outside the tables."""

_CHOICE = "choice:"
_NAME = "name:"


@dataclass(frozen=True, slots=True)
class Difference:
    """What the experimental arm gets more, less and alike."""

    added: Components
    removed: Components
    shared: Components
    rule: str


@dataclass(frozen=True, slots=True)
class MergedComparison:
    """Two arms of a trial and the difference of their regimens."""

    experimental: MergedArm
    comparator: MergedArm
    difference: Difference

    @property
    def label(self) -> str:
        """Return the comparison in words."""
        return f"{self.experimental.label} v {self.comparator.label}"

    @property
    def only_added(self) -> str | None:
        """Return the one drug that is added while nothing is removed."""
        added = self.difference.added
        alone = len(added) == 1 and not self.difference.removed
        return next(iter(drugs(added)), None) if alone else None


def drugs(components: Components) -> tuple[str, ...]:
    """Return the components that are concepts, sorted; choice groups are none."""
    return tuple(sorted(one for one in components if not one.startswith((_CHOICE, _NAME))))


def arms_of(
    mention: Mention, arms: Sequence[MergedArm], experimental: str | None, comparator: str | None
) -> tuple[MergedArm, MergedArm] | None:
    """Return the merged arms that two labels of one document mean; ``None`` when unclear."""
    left, right = (_named(mention, arms, label) for label in (experimental, comparator))
    if left is None or right is None or left is right:
        return None
    return left, right


def _named(mention: Mention, arms: Sequence[MergedArm], label: str | None) -> MergedArm | None:
    """Return the merged arm that a document's label means."""
    return next((arm for arm in arms if arm.is_called(label, mention.document)), None)


def oriented(pair: tuple[MergedArm, MergedArm]) -> tuple[MergedArm, MergedArm]:
    """Return the pair with the experimental arm first, where roles say which it is."""
    left, right = pair
    is_turned = left.role == "control" and right.role == "experimental"
    return (right, left) if is_turned else (left, right)


def merged_comparisons(
    trial: TrialIdentity, arms: Sequence[MergedArm], terms: TermIndex
) -> tuple[MergedComparison, ...]:
    """Return each comparison of a trial once, by label."""
    pairs = dict.fromkeys(
        (left.label, right.label) for mention in trial.own for left, right in _pairs(mention, arms)
    )
    by_label = {arm.label: arm for arm in arms}
    found = [
        MergedComparison(
            by_label[left],
            by_label[right],
            _difference(trial, (by_label[left], by_label[right]), terms),
        )
        for left, right in pairs
    ]
    return tuple(sorted(found, key=lambda one: one.label))


def _pairs(mention: Mention, arms: Sequence[MergedArm]) -> Iterable[tuple[MergedArm, MergedArm]]:
    """Yield the pairs of arms that one document compares, else all by role."""
    labels = [(one.experimental, one.comparator) for one in mention.trial.comparisons]
    labels += [
        (one.experimental, one.comparator)
        for one in mention.reading.estimates
        if one.experimental and one.comparator and not one.second_hand
    ]
    told = [pair for pair in (arms_of(mention, arms, *two) for two in labels) if pair]
    if told:
        return [oriented(pair) for pair in told]
    here = [arm for arm in arms if arm.in_document(mention.document)]
    return [
        (left, right)
        for left in here
        for right in here
        if left.role == "experimental" and right.role == "control"
    ]


def _difference(
    trial: TrialIdentity, pair: tuple[MergedArm, MergedArm], terms: TermIndex
) -> Difference:
    """Return the difference that most documents describe; each compares its own words only."""
    votes = [vote for mention in trial.own if (vote := _document_difference(mention, pair, terms))]
    if not votes:
        return Difference(frozenset(), frozenset(), frozenset(), "regimens not described")
    outcomes = [(vote.added, vote.removed) for vote in votes]
    return max(
        votes,
        key=lambda vote: (
            outcomes.count((vote.added, vote.removed)),
            len(vote.shared),
            sorted(vote.shared),
        ),
    )


def _document_difference(
    mention: Mention, pair: tuple[MergedArm, MergedArm], terms: TermIndex
) -> Difference | None:
    """Return the difference as one document describes it."""
    left, right = (arm.in_document(mention.document) for arm in pair)
    if left is None or right is None:
        return None
    if not (left.interventions and right.interventions):
        return _stated_difference(mention.trial.comparisons, (left, right), terms)
    more, less = components(left, terms), components(right, terms)
    return Difference(more - less, less - more, more & less, "difference of regimens")


def _stated_difference(
    stated: Sequence[Comparison], pair: tuple[Arm, Arm], terms: TermIndex
) -> Difference | None:
    """Return the difference that a document states without describing both regimens."""
    wanted = tuple(arm.label for arm in pair)
    for one in stated:
        if (one.experimental, one.comparator) == wanted and (one.added or one.removed):
            added, removed = (
                frozenset(_component(name, terms) for name in names)
                for names in (one.added, one.removed)
            )
            return Difference(added, removed, frozenset(), "difference as stated")
    return None


def components(arm: Arm, terms: TermIndex) -> Components:
    """Return an arm's regimen: drugs, and each choice group as one component."""
    given = [one for one in arm.interventions if not is_absence(one, terms)]
    fixed = {
        one.concept or _component(one.name, terms) for one in given if one.choice_group is None
    }
    groups = {one.choice_group for one in given if one.choice_group is not None}
    choices = {
        _CHOICE
        + "|".join(sorted(one.concept or one.name for one in given if one.choice_group == group))
        for group in groups
    }
    return frozenset(fixed | choices)


def _component(name: str, terms: TermIndex) -> str:
    """Return the concept that a name means, else the name marked as such."""
    concept = terms.find("drug", name)
    return concept.notation if concept else _NAME + plain(name)
