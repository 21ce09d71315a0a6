"""A value that a person corrects: which property of which node it is, and what it then says.

The field is named as the model names it (``value``, ``end_point``); the field of a part by
the part's name before it (``interval.upper``), which may be left out where one part alone
has such a field. A number has to stand in the words that are quoted for it, and is taken
from there with the decimals that are printed.
"""

import re
import types
import typing
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import cache

from trialgraph import names
from trialgraph.evidence.reviews import Correction
from trialgraph.model.reading import TrialDocument
from trialgraph.model.text import Absence, Span, Stated
from trialgraph.model.values import dataclass
from trialgraph.names import Iri
from trialgraph.rdf import term
from trialgraph.rdf.plan import FieldPlan, Shape, class_name, plans
from trialgraph.rdf.term import Literal, Term, plain
from trialgraph.rdf.ways import SUFFIXES

_TYPE = names.expand("rdf:type")
_LABEL, _ARM = names.term("statedLabel"), names.term("ReportedArm")
_PARTS: frozenset[Shape] = frozenset({"part", "parts", "flat"})
_SIGNS = str.maketrans(dict.fromkeys("‐‑‒–—−", "-") | dict.fromkeys("·•∙⋅", "."))
_NUMBER = re.compile(r"(?<![\w.])-?(?:\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d*\.?\d+)")
_ALONE = re.compile(r"(?<![\w.])\d+(?:\.\d+)?(?!\w)")
_SHOWN = 80
_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
_OURS = frozenset(
    {(name, "rule") for name in ("Estimate", "ArmValue", "Arm", "EndPoint")}
    | {("Estimate", "trial"), ("Estimate", "second_hand"), ("Trial", "role")}
    | {("Problem", "code"), ("Problem", "message")}
)
"""Fields that say how a document was read, or what of it is whose: no words of it say so."""


class NotFitting(ValueError):
    """A correction does not fit the fact that it is of."""


class Said:
    """The statements of one document, by the node that they are about."""

    def __init__(self, statements: Sequence[tuple[Iri, Iri, Term]]) -> None:
        self.statements = statements
        self._held: defaultdict[tuple[Iri, Iri], list[Term]] = defaultdict(list)
        for subject, predicate, obj in statements:
            self._held[subject, predicate].append(obj)

    def all(self, node: Iri, predicate: Iri) -> list[Term]:
        """Return every object of a property."""
        return self._held.get((node, predicate), [])

    def one(self, node: Iri, predicate: Iri) -> str:
        """Return the characters of an object, empty where there is none."""
        return next(map(plain, self.all(node, predicate)), "")

    def types(self, node: Iri) -> list[str]:
        """Return the local names of a node's classes; none where nothing is said of it."""
        return [plain(one).removeprefix(names.ONTOLOGY) for one in self.all(node, _TYPE)]

    def nodes(self, of_class: Iri) -> Iterator[Iri]:
        """Yield the nodes of a class."""
        yield from (s for s, p, o in self.statements if p == _TYPE and o == of_class)


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a node: how it is stated, and what its values may be."""

    node: Iri
    model: type
    plan: FieldPlan

    @property
    def terms(self) -> tuple[Iri, ...]:
        """Return the properties that state it."""
        return tuple(self.plan.term(suffix) for suffix in SUFFIXES.get(self.plan.shape, ("",)))


@cache
def models() -> dict[str, type]:
    """Return the classes of what a document says, by the local names of their RDF classes."""
    found: dict[str, type] = {}
    waiting: list[type] = [TrialDocument]
    while waiting:
        for plan in plans(waiting.pop()):
            if plan.shape in _PARTS and class_name(plan.part) not in found:
                found[class_name(plan.part)] = plan.part
                waiting.append(plan.part)
    return {**found, "ReportedStudy": found["ReportedTrial"], class_name(Stated): Stated}


def correctable(said: Said, fact: Iri) -> list[str]:
    """Return the paths of the single values that a fact and its parts have, those of parts last."""
    own = _own_fields(said, fact)
    inner = [f"{owner}.{one.plan.name}" for owner, one in _of_parts(said, own)]
    return [one.plan.name for one in own if one.plan.shape in _WAYS] + inner


def found_field(said: Said, fact: Iri, path: str) -> Field:
    """Return the field that a path names.

    Raises:
        NotFitting: the fact has no such field, or several parts of it have one.
    """
    part, _, name = path.replace("-", "_").rpartition(".")
    own = _own_fields(said, fact)
    parts = _of_parts(said, own)
    found = [] if part else [one for one in own if one.plan.name == name]
    found = found or [
        inner for owner, inner in parts if inner.plan.name == name and part in {"", owner}
    ]
    if len(found) == 1:
        return found[0]
    raise NotFitting(
        f"found {path[:_SHOWN]!r}, which is {'several fields' if found else 'no field'} "
        f"of the fact; wanted one of {', '.join(correctable(said, fact))}"
    )


def _of_parts(said: Said, own: Sequence[Field]) -> list[tuple[str, Field]]:
    """Return the fields of the parts that a fact has, each with the name of its part."""
    return [
        (one.plan.name, inner)
        for one in own
        if one.plan.shape == "part"
        for node in map(plain, said.all(one.node, one.plan.term()))
        for inner in _fields(Iri(node), one.plan.part)
    ]


def _own_fields(said: Said, fact: Iri) -> list[Field]:
    """Return the fields of a fact that a document can say."""
    kinds = (models()[one] for one in said.types(fact) if one in models())
    return [one for model in kinds for one in _fields(fact, model)]


def _fields(node: Iri, model: type) -> Iterator[Field]:
    """Yield the fields that stand on one node."""
    for plan in plans(model):
        if plan.shape == "flat":
            yield from _fields(node, plan.part)
        elif (model.__name__, plan.name) not in _OURS:
            yield Field(node, model, plan)


def restated(said: Said, fact: Iri, correction: Correction) -> Said:
    """Return the statements with one value corrected.

    Raises:
        NotFitting: the fact has no such field, or it cannot have such a value.
    """
    field = found_field(said, fact, correction.field)
    way = _WAYS.get(field.plan.shape)
    if way is None:
        raise NotFitting(
            f"found {correction.field!r}, a list or a link, wanted a single value; "
            "reject the fact that is wrong"
        )
    fresh = [
        (field.node, field.plan.term(suffix), value)
        for suffix, value in way(field, correction, said)
    ]
    gone = set(field.terms)
    kept = [one for one in said.statements if one[0] != field.node or one[1] not in gone]
    return Said([*kept, *fresh])


Stating = list[tuple[str, Term]]
Way = Callable[[Field, Correction, Said], Stating]


def _number(field: Field, one: Correction, _said: Said) -> Stating:
    """State a number with its printed text, or why there is none."""
    if one.value in set(Absence):
        if Absence not in _kinds(field):
            raise NotFitting(
                f"found {one.value!r}, wanted a number; {field.plan.name} has always one"
            )
        return [("Absence", Literal(one.value))]
    start, printed, value = _printed_number(one)
    place = Span(one.place.start + start, one.place.start + start + len(printed))
    return [
        ("", term.decimal(value)),
        ("Decimals", term.integer(_decimals(value))),
        ("Place", Literal(str(place))),
        ("Printed", Literal(printed)),
    ]


def _decimals(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _printed_number(one: Correction) -> tuple[int, str, Decimal]:
    """Return where the quoted words print a number, as what, and its value."""
    wanted = _decimal(one.value)
    for start, printed, value in _numbers(one.quote):
        if value == wanted:
            return start, printed, value
    told = ", ".join(printed for _, printed, _ in _numbers(one.quote)) or "no number"
    raise NotFitting(f"found {one.value}, which the quoted words do not print; they print {told}")


def _decimal(words: str) -> Decimal:
    plain_words = words.translate(_SIGNS).strip()
    if not re.fullmatch(r"-?\d*\.?\d+", plain_words):
        raise NotFitting(f"found {words!r}, wanted a number such as 0.98")
    return Decimal(plain_words)


def _numbers(quote: str) -> Iterator[tuple[int, str, Decimal]]:
    """Yield the numbers of words: where, as printed, and their values."""
    folded = quote.translate(_SIGNS)
    for found in _NUMBER.finditer(folded):
        printed = quote[found.start() : found.end()]
        yield found.start(), printed, Decimal(found[0].replace(",", ""))
        if found[0].startswith("-"):  # of a range, or a dash before a number
            bare = found[0].removeprefix("-").replace(",", "")
            yield found.start() + 1, printed[1:], Decimal(bare)
    for found in re.finditer(r"(?<=\d)-(\d*\.?\d+)", folded):
        yield found.start(1), quote[found.start(1) : found.end(1)], Decimal(found[1])


def _words(field: Field, one: Correction, _said: Said) -> Stating:
    """State words, which are one of a fixed list where the field has one."""
    codes = choices(field)
    if codes and one.value not in codes:
        raise NotFitting(f"found {one.value!r}, wanted one of {', '.join(codes)}")
    if not one.value.strip():
        raise NotFitting("found no words, wanted what the field says")
    printed = {found[0] for found in _ALONE.finditer(one.quote.translate(_SIGNS))}
    for number in () if codes else _ALONE.findall(one.value):
        if number not in printed:
            raise NotFitting(f"found {number}, which the quoted words do not print")
    return [("", Literal(one.value))]


def _whole(_field: Field, one: Correction, _said: Said) -> Stating:
    _, _, value = _printed_number(one)
    if value != int(value):
        raise NotFitting(f"found {one.value}, wanted a whole number")
    return [("", term.integer(int(value)))]


def _truth(_field: Field, one: Correction, _said: Said) -> Stating:
    if one.value not in {"true", "false"}:
        raise NotFitting(f"found {one.value!r}, wanted true or false")
    return [("", term.boolean(one.value == "true"))]


def _stated(_field: Field, one: Correction, _said: Said) -> Stating:
    return [("", Literal(one.value)), *_quoted(one)]


def _quoted(one: Correction) -> Stating:
    return [("Place", Literal(str(one.place))), ("Printed", Literal(one.quote))]


def _date(_field: Field, one: Correction, _said: Said) -> Stating:
    """State a date as precise as it is given; its year has to be printed."""
    found = _DATE.fullmatch(one.value)
    wrong = NotFitting(f"found {one.value!r}, wanted a date such as 2025, 2025-05 or 2025-05-10")
    if found is None:
        raise wrong
    try:
        first = date.fromisoformat("-".join([*filter(None, found.groups()), "01", "01"][:3]))
    except ValueError as error:
        raise wrong from error
    if found[1] not in one.quote:
        raise NotFitting(f"found the year {found[1]}, which the quoted words do not print")
    precision = ("year", "month", "day")[sum(part is not None for part in found.groups()) - 1]
    return [("", term.day(first)), ("Precision", Literal(precision)), *_quoted(one)]


def _sides(_field: Field, one: Correction, _said: Said) -> Stating:
    if one.value not in {"1", "2"}:
        raise NotFitting(f"found {one.value!r}, wanted 1 or 2 sides")
    printed = ("Origin", Literal("printed")), ("Place", Literal(str(one.place)))
    return [("", term.integer(int(one.value))), *printed]


def _arm(_field: Field, one: Correction, said: Said) -> Stating:
    labels = {said.one(node, _LABEL): node for node in said.nodes(_ARM)}
    if one.value not in labels:
        raise NotFitting(f"found {one.value!r}, wanted an arm: {', '.join(sorted(labels))}")
    return [("", labels[one.value])]


_WAYS: dict[Shape, Way] = {
    "number": _number,
    "words": _words,
    "whole": _whole,
    "truth": _truth,
    "stated": _stated,
    "date": _date,
    "sides": _sides,
    "arm": _arm,
}
"""How each shape is stated; lists and links are not corrected."""


def choices(field: Field) -> tuple[str, ...]:
    """Return the codes that a field takes; none where it takes any words."""
    return tuple(str(each) for kind in _kinds(field) for each in typing.get_args(kind))


def _kinds(field: Field) -> tuple[object, ...]:
    """Return the types that a field's value may have."""
    hint = typing.get_type_hints(field.model)[field.plan.name]
    is_union = typing.get_origin(hint) in {typing.Union, types.UnionType}
    return typing.get_args(hint) if is_union else (hint,)
