"""What is made of sources when a thing is asked for, and not stored: selectors and runs.

Selectors follow the Web Annotation Data Model (W3C, sections 4.2.4 and 4.2.5); stored they
would double the store. Times of runs are kept in the ledger, so that graphs depend on bytes
and versions alone.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING
from urllib.parse import unquote

from trialgraph import names
from trialgraph.catalogue.answer import Passage
from trialgraph.catalogue.licences import stands
from trialgraph.errors import DocumentNotStored
from trialgraph.names import Iri, expand
from trialgraph.rdf.term import DATE_TIME, Literal, Term, plain, text

if TYPE_CHECKING:
    from trialgraph.store import Reader

_CONTEXT = 32  # characters before and after, by which a quotation is found in another edition
_TYPE = expand("rdf:type")
_DOCUMENTS = f"{names.ID}document/"
_PARTS = ("inDocument", "start", "end", "exact")
_NATURAL = expand("xsd:nonNegativeInteger")


def selectors(
    reader: "Reader", statements: Iterable[tuple[Iri, Iri, Term]]
) -> Iterator[tuple[Iri, Iri, Term]]:
    """Yield how each passage among some statements is found in its document's text."""
    texts: dict[str, str] = {}
    for passage, said in _passages(statements).items():
        if any(part not in said for part in _PARTS):
            continue
        document = Iri(plain(said["inDocument"]))
        start, end = int(plain(said["start"])), int(plain(said["end"]))
        identifier = unquote(document.removeprefix(_DOCUMENTS))
        if identifier not in texts:
            texts[identifier] = _text(reader, identifier)
        yield passage, _TYPE, expand("oa:SpecificResource")
        yield passage, expand("oa:hasSource"), document
        yield from _position(passage, start, end)
        exact = plain(said["exact"])
        is_there = stands(texts[identifier], Passage(identifier, start, end, exact))
        around = _around(texts[identifier], start, end) if is_there else ("", "")
        yield from _quotation(passage, exact, around)


def readings(
    reader: "Reader", statements: Iterable[tuple[Iri, Iri, Term]]
) -> Iterator[tuple[Iri, Iri, Term]]:
    """Yield the run that read each document among some statements (PROV-O)."""
    document_class = names.term("Document")
    found = {s for s, p, o in statements if p == _TYPE and o == document_class}
    for document in sorted(found):
        entry = reader.entry(unquote(document.removeprefix(_DOCUMENTS)))
        if entry is None or not entry.recorded_at:
            continue
        run = Iri(f"{document}/reading")
        yield document, expand("prov:wasGeneratedBy"), run
        yield run, _TYPE, expand("prov:Activity")
        yield run, expand("prov:used"), Iri(f"urn:sha256:{entry.sha256}")
        yield run, expand("prov:endedAtTime"), Literal(entry.recorded_at, DATE_TIME)
        versions = f"{entry.reader}; terms {entry.terms}; ontology {entry.ontology}"
        yield run, expand("rdfs:comment"), text(versions)


def _passages(statements: Iterable[tuple[Iri, Iri, Term]]) -> dict[Iri, dict[str, Term]]:
    """Return what is said of each passage, by the names of our properties."""
    said: dict[Iri, dict[str, Term]] = defaultdict(dict)
    passages: list[Iri] = []
    for subject, has, obj in statements:
        if has == _TYPE and obj == names.term("Passage"):
            passages.append(subject)
        elif has.startswith(names.ONTOLOGY):
            said[subject][has.removeprefix(names.ONTOLOGY)] = obj
    return {passage: said[passage] for passage in sorted(passages)}


def _text(reader: "Reader", identifier: str) -> str:
    """Return the text of a document, empty where it is not kept on this machine."""
    try:
        return reader.kept_text(identifier)
    except DocumentNotStored:
        return ""


def _around(whole: str, start: int, end: int) -> tuple[str, str]:
    """Return the characters before and after a passage."""
    return whole[max(start - _CONTEXT, 0) : start], whole[end : end + _CONTEXT]


def _position(passage: Iri, start: int, end: int) -> Iterator[tuple[Iri, Iri, Term]]:
    selector = Iri(f"{passage}/selector/position")
    yield passage, expand("oa:hasSelector"), selector
    yield selector, _TYPE, expand("oa:TextPositionSelector")
    yield selector, expand("oa:start"), Literal(str(start), _NATURAL)
    yield selector, expand("oa:end"), Literal(str(end), _NATURAL)


def _quotation(
    passage: Iri, exact: str, around: tuple[str, str]
) -> Iterator[tuple[Iri, Iri, Term]]:
    selector = Iri(f"{passage}/selector/quotation")
    yield passage, expand("oa:hasSelector"), selector
    yield selector, _TYPE, expand("oa:TextQuoteSelector")
    yield selector, expand("oa:exact"), text(exact)
    for part, words in zip(("prefix", "suffix"), around, strict=True):
        if words:
            yield selector, expand(f"oa:{part}"), text(words)
