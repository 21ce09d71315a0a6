"""Which trials the documents are about: one trial, one identity, however many documents.

Registration numbers join first. Numbers that a sponsor gave join next, and an
acronym joins only while no two registered trials carry it: a name alone is
weak evidence. A number that a document gives to another trial stays that
trial's, because keys belong to reported trials and not to documents.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from trialgraph import names
from trialgraph.evidence.registries import key as registration_key
from trialgraph.evidence.registries import rank, registry
from trialgraph.model.reading import TrialDocument
from trialgraph.model.trial import Trial
from trialgraph.names import Iri


@dataclass(frozen=True, slots=True)
class Mention:
    """A trial as one document speaks of it; ``number`` counts it within the document."""

    reading: TrialDocument
    trial: Trial
    number: int

    @property
    def document(self) -> str:
        """Return the identifier of the document."""
        return self.reading.identifier

    @property
    def node(self) -> Iri:
        """Return the reported trial's IRI."""
        span = self.trial.span
        return names.fact(self.document, "trial", (span.start, span.end))

    @property
    def keys(self) -> frozenset[str]:
        """Return what identifies the trial by itself."""
        numbers = {f"registration {registration_key(n.value)}" for n in self.trial.registrations}
        given = {f"organisation id {plain(n.value)}" for n in self.trial.organisation_ids}
        return frozenset(numbers | given)

    @property
    def acronym(self) -> str:
        """Return the acronym as it is compared, empty where none is printed."""
        return plain(self.trial.acronym.value) if self.trial.acronym else ""


@dataclass(frozen=True, slots=True)
class TrialIdentity:
    """One trial and all that documents say of it.

    Attributes:
        name: the first registration in the order of registries, else the acronym's slug.
        label: acronym, else registration.
        mentions: in the order of documents.
        evidence: what joins the documents, one sentence a key.
    """

    name: str
    label: str
    mentions: tuple[Mention, ...]
    evidence: tuple[str, ...]

    @property
    def iri(self) -> Iri:
        """Return the trial's IRI."""
        return names.trial(self.name)

    @property
    def registrations(self) -> tuple[str, ...]:
        """Return all numbers, the naming one first."""
        found = {
            registration_key(n.value): n.value for m in self.mentions for n in m.trial.registrations
        }
        return tuple(sorted(found.values(), key=rank))

    @property
    def organisation_ids(self) -> tuple[str, ...]:
        """Return the numbers that sponsors gave."""
        found = {plain(n.value): n.value for m in self.mentions for n in m.trial.organisation_ids}
        return tuple(sorted(found.values()))

    def with_role(self, *roles: str) -> tuple[Mention, ...]:
        """Return the mentions by documents that report, register or mention the trial."""
        return tuple(mention for mention in self.mentions if mention.trial.role in roles)

    @property
    def own(self) -> tuple[Mention, ...]:
        """Return the documents that speak as the trial's own: reports, then records."""
        return (*self.with_role("reports"), *self.with_role("registers"))

    @property
    def documents(self) -> frozenset[str]:
        """Return every document that speaks of the trial."""
        return frozenset(mention.document for mention in self.mentions)

    def called(self, words: str) -> bool:
        """Tell whether words are an acronym or a registration of the trial."""
        return any(
            plain(words) == mention.acronym
            or f"registration {registration_key(words)}" in mention.keys
            for mention in self.mentions
        )


def plain(words: str) -> str:
    """Return words without case, spaces and punctuation, as names are compared."""
    return re.sub(r"[\W_]+", "", words).casefold()


def identify(readings: Iterable[TrialDocument]) -> tuple[TrialIdentity, ...]:
    """Return the trials of a set of documents, by name; their order does not matter."""
    mentions = [
        Mention(reading, trial, number)
        for reading in sorted(readings, key=lambda reading: reading.identifier)
        for number, trial in enumerate(reading.trials)
    ]
    groups = _Groups([bool(mention.trial.registrations) for mention in mentions])
    for members in _by_key(mentions).values():
        groups.join(members)
    _join_by_acronym(mentions, groups)
    identities = [_identity([mentions[one] for one in group]) for group in groups.all()]
    return tuple(sorted((one for one in identities if one), key=lambda one: one.name))


def _by_key(mentions: list[Mention]) -> dict[str, list[int]]:
    """Return which mentions carry each key."""
    found: dict[str, list[int]] = defaultdict(list)
    for index, mention in enumerate(mentions):
        for key in mention.keys:
            found[key].append(index)
    return found


def _join_by_acronym(mentions: list[Mention], groups: "_Groups") -> None:
    """Join mentions of one acronym, unless two differently registered trials carry it."""
    found: dict[str, list[int]] = defaultdict(list)
    for index, mention in enumerate(mentions):
        if mention.acronym:
            found[mention.acronym].append(index)
    for _, members in sorted(found.items()):
        registered = {groups.root(one) for one in members if groups.is_registered(one)}
        ambiguous = registered if len(registered) > 1 else set()
        groups.join([one for one in members if groups.root(one) not in ambiguous])


def _identity(mentions: list[Mention]) -> TrialIdentity | None:
    """Return one trial; ``None`` for one that is mentioned without a name.

    A trial that reports without any name is named by its document.
    """
    numbers = sorted({n.value for m in mentions for n in m.trial.registrations}, key=rank)
    acronyms = [m.trial.acronym.value for m in mentions if m.trial.acronym]
    organisation = sorted({n.value for m in mentions for n in m.trial.organisation_ids})
    label = _commonest(acronyms) or next(iter([*numbers, *organisation]), "")
    own = [m.document for m in mentions if m.trial.role != "mentions"]
    name = next((number for number in numbers if registry(number)), names.slug(label))
    if not name and not own:
        return None
    if not name:
        title = mentions[0].reading.bibliography.title
        name, label = own[0], title.value if title else own[0]
    return TrialIdentity(name, label, tuple(mentions), _evidence(mentions))


def _commonest(words: list[str]) -> str:
    """Return the word that occurs most often; among equals the first in the alphabet."""
    return min(words, key=lambda word: (-words.count(word), word), default="")


def _evidence(mentions: list[Mention]) -> tuple[str, ...]:
    """Return a sentence for each key that two documents share."""
    found: dict[str, set[str]] = defaultdict(set)
    for mention in mentions:
        for key in mention.keys | ({f"acronym {mention.acronym}"} if mention.acronym else set()):
            found[key].add(mention.document)
    return tuple(
        f"{key} in {', '.join(sorted(documents))}"
        for key, documents in sorted(found.items())
        if len(documents) > 1
    )


class _Groups:
    """Disjoint groups of mentions, by their numbers; the least number stands for its group.

    A group is registered as soon as one of its mentions is.
    """

    def __init__(self, registered: list[bool]) -> None:
        self._parent = list(range(len(registered)))
        self._registered = registered

    def root(self, one: int) -> int:
        """Return the number that stands for a group."""
        while self._parent[one] != one:
            one = self._parent[one]
        return one

    def join(self, members: list[int]) -> None:
        """Make one group of the groups of all members."""
        roots = sorted({self.root(one) for one in members})
        for root in roots[1:]:
            self._parent[root] = roots[0]
            self._registered[roots[0]] |= self._registered[root]

    def is_registered(self, one: int) -> bool:
        """Tell whether a mention belongs to a trial with a registration number."""
        return self._registered[self.root(one)]

    def all(self) -> list[list[int]]:
        """Return the groups."""
        found: dict[int, list[int]] = defaultdict(list)
        for one in range(len(self._parent)):
            found[self.root(one)].append(one)
        return list(found.values())
