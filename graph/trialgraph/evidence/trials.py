"""Which trials the documents are about: a trial as one document speaks of it, and as all do.

How mentions are joined into trials stands in ``joining``.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cached_property, lru_cache

from trialgraph import names
from trialgraph.evidence.links import Link, Place
from trialgraph.model.reading import TrialDocument, is_trial
from trialgraph.model.text import Stated
from trialgraph.model.trial import Trial
from trialgraph.model.values import dataclass
from trialgraph.names import Iri
from trialgraph.names.registries import canonical, rank, registry_of
from trialgraph.names.registries import key as registration_key
from trialgraph.rdf.places import fact

_AFTERWARDS = re.compile(
    r"\bpost[- ]?hoc\b|\bunplanned\b|\bretrospective (?:\w+ )?analys[ei]s\b"
    r"|\b(?:exploratory|ancillary|secondary|sub-?group|subset) (?:\w+ )?analys[ei]s (?:of|from)\b",
    re.IGNORECASE,
)
_OF_SEVERAL = re.compile(
    r"\b(?:pooled|integrated|combined) (?:[\w-]+ )*?analys[ie]s\b|\bmeta-?\s?analys[ie]s\b"
    r"|\bsystematic review\b|\bindividual (?:patient|participant) data\b"
    r"|\b(?:two|three|four|five|six|both|[2-9]) (?:[\w-]+ ){0,5}?(?:trials|studies)\b",
    re.IGNORECASE,
)


Numbers = dict[str, set[str]]
"""Registration numbers, as they are compared, by the prefix of their registry."""


@dataclass(frozen=True)
class Mention:
    """A trial as one document speaks of it; ``number`` counts it within the document.

    Attributes:
        denied: names, as they are compared, that a person's decision takes from it: they
            are another trial's.
    """

    reading: TrialDocument
    trial: Trial
    number: int
    denied: frozenset[str] = frozenset()

    @property
    def key(self) -> tuple[str, int]:
        """Return what tells it from all other mentions."""
        return self.document, self.number

    @cached_property
    def document(self) -> str:
        """Return the identifier of the document."""
        return self.reading.identifier

    @cached_property
    def node(self) -> Iri:
        """Return the reported trial's IRI."""
        return fact(self.document, "trial", self.trial.span)

    @property
    def place(self) -> Place:
        """Return the document with the reported trial."""
        return Place(self.document, self.node)

    @cached_property
    def is_first_reported(self) -> bool:
        """Tell whether it is the trial that its document reports, or the first of these."""
        reported = [one for one in self.reading.trials if one.role == "reports"]
        return bool(reported) and reported[0] is self.trial

    @cached_property
    def is_of_several(self) -> bool:
        """Tell whether the title says that the document reports several trials together."""
        title = self.reading.bibliography.title
        pooled = title is not None and _OF_SEVERAL.search(title.value) is not None
        return pooled and self.trial.role == "reports"

    @cached_property
    def is_afterthought(self) -> bool:
        """Tell whether the title says that the document does not report the planned tests."""
        title = self.reading.bibliography.title
        return title is not None and _AFTERWARDS.search(title.value) is not None

    @cached_property
    def registrations(self) -> tuple[Stated, ...]:
        """Return its numbers; those that a bibliographic record lists where it prints none.

        A number that the document gives to another trial stays that trial's.
        """
        printed = self._printed_registrations
        return tuple(one for one in printed if registration_key(one.value) not in self.denied)

    @property
    def _printed_registrations(self) -> tuple[Stated, ...]:
        """Return its numbers, those that a decision takes from it included."""
        if self.trial.registrations or not self.is_first_reported:
            return self.trial.registrations
        others = {
            registration_key(one.value)
            for trial in self.reading.trials
            for one in trial.registrations
        }
        listed = self.reading.bibliography.registrations
        return tuple(one for one in listed if registration_key(one.value) not in others)

    @property
    def names_one_study(self) -> bool:
        """Tell whether it is of one study, as far as its document's title and its numbers say.

        A record's several numbers in a registry are one study's, by the registry's word;
        of another document's, those in the first registry in the order decide.
        """
        if self.trial.role == "registers":
            return True
        numbers = by_registry(self.keys)
        first = min((min(found, key=rank) for found in numbers.values()), key=rank, default="")
        return not self.is_of_several and len(numbers.get(registry_of(first) or first, ())) <= 1

    @cached_property
    def keys(self) -> dict[str, Place]:
        """Return what identifies the trial by itself, with the place that prints it."""
        return {
            registration_key(one.value): Place(
                self.document, fact(self.document, "registration", one.span)
            )
            for one in self.registrations
        }

    @property
    def organisation_keys(self) -> dict[str, Place]:
        """Return the numbers that sponsors gave, as they are compared, with their places."""
        return {
            plain(one.value): Place(self.document, fact(self.document, "organisation-id", one.span))
            for one in self.organisation_ids
        }

    @cached_property
    def organisation_ids(self) -> tuple[Stated, ...]:
        """Return the numbers that sponsors gave."""
        printed = self.trial.organisation_ids
        return tuple(one for one in printed if plain(one.value) not in self.denied)

    @cached_property
    def acronym(self) -> str:
        """Return the acronym as it is compared, empty where none is printed."""
        return plain(self.printed_acronym)

    @cached_property
    def printed_acronym(self) -> str:
        """Return the acronym as it is printed, empty where none is."""
        printed = self.trial.acronym.value if self.trial.acronym else ""
        return "" if plain(printed) in self.denied else printed


@dataclass(frozen=True)
class TrialIdentity:
    """One trial and all that documents say of it.

    Attributes:
        name: the first registration in the order of registries, else the acronym's slug.
        label: acronym, else registration.
        mentions: in the order of documents.
        links: what joins the documents.
    """

    name: str
    label: str
    mentions: tuple[Mention, ...]
    links: tuple[Link, ...]

    @cached_property
    def iri(self) -> Iri:
        """Return the trial's IRI."""
        return names.trial(self.name)

    @property
    def is_one_study(self) -> bool:
        """Tell whether its numbers are all its own: those of a pooled analysis are several's."""
        return any(mention.names_one_study for mention in self.mentions)

    @property
    def evidence(self) -> tuple[str, ...]:
        """Return what joins the documents, one sentence a link."""
        return tuple(dict.fromkeys(one.sentence for one in self.links))

    @cached_property
    def study_type(self) -> str:
        """Return interventional, observational or expanded-access; empty where none says it.

        A registry's record is asked before a report.
        """
        asked = (*self.with_role("registers"), *self.with_role("reports"))
        stated = (one.trial.study_type for one in asked)
        return next((one.value for one in stated if one is not None), "")

    @cached_property
    def is_trial(self) -> bool:
        """Tell whether it is a trial; other studies assign nobody to a treatment.

        Where no type is stated, one report of it as a trial is enough.
        """
        if self.study_type:
            return self.study_type == "interventional"
        return not self.own or any(is_trial(one.trial, one.reading.kind) for one in self.own)

    @cached_property
    def registrations(self) -> tuple[str, ...]:
        """Return all numbers, the naming one first."""
        found = {
            registration_key(n.value): canonical(n.value)
            for m in self.mentions
            for n in m.registrations
        }
        return tuple(sorted(found.values(), key=lambda one: (one != self.name, rank(one))))

    @property
    def organisation_ids(self) -> tuple[str, ...]:
        """Return the numbers that sponsors gave."""
        found = {plain(n.value): n.value for m in self.mentions for n in m.organisation_ids}
        return tuple(sorted(found.values()))

    def with_role(self, *roles: str) -> tuple[Mention, ...]:
        """Return the mentions by documents that report, register or mention the trial."""
        return tuple(mention for mention in self.mentions if mention.trial.role in roles)

    @cached_property
    def own(self) -> tuple[Mention, ...]:
        """Return the documents that speak as the trial's own: reports, then records."""
        return (*self.with_role("reports"), *self.with_role("registers"))

    @cached_property
    def documents(self) -> frozenset[str]:
        """Return every document that speaks of the trial."""
        return frozenset(mention.document for mention in self.mentions)

    def read_from(self, whole: Mapping[str, TrialDocument]) -> "TrialIdentity":
        """Return the same trial, as its documents speak of it where they are read whole."""
        mentions = (
            replace(one, reading=reading, trial=reading.trials[one.number])
            if (reading := whole.get(one.document))
            else one
            for one in self.mentions
        )
        return replace(self, mentions=tuple(mentions))

    def called(self, words: str) -> bool:
        """Tell whether words are an acronym or a registration of the trial."""
        number = registration_key(words)
        return any(
            plain(words) == mention.acronym
            or number in {registration_key(one.value) for one in mention.registrations}
            for mention in self.mentions
        )


def by_registry(keys: Iterable[str]) -> Numbers:
    """Return numbers by their registry; each unknown registry is one of its own."""
    found: Numbers = defaultdict(set)
    for key in keys:
        found[registry_of(key) or key].add(key)
    return dict(found)


def documents_of(mentions: Iterable[Mention]) -> str:
    """Return the documents of mentions as a message names them."""
    return ", ".join(sorted({one.document for one in mentions}))


@lru_cache(maxsize=1 << 14)
def plain(words: str) -> str:
    """Return words without case, spaces and punctuation, as names are compared."""
    return re.sub(r"[\W_]+", "", words).casefold()
