"""A store of one invented trial whose numbers are odd, made of hand-written quads.

A median that was not reached, an arm with two medians, arms with different units, an estimate
with the comparator in the numerator, limits and a p-value that end in a zero.
"""

from datetime import date
from pathlib import Path

from tests.small_store import TEXT, TrialGraph, document_graph, number, put

from trialgraph import names
from trialgraph.names import Iri, term
from trialgraph.rdf.term import boolean, day, integer, text
from trialgraph.store import create_or_open

DOCUMENT = "sha-1111111111111111"
RESULTS = ("turned", "several", "units", "bare", "open")
_MEDIANS: dict[str, tuple[tuple[int, str, str], ...]] = {
    "turned": ((0, "not-reached", ""), (1, "37.6", "months")),
    "several": ((0, "8.1", "months"), (0, "not-reached", ""), (1, "7.5", "months")),
    "units": ((0, "8", "months"), (1, "30", "weeks")),
    "bare": (),
    "open": ((0, "not-estimable", ""), (1, "not-reached", "")),
}
"""Result to the medians of its arms: place of the arm, number or why there is none, unit."""


def result(key: str) -> Iri:
    """Return the IRI of a result."""
    return names.part(names.trial("NCT00000004"), "result", key)


def _add_medians(delta: TrialGraph, key: str) -> None:
    for count, (arm, value, unit) in enumerate(_MEDIANS[key]):
        node = names.part(delta.trial, "arm-result", key, str(count))
        put(
            delta.graph,
            node,
            ofResult=result(key),
            arm=delta.arms[arm],
            kind=text("median"),
            armValue=[] if value.startswith("not-") else [number(value)],
            unit=[text(unit)] if unit else [],
            armValueAbsence=[text(value)] if value.startswith("not-") else [],
        )


def build(path: Path) -> Path:
    """Write the store into a directory and return it."""
    document, says = document_graph(DOCUMENT, {"said": "ALPHA reports."})
    put(document, says["said"], rdf__type=term("ReportedEstimate"))
    delta = TrialGraph("NCT00000004", "DELTA", "pertuzumab", DOCUMENT)
    for count, key in enumerate(RESULTS):
        delta.result(
            key,
            says["said"],
            strength=term("Nominal"),
            population=text("all"),
            direction=term("FavoursExperimental"),
            measure=text("HR"),
            value=number("1.6"),
            valuePrinted=text("1.60"),
            level=number("95"),
            sides=integer(2),
            lower=number("1.2"),
            lowerDecimals=integer(2),
            upper=number("2"),
            upperDecimals=integer(2),
            pValue=number("0.05"),
            pDecimals=integer(3),
            pComparator=text("="),
            isReversed=[boolean(truth=True)] if key == "turned" else [],
            availableFrom=day(date(2020, 1, 1 + count)),
        )
        _add_medians(delta, key)
    changes = {names.document(DOCUMENT): document.bytes()}
    changes[Iri(delta.graph.graph)] = delta.graph.bytes()
    with create_or_open(path) as writer:
        writer.keep(DOCUMENT, TEXT[DOCUMENT].encode(), TEXT[DOCUMENT])
        writer.replace_graphs(changes)
        writer.publish()
    return path
