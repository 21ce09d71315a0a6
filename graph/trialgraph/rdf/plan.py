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

from trialgraph.model.reading import Author, Bibliography, Grant, HistoryDate
from trialgraph.model.registry import (
    Denominator,
    EventCount,
    EventGroup,
    FlowCount,
    FlowPeriod,
    FlowStep,
    Measurement,
    RegisteredEvent,
    ResultGroup,
)
from trialgraph.model.text import Absence, Number, PartialDate, Span, Stated
from trialgraph.model.trial import (
    Criterion,
    Design,
    Heading,
    Official,
    Population,
    SecondaryId,
    Sides,
    Site,
    Sponsor,
    TrialDates,
)
from trialgraph.names import Iri, term

Shape = typing.Literal[
    "words", "whole", "truth", "number", "stated", "date", "sides", "place",
    "many words", "many wholes", "places", "mentions", "part", "parts", "flat",
    "arm", "arms", "group", "groups", "own place", "passages",
]  # fmt: skip

NOTHING = object()
"""What an absent field never equals: the field is always written."""

_EMPTY = frozenset({"words", "whole", "truth", "arm", "group"})
"""Shapes whose values may be empty without being absent."""

ROWS = frozenset(
    {Denominator, EventCount, EventGroup, FlowCount, FlowPeriod, FlowStep, Heading, Measurement}
    | {RegisteredEvent, ResultGroup, Site}
)
"""Classes with hundreds of instances in one record: a place, but no passage; of a number, nothing
that its own digits or the place of its row say already."""

FIELDS = frozenset({Author, Grant, HistoryDate, Official, SecondaryId, Sponsor, Stated})
"""Classes without a passage where a record's field holds them: nobody quotes their line."""

OWN_WORDS = {Criterion: "text"}
"""Classes with a field that holds their words: without a passage where a record's field holds
the very same characters, which would only stand there twice."""

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
    "arms": (),
    "group": "",
    "groups": (),
    "truth": False,
    "many words": (),
    "many wholes": (),
    "places": (),
    "passages": (),
    "mentions": (),
    "parts": (),
}
_NODE_FIELDS: dict[str, Shape] = {
    "arm": "arm",
    "experimental": "arm",
    "comparator": "arm",
    "group": "group",
}
_NODES_FIELDS: dict[str, Shape] = {"arms": "arms", "groups": "groups"}
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
    ("Trial", "interventions"): "statedRegisteredIntervention",
    ("Trial", "conditions"): "statedRegisteredCondition",
    ("Trial", "masked_parties"): "statedMaskedParty",
    ("TrialDates", "results_posted"): "statedResultsPostedDate",
    ("SecondaryId", "value"): "statedIdentifier",
    ("OutcomeMeasure", "analyses"): "statedAnalysis",
    ("Analysis", "value_printed"): "statedPrintedValue",
    ("RegistryResults", "baseline"): "statedBaselineTables",
    ("RegistryResults", "events"): "statedEventTables",
    ("BaselineTables", "measures"): "statedBaselineMeasure",
    ("FlowCount", "units"): "statedUnitCount",
    ("Grant", "number"): "statedGrantNumber",
    ("Grant", "country"): "statedGrantCountry",
    ("Site", "country"): "statedSiteCountry",
    ("HistoryDate", "step"): "statedHistoryStep",
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
        in_row: the class is one of ``ROWS``.
    """

    name: str
    local: str
    shape: Shape
    absent: object
    part: type
    in_row: bool

    @property
    def is_loud(self) -> bool:
        """Tell whether an empty value (no words, 0, false) is stated, and not by silence."""
        return self.shape in _EMPTY and self.absent in (None, NOTHING)

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
    shape, part = _shape(field.name, choices)
    absent = None if optional else _absent(shape, field)
    return FieldPlan(
        field.name, _local(model, field.name, shape), shape, absent, part, model in ROWS
    )


def _absent(shape: Shape, field: "dataclasses.Field[object]") -> object:
    """Return what a field that cannot be ``None`` is when nothing is stated.

    Words that every instance must have are always written, so that a graph
    without them is refused and not read as empty words.
    """
    is_required = field.default is dataclasses.MISSING
    if is_required and shape in {"words", "arm", "group"}:
        return NOTHING
    return _ABSENT.get(shape, NOTHING)


def _choices(hint: object) -> tuple[object, bool]:
    """Return the type that a value has when it is there, and whether it may be ``None``."""
    if typing.get_origin(hint) not in {typing.Union, types.UnionType}:
        return hint, False
    args = typing.get_args(hint)
    (there,) = [arg for arg in args if arg not in {type(None), Absence}]
    return there, type(None) in args


def _shape(name: str, there: object) -> tuple[Shape, type]:
    """Return how a type is written, and the class of its parts."""
    origin, args = typing.get_origin(there), typing.get_args(there)
    if there is str and name in _NODE_FIELDS:
        return _NODE_FIELDS[name], str
    if args == (str, ...) and name in _NODES_FIELDS:
        return _NODES_FIELDS[name], str
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
    if shape in {"parts", "mentions", "many words", "arms", "groups"}:
        words[-1] = words[-1].removesuffix("s")
    return "stated" + "".join(word[:1].upper() + word[1:] for word in words)
