"""Nothing of the reference records in older XML is lost or altered on the way to the tree."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from trialgraph.documents.reader import read_document
from trialgraph.model.record import Block

LEFT_OVER = {
    "authority",
    "clinical_study.rank",
    "country",
    "counts.group_id",
    "document_url",
    "download_date",
    "is_fda_regulated",
    "is_section_801",
    "last_update_submitted_qc",
    "link_text",
    "maximum_age",
    "minimum_age",
    "number_of_arms",
    "number_of_groups",
    "param",
    "safety_issue",
    "scope",
    "study_design",
    "sub_title",
    "title",
    "url",
}
"""What the registry's present interface has no field for; titles are those of totals."""

LISTS = {
    "primary_outcome": ("protocolSection", "outcomesModule", "primaryOutcomes"),
    "secondary_outcome": ("protocolSection", "outcomesModule", "secondaryOutcomes"),
    "other_outcome": ("protocolSection", "outcomesModule", "otherOutcomes"),
    "arm_group": ("protocolSection", "armsInterventionsModule", "armGroups"),
    "intervention": ("protocolSection", "armsInterventionsModule", "interventions"),
    "location": ("protocolSection", "contactsLocationsModule", "locations"),
    "overall_official": ("protocolSection", "contactsLocationsModule", "overallOfficials"),
    "condition_browse/mesh_term": ("derivedSection", "conditionBrowseModule", "meshes"),
    "intervention_browse/mesh_term": ("derivedSection", "interventionBrowseModule", "meshes"),
    "clinical_results/outcome_list/outcome": (
        "resultsSection",
        "outcomeMeasuresModule",
        "outcomeMeasures",
    ),
    "clinical_results/participant_flow/group_list/group": (
        "resultsSection",
        "participantFlowModule",
        "groups",
    ),
    "clinical_results/baseline/group_list/group": (
        "resultsSection",
        "baselineCharacteristicsModule",
        "groups",
    ),
    "clinical_results/reported_events/group_list/group": (
        "resultsSection",
        "adverseEventsModule",
        "eventGroups",
    ),
}
MEASURED = {
    "group_id": "groupId",
    "value": "value",
    "spread": "spread",
    "lower_limit": "lowerLimit",
    "upper_limit": "upperLimit",
}
ANALYSED = {
    "param_type": "paramType",
    "param_value": "paramValue",
    "p_value": "pValue",
    "method": "statisticalMethod",
    "ci_percent": "ciPctValue",
    "ci_lower_limit": "ciLowerLimit",
    "ci_upper_limit": "ciUpperLimit",
    "ci_upper_limit_na_comment": "ciUpperLimitComment",
    "dispersion_value": "dispersionValue",
    "groups_desc": "groupDescription",
}
COUNTED = {
    "group_id": "groupId",
    "subjects_affected": "numAffected",
    "subjects_at_risk": "numAtRisk",
    "events": "numEvents",
}


@pytest.fixture(scope="module")
def studies(reference: Path) -> list[tuple[etree._Element, Block]]:
    """Return each reference study as XML and as a tree."""
    found = []
    with zipfile.ZipFile(reference / "data/registry-xml/clinical_study.zip") as archive:
        for name in archive.namelist():
            if name.endswith(".xml"):
                content = archive.read(name)
                record = read_document(content).record
                assert record is not None
                found.append((etree.fromstring(content), record.root))
    return found


def inside(block: Block, *names: str) -> Iterator[Block]:
    """Yield the blocks down a path of lists."""
    for one in block.blocks(names[0]):
        if len(names) == 1:
            yield one
        else:
            yield from inside(one, *names[1:])


def outcomes(tree: Block) -> Block:
    return tree.block("resultsSection", "outcomeMeasuresModule")


def words(element: etree._Element, path: str) -> str:
    return (element.findtext(path) or "").strip()


def test_every_record_is_read(studies: list[tuple[etree._Element, Block]]) -> None:
    assert len(studies) == 50


@pytest.mark.parametrize("path", LISTS)
def test_lists_are_as_long(studies: list[tuple[etree._Element, Block]], path: str) -> None:
    for study, tree in studies:
        assert len(tree.blocks(*LISTS[path])) == len(study.findall(path))


def test_references_keep_number_and_type(studies: list[tuple[etree._Element, Block]]) -> None:
    for study, tree in studies:
        found = tree.blocks("protocolSection", "referencesModule", "references")
        printed = [*study.findall("reference"), *study.findall("results_reference")]
        assert [one.words("pmid") for one in found] == [words(one, "PMID") for one in printed]
        results = [one for one in found if one.words("type") == "RESULT"]
        assert len(results) == len(study.findall("results_reference"))


def test_measurements_and_denominators_are_as_printed(
    studies: list[tuple[etree._Element, Block]],
) -> None:
    for study, tree in studies:
        base = tree.block("resultsSection", "baselineCharacteristicsModule")
        tables = [*base.blocks("measures"), *outcomes(tree).blocks("outcomeMeasures")]
        rows = [
            row
            for table in tables
            for row in inside(table, "classes", "categories", "measurements")
        ]
        counts = [*inside(base, "denoms", "counts")]
        counts += [row for table in tables for row in inside(table, "denoms", "counts")]
        counts += [row for table in tables for row in inside(table, "classes", "denoms", "counts")]
        printed = [*study.iter("measurement"), *study.iter("count")]
        assert sorted(values(MEASURED, [*rows, *counts])) == sorted(attributes(MEASURED, printed))
        comments = [row.words("comment") for row in rows if row.words("comment")]
        assert len(comments) == sum(bool((one.text or "").strip()) for one in printed)


def values(names: dict[str, str], rows: list[Block]) -> list[tuple[str, ...]]:
    return [tuple(row.words(name) for name in names.values()) for row in rows]


def attributes(names: dict[str, str], elements: list[etree._Element]) -> list[tuple[str, ...]]:
    return [tuple(one.get(name) or "" for name in names) for one in elements]


def test_analyses_are_as_printed(studies: list[tuple[etree._Element, Block]]) -> None:
    for study, tree in studies:
        found = list(inside(outcomes(tree), "outcomeMeasures", "analyses"))
        printed = list(study.iter("analysis"))
        assert values(ANALYSED, found) == [
            tuple(words(one, name) for name in ANALYSED) for one in printed
        ]
        groups = [[leaf.words for leaf in one.leaves("groupIds")] for one in found]
        assert groups == [[g.text for g in one.iter("group_id")] for one in printed]


def test_events_are_as_printed(studies: list[tuple[etree._Element, Block]]) -> None:
    for study, tree in studies:
        module = tree.block("resultsSection", "adverseEventsModule")
        for name, path in (("seriousEvents", "serious_events"), ("otherEvents", "other_events")):
            printed = [
                event
                for category in study.iterfind(f".//{path}/category_list/category")
                if words(category, "title") != "Total"
                for event in category.iter("event")
            ]
            found = module.blocks(name)
            assert [e.words("term") for e in found] == [words(e, "sub_title") for e in printed]
            rows = [row for event in found for row in event.blocks("stats")]
            counts = [count for event in printed for count in event.iter("counts")]
            assert values(COUNTED, rows) == attributes(COUNTED, counts)


def test_totals_of_events_stand_at_the_groups(
    studies: list[tuple[etree._Element, Block]],
) -> None:
    for study, tree in studies:
        groups = tree.blocks("resultsSection", "adverseEventsModule", "eventGroups")
        found = sum(
            bool(group.words(f"{kind}NumAtRisk"))
            for group in groups
            for kind in ("deaths", "serious", "other")
        )
        totals = [
            counts
            for category in study.iterfind(".//reported_events/*/category_list/category")
            if words(category, "title") == "Total"
            for counts in category.iter("counts")
        ]
        assert found == sum(bool(one.get("subjects_at_risk")) for one in totals)


def test_flow_is_as_printed(studies: list[tuple[etree._Element, Block]]) -> None:
    for study, tree in studies:
        module = tree.block("resultsSection", "participantFlowModule")
        rows = [
            *inside(module, "periods", "milestones", "achievements"),
            *inside(module, "periods", "dropWithdraws", "reasons"),
        ]
        printed = sorted((e.get("group_id"), e.get("count")) for e in study.iter("participants"))
        assert sorted((row.words("groupId"), row.words("numSubjects")) for row in rows) == printed


def test_only_what_has_no_field_is_left_over(studies: list[tuple[etree._Element, Block]]) -> None:
    found = {name for _, tree in studies for name in tree.block("legacySection").members}
    assert found <= LEFT_OVER
