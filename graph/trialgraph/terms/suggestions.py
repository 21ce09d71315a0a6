"""Names that records give and the tables lack, for a person to accept into them.

Nothing is joined here: a suggestion says which concept or name the records put a name beside.
It must not know where the records are kept.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial

from trialgraph.terms.entries import is_usable
from trialgraph.terms.index import Concept, TermIndex
from trialgraph.terms.words import same_name


@dataclass(frozen=True, slots=True, order=True)
class GivenName:
    """What one record calls one thing.

    Attributes:
        kind: drug, condition or event.
        name: as the record prints it.
        document: identifier of the record.
        pointer: of the field that holds the name.
        other_names: that the record lists beside it.
        code: of a heading, such as ``mesh:D018567``; empty where the record gives none.
        is_heading: the name is one of a vocabulary, which may print it backwards.
        organ_system: of an event.
        read_as: notation of the concept that the reader took it for, empty for none.
    """

    kind: str
    name: str
    document: str
    pointer: str
    other_names: tuple[str, ...] = ()
    code: str = ""
    is_heading: bool = False
    organ_system: str = ""
    read_as: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A name that the tables do not know.

    Attributes:
        kind: drug, condition or event.
        name: as most records print it.
        synonym_of: notation of the known concept that it would be a name of, else empty.
        synonyms: other names that records list beside it and beside nothing else.
        ambiguous: concepts and names that it stands for, where they are several.
        contains: notations of the known concepts whose names stand in it: those of a
            combination, or of a drug in some form or dose.
        codes: of the headings.
        organ_systems: under which records count the event.
        documents: that say it, sorted.
        pointer: of a field of the first of them that says it, or lists it with that name.
    """

    kind: str
    name: str
    synonym_of: str
    synonyms: tuple[str, ...]
    ambiguous: tuple[str, ...]
    contains: tuple[str, ...]
    codes: tuple[str, ...]
    organ_systems: tuple[str, ...]
    documents: tuple[str, ...]
    pointer: str


Key = tuple[str, str]
"""A kind and a name as ``same_name`` has it."""


@dataclass(slots=True)
class _Draft:
    """What the records say of one name, gathered."""

    printings: Counter[str] = field(default_factory=Counter)
    places: set[tuple[str, str]] = field(default_factory=set)
    codes: set[str] = field(default_factory=set)
    organ_systems: set[str] = field(default_factory=set)
    concepts: set[str] = field(default_factory=set)
    beside: set[Key] = field(default_factory=set)
    stands_alone: bool = False

    def is_listed(self) -> bool:
        """Tell whether it has a line of its own, not only one among the names of another."""
        return self.stands_alone or bool(self.concepts) or len(self.beside) > 1

    def printed(self) -> str:
        """Return the most frequent printing."""
        return min(self.printings, key=lambda one: (-self.printings[one], one))


def suggestions(given: Iterable[GivenName], known: TermIndex) -> tuple[Suggestion, ...]:
    """Return the names that records give and the tables lack: those of most documents first.

    Two records that put a name beside different concepts or names make it ambiguous, as do
    loaded vocabularies that disagree on it. What no text could be searched for is left out.
    """
    drafts = _Drafts(known)
    for one in sorted(given):
        drafts.take(one)
    found = drafts.suggested()
    return tuple(sorted(found, key=lambda one: (-len(one.documents), one.kind, one.name)))


class _Drafts:
    """The names that records give, by what they are compared by."""

    def __init__(self, known: TermIndex) -> None:
        self._known = known
        self._drafts: dict[Key, _Draft] = {}

    def take(self, given: GivenName) -> None:
        """Take in what a record calls one thing."""
        kind, name = given.kind, given.name
        concept = self._known.find(kind, name)
        if concept is not None:
            self._beside_concept(given, concept)
            return
        contained = self._contained(kind, name)
        if any(map(_is_absence, contained)):
            return  # a placebo's other names are those of what it looks like
        concepts = self._meant(given)
        # A drug with its dose is known: that is no further name of it.
        if given.read_as not in {one.notation for one in contained}:
            self._own(given, concepts)
        if len(concepts) == 1:
            self._beside_concept(given, concepts[0])
        else:
            self._beside_name(given)

    def _contained(self, kind: str, name: str) -> list[Concept]:
        """Return the known concepts whose names stand in a name."""
        return [mention.concept for mention in self._known.mentions(name, kind)]

    def _meant(self, given: GivenName) -> list[Concept]:
        """Return the concepts that an unknown name stands beside."""
        read = self._known.get(given.kind, given.read_as)
        if read is not None:
            return [read]
        others = map(partial(self._known.find, given.kind), (*given.other_names, *_turned(given)))
        found = {one.notation: one for one in others if one is not None and _has_synonyms(one)}
        return list(found.values())

    def _own(self, given: GivenName, concepts: list[Concept]) -> None:
        """Take in a name that a record gives to a thing, not one that it lists beside it."""
        draft = self._draft(given, given.name)
        if draft is not None:
            draft.stands_alone = True
            draft.concepts.update(one.notation for one in concepts)
            draft.codes.update(filter(None, (given.code,)))
            draft.organ_systems.update(filter(None, (given.organ_system,)))

    def _beside_concept(self, given: GivenName, concept: Concept) -> None:
        """Take in the unknown names that a record lists for a known drug.

        What is listed under a class or a procedure is a member or a step of it, no synonym.
        """
        for other in given.other_names if _has_synonyms(concept) else ():
            draft = self._draft(given, other)
            if draft is not None:
                draft.concepts.add(concept.notation)

    def _beside_name(self, given: GivenName) -> None:
        """Take in the names listed beside an unknown one; beside a useless one as themselves."""
        owner = (given.kind, same_name(given.name))
        for other in given.other_names:
            draft = self._draft(given, other) if same_name(other) != owner[1] else None
            if draft is not None and owner in self._drafts:
                draft.beside.add(owner)
            elif draft is not None:
                draft.stands_alone = True

    def _draft(self, given: GivenName, name: str) -> _Draft | None:
        """Return where to put what is said of a name; ``None`` for a known or a useless one."""
        if self._known.find(given.kind, name) is not None or not is_usable(name):
            return None
        draft = self._drafts.setdefault((given.kind, same_name(name)), _Draft())
        draft.printings[name] += 1
        draft.places.add((given.document, given.pointer))
        return draft

    def suggested(self) -> Iterator[Suggestion]:
        """Yield a suggestion a name, in no order."""
        for key, concepts in self._owners().items():
            self._drafts[key].concepts |= concepts
        synonyms: dict[Key, list[str]] = {}
        for draft in self._drafts.values():
            if len(draft.beside) == 1 and not draft.concepts:
                synonyms.setdefault(next(iter(draft.beside)), []).append(draft.printed())
        for key, draft in self._drafts.items():
            if draft.is_listed():
                yield self._suggestion(key, draft, synonyms.get(key, []))

    def _suggestion(self, key: Key, draft: _Draft, synonyms: list[str]) -> Suggestion:
        beside = {self._drafts[one].printed() for one in draft.beside}
        contained = self._contained(key[0], draft.printed())
        concepts = set(draft.concepts)
        if concepts and key[0] == "drug":
            # A list of several drugs is no name of the one that it stands beside.
            concepts |= {one.notation for one in contained if _has_synonyms(one)}
        claims = (*sorted(concepts), *sorted(beside))
        is_sure = len(claims) == 1
        return Suggestion(
            kind=key[0],
            name=draft.printed(),
            synonym_of=claims[0] if is_sure and concepts else "",
            synonyms=tuple(sorted(synonyms, key=str.casefold)),
            ambiguous=() if is_sure else claims,
            contains=tuple(sorted({one.notation for one in contained})),
            codes=tuple(sorted(draft.codes)),
            organ_systems=tuple(sorted(draft.organ_systems)),
            documents=tuple(sorted({document for document, _ in draft.places})),
            pointer=min(draft.places)[1],
        )

    def _owners(self) -> dict[Key, set[str]]:
        """Return the concepts of the names that several have, and that so find none of them."""
        wanted = {key for key in self._drafts if not self._known.is_sure(*key)}
        found: dict[Key, set[str]] = {}
        for concept in self._known if wanted else ():
            for key in {(concept.scheme, same_name(name)) for name in concept.names} & wanted:
                found.setdefault(key, set()).add(concept.notation)
        return found


def _turned(given: GivenName) -> tuple[str, ...]:
    """Return a heading in the order of speech: ``Leukemia, Myeloid, Acute`` names one backwards."""
    parts = given.name.split(", ") if given.is_heading else []
    return (" ".join(reversed(parts)),) if len(parts) > 1 else ()


def _is_absence(concept: Concept) -> bool:
    return concept.attributes.get("absence") == "true"


def _has_synonyms(concept: Concept) -> bool:
    return concept.attributes.get("kind", "drug") == "drug" and not _is_absence(concept)
