"""Every field of a registry record stands in the graph as the registry has it.

The source is read here with nothing but ``json`` and dictionaries, the graph
with nothing but its quads; what is compared are multisets of whole rows.
"""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.acceptance.registry_rows import ANALYSIS, HELD, Graph, Row, differences, whole

Json = dict[str, Any]


def _studies(reference: Path) -> list[tuple[bytes, Json]]:
    with gzip.open(reference / "data" / "registry-json" / "records.jsonl.gz") as lines:
        return [(line, json.loads(line)) for line in lines]


def _protocol(study: Json, module: str) -> Json:
    found: Json = study["protocolSection"].get(module, {})
    return found


def _arms(study: Json) -> Iterator[Row]:
    for arm in _protocol(study, "armsInterventionsModule").get("armGroups", []):
        yield (
            arm["label"],
            arm.get("type", ""),
            arm.get("description", ""),
            frozenset(arm.get("interventionNames", [])),
        )


def _interventions(study: Json) -> Iterator[Row]:
    for each in _protocol(study, "armsInterventionsModule").get("interventions", []):
        yield (
            each["type"],
            each["name"],
            each.get("description", ""),
            frozenset(each.get("otherNames", [])),
            frozenset(each.get("armGroupLabels", [])),
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


def _references(study: Json) -> Iterator[Row]:
    for each in _protocol(study, "referencesModule").get("references", []):
        yield each.get("type", "REFERENCE").lower(), each.get("pmid", "")


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


def _tables(study: Json) -> Iterator[Row]:
    _, baseline, outcomes, _ = _sections(study)
    for table in (*baseline.get("measures", []), *outcomes):
        names = ("title", "paramType", "dispersionType", "unitOfMeasure", "timeFrame")
        cells = [
            cell
            for group in table.get("classes", [])
            for category in group.get("categories", [])
            for cell in category.get("measurements", [])
        ]
        yield *(table.get(name, "") for name in names), len(cells)


def _denominators(study: Json) -> Iterator[Row]:
    _, baseline, outcomes, _ = _sections(study)
    measures = baseline.get("measures", [])
    classes = [one for table in (*measures, *outcomes) for one in table.get("classes", [])]
    for holder in (baseline, *measures, *outcomes, *classes):
        for denominator in holder.get("denoms", []):
            for count in denominator.get("counts", []):
                yield count["groupId"], denominator["units"], count["value"]


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


def _analyses(study: Json) -> Iterator[Row]:
    for outcome in _sections(study)[2]:
        for each in outcome.get("analyses", []):
            yield frozenset(each.get("groupIds", [])), *(each.get(name, "") for name in ANALYSIS)


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
                    *(whole(cell.get(key)) for key in ("numAffected", "numAtRisk", "numEvents")),
                )


def _flow(study: Json) -> Iterator[Row]:
    for period in _sections(study)[0].get("periods", []):
        for step in period.get("milestones", []):
            for cell in step.get("achievements", []):
                yield "milestone", step["type"], cell["groupId"], cell.get("numSubjects", "")
        for step in period.get("dropWithdraws", []):
            for cell in step.get("reasons", []):
                yield "withdrawal", step["type"], cell["groupId"], cell.get("numSubjects", "")


_STATED = {
    "arms": _arms,
    "interventions": _interventions,
    "outcomes": _outcomes,
    "references": _references,
    "result groups": _groups,
    "tables": _tables,
    "denominators": _denominators,
    "measurements": _measurements,
    "analyses": _analyses,
    "events": _events,
    "participant flow": _flow,
}


@pytest.fixture(scope="module")
def held(reference: Path) -> list[tuple[Json, Graph]]:
    return [(study, Graph(content)) for content, study in _studies(reference)]


@pytest.mark.parametrize("what", HELD)
def test_what_the_registry_states_stands_in_the_graph(
    held: list[tuple[Json, Graph]], what: str
) -> None:
    stated = _STATED[what]
    different = {
        study["protocolSection"]["identificationModule"]["nctId"]: found
        for study, graph in held
        if (found := differences(stated(study), graph, what))
    }
    assert different == {}
    assert sum(1 for study, _ in held for _row in stated(study)) > 0


def test_a_study_that_observes_is_no_trial(held: list[tuple[Json, Graph]]) -> None:
    for study, graph in held:
        observes = _protocol(study, "designModule")["studyType"] != "INTERVENTIONAL"
        assert len(list(graph.nodes("Study"))) == (1 if observes else 0)
