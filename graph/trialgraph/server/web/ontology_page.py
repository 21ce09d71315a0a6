"""The manual of the ontology, and the shapes in words: made from the files that ship."""

from dataclasses import dataclass

from trialgraph.names import PREFIXES, Iri
from trialgraph.rdf.manual import Described, Manual, Rule, manual
from trialgraph.store.described_counts import Counts

_REPORTED = "ReportedEntity"
_BASE = "EvidenceEntity"


@dataclass(frozen=True, slots=True)
class Entry:
    """A term with how often it is used.

    Attributes:
        count: things of a class, statements of a property; empty where it is not known.
    """

    term: Described
    count: str


@dataclass(frozen=True, slots=True)
class Section:
    """A class with what it has.

    Attributes:
        properties: those that have their home here, at the first of the classes that have them.
        also: names of further properties of the class.
        rules: what the shapes ask of its things.
    """

    entry: Entry
    narrower: tuple[str, ...]
    properties: tuple[Entry, ...]
    also: tuple[str, ...]
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class OntologyPage:
    """The manual of the ontology.

    Attributes:
        layers: heading and sections of each part, in the order to read them.
        elsewhere: properties that things of other vocabularies have.
        values: the lists of values, each with its class.
        version: of the ontology.
        counted: version of the data that the counts are of, empty while there are none.
        prefixes: short names of other vocabularies that are used, with their addresses.
    """

    title: str
    description: str
    version: str
    counted: str
    layers: tuple[tuple[str, tuple[Section, ...]], ...]
    elsewhere: tuple[Entry, ...]
    values: tuple[tuple[Described, tuple[Described, ...]], ...]
    prefixes: tuple[tuple[str, str], ...]

    @property
    def lists(self) -> tuple[str, ...]:
        """Return the names of the lists; a value of several has its place in the first."""
        return tuple(of.name for of, _ in self.values)


def ontology_page(counts: Counts) -> OntologyPage:
    """Return the manual with counts of a version."""
    told = manual()
    sections = {one.name: _section(told, one, counts) for one in told.classes}
    reported = {name for name in sections if _is_of(told, name, _REPORTED)}
    lists = {name for one in told.values for name in one.broader}
    base = {name for name in sections if _is_of(told, name, _BASE)}
    others = sections.keys() - reported - base - lists

    def of(names: set[str]) -> tuple[Section, ...]:
        return tuple(sections[name] for name in sorted(names))

    return OntologyPage(
        told.title,
        told.description,
        told.version,
        str(counts.version or ""),
        layers=(
            ("What follows from all documents", of(base)),
            ("Documents, passages and decisions", of(others)),
            ("What one document says", of(reported)),
        ),
        elsewhere=tuple(
            entry(one, counts) for one in told.properties if one.domain[0] not in sections
        ),
        values=_values(told, lists & sections.keys()),
        prefixes=_used_prefixes(told),
    )


def required(told: Manual, name: str) -> tuple[Rule, ...]:
    """Return what the shapes ask of the things of a class, its wider classes included."""
    return tuple(rule for of in (name, *told.above(name)) for rule in told.rules.get(of, ()))


def entry(term: Described, counts: Counts) -> Entry:
    """Return a term with how often it is used; nothing is said while nothing is counted."""
    if not counts.version:
        return Entry(term, "")
    used = counts.classes if term.kind == "class" else counts.properties
    return Entry(term, f"{used.get(Iri(term.iri), 0):,}")


def _is_of(told: Manual, name: str, top: str) -> bool:
    return top in (name, *told.above(name))


def _section(told: Manual, one: Described, counts: Counts) -> Section:
    held = told.properties_of(one.name)
    return Section(
        entry(one, counts),
        told.narrower(one.name),
        properties=tuple(entry(has, counts) for has in held if has.domain[0] == one.name),
        also=tuple(has.name for has in held if has.domain[0] != one.name),
        rules=told.rules.get(one.name, ()),
    )


def _values(told: Manual, lists: set[str]) -> tuple[tuple[Described, tuple[Described, ...]], ...]:
    return tuple(
        (of, tuple(one for one in told.values if of.name in one.broader))
        for of in told.classes
        if of.name in lists
    )


def _used_prefixes(told: Manual) -> tuple[tuple[str, str], ...]:
    terms = (*told.classes, *told.properties)
    words = (word for one in terms for word in (*one.broader, *one.range, *one.matches))
    used = {word.partition(":")[0] for word in words if ":" in word}
    return tuple((name, base) for name, base in PREFIXES.items() if name in used)
