"""How each class of the model is written: found out once a process, used for each of its facts."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import Any

from trialgraph.model.text import Span
from trialgraph.names import expand, term
from trialgraph.rdf import rows
from trialgraph.rdf.concepts import Names, words_of
from trialgraph.rdf.naming import Way, by_own_place, own_place, way_of
from trialgraph.rdf.plan import FIELDS, ROWS, FieldPlan, class_name, kind, plans
from trialgraph.rdf.rows import Row
from trialgraph.rdf.term import iri_text
from trialgraph.rdf.ways import SUFFIXES, Write, predicate, writer


@dataclass(frozen=True, slots=True)
class Form:
    """How a class of the model is written.

    Attributes:
        kind: as it stands in IRIs.
        of_class: the statement of an instance's class.
        way: how it stands.
        place: the place of an instance.
        values: the values of its fields.
        writes: the writers of its fields.
        loud: where among them the fields stand that state an empty value.
        is_row: neither passages nor a link from the document.
        is_field: no passage where a record's field holds it.
        has_span: its own place is stated.
        has_passages: it says itself which passages it rests on.
        concepts: what an instance names, ``None`` for a class that names nothing.
        is_named_by_own_place: and by nothing else, and its place is stated.
        row: gives the lines of its fields in one piece; ``None`` for most classes.
        is_mixed: the properties of one field stand between those of another when sorted.
    """

    kind: str
    of_class: str
    way: Way
    place: Callable[[Any], Span | None]
    values: Callable[[Any], tuple[Any, ...]]
    writes: tuple[Write, ...]
    loud: tuple[int, ...]
    is_row: bool
    is_field: bool
    has_span: bool
    has_passages: bool
    concepts: Callable[[Any], Names] | None
    is_named_by_own_place: bool
    row: Row | None
    is_mixed: bool


FORMS: dict[type, Form] = {}


def form_of(model: type) -> Form:
    """Return how a class is written; made once a process."""
    found = FORMS.get(model)
    if found is None:
        FORMS[model] = found = _made(model)
    return found


def _made(model: type) -> Form:
    """Return how a class is written, from the plans of its fields."""
    # The place of a fact is written with its frame.
    planned = [plan for plan in plans(model) if plan.shape != "own place"]
    names = [plan.name for plan in plans(model)]
    way, has_span = way_of(model), "span" in names
    return Form(
        kind=kind(model),
        of_class=class_line(class_name(model)),
        way=way,
        place=attrgetter("span") if has_span else own_place,
        values=_values([plan.name for plan in planned]),
        writes=tuple(writer(plan) for plan in planned),
        loud=tuple(number for number, plan in enumerate(planned) if plan.is_loud),
        is_row=model in ROWS,
        is_field=model in FIELDS,
        has_span=has_span,
        has_passages="passages" in names,
        concepts=words_of(model),
        is_named_by_own_place=has_span and way is by_own_place,
        row=rows.ROWS.get(model),
        is_mixed=_is_mixed(model),
    )


def _is_mixed(model: type) -> bool:
    """Tell whether the sorted lines of one field stand between those of another."""
    said = sorted(
        (predicate(plan, suffix), plan.name)
        for plan in _unfolded(model)
        for suffix in SUFFIXES.get(plan.shape, ("",))
    )
    fields = [name for name, _ in groupby(name for _, name in said)]
    return len(fields) != len(set(fields))


def _unfolded(model: type) -> Iterator[FieldPlan]:
    """Yield the plans of a class, those of its flat parts among them."""
    for plan in plans(model):
        if plan.shape == "flat":
            yield from _unfolded(plan.part)
        else:
            yield plan


def _values(names: list[str]) -> Callable[[Any], tuple[Any, ...]]:
    """Return the function that gives the values of some fields."""
    if len(names) > 1:
        return attrgetter(*names)
    return lambda instance: tuple(getattr(instance, name) for name in names)


def class_line(local: str) -> str:
    """Return the statement that a node is of a class of ours."""
    return f"{said('rdf:type')}{iri_text(term(local))}\n"


def said(curie: str) -> str:
    """Return a property as it stands in a statement, with the space after it."""
    return f"{iri_text(expand(curie))} "
