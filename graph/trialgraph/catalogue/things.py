"""One drug, condition or end point: its names, classes and codes, and what stands behind it."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from trialgraph import names
from trialgraph.catalogue.codes import local_name
from trialgraph.catalogue.names_found import find_names, types_of
from trialgraph.catalogue.names_gathered import matches_of
from trialgraph.catalogue.names_kept import named
from trialgraph.catalogue.paging import Page, Part
from trialgraph.catalogue.schemes import SCHEMES
from trialgraph.errors import BadParameter, UnknownName
from trialgraph.names import Iri
from trialgraph.store.name_index import NamedThing
from trialgraph.store.name_tables import Roles

if TYPE_CHECKING:
    from collections.abc import Iterable

    from trialgraph.store import Reader
    from trialgraph.terms.index import Concept, TermIndex


@dataclass(frozen=True, slots=True)
class Wider:
    """A concept beside another one."""

    iri: str
    notation: str
    label: str


@dataclass(frozen=True, slots=True)
class Thing:
    """A concept with what the store holds of it and of all that falls in it.

    Attributes:
        type: drug, condition, end-point, biomarker or event.
        notation: the end of its IRI.
        synonyms: its other names, brand names and codes of companies among them.
        broader: the classes it falls in directly.
        narrower: what falls in it directly.
        same_as: addresses of the same concept in other vocabularies.
        trials: in which it occurs.
        effects: estimates that stand behind it.
        roles: role of a drug in the comparison (``adds``, ``removes``, ``compared``: in either
            arm), and ``all``, to verdict, to number of estimates; a confirmed verdict with a
            reservation that forbids the plain word is ``confirmed_with_reservations``.
        is_current: whether all of it is of the version that is read.
    """

    type: str
    iri: str
    notation: str
    label: str
    synonyms: tuple[str, ...]
    broader: tuple[Wider, ...]
    narrower: tuple[Wider, ...]
    same_as: tuple[str, ...]
    trials: int
    effects: int
    roles: Roles
    is_current: bool = True


def find_thing(reader: "Reader", terms: "TermIndex", kind: str, words: str) -> Thing:
    """Return the concept of a name, code or IRI.

    Args:
        reader: a published version of a store.
        terms: the tables that concepts are looked up in.
        kind: drug or intervention, condition, end-point or endpoint, biomarker, event.
        words: any name of it.

    Raises:
        BadParameter: the words or the type are out of bounds.
        UnknownName: no concept, or several, have that name.
        NamesNotReady: the store is large, and its index is being made.
    """
    scheme = _scheme(kind)
    iri, is_current = _iri(reader, terms, scheme, words)
    notation = local_name(Iri(iri))
    concept = terms.get(scheme, notation)
    with named(reader, terms) as index:
        held = index.get(iri)
        roles = index.standings(iri)
        is_current = is_current and index.version == reader.version
    return Thing(
        type=scheme,
        iri=iri,
        notation=notation,
        label=concept.label if concept else _readable(held.label if held else notation, notation),
        synonyms=concept.synonyms if concept else (),
        broader=_classes(terms, scheme, concept.broader if concept else ()),
        narrower=_classes(terms, scheme, _narrower(terms, scheme, notation)),
        same_as=matches_of(iri),
        trials=held.trials if held else 0,
        effects=held.effects if held else 0,
        roles=roles,
        is_current=is_current,
    )


def list_things(
    reader: "Reader",
    terms: "TermIndex",
    kind: str,
    page: Page = Page(),  # noqa: B008 - frozen
) -> Part[NamedThing]:
    """Return a page of the concepts of a type that occur in trials, most used first.

    Raises:
        BadParameter: there is no such type.
        CursorExpired: another index of names made the page before.
        NamesNotReady: the store is large, and its index is being made.
    """
    with named(reader, terms) as index:
        page = page.by_names(str(index.version))
        found = [
            one
            if terms.get(one.type, (end := local_name(Iri(one.iri))))
            else replace(one, label=_readable(one.label, end))
            for one in index.most_used(_scheme(kind), page.after, page.limit + 1)
        ]
    return _part(found, page, reader)


def trials_of(
    reader: "Reader",
    terms: "TermIndex",
    iri: str,
    page: Page = Page(),  # noqa: B008 - frozen
) -> Part[NamedThing]:
    """Return a page of the trials in which a concept occurs, by IRI.

    ``effects`` of each are the estimates on the concept in that trial. Errors are those of
    ``list_things``.
    """
    with named(reader, terms) as index:
        page = page.by_names(str(index.version))
        found = index.owners(iri, "trial", page.after, page.limit + 1)
    return _part(found, page, reader)


def _part(found: list[NamedThing], page: Page, reader: "Reader") -> Part[NamedThing]:
    """Return what belongs to a page of things that an index of names gave."""
    part = page.part(found, reader.version, lambda one: one.iri)
    return replace(part, is_current=page.names == str(reader.version))


def _scheme(kind: str) -> str:
    """Return the scheme of a type of concepts.

    Raises:
        BadParameter: there is none.
    """
    scheme = types_of([kind])[0]
    if scheme not in SCHEMES:
        raise BadParameter(f"found type {kind!r}, wanted one of {', '.join(SCHEMES)}")
    return scheme


def _iri(reader: "Reader", terms: "TermIndex", scheme: str, words: str) -> tuple[str, bool]:
    """Return the IRI of the one concept that words name, and whether that is so by now.

    Raises:
        UnknownName: there is none, or there are several.
    """
    concept = terms.get(scheme, words) or terms.find(scheme, words)
    if concept is not None:
        return names.concept(scheme, concept.notation), True
    found = find_names(reader, terms, words, [scheme])
    if found.only is None:
        near = ", ".join(one.matched_name for one in found.matches[:5])
        raise UnknownName(
            f"found {words!r}, wanted the name of one {SCHEMES[scheme]}; "
            + (f"nearest: {near}" if near else "none is spelled alike")
        )
    return found.only.iri, found.is_current


def _readable(label: str, notation: str) -> str:
    """Return a label, with spaces where it is but the end of an IRI."""
    return notation.replace("-", " ") if label == notation else label


def _narrower(terms: "TermIndex", scheme: str, notation: str) -> list[str]:
    return [one.notation for one in terms if one.scheme == scheme and notation in one.broader]


def _classes(terms: "TermIndex", scheme: str, notations: "Iterable[str]") -> tuple[Wider, ...]:
    """Return concepts by their notations, by label."""
    found: Iterable[Concept | None] = (terms.get(scheme, one) for one in notations)
    beside = [
        Wider(names.concept(scheme, one.notation), one.notation, one.label)
        for one in found
        if one is not None
    ]
    return tuple(sorted(beside, key=lambda one: one.label.casefold()))
