"""N-Quads of one document as the reading they were written from."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from typing import TypeVar, cast

from trialgraph.model.reading import TrialDocument
from trialgraph.model.text import Absence, Number, PartialDate, Precision, Span, Stated
from trialgraph.model.trial import Origin, Sides
from trialgraph.names import Iri, expand, term
from trialgraph.rdf.places import Order, located, order
from trialgraph.rdf.plan import NOTHING, FieldPlan, Shape, plans
from trialgraph.rdf.quads import parse
from trialgraph.rdf.term import Term, plain

_TYPE = expand("rdf:type")

Model = TypeVar("Model")


def trial_document(nquads: bytes) -> TrialDocument:
    """Return the reading that the graph of a document was written from.

    Raises:
        ValueError: these are not the quads of exactly one document.
    """
    facts = _Facts(nquads)
    return facts.build(facts.document, TrialDocument)


class _Facts:
    """The statements of one document by subject and property."""

    def __init__(self, nquads: bytes) -> None:
        self._held: dict[tuple[Iri, Iri], list[Term]] = defaultdict(list)
        documents = []
        for subject, predicate, obj, _ in parse(nquads):
            self._held[subject, predicate].append(obj)
            if predicate == _TYPE and obj == term("Document"):
                documents.append(subject)
        if len(documents) != 1:
            raise ValueError(f"the graph of one document is wanted; this holds {len(documents)}")
        self.document = documents[0]

    def build(self, node: Iri, model: type[Model]) -> Model:
        """Return the instance of a model class that a node holds."""
        return model(**{plan.name: self._value(node, plan) for plan in plans(model)})

    def all(self, node: Iri, predicate: Iri) -> list[str]:
        """Return the characters of every object."""
        return [plain(obj) for obj in self._held.get((node, predicate), ())]

    def one(self, node: Iri, predicate: Iri) -> str | None:
        """Return the characters of the object, ``None`` when there is none."""
        found = self.all(node, predicate)
        return found[0] if found else None

    def must(self, node: Iri, predicate: Iri) -> str:
        """Return the characters of an object that has to be there."""
        found = self.one(node, predicate)
        if found is None:
            raise ValueError(f"{node} has no {predicate}, which its class must have")
        return found

    def linked(self, node: Iri, plan: FieldPlan) -> list[Iri]:
        """Return the facts that a field links to, in the order they were written from."""
        listed = self.one(node, plan.term("Listed"))
        if listed is not None:
            return [Iri(self.document + tail) for tail in listed.split(" ")]
        return self.in_order(node, plan)

    def in_order(self, node: Iri, plan: FieldPlan) -> list[Iri]:
        """Return the facts that a field links to, each once, in the order of the text."""
        return sorted({Iri(iri) for iri in self.all(node, plan.term())}, key=self._order)

    def place(self, node: Iri) -> Span | None:
        """Return where a fact stands, with its pointer if a record holds it."""
        place = self.one(node, term("place"))
        return None if place is None else located(place, self.one(node, term("pointer")))

    def _order(self, iri: Iri) -> Order:
        return order(iri, self.document, self.place(iri))

    def _value(self, node: Iri, plan: FieldPlan) -> object:
        """Return the value of a field."""
        if plan.shape == "flat":
            return self.build(node, plan.part)
        value = _WAYS[plan.shape](self, node, plan)
        if value is None and plan.absent is NOTHING:
            raise ValueError(f"{node} has no {plan.term()}, which its class must have")
        return plan.absent if value is None else value


def _word(facts: _Facts, node: Iri, plan: FieldPlan) -> str | None:
    return facts.one(node, plan.term())


def _whole(facts: _Facts, node: Iri, plan: FieldPlan) -> int | None:
    found = facts.one(node, plan.term())
    return None if found is None else int(found)


def _truth(facts: _Facts, node: Iri, plan: FieldPlan) -> bool | None:
    found = facts.one(node, plan.term())
    return None if found is None else found == "true"


def _place(facts: _Facts, node: Iri, plan: FieldPlan) -> Span | None:
    found = facts.one(node, plan.term("Place"))
    return None if found is None else Span.parse(found)


def _own_place(facts: _Facts, node: Iri, _plan: FieldPlan) -> Span | None:
    return facts.place(node)


def _number(facts: _Facts, node: Iri, plan: FieldPlan) -> Number | Absence | None:
    """Return a number with as many decimals as were printed, or why there is none."""
    absence = facts.one(node, plan.term("Absence"))
    if absence is not None:
        return Absence(absence)
    value = facts.one(node, plan.term())
    if value is None:
        return None
    if plan.in_row:
        return _number_in_row(facts, node, plan, value)
    decimals = int(facts.must(node, plan.term("Decimals")))
    return Number(_with_decimals(Decimal(value), decimals), *_printed(facts, node, plan))


def _number_in_row(facts: _Facts, node: Iri, plan: FieldPlan, value: str) -> Number:
    """Return a number of a row, which says only what does not follow.

    The value implies its printed text, that the value with its decimals, and the
    place of the row the same place.
    """
    stated, decimals = facts.one(node, plan.term("Printed")), facts.one(node, plan.term("Decimals"))
    printed = value if stated is None else stated
    whole = Decimal(printed if decimals is None else value)
    number = whole if decimals is None else _with_decimals(whole, int(decimals))
    span = _place(facts, node, plan) or facts.place(node)
    if span is None:
        raise ValueError(f"{node} has no {term('place')}, which its class must have")
    return Number(number, printed, span)


def _with_decimals(value: Decimal, decimals: int) -> Decimal:
    """Return 0.5 as 0.50 when two decimals were printed."""
    sign, digits, exponent = value.as_tuple()
    missing = decimals + exponent if isinstance(exponent, int) else 0
    return Decimal((sign, digits + (0,) * missing, -decimals)) if missing > 0 else value


def _stated(facts: _Facts, node: Iri, plan: FieldPlan) -> Stated | None:
    value = facts.one(node, plan.term())
    return None if value is None else Stated(value, *_printed(facts, node, plan))


def _date(facts: _Facts, node: Iri, plan: FieldPlan) -> PartialDate | None:
    value = facts.one(node, plan.term())
    if value is None:
        return None
    precision = cast("Precision", facts.must(node, plan.term("Precision")))
    return PartialDate(date.fromisoformat(value), precision, *_printed(facts, node, plan))


def _printed(facts: _Facts, node: Iri, plan: FieldPlan) -> tuple[str, Span]:
    """Return the printed characters and where they stand."""
    place = Span.parse(facts.must(node, plan.term("Place")))
    return facts.must(node, plan.term("Printed")), place


def _sides(facts: _Facts, node: Iri, plan: FieldPlan) -> Sides | None:
    count = facts.one(node, plan.term())
    if count is None:
        return None
    origin = cast("Origin", facts.must(node, plan.term("Origin")))
    return Sides(1 if count == "1" else 2, origin, _place(facts, node, plan))


def _arm(facts: _Facts, node: Iri, plan: FieldPlan) -> str | None:
    arm = facts.one(node, plan.term())
    if arm is None:
        return facts.one(node, plan.term("Label"))
    return facts.must(Iri(arm), term("statedLabel"))


def _arms(facts: _Facts, node: Iri, plan: FieldPlan) -> tuple[str, ...]:
    return _labels(facts, node, plan, "statedLabel")


def _group(facts: _Facts, node: Iri, plan: FieldPlan) -> str | None:
    group = facts.one(node, plan.term())
    if group is None:
        return facts.one(node, plan.term("Label"))
    return facts.must(Iri(group), term("statedIdentifier"))


def _groups(facts: _Facts, node: Iri, plan: FieldPlan) -> tuple[str, ...]:
    return _labels(facts, node, plan, "statedIdentifier")


def _labels(facts: _Facts, node: Iri, plan: FieldPlan, label: str) -> tuple[str, ...]:
    """Return the labels of linked facts, as listed or in the order of the text."""
    listed = facts.one(node, plan.term("Listed"))
    if listed is not None:
        return tuple(json.loads(listed))
    return tuple(facts.must(fact, term(label)) for fact in facts.in_order(node, plan))


def _passages(facts: _Facts, node: Iri, plan: FieldPlan) -> tuple[Span, ...]:
    places = (iri.rsplit("/", 1)[-1] for iri in facts.all(node, plan.term()))
    return _in_order(facts.one(node, plan.term("Listed")), places)


def _places(facts: _Facts, node: Iri, plan: FieldPlan) -> tuple[Span, ...]:
    return _in_order(facts.one(node, plan.term("Listed")), facts.all(node, plan.term()))


def _in_order(listed: str | None, places: Iterable[str]) -> tuple[Span, ...]:
    """Return spans as listed, or in the order of the text."""
    if listed is not None:
        return tuple(Span.parse(place) for place in listed.split(" "))
    return tuple(sorted(Span.parse(place) for place in places))


def _many_words(facts: _Facts, node: Iri, plan: FieldPlan) -> tuple[str, ...]:
    listed = facts.one(node, plan.term("Listed"))
    if listed is not None:
        return tuple(json.loads(listed))
    return tuple(sorted(facts.all(node, plan.term())))


def _many_wholes(facts: _Facts, node: Iri, plan: FieldPlan) -> tuple[int, ...]:
    listed = facts.one(node, plan.term("Listed"))
    if listed is not None:
        return tuple(json.loads(listed))
    return tuple(sorted(int(value) for value in facts.all(node, plan.term())))


def _mentions(facts: _Facts, node: Iri, plan: FieldPlan) -> tuple[Stated, ...]:
    return tuple(
        Stated(
            facts.must(mention, term("statedTerm")),
            facts.must(mention, term("statedPrinted")),
            located(facts.must(mention, term("place")), facts.one(mention, term("pointer"))),
        )
        for mention in facts.linked(node, plan)
    )


def _part(facts: _Facts, node: Iri, plan: FieldPlan) -> object:
    found = facts.one(node, plan.term())
    return None if found is None else facts.build(Iri(found), plan.part)


def _parts(facts: _Facts, node: Iri, plan: FieldPlan) -> tuple[object, ...]:
    return tuple(facts.build(fact, plan.part) for fact in facts.linked(node, plan))


_Way = Callable[[_Facts, Iri, FieldPlan], object]
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
    "part": _part,
    "parts": _parts,
    "arm": _arm,
    "arms": _arms,
    "group": _group,
    "groups": _groups,
}
