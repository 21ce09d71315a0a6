"""Names that the term tables know, read from the tables' own files."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_TABLES = Path(__file__).parents[2] / "ontology" / "terms"
_NOTATION = re.compile(r'skos:notation "([^"]*)"')
_LABEL = re.compile(r'skos:prefLabel "([^"]*)"')
_BROADER = re.compile(r"skos:broader ([^;.]+)")
_WORDS = re.compile(r':(endPointKind|eventDirection|betterWhen|conceptKind) "([^"]*)"')


@dataclass(frozen=True, slots=True)
class Term:
    """A concept of a term table.

    Attributes:
        better: ``higher`` or ``lower`` for amounts and scores, empty where unknown.
        event: ``bad`` or ``good`` for times to events.
    """

    notation: str
    label: str
    kind: str
    event: str
    better: str
    broader: tuple[str, ...]
    is_absence: bool
    is_regimen: bool


@cache
def table(name: str) -> tuple[Term, ...]:
    """Return the concepts of one table, such as ``drugs``, by notation."""
    text = (_TABLES / f"{name}.ttl").read_text(encoding="utf-8")
    found = [_term(part) for part in text.split("\n\n") if "a skos:Concept ;" in part]
    return tuple(sorted(found, key=lambda one: one.notation))


def _term(paragraph: str) -> Term:
    """Return the concept of one paragraph of a table."""
    words: dict[str, str] = dict(_WORDS.findall(paragraph))
    notation, label = _NOTATION.search(paragraph), _LABEL.search(paragraph)
    if notation is None or label is None:
        raise ValueError(f"a concept has a notation and a label, not {paragraph[:60]!r}")
    return Term(
        notation=notation[1],
        label=label[1],
        kind=words.get("endPointKind", "") or words.get("conceptKind", ""),
        event=words.get("eventDirection", ""),
        better=words.get("betterWhen", ""),
        broader=tuple(re.findall(r"\w+:([\w-]+)", " ".join(_BROADER.findall(paragraph)))),
        is_absence=":standsForAbsence" in paragraph,
        is_regimen=":madeOf" in paragraph,
    )


@cache
def drugs() -> tuple[Term, ...]:
    """Return the single drugs, without classes, named regimens and what stands for absence."""
    known = (one for one in table("drugs") if one.kind == "drug")
    return tuple(one for one in known if not (one.is_absence or one.is_regimen))


@cache
def classes() -> tuple[Term, ...]:
    """Return the classes of drugs."""
    return tuple(one for one in table("drugs") if one.kind == "class")


def is_kin(one: str, other: str) -> bool:
    """Tell whether an end point is another or falls in it, or the other way round."""
    return falls_in(one, other) or falls_in(other, one)


def falls_in(one: str, wider: str) -> bool:
    """Tell whether an end point is another or falls in it."""
    return wider in _above(one)


@cache
def _above(notation: str) -> frozenset[str]:
    """Return an end point with all that it falls in."""
    wider = end_points()[notation].broader if notation in end_points() else ()
    return frozenset({notation}).union(*(_above(each) for each in wider))


@cache
def conditions() -> tuple[Term, ...]:
    """Return the conditions of patients."""
    return table("conditions")


@cache
def end_points() -> dict[str, Term]:
    """Return the end points by notation."""
    return {one.notation: one for one in table("end-points")}
