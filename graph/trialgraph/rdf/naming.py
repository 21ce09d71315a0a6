"""Names the facts of a document while it is written."""

from bisect import bisect_right
from collections.abc import Callable, Iterator
from functools import lru_cache
from hashlib import sha256

from trialgraph import names
from trialgraph.model.reading import Baseline, TrialDocument
from trialgraph.model.record import Block, Leaf, Node, Record
from trialgraph.model.result import AdverseEvent, ArmCount, ArmValue, Interval, PValue
from trialgraph.model.text import Problem, Span
from trialgraph.model.trial import Arm, Comparison, Intervention, PopulationSize
from trialgraph.rdf.places import hashed
from trialgraph.rdf.term import literal, said

Stands = tuple[Span, ...]

PLACE, _POINTER = said(":place"), said(":pointer")


@lru_cache(maxsize=16_384)
def of_pointer(pointer: str) -> tuple[str, str]:
    """Return a pointer as it stands in names, and the line that states it.

    Records have pointers in common: of those of a hundred records, two in three are met again.
    """
    return hashed(pointer), f"{_POINTER}{literal(pointer)}\n"


class Places:
    """Names the facts of one document.

    Two different facts at one place (an end point declared twice in a sentence)
    are told apart by a digest of what they say.
    """

    def __init__(self, reading: TrialDocument, record: Record | None = None) -> None:
        self.document = names.document(reading.identifier)
        self._record = record
        self._arms = {
            arm.label: arm for trial in reversed(reading.trials) for arm in reversed(trial.arms)
        }
        self._named: dict[str, object] = {}
        self._pointers: Pointers | None = None

    def arm(self, label: str) -> Arm | None:
        """Return the arm of that label, the first where two trials share it."""
        return self._arms.get(label)

    def name(self, fact: object, stands: Stands, kind: str) -> str:
        """Return the IRI of a fact.

        Args:
            fact: an instance of the model.
            stands: the places that name it; none for what stands nowhere.
            kind: hyphenated class.
        """
        if len(stands) == 1:
            iri = f"{self.document}/{kind}/{self.segment(stands[0])}"
        elif stands:
            iri = f"{self.document}/{kind}/{'/'.join(map(self.segment, stands))}"
        else:
            iri = names.part(self.document, kind, *_words(fact))
        return self.unique(iri, fact)

    def frame(self, fact: object, own: Span, kind: str) -> tuple[str, str, str]:
        """Return the name of a fact that its own place names, and what states place and pointer."""
        place, pointed = f"{own.start}-{own.end}", ""
        if pointer := own.pointer or self.pointer(own):
            name, pointed = of_pointer(pointer)
            iri = f"{self.document}/{kind}/{name}"
        else:
            iri = f"{self.document}/{kind}/{place}"
        if self._named.setdefault(iri, fact) is not fact:
            iri = self.unique(iri, fact)
        return iri, f'{PLACE}"{place}"\n', pointed

    def unique(self, iri: str, fact: object) -> str:
        """Return an IRI, with a digest of the fact while another fact has it."""
        held = self._named.setdefault(iri, fact)
        while held is not fact and held != fact:
            iri = f"{iri}/{sha256(repr(fact).encode()).hexdigest()[:8]}"
            held = self._named.setdefault(iri, fact)
        return iri

    def segment(self, span: Span) -> str:
        """Return a place as it stands in names."""
        pointer = self.pointer(span)
        return of_pointer(pointer)[0] if pointer else f"{span.start}-{span.end}"

    def pointer(self, span: Span) -> str:
        """Return where the document's record holds a place, empty where it does not."""
        if self._record is None:
            return ""
        return span.pointer or self._found(self._record, span)

    def _found(self, record: Record, span: Span) -> str:
        if self._pointers is None:
            self._pointers = Pointers(record)
        return self._pointers.at(span)

    def places_of(self, labels: tuple[str | None, ...]) -> Stands:
        """Return where arms are named; nothing unless all of them are arms of the document."""
        arms = [self._arms.get(label or "") for label in labels]
        places = tuple(arm.span for arm in arms if arm is not None)
        return places if len(places) == len(labels) else ()


class Pointers:
    """The places of a record's values and groups, by their offsets."""

    def __init__(self, record: Record) -> None:
        self._leaves = sorted(_leaves(record.root), key=lambda leaf: leaf.start)
        self._starts = [leaf.start for leaf in self._leaves]
        self._blocks = {(one.start, one.end): one.pointer for one in _blocks(record.root)}

    def at(self, span: Span) -> str:
        """Return the pointer of a value, of characters within one, or of a group."""
        number = bisect_right(self._starts, span.start) - 1
        if number >= 0:
            leaf = self._leaves[number]
            start, end = span.start - leaf.start, span.end - leaf.start
            if end <= len(leaf.words):
                is_whole = start == 0 and end == len(leaf.words)
                return leaf.pointer if is_whole else leaf.piece(start, end).pointer
        return self._blocks.get((span.start, span.end), "")


def _leaves(node: Node) -> Iterator[Leaf]:
    if isinstance(node, Leaf):
        yield node
    else:
        for each in node.members.values() if isinstance(node, Block) else node:
            yield from _leaves(each)


def _blocks(node: Node) -> Iterator[Block]:
    """Yield groups, the inner after the outer: of two at one place the inner counts."""
    if isinstance(node, Block):
        yield node
    if not isinstance(node, Leaf):
        for each in node.members.values() if isinstance(node, Block) else node:
            yield from _blocks(each)


Way = Callable[[Places, object, Stands, Span | None], Stands]
"""How a class stands: from the fact, its owner's places and its own."""


def way_of(model: type) -> Way:
    """Return how the facts of a class stand."""
    return _WAYS.get(model, by_own_place)


def own_place(fact: object) -> Span | None:
    """Return the span of a fact, or of the number that it is."""
    match fact:
        case PValue():
            return fact.number.span
        case ArmCount() | PopulationSize():
            return fact.n.span
        case _:
            span = getattr(fact, "span", None)
            return span if isinstance(span, Span) else None


def by_own_place(_places: Places, _fact: object, _owner: Stands, own: Span | None) -> Stands:
    """Return the place of a fact that is named by it alone, as most are."""
    return () if own is None else (own,)


def _by_owner(_places: Places, _fact: object, owner: Stands, _own: Span | None) -> Stands:
    return owner


def _by_both(_places: Places, _fact: object, owner: Stands, own: Span | None) -> Stands:
    return owner if own is None else (*owner, own)


def _by_arms(places: Places, fact: object, _owner: Stands, _own: Span | None) -> Stands:
    if not isinstance(fact, Comparison):
        return ()
    return places.places_of((fact.experimental, fact.comparator))


def _by_place_and_arm(places: Places, fact: object, _owner: Stands, own: Span | None) -> Stands:
    arms = places.places_of((getattr(fact, "arm", ""),))
    return arms if own is None else (own, *arms)


_WAYS: dict[type, Way] = {
    Interval: _by_owner,
    Comparison: _by_arms,
    Intervention: _by_both,
    PopulationSize: _by_both,
    ArmValue: _by_place_and_arm,
    AdverseEvent: _by_place_and_arm,
    ArmCount: _by_place_and_arm,
    Baseline: _by_place_and_arm,
}


def _words(fact: object) -> tuple[str, ...]:
    """Return what names a fact that stands nowhere."""
    if isinstance(fact, Comparison):
        return fact.experimental, fact.comparator
    return (fact.code,) if isinstance(fact, Problem) else ()
