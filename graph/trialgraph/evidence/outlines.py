"""Parts of what documents say, without reading the rest.

Identity looks at all documents, results only at those of a few trials: an outline
holds names, numbers and references, a seventh of a paper's statements or less. What a
registry's record posts in its tables (a thousand rows of events are no rarity) is no
ground for any judgement: it is never read here. What people rejected is left out, and
what they corrected is read as they say.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import Any, TypeVar

from trialgraph import names
from trialgraph.evidence.decisions import Selects
from trialgraph.evidence.reviewed import as_reviewed
from trialgraph.evidence.reviews import Review, Reviews
from trialgraph.model.reading import (
    Author,
    Bibliography,
    Citation,
    Claim,
    Correction,
    TrialDocument,
)
from trialgraph.model.record import Record
from trialgraph.model.result import ArmCount, ArmValue, Boundary, Estimate, Interval, PValue
from trialgraph.model.text import Number, PartialDate, Span, Stated
from trialgraph.model.trial import (
    Arm,
    Biomarker,
    Comparison,
    Design,
    EndPoint,
    Intervention,
    Population,
    PopulationSize,
    Sides,
    SignificanceLevel,
    Sponsor,
    TestStep,
    Trial,
    TrialDates,
)
from trialgraph.model.values import dataclass
from trialgraph.names import Iri
from trialgraph.rdf.naming import Places
from trialgraph.rdf.plan import Shape, class_name, plans
from trialgraph.rdf.quads import GraphText
from trialgraph.rdf.read import trial_document
from trialgraph.rdf.term import Literal
from trialgraph.rdf.values import values_of

Fields = Mapping[type, frozenset[str] | None]
"""Fields that are wanted of each class; ``None`` means all whose own class is wanted."""

_FRAME = {"identifier", "kind", "sha256", "reader", "text_sha256", "bibliography", "trials"}
_IMPRINT = {"title", "journal", "issued", "online", "volume", "pages", "doi", "pmid", "pmcid"}
_NOTICES = {"publication_types", "corrections", "erratum", "retracted"}
_NAMES = {"role", "study_type", "acronym", "title", "brief_title", "registrations", "span"}
_SECOND_FACTS = {"phase", "n_randomised", "n_planned", "enrolment", "conditions", "population"}
_OUTLINE: Fields = {
    TrialDocument: frozenset(_FRAME | {"citations", "conclusion"}),
    Bibliography: frozenset(_IMPRINT | _NOTICES | {"authors", "registrations"}),
    Trial: frozenset(_NAMES | _SECOND_FACTS | {"organisation_ids", "sponsors", "design"}),
    Design: frozenset({"multiplicity"}),
    Population: frozenset({"condition"}),
    Author: frozenset({"name", "span"}),
    Citation: None,
    Correction: None,
    Sponsor: None,
    Stated: None,
}
_OF_TRIALS = (Trial, TrialDates, Design, Population, Sponsor, Biomarker, EndPoint)
_OF_ARMS = (Arm, Intervention, PopulationSize, Comparison, SignificanceLevel, TestStep)
_OF_RESULTS = (Estimate, Interval, PValue, Boundary, ArmCount, ArmValue)
_OF_PAPERS = (TrialDocument, Bibliography, Author, Citation, Correction, Claim, Stated)
_JUDGED: Fields = dict.fromkeys((*_OF_TRIALS, *_OF_ARMS, *_OF_RESULTS, *_OF_PAPERS))
_SUFFIXES = ("", "Printed", "Place", "Precision", "Listed", "Absence", "Decimals", "Origin")
_BESIDE = ("place", "pointer", "passage", "statedTerm", "statedPrinted", "statedLabel")
_ALWAYS = frozenset({names.expand("rdf:type"), *(names.term(one) for one in _BESIDE)})
_OF_STUDIES = (names.term("ReportedTrial"), names.term("ReportedStudy"))
_QUERY = """SELECT ?graph ?subject ?predicate ?object {{
  VALUES ?class {{ {classes} }} {graphs}
  GRAPH ?graph {{ ?subject a ?class ; ?predicate ?object }}
}}"""


Outlines = dict[str, TrialDocument]
"""Documents by identifier, with their trials' names and their references only."""


def outlines(store: Selects, wanted: Iterable[str] | None = None) -> Outlines:
    """Return the outlines of documents held, of all of them where none are named.

    Args:
        store: holds their graphs.
        wanted: identifiers; what is not held has no outline.
    """
    graphs = ""
    if wanted is not None:
        values = " ".join(f"<{names.document(one)}>" for one in sorted(wanted))
        graphs = f"VALUES ?graph {{ {values} }}"
    reviews = _by_document(Reviews(store, wanted))
    return {one.identifier: one for one in _readings(store, _OUTLINE, graphs, reviews)}


def judged_parts(store: Selects, identifier: str) -> TrialDocument:
    """Return a document held with all that results are judged by, a registry's tables left out.

    Raises:
        ValueError: it is not held.
    """
    graph = names.document(identifier)
    reviews = _by_document(Reviews(store, [identifier]))
    found = list(_readings(store, _JUDGED, f"VALUES ?graph {{ <{graph}> }}", reviews))
    if not found:
        raise ValueError(f"found no document {identifier!r}, wanted one that is held")
    return found[0]


def outline_of(reading: TrialDocument, record: Record | None = None) -> TrialDocument:
    """Return the outline of a document that was read, as ``outlines`` gives it unreviewed.

    Args:
        reading: what was read.
        record: of the document, if it is one: facts are named by where it holds them.
    """
    return _Kept(reading, _OUTLINE, record).only(reading)


def judged_part_of(reading: TrialDocument, record: Record | None = None) -> TrialDocument:
    """Return a document that was read as ``judged_parts`` gives it unreviewed."""
    return _Kept(reading, _JUDGED, record).only(reading)


Model = TypeVar("Model")
_Way = Callable[["_Kept", Any], object]


@dataclass(frozen=True, slots=True)
class _Form:
    """What is kept of a class: found out once a process, used for each of its values.

    Attributes:
        names: of the fields that are kept.
        values: gives theirs.
        ways: fields that are not kept as they are, each with what gives what is kept of it.
    """

    names: tuple[str, ...]
    values: Callable[[Any], tuple[Any, ...]]
    ways: tuple[tuple[str, _Way], ...]


class _Kept:
    """What is kept of a document: wanted fields, with pointers where a graph has them."""

    def __init__(self, reading: TrialDocument, fields: Fields, record: Record | None) -> None:
        self._fields = fields
        self._wanted = _wanted(is_outline=fields is _OUTLINE)
        self._forms = _FORMS[fields is _OUTLINE]
        self._places = Places(reading, record)

    def _form(self, model: type) -> _Form:
        """Return what is kept of a class."""
        found = self._forms.get(model)
        if found is None:
            found = self._forms[model] = _made(model, self._wanted)
        return found

    def only(self, value: Model) -> Model:
        """Return a value of the model without all fields but the wanted ones."""
        form = self._form(type(value))
        kept = dict(zip(form.names, form.values(value), strict=True))
        for name, way in form.ways:
            if found := kept[name]:
                kept[name] = way(self, found)
        return type(value)(**kept)

    def part(self, value: object) -> object:
        """Return a part without all fields but the wanted ones."""
        return self.only(value) if type(value) in self._fields else None

    def parts(self, values: tuple[object, ...]) -> object:
        """Return parts likewise."""
        return tuple([self.only(one) for one in values if type(one) in self._fields])

    def mentions(self, values: tuple[Stated, ...]) -> object:
        """Return the words that a field lists: each is a fact, whose place has its pointer."""
        return tuple([Stated(one.value, one.printed, self.pointed(one.span)) for one in values])

    def pointed(self, span: Span) -> Span:
        """Return the place of a fact with its pointer, as the graph of the document has it."""
        pointer = self._places.pointer(span)
        return Span(span.start, span.end, pointer) if pointer not in {"", span.pointer} else span


def _unpointed(_kept: _Kept, value: Any) -> object:  # noqa: ANN401 - any value with a place
    """Return a value without the pointer to its place, which no graph states."""
    moved = _MOVED.get(type(value))
    if moved is None or value.span is None or not value.span.pointer:
        return value
    return moved(value, Span(value.span.start, value.span.end))


_MOVED: dict[type, Callable[[Any, Span], object]] = {
    Number: lambda one, span: Number(one.value, one.printed, span),
    PartialDate: lambda one, span: PartialDate(one.first, one.precision, one.printed, span),
    Sides: lambda one, span: Sides(one.count, one.origin, span),
    Stated: lambda one, span: Stated(one.value, one.printed, span),
}
"""Give a value another place: a tenth of the time of ``dataclasses.replace``."""


def _bare(_kept: _Kept, span: Span) -> object:
    """Return a place without its pointer."""
    return Span(span.start, span.end) if span.pointer else span


def _all_bare(kept: _Kept, spans: tuple[Span, ...]) -> object:
    """Return places without their pointers."""
    return tuple([_bare(kept, span) for span in spans])


_WAYS: dict[Shape, _Way] = {
    "flat": _Kept.only,
    "own place": _Kept.pointed,
    "part": _Kept.part,
    "parts": _Kept.parts,
    "mentions": _Kept.mentions,
    "place": _bare,
    "places": _all_bare,
    "passages": _all_bare,
    "number": _unpointed,
    "stated": _unpointed,
    "date": _unpointed,
    "sides": _unpointed,
}
"""What gives what is kept of a field; fields of other shapes are kept as they are."""


_FORMS: dict[bool, dict[type, _Form]] = {True: {}, False: {}}
"""What is kept of classes in an outline, and of those that results are judged by."""


def _made(model: type, wanted: frozenset[Iri]) -> _Form:
    """Return what is kept of a class when these properties are."""
    kept = [
        plan
        for plan in plans(model)
        if plan.shape in {"flat", "own place"} or plan.term() in wanted
    ]
    names_ = [plan.name for plan in kept]
    ways = tuple((plan.name, _WAYS[plan.shape]) for plan in kept if plan.shape in _WAYS)
    return _Form(tuple(names_), values_of(names_), ways)


ByDocument = Mapping[Iri, list[Review]]
"""Reviews in force by the graph of the document whose facts they are about."""


def _by_document(reviews: Reviews) -> ByDocument:
    """Return the reviews in force by document."""
    found: defaultdict[Iri, list[Review]] = defaultdict(list)
    for one in reviews.in_force.values():
        found[names.document(one.document)].append(one)
    return found


def _readings(
    store: Selects, fields: Fields, graphs: str, reviews: ByDocument
) -> Iterator[TrialDocument]:
    """Yield documents as far as some fields go, as they were reviewed."""
    wanted = _wanted(is_outline=fields is _OUTLINE) | _ALWAYS
    classes = " ".join(f"<{one}>" for one in _classes(fields))
    found: defaultdict[Iri, list[tuple[Iri, Iri, Iri | Literal]]] = defaultdict(list)
    for row in store.select(_QUERY.format(classes=classes, graphs=graphs)):
        graph, subject, predicate = row["graph"], row["subject"], row["predicate"]
        if predicate in wanted and not isinstance(graph, Literal):
            found[graph].append((Iri(str(subject)), Iri(str(predicate)), row["object"]))
    for graph, statements in found.items():
        said = reviews.get(graph)
        yield _reading(graph, as_reviewed(graph, statements, said) if said else statements)


@cache
def _wanted(*, is_outline: bool) -> frozenset[Iri]:
    """Return the properties that an outline has, or all that results are judged by."""
    return frozenset(_properties(_OUTLINE if is_outline else _JUDGED))


def _properties(fields: Fields) -> Iterator[Iri]:
    """Yield the properties of wanted fields, with those that stand beside them."""
    for model, wanted in fields.items():
        for plan in plans(model):
            is_part = plan.shape in {"part", "parts"} and plan.part not in fields
            if not is_part and (wanted is None or plan.name in wanted):
                yield from (plan.term(suffix) for suffix in (*_SUFFIXES, "Label"))


def _classes(fields: Fields) -> Iterable[Iri]:
    """Return the classes of the nodes that hold wanted fields."""
    named = [names.term(class_name(one)) for one in fields if one is not TrialDocument]
    return dict.fromkeys([names.term("Document"), *_OF_STUDIES, *named])


def _reading(graph: Iri, statements: Iterable[tuple[Iri, Iri, Iri | Literal]]) -> TrialDocument:
    """Return one document as far as these statements go."""
    text = GraphText(graph)
    for subject, predicate, obj in statements:
        text.add(subject, predicate, obj)
    return trial_document(text.bytes())
