"""Invented studies of the registry, and a small term table to read them with."""

import json
from types import MappingProxyType
from typing import Any

from trialgraph.documents.reader import read_document
from trialgraph.extract.read import read_trial_document
from trialgraph.model.document import Document
from trialgraph.model.reading import TrialDocument
from trialgraph.model.trial import Trial
from trialgraph.terms.index import Concept, TermIndex

Values = dict[str, Any]


def _kind(kind: str, **more: str) -> MappingProxyType[str, str]:
    return MappingProxyType({"kind": kind, **more})


TERMS = TermIndex(
    [
        Concept("drug", "tea", "tea", ("green tea",), attributes=_kind("drug")),
        Concept("drug", "cocoa", "cocoa", attributes=_kind("drug")),
        Concept("drug", "bath", "bath", attributes=_kind("procedure")),
        Concept("drug", "water", "plain water", attributes=_kind("placebo", absence="true")),
        Concept("condition", "thirst", "thirst", ("advanced thirst",)),
        Concept("biomarker", "DRY1", "dryness factor 1", ("DRY1",)),
        Concept(
            "end-point",
            "TTD",
            "time to drink",
            attributes=_kind("time-to-event", event_direction="bad", standard="true"),
        ),
        Concept(
            "end-point",
            "QR",
            "quenching rate",
            attributes=_kind("proportion", event_direction="good", standard="true"),
        ),
    ]
)


def document(
    protocol: Values | None = None, results: Values | None = None, **root: object
) -> Document:
    """Return an invented study as the reader of the API's JSON makes it."""
    modules: Values = {"identificationModule": {"nctId": "NCT09990001"}, **(protocol or {})}
    values: Values = {"protocolSection": modules, **root}
    if results is not None:
        values["resultsSection"] = results
    return read_document(json.dumps(values).encode())


def reading(
    protocol: Values | None = None, results: Values | None = None, **root: object
) -> TrialDocument:
    """Return what an invented study says."""
    return read_trial_document(document(protocol, results, **root), TERMS)


def trial(protocol: Values | None = None, **root: object) -> Trial:
    """Return the study of an invented record."""
    return reading(protocol, None, **root).trials[0]


def arms(*groups: Values, interventions: tuple[Values, ...] = ()) -> Values:
    """Return a module of arms."""
    return {
        "armsInterventionsModule": {
            "armGroups": list(groups),
            "interventions": list(interventions),
        }
    }


TWO_ARMS = arms(
    {"label": "Tea", "type": "EXPERIMENTAL", "interventionNames": ["Drug: Tea"]},
    {"label": "Water", "type": "PLACEBO_COMPARATOR", "interventionNames": ["Drug: Placebo"]},
    interventions=(
        {"type": "DRUG", "name": "Tea", "armGroupLabels": ["Tea"]},
        {"type": "DRUG", "name": "Placebo", "armGroupLabels": ["Water"]},
    ),
)


def outcome(analysis: Values | None = None, **more: object) -> Values:
    """Return the results of an invented study with one outcome of the two arms."""
    measure: Values = {
        "type": "PRIMARY",
        "title": "Time to drink",
        "paramType": "MEDIAN",
        "unitOfMeasure": "months",
        "reportingStatus": "POSTED",
        "groups": [{"id": "OG000", "title": "Tea"}, {"id": "OG001", "title": "Water"}],
        "denoms": [
            {
                "units": "Participants",
                "counts": [
                    {"groupId": "OG000", "value": "101"},
                    {"groupId": "OG001", "value": "1,099"},
                ],
            }
        ],
        **({"analyses": [{"groupIds": ["OG000", "OG001"], **analysis}]} if analysis else {}),
        **more,
    }
    return {"outcomeMeasuresModule": {"outcomeMeasures": [measure]}}


def cells(*values: Values, title: str = "") -> Values:
    """Return a class of one category with a cell for each group."""
    rows = [{"groupId": f"OG00{number}", **value} for number, value in enumerate(values)]
    return {"title": title, "categories": [{"measurements": rows}]}
