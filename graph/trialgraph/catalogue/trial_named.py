"""Trials by what a person calls them: a name, a number in any form, an address, an IRI.

Of a large store only the index of names and the engine go over many names: reading all of them
takes tens of seconds where a registry is held, whoever misspells one.
"""

import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import TYPE_CHECKING
from urllib.parse import unquote

from trialgraph import names
from trialgraph.catalogue.names_kept import SMALL, at_hand
from trialgraph.catalogue.schemes import LONGEST
from trialgraph.catalogue.spelt import keys_of, near, similar
from trialgraph.errors import UnknownName
from trialgraph.names import Iri
from trialgraph.names.identifiers import Identifier, identifier_key, trial
from trialgraph.names.registries import canonical, key, registry_of
from trialgraph.rdf.term import iri_text, plain, term_text, text

if TYPE_CHECKING:
    from trialgraph.rdf.term import Term
    from trialgraph.store import Reader
    from trialgraph.store.name_index import NameIndex
    from trialgraph.terms.index import TermIndex

_NCT = re.compile(r"NCT\d{8}", re.IGNORECASE)
_NAMES = "rdfs:label|:registration|:organisationStudyId ?name ."
_OF_TRIAL, _OF_STUDY = f"?trial a :Trial ; {_NAMES}", f"?trial a :Study ; {_NAMES}"
_NEAREST = 3
_ALIKE = 0.8  # of numbers: two of eight digits differ, or are in another order
_SHOWN = 5  # known names, where none is near


def trials(reader: "Reader", terms: "TermIndex", given: str) -> "tuple[Term, ...]":
    """Return the trials of a label, registration number, sponsor's number, address or IRI.

    Two trials may share an acronym: then both. An IRI is one trial's, and so is the number
    that its IRI is made of, whatever else is called so or prints that number.

    Raises:
        UnknownName: no held document speaks of it, or it is another kind of study.
    """
    bare = unquote(given.removeprefix(f"{names.ID}trial/").removeprefix("trial:"))
    number = _NCT.search(given)
    registered = trial(bare) or (number[0].upper() if number else "")
    wanted = registered or bare
    if registered or bare != given:
        having = _by_iri(reader, bare, wanted) or _numbered(reader, registered)
        if having:
            return having
    found = _select(reader, f"{_spellings(wanted)} {_OF_TRIAL}")
    found = found or _any_case(reader, terms, wanted)
    return tuple(sorted({one for one, _ in found}))


def the_one(found: "tuple[Term, ...]", given: str) -> Iri | None:
    """Return the trial that is meant where just one can be: the only one, or that of the IRI.

    Of several that are called so, the one whose own IRI ends in the words is meant.
    """
    iris = [Iri(plain(one)) for one in found]
    own = names.trial(unquote(given.strip()))
    if own in iris:
        return own
    return iris[0] if len(iris) == 1 else None


def _select(reader: "Reader", pattern: str) -> list[tuple[Iri, str]]:
    query = (
        f"PREFIX : <{names.ONTOLOGY}> PREFIX rdfs: <{names.PREFIXES['rdfs']}> "
        f"SELECT DISTINCT ?trial ?name {{ {pattern} }}"
    )
    return [(Iri(plain(row["trial"])), plain(row["name"])) for row in reader.select(query)]


def _by_iri(reader: "Reader", *known_as: str) -> "tuple[Term, ...]":
    """Return the trials that are held of those whose IRIs names make."""
    iris = " ".join(term_text(names.trial(one)) for one in dict.fromkeys(known_as))
    found = _select(reader, f"VALUES ?trial {{ {iris} }} ?trial a :Trial ; rdfs:label ?name .")
    return tuple(sorted({one for one, _ in found}))


def _numbered(reader: "Reader", number: str) -> "tuple[Term, ...]":
    """Return the trials that have a registration number, whatever others are called."""
    value = term_text(text(number))
    found = _select(reader, f"VALUES ?name {{ {value} }} ?trial a :Trial ; :registration ?name .")
    return tuple(sorted({one for one, _ in found}))


def _spellings(wanted: str) -> str:
    """Return the pattern of the usual spellings of a name; it touches a few quads."""
    several = dict.fromkeys([wanted, wanted.upper(), wanted.lower(), wanted.title()])
    return f"VALUES ?name {{ {' '.join(term_text(text(one)) for one in several)} }}"


def _any_case(reader: "Reader", terms: "TermIndex", wanted: str) -> list[tuple[Iri, str]]:
    """Return the trials of a name in any spelling; errors as ``trials``."""
    with at_hand(reader, terms) as index:
        found, hint = _found(reader, index, wanted)
    if found:
        return found
    if _select(reader, f"{_spellings(wanted)} {_OF_STUDY}"):
        raise UnknownName(
            f"found {wanted!r}, an observational or expanded-access study that is held, or "
            "one of no stated type; questions are about trials, which assign their "
            "participants to treatments"
        )
    raise UnknownName(
        f"found {wanted!r}, wanted the acronym or registration number of a trial "
        f"in the documents held; {hint}"
    )


def _found(
    reader: "Reader", index: "NameIndex | None", wanted: str
) -> tuple[list[tuple[Iri, str]], str]:
    """Return the trials of a name in any spelling; else what tells somebody which are near."""
    if index is not None and index.version == reader.version:
        found = _called(wanted, _looked_up(reader, index, wanted))
        return found, "" if found else _hint(index, wanted)
    if reader.statistics().quads <= SMALL:
        every = _select(reader, _OF_TRIAL)
        found = _called(wanted, every)
        return found, "" if found else _near(wanted, {name for _, name in every})
    found = _scanned(reader, wanted)
    if found or index is None:
        return found, "names are still put in order: ask again in a while"
    return found, _hint(index, wanted)


def _called(wanted: str, every: list[tuple[Iri, str]]) -> list[tuple[Iri, str]]:
    """Return the trials whose name, or last part of the IRI, is the wanted one in any spelling."""
    folded = key(wanted)
    return [
        (one, name)
        for one, name in every
        if folded in {key(name), key(unquote(one.rsplit("/", 1)[-1]))}
    ]


def _looked_up(reader: "Reader", index: "NameIndex", wanted: str) -> list[tuple[Iri, str]]:
    """Return trials with much the same name, each with the names that it has by now."""
    alike = index.exact(keys_of(wanted), [], ["trial"])
    values = " ".join(iri_text(Iri(one.iri)) for one in alike)
    return _select(reader, f"VALUES ?trial {{ {values} }} {_OF_TRIAL}")


def _scanned(reader: "Reader", wanted: str) -> list[tuple[Iri, str]]:
    """Return the trials of a name in any capitals, while there is no index of this version.

    The names of the version before may lack one of two trials that are called so. The engine
    goes over all of them itself, and none but these comes out of it.
    """
    folded = term_text(text(wanted.lower()))
    return _select(reader, f"{_OF_TRIAL} FILTER(LCASE(STR(?name)) = {folded})")


def _hint(index: "NameIndex", wanted: str) -> str:
    """Return what tells somebody which trials are nearest; to a number, only such numbers are."""
    if registry_of(wanted):
        return _numbers(_like_number(index, wanted))
    alike = [one.name for one in similar(index, wanted[:LONGEST], ["trial"])[:_NEAREST]]
    if alike:
        return f"nearest: {', '.join(alike)}"
    known = [one.label for one in index.most_used("trial", "", _SHOWN + 1)]
    more = ", ..." if len(known) > _SHOWN else ""
    return f"known: {', '.join(known[:_SHOWN])}{more}" if known else "none is held"


def _near(wanted: str, known: set[str]) -> str:
    """Return what ``_hint`` does, of names that were read."""
    if not registry_of(wanted):
        return near(wanted, known)
    alike = {key(one): one for one in known if registry_of(one) == registry_of(wanted)}
    like = get_close_matches(key(wanted), alike, n=_NEAREST, cutoff=_ALIKE)
    return _numbers([canonical(alike[one]) for one in like])


def _numbers(like: list[str]) -> str:
    none = "no number that is held is like it; the list of trials has them all"
    return f"nearest: {', '.join(like)}" if like else none


def _like_number(index: "NameIndex", wanted: str) -> list[str]:
    """Return the numbers of trials that one slip of the keys makes of the wanted one."""
    keys = [identifier_key(Identifier("trial", one)) for one in _slips(key(wanted))]
    found = index.exact(keys, [], ["trial"])
    return [canonical(one.name) for one in found[:_NEAREST]]


def _slips(number: str) -> Iterable[str]:
    """Return numbers with one other digit, or with two neighbours in the other order.

    >>> sorted(_slips("x12"))[:3]
    ['x02', 'x10', 'x11']
    """
    digits = [at for at, one in enumerate(number) if one.isdecimal()]
    return dict.fromkeys((*_one_other(number, digits), *_swapped(number, digits)))


def _one_other(number: str, digits: list[int]) -> Iterator[str]:
    for at in digits:
        yield from (f"{number[:at]}{one}{number[at + 1 :]}" for one in "0123456789")


def _swapped(number: str, digits: list[int]) -> Iterator[str]:
    for at in digits:
        if at + 1 in digits:
            yield f"{number[:at]}{number[at + 1]}{number[at]}{number[at + 2 :]}"
