"""Applies what people decided to the groups of mentions: joins first, splits against all rules.

A decision names trials as they are named, so it holds for documents that come later:
what is meant by a name is every mention that would bear it alone. Where decisions
contradict each other, what is to be kept apart is kept apart.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from trialgraph.evidence.decisions import Decided, Join, Split
from trialgraph.evidence.groups import Apart, Groups
from trialgraph.evidence.links import Place, link
from trialgraph.evidence.naming import candidates, identities
from trialgraph.evidence.trials import Mention
from trialgraph.model.values import dataclass
from trialgraph.names import Iri
from trialgraph.names.registries import key as registration_key

Key = tuple[str, int]
Pair = tuple[Key, Key]
Joined = Callable[[Sequence[Mention], Apart], Groups]
"""Joins mentions by decisions and rules, but for pairs that are to be kept apart."""

RULE = "decided"


@dataclass(frozen=True, slots=True)
class Denial:
    """A mention to which a split denies a trial, or one number only.

    Attributes:
        is_leaving: false where it stays in the trial and loses the number.
    """

    decision: Iri
    split: Split
    key: Key
    is_leaving: bool


def join_as_decided(groups: Groups, decided: Decided) -> None:
    """Join the trials of which a person says that they are one."""
    joins = [(act.trials, decision) for decision, act in decided.items() if isinstance(act, Join)]
    bearers = Bearers(groups.mentions if joins else ())
    for trials, decision in sorted(joins):
        _join(groups, [bearers.of(one) for one in trials], (trials, decision))


def _join(groups: Groups, sides: list[list[int]], why: tuple[tuple[str, str], Iri]) -> None:
    """Join two trials if both are held and no split forbids it."""
    members = [one for side in sides for one in side]
    if all(sides) and groups.are_kept_together(members):
        trials, decision = why
        places = [groups.mentions[one].place for one in members]
        groups.join(members, link(RULE, " and ".join(trials), places, decision))


class Bearers:
    """Which mentions are meant by the name of a trial."""

    def __init__(self, mentions: Sequence[Mention]) -> None:
        self._first: dict[str, list[int]] = {}
        self._other: dict[str, list[int]] = {}
        for number, mention in enumerate(mentions):
            for place, name in enumerate(candidates([mention])):
                is_first = place == 0 and (mention.names_one_study or name == mention.document)
                found = self._first if is_first else self._other
                found.setdefault(name, []).append(number)

    def of(self, name: str) -> list[int]:
        """Return the mentions that would bear the name alone, else those that might."""
        return self._first.get(name) or self._other.get(name, [])


def split_as_decided(mentions: Sequence[Mention], decided: Decided, joined: Joined) -> Groups:
    """Return the groups of mentions with those taken out that a person splits off.

    A split-off mention keeps no name of the trial that it is not of. What it had drawn
    into that trial goes with it; all others stay where they would be without it.
    """
    groups = first = joined(mentions, ())
    splits = {one: act for one, act in decided.items() if isinstance(act, Split)}
    denials: set[Denial] = set()
    apart: set[Pair] = set()
    # What is split off one trial may fall to another that it was split off, too, or the
    # name may fall to what it is joined with for other reasons.
    while True:
        found = _denials(groups, splits)
        together = _together(groups, found & denials)
        if found <= denials and together <= apart:
            break
        denials |= found
        apart |= together
        groups = _kept_apart(first, denials, joined, apart)
    _explain(groups, denials)
    return groups


def _together(groups: Groups, denials: Iterable[Denial]) -> set[Pair]:
    """Return what stands in one trial although the first of the two leaves it."""
    at = {one.key: number for number, one in enumerate(groups.mentions)}
    return {
        (denial.key, mention.key)
        for denial in denials
        if denial.is_leaving
        for number, mention in enumerate(groups.mentions)
        if mention.key != denial.key and groups.root(number) == groups.root(at[denial.key])
    }


def _of_trial(groups: Groups, name: str) -> list[int]:
    """Return all mentions of the trials that a name means, and of the one that bears it now."""
    roots = set(groups.roots(Bearers(groups.mentions).of(name)))
    bearing = {
        mention.key for one in identities(groups) if one.name == name for mention in one.mentions
    }
    return [
        number
        for number, mention in enumerate(groups.mentions)
        if groups.root(number) in roots or mention.key in bearing
    ]


def _denials(groups: Groups, splits: Mapping[Iri, Split]) -> set[Denial]:
    """Return what splits deny to mentions that stand in their trials."""
    return {
        Denial(decision, split, mention.key, _is_leaving(mention, split))
        for decision, split in splits.items()
        for mention in (groups.mentions[one] for one in _of_trial(groups, split.trial))
        if split.document == mention.document
        or registration_key(split.registration) in mention.keys
    }


def _is_leaving(mention: Mention, split: Split) -> bool:
    """Tell whether a mention leaves the trial; one with a better number only loses the other."""
    return not split.registration or candidates([mention])[:1] == [split.registration]


def _kept_apart(
    first: Groups, denials: Iterable[Denial], joined: Joined, apart: Iterable[Pair]
) -> Groups:
    """Return the groups with what leaves a trial kept out of it.

    Args:
        first: groups as they are without splits.
        denials: what leaves, and which numbers are no trial's.
        joined: gives groups.
        apart: what is kept apart besides.
    """
    leaving = {one.key for one in denials if one.is_leaving}
    lost: dict[Key, frozenset[str]] = {}
    for one in denials:
        if not one.is_leaving:
            lost[one.key] = lost.get(one.key, frozenset()) | {registration_key(one.split.apart)}
    staying = [
        replace(one, denied=lost.get(one.key, frozenset()))
        for one in first.mentions
        if one.key not in leaving
    ]
    rest = joined(staying, ())
    names, pairs = dict(lost), set(apart)
    for one in (each for each in denials if each.is_leaving):
        others = _others(rest, first, one)
        theirs = frozenset(name for other in others for name in _names(other))
        denied = theirs | {registration_key(one.split.trial), one.split.trial.casefold()}
        names[one.key] = names.get(one.key, frozenset()) | denied
        pairs |= {(one.key, other.key) for other in others}
    denied_to = [replace(one, denied=names.get(one.key, frozenset())) for one in first.mentions]
    at = {one.key: number for number, one in enumerate(first.mentions)}
    return joined(denied_to, [(at[one], at[other]) for one, other in pairs])


def _others(rest: Groups, first: Groups, leaving: Denial) -> list[Mention]:
    """Return what stays in a trial; where nothing does, all else that was in it before."""
    staying = [rest.mentions[one] for one in _of_trial(rest, leaving.split.trial)]
    before = [first.mentions[one] for one in _of_trial(first, leaving.split.trial)]
    return staying or [one for one in before if one.key != leaving.key]


def _names(mention: Mention) -> Iterable[str]:
    """Return what a mention is called, as names are compared."""
    return (*mention.keys, *mention.organisation_keys, *([mention.acronym] * bool(mention.acronym)))


def _explain(groups: Groups, denials: Iterable[Denial]) -> None:
    """Keep the decisions that took something out of a trial as reasons."""
    at = {one.key: number for number, one in enumerate(groups.mentions)}
    for one in sorted(denials, key=lambda one: (one.decision, one.key)):
        mention = groups.mentions[at[one.key]]
        shared = f"{one.split.apart} apart from {one.split.trial}"
        why = link(RULE, shared, [_denied_place(mention, one.split)], one.decision)
        groups.explain(at[one.key], replace(why, is_apart=True))


def _denied_place(mention: Mention, split: Split) -> Place:
    """Return where the number stands that is split off, else the mention."""
    printed = replace(mention, denied=frozenset()).keys
    return printed.get(registration_key(split.registration), mention.place)
