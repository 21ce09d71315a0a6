"""Every field that the model holds comes out of a reading as the record has it, and no other."""

import gzip
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest

from trialgraph.documents.reader import read_document
from trialgraph.errors import DocumentError
from trialgraph.extract.read import read_trial_document
from trialgraph.model.document import Document
from trialgraph.model.reading import TrialDocument
from trialgraph.model.record import Block, Leaf, Node
from trialgraph.model.registry import (
    Analysis,
    BaselineMeasure,
    Denominator,
    Measurement,
    OutcomeMeasure,
    RegistryResults,
    ResultGroup,
)
from trialgraph.model.text import Absence, Number, PartialDate, Stated
from trialgraph.rdf.vocabulary import load_terms
from trialgraph.terms.index import TermIndex

Row = dict[str, Any]


@pytest.fixture(scope="module")
def tables() -> TermIndex:
    return load_terms()


def _json_studies(reference: Path) -> Iterator[tuple[Document, Row]]:
    with gzip.open(reference / "data/registry-json/records.jsonl.gz") as lines:
        for line in lines:
            yield read_document(line), orjson.loads(line)


def _xml_studies(reference: Path) -> Iterator[tuple[Document, Row]]:
    with zipfile.ZipFile(reference / "data/registry-xml/clinical_study.zip") as archive:
        for name in archive.namelist():
            if name.endswith(".xml"):
                try:
                    document = read_document(archive.read(name))
                except DocumentError:
                    continue
                if document.record is not None:
                    yield document, _plain(document.record.root)


def _line_studies(reference: Path) -> Iterator[tuple[Document, Row]]:
    with gzip.open(reference / "data/registry-lines/breast_records.jsonl.gz") as lines:
        for line in lines:
            document = read_document(line)
            assert document.record is not None
            yield document, _plain(document.record.root)


def _plain(node: Node) -> Any:  # noqa: ANN401 - JSON as Python has it
    """Return a tree as the plain values that it was made of."""
    if isinstance(node, Leaf):
        return node.words
    if isinstance(node, Block):
        return {name: _plain(value) for name, value in node.members.items()}
    return [_plain(each) for each in node]


def test_a_record_of_the_api_comes_out_field_by_field(reference: Path, tables: TermIndex) -> None:
    differences = _differences(_json_studies(reference), tables)
    assert differences == []


def test_a_legacy_record_comes_out_field_by_field(reference: Path, tables: TermIndex) -> None:
    differences = _differences(_xml_studies(reference), tables)
    assert differences == []


def test_a_page_of_lines_comes_out_field_by_field(reference: Path, tables: TermIndex) -> None:
    differences = _differences(_line_studies(reference), tables)
    assert differences == []


def _differences(studies: Iterator[tuple[Document, Row]], tables: TermIndex) -> list[str]:
    """Return the fields in which a reading differs from its source."""
    found: list[str] = []
    seen = 0
    for document, source in studies:
        seen += 1
        reading = read_trial_document(document, tables)
        wanted, had = _wanted(source), _had(reading)
        found += [
            f"{document.identifier} {name}: {had[name]!r:.200} is not {wanted[name]!r:.200}"
            for name in wanted
            if wanted[name] != had[name]
        ]
    assert seen > 10
    return found


def test_every_span_of_a_record_holds_what_is_printed(reference: Path, tables: TermIndex) -> None:
    for document, _ in _json_studies(reference):
        reading = read_trial_document(document, tables)
        wrong = [
            value
            for value in _printed_values(reading)
            if document.words(value.span) != value.printed
        ]
        assert wrong == []


def _printed_values(value: object) -> Iterator[Number | Stated | PartialDate]:
    if isinstance(value, Number | Stated | PartialDate):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from _printed_values(each)
    elif hasattr(value, "__dataclass_fields__"):
        for name in value.__dataclass_fields__:
            yield from _printed_values(getattr(value, name))


# What the source has, as rows of words.


def _at(source: Row, *path: str) -> Any:  # noqa: ANN401 - JSON as Python has it
    value: Any = source
    for name in path:
        value = value.get(name, {}) if isinstance(value, dict) else {}
    return value


def _words(source: Row, *path: str) -> str:
    value = _at(source, *path)
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value == {} or value is None else str(value)


def _list(source: Row, *path: str) -> list[Any]:
    return _at(source, *path) or []


def _wanted(source: Row) -> Row:
    protocol = _at(source, "protocolSection")
    results = _at(source, "resultsSection")
    return {
        **_wanted_design(source, protocol),
        **_wanted_conduct(protocol),
        **_wanted_regimens(protocol),
        "references": [
            [_words(one, "type").casefold() or "reference", _words(one, "pmid")]
            for one in _list(protocol, "referencesModule", "references")
        ],
        "flow": _wanted_flow(_at(results, "participantFlowModule")),
        "baseline": _wanted_baseline(_at(results, "baselineCharacteristicsModule")),
        "outcomes": [
            _wanted_outcome(one)
            for one in _list(results, "outcomeMeasuresModule", "outcomeMeasures")
        ],
        "analyses": [
            _wanted_analysis(each)
            for one in _list(results, "outcomeMeasuresModule", "outcomeMeasures")
            for each in _list(one, "analyses")
        ],
        "events": _wanted_events(_at(results, "adverseEventsModule")),
        "limitations": _words(results, "moreInfoModule", "limitationsAndCaveats", "description"),
    }


def _wanted_regimens(protocol: Row) -> Row:
    return {
        "arms": [
            [_words(one, name) for name in ("label", "type", "description")]
            + _list(one, "interventionNames")
            for one in _list(protocol, "armsInterventionsModule", "armGroups")
        ],
        "interventions": [
            [_words(one, name) for name in ("type", "name", "description")]
            + _list(one, "otherNames")
            + sorted(_list(one, "armGroupLabels"))
            for one in _list(protocol, "armsInterventionsModule", "interventions")
        ],
        "end points": [
            [role, *(_words(one, name) for name in ("measure", "description", "timeFrame"))]
            for name, role in (
                ("primaryOutcomes", "primary"),
                ("secondaryOutcomes", "secondary"),
                ("otherOutcomes", "exploratory"),
            )
            for one in _list(protocol, "outcomesModule", name)
        ],
    }


def _wanted_design(source: Row, protocol: Row) -> Row:
    people = _at(protocol, "sponsorCollaboratorsModule")
    lead = [_at(people, "leadSponsor")] if _at(people, "leadSponsor") else []
    return {
        "titles": [
            _words(protocol, "identificationModule", name) for name in ("briefTitle", "acronym")
        ],
        "numbers": [
            [_words(one, name) for name in ("id", "type", "domain")]
            for one in _list(protocol, "identificationModule", "secondaryIdInfos")
        ],
        "sponsors": [
            [_words(one, name) for name in ("name", "class")]
            for one in lead + _list(people, "collaborators")
        ],
        "conditions": _list(protocol, "conditionsModule", "conditions"),
        "keywords": _list(protocol, "conditionsModule", "keywords"),
        "sites": [
            [_words(one, name) for name in ("facility", "city", "state", "country", "status")]
            for one in _list(protocol, "contactsLocationsModule", "locations")
        ],
        "headings": [
            [_words(one, "id"), _words(one, "term")]
            for module in ("conditionBrowseModule", "interventionBrowseModule")
            for members in ("meshes", "ancestors")
            for one in _list(source, "derivedSection", module, members)
        ],
    }


def _wanted_conduct(protocol: Row) -> Row:
    return {
        "status": [
            _words(protocol, "statusModule", name) for name in ("overallStatus", "whyStopped")
        ],
        "dates": [
            _words(protocol, "statusModule", name, "date")
            for name in (
                "startDateStruct",
                "primaryCompletionDateStruct",
                "completionDateStruct",
                "studyFirstPostDateStruct",
                "resultsFirstPostDateStruct",
                "lastUpdatePostDateStruct",
            )
        ],
        "enrolment": [
            _words(protocol, "designModule", "enrollmentInfo", name) for name in ("count", "type")
        ],
        "masked": _list(protocol, "designModule", "designInfo", "maskingInfo", "whoMasked"),
        "models": [
            _words(protocol, "designModule", "designInfo", name)
            for name in (
                "interventionModel",
                "primaryPurpose",
                "observationalModel",
                "timePerspective",
            )
        ],
    }


def _wanted_groups(table: Row) -> list[list[str]]:
    names = ("id", "title", "description")
    return [[_words(one, name) for name in names] for one in _list(table, "groups")]


def _wanted_flow(table: Row) -> list[Any]:
    found: list[Any] = [
        [_words(table, name) for name in ("recruitmentDetails", "preAssignmentDetails")],
        _wanted_groups(table),
    ]
    for period in _list(table, "periods"):
        for steps, counts in (("milestones", "achievements"), ("dropWithdraws", "reasons")):
            for step in _list(period, steps):
                found.append(
                    [_words(period, "title"), _words(step, "type"), _words(step, "comment")]
                )
                found += [
                    [
                        _words(one, name)
                        for name in ("groupId", "numSubjects", "numUnits", "comment")
                    ]
                    for one in _list(step, counts)
                ]
    return found


def _wanted_denominators(table: Row) -> list[list[str]]:
    return [
        [title, _words(one, "units"), _words(count, "groupId"), _words(count, "value")]
        for title, owner in [
            ("", table),
            *((_words(one, "title"), one) for one in _list(table, "classes")),
        ]
        for one in _list(owner, "denoms")
        for count in _list(one, "counts")
    ]


def _wanted_cells(table: Row) -> list[list[str]]:
    names = ("groupId", "value", "spread", "lowerLimit", "upperLimit", "comment")
    return [
        [_words(row, "title"), _words(category, "title"), *(_words(one, name) for name in names)]
        for row in _list(table, "classes")
        for category in _list(row, "categories")
        for one in _list(category, "measurements")
    ]


def _wanted_baseline(table: Row) -> list[Any]:
    names = ("title", "description", "populationDescription", "paramType", "dispersionType")
    return [
        _words(table, "populationDescription"),
        _wanted_groups(table),
        _wanted_denominators(table),
        *(
            [
                [_words(one, name) for name in (*names, "unitOfMeasure", "calculatePct")],
                _wanted_denominators(one),
                _wanted_cells(one),
            ]
            for one in _list(table, "measures")
        ),
    ]


def _wanted_outcome(one: Row) -> list[Any]:
    names = (
        "type",
        "title",
        "description",
        "populationDescription",
        "reportingStatus",
        "anticipatedPostingDate",
        "paramType",
        "dispersionType",
        "unitOfMeasure",
        "timeFrame",
        "typeUnitsAnalyzed",
        "calculatePct",
    )
    fields = [_words(one, name) for name in names]
    fields[10] = fields[10] or _words(one, "denomUnitsSelected")
    return [fields, _wanted_groups(one), _wanted_denominators(one), _wanted_cells(one)]


_OF_ANALYSIS = {
    "group_description": "groupDescription",
    "parameter": "paramType",
    "value_printed": "paramValue",
    "value": "paramValue",
    "estimate_comment": "estimateComment",
    "dispersion": "dispersionType",
    "dispersion_value": "dispersionValue",
    "interval_level": "ciPctValue",
    "interval_sides": "ciNumSides",
    "lower": "ciLowerLimit",
    "lower_comment": "ciLowerLimitComment",
    "upper": "ciUpperLimit",
    "upper_comment": "ciUpperLimitComment",
    "p_printed": "pValue",
    "p_comment": "pValueComment",
    "method": "statisticalMethod",
    "method_comment": "statisticalComment",
    "tested_non_inferiority": "testedNonInferiority",
    "non_inferiority_type": "nonInferiorityType",
    "non_inferiority_comment": "nonInferiorityComment",
    "other_description": "otherAnalysisDescription",
}


def _wanted_analysis(one: Row) -> Row:
    fields = {name: _words(one, source) for name, source in _OF_ANALYSIS.items()}
    return {**fields, "groups": _list(one, "groupIds")}


_OF_EVENT_GROUP = ("deaths", "serious", "other")


def _wanted_events(table: Row) -> list[Any]:
    return [
        [_words(table, name) for name in ("timeFrame", "description", "frequencyThreshold")],
        [
            [_words(one, name) for name in ("id", "title", "description")]
            + [
                _words(one, f"{kind}Num{what}")
                for kind in _OF_EVENT_GROUP
                for what in ("Affected", "AtRisk")
            ]
            for one in _list(table, "eventGroups")
        ],
        [
            [str(is_serious)]
            + [
                _words(one, name)
                for name in ("term", "organSystem", "sourceVocabulary", "assessmentType", "notes")
            ]
            + [
                _words(stat, name)
                for stat in _list(one, "stats")
                for name in ("groupId", "numAffected", "numAtRisk", "numEvents")
            ]
            for events, is_serious in (
                ("seriousEvents", True),
                ("otherEvents", False),
                ("events", None),
            )
            for one in _list(table, events)
        ],
    ]


# What the reading has, as the same rows.


def _printed(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Absence):
        return "NA"
    if value is None:
        return ""
    assert isinstance(value, Number | Stated | PartialDate)
    return value.printed


def _had(reading: TrialDocument) -> Row:
    (trial,) = reading.trials
    results = reading.results
    return {
        **_had_design(reading),
        "arms": [
            [
                one.label.removesuffix(" (2)"),
                one.registered_type,
                one.description,
                *one.intervention_names,
            ]
            for one in trial.arms
        ],
        "interventions": [
            [one.kind, one.name, one.description, *one.other_names, *sorted(one.arms)]
            for one in trial.interventions
        ],
        "end points": [
            [one.role, one.name_printed, one.definition, one.time_frame] for one in trial.end_points
        ],
        "references": [[one.type, one.pmid] for one in reading.citations],
        "flow": _had_flow(results),
        "baseline": _had_baseline(results),
        "outcomes": [_had_outcome(one) for one in results.outcomes] if results else [],
        "analyses": [
            _had_analysis(each)
            for one in (results.outcomes if results else ())
            for each in one.analyses
        ],
        "events": _had_events(results),
        "limitations": results.limitations if results else "",
    }


def _had_design(reading: TrialDocument) -> Row:
    (trial,) = reading.trials
    dates = trial.dates
    return {
        "titles": [_printed(trial.brief_title), _printed(trial.acronym)],
        "numbers": [[one.value, one.kind, one.domain] for one in trial.secondary_ids],
        "status": [_printed(trial.status), _printed(trial.why_stopped)],
        "dates": [
            _printed(one)
            for one in (
                dates.start,
                dates.primary_completion,
                dates.completion,
                dates.first_posted,
                dates.results_posted,
                dates.last_update,
            )
        ],
        "enrolment": [_printed(trial.enrolment), _printed(trial.enrolment_type)],
        "masked": [_printed(one) for one in trial.masked_parties],
        "models": [
            _printed(trial.intervention_model),
            _printed(trial.primary_purpose),
            _printed(trial.observational_model),
            _printed(trial.time_perspective),
        ],
        "sponsors": [[one.name, one.sponsor_class] for one in trial.sponsors],
        "conditions": [_printed(one) for one in trial.conditions],
        "keywords": [_printed(one) for one in trial.keywords],
        "sites": [
            [one.facility, one.city, one.state, one.country, one.status] for one in trial.locations
        ],
        "headings": [[one.code, one.label] for one in trial.headings],
    }


def _had_groups(groups: tuple[ResultGroup, ...]) -> list[list[str]]:
    return [[one.identifier, one.title, one.description] for one in groups]


def _had_flow(results: RegistryResults | None) -> list[Any]:
    flow = results.flow if results else None
    if flow is None:
        return [["", ""], []]
    found: list[Any] = [[flow.recruitment, flow.pre_assignment], _had_groups(flow.groups)]
    for period in flow.periods:
        for step in period.steps:
            found.append([period.title, step.name, step.comment])
            found += [
                [one.group, _printed(one.subjects), _printed(one.units), one.comment]
                for one in step.counts
            ]
    return found


def _had_denominators(denominators: tuple[Denominator, ...]) -> list[list[str]]:
    for one in denominators:
        assert _printed(one.n) == one.printed
    return [[one.class_title, one.units, one.group, one.printed] for one in denominators]


def _had_cells(cells: tuple[Measurement, ...]) -> list[list[str]]:
    for one in cells:
        assert _printed(one.value) == one.printed
    return [
        [
            one.class_title,
            one.category,
            one.group,
            one.printed,
            _printed(one.spread),
            _printed(one.lower),
            _printed(one.upper),
            one.comment,
        ]
        for one in cells
    ]


def _had_table(one: BaselineMeasure | OutcomeMeasure) -> list[str]:
    return [one.title, one.description, one.population, one.parameter, one.dispersion]


def _had_baseline(results: RegistryResults | None) -> list[Any]:
    baseline = results.baseline if results else None
    if baseline is None:
        return ["", [], []]
    return [
        baseline.population,
        _had_groups(baseline.groups),
        _had_denominators(baseline.denominators),
        *(
            [
                [*_had_table(one), one.unit, _printed(one.calculate_percentage)],
                _had_denominators(one.denominators),
                _had_cells(one.measurements),
            ]
            for one in baseline.measures
        ),
    ]


def _had_outcome(one: OutcomeMeasure) -> list[Any]:
    fields = [
        one.kind,
        one.title,
        one.description,
        one.population,
        one.status,
        one.anticipated,
        one.parameter,
        one.dispersion,
        one.unit,
        one.time_frame,
        one.units_analysed,
        _printed(one.calculate_percentage),
    ]
    return [
        fields,
        _had_groups(one.groups),
        _had_denominators(one.denominators),
        _had_cells(one.measurements),
    ]


def _had_analysis(one: Analysis) -> Row:
    found: Row = {}
    for name in _OF_ANALYSIS:
        value = getattr(one, name)
        found[name] = (
            value if isinstance(value, str) and not isinstance(value, Absence) else _printed(value)
        )
    return {**found, "groups": list(one.groups)}


def _had_events(results: RegistryResults | None) -> list[Any]:
    tables = results.events if results else None
    if tables is None:
        return [["", "", ""], [], []]
    return [
        [tables.time_frame, tables.description, tables.threshold],
        [
            [one.identifier, one.title, one.description]
            + [
                _printed(getattr(one, f"{kind}_{what}"))
                for kind in _OF_EVENT_GROUP
                for what in ("affected", "at_risk")
            ]
            for one in tables.groups
        ],
        [
            [
                str(one.serious),
                one.term,
                one.organ_system,
                one.vocabulary,
                one.assessment,
                one.notes,
            ]
            + [
                words
                for count in one.counts
                for words in (
                    count.group,
                    _printed(count.affected),
                    _printed(count.at_risk),
                    _printed(count.events),
                )
            ]
            for one in tables.events
        ],
    ]
