"""How each field of the model becomes properties: one table for writing and for reading.

The mapping is mechanical. A field ``end_point`` is ``:statedEndPoint``; a number
brings its printed text, its decimals and its place beside it. ``_PROPERTIES`` holds
the few fields whose plain name would mean two things.
"""

import dataclasses
import re
import types
import typing
from dataclasses import dataclass

from trialgraph.model.reading import Bibliography
from trialgraph.model.text import Absence, Number, PartialDate, Span, Stated
from trialgraph.model.trial import Design, Population, Sides, TrialDates
from trialgraph.names import Iri, term

Shape = typing.Literal[
    "words", "whole", "truth", "number", "stated", "date", "sides", "place",
    "many words", "many wholes", "places", "mentions", "part", "parts", "flat",
    "arm", "own place", "passages",
]  # fmt: skip

NOTHING = object()
"""What an absent field never equals: the field is always written."""

_FLAT = (Bibliography, Design, Population, TrialDates)
_ONE: dict[object, Shape] = {
    str: "words",
    int: "whole",
    bool: "truth",
    Number: "number",
    Stated: "stated",
    PartialDate: "date",
    Sides: "sides",
    Span: "place",
}
_MANY: dict[object, Shape] = {
    str: "many words",
    int: "many wholes",
    Span: "places",
    Stated: "mentions",
}
_ABSENT: dict[Shape, object] = {
    "words": "",
    "arm": "",
    "truth": False,
    "many words": (),
    "many wholes": (),
    "places": (),
    "passages": (),
    "mentions": (),
    "parts": (),
}
_ARM_FIELDS = {"arm", "experimental", "comparator"}
_PROPERTIES = {
    ("Trial", "end_points"): "declaredEndPoint",
    ("Design", "levels"): "statedSignificanceLevel",
    ("Design", "testing"): "statedTestStep",
    ("Design", "multiplicity_span"): "statedMultiplicity",
    ("Arm", "aliases"): "statedAlias",
    ("Intervention", "printed"): "statedPrintedName",
    ("Arm", "n_by_population"): "statedPopulationSize",
    ("Trial", "countries"): "statedCountry",
    ("Trial", "eligibility"): "statedCriterion",
    ("Population", "biomarkers"): "statedBiomarker",
    ("Estimate", "trial"): "statedTrialName",
    ("Estimate", "p"): "statedPValue",
    ("Estimate", "n_analysed"): "statedAnalysedCount",
    ("Estimate", "events"): "statedEventCount",
    ("Boundary", "p"): "statedBoundaryP",
    ("PValue", "comparator"): "statedPComparator",
    ("Claim", "cites"): "statedCitationNumber",
}
_RENAMED = {"also": "alsoAt", "rule": "foundBy", "passages": "passage", "span": "place"}


_PLANS: dict[type, tuple["FieldPlan", ...]] = {}


@dataclass(frozen=True, slots=True)
class FieldPlan:
    """How one field is stated.

    Attributes:
        name: of the field.
        local: local name of its property; ``place`` and the like stand after it.
        shape: which of the ways of writing and reading it takes.
        absent: the value that is stated by saying nothing, else ``NOTHING``.
        part: class of the part or parts.
    """

    name: str
    local: str
    shape: Shape
    absent: object
    part: type

    def term(self, suffix: str = "") -> Iri:
        """Return the property, or the one beside it such as ``...Printed``."""
        return term(self.local + suffix)


def plans(model: type) -> tuple[FieldPlan, ...]:
    """Return the plans of a model class, in the order of its fields."""
    if model not in _PLANS:
        _PLANS[model] = _plans(model)
    return _PLANS[model]


def _plans(model: type) -> tuple[FieldPlan, ...]:
    """Return the plans of a model class, from the types of its fields."""
    hints = typing.get_type_hints(model)
    return tuple(_plan(model, field, hints[field.name]) for field in dataclasses.fields(model))


def class_name(model: type) -> str:
    """Return the local name of the class of a reported thing: ``ReportedArmValue``."""
    return "Reported" + ("Mention" if model is Stated else model.__name__)


def kind(model: type) -> str:
    """Return the class as it stands in IRIs: ``arm-value``."""
    return _hyphenated(model.__name__)


def mention_kind(field: FieldPlan) -> str:
    """Return what the mentions of a field are called in IRIs: ``stratification-factor``."""
    return _hyphenated(field.local.removeprefix("stated"))


def _hyphenated(camel: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "-", camel).lower()


def _plan(model: type, field: "dataclasses.Field[object]", hint: object) -> FieldPlan:
    """Return the plan of one field from its type."""
    choices, optional = _choices(hint)
    shape, part = _shape(model, field.name, choices)
    absent = None if optional else _absent(shape, field)
    return FieldPlan(field.name, _local(model, field.name, shape), shape, absent, part)


def _absent(shape: Shape, field: "dataclasses.Field[object]") -> object:
    """Return what a field that cannot be ``None`` is when nothing is stated.

    Words that every instance must have are always written, so that a graph
    without them is refused and not read as empty words.
    """
    is_required = field.default is dataclasses.MISSING
    if is_required and shape in {"words", "arm"}:
        return NOTHING
    return _ABSENT.get(shape, NOTHING)


def _choices(hint: object) -> tuple[object, bool]:
    """Return the type that a value has when it is there, and whether it may be ``None``."""
    if typing.get_origin(hint) not in {typing.Union, types.UnionType}:
        return hint, False
    args = typing.get_args(hint)
    (there,) = [arg for arg in args if arg not in {type(None), Absence}]
    return there, type(None) in args


def _shape(model: type, name: str, there: object) -> tuple[Shape, type]:
    """Return how a type is written, and the class of its parts."""
    if name in _ARM_FIELDS and model.__name__ != "PValue":
        return "arm", str
    origin, args = typing.get_origin(there), typing.get_args(there)
    if origin is typing.Literal:
        return _ONE[type(args[0])], str
    if origin is tuple:
        return ("passages" if name == "passages" else _MANY.get(args[0], "parts")), args[0]
    if name == "span":
        return "own place", Span
    part = typing.cast("type", there)
    return _ONE.get(part, "flat" if part in _FLAT else "part"), part


def _local(model: type, name: str, shape: Shape) -> str:
    """Return the local name of a field's property."""
    given = _PROPERTIES.get((model.__name__, name)) or _RENAMED.get(name)
    if given:
        return given
    words = name.split("_")
    if shape in {"parts", "mentions", "many words"}:
        words[-1] = words[-1].removesuffix("s")
    return "stated" + "".join(word[:1].upper() + word[1:] for word in words)
