"""A reading as N-Quads: what one document says, in its own graph.

Everything follows from the bytes and the versions of the readers; no time, no
path and no run stands in the graph, so the same document gives the same bytes.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from trialgraph.model.document import Document
from trialgraph.model.reading import TrialDocument
from trialgraph.model.text import Absence, Number, PartialDate, Span, Stated
from trialgraph.model.trial import Sides
from trialgraph.names import ID, Iri, expand, slug, term
from trialgraph.rdf.concepts import concepts_named
from trialgraph.rdf.places import Places, own_place, reading_order
from trialgraph.rdf.plan import FieldPlan, Shape, class_name, mention_kind, plans
from trialgraph.rdf.quads import GraphText
from trialgraph.rdf.term import boolean, day, decimal, integer, text
from trialgraph.rdf.vocabulary import load_terms
from trialgraph.terms.index import TermIndex

_TYPE = expand("rdf:type")


def document_quads(
    reading: TrialDocument,
    document: Document,
    terms: TermIndex | None = None,
) -> bytes:
    """Return the graph of a document as sorted N-Quads.

    Args:
        reading: what was read.
        document: the text that the spans of the reading hold for.
        terms: tables for the links to concepts; those that ship, when not given.
    """
    scribe = _Scribe(reading, document.text, load_terms() if terms is None else terms)
    scribe.write_document(reading)
    return scribe.graph.bytes()


@dataclass(frozen=True, slots=True)
class _Scope:
    """Where the owner of a part stands, and the passages it rests on."""

    stands: tuple[Span, ...] = ()
    support: tuple[Span, ...] = ()


class _Scribe:
    """Writes one reading down."""

    def __init__(self, reading: TrialDocument, words: str, terms: TermIndex) -> None:
        self.places = Places(reading)
        self.graph = GraphText(self.places.document)
        self._words = words
        self._terms = terms
        self._passages: set[Span] = set()

    def write_document(self, reading: TrialDocument) -> None:
        """Write the document node and all that hangs on it."""
        node = self.places.document
        self.graph.add(node, _TYPE, term("Document"))
        self.graph.add(node, expand("prov:wasDerivedFrom"), Iri(f"urn:sha256:{reading.sha256}"))
        # The reader's own node gets no type here: a document's graph speaks of its
        # own nodes only, or the union of graphs would hold the statement many times.
        software = Iri(f"{ID}software/{slug(reading.reader)}")
        self.graph.add(node, expand("prov:wasAttributedTo"), software)
        self._fields(node, reading, _Scope())

    def fact(self, fact: object, owner: _Scope) -> Iri:
        """Write a fact with its passages and parts, and return its IRI."""
        node = self.places.name(fact, owner.stands)
        here = own_place(fact)
        printed_in: tuple[Span, ...] = getattr(fact, "passages", ())
        support = printed_in or (here if hasattr(fact, "span") else owner.support)
        self._frame(node, class_name(type(fact)))
        if not hasattr(fact, "passages"):
            self.passages(node, support)
        for concept in concepts_named(fact, self._terms):
            self.graph.add(node, term("names"), concept)
        scope = _Scope(self.places.stands(fact, owner.stands), support or owner.support)
        self._fields(node, fact, scope)
        return node

    def mention(self, stated: Stated, kind: str) -> Iri:
        """Write one of several words that a field lists, and return its IRI."""
        node = self.places.name(stated, (), kind)
        self._frame(node, class_name(Stated))
        self.passages(node, (stated.span,))
        self.graph.add(node, term("statedTerm"), text(stated.value))
        self.graph.add(node, term("statedPrinted"), text(stated.printed))
        self.graph.add(node, term("place"), text(str(stated.span)))
        return node

    def passages(self, node: Iri, spans: Iterable[Span]) -> None:
        """Link a fact to the passages it rests on; each is one node of the document."""
        for span in spans:
            passage = self.places.passage(span)
            self.graph.add(node, term("passage"), passage)
            if span not in self._passages:
                self._passages.add(span)
                self._passage(passage, span)

    def _passage(self, passage: Iri, span: Span) -> None:
        """Write a passage with the very characters that stand there."""
        self.graph.add(passage, _TYPE, term("Passage"))
        self.graph.add(passage, term("inDocument"), self.places.document)
        self.graph.add(passage, term("start"), integer(span.start))
        self.graph.add(passage, term("end"), integer(span.end))
        self.graph.add(passage, term("exact"), text(self._words[span.start : span.end]))

    def _frame(self, node: Iri, of_class: str) -> None:
        """Write what every fact has."""
        self.graph.add(node, _TYPE, term(of_class))
        self.graph.add(node, term("inDocument"), self.places.document)
        self.graph.add(self.places.document, term("reports"), node)

    def _fields(self, node: Iri, instance: object, scope: _Scope) -> None:
        """Write the fields of an instance onto a node."""
        for plan in plans(type(instance)):
            value = getattr(instance, plan.name)
            if value is None or value == plan.absent:
                continue
            if plan.shape == "flat":
                self._fields(node, value, scope)
            elif plan.shape == "part":
                self.graph.add(node, plan.term(), self.fact(value, scope))
            elif plan.shape == "parts":
                _linked(self, node, plan, [self.fact(part, scope) for part in value])
            else:
                _WAYS[plan.shape](self, node, plan, value)


def _linked(scribe: _Scribe, node: Iri, plan: FieldPlan, facts: list[Iri]) -> None:
    """Write links to facts; their order too, when it is not that of the text."""
    for fact in facts:
        scribe.graph.add(node, plan.term(), fact)
    if facts != reading_order(facts):
        tails = " ".join(fact.removeprefix(scribe.places.document) for fact in facts)
        scribe.graph.add(node, plan.term("Listed"), text(tails))


def _word(scribe: _Scribe, node: Iri, plan: FieldPlan, value: str) -> None:
    scribe.graph.add(node, plan.term(), text(value))


def _whole(scribe: _Scribe, node: Iri, plan: FieldPlan, value: int) -> None:
    scribe.graph.add(node, plan.term(), integer(value))


def _truth(scribe: _Scribe, node: Iri, plan: FieldPlan, value: object) -> None:
    scribe.graph.add(node, plan.term(), boolean(truth=value is True))


def _place(scribe: _Scribe, node: Iri, plan: FieldPlan, span: Span) -> None:
    scribe.graph.add(node, plan.term("Place"), text(str(span)))


def _own_place(scribe: _Scribe, node: Iri, plan: FieldPlan, span: Span) -> None:
    scribe.graph.add(node, plan.term(), text(str(span)))


def _number(scribe: _Scribe, node: Iri, plan: FieldPlan, value: Number | Absence) -> None:
    """Write a number with all that its rounding needs, or why there is none."""
    if isinstance(value, Absence):
        scribe.graph.add(node, plan.term("Absence"), text(value.value))
        return
    scribe.graph.add(node, plan.term(), decimal(value.value))
    scribe.graph.add(node, plan.term("Decimals"), integer(value.decimals))
    _printed(scribe, node, plan, value)


def _stated(scribe: _Scribe, node: Iri, plan: FieldPlan, value: Stated) -> None:
    scribe.graph.add(node, plan.term(), text(value.value))
    _printed(scribe, node, plan, value)


def _date(scribe: _Scribe, node: Iri, plan: FieldPlan, value: PartialDate) -> None:
    scribe.graph.add(node, plan.term(), day(value.first))
    scribe.graph.add(node, plan.term("Precision"), text(value.precision))
    _printed(scribe, node, plan, value)


def _printed(
    scribe: _Scribe,
    node: Iri,
    plan: FieldPlan,
    value: Number | Stated | PartialDate,
) -> None:
    """Write the printed characters and where they stand."""
    scribe.graph.add(node, plan.term("Printed"), text(value.printed))
    _place(scribe, node, plan, value.span)


def _sides(scribe: _Scribe, node: Iri, plan: FieldPlan, value: Sides) -> None:
    scribe.graph.add(node, plan.term(), integer(value.count))
    scribe.graph.add(node, plan.term("Origin"), text(value.origin))
    if value.span is not None:
        _place(scribe, node, plan, value.span)


def _arm(scribe: _Scribe, node: Iri, plan: FieldPlan, label: str) -> None:
    """Write a link to the arm, or its label where the document declares no such arm."""
    arm = scribe.places.arm(label)
    if arm is None:
        scribe.graph.add(node, plan.term("Label"), text(label))
    else:
        scribe.graph.add(node, plan.term(), scribe.places.name(arm, ()))


def _passages(scribe: _Scribe, node: Iri, plan: FieldPlan, spans: tuple[Span, ...]) -> None:
    scribe.passages(node, spans)
    _listed(scribe, node, plan, spans)


def _places(scribe: _Scribe, node: Iri, plan: FieldPlan, spans: tuple[Span, ...]) -> None:
    for span in spans:
        scribe.graph.add(node, plan.term(), text(str(span)))
    _listed(scribe, node, plan, spans)


def _listed(scribe: _Scribe, node: Iri, plan: FieldPlan, spans: tuple[Span, ...]) -> None:
    """Write the order of spans when it is not that of the text."""
    if spans != tuple(sorted(set(spans))):
        scribe.graph.add(node, plan.term("Listed"), text(" ".join(map(str, spans))))


def _many_words(scribe: _Scribe, node: Iri, plan: FieldPlan, values: tuple[str, ...]) -> None:
    for value in values:
        scribe.graph.add(node, plan.term(), text(value))
    if values != tuple(sorted(set(values))):
        scribe.graph.add(node, plan.term("Listed"), text(json.dumps(values)))


def _many_wholes(scribe: _Scribe, node: Iri, plan: FieldPlan, values: tuple[int, ...]) -> None:
    for value in values:
        scribe.graph.add(node, plan.term(), integer(value))
    if values != tuple(sorted(set(values))):
        scribe.graph.add(node, plan.term("Listed"), text(json.dumps(values)))


def _mentions(scribe: _Scribe, node: Iri, plan: FieldPlan, values: tuple[Stated, ...]) -> None:
    kind = mention_kind(plan)
    _linked(scribe, node, plan, [scribe.mention(value, kind) for value in values])


# The value's type follows from the shape, which the plan took from the field's annotation.
_Way = Callable[[_Scribe, Iri, FieldPlan, Any], None]
_WAYS: dict[Shape, _Way] = {
    "words": _word,
    "whole": _whole,
    "truth": _truth,
    "number": _number,
    "stated": _stated,
    "date": _date,
    "sides": _sides,
    "place": _place,
    "own place": _own_place,
    "passages": _passages,
    "places": _places,
    "many words": _many_words,
    "many wholes": _many_wholes,
    "mentions": _mentions,
    "arm": _arm,
}
