"""What the index of names holds: every trial, document, concept and work cited, with its names.

All of a store is gathered, or what hangs on the graphs that changed since an earlier index.
"""

from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING

from trialgraph import names
from trialgraph.catalogue.codes import local_name
from trialgraph.catalogue.name_rows import Asked, Values
from trialgraph.catalogue.schemes import SCHEMES
from trialgraph.catalogue.trial_standings import standings
from trialgraph.names import Iri, expand
from trialgraph.names.identifiers import address, identifier_key, recognised
from trialgraph.rdf.vocabulary import shipped_tables
from trialgraph.store.name_tables import LAYOUT, Named, NameTables, Standing
from trialgraph.terms.folding import exact_key

if TYPE_CHECKING:
    from trialgraph.store import Reader
    from trialgraph.store.name_files import Fill
    from trialgraph.terms.index import TermIndex

_TRIAL_GRAPH = f"{names.ID}graph/trial/"
_PUBLICATION_GRAPH = f"{names.ID}graph/publication/"
_DOCUMENT = f"{names.ID}document/"
_EXACT_MATCH = expand("skos:exactMatch")


@lru_cache(maxsize=2)
def stamp_of(terms: "TermIndex") -> str:
    """Return what tells an index made of these terms from one made of others."""
    whole = sha256()
    for one in terms:
        whole.update(repr((one.scheme, one.notation, one.names, one.broader)).encode())
    whole.update(repr(sorted(_matches().items())).encode())
    return f"{LAYOUT} {whole.hexdigest()}"


def gathering(reader: "Reader", terms: "TermIndex") -> "Fill":
    """Return what puts the names of a version into tables."""

    def fill(tables: NameTables, changed: Collection[Iri] | None) -> None:
        if changed is None:
            for concept in _concepts(terms):
                tables.put(concept)
        documents = _documents_of(reader, changed)
        _put_documents(tables, Asked(reader, documents), documents)
        trials = _trials_of(reader, changed, documents)
        _put_trials(tables, Asked(reader, trials), trials, terms)
        tables.hide("publication", "document")

    return fill


def _concepts(terms: "TermIndex") -> Iterator[Named]:
    """Yield the concepts of the tables with their names and codes."""
    for one in terms:
        if one.scheme in SCHEMES:
            iri = names.concept(one.scheme, one.notation)
            called = (*one.synonyms, one.notation, *_codes(iri))
            yield Named(one.scheme, iri, one.label, called)


@lru_cache(maxsize=1)
def _matches() -> dict[str, tuple[str, ...]]:
    """Return the addresses of the same concepts in other vocabularies, by IRI."""
    found: dict[str, tuple[str, ...]] = {}
    for concept, said, other in sorted(shipped_tables().beside, key=str):
        if said == _EXACT_MATCH and isinstance(other, str):
            found[concept] = (*found.get(concept, ()), other)
    return found


def matches_of(iri: str) -> tuple[str, ...]:
    """Return the addresses of the same concept in other vocabularies, of those that ship."""
    return _matches().get(iri, ())


def _codes(iri: str) -> Iterator[str]:
    """Yield what a concept is called elsewhere: whole addresses, their ends, bare codes."""
    for other in matches_of(iri):
        end = local_name(Iri(other))
        yield from (other, end, end.rpartition("_")[2])


def _documents_of(reader: "Reader", changed: Collection[Iri] | None) -> set[Iri] | None:
    """Return the documents of which something changed; ``None`` for all."""
    if changed is None:
        return None
    works = [
        Iri(f"{names.ID}publication/{one.removeprefix(_PUBLICATION_GRAPH)}")
        for one in changed
        if one.startswith(_PUBLICATION_GRAPH)
    ]
    held = Asked(reader, works).values("?s :document ?o")
    return {one for one in changed if one.startswith(_DOCUMENT)} | {
        Iri(one) for documents in held.values() for one in documents
    }


def _trials_of(
    reader: "Reader", changed: Collection[Iri] | None, documents: set[Iri] | None
) -> set[Iri] | None:
    """Return the trials of which something changed; ``None`` for all."""
    if changed is None or documents is None:
        return None
    asked = Asked(reader, documents)
    roles = [asked.values(f"?o {role} ?s") for role in (":reportedBy", ":registeredBy")]
    return {
        Iri(f"{names.ID}trial/{one.removeprefix(_TRIAL_GRAPH)}")
        for one in changed
        if one.startswith(_TRIAL_GRAPH)
    } | {Iri(one) for found in roles for trials in found.values() for one in trials}


def _put_trials(
    tables: NameTables, asked: Asked, wanted: Collection[Iri] | None, terms: "TermIndex"
) -> None:
    """Put trials in, and take out those that are gone."""
    labels = asked.values("?s a :Trial ; rdfs:label ?o")
    numbers = asked.values("?s a :Trial ; :registration ?o")
    others = [asked.values(f"?s a :Trial ; {one} ?o") for one in (":organisationStudyId", ":title")]
    said = standings(asked, terms)
    held = asked.values("?s a :Trial BIND(?s AS ?o)")
    for end_point in _printed_end_points(asked, terms):
        tables.tell(end_point)
    for iri in held:
        called = [local_name(Iri(iri)), *numbers.get(iri, ())]
        tables.put(
            Named(
                "trial",
                iri,
                labels.get(iri, called)[0],
                [
                    *labels.get(iri, ()),
                    *called,
                    *(n for found in others for n in found.get(iri, ())),
                ],
                _identifiers(called),
                said.get(iri, ()),
            )
        )
    for gone in set(wanted or ()) - set(held):
        tables.remove(gone)


def _printed_end_points(asked: Asked, terms: "TermIndex") -> Iterator[Named]:
    """Yield the end points that no table knows, each called as a document prints it."""
    declared = asked.of_parts("?s :hasEndPoint ?of . ?of :measures ?o")
    printed = asked.of_parts("?s :hasEndPoint ?of . ?of :reportedAs/:statedName ?o")
    for one, concepts in sorted(declared.items()):
        for iri in concepts:
            notation = local_name(Iri(iri))
            if printed.get(one) and terms.get("end-point", notation) is None:
                yield Named("end-point", iri, min(printed[one]), [notation])


def _put_documents(tables: NameTables, asked: Asked, wanted: Collection[Iri] | None) -> None:
    """Put documents in with the works that they cite, and take out those that are gone."""
    held = asked.values("?s a :Document BIND(?s AS ?o)")
    titles = asked.values("?s :statedTitle ?o")
    works = asked.values("?work :document ?s ; rdfs:label ?o")
    numbers = _merged(
        asked.values(f"?s {one} ?o") for one in (":statedPmid", ":statedPmcid", ":statedDoi")
    )
    by_work = asked.values("?work :document ?s ; dcterms:identifier ?o")
    authors = _first_authors(asked)
    cited = _cited(tables, asked)
    for iri in held:
        identifier = local_name(Iri(iri))
        called = [*titles.get(iri, ()), *works.get(iri, ()), identifier]
        known = _identifiers([*numbers.get(iri, ()), *by_work.get(iri, ())])
        author = authors.get(iri, ())
        tables.put(Named("document", iri, called[0], [*called, *author], known, cited.get(iri, ())))
    for gone in set(wanted or ()) - set(held):
        tables.remove(gone)


def _first_authors(asked: Asked) -> Values:
    """Return the first author of each document, as printed."""
    called = asked.of_parts("?s :statedAuthor ?of . ?of :statedName ?o")
    places = asked.of_parts("?s :statedAuthor ?of . ?of :place ?o")
    first: dict[str, str] = {}
    for document, authors in asked.values("?s :statedAuthor ?o").items():
        first[document] = min(authors, key=lambda one: _start(places.get(one, ())))
    return {document: called.get(author, []) for document, author in first.items()}


def _start(places: Sequence[str]) -> int:
    """Return where the first of some places begins; far away where there is none."""
    return min((int(place.partition("-")[0]) for place in places), default=1 << 60)


def _cited(tables: NameTables, asked: Asked) -> dict[str, list[Standing]]:
    """Put in the works that documents cite; return what each document says of them."""
    cited = "?s :statedCitation ?of . ?of"
    titles = asked.of_parts(f"{cited} :statedTitle ?o")
    authors = asked.of_parts(f"{cited} :statedFirstAuthor ?o")
    numbers = _merged(asked.of_parts(f"{cited} {one} ?o") for one in (":statedPmid", ":statedDoi"))
    works: dict[str, str] = {}
    found: dict[str, list[Standing]] = {}
    for document, citations in asked.values("?s :statedCitation ?o").items():
        for one in citations:
            title = titles.get(one, [])
            known = _identifiers(numbers.get(one, ()))
            if not (known or title):
                continue
            keys = [key for key, _ in known] or [exact_key(title[0])]
            work = next((works[key] for key in keys if key in works), None)
            if work is None:
                work = tables.iri_of("publication", keys) or _address(numbers.get(one, ())) or one
                called = [*title, *authors.get(one, ())]
                label = (title or [printed for _, printed in known])[0]
                tables.tell(Named("publication", work, label, called, known))
            works |= dict.fromkeys(keys, work)
            found.setdefault(document, []).append(Standing(work, "cites"))
    return found


def _address(numbers: Sequence[str]) -> str | None:
    """Return the address by which others name the first of some identifiers."""
    found = (recognised(one) for one in numbers)
    return next((address(one) for one in found if one is not None), None)


def _identifiers(printed: Sequence[str]) -> list[tuple[str, str]]:
    """Return identifiers with the keys under which they are looked up."""
    found = ((recognised(one), one) for one in printed)
    return [(identifier_key(one), words) for one, words in found if one is not None]


def _merged(found: Iterator[Values]) -> Values:
    whole: Values = {}
    for values in found:
        for one, said in values.items():
            whole.setdefault(one, []).extend(said)
    return whole
