"""The results of a legacy registry record, as rules for the modules of API v2.

In vintages before 2017 a table has categories without classes, and the participants
analysed are a table of their own, the first of each list.
"""

from collections.abc import Iterator, Mapping

from trialgraph.documents import ctgov_xml_codes as codes
from trialgraph.documents.ctgov_xml_events import GROUP, REPORTED
from trialgraph.documents.ctgov_xml_values import (
    Element,
    Fields,
    Printed,
    Rule,
    Rules,
    attribute,
    code,
    comment,
    date,
    each,
    here,
    inner,
    present,
    printed,
    taken,
    text,
    texts,
)

_COUNTED = "number of participants"
_COUNT: Rules = {"groupId": attribute("group_id"), "value": attribute("value")}
_DENOM: Rules = {"units": text("units"), "counts": each("count_list/count", _COUNT)}
_MEASUREMENT: Rules = {
    "groupId": attribute("group_id"),
    "value": attribute("value"),
    "spread": attribute("spread"),
    "lowerLimit": attribute("lower_limit"),
    "upperLimit": attribute("upper_limit"),
    "comment": comment,
}
_CATEGORY: Rules = {
    "title": text("title", "sub_title"),
    "measurements": each("measurement_list/measurement", _MEASUREMENT),
}
_CLASS: Rules = {
    "title": text("title", "sub_title"),
    "denoms": each("analyzed_list/analyzed", _DENOM),
    "categories": each("category_list/category", _CATEGORY),
}


def _classes(measure: Element) -> list[Fields]:
    """Return the classes of a table; categories alone are one class without a title."""
    listed = measure.find("category_list")
    if listed is None:
        return present(taken(one, _CLASS) for one in measure.iterfind("class_list/class"))
    return present([Fields(listed, {"categories": each("category", _CATEGORY)(listed)})])


def _is_count(measure: Element) -> bool:
    """Tell whether a table of an early vintage is the participants analysed."""
    title = printed(measure, "title")
    return title is not None and title.casefold() == _COUNTED and measure.find("class_list") is None


def _counted(measure: Element) -> Fields:
    """Return a table of the participants analysed as denominators."""
    path = "category_list/category/measurement_list/measurement"
    return taken(measure, {"units": text("units"), "counts": each(path, _COUNT)})


_TABLE: Rules = {
    "paramType": code(codes.PARAM, "param"),
    "unitOfMeasure": text("units"),
    "denomUnitsSelected": text("units_analyzed"),
    "denoms": each("analyzed_list/analyzed", _DENOM),
    "classes": _classes,
}
_BASELINE_MEASURE: Rules = {
    "title": text("title"),
    "description": text("description"),
    "populationDescription": text("population"),
    "dispersionType": code(codes.DISPERSION, "dispersion"),
    **_TABLE,
}


def _baseline_denoms(baseline: Element) -> list[Fields]:
    found = present(taken(one, _DENOM) for one in baseline.iterfind("analyzed_list/analyzed"))
    first = baseline.find("measure_list/measure")
    if first is not None and _is_count(first):
        found.append(_counted(first))
    return found


def _baseline_measures(baseline: Element) -> list[Fields]:
    tables = list(baseline.iterfind("measure_list/measure"))
    tables = tables[1:] if tables and _is_count(tables[0]) else tables
    return present(taken(table, _BASELINE_MEASURE) for table in tables)


_STATS: Rules = {
    "groupId": attribute("group_id"),
    "comment": comment,
    "numSubjects": attribute("count"),
}


def _steps(path: str, counts: str) -> Rule:
    """Return a rule for the milestones of a period, or for the reasons to leave it."""
    return each(
        path, {"type": text("title"), counts: each("participants_list/participants", _STATS)}
    )


_FLOW: Rules = {
    "preAssignmentDetails": text("pre_assignment_details"),
    "recruitmentDetails": text("recruitment_details"),
    "typeUnitsAnalyzed": text("units_analyzed"),
    "groups": each("group_list/group", GROUP),
    "periods": each(
        "period_list/period",
        {
            "title": text("title"),
            "milestones": _steps("milestone_list/milestone", "achievements"),
            "dropWithdraws": _steps("drop_withdraw_reason_list/drop_withdraw_reason", "reasons"),
        },
    ),
}
_BASELINE: Rules = {
    "populationDescription": text("population"),
    "typeUnitsAnalyzed": text("units_analyzed"),
    "groups": each("group_list/group", GROUP),
    "denoms": _baseline_denoms,
    "measures": _baseline_measures,
}
_ANALYSIS: Rules = {
    "groupIds": texts("group_id_list/group_id"),
    "groupDescription": text("groups_desc"),
    "nonInferiorityType": code(codes.NON_INFERIORITY, "non_inferiority_type"),
    "nonInferiorityComment": text("non_inferiority_desc"),
    "pValue": text("p_value"),
    "pValueComment": text("p_value_desc"),
    "statisticalMethod": text("method"),
    "statisticalComment": text("method_desc"),
    "paramType": text("param_type"),
    "paramValue": text("param_value"),
    "dispersionType": code(codes.ANALYSIS_DISPERSION, "dispersion_type"),
    "dispersionValue": text("dispersion_value"),
    "ciPctValue": text("ci_percent"),
    "ciNumSides": code(codes.SIDES, "ci_n_sides"),
    "ciLowerLimit": text("ci_lower_limit"),
    "ciUpperLimit": text("ci_upper_limit"),
    "ciLowerLimitComment": text("ci_lower_limit_na_comment", "ci_lower_limit_comment"),
    "ciUpperLimitComment": text("ci_upper_limit_na_comment", "ci_upper_limit_comment"),
    "estimateComment": text("estimate_desc"),
    "otherAnalysisDescription": text("other_analysis_desc"),
}
_OUTCOME: Rules = {
    "type": code(codes.OUTCOME_TYPE, "type"),
    "timeFrame": text("time_frame"),
    "anticipatedPostingDate": date("posting_date"),
    "groups": each("group_list/group", GROUP),
    "analyses": each("analysis_list/analysis", _ANALYSIS),
}


_ORDER = (
    "type",
    "title",
    "description",
    "populationDescription",
    "anticipatedPostingDate",
    "paramType",
    "dispersionType",
    "unitOfMeasure",
    "timeFrame",
    "denomUnitsSelected",
    "groups",
    "denoms",
    "classes",
    "analyses",
)


def _outcomes(results: Element) -> list[Fields]:
    """Return the outcome measures; an outcome of several tables is one for each."""
    return present(
        measure
        for outcome in results.iterfind("outcome_list/outcome")
        for measure in _of_outcome(outcome)
    )


def _of_outcome(outcome: Element) -> Iterator[Fields]:
    tables = [*outcome.iterfind("measure"), *outcome.iterfind("measure_list/measure")]
    counted = [_counted(tables.pop(0))] if len(tables) > 1 and _is_count(tables[0]) else []
    whole = taken(outcome, _OUTCOME)
    yield _measure(outcome, whole, tables[:1], counted)
    # The analyses are told once: which of several tables they are of is not said.
    shared = Fields(outcome, {name: value for name, value in whole.items() if name != "analyses"})
    for table in tables[1:]:
        yield _measure(outcome, shared, [table], counted)


def _measure(
    outcome: Element, whole: Fields, tables: list[Element], counted: list[Fields]
) -> Fields:
    """Return one outcome measure, its values in the order of API v2."""
    values = {**whole, **_described(outcome, tables), **_table(tables, counted)}
    return Fields(outcome, {name: values[name] for name in _ORDER if name in values})


def _described(outcome: Element, tables: list[Element]) -> dict[str, object]:
    """Return the words that an outcome and its table both may hold; the outcome's come first."""
    names = {"title": "title", "description": "description", "populationDescription": "population"}
    return {
        name: _same([printed(one, path) for one in (outcome, *tables)])
        for name, path in names.items()
    }


def _same(found: list[Printed | None]) -> Printed | None:
    """Return the first of several words, with every place that says the same."""
    words = [one for one in found if one]
    if not words:
        return None
    return Printed(words[0], *(s for one in words if one == words[0] for s in one.sources))


def _table(tables: list[Element], counted: list[Fields]) -> Mapping[str, object]:
    """Return the fields of a table with the participants analysed."""
    if not tables:
        return {"denoms": counted}
    values = taken(tables[0], _TABLE)
    denoms = values.get("denoms")
    return {
        **values,
        "dispersionType": printed(tables[0], "dispersion"),
        "denoms": [*(denoms if isinstance(denoms, list) else ()), *counted],
    }


def _agreement(element: Element) -> Fields:
    """Return what investigators may publish: the registry prints it as sentences."""
    employed = printed(element, "pi_employee")
    restricted = printed(element, "restrictive_agreement")
    return Fields(
        element,
        {
            "piSponsorEmployee": _said(employed, " ARE employed", " NOT employed"),
            "restrictiveAgreement": _said(restricted, "", "is NOT an agreement"),
            "restrictionType": _restriction(restricted),
            "otherDetails": restricted,
        },
    )


def _said(words: Printed | None, yes: str, no: str) -> Printed | None:
    """Return the truth of a sentence by the words that deny or affirm it."""
    if words is None or (no not in words and yes not in words):
        return words
    return Printed("false" if no in words else "true", *words.sources)


def _restriction(words: Printed | None) -> Printed | None:
    """Return how long a sponsor may hold back a publication, in the registry's own sentences."""
    for sign, name in (
        ("is less than or equal to 60 days", "LTE60"),
        ("more than 60 days", "GT60"),
    ):
        if words and sign in words:
            return Printed(name, *words.sources)
    return None


RESULTS: Rules = {
    "participantFlowModule": inner("participant_flow", _FLOW),
    "baselineCharacteristicsModule": inner("baseline", _BASELINE),
    "outcomeMeasuresModule": here({"outcomeMeasures": _outcomes}),
    "adverseEventsModule": inner("reported_events", REPORTED),
    "moreInfoModule": here(
        {
            "limitationsAndCaveats": inner("limitations_and_caveats", {"description": text(".")}),
            "certainAgreement": lambda results: next(
                (_agreement(one) for one in results.iterfind("certain_agreements")), None
            ),
            "pointOfContact": inner(
                "point_of_contact",
                {
                    "title": text("name_or_title"),
                    "organization": text("organization"),
                    "email": text("email"),
                    "phone": text("phone"),
                    "phoneExt": text("phone_ext"),
                },
            ),
        }
    ),
}
