"""What a trial compares: two arms, and the difference of their regimens, by its kind."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Literal

from trialgraph.evidence.arms import MergedArm
from trialgraph.evidence.intensity import ORDER, ROUTE, Variation, by_names, variations
from trialgraph.evidence.pairs import Pair, compared_pairs
from trialgraph.evidence.regimens import (
    CHOICE,
    NAME,
    Components,
    Difference,
    difference,
    of_name,
    regimen_difference,
)
from trialgraph.evidence.trials import Mention, TrialIdentity
from trialgraph.model.trial import Arm, Comparison
from trialgraph.model.values import dataclass
from trialgraph.terms.index import TermIndex

DifferenceKind = Literal[
    "add_on",
    "joint_add_on",
    "replacement",
    "withdrawal",
    "intensity_change",
    "route_change",
    "sequence_change",
    "class_overlap",
    "no_difference",
]

_NOTHING_GIVEN = frozenset({"NO_INTERVENTION"})


@dataclass(frozen=True, slots=True)
class MergedComparison:
    """Two arms of a trial and the difference of their regimens.

    Attributes:
        varied: in what shared treatments are given otherwise, and which.
        added_classes: those that the one added drug falls in.
    """

    experimental: MergedArm
    comparator: MergedArm
    difference: Difference
    varied: frozenset[Variation] = frozenset()
    added_classes: tuple[str, ...] = ()

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

    @property
    def kind(self) -> DifferenceKind | None:
        """Return how the regimens differ; ``None`` where no document describes them."""
        return _kind(self.difference, frozenset(way for way, _ in self.varied))


def _kind(found: Difference, varied: frozenset[str]) -> DifferenceKind | None:
    """Return the kind of a difference; what is added or removed outweighs how it is given."""
    by_sets: DifferenceKind | None = None
    if found.added:
        by_sets = "replacement" if found.removed else _added(found.added)
    elif found.removed:
        by_sets = "withdrawal"
    elif found.met:
        by_sets = "class_overlap"
    elif found.shared or varied:
        by_sets = _as_given(varied)
    return by_sets


def _added(added: Components) -> DifferenceKind:
    return "add_on" if len(added) == 1 else "joint_add_on"


def _as_given(varied: frozenset[str]) -> DifferenceKind:
    """Return the kind of a difference between arms of the same treatments."""
    if ORDER in varied:
        return "sequence_change"
    if varied - {ROUTE}:
        return "intensity_change"
    return "route_change" if varied else "no_difference"


def drugs(components: Iterable[str]) -> tuple[str, ...]:
    """Return the components that are concepts, sorted; choice groups are none."""
    return tuple(sorted(one for one in components if one and not one.startswith((CHOICE, NAME))))


def merged_comparisons(
    trial: TrialIdentity, arms: Sequence[MergedArm], terms: TermIndex
) -> tuple[MergedComparison, ...]:
    """Return each comparison of a trial once, by label, whichever way round it is printed."""
    pairs: dict[tuple[str, str], Pair] = {}
    for mention in trial.own:
        for left, right in compared_pairs(mention, arms, terms):
            if (right.label, left.label) not in pairs:
                pairs.setdefault((left.label, right.label), (left, right))
    found = [_turned(_compared(trial, pair, terms)) for pair in pairs.values()]
    return tuple(sorted((_classed(one, terms) for one in found), key=lambda one: one.label))


def _classed(found: MergedComparison, terms: TermIndex) -> MergedComparison:
    """Return a comparison with the classes of the one drug that it adds."""
    alone = found.only_added
    return replace(found, added_classes=terms.classes("drug", alone)) if alone else found


def _turned(found: MergedComparison) -> MergedComparison:
    """Return a comparison with nothing as its comparator, where no document says the roles."""
    told = found.difference
    is_against_nothing = bool(told.removed) and not (told.added or told.shared)
    roles = {found.experimental.role, found.comparator.role}
    if not (is_against_nothing and roles == {"unclear"}):
        return found
    turned = replace(told, added=told.removed, removed=told.added)
    return MergedComparison(found.comparator, found.experimental, turned, found.varied)


def _compared(trial: TrialIdentity, pair: Pair, terms: TermIndex) -> MergedComparison:
    """Return two arms with the difference that most documents describe.

    Each document is compared in its own words only.
    """
    votes = [vote for mention in trial.own if (vote := _in_document(mention, pair, terms))]
    if not votes:
        nothing = Difference(frozenset(), frozenset(), frozenset(), "regimens not described")
        return MergedComparison(*pair, nothing)
    outcomes = [(vote.added, vote.removed) for vote, _ in votes]
    adopted, _ = max(
        votes,
        key=lambda one: (
            outcomes.count((one[0].added, one[0].removed)),
            len(one[0].shared),
            sorted(one[0].shared),
        ),
    )
    return MergedComparison(*pair, adopted, _agreed(adopted, votes))


Vote = tuple[Difference, frozenset[Variation]]


def _agreed(adopted: Difference, votes: Sequence[Vote]) -> frozenset[Variation]:
    """Return what varies by any document that sees the adopted difference."""
    same = (adopted.added, adopted.removed)
    return frozenset[Variation]().union(
        *(varied for vote, varied in votes if (vote.added, vote.removed) == same)
    )


def _in_document(mention: Mention, pair: Pair, terms: TermIndex) -> Vote | None:
    """Return the difference as one document describes it."""
    left, right = (arm.in_document(mention.document) for arm in pair)
    if left is None or right is None:
        return None
    if not (_is_described(left) and _is_described(right)):
        stated = _stated(mention.trial.comparisons, (left, right), terms)
        return None if stated is None else (stated, frozenset())
    found = regimen_difference(left, right, terms)
    varied = variations(left, right, found.shared, terms)
    if not (found.added or found.removed or found.met):
        varied |= by_names(left, right, found.shared)
    return found, varied


def _is_described(arm: Arm) -> bool:
    """Tell whether a document says what an arm gets, if only nothing."""
    return bool(arm.interventions) or arm.registered_type.upper() in _NOTHING_GIVEN


def _stated(
    stated: Sequence[Comparison], pair: tuple[Arm, Arm], terms: TermIndex
) -> Difference | None:
    """Return the difference that a document states without describing both regimens."""
    wanted = tuple(arm.label for arm in pair)
    for one in stated:
        if (one.experimental, one.comparator) == wanted and (one.added or one.removed):
            more, less = (
                frozenset(of_name(name, terms) for name in names)
                for names in (one.added, one.removed)
            )
            told = difference(more, less, terms)
            return Difference(told.added, told.removed, frozenset(), "difference as stated")
    return None
