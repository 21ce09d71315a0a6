"""A reading as N-Quads: what one document says, in its own graph.

Everything follows from the bytes and the versions of the readers; no time, no
path and no run stands in the graph, so the same document gives the same bytes.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, compress
from operator import attrgetter
from typing import Any

from trialgraph.model.document import Document
from trialgraph.model.reading import TrialDocument, is_trial
from trialgraph.model.text import Span, Stated
from trialgraph.model.trial import Trial
from trialgraph.names import ID, Iri, slug
from trialgraph.rdf.concepts import concepts_of
from trialgraph.rdf.forms import Form, class_line, form_of, form_of_mentions
from trialgraph.rdf.naming import PLACE, Places, of_pointer
from trialgraph.rdf.node import Node
from trialgraph.rdf.places import Order, order
from trialgraph.rdf.rows import Row, mention
from trialgraph.rdf.term import iri_text, literal, said
from trialgraph.rdf.values import INTEGER_END
from trialgraph.rdf.vocabulary import load_terms
from trialgraph.terms.index import TermIndex

_passages_of: Callable[[Any], tuple[Span, ...]] = attrgetter("passages")
_IN = said(":inDocument")
_PASSAGE = said(":passage")
_START, _END, _EXACT = said(":start"), said(":end"), said(":exact")
_DERIVED, _ATTRIBUTED = said("prov:wasDerivedFrom"), said("prov:wasAttributedTo")
_OF_DOCUMENT, _OF_PASSAGE = class_line("Document"), class_line("Passage")
_OF_STUDY, _OF_TRIAL = class_line("ReportedStudy"), class_line("ReportedTrial")


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


def _quotable(reading: TrialDocument) -> Iterator[Span]:
    """Yield the passages on which the arms and results of a document rest."""
    for trial in reading.trials:
        yield from chain.from_iterable(arm.passages for arm in trial.arms)
    for facts in (reading.estimates, reading.arm_values):
        yield from chain.from_iterable(map(_passages_of, facts))


class Scribe:
    """Writes one reading down.

    Attributes:
        places: names what is written.
    """

    def __init__(self, reading: TrialDocument, document: Document, terms: TermIndex) -> None:
        self.places = Places(reading, document.record)
        self._kind = reading.kind
        self._words = document.text
        self._terms = terms
        self._in_document = f"{_IN}<{self.places.document}>\n"
        self._nodes: dict[str, list[str]] = {}
        self._unsorted: set[str] = set()
        self._passages: dict[tuple[int, int], str] = {}
        self._arms: dict[str, str] = {}
        self._quotable = frozenset(_quotable(reading))

    def bytes(self) -> bytes:
        """Return the statements as sorted N-Quads, each once."""
        texts, tail = [], f" <{self.places.document}> .\n".encode()
        # The lines of a node are together in sorted N-Quads, so few short lists are sorted.
        for head in sorted(self._nodes):
            pieces = self._nodes[head]
            if head in self._unsorted:
                lines = "\n".join(sorted(set("".join(pieces)[:-1].split("\n"))))
            elif len(pieces) == 1:
                lines = pieces[0][:-1]
            else:
                pieces.sort()
                lines = "".join(pieces)[:-1]
            # One word outside ASCII would make all of a document's characters wide, and the
            # bytes are few before each line has its subject and its graph.
            text = f"{head}{lines}".encode()
            texts.append(text.replace(b"\n", tail + head.encode()))
        return tail.join([*texts, b""])

    def write_document(self, reading: TrialDocument) -> None:
        """Write the document node and all that hangs on it."""
        node = self._node(self.places.document, None, ((), ""))
        # The reader's own node gets no type here: a document's graph speaks of its
        # own nodes only, or the union of graphs would hold the statement many times.
        software = iri_text(Iri(f"{ID}software/{slug(reading.reader)}"))
        derived = iri_text(Iri(f"urn:sha256:{reading.sha256}"))
        node.pieces += (_OF_DOCUMENT, f"{_DERIVED}{derived}\n", f"{_ATTRIBUTED}{software}\n")
        self.fields(node, reading)

    def facts(self, facts: Sequence[object], owner: Node) -> list[Order]:
        """Write facts of one class, and return what sorts them, their names in it."""
        form = form_of(type(facts[0]))
        if form.row is not None:
            return self._rows(facts, form, form.row, owner.groups)
        return [self._fact(fact, form, owner).order for fact in facts]

    def fact(self, fact: object, owner: Node) -> str:
        """Write a fact with its passages and parts, and return its name."""
        return self._fact(fact, form_of(type(fact)), owner).iri

    def _fact(self, fact: object, form: Form, owner: Node) -> Node:
        own = form.place(fact)
        node = self._framed(fact, own, form, owner)
        node.groups = owner.groups
        if not form.is_row:
            node.support = self._support(node, fact, form) or owner.support
            if not form.has_span and not form.has_passages:
                self._rest(node, self._saying(own, owner.support))
        if form.concepts is not None:
            node.pieces += concepts_of(form.concepts(fact), self._terms)
        self._write(node, form, fact)
        return node

    def mentions(self, stated: Sequence[Stated], kind: str) -> list[Order]:
        """Write the words that a field lists, and return what sorts them, their names in it."""
        return self._rows(stated, form_of_mentions(kind), mention, {})

    def fields(self, node: Node, instance: object) -> None:
        """Write the fields of an instance onto a node."""
        self._write(node, form_of(type(instance)), instance)

    def _write(self, node: Node, form: Form, instance: object) -> None:
        node.pieces += form.words(instance)
        if not form.writes:
            return
        values = form.values(instance)
        # ``strict`` would take as long as two more fields.
        for write, value in compress(zip(form.writes, values), values):  # noqa: B905
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
        found = self._passages.get((span.start, span.end))
        return found or self._new_passage(span, self._pointed(span))

    def _new_passage(self, span: Span, pointed: str) -> str:
        """Write a passage with the very characters that stand there."""
        start, end = span.start, span.end
        iri = f"{self.places.document}/passage/{start}-{end}"
        self._passages[start, end] = iri
        lines = (
            f'{_OF_PASSAGE}{_END}"{end}{INTEGER_END}\n{_EXACT}{literal(self._words[start:end])}\n'
            f'{self._in_document}{pointed}{_START}"{start}{INTEGER_END}\n'
        )
        self._nodes[f"<{iri}> "] = [lines]
        return iri

    def _pointed(self, span: Span) -> str:
        """Return what states the pointer of a place, nothing where it has none."""
        pointer = self.places.pointer(span)
        return of_pointer(pointer)[1] if pointer else ""

    def _rows(
        self, facts: Sequence[Any], form: Form, row: Row, groups: Mapping[str, Order]
    ) -> list[Order]:
        """Write facts that have no parts, each in one piece, and return what sorts them."""
        nodes, framed, kind = self._nodes, self.places.frame, form.kind
        found: list[Order] = []
        frame = f"{form.of_class}{self._in_document}"
        for fact in facts:
            own = fact.span
            iri, place, pointed = framed(fact, own, kind)
            passage = "" if form.is_row else self._quoted(fact, own, pointed, form)
            head, pieces = f"<{iri}> ", [f"{frame}{passage}{place}{pointed}{row(fact, groups)}"]
            if nodes.setdefault(head, pieces) is not pieces:
                nodes[head] += pieces
                self._unsorted.add(head)
            found.append(((own.start, own.end), iri))
        return found

    def _quoted(self, fact: object, own: Span, pointed: str, form: Form) -> str:
        """Return the link of a fact to the passage that it stands in."""
        if pointed and self._needs_none(fact, own, form):
            return ""
        found = self._passages.get((own.start, own.end)) or self._new_passage(own, pointed)
        return f"{_PASSAGE}<{found}>\n"

    def _needs_none(self, fact: object, own: Span, form: Form) -> bool:
        """Tell whether a fact that a record's field holds needs no passage."""
        if form.own_words is None:
            return form.is_field
        return form.own_words(fact) == self._words[own.start : own.end]

    def _framed(self, fact: object, own: Span | None, form: Form, owner: Node) -> Node:
        """Return the node of a fact with what every fact says."""
        of_class = self._of_study(fact) if isinstance(fact, Trial) else form.of_class
        if form.is_named_by_own_place and own is not None:
            iri, place, pointed = self.places.frame(fact, own, form.kind)
            node = self._node(iri, own, ((own.start, own.end), iri))
            node.stands = (own,)
            node.pieces += (of_class, self._in_document, f"{place}{pointed}")
        else:
            stated = own if form.has_span else None
            stands = form.way(self.places, fact, owner.stands, own)
            iri = self.places.name(fact, stands, form.kind)
            node = self._node(iri, own, order(iri, self.places.document, stated))
            node.stands = stands
            node.pieces += (of_class, self._in_document)
            if stated is not None:
                node.pieces.append(f'{PLACE}"{stated.start}-{stated.end}"\n{self._pointed(stated)}')
        return node

    def _of_study(self, study: Trial) -> str:
        """Return the statement of a study's class."""
        return _OF_TRIAL if is_trial(study, self._kind) else _OF_STUDY

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
        own = node.place
        is_bare = self._needs_none(fact, own, form) and bool(self.places.pointer(own))
        if not form.has_passages and not is_bare:
            node.pieces.append(f"{_PASSAGE}<{self.passage(own)}>\n")
        return (own,)

    def _saying(self, own: Span | None, support: tuple[Span, ...]) -> Iterable[Span]:
        """Return those passages of the owner that hold a number, else others that do.

        Patients of an arm are counted for its estimates in the head of a table, far from them.
        """
        if own is None:
            return support
        return [one for one in support if one.holds(own)] or self._elsewhere(own) or support

    def _elsewhere(self, own: Span) -> list[Span]:
        """Return the shortest passage of the whole reading that holds a place, if one does."""
        holding = [one for one in self._quotable if one.holds(own)]
        return sorted(holding, key=lambda one: (one.end - one.start, one.start))[:1]

    def _rest(self, node: Node, spans: Iterable[Span]) -> None:
        """Link a fact to the passages it rests on."""
        for passage in dict.fromkeys(map(self.passage, spans)):
            node.pieces.append(f"{_PASSAGE}<{passage}>\n")
