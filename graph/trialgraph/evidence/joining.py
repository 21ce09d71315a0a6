"""Joins what documents say of trials: one trial, one identity, however many documents.

Registration numbers join first, then a registry's reference to a paper that prints
no number, then numbers that a sponsor gave, and an acronym last: a name alone is weak
evidence. What a person decided comes before all of them. Groups with different numbers
in one registry are never joined by less than a number; a number that a document gives
to another trial stays that trial's.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from trialgraph.evidence.agreement import agreement
from trialgraph.evidence.deciding import join_as_decided, split_as_decided
from trialgraph.evidence.decisions import NOTHING_DECIDED, Decided
from trialgraph.evidence.groups import Apart, Groups
from trialgraph.evidence.links import LINKING, Place, link
from trialgraph.evidence.naming import identities
from trialgraph.evidence.publications import Publication, publications
from trialgraph.evidence.trials import Mention, TrialIdentity
from trialgraph.evidence.wording import folded
from trialgraph.model.reading import TrialDocument
from trialgraph.names.registries import rank, registry_of

Held = Mapping[str, Publication]
"""The publication that each document is, by document."""

_DISTINCTIVE = re.compile(r"(?=.*[a-z])(?=.*\d).{6,}")
"""A sponsor's number that hardly any other sponsor gives, as numbers are compared."""


def identify(
    readings: Iterable[TrialDocument],
    held: Held | None = None,
    decided: Decided = NOTHING_DECIDED,
) -> tuple[TrialIdentity, ...]:
    """Return the trials of a set of documents, by name; their order does not matter.

    Args:
        readings: of all documents.
        held: the publications that they are; found from the readings when not given.
        decided: the joins and splits in force.
    """
    ordered = sorted(readings, key=lambda reading: reading.identifier)
    mentions = [
        Mention(reading, trial, number)
        for reading in ordered
        for number, trial in enumerate(reading.trials)
    ]
    known = publications(ordered) if held is None else held

    def joined(some: Sequence[Mention], apart: Apart) -> Groups:
        groups = Groups(some, apart)
        join_as_decided(groups, decided)
        _join_by_rules(groups, known)
        return groups

    return identities(split_as_decided(mentions, decided, joined))


def _join_by_rules(groups: Groups, known: Held) -> None:
    """Join what the documents show to be one trial, the strongest evidence first."""
    _join_by_registration(groups)
    _join_several_numbers(groups)
    _join_by_publication(groups, known)
    _join_by_reference(groups, known)
    _join_by_organisation(groups)
    _join_by_acronym(groups)


def _by_key(groups: Groups, members: Iterable[int]) -> dict[str, list[int]]:
    """Return which members each number identifies, in the order of registries."""
    found: dict[str, list[int]] = defaultdict(list)
    for one in members:
        for key in groups.telling(one):
            found[key].append(one)
    return dict(sorted(found.items(), key=lambda item: rank(item[0])))


def _join_by_registration(groups: Groups) -> None:
    """Join mentions of one number, unless a registry before its own says they are two trials'."""
    settled = [one for one in range(len(groups.mentions)) if groups.is_settled(one)]
    for key, members in _by_key(groups, settled).items():
        if groups.may_join(members, registry_of(key)):
            groups.join(members)


def _join_several_numbers(groups: Groups) -> None:
    """Join what names several studies of a registry with the one trial that has all these numbers.

    A report of several trials at once, such as a pooled analysis, is none's own: it
    stays apart, be one of the trials held or all of them; its other reports are its own.
    """
    undecided = [one for one in range(len(groups.mentions)) if not groups.is_settled(one)]
    owners = _by_key(groups, sorted(set(range(len(groups.mentions))) - set(undecided)))
    alike: dict[frozenset[str], list[int]] = defaultdict(list)
    for one in undecided:
        if not groups.keys[one]:
            continue
        alike[frozenset(groups.keys[one])].append(one)
        owned = [groups.roots(owners.get(key, ())) for key in groups.keys[one]]
        is_one_trials = len({tuple(roots) for roots in owned}) == 1 and len(owned[0]) == 1
        if is_one_trials and not groups.mentions[one].is_of_several:
            groups.join([one, *owned[0]])
    for members in alike.values():
        groups.join(members)


def _join_by_publication(groups: Groups, held: Held) -> None:
    """Join what documents of one publication report, if each reports one trial."""
    found: dict[str, list[int]] = defaultdict(list)
    for number, mention in enumerate(groups.mentions):
        publication = held.get(mention.document)
        if publication is not None and _reports_alone(mention):
            found[publication.key].append(number)
    for key, members in sorted(found.items()):
        mentions = [groups.mentions[one] for one in members]
        if len(members) > 1 and groups.may_join(members) and _same_acronym(mentions):
            groups.join(members, link("publication", key, [one.place for one in mentions]))


def _reports_alone(mention: Mention) -> bool:
    """Tell whether it is the only trial that its document reports."""
    reported = [one for one in mention.reading.trials if one.role == "reports"]
    return mention.is_first_reported and len(reported) == 1


def _join_by_reference(groups: Groups, held: Held) -> None:
    """Join a paper that prints no number with the one record that refers to it for its results.

    Where numbers joined them before, the reference is one more reason.
    """
    records: dict[str, list[int]] = defaultdict(list)
    for number, mention in enumerate(groups.mentions):
        if mention.trial.role == "registers":
            records[mention.document].append(number)
    for number, mention in enumerate(groups.mentions):
        publication = held.get(mention.document)
        if publication is None or mention.is_of_several or not _reports_alone(mention):
            continue
        found = [
            (record, reference)
            for reference in publication.references
            if reference.citation.type in LINKING
            for record in records.get(reference.document, ())
        ]
        roots = groups.roots(record for record, _ in found)
        if len(roots) == 1 and _is_referred_to(groups, roots[0], number):
            places = [Place(reference.document, reference.node) for _, reference in found]
            why = link("reference of the record to", publication.key, [*places, mention.place])
            groups.join([number, *roots], why)


def _is_referred_to(groups: Groups, record: int, number: int) -> bool:
    """Tell whether a record's reference means the trial that a paper reports."""
    mention = groups.mentions[number]
    members = [*groups.members(record), mention]
    is_free = not mention.registrations and groups.are_kept_together([record, number])
    return groups.root(number) == record or (is_free and _same_acronym(members))


def _same_acronym(mentions: Iterable[Mention]) -> bool:
    """Tell whether no two acronyms differ."""
    return len({one.acronym for one in mentions} - {""}) <= 1


def _join_by_organisation(groups: Groups) -> None:
    """Join mentions of one number that one sponsor gave.

    Sponsors' numbers are short and repeat: where only one document names the
    sponsor, the number itself must be one of a kind.
    """
    found: dict[str, list[int]] = defaultdict(list)
    for one, mention in enumerate(groups.mentions):
        for key in () if mention.is_of_several else mention.organisation_keys:
            found[key].append(one)
    for key, members in sorted(found.items()):
        is_safe = _one_sponsor(groups.mentions[one] for one in members)
        is_named = all(groups.mentions[one].trial.sponsors for one in members)
        if is_safe and (is_named or _DISTINCTIVE.fullmatch(key)) and groups.may_join(members):
            groups.join(members)


def _one_sponsor(mentions: Iterable[Mention]) -> bool:
    """Tell whether all that name sponsors have one in common."""
    named = [{folded(one.name) for one in each.trial.sponsors} for each in mentions]
    told = [sponsors for sponsors in named if sponsors]
    return not told or bool(set.intersection(*told))


def _join_by_acronym(groups: Groups) -> None:
    """Join mentions of one acronym with the trial that it names, if it names one only.

    A document that only mentions the name means the one trial that has it; one that
    reports results must agree with that trial in something else.
    """
    found: dict[str, list[int]] = defaultdict(list)
    for one, mention in enumerate(groups.mentions):
        if mention.acronym and not mention.is_of_several:
            found[mention.acronym].append(one)
    for _, members in sorted(found.items()):
        _join_reports_of_one_name(groups, members)
        roots = groups.roots(members)
        anchors = [root for root in roots if groups.is_registered(root)]
        anchors = anchors or [root for root in roots if groups.is_reported(root)]
        mentioned = [root for root in roots if not _is_anchor(groups, root)]
        if len(anchors) == 1:
            groups.join([*anchors, *mentioned])
        elif mentioned:
            groups.join(mentioned)


def _is_anchor(groups: Groups, root: int) -> bool:
    """Tell whether a group is of a trial that is known by more than the name."""
    return groups.is_registered(root) or groups.is_reported(root)


def _join_reports_of_one_name(groups: Groups, members: Sequence[int]) -> None:
    """Join reports without a number with the one trial of their name that they agree with."""
    for one in members:
        if groups.is_registered(one) or not groups.is_reported(one):
            continue
        others = [
            root
            for root in groups.roots(members)
            if root != groups.root(one) and _is_anchor(groups, root)
        ]
        registered = [root for root in others if groups.is_registered(root)]
        agreed = {
            root: what
            for root in registered or others
            if (what := agreement(groups.members(root), groups.members(one)))
        }
        if len(agreed) == 1:
            ((root, what),) = agreed.items()
            named = groups.mentions[one]
            places = [each.place for each in groups.members(root) if each.acronym == named.acronym]
            why = link(f"acronym and {what}", named.acronym, [*places, named.place])
            groups.join([root, one], why)
