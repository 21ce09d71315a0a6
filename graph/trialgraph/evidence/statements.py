"""Statements of one derived graph, in the words of the ontology."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from trialgraph import names
from trialgraph.model.text import Number, Span
from trialgraph.names import Iri
from trialgraph.rdf import term
from trialgraph.rdf.quads import GraphText

TYPE = names.expand("rdf:type")
LABEL = names.expand("rdfs:label")
IDENTIFIER = names.expand("dcterms:identifier")
EXACT_MATCH = names.expand("skos:exactMatch")
USED = names.expand("prov:used")
GENERATED_BY = names.expand("prov:wasGeneratedBy")

# Codes whose individual is not simply the code in capitals: the words of arms and stages
# alone would name things of another kind.
_INDIVIDUALS = {
    ("Direction", "experimental"): "FavoursExperimental",
    ("Direction", "comparator"): "FavoursComparator",
    ("Direction", "neither"): "FavoursNeither",
    ("Direction", "unresolved"): "DirectionUnresolved",
    ("Stage", "primary"): "PrimaryAnalysis",
    ("ReviewState", "confirmed"): "ReviewConfirmed",
    ("ReviewState", "corrected"): "ReviewCorrected",
    ("ReviewState", "rejected"): "ReviewRejected",
    ("ReviewState", "outdated"): "ReviewOutdated",
}


@lru_cache(maxsize=1 << 10)
def individual(kind: str, code: str) -> Iri:
    """Return the individual that a code stands for: ``lenient_level`` is ``:LenientLevel``."""
    special = _INDIVIDUALS.get((kind, code))
    return names.term(special or "".join(part.capitalize() for part in code.split("_")))


@lru_cache(maxsize=1 << 12)
def _written_count(count: int) -> str:
    """Return a count as it stands in a statement."""
    return term.term_text(term.integer(count))


@lru_cache(maxsize=1 << 12)
def _written_number(number: Decimal) -> str:
    """Return an exact number as it stands in a statement; equal numbers stand alike."""
    return term.term_text(term.decimal(number))


_TRUTHS = {truth: term.term_text(term.boolean(truth)) for truth in (False, True)}


class Statements:
    """The statements about the things of one derived graph."""

    def __init__(self, graph: Iri) -> None:
        self.graph = graph
        self._text = GraphText(graph)

    def bytes(self) -> bytes:
        """Return the statements as sorted N-Quads."""
        return self._text.bytes()

    def kind(self, subject: Iri, ours: str, *standard: str) -> None:
        """State what a thing is, in our class and in the standards' (prefixed names)."""
        for one in (names.term(ours), *(names.expand(curie) for curie in standard)):
            self._text.add_written(subject, TYPE, term.iri_text(one))

    def label(self, subject: Iri, words: str) -> None:
        """State what to call a thing."""
        self._text.add_written(subject, LABEL, term.literal(words))

    def link(self, subject: Iri, predicate: str, *objects: Iri) -> None:
        """State how a thing stands to others, by a property of ours."""
        for one in objects:
            self._text.add_written(subject, names.term(predicate), term.iri_text(one))

    def standard(self, subject: Iri, predicate: Iri, obj: term.Term) -> None:
        """State something by a property of a standard."""
        self._text.add(subject, predicate, obj)

    def code(self, subject: Iri, predicate: str, kind: str, code: StrEnum | str | None) -> None:
        """State one of an enumeration's individuals, if there is a code."""
        if code is not None:
            self.link(subject, predicate, individual(kind, str(code)))

    def words(self, subject: Iri, predicate: str, *words: str | None) -> None:
        """State words; empty ones are left out."""
        for one in words:
            if one:
                self._text.add_written(subject, names.term(predicate), term.literal(one))

    def decimal(self, subject: Iri, predicate: str, number: Number | Decimal | object) -> None:
        """State an exact number; what is no number is left out."""
        value = number.value if isinstance(number, Number) else number
        if isinstance(value, Decimal):
            self._text.add_written(subject, names.term(predicate), _written_number(value))

    def integer(self, subject: Iri, predicate: str, number: Number | int | None) -> None:
        """State a count."""
        if number is not None:
            count = int(number.value) if isinstance(number, Number) else number
            self._text.add_written(subject, names.term(predicate), _written_count(count))

    def flag(self, subject: Iri, predicate: str, *, truth: bool | None) -> None:
        """State whether something is so; the unknown is left out."""
        if truth is not None:
            self._text.add_written(subject, names.term(predicate), _TRUTHS[truth])

    def day(self, subject: Iri, predicate: str, when: date | None) -> None:
        """State a day."""
        if when is not None:
            self._text.add(subject, names.term(predicate), term.day(when))


def passage(document: str, span: Span) -> Iri:
    """Return the node of a passage of a document."""
    return names.fact(document, "passage", (span.start, span.end))
