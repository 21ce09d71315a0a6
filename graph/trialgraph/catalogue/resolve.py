"""Turns what a person types into terms: names of drugs and end points, trials, days, numbers."""

import re
from datetime import date
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from typing import TYPE_CHECKING
from urllib.parse import unquote

from trialgraph import names
from trialgraph.catalogue.words import FINDINGS
from trialgraph.errors import BadParameter, UnknownName
from trialgraph.names import Iri
from trialgraph.names.identifiers import recognised, trial
from trialgraph.names.registries import canonical, key, registry_of
from trialgraph.rdf.term import day, decimal, integer, plain, term_text, text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from trialgraph.catalogue.card import Parameter
    from trialgraph.rdf.term import Term
    from trialgraph.store import Reader
    from trialgraph.terms.index import TermIndex

SCHEMES = {
    "drug": "drug",
    "end-point": "end point",
    "condition": "condition",
    "biomarker": "biomarker",
    "event": "adverse event",
}
LONGEST = 200
"""No name in any table is longer; longer input is refused before it is searched for."""

_ALIKE = 0.8  # of numbers: two of eight digits differ, or are in another order
_SHOWN = 5  # known names, where none is near
_NCT = re.compile(r"NCT\d{8}", re.IGNORECASE)
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
    given = words.strip()
    if not given or len(given) > LONGEST or _CONTROL.search(given):
        raise BadParameter(
            f"found {len(words)} characters for {parameter.name!r}, wanted "
            f"1 to {LONGEST} printable ones; give {parameter.meaning or parameter.type}"
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
            return trials(reader, given)
        case "document":
            return documents(reader, given)
        case "result":
            return (result(given),)
        case "finding":
            return (_finding(reader, given),)
        case _:
            return (_literal(parameter, given),)


def near(given: str, known: "Iterable[str]") -> str:
    """Return what tells somebody which known names are nearest to the given one."""
    by_folded = {name.casefold(): name for name in known}
    like = get_close_matches(given.casefold(), by_folded, n=3, cutoff=0.5)
    if like:
        return "nearest: " + ", ".join(by_folded[name] for name in like)
    if not by_folded:
        return "none is held"
    some = sorted(by_folded.values(), key=lambda one: (not one[0].isalpha(), one.casefold()))
    return "known: " + ", ".join(some[:_SHOWN]) + (", ..." if len(some) > _SHOWN else "")


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


_TRIAL_NAMES = "?trial a :Trial ; rdfs:label|:registration|:organisationStudyId ?name ."
_STUDY_NAMES = "?trial a :Study ; rdfs:label|:registration|:organisationStudyId ?name ."
_PUBLICATION_CURIES = {"pmid": "pubmed", "doi": "doi", "pmcid": "pmc"}


def _select(reader: "Reader", pattern: str) -> "list[tuple[Iri, str]]":
    query = (
        f"PREFIX : <{names.ONTOLOGY}> PREFIX rdfs: <{names.PREFIXES['rdfs']}> "
        f"SELECT DISTINCT ?trial ?name {{ {pattern} }}"
    )
    return [(Iri(plain(row["trial"])), plain(row["name"])) for row in reader.select(query)]


def trials(reader: "Reader", given: str) -> "tuple[Term, ...]":
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
    # Look-ups by exact name touch a few quads; only a miss reads all names.
    spellings = dict.fromkeys([wanted, wanted.upper(), wanted.lower(), wanted.title()])
    values = " ".join(term_text(text(one)) for one in spellings)
    found = _select(reader, f"VALUES ?name {{ {values} }} {_TRIAL_NAMES}")
    found = found or _any_case(reader, wanted)
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


def _any_case(reader: "Reader", wanted: str) -> "list[tuple[Iri, str]]":
    everything = _select(reader, _TRIAL_NAMES)
    found = _called(wanted, everything)
    if not found:
        if _called(wanted, _select(reader, _STUDY_NAMES)):
            raise UnknownName(
                f"found {wanted!r}, an observational or expanded-access study that is held, or "
                "one of no stated type; questions are about trials, which assign their "
                "participants to treatments"
            )
        hint = _near_trial(wanted, {name for _, name in everything})
        raise UnknownName(
            f"found {wanted!r}, wanted the acronym or registration number of a trial "
            f"in the documents held; {hint}"
        )
    return found


def _near_trial(wanted: str, known: "set[str]") -> str:
    """Return what tells somebody which trials are nearest; to a number, only such numbers are."""
    registry = registry_of(wanted)
    if not registry:
        return near(wanted, known)
    alike = {one for one in known if registry_of(one) == registry}
    like = get_close_matches(key(wanted), {key(one): one for one in alike}, n=3, cutoff=_ALIKE)
    if like:
        return "nearest: " + ", ".join(canonical(one) for one in like)
    return "no number that is held is like it; the list of trials has them all"


def _called(wanted: str, everything: "list[tuple[Iri, str]]") -> "list[tuple[Iri, str]]":
    """Return the trials whose name, or last part of the IRI, is the wanted one in any spelling."""
    folded = key(wanted)
    return [
        (one, name)
        for one, name in everything
        if folded in {key(name), key(unquote(one.rsplit("/", 1)[-1]))}
    ]


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


def _literal(parameter: "Parameter", given: str) -> "Term":
    try:
        match parameter.type:
            case "date":
                return day(date.fromisoformat(given))
            case "number":
                return decimal(Decimal(given))
            case "integer":
                return integer(int(given))
            case _:
                return text(given)
    except (ValueError, InvalidOperation) as error:
        wanted = {"date": "a day such as 2023-01-01", "number": "a number", "integer": "a number"}
        raise BadParameter(
            f"found {given!r}, wanted {wanted[parameter.type]}; give {parameter.name}=VALUE so"
        ) from error
