"""Names trials that were joined: a number, else an acronym, else a document."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from trialgraph import names
from trialgraph.evidence.groups import Groups
from trialgraph.evidence.links import Link, Place, gathered, link
from trialgraph.evidence.trials import Mention, TrialIdentity
from trialgraph.names.registries import canonical, rank, registry


def identities(groups: Groups) -> tuple[TrialIdentity, ...]:
    """Return the trials; a number names the first group that has it, settled ones first."""
    taken: set[str] = set()
    found = []
    for members in sorted(groups.all(), key=lambda group: _precedence(groups, group)):
        identity = _identity(groups, members, taken)
        if identity is not None:
            taken.add(identity.name)
            found.append(identity)
    return tuple(sorted(found, key=lambda one: one.name))


def _precedence(groups: Groups, members: Sequence[int]) -> tuple[object, ...]:
    """Return where a group stands among those that may take a name."""
    ranks = [rank(key) for one in members for key in groups.keys[one]]
    is_settled = any(groups.is_settled(one) and groups.keys[one] for one in members)
    is_reported = groups.is_reported(members[0])
    return not is_settled, not ranks, min(ranks, default=(0, "")), not is_reported, members[0]


def _identity(groups: Groups, members: Sequence[int], taken: set[str]) -> TrialIdentity | None:
    """Return one trial; ``None`` for one that is mentioned without a name."""
    mentions = [groups.mentions[one] for one in members]
    name = next((one for one in candidates(mentions) if one not in taken), "")
    if not name:
        return None
    label = _called(mentions) or _title(mentions[0]) or name
    return TrialIdentity(name, label, tuple(mentions), _links(groups, members))


def candidates(mentions: Sequence[Mention]) -> list[str]:
    """Return what may name a trial, the best name first.

    A trial that reports without any name, or whose names are other trials', is named
    by its document; so is a report of several trials, which none of their numbers names,
    and what a decision takes out of the trial whose names it prints.
    """
    naming = [one for one in _numbers(mentions) if registry(one)]
    own = [one.document for one in mentions if one.trial.role != "mentions" or one.denied]
    if any(one.names_one_study for one in mentions):
        found = [*naming, names.slug(_called(mentions)), *own]
    else:
        found = [*own, *naming]
    return [one for one in found if one]


def _numbers(mentions: Iterable[Mention]) -> list[str]:
    """Return registration numbers in the order of registries."""
    return sorted({canonical(n.value) for m in mentions for n in m.registrations}, key=rank)


def _called(mentions: Sequence[Mention]) -> str:
    """Return the acronym that occurs most often, else a number, the registries' first."""
    acronyms = [one.printed_acronym for one in mentions if one.printed_acronym]
    organisation = sorted({n.value for m in mentions for n in m.organisation_ids})
    return _commonest(acronyms) or next(iter([*_numbers(mentions), *organisation]), "")


def _title(mention: Mention) -> str:
    """Return what the document is called, empty where it has no title of its own trial."""
    title = mention.reading.bibliography.title
    return (
        title.value if title and not (mention.denied and mention.trial.role == "mentions") else ""
    )


def _commonest(words: list[str]) -> str:
    """Return the word that occurs most often; among equals the first in the alphabet."""
    return min(words, key=lambda word: (-words.count(word), word), default="")


def _links(groups: Groups, members: Sequence[int]) -> tuple[Link, ...]:
    """Return every name that two documents of a group share, and the other reasons for it."""
    shared: dict[tuple[str, str], list[Place]] = defaultdict(list)
    for one in members:
        mention = groups.mentions[one]
        for key, place in groups.keys[one].items():
            shared["registration", key].append(place)
        for key, place in mention.organisation_keys.items():
            shared["organisation id", key].append(place)
        if mention.acronym:
            shared["acronym", mention.acronym].append(mention.place)
    found = [link(rule, key, places) for (rule, key), places in sorted(shared.items())]
    told = [one for one in found if len(one.documents) > 1]
    return gathered([*told, *groups.links(members[0])])
