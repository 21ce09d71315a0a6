"""A reading as N-Quads: what one document says, in its own graph.

Everything follows from the bytes and the versions of the readers; no time, no
path and no run stands in the graph, so the same document gives the same bytes.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import compress
from operator import attrgetter
from typing import Any

from trialgraph.model.document import Document
from trialgraph.model.reading import TrialDocument
from trialgraph.model.text import Span, Stated
from trialgraph.model.trial import Trial
from trialgraph.names import ID, Iri, slug
from trialgraph.rdf.concepts import concepts_of
from trialgraph.rdf.forms import Form, class_line, form_of, said
from trialgraph.rdf.naming import Places
from trialgraph.rdf.places import Order, hashed, order
from trialgraph.rdf.rows import Row
from trialgraph.rdf.term import iri_text
from trialgraph.rdf.vocabulary import load_terms
from trialgraph.rdf.ways import INTEGER_END, Linked, Node, literal
from trialgraph.terms.index import TermIndex

_passages_of: Callable[[Any], tuple[Span, ...]] = attrgetter("passages")
_IN, _REPORTS, _NAMES = said(":inDocument"), said(":reports"), said(":names")
_PASSAGE, _POINTER, _PLACE = said(":passage"), said(":pointer"), said(":place")
_TERM, _PRINTED = said(":statedTerm"), said(":statedPrinted")
_START, _END, _EXACT = said(":start"), said(":end"), said(":exact")
_DERIVED, _ATTRIBUTED = said("prov:wasDerivedFrom"), said("prov:wasAttributedTo")
_OF_DOCUMENT, _OF_PASSAGE = class_line("Document"), class_line("Passage")
_OF_MENTION = class_line("ReportedMention")
_OF_STUDY, _OF_TRIAL = class_line("ReportedStudy"), class_line("ReportedTrial")
_NOT_TRIALS = frozenset({"observational", "expanded-access"})


def document_quads(
    reading: TrialDocument,
    document: Document,
    terms: TermIndex | None = None,
) -> bytes:
    """Return the graph of a document as sorted N-Quads.

    Args:
        reading: what was read.
        document: the text that the spans of the reading hold for, with its record.
        terms: tables for the links to concepts; those that ship, when not given.
    """
    scribe = Scribe(reading, document, load_terms() if terms is None else terms)
    scribe.write_document(reading)
    return scribe.bytes()


class Scribe:
    """Writes one reading down.

    Attributes:
        places: names what is written.
    """

    def __init__(self, reading: TrialDocument, document: Document, terms: TermIndex) -> None:
        self.places = Places(reading, document.record)
        self._words = document.text
        self._terms = terms
        self._in_document = f"{_IN}<{self.places.document}>\n"
        self._nodes: dict[str, list[str]] = {}
        self._unsorted: set[str] = set()
        self._reported: list[str] = []
        self._passages: dict[tuple[int, int], str] = {}
        self._arms: dict[str, str] = {}

    def bytes(self) -> bytes:
        """Return the statements as sorted N-Quads, each once."""
        texts, tail = [], f" <{self.places.document}> .\n"
        # The lines of a node are together in sorted N-Quads, so few short lists are sorted.
        for head in sorted(self._nodes):
            pieces = self._nodes[head]
            if head in self._unsorted:
                pieces = [f"{line}\n" for line in set("".join(pieces)[:-1].split("\n"))]
            pieces.sort()
            lines = "".join([head, *pieces])[:-1].replace("\n", f"{tail}{head}")
            # One word outside ASCII would make all of a document's characters wide.
            texts.append(lines.encode())
        return tail.encode().join([*texts, b""])

    def write_document(self, reading: TrialDocument) -> None:
        """Write the document node and all that hangs on it."""
        node = self._node(self.places.document, None, ((), ""))
        # The reader's own node gets no type here: a document's graph speaks of its
        # own nodes only, or the union of graphs would hold the statement many times.
        software = iri_text(Iri(f"{ID}software/{slug(reading.reader)}"))
        derived = iri_text(Iri(f"urn:sha256:{reading.sha256}"))
        node.pieces += (_OF_DOCUMENT, f"{_DERIVED}{derived}\n", f"{_ATTRIBUTED}{software}\n")
        self.fields(node, reading)
        node.pieces += [f"{_REPORTS}<{iri}>\n" for iri in dict.fromkeys(self._reported)]

    def facts(self, facts: Sequence[object], owner: Node) -> list[Linked]:
        """Write facts of one class, and return their nodes."""
        form = form_of(type(facts[0]))
        if form.row is not None:
            return self._rows(facts, form, form.row, owner.groups)
        return [self._fact(fact, form, owner) for fact in facts]

    def fact(self, fact: object, owner: Node) -> Linked:
        """Write a fact with its passages and parts, and return its node."""
        return self._fact(fact, form_of(type(fact)), owner)

    def _fact(self, fact: object, form: Form, owner: Node) -> Linked:
        own = form.place(fact)
        node = self._framed(fact, own, form, owner)
        node.groups = owner.groups
        if form.is_mixed:
            self._unsorted.add(f"<{node.iri}> ")
        if not form.is_row:
            self._reported.append(node.iri)
            node.support = self._support(node, fact, form) or owner.support
            if not form.has_span and not form.has_passages:
                self._rest(node, owner.support)
        if form.concepts is not None:
            named = set(concepts_of(form.concepts(fact), self._terms))
            node.pieces += [f"{_NAMES}{iri_text(one)}\n" for one in named]
        self._write(node, form, fact)
        return node

    def mention(self, stated: Stated, kind: str) -> Node:
        """Write one of several words that a field lists, and return its node."""
        span = stated.span
        iri, frame = self._frame(stated, span, kind)
        node = self._node(iri, span, ((span.start, span.end), iri))
        printed, words = literal(stated.printed), literal(stated.value)
        node.pieces += (
            _OF_MENTION,
            self._in_document,
            frame,
            f"{_PRINTED}{printed}\n{_TERM}{words}\n",
        )
        if not self.places.pointer(span):
            self._rest(node, (span,))
        self._reported.append(iri)
        return node

    def fields(self, node: Node, instance: object) -> None:
        """Write the fields of an instance onto a node."""
        self._write(node, form_of(type(instance)), instance)

    def _write(self, node: Node, form: Form, instance: object) -> None:
        values = form.values(instance)
        for write, value in compress(zip(form.writes, values, strict=True), values):
            write(self, node, value)
        for number in form.loud:
            if not values[number] and values[number] is not None:
                form.writes[number](self, node, values[number])

    def arm(self, label: str) -> str:
        """Return the IRI of the arm of a label, empty where the document declares none."""
        if label not in self._arms:
            arm = self.places.arm(label)
            self._arms[label] = "" if arm is None else self.places.name(arm, (arm.span,), "arm")
        return self._arms[label]

    def order_of_arm(self, label: str) -> Order:
        """Return what sorts the arm of a label among arms; of none, its label."""
        arm = self.places.arm(label)
        if arm is None:
            return (), label
        return order(self.arm(label), self.places.document, arm.span)

    def passage(self, span: Span) -> str:
        """Return the IRI of a passage, which is one node however many facts rest on it."""
        return self._passages.get((span.start, span.end)) or self._new_passage(span)

    def _new_passage(self, span: Span) -> str:
        """Write a passage with the very characters that stand there."""
        start, end = span.start, span.end
        iri = f"{self.places.document}/passage/{start}-{end}"
        self._passages[start, end] = iri
        pointer = self.places.pointer(span)
        pointed = f"{_POINTER}{literal(pointer)}\n" if pointer else ""
        lines = (
            f'{_OF_PASSAGE}{_END}"{end}{INTEGER_END}\n{_EXACT}{literal(self._words[start:end])}\n'
            f'{self._in_document}{pointed}{_START}"{start}{INTEGER_END}\n'
        )
        self._nodes[f"<{iri}> "] = [lines]
        return iri

    def _rows(
        self, facts: Sequence[Any], form: Form, row: Row, groups: Mapping[str, Linked]
    ) -> list[Linked]:
        """Write rows, each in one piece where it is new, and return their nodes."""
        nodes, found = self._nodes, []
        frame = f"{form.of_class}{self._in_document}"
        for fact in facts:
            own = fact.span
            iri, place = self._frame(fact, own, form.kind)
            head = f"<{iri}> "
            pieces = [f"{frame}{place}{row(fact, groups)}"]
            if nodes.setdefault(head, pieces) is not pieces:
                nodes[head] += pieces
                self._unsorted.add(head)
            found.append(Linked(iri, ((own.start, own.end), iri)))
        return found

    def _framed(self, fact: object, own: Span | None, form: Form, owner: Node) -> Node:
        """Return the node of a fact with what every fact says."""
        of_class = _of_study(fact) if isinstance(fact, Trial) else form.of_class
        if form.is_named_by_own_place and own is not None:
            iri, frame = self._frame(fact, own, form.kind)
            node = self._node(iri, own, ((own.start, own.end), iri))
            node.stands = (own,)
            node.pieces += (of_class, self._in_document, frame)
        else:
            stated = own if form.has_span else None
            stands = form.way(self.places, fact, owner.stands, own)
            iri = self.places.name(fact, stands, form.kind)
            node = self._node(iri, own, order(iri, self.places.document, stated))
            node.stands = stands
            node.pieces += (of_class, self._in_document)
            if stated is not None:
                place, pointer = f"{stated.start}-{stated.end}", self.places.pointer(stated)
                node.pieces.append(f'{_PLACE}"{place}"\n')
                node.pieces += [f"{_POINTER}{literal(pointer)}\n"] if pointer else []
        return node

    def _frame(self, fact: object, own: Span, kind: str) -> tuple[str, str]:
        """Return the name of a fact that its own place names, and where it is said to stand."""
        places = self.places
        stands = f'{_PLACE}"{own.start}-{own.end}"\n'
        if pointer := places.pointer(own):
            iri = places.unique(f"{places.document}/{kind}/{hashed(pointer)}", fact)
            return iri, f"{stands}{_POINTER}{literal(pointer)}\n"
        return places.unique(f"{places.document}/{kind}/{own.start}-{own.end}", fact), stands

    def _node(self, iri: str, own: Span | None, key: Order) -> Node:
        """Return a node to write on; what was said of it before is kept."""
        pieces = self._nodes.setdefault(f"<{iri}> ", [])
        if pieces:
            self._unsorted.add(f"<{iri}> ")
        return Node(iri, pieces, own, key)

    def _support(self, node: Node, fact: object, form: Form) -> tuple[Span, ...]:
        """Return the passages that a fact rests on by itself; its own place is linked here."""
        if form.has_passages and (printed_in := _passages_of(fact)):
            return printed_in
        if not form.has_span or node.place is None:
            return ()
        if not form.has_passages and not (form.is_field and self.places.pointer(node.place)):
            node.pieces.append(f"{_PASSAGE}<{self.passage(node.place)}>\n")
        return (node.place,)

    def _rest(self, node: Node, spans: Iterable[Span]) -> None:
        """Link a fact to the passages it rests on."""
        for passage in dict.fromkeys(map(self.passage, spans)):
            node.pieces.append(f"{_PASSAGE}<{passage}>\n")


def _of_study(trial: Trial) -> str:
    """Return the statement of a study's class: it is a trial unless the document says not."""
    kind_of = trial.study_type.value if trial.study_type else ""
    return _OF_STUDY if kind_of in _NOT_TRIALS else _OF_TRIAL
