"""What the question ``effects`` finds of known results, by plain look-ups.

The engine takes some 70 ms to plan that question, whatever it is asked about; a page of
results is found in a few ms by looking up the statements of each thing in turn. A test
compares the two.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from trialgraph import names
from trialgraph.names import Iri
from trialgraph.rdf.term import Literal, iri_text, plain, python, text

if TYPE_CHECKING:
    from trialgraph.rdf.term import Term
    from trialgraph.store import Reader

_LABEL = f"{names.PREFIXES['rdfs']}label"
_DIGITS = {"year": 4, "month": 7}

# Column to property.
_OF_RESULT = {
    "trial": "trial",
    "endpoint": "endPoint",
    "stage": "stage",
    "population": "population",
    "assessor": "assessor",
    "adjustment": "adjustment",
    "at": "timePoint",
    "measure": "measure",
    "value": "value",
    "value_printed": "valuePrinted",
    "level": "level",
    "lower": "lower",
    "upper": "upper",
    "lower_decimals": "lowerDecimals",
    "upper_decimals": "upperDecimals",
    "is_reversed": "isReversed",
    "sides": "sides",
    "p_comparator": "pComparator",
    "p": "pValue",
    "p_decimals": "pDecimals",
    "p_sides": "pSides",
    "p_tests": "pTests",
    "direction": "direction",
    "strength": "strength",
    "basis": "basis",
    "rule": "rule",
    "reason": "reason",
    "is_current": "isCurrent",
    "is_decisive": "isDecisive",
    "is_open": "isOpen",
    "follow_up_months": "followUpMonths",
    "total_events": "totalEvents",
    "planned_events": "plannedEvents",
    "information_fraction": "informationFraction",
    "boundary_value": "boundaryValue",
    "boundary_p": "boundaryP",
    "boundary_name": "boundaryName",
    "boundary_crossed": "boundaryCrossed",
}
_OF_VERDICT = {
    "hypothesis": "hypothesis",
    "authors_conclusion": "authorsSay",
    "alpha": "alpha",
    "alpha_sides": "alphaSides",
    "level_origin": "levelOrigin",
    "conventional_lower": "conventionalLower",
    "conventional_upper": "conventionalUpper",
}
_OF_FURTHER = {"further_strength": "strength"}
_OF_LEVEL = {
    "level_document": "inDocument",
    "level_start": "start",
    "level_end": "end",
    "level_sentence": "exact",
}
_OF_SERIES = {"sustained": "sustainedState"}
_OF_PASSAGE = {"document": "inDocument", "start": "start", "end": "end", "exact": "exact"}
_LISTS = {"reservations": "reservation", "blocking": "blockingReservation"}
_FURTHER_LISTS = {"further_reservations": "reservation"}
_LEADING = ("comparison", "verdict", "furtherVerdict", "series", "reportedAs", "secondHand")
_WHEN = ("availableFrom", "availablePrecision")
_SINGLE = {"verdict": _OF_VERDICT, "furtherVerdict": _OF_FURTHER, "series": _OF_SERIES}
"""What a result leads to, and the columns of one value that this has."""
_SECOND = {
    "comparison": ("experimentalArm", "comparatorArm"),
    "verdict": (*_OF_VERDICT.values(), "levelPassage"),
    "furtherVerdict": (*_OF_FURTHER.values(), *_FURTHER_LISTS.values()),
    "series": tuple(_OF_SERIES.values()),
    "reportedAs": ("passage", "statedBoundary", "statedMarginPrinted"),
}
"""What a result leads to, and the properties of that."""

Row = dict[str, "Term"]
Known = Mapping[str, Mapping[str, Sequence["Term"]]]
"""Thing to property to values; a property of the ontology by its local name."""


def effect_facts(reader: "Reader", results: Sequence[Iri]) -> list[Row]:
    """Return the solutions of the question ``effects`` for some results, unordered."""
    own = (*_OF_RESULT.values(), *_LISTS.values(), *_LEADING, *_WHEN)
    first = _looked_up(reader, results, own)
    second: dict[str, dict[str, list[Term]]] = {}
    for link, properties in _SECOND.items():  # each has few: a FILTER over many takes long
        second |= _looked_up(reader, _values(first, link), properties)
    boundaries = _looked_up(reader, _values(second, "statedBoundary"), ("passage",))
    known = {**first, **second, **boundaries}
    passages = _values(known, "passage", "levelPassage")
    known |= _looked_up(reader, passages, _OF_PASSAGE.values())
    arms = _values(second, "experimentalArm", "comparatorArm")
    known |= _looked_up(reader, {*arms, *_values(first, "trial")}, (_LABEL,))
    medians = _medians(reader, results)
    return [row for one in results if one in first for row in _rows(one, known, medians[one])]


def _looked_up(
    reader: "Reader", things: Iterable[str], properties: Iterable[str]
) -> dict[str, dict[str, list["Term"]]]:
    """Return the values that some properties of things have."""
    wanted = " ".join(iri_text(Iri(one)) for one in sorted(set(things)))
    if not wanted:
        return {}
    listed = ", ".join(f"<{_LABEL}>" if one == _LABEL else f":{one}" for one in properties)
    query = (
        f"PREFIX : <{names.ONTOLOGY}> SELECT ?thing ?property ?value {{ "
        f"VALUES ?thing {{ {wanted} }} ?thing ?property ?value "
        f"FILTER(?property IN ({listed})) }}"
    )
    found: defaultdict[str, dict[str, list[Term]]] = defaultdict(dict)
    for row in reader.select(query):
        name = plain(row["property"]).removeprefix(names.ONTOLOGY)
        found[plain(row["thing"])].setdefault(name, []).append(row["value"])
    return dict(found)


def _values(known: Known, *properties: str) -> set[str]:
    return {plain(one) for of in known.values() for name in properties for one in of.get(name, ())}


def _medians(reader: "Reader", results: Sequence[Iri]) -> defaultdict[str, list[Row]]:
    """Return the medians of each result, with their arms."""
    wanted = " ".join(map(iri_text, results))
    query = (
        f"PREFIX : <{names.ONTOLOGY}> SELECT ?result ?arm ?median ?unit ?absence {{ "
        f"VALUES ?result {{ {wanted} }} ?of :ofResult ?result ; :kind ?kind ; :arm ?arm . "
        'FILTER(?kind = "median") '
        "OPTIONAL { ?of :armValue ?median } OPTIONAL { ?of :unit ?unit } "
        "OPTIONAL { ?of :armValueAbsence ?absence } }"
    )
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for row in reader.select(query):
        found[plain(row["result"])].append(dict(row))
    return found


def _rows(result: Iri, known: Known, medians: Sequence[Row]) -> Iterator[Row]:
    """Yield the solutions of one result: each value of a list in a row of its own."""
    of = known[result]
    arms = _ends(known, of.get("comparison", ()), "experimentalArm", "comparatorArm")
    base = {**_single(result, known), **_labels(known, of, arms)}
    pairs = list(_median_pairs(medians, arms))
    yield from ({**base, **pair} for pair in pairs)
    whole = {**base, **pairs[0]}
    for column, name in _LISTS.items():
        yield from ({**whole, column: one} for one in of.get(name, ()))
    for further in map(plain, of.get("furtherVerdict", ())):
        for column, name in _FURTHER_LISTS.items():
            yield from ({**whole, column: one} for one in known.get(further, {}).get(name, ()))
    for reported in map(plain, of.get("reportedAs", ())):
        told = known.get(reported, {})
        yield from ({**whole, "margins": one} for one in told.get("statedMarginPrinted", ()))
        yield from ({**whole, **_picked(known, one, _OF_PASSAGE)} for one in _passages(known, told))


def _single(result: Iri, known: Known) -> Row:
    """Return the columns that hold one value."""
    of = known[result]
    found: Row = {"iri": result, "kind": text(_kind(of)), **_picked(known, result, _OF_RESULT)}
    for name, columns in _SINGLE.items():
        for one in of.get(name, ()):
            found |= _picked(known, plain(one), columns)
    for verdict in of.get("verdict", ()):
        for one in known.get(plain(verdict), {}).get("levelPassage", ()):
            found |= _picked(known, plain(one), _OF_LEVEL)
    if "availableFrom" in of:
        precision = plain(of["availablePrecision"][-1]) if "availablePrecision" in of else ""
        found["date"] = text(plain(of["availableFrom"][-1])[: _DIGITS.get(precision, 10)])
    return found


def _picked(known: Known, thing: str, columns: Mapping[str, str]) -> Row:
    of = known.get(thing, {})
    return {column: of[name][-1] for column, name in columns.items() if of.get(name)}


def _kind(of: Mapping[str, Sequence["Term"]]) -> str:
    if _is_true(of.get("secondHand", ()), otherwise=False):
        return "second hand"
    return "answer" if _is_true(of.get("isCurrent", ()), otherwise=True) else "superseded"


def _is_true(values: Sequence["Term"], *, otherwise: bool) -> bool:
    found = [python(one) for one in values if isinstance(one, Literal)]
    return bool(found[-1]) if found else otherwise


def _ends(known: Known, things: Iterable["Term"], *properties: str) -> tuple[str, ...]:
    """Return what each property of things leads to; empty where it leads nowhere."""
    found = [known.get(plain(one), {}) for one in things]
    return tuple(
        next((plain(of[name][-1]) for of in found if of.get(name)), "") for name in properties
    )


def _labels(known: Known, of: Mapping[str, Sequence["Term"]], arms: tuple[str, ...]) -> Row:
    things = (*map(plain, of.get("trial", ())), *arms)
    named = zip(("label", "experimental", "comparator"), things, strict=True)
    return {
        column: known[one][_LABEL][-1] for column, one in named if known.get(one, {}).get(_LABEL)
    }


def _median_pairs(medians: Sequence[Row], arms: tuple[str, ...]) -> Iterator[Row]:
    """Yield each pair of medians of the two arms; one row without any where there is none."""
    first, second = ([one for one in medians if plain(one["arm"]) == arm] for arm in arms)
    for one in first or [{}]:
        for other in second or [{}]:
            pair = {
                "median_experimental": one.get("median"),
                "median_experimental_state": _median_state(one),
                "median_comparator": other.get("median"),
                "median_comparator_state": _median_state(other),
                "median_unit": _shared_unit(one.get("unit"), other.get("unit")),
            }
            yield {column: value for column, value in pair.items() if value is not None}


def _median_state(of: Row) -> "Term":
    """Return whether an arm's median is printed, or why not."""
    if "median" in of:
        return text("printed")
    return text(plain(of["absence"]).replace("-", "_") if "absence" in of else "not_reported")


def _shared_unit(one: "Term | None", other: "Term | None") -> "Term | None":
    """Return the unit of two medians; none where they have different ones."""
    return None if one and other and one != other else one or other


def _passages(known: Known, told: Mapping[str, Sequence["Term"]]) -> Iterator[str]:
    """Yield the passages of a reported result and of its boundary."""
    yield from map(plain, told.get("passage", ()))
    for boundary in map(plain, told.get("statedBoundary", ())):
        yield from map(plain, known.get(boundary, {}).get("passage", ()))
