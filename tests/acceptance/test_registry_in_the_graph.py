"""Every field of a registry record stands in the graph as the registry has it.

The source is read here with nothing but ``json`` and dictionaries, the graph
with nothing but its quads; what is compared are multisets of whole rows.
"""

import gzip
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from trialgraph.documents.reader import read_document
from trialgraph.extract.read import read_trial_document
from trialgraph.rdf.quads import parse
from trialgraph.rdf.term import Literal
from trialgraph.rdf.vocabulary import load_terms
from trialgraph.rdf.write import document_quads

Json = dict[str, Any]
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


def _rows(found: Iterator[Row]) -> Counter[Row]:
    return Counter(found)


def _studies(reference: Path) -> list[tuple[bytes, Json]]:
    with gzip.open(reference / "data" / "registry-json" / "records.jsonl.gz") as lines:
        return [(line, json.loads(line)) for line in lines]


def _protocol(study: Json, module: str) -> Json:
    found: Json = study["protocolSection"].get(module, {})
    return found


def _arms(study: Json) -> Iterator[Row]:
    for arm in _protocol(study, "armsInterventionsModule").get("armGroups", []):
        yield (
            arm.get("type", ""),
            arm.get("description", ""),
            frozenset(arm.get("interventionNames", [])),
        )


def _arms_held(graph: Graph) -> Iterator[Row]:
    for node in graph.nodes("Arm"):
        yield (
            _one(node, "statedRegisteredType"),
            _one(node, "statedDescription"),
            _set(node, "statedInterventionName"),
        )


def _interventions(study: Json) -> Iterator[Row]:
    for each in _protocol(study, "armsInterventionsModule").get("interventions", []):
        yield (
            each["type"],
            each["name"],
            each.get("description", ""),
            frozenset(each.get("otherNames", [])),
            len(each.get("armGroupLabels", [])),
        )


def _interventions_held(graph: Graph) -> Iterator[Row]:
    for node in graph.nodes("RegisteredIntervention"):
        yield (
            _one(node, "statedKind"),
            _one(node, "statedName"),
            _one(node, "statedDescription"),
            _set(node, "statedOtherName"),
            len(node.get("statedArm", [])),
        )


_ROLES = {
    "primary": "primaryOutcomes",
    "secondary": "secondaryOutcomes",
    "exploratory": "otherOutcomes",
}


def _outcomes(study: Json) -> Iterator[Row]:
    module = _protocol(study, "outcomesModule")
    for role, name in _ROLES.items():
        for each in module.get(name, []):
            yield role, each["measure"], each.get("description", ""), each.get("timeFrame", "")


def _outcomes_held(graph: Graph) -> Iterator[Row]:
    for node in graph.nodes("EndPoint"):
        names = ("statedRole", "statedNamePrinted", "statedDefinition", "statedTimeFrame")
        yield tuple(_one(node, name) for name in names)


def _references(study: Json) -> Iterator[Row]:
    for each in _protocol(study, "referencesModule").get("references", []):
        yield each.get("type", "REFERENCE").lower(), each.get("pmid", "")


def _references_held(graph: Graph) -> Iterator[Row]:
    for node in graph.nodes("Citation"):
        yield _one(node, "statedType"), _one(node, "statedPmid")


def _sections(study: Json) -> tuple[Json, Json, list[Json], Json]:
    results = study.get("resultsSection", {})
    return (
        results.get("participantFlowModule", {}),
        results.get("baselineCharacteristicsModule", {}),
        results.get("outcomeMeasuresModule", {}).get("outcomeMeasures", []),
        results.get("adverseEventsModule", {}),
    )


def _groups(study: Json) -> Iterator[Row]:
    flow, baseline, outcomes, events = _sections(study)
    for table in (flow, baseline, *outcomes):
        for group in table.get("groups", []):
            yield group["id"], group["title"], group.get("description", "")
    for group in events.get("eventGroups", []):
        yield group["id"], group["title"], group.get("description", "")


def _groups_held(graph: Graph) -> Iterator[Row]:
    for node in graph.nodes("ResultGroup", "EventGroup"):
        names = ("statedIdentifier", "statedTitle", "statedDescription")
        yield tuple(_one(node, name) for name in names)


def _measurements(study: Json) -> Iterator[Row]:
    _, baseline, outcomes, _ = _sections(study)
    for table in (*baseline.get("measures", []), *outcomes):
        for group in table.get("classes", []):
            for category in group.get("categories", []):
                for cell in category.get("measurements", []):
                    yield (
                        cell["groupId"],
                        group.get("title", ""),
                        category.get("title", ""),
                        *(
                            cell.get(name, "")
                            for name in ("value", "spread", "lowerLimit", "upperLimit", "comment")
                        ),
                    )


def _measurements_held(graph: Graph) -> Iterator[Row]:
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


_ANALYSIS = {
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


def _analyses(study: Json) -> Iterator[Row]:
    for outcome in _sections(study)[2]:
        for each in outcome.get("analyses", []):
            yield frozenset(each.get("groupIds", [])), *(each.get(name, "") for name in _ANALYSIS)


def _analyses_held(graph: Graph) -> Iterator[Row]:
    for node in graph.nodes("Analysis"):
        groups = frozenset(
            _one(graph.at(group), "statedIdentifier") for group in node["statedGroup"]
        )
        yield groups, *(_one(node, name) for name in _ANALYSIS.values())


def _events(study: Json) -> Iterator[Row]:
    events = _sections(study)[3]
    for name, serious in (("seriousEvents", "true"), ("otherEvents", "false")):
        for event in events.get(name, []):
            for cell in event.get("stats", []):
                yield (
                    event["term"],
                    serious,
                    event.get("organSystem", ""),
                    cell["groupId"],
                    *(_whole(cell.get(key)) for key in ("numAffected", "numAtRisk", "numEvents")),
                )


def _whole(value: object) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def _events_held(graph: Graph) -> Iterator[Row]:
    for event in graph.nodes("RegisteredEvent"):
        for cell in map(graph.at, event.get("statedCount", [])):
            yield (
                _one(event, "statedTerm"),
                _one(event, "statedSerious") or "false",
                _one(event, "statedOrganSystem"),
                _group(graph, cell),
                *(
                    _whole(_one(cell, name) or None)
                    for name in ("statedAffected", "statedAtRisk", "statedEvents")
                ),
            )


def _flow(study: Json) -> Iterator[Row]:
    for period in _sections(study)[0].get("periods", []):
        for step in period.get("milestones", []):
            for cell in step.get("achievements", []):
                yield "milestone", step["type"], cell["groupId"], cell.get("numSubjects", "")
        for step in period.get("dropWithdraws", []):
            for cell in step.get("reasons", []):
                yield "withdrawal", step["type"], cell["groupId"], cell.get("numSubjects", "")


def _flow_held(graph: Graph) -> Iterator[Row]:
    for step in graph.nodes("FlowStep"):
        for cell in map(graph.at, step.get("statedCount", [])):
            yield (
                _one(step, "statedKind"),
                _one(step, "statedName"),
                _group(graph, cell),
                _printed(cell, "statedSubjects"),
            )


_COMPARED = {
    "arms": (_arms, _arms_held),
    "interventions": (_interventions, _interventions_held),
    "outcomes": (_outcomes, _outcomes_held),
    "references": (_references, _references_held),
    "result groups": (_groups, _groups_held),
    "measurements": (_measurements, _measurements_held),
    "analyses": (_analyses, _analyses_held),
    "events": (_events, _events_held),
    "participant flow": (_flow, _flow_held),
}


@pytest.fixture(scope="module")
def held(reference: Path) -> list[tuple[Json, Graph]]:
    return [(study, Graph(content)) for content, study in _studies(reference)]


@pytest.mark.parametrize("what", _COMPARED)
def test_what_the_registry_states_stands_in_the_graph(
    held: list[tuple[Json, Graph]], what: str
) -> None:
    stated, found = _COMPARED[what]
    different = {
        study["protocolSection"]["identificationModule"]["nctId"]: (lost, added)
        for study, graph in held
        if (lost := _rows(stated(study)) - _rows(found(graph)))
        | (added := _rows(found(graph)) - _rows(stated(study)))
    }
    assert different == {}
    assert sum(1 for study, _ in held for _row in stated(study)) > 0


def test_a_study_that_observes_is_no_trial(held: list[tuple[Json, Graph]]) -> None:
    for study, graph in held:
        observes = _protocol(study, "designModule")["studyType"] != "INTERVENTIONAL"
        assert len(list(graph.nodes("Study"))) == (1 if observes else 0)
