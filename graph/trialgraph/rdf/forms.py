"""How each class of the model is written: found out once a process, used for each of its facts."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby
from operator import attrgetter
from typing import Any

from trialgraph.model.text import Span, Stated
from trialgraph.names import term
from trialgraph.rdf import rows
from trialgraph.rdf.concepts import Names, words_of
from trialgraph.rdf.naming import Way, by_own_place, own_place, way_of
from trialgraph.rdf.node import Write
from trialgraph.rdf.plan import FIELDS, OWN_WORDS, ROWS, FieldPlan, class_name, kind, plans
from trialgraph.rdf.rows import Row
from trialgraph.rdf.term import iri_text, said
from trialgraph.rdf.values import predicate, values_of, words
from trialgraph.rdf.ways import SUFFIXES, apart, writer


@dataclass(frozen=True, slots=True)
class Form:
    """How a class of the model is written.

    Attributes:
        kind: as it stands in IRIs.
        of_class: the statement of an instance's class.
        way: how it stands.
        place: the place of an instance.
        words: gives the lines of its fields that hold words.
        values: the values of its other fields.
        writes: the writers of these.
        loud: where among them the fields stand that state an empty value.
        is_row: no passages.
        is_field: no passage where a record's field holds it.
        own_words: the words that are its passage where a record's field holds them so;
            ``None`` for most classes.
        has_span: its own place is stated.
        has_passages: it says itself which passages it rests on.
        concepts: what an instance names, ``None`` for a class that names nothing.
        is_named_by_own_place: and by nothing else, and its place is stated.
        row: gives the lines of its fields in one piece; ``None`` for most classes.
    """

    kind: str
    of_class: str
    way: Way
    place: Callable[[Any], Span | None]
    words: Callable[[Any], list[str]]
    values: Callable[[Any], tuple[Any, ...]]
    writes: tuple[Write, ...]
    loud: tuple[int, ...]
    is_row: bool
    is_field: bool
    own_words: Callable[[Any], str] | None
    has_span: bool
    has_passages: bool
    concepts: Callable[[Any], Names] | None
    is_named_by_own_place: bool
    row: Row | None


FORMS: dict[type, Form] = {}


def form_of(model: type) -> Form:
    """Return how a class is written; made once a process."""
    found = FORMS.get(model)
    if found is None:
        FORMS[model] = found = _made(model)
    return found


@cache
def form_of_mentions(kind_of: str) -> Form:
    """Return how words that a field lists are written; their kind is the field's."""
    return replace(form_of(Stated), kind=kind_of)


def _made(model: type) -> Form:
    """Return how a class is written, from the plans of its fields."""
    # The place of a fact is written with its frame.
    planned = [plan for plan in plans(model) if plan.shape not in {"own place", "words"}]
    absent = {plan.name: plan.absent for plan in plans(model)}
    way, has_span, concepts = way_of(model), "span" in absent, words_of(model)
    interrupted = _interrupted(model)
    lines = words([plan for plan in plans(model) if plan.shape == "words"])
    is_named_by_own_place = has_span and way is by_own_place
    is_placed = is_named_by_own_place and absent["span"] is not None
    is_plain = is_placed and concepts is None and not planned
    return Form(
        kind=kind(model),
        of_class=class_line(class_name(model)),
        way=way,
        place=attrgetter("span") if has_span else own_place,
        words=lines,
        values=values_of([plan.name for plan in planned]),
        writes=tuple(
            apart(writer(plan)) if plan.name in interrupted else writer(plan) for plan in planned
        ),
        loud=tuple(number for number, plan in enumerate(planned) if plan.is_loud),
        is_row=model in ROWS,
        is_field=model in FIELDS,
        own_words=attrgetter(OWN_WORDS[model]) if model in OWN_WORDS else None,
        has_span=has_span,
        has_passages="passages" in absent,
        concepts=concepts,
        is_named_by_own_place=is_named_by_own_place,
        row=rows.ROWS.get(model, rows.of_words(lines) if is_plain else None),
    )


def _interrupted(model: type) -> frozenset[str]:
    """Return the fields between whose sorted lines those of another field stand."""
    stated = sorted(
        (predicate(plan, suffix), name, plan.name)
        for name, plan in _unfolded(model)
        for suffix in SUFFIXES.get(plan.shape, ("",))
    )
    blocks = Counter(key for key, _ in groupby((name, inner) for _, name, inner in stated))
    return frozenset(name for (name, _), times in blocks.items() if times > 1)


def _unfolded(model: type) -> Iterator[tuple[str, FieldPlan]]:
    """Yield the fields of a class with their plans; for a flat part, those of its own fields."""
    for plan in plans(model):
        if plan.shape == "flat":
            yield from ((plan.name, inner) for _, inner in _unfolded(plan.part))
        else:
            yield plan.name, plan


def class_line(local: str) -> str:
    """Return the statement that a node is of a class of ours."""
    return f"{said('rdf:type')}{iri_text(term(local))}\n"
