"""What a name stands for, whatever it names: a concept of the tables, a trial, a document."""

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from trialgraph import names
from trialgraph.catalogue.resolve import documents
from trialgraph.catalogue.schemes import LONGEST, SCHEMES
from trialgraph.catalogue.trial_named import trials
from trialgraph.errors import BadParameter, UnknownName
from trialgraph.names import Iri
from trialgraph.rdf.term import plain, term_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from trialgraph.rdf.term import Term
    from trialgraph.store import Reader
    from trialgraph.terms.index import TermIndex


@dataclass(frozen=True, slots=True)
class Named:
    """One thing that a name stands for.

    Attributes:
        kind: drug, end point, condition, biomarker, adverse event, trial or document.
        iri: in the graph.
        label: its usual name; the identifier of a document.
    """

    kind: str
    iri: Iri
    label: str


def named(reader: "Reader", terms: "TermIndex", words: str) -> tuple[Named, ...]:
    """Return everything that a name stands for, concepts first.

    Raises:
        BadParameter: it is empty, or longer than any name.
        UnknownName: the tables and the store know no such name; the nearest are named.
    """
    given = words.strip()
    if not 0 < len(given) <= LONGEST:
        raise BadParameter(
            f"found {len(words)} characters, wanted a name of 1 to {LONGEST}; give one"
        )
    found = (*_concepts(terms, given), *_things(reader, terms, given))
    if not found:
        raise UnknownName(
            f"found {given!r}, wanted the name of a drug, end point, condition, biomarker, "
            f"adverse event, trial or document that is known here; {_near(terms, given)}"
        )
    return found


def _concepts(terms: "TermIndex", given: str) -> "Iterator[Named]":
    for scheme, kind in SCHEMES.items():
        one = terms.get(scheme, given) or terms.find(scheme, given)
        if one is not None:
            yield Named(kind, names.concept(scheme, one.notation), one.label)


def _things(reader: "Reader", terms: "TermIndex", given: str) -> "Iterator[Named]":
    stored: dict[str, Callable[[], tuple[Term, ...]]] = {
        "trial": lambda: trials(reader, terms, given),
        "document": lambda: documents(reader, given),
    }
    for kind, find in stored.items():
        try:
            found = find()
        except UnknownName:
            continue
        for one in found:
            yield Named(kind, Iri(plain(one)), _label(reader, one))


def _label(reader: "Reader", one: "Term") -> str:
    """Return the label of a thing, or else the last part of its IRI."""
    query = (
        f"PREFIX rdfs: <{names.PREFIXES['rdfs']}> "
        f"SELECT ?label {{ {term_text(one)} rdfs:label ?label }} ORDER BY ?label LIMIT 1"
    )
    found = [plain(row["label"]) for row in reader.select(query)]
    return found[0] if found else plain(one).rsplit("/", 1)[-1]


def _near(terms: "TermIndex", given: str) -> str:
    by_spelling = {
        name.casefold(): name
        for concept in terms
        if concept.scheme in SCHEMES
        for name in (concept.notation, *concept.names)
    }
    near = get_close_matches(given.casefold(), by_spelling, n=3, cutoff=0.6)
    spelt = ", ".join(by_spelling[one] for one in near)
    return f"nearest: {spelt}" if near else "look how a document prints it"
