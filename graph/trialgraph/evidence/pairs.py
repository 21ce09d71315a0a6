"""Which arms of a trial are held against each other: those that its documents compare.

No pair is invented. Estimates name their arms; a document that states roles compares each
experimental arm with each control, unless several controls belong to several assignments.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import combinations, product

from trialgraph.evidence.arms import MergedArm
from trialgraph.evidence.regimen_words import USUAL_CARE_ARM
from trialgraph.evidence.regimens import Components, given
from trialgraph.evidence.trials import Mention
from trialgraph.terms.index import TermIndex

Pair = tuple[MergedArm, MergedArm]

_TWO = 2
_FOUR = 4
_CONTROL = re.compile(
    r"(?i)\b(?:controls?|placebo|sham|observation|no (?:treatment|therapy|intervention)|untreated"
    r"|wait(?:ing)?[- ]?list)\b"
)
_PART = re.compile(
    r"(?i)\b(part|cohort|stage|phase|period|module|randomi[sz]ation|substudy)\s*"
    r"([0-9]{1,2}|[ivx]{1,4}|[a-f])\b"
)


def arms_of(
    mention: Mention, arms: Sequence[MergedArm], experimental: str | None, comparator: str | None
) -> Pair | None:
    """Return the merged arms that two labels of one document mean; ``None`` when unclear."""
    left, right = (_named(mention, arms, label) for label in (experimental, comparator))
    if left is None or right is None or left is right:
        return None
    return left, right


def _named(mention: Mention, arms: Sequence[MergedArm], label: str | None) -> MergedArm | None:
    """Return the merged arm that a document's label means."""
    return next((arm for arm in arms if arm.is_called(label, mention.document)), None)


def oriented(pair: Pair) -> Pair:
    """Return the pair with the experimental arm first, where roles say which it is."""
    left, right = pair
    is_turned = left.role == "control" and right.role == "experimental"
    return (right, left) if is_turned else (left, right)


def compared_pairs(mention: Mention, arms: Sequence[MergedArm], terms: TermIndex) -> list[Pair]:
    """Return the pairs of arms that one document compares."""
    told = [oriented(pair) for pair in _of_estimates(mention, arms)]
    stated = [oriented(pair) for pair in _as_stated(mention, arms)]
    described = _Described(mention, arms, terms)
    if not stated and not told:
        stated = described.by_role()
    # Where estimates name their arms, they tell which steps of a factorial trial were compared.
    steps = [] if told else described.factorial()
    return [*told, *described.sure(stated), *steps]


def _of_estimates(mention: Mention, arms: Sequence[MergedArm]) -> Iterable[Pair]:
    """Yield the pairs that the document's own estimates name."""
    for one in mention.reading.estimates:
        if one.experimental and one.comparator and not one.second_hand:
            pair = arms_of(mention, arms, one.experimental, one.comparator)
            if pair is not None:
                yield pair


def _as_stated(mention: Mention, arms: Sequence[MergedArm]) -> Iterable[Pair]:
    """Yield the pairs that the reading of the document states."""
    for one in mention.trial.comparisons:
        pair = arms_of(mention, arms, one.experimental, one.comparator)
        if pair is not None:
            yield pair


class _Described:
    """The arms of one document with their regimens."""

    def __init__(self, mention: Mention, arms: Sequence[MergedArm], terms: TermIndex) -> None:
        here = {
            arm.label: described for arm in arms if (described := arm.in_document(mention.document))
        }
        self._arms = {arm.label: arm for arm in arms if arm.label in here}
        self._here = here
        self._regimens = {label: frozenset(given(arm, terms)) for label, arm in here.items()}

    def by_role(self) -> list[Pair]:
        """Return each experimental arm with each control, by role or else by name."""
        controls = self._controls()
        tried = [label for label in self._here if label not in controls]
        if not any(self._arms[label].role == "control" for label in controls):
            controls = controls if len(controls) == 1 else []
        firm = [label for label in tried if self._arms[label].role == "experimental"]
        return [
            (self._arms[left], self._arms[right])
            for left, right in product(firm or tried, controls)
        ]

    def _controls(self) -> list[str]:
        """Return the controls: by role; else what a name or the lack of any drug says."""
        by_role = [label for label in self._here if self._arms[label].role == "control"]
        if by_role:
            return by_role
        bare = [
            label
            for label, regimen in self._regimens.items()
            if not regimen and self._here[label].interventions
        ]
        named = [label for label in self._here if _is_control(label) and label not in bare]
        unclear = [label for label in self._here if self._arms[label].role == "unclear"]
        alone = unclear if len(unclear) == 1 and len(self._here) == _TWO else []
        return bare or named or alone

    def sure(self, pairs: Sequence[Pair]) -> list[Pair]:
        """Return the pairs of arms that one assignment may have made.

        Arms of two parts of a trial are none. Where each arm has a control of its own
        name, that is its control. Where different treatments stand beside different
        controls, only those that are each other's nearest are a pair.
        """
        within = [pair for pair in pairs if _same_part(*(one.label for one in pair))]
        within = _of_like_names(within) or within
        tried = {self._regimen(left) for left, _ in within}
        controls = {regimen for _, right in within if (regimen := self._regimen(right))}
        if len(tried) < _TWO or len(controls) < _TWO:
            return within
        return [pair for pair in within if self._is_nearest(pair, within)]

    def _regimen(self, arm: MergedArm) -> Components:
        return self._regimens.get(arm.label, frozenset())

    def _is_nearest(self, pair: Pair, pairs: Sequence[Pair]) -> bool:
        """Tell whether two arms share something, and no pair of either differs as little."""
        own = self._distance(pair)
        rivals = [
            other
            for other in pairs
            if other != pair and (other[0] is pair[0] or other[1] is pair[1])
        ]
        shared = self._regimen(pair[0]) & self._regimen(pair[1])
        return bool(shared) and all(self._distance(other) > own for other in rivals)

    def _distance(self, pair: Pair) -> int:
        return len(self._regimen(pair[0]) ^ self._regimen(pair[1]))

    def factorial(self) -> list[Pair]:
        """Return the pairs of a two-by-two trial: each factor alone, and both, step by step.

        Four arms are one where a regimen, two more treatments and both together are given.
        """
        distinct = {regimen: label for label, regimen in self._regimens.items()}
        if len(self._here) != _FOUR or len(distinct) != _FOUR:
            return []
        base, *middle, top = sorted(distinct, key=len)
        first, second = middle
        is_square = (
            base < first and base < second and first | second == top and first & second == base
        )
        if not is_square:
            return []
        named = {regimen: self._arms[label] for regimen, label in distinct.items()}
        return [
            (named[more], named[less])
            for less, more in combinations((base, first, second, top), 2)
            if less < more
        ]


def _is_control(label: str) -> bool:
    """Tell whether an arm's name says that nothing is tried in it."""
    return (_CONTROL.search(label) or USUAL_CARE_ARM.search(label)) is not None


def _same_part(left: str, right: str) -> bool:
    """Tell whether two names of arms do not say that they belong to two parts of a trial."""
    ours, theirs = (
        {match[1].casefold(): match[2].casefold() for match in _PART.finditer(label)}
        for label in (left, right)
    )
    return all(theirs.get(kind, number) == number for kind, number in ours.items())


def _of_like_names(pairs: Sequence[Pair]) -> list[Pair]:
    """Return for each of several arms the one control whose name is most like its own.

    None, unless each arm has such a control, and no two arms the same one.
    """
    likest: list[Pair] = []
    lefts = list({left.label: left for left, _ in pairs}.values())
    for arm in lefts:
        own = [
            (len(_words(left) & _words(right)), (left, right))
            for left, right in pairs
            if left is arm
        ]
        most = max(count for count, _ in own)
        likest += [pair for count, pair in own if count == most]
    controls = {right.label for _, right in pairs}
    is_one_each = len(likest) == len(lefts) == len({right.label for _, right in likest})
    return likest if is_one_each and len(controls) == len(lefts) >= _TWO else []


def _words(arm: MergedArm) -> frozenset[str]:
    """Return the words of an arm's name."""
    return frozenset(re.findall(r"\w+", arm.label.casefold()))
