"""Leaves malformed facts out of a reading, with what hangs on them, and records why."""

import re
from collections.abc import Iterable
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from trialgraph.check.report import ShapeFinding
from trialgraph.ingest.places import Place, place_of
from trialgraph.model.reading import TrialDocument
from trialgraph.model.result import Estimate
from trialgraph.model.text import Problem, Span
from trialgraph.model.trial import Comparison

# Parts that stand at the place of the value they belong to: the value goes with them.
_PARTS = {"interval": ("estimate", "arm-value"), "p-value": ("estimate",)}
_PARTS |= {"boundary": ("estimate",), "population-size": ("arm",)}

T = TypeVar("T")
Between = TypeVar("Between", Comparison, Estimate)


def without(
    reading: TrialDocument, findings: Iterable[ShapeFinding], graph: bytes = b""
) -> TrialDocument:
    """Return a reading without the facts that findings blame, each recorded as a problem.

    Args:
        reading: of a document.
        findings: about its graph.
        graph: the graph itself, as N-Quads.
    """
    told = [
        (place, f"{one.shape}: {one.message}")
        for one in findings
        if (place := place_of(one.focus, reading.identifier, graph)) is not None
    ]
    doomed = frozenset(
        Place(kind, place.span)
        for place, _ in told
        for kind in _PARTS.get(place.kind, (place.kind,))
    )
    pruned = _hanging(_pruned(reading, doomed), _arm_labels(reading))
    problems = tuple(Problem("left-out", message, place.span) for place, message in told)
    return replace(pruned, problems=(*pruned.problems, *problems))


def _pruned(value: T, doomed: frozenset[Place]) -> T:
    """Return a value without the doomed facts anywhere inside it."""
    if not is_dataclass(value) or isinstance(value, type | Span):
        return value
    changes: dict[str, Any] = {}
    for field in fields(value):
        old = getattr(value, field.name)
        new = _pruned_field(old, doomed)
        if new is not old:
            changes[field.name] = new
    return replace(value, **changes) if changes else value


def _pruned_field(value: object, doomed: frozenset[Place]) -> object:
    """Return a field's value without the doomed facts; the same value where nothing goes."""
    if not isinstance(value, tuple):
        return _pruned(value, doomed)
    kept = tuple(_pruned(one, doomed) for one in value if not _is_doomed(one, doomed))
    is_same = len(kept) == len(value) and all(a is b for a, b in zip(kept, value, strict=True))
    return value if is_same else kept


def _is_doomed(value: object, doomed: frozenset[Place]) -> bool:
    """Tell whether a value is one of the doomed facts."""
    span = getattr(value, "span", None)
    return isinstance(span, Span) and Place(kind_of(value), span) in doomed


def kind_of(value: object) -> str:
    """Return the hyphenated class name that stands in a fact's IRI, such as ``arm-value``."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", type(value).__name__).lower()


def _arm_labels(reading: TrialDocument) -> frozenset[str]:
    """Return the labels of all arms of a document."""
    return frozenset(arm.label for trial in reading.trials for arm in trial.arms)


def _hanging(reading: TrialDocument, before: frozenset[str]) -> TrialDocument:
    """Return a reading without what refers to an arm, or to the trial, that was left out."""
    gone = before - _arm_labels(reading)
    if not any(trial.role != "mentions" for trial in reading.trials):
        return replace(reading, estimates=(), arm_values=(), adverse_events=(), baseline=())
    if not gone:
        return reading
    return replace(
        reading,
        trials=tuple(
            replace(trial, comparisons=_between(trial.comparisons, gone))
            for trial in reading.trials
        ),
        estimates=_between(reading.estimates, gone),
        arm_values=tuple(one for one in reading.arm_values if one.arm not in gone),
        adverse_events=tuple(one for one in reading.adverse_events if one.arm not in gone),
        baseline=tuple(one for one in reading.baseline if one.arm not in gone),
    )


def _between(compared: tuple[Between, ...], gone: frozenset[str]) -> tuple[Between, ...]:
    """Return the comparisons or estimates whose two arms are both still there."""
    return tuple(one for one in compared if not {one.experimental, one.comparator} & gone)
