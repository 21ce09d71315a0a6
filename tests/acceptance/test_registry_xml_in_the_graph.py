"""Every field of a record in the registry's older XML stands in the graph as it is printed.

The source is read here with nothing but ``lxml``; the older form's words are told
as the codes of the registry's present interface by their letters alone.
"""

import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TypeAlias

import pytest
from lxml import etree
from tests.acceptance.registry_rows import ANALYSIS, HELD, Graph, Row, differences, whole

Element: TypeAlias = etree._Element  # noqa: SLF001 - lxml has no public name for the type

_RECORDS = 50
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_LIST_MARK = re.compile(r"(?:^|\n)\s*[-*•]\s")


def _words(element: Element, *paths: str) -> str:
    """Return the first text that is not empty."""
    found = ("".join(one.itertext()).strip() for path in paths for one in element.iterfind(path))
    return next(filter(None, found), "")


def _flowing(element: Element, path: str) -> str:
    return _flowed("".join("".join(one.itertext()) for one in element.iterfind(path)))


def _flowed(words: str) -> str:
    """Return running text without its line breaks and list marks, which fit it to a page."""
    return " ".join(_LIST_MARK.sub(" ", words).split())


def _code(words: str) -> str:
    return re.sub(r"[^A-Z0-9]+", "_", words.upper()).strip("_")


def _arms(study: Element) -> Iterator[Row]:
    for arm in study.iterfind("arm_group"):
        label = _words(arm, "arm_group_label")
        given = [
            f"{_words(one, 'intervention_type')}: {_words(one, 'intervention_name')}"
            for one in study.iterfind("intervention")
            if label in _all(one, "arm_group_label")
        ]
        yield (
            label,
            _code(_words(arm, "arm_group_type")),
            _flowing(arm, "description"),
            frozenset(given),
        )


def _all(element: Element, path: str) -> frozenset[str]:
    return frozenset("".join(one.itertext()).strip() for one in element.iterfind(path))


def _interventions(study: Element) -> Iterator[Row]:
    for one in study.iterfind("intervention"):
        yield (
            _code(_words(one, "intervention_type")),
            _words(one, "intervention_name"),
            _flowing(one, "description"),
            _all(one, "other_name"),
            _all(one, "arm_group_label"),
        )


_ROLES = {"primary": "primary", "secondary": "secondary", "exploratory": "other"}


def _outcomes(study: Element) -> Iterator[Row]:
    for role, name in _ROLES.items():
        for one in study.iterfind(f"{name}_outcome"):
            yield (
                role,
                _words(one, "measure"),
                _flowing(one, "description"),
                _words(one, "time_frame"),
            )


def _references(study: Element) -> Iterator[Row]:
    """Yield the references; the element of those before the study also holds later ones."""
    began = _YEAR.findall(_words(study, "start_date"))
    for one in study.iterfind("reference"):
        years = _YEAR.findall(_words(one, "citation"))
        is_earlier = bool(began and years) and max(years) < began[0]
        yield "background" if is_earlier else "reference", _words(one, "PMID")
    for one in study.iterfind("results_reference"):
        yield "result", _words(one, "PMID")


def _groups(study: Element) -> Iterator[Row]:
    for group in study.iterfind("clinical_results//group_list/group"):
        yield group.get("group_id"), _words(group, "title"), _flowing(group, "description")


def _is_count(table: Element) -> bool:
    return (
        _words(table, "title").casefold() == "number of participants"
        and table.find("class_list") is None
    )


def _measures(study: Element, *, counts: bool = False) -> Iterator[tuple[Element, Element | None]]:
    """Yield the tables of a study with their outcomes, or the early tables of who is counted."""
    for table in study.iterfind("clinical_results/baseline/measure_list/measure"):
        if _is_count(table) == counts:
            yield table, None
    for outcome in study.iterfind("clinical_results/outcome_list/outcome"):
        for table in outcome.iter("measure"):
            if _is_count(table) == counts:
                yield table, outcome


def _tables(study: Element) -> Iterator[Row]:
    for table, outcome in _measures(study):
        dispersion = _words(table, "dispersion")
        yield (
            _words(table if outcome is None else outcome, "title"),
            _code(_words(table, "param")),
            _code(dispersion) if outcome is None else dispersion,
            _words(table, "units"),
            "" if outcome is None else _words(outcome, "time_frame"),
            len(list(table.iter("measurement"))),
        )
    for outcome in study.iterfind("clinical_results/outcome_list/outcome"):
        if next(outcome.iter("measure"), None) is None:
            yield _words(outcome, "title"), "", "", "", _words(outcome, "time_frame"), 0


def _denominators(study: Element) -> Iterator[Row]:
    for table, _ in _measures(study, counts=True):
        for one in table.iter("measurement"):
            yield one.get("group_id"), _words(table, "units"), one.get("value")
    for analysed in study.iterfind("clinical_results//analyzed"):
        for one in analysed.iter("count"):
            yield one.get("group_id"), _words(analysed, "units"), one.get("value")


def _measurements(study: Element) -> Iterator[Row]:
    for table, _ in _measures(study):
        for category in table.iter("category"):
            group = category.getparent().getparent()
            names = ("value", "spread", "lower_limit", "upper_limit")
            for one in category.iter("measurement"):
                yield (
                    one.get("group_id"),
                    _words(group, "title") if group.tag == "class" else "",
                    _words(category, "title", "sub_title"),
                    *(one.get(name, "") for name in names),
                    (one.text or "").strip(),
                )


_OF_ANALYSIS = {
    "paramType": "param_type",
    "paramValue": "param_value",
    "ciPctValue": "ci_percent",
    "ciNumSides": "ci_n_sides",
    "ciLowerLimit": "ci_lower_limit",
    "ciUpperLimit": "ci_upper_limit",
    "ciLowerLimitComment": "ci_lower_limit_na_comment",
    "ciUpperLimitComment": "ci_upper_limit_na_comment",
    "pValue": "p_value",
    "pValueComment": "p_value_desc",
    "statisticalMethod": "method",
    "statisticalComment": "method_desc",
    "nonInferiorityType": "non_inferiority_type",
    "nonInferiorityComment": "non_inferiority_desc",
    "groupDescription": "groups_desc",
    "estimateComment": "estimate_desc",
    "dispersionType": "dispersion_type",
    "dispersionValue": "dispersion_value",
    "otherAnalysisDescription": "other_analysis_desc",
}
_SIDES = {"": "", "1-Sided": "ONE_SIDED", "2-Sided": "TWO_SIDED"}
_CODED: Mapping[str, Callable[[str], str]] = {
    "ciNumSides": _SIDES.__getitem__,
    "nonInferiorityType": _code,
    "dispersionType": lambda words: _code(words).replace("ERROR_OF_THE", "ERROR_OF"),
}


def _analyses(study: Element) -> Iterator[Row]:
    for one in study.iterfind("clinical_results/outcome_list/outcome/analysis_list/analysis"):
        values = {name: _words(one, _OF_ANALYSIS[name]) for name in ANALYSIS}
        yield (
            _all(one, "group_id_list/group_id"),
            *(_CODED.get(name, str)(words) for name, words in values.items()),
        )


def _events(study: Element) -> Iterator[Row]:
    for kind, serious in (("serious_events", "true"), ("other_events", "false")):
        path = f"clinical_results/reported_events/{kind}/category_list/category"
        for category in study.iterfind(path):
            if _words(category, "title") == "Total":
                continue
            for event in category.iter("event"):
                for counts in event.iterfind("counts"):
                    yield (
                        _words(event, "sub_title"),
                        serious,
                        _words(category, "title"),
                        counts.get("group_id"),
                        *(
                            whole(counts.get(name))
                            for name in ("subjects_affected", "subjects_at_risk", "events")
                        ),
                    )


def _flow(study: Element) -> Iterator[Row]:
    for kind, name in (("milestone", "milestone"), ("withdrawal", "drop_withdraw_reason")):
        for step in study.iterfind(f"clinical_results/participant_flow//{name}_list/{name}"):
            for one in step.iter("participants"):
                yield kind, _words(step, "title"), one.get("group_id"), one.get("count")


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
def held(reference: Path) -> list[tuple[str, Element, Graph]]:
    with zipfile.ZipFile(reference / "data/registry-xml/clinical_study.zip") as archive:
        names = [name for name in archive.namelist() if name.endswith(".xml")]
        return [
            (name, etree.fromstring(content), Graph(content))
            for name in names
            for content in [archive.read(name)]
        ]


def _alike(row: Row) -> Row:
    """Return a row with its running text unbroken, for the older form breaks it to fit a page."""
    return tuple(_flowed(cell) if isinstance(cell, str) else cell for cell in row)


@pytest.mark.parametrize("what", HELD)
def test_what_the_older_form_states_stands_in_the_graph(
    held: list[tuple[str, Element, Graph]], what: str
) -> None:
    stated = _STATED[what]
    different = {
        name: found
        for name, study, graph in held
        if (found := differences(stated(study), graph, what, _alike))
    }
    assert different == {}
    assert sum(1 for _, study, _ in held for _row in stated(study)) > 0


def test_every_record_is_read(held: list[tuple[str, Element, Graph]]) -> None:
    assert len(held) == _RECORDS
