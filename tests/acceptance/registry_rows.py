"""What a registry record states, as rows that the graph of the record gives.

The tests read the sources with nothing of the project; here is only what stands in the graph.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal

from trialgraph.documents.reader import read_document
from trialgraph.extract.read import read_trial_document
from trialgraph.rdf.quads import parse
from trialgraph.rdf.term import Literal
from trialgraph.rdf.vocabulary import load_terms
from trialgraph.rdf.write import document_quads

Row = tuple[object, ...]
_NAMESPACE = "https://w3id.org/trialgraph/ontology#"


class Graph:
    """The nodes of a document's graph, by class."""

    def __init__(self, content: bytes) -> None:
        document = read_document(content)
        terms = load_terms()
        reading = read_trial_document(document, terms)
        self._values: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for subject, predicate, found, _ in parse(document_quads(reading, document, terms)):
            local = predicate.removeprefix(_NAMESPACE)
            words = found.value if isinstance(found, Literal) else found
            self._values[subject][local].append(words)

    def nodes(self, *classes: str) -> Iterator[dict[str, list[str]]]:
        """Yield the nodes of some classes."""
        wanted = {_NAMESPACE + "Reported" + each for each in classes}
        for values in list(self._values.values()):
            if wanted & {
                each for name, all_ in values.items() if name.endswith("type") for each in all_
            }:
                yield values

    def at(self, node: str) -> dict[str, list[str]]:
        """Return a node by its IRI."""
        return self._values[node]


def _one(node: dict[str, list[str]], name: str) -> str:
    found = node.get(name, [""])
    assert len(found) == 1, (name, found)
    return found[0]


def _set(node: dict[str, list[str]], name: str) -> frozenset[str]:
    return frozenset(node.get(name, []))


def differences(
    stated: Iterable[Row], graph: Graph, what: str, alike: Callable[[Row], Row] = tuple
) -> tuple[Counter[Row], Counter[Row]] | None:
    """Return the rows that the graph lost and those that it added; None for neither."""
    source, held = Counter(map(alike, stated)), Counter(map(alike, HELD[what](graph)))
    lost, added = source - held, held - source
    return (lost, added) if lost or added else None


def whole(value: object) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def arms(graph: Graph) -> Iterator[Row]:
    for node in graph.nodes("Arm"):
        yield (
            _one(node, "statedLabel"),
            _one(node, "statedRegisteredType"),
            _one(node, "statedDescription"),
            _set(node, "statedInterventionName"),
        )


def interventions(graph: Graph) -> Iterator[Row]:
    for node in graph.nodes("RegisteredIntervention"):
        yield (
            _one(node, "statedKind"),
            _one(node, "statedName"),
            _one(node, "statedDescription"),
            _set(node, "statedOtherName"),
            frozenset(_one(graph.at(arm), "statedLabel") for arm in node.get("statedArm", [])),
        )


def outcomes(graph: Graph) -> Iterator[Row]:
    for node in graph.nodes("EndPoint"):
        names = ("statedRole", "statedNamePrinted", "statedDefinition", "statedTimeFrame")
        yield tuple(_one(node, name) for name in names)


def references(graph: Graph) -> Iterator[Row]:
    for node in graph.nodes("Citation"):
        yield _one(node, "statedType"), _one(node, "statedPmid")


def groups(graph: Graph) -> Iterator[Row]:
    for node in graph.nodes("ResultGroup", "EventGroup"):
        names = ("statedIdentifier", "statedTitle", "statedDescription")
        yield tuple(_one(node, name) for name in names)


def tables(graph: Graph) -> Iterator[Row]:
    for node in graph.nodes("BaselineMeasure", "OutcomeMeasure"):
        names = ("Title", "Parameter", "Dispersion", "Unit", "TimeFrame")
        yield *(_one(node, "stated" + name) for name in names), len(_set(node, "statedMeasurement"))


def denominators(graph: Graph) -> Iterator[Row]:
    for node in graph.nodes("Denominator"):
        yield _group(graph, node), _one(node, "statedUnits"), _one(node, "statedPrinted")


def measurements(graph: Graph) -> Iterator[Row]:
    for node in graph.nodes("Measurement"):
        yield (
            _group(graph, node),
            _one(node, "statedClassTitle"),
            _one(node, "statedCategory"),
            _one(node, "statedPrinted"),
            *(_printed(node, name) for name in ("statedSpread", "statedLower", "statedUpper")),
            _one(node, "statedComment"),
        )


def _group(graph: Graph, node: dict[str, list[str]]) -> str:
    return _one(graph.at(_one(node, "statedGroup")), "statedIdentifier")


def _printed(node: dict[str, list[str]], name: str) -> str:
    """Return what is printed of a limit; NA where the graph says why there is none.

    A bulky row repeats the printed text only where it differs from the value.
    """
    if _one(node, name + "Absence") not in {"", "not-reported"}:
        return "NA"
    return _one(node, name + "Printed") or _one(node, name)


ANALYSIS = {
    "paramType": "statedParameter",
    "paramValue": "statedPrintedValue",
    "ciPctValue": "statedIntervalLevelPrinted",
    "ciNumSides": "statedIntervalSides",
    "ciLowerLimit": "statedLowerPrinted",
    "ciUpperLimit": "statedUpperPrinted",
    "ciLowerLimitComment": "statedLowerComment",
    "ciUpperLimitComment": "statedUpperComment",
    "pValue": "statedPPrinted",
    "pValueComment": "statedPComment",
    "statisticalMethod": "statedMethod",
    "statisticalComment": "statedMethodComment",
    "nonInferiorityType": "statedNonInferiorityType",
    "nonInferiorityComment": "statedNonInferiorityComment",
    "groupDescription": "statedGroupDescription",
    "estimateComment": "statedEstimateComment",
    "dispersionType": "statedDispersion",
    "dispersionValue": "statedDispersionValuePrinted",
    "otherAnalysisDescription": "statedOtherDescription",
}


def analyses(graph: Graph) -> Iterator[Row]:
    for node in graph.nodes("Analysis"):
        groups = frozenset(
            _one(graph.at(group), "statedIdentifier") for group in node["statedGroup"]
        )
        yield groups, *(_one(node, name) for name in ANALYSIS.values())


def events(graph: Graph) -> Iterator[Row]:
    for event in graph.nodes("RegisteredEvent"):
        for cell in map(graph.at, event.get("statedCount", [])):
            yield (
                _one(event, "statedTerm"),
                _one(event, "statedSerious") or "false",
                _one(event, "statedOrganSystem"),
                _group(graph, cell),
                *(
                    whole(_one(cell, name) or None)
                    for name in ("statedAffected", "statedAtRisk", "statedEvents")
                ),
            )


def flow(graph: Graph) -> Iterator[Row]:
    for step in graph.nodes("FlowStep"):
        for cell in map(graph.at, step.get("statedCount", [])):
            yield (
                _one(step, "statedKind"),
                _one(step, "statedName"),
                _group(graph, cell),
                _printed(cell, "statedSubjects"),
            )


HELD: Mapping[str, Callable[[Graph], Iterator[Row]]] = {
    "arms": arms,
    "interventions": interventions,
    "outcomes": outcomes,
    "references": references,
    "result groups": groups,
    "tables": tables,
    "denominators": denominators,
    "measurements": measurements,
    "analyses": analyses,
    "events": events,
    "participant flow": flow,
}
