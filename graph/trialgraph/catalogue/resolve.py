"""Turns what a person types into terms: names of drugs and end points, trials, days, numbers."""

import re
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING
from urllib.parse import unquote

from trialgraph import names
from trialgraph.catalogue.schemes import SCHEMES, longest
from trialgraph.catalogue.spelt import near
from trialgraph.catalogue.trial_named import trials
from trialgraph.catalogue.words import FINDINGS
from trialgraph.errors import BadParameter, UnknownName
from trialgraph.names import Iri
from trialgraph.names.identifiers import recognised
from trialgraph.rdf.term import day, decimal, integer, plain, term_text, text

if TYPE_CHECKING:
    from trialgraph.catalogue.card import Parameter
    from trialgraph.rdf.term import Term
    from trialgraph.store import Reader
    from trialgraph.terms.index import TermIndex

_MOST_DIGITS = 30  # of a number, before or behind its point
_RESULT = re.compile(rf"{re.escape(names.ID)}trial/[^/<>\s]+/result/[^<>\s\"{{}}|\\^`]+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


def resolve(
    reader: "Reader", terms: "TermIndex", parameter: "Parameter", words: str
) -> "tuple[Term, ...]":
    """Return the terms that a parameter's words stand for; several are alternatives.

    Raises:
        BadParameter: the words do not fit the parameter's type.
        UnknownName: the tables, or the store, know no such name.
    """
    given, most = words.strip(), longest(parameter.type)
    if not given or len(given) > most or _CONTROL.search(given):
        raise BadParameter(
            f"found {len(words)} characters for {parameter.name!r}, wanted "
            f"1 to {most} printable ones; give {parameter.meaning or parameter.type}"
        )
    if parameter.choices and given not in parameter.choices:
        raise BadParameter(
            f"found {parameter.name}={given!r}, wanted one of {', '.join(parameter.choices)}; "
            f"give {parameter.name} so, or leave it out"
        )
    if parameter.type in SCHEMES:
        return concepts(terms, parameter.type, given)
    match parameter.type:
        case "trial":
            return trials(reader, terms, given)
        case "document":
            return documents(reader, given)
        case "result":
            return (result(given),)
        case "finding":
            return (_finding(reader, given),)
        case _:
            return (_literal(parameter, given),)


def _article(words: str) -> str:
    return f"{'an' if words[0] in 'aeiou' else 'a'} {words}"


def _own_name(scheme: str, given: str) -> str:
    """Return the notation when the words are our own IRI or prefixed name, else the words."""
    prefix = {"end-point": "endpoint"}.get(scheme, scheme)
    for start in (f"{names.ID}{scheme}/", f"{prefix}:"):
        if given.startswith(start):
            return unquote(given.removeprefix(start))
    return given


def concepts(terms: "TermIndex", scheme: str, given: str) -> "tuple[Term, ...]":
    """Return the concept of a name and all that fall in it (a class stands for its members).

    Raises:
        UnknownName: naming the nearest names of the tables.
    """
    own = _own_name(scheme, given)
    concept = terms.get(scheme, own) or terms.find(scheme, own)
    of_scheme = [one for one in terms if one.scheme == scheme]
    if concept is None:
        known = (name for one in of_scheme for name in (one.notation, *one.names))
        raise UnknownName(
            f"found {given!r}, wanted the name of {_article(SCHEMES[scheme])} in the tables; "
            + near(given, known)
        )
    members = [
        one.notation for one in of_scheme if terms.is_a(scheme, one.notation, concept.notation)
    ]
    return tuple(names.concept(scheme, notation) for notation in members)


_PUBLICATION_CURIES = {"pmid": "pubmed", "doi": "doi", "pmcid": "pmc"}


def documents(reader: "Reader", given: str) -> "tuple[Term, ...]":
    """Return held documents by identifier, IRI, or their publication's PMID, DOI or PMCID.

    Raises:
        UnknownName: none is in the store.
    """
    identifier = unquote(given.removeprefix(f"{names.ID}document/").removeprefix("document:"))
    iri = names.document(identifier)
    query = f"SELECT ?kind {{ {term_text(iri)} a <{names.ONTOLOGY}Document> ; a ?kind }}"
    if reader.select(query):
        return (iri,)
    found = _of_publication(reader, identifier)
    if not found:
        raise UnknownName(
            f"found {identifier!r}, wanted the identifier of a document in the store; "
            "the list of documents has them all"
        )
    return found


def result(given: str) -> Iri:
    """Return the IRI of a result; whether it is held, its question finds out.

    Raises:
        BadParameter: it is no IRI of one.
    """
    iri = given if given.startswith(names.ID) else f"{names.ID}{given.removeprefix('/')}"
    if not _RESULT.fullmatch(iri):
        raise BadParameter(
            f"found {given!r}, wanted the IRI of a result, such as {names.ID}trial/.../result/...; "
            "every row of estimates has it as iri"
        )
    return Iri(iri)


def _finding(reader: "Reader", given: str) -> "Term":
    """Return the code of a finding.

    Raises:
        UnknownName: there is none of that code, nor is one held.
    """
    if given not in FINDINGS:
        query = (
            f"PREFIX : <{names.ONTOLOGY}> SELECT DISTINCT ?code {{ ?it a :Finding ; :code ?code }}"
        )
        held = {plain(row["code"]) for row in reader.select(query)}
        if given not in held:
            known = sorted({*FINDINGS, *held})
            raise UnknownName(
                f"found {given!r}, wanted the code of a finding; {near(given, known)}"
            )
    return text(given)


def _of_publication(reader: "Reader", given: str) -> "tuple[Term, ...]":
    """Return the documents that hold the publication of an identifier."""
    one = recognised(given)
    if one is None or one.kind not in _PUBLICATION_CURIES:
        return ()
    curie = text(f"{_PUBLICATION_CURIES[one.kind]}:{one.value}".lower())
    query = (
        f"PREFIX : <{names.ONTOLOGY}> PREFIX dcterms: <{names.PREFIXES['dcterms']}> "
        "SELECT DISTINCT ?document { ?publication a :Publication ; dcterms:identifier ?name ; "
        f":document ?document FILTER(LCASE(?name) = {term_text(curie)}) }} ORDER BY ?document"
    )
    return tuple(Iri(plain(row["document"])) for row in reader.select(query))


def _writable(number: Decimal) -> Decimal:
    """Return a number that is written in a line: in full, 1e999999999 would fill the memory.

    Raises:
        ValueError: it would not be.
    """
    if number.is_finite() and abs(number.adjusted()) > _MOST_DIGITS:
        raise ValueError(f"a number of {_MOST_DIGITS} digits at most is wanted")
    return number


def _literal(parameter: "Parameter", given: str) -> "Term":
    try:
        match parameter.type:
            case "date":
                return day(date.fromisoformat(given))
            case "number":
                return decimal(_writable(Decimal(given)))
            case "integer":
                return integer(int(given))
            case _:
                return text(given)
    except (ValueError, InvalidOperation) as error:
        wanted = {"date": "a day such as 2023-01-01", "number": "a number", "integer": "a number"}
        raise BadParameter(
            f"found {given!r}, wanted {wanted[parameter.type]}; give {parameter.name}=VALUE so"
        ) from error
