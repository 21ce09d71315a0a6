"""The adverse events of a legacy registry record, as rules for API v2."""

from collections.abc import Iterator

from trialgraph.documents import ctgov_xml_codes as codes
from trialgraph.documents.ctgov_xml_values import (
    Element,
    Fields,
    Rule,
    Rules,
    attribute,
    coded,
    each,
    own_words,
    present,
    printed,
    taken,
    text,
)

_TOTAL = "total"
_TOTALS = (
    ("mortality", "deaths"),
    ("serious", "serious"),
    ("other", "other"),
)
GROUP: Rules = {
    "id": attribute("group_id"),
    "title": text("title"),
    "description": text("description"),
}


def _events(kind: str) -> Rule:
    """Return a rule for the events of one seriousness, without the totals."""

    def rule(reported: Element) -> list[Fields]:
        return present(
            _event(listed, category, event)
            for listed in reported.iterfind(kind)
            for category in listed.iterfind("category_list/category")
            if not _is_total(category)
            for event in category.iterfind("event_list/event")
        )

    return rule


def _is_total(category: Element) -> bool:
    title = category.find("title")
    return title is not None and own_words(title).casefold() == _TOTAL


_EVENT_STATS: Rules = {
    "groupId": attribute("group_id"),
    "numEvents": attribute("events"),
    "numAffected": attribute("subjects_affected"),
    "numAtRisk": attribute("subjects_at_risk"),
}
_VOCABULARY = attribute("vocab")


def _event(listed: Element, category: Element, event: Element) -> Fields:
    """Return an event; what it does not say itself, its list says for all."""
    term = event.find("sub_title")
    vocabulary = None if term is None else _VOCABULARY(term)
    assessment = printed(event, "assessment") or printed(listed, "default_assessment")
    return Fields(
        event,
        {
            "term": printed(event, "sub_title"),
            "organSystem": printed(category, "title"),
            "sourceVocabulary": vocabulary or printed(listed, "default_vocab"),
            "assessmentType": coded(assessment, codes.ASSESSMENT),
            "notes": printed(event, "description"),
            "stats": each("counts", _EVENT_STATS)(event),
        },
    )


def _event_groups(reported: Element) -> list[Fields]:
    """Return the groups with the totals that the lists of events open with."""
    groups = {group.get("group_id"): dict(taken(group, GROUP)) for group in _groups(reported)}
    holders = {group.get("group_id"): group for group in _groups(reported)}
    for name, counts in _totals(reported):
        number = counts.get("group_id")
        holders.setdefault(number, counts)
        values = groups.setdefault(number, {"id": attribute("group_id")(counts)})
        values[f"{name}NumAffected"] = attribute("subjects_affected")(counts)
        values[f"{name}NumAtRisk"] = attribute("subjects_at_risk")(counts)
    return present(Fields(holders[number], values) for number, values in groups.items())


def _groups(reported: Element) -> Iterator[Element]:
    yield from reported.iterfind("group_list/group")


def _totals(reported: Element) -> Iterator[tuple[str, Element]]:
    """Yield what is counted in all, with its counts a group."""
    for category in reported.iterfind("*/category_list/category"):
        for event in category.iterfind("event_list/event") if _is_total(category) else ():
            words = (printed(event, "sub_title") or "").casefold()
            name = next((field for sign, field in _TOTALS if sign in words), "")
            if name:
                yield from ((name, counts) for counts in event.iterfind("counts"))


REPORTED: Rules = {
    "frequencyThreshold": text("other_events/frequency_threshold", "frequency_threshold"),
    "timeFrame": text("time_frame"),
    "description": text("desc"),
    "eventGroups": _event_groups,
    "seriousEvents": _events("serious_events"),
    "otherEvents": _events("other_events"),
}
