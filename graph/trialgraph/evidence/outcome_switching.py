"""Registered end points against those reported (COMPare; CONSORT 2010 items 6b and 17a).

A registered list decides only in a version from before the first results: a later one may
have been changed after they were seen. Without such a version nothing is said of switching
but that it cannot be resolved; no list read is never taken for an empty list.
"""

from collections.abc import Iterator, Mapping, Sequence

from trialgraph.evidence.analyses import end_point_notation, may_agree
from trialgraph.evidence.disagreements import Said, both_sides
from trialgraph.evidence.end_points import Declared, MergedEndPoint
from trialgraph.evidence.findings import FindingCode, Severity, TrialFinding, finding
from trialgraph.evidence.time_frames import frames_differ
from trialgraph.evidence.trials import Mention, TrialIdentity, documents_of
from trialgraph.model.text import PartialDate
from trialgraph.model.values import dataclass
from trialgraph.names import Iri
from trialgraph.terms.index import TermIndex
from trialgraph.verdict.dates import first_day, last_day

_HARMS = frozenset({"AE", "safety", "toxicity"})
_REPORTED = frozenset({"result_reported", "not_tested"})


@dataclass(frozen=True, slots=True)
class Lists:
    """The end points of a trial as its record registers them and as its reports have them.

    Attributes:
        merged: all of the trial's, with what is reported of each.
        places: nodes of the reports.
    """

    registered: Sequence[Declared]
    declared: Sequence[Declared]
    merged: Sequence[MergedEndPoint]
    places: Mapping[str, tuple[Iri, ...]]
    reports: Sequence[Mention]
    terms: TermIndex

    def notation(self, one: Declared) -> str:
        """Return the concept of a declared end point."""
        return end_point_notation(one.end_point.name, self.terms)

    def is_known(self, notation: str) -> bool:
        """Tell whether an end point is in the term tables: other names cannot be compared."""
        return self.terms.get("end-point", notation) is not None

    def is_kin(self, one: str, other: str) -> bool:
        """Tell whether one end point is the other or falls in it."""
        return self.terms.is_a("end-point", one, other) or self.terms.is_a("end-point", other, one)


def outcome_switching(
    trial: TrialIdentity,
    end_points: Sequence[MergedEndPoint],
    results: Mapping[str, tuple[Iri, ...]],
    available: Mapping[str, PartialDate],
    terms: TermIndex,
) -> Iterator[TrialFinding]:
    """Yield what became of a trial's registered end points.

    Args:
        trial: with its records and reports.
        end_points: merged, with what is reported of each.
        results: nodes of the estimates and values by arm that reports print, by end point.
        available: since when each document could be read.
        terms: names of end points.
    """
    reports = [one for one in trial.with_role("reports") if not one.is_of_several]
    reports = [one for one in reports if one.reading.estimates or one.reading.arm_values]
    records = trial.with_role("registers")
    if not reports or not records:
        return
    dated = [one for one in records if _is_before_results(one, reports, available)]
    if not dated:
        yield _not_resolvable(records, reports)
        return
    lists = Lists(_of(dated), _of(reports), end_points, results, reports, terms)
    yield from _not_reported(lists)
    yield from _not_registered(lists)
    yield from _changed(lists)


def _of(mentions: Sequence[Mention]) -> list[Declared]:
    return [Declared(mention, one) for mention in mentions for one in mention.trial.end_points]


def _is_before_results(
    record: Mention, reports: Sequence[Mention], available: Mapping[str, PartialDate]
) -> bool:
    """Tell whether a record's list is of a version from before the first results for sure."""
    version = record.trial.dates.last_update
    posted = record.trial.dates.results_posted
    dated = [available[one.document] for one in reports if one.document in available]
    if version is None or not record.trial.end_points or len(dated) < len(reports):
        return False
    seen = [first_day(one) for one in (*dated, posted) if one is not None]
    return last_day(version) < min(seen)


def _not_resolvable(records: Sequence[Mention], reports: Sequence[Mention]) -> TrialFinding:
    """Return that no registered list decides, and why."""
    reasons = "; ".join(f"{one.document}: {_why(one)}" for one in records)
    message = f"registered and reported end points cannot be held against each other ({reasons})"
    places = [one.node for one in (*records, *reports)]
    code = FindingCode.NOT_RESOLVABLE
    return finding(code, "information", message, places, "registered end points")


def _why(record: Mention) -> str:
    """Return why a record's list does not decide."""
    if not record.trial.end_points:
        return "no list of end points was read"
    version = record.trial.dates.last_update
    if version is None:
        return "its version has no date"
    return f"version of {version.printed}, not shown to be from before the first results"


def _not_reported(lists: Lists) -> Iterator[TrialFinding]:
    """Yield the registered end points of which the reports held give nothing."""
    given = [one.notation for one in lists.merged if one.state in _REPORTED]
    for one in lists.registered:
        notation = lists.notation(one)
        if lists.is_known(notation) and not any(lists.is_kin(notation, other) for other in given):
            message = (
                f"{_registered(one)}; no result of it was read from the reports held "
                f"({documents_of(lists.reports)})"
            )
            places = [one.node, *(report.node for report in lists.reports)]
            yield _found(FindingCode.REGISTERED_NOT_REPORTED, message, places, notation)


def _not_registered(lists: Lists) -> Iterator[TrialFinding]:
    """Yield the end points with results that the registered list lacks; harms need no entry."""
    registered = [lists.notation(one) for one in lists.registered]
    for notation, places in sorted(lists.places.items()):
        is_harm = any(lists.is_kin(notation, harm) for harm in _HARMS)
        listed = any(lists.is_kin(notation, one) for one in registered)
        if lists.is_known(notation) and not is_harm and not listed:
            roles = {d.end_point.role for d in lists.declared if lists.notation(d) == notation}
            role = " as primary end point" if "primary" in roles else ""
            documents = sorted({one.mention.document for one in lists.registered})
            message = (
                f"{notation} is reported{role} in {documents_of(lists.reports)}; "
                f"it is not in the list registered in {', '.join(documents)}"
            )
            nodes = [*places, *(one.mention.node for one in lists.registered)]
            yield _found(FindingCode.REPORTED_NOT_REGISTERED, message, nodes, notation)


def _changed(lists: Lists) -> Iterator[TrialFinding]:
    """Yield the end points that reports declare otherwise than the record."""
    for one in lists.registered:
        notation = lists.notation(one)
        like = [each for each in lists.declared if lists.notation(each) == notation]
        yield from _role_changed(notation, one, like)
        yield from _assessor_changed(notation, one, like, lists)
        for other in like:
            if _is_defined_otherwise(one, other, lists.terms):
                message = f"{notation}: {both_sides([_definition(one), _definition(other)])}"
                nodes = [one.node, other.node]
                yield _found(FindingCode.DEFINITION_CHANGED, message, nodes, notation)


def _role_changed(notation: str, one: Declared, like: Sequence[Declared]) -> Iterator[TrialFinding]:
    """Yield that reports give an end point another role, and none of them the registered one."""
    roles = {each.end_point.role for each in like} - {None}
    if one.end_point.role is not None and roles and one.end_point.role not in roles:
        said = [_role(one), *(_role(each) for each in like if each.end_point.role)]
        nodes = [one.node, *(each.node for each in like)]
        message = f"{notation}: {both_sides(said)}"
        yield _found(FindingCode.ROLE_CHANGED, message, nodes, notation)


def _assessor_changed(
    notation: str, one: Declared, like: Sequence[Declared], lists: Lists
) -> Iterator[TrialFinding]:
    """Yield that an end point is reported in its role by another assessor than registered.

    A record may list the end point by both assessors, each in a role of its own.
    """
    role = one.end_point.role
    named = {d.end_point.assessor for d in lists.registered if lists.notation(d) == notation}
    same = [each for each in like if each.end_point.role == role]
    if not same or any(may_agree(one.end_point.assessor, e.end_point.assessor) for e in same):
        return
    if role == "primary" or not {each.end_point.assessor for each in same} <= named:
        said = [_assessor(one), *(_assessor(each) for each in same)]
        nodes = [one.node, *(each.node for each in same)]
        message = f"{notation}: {both_sides(said)}"
        yield _found(FindingCode.ASSESSOR_CHANGED, message, nodes, notation)


def _is_defined_otherwise(one: Declared, other: Declared, terms: TermIndex) -> bool:
    """Tell whether criteria or the time of measurement differ.

    The time frame of a time to an event is how long patients are followed: it may differ.
    """
    left, right = one.end_point, other.end_point
    if not may_agree(left.criteria, right.criteria):
        return True
    concept = terms.get("end-point", end_point_notation(left.name, terms))
    is_event = concept is not None and concept.attributes.get("kind") == "time-to-event"
    return not is_event and frames_differ(left.time_frame, right.time_frame)


def _found(code: FindingCode, message: str, places: Sequence[Iri], notation: str) -> TrialFinding:
    severity: Severity = "warning"
    return finding(code, severity, message, places, notation)


def _registered(one: Declared) -> str:
    role = f" as {one.end_point.role}" if one.end_point.role else ""
    return f"“{one.end_point.name_printed}” is registered{role} in {one.mention.document}"


def _role(one: Declared) -> Said:
    printed = f"{one.end_point.role}: {one.end_point.name_printed}"
    return Said(one.mention.document, one.end_point.role or "", printed, one.node)


def _assessor(one: Declared) -> Said:
    printed = f"{one.end_point.role or 'no role'}, by {one.end_point.assessor}"
    return Said(one.mention.document, one.end_point.assessor or "", printed, one.node)


def _definition(one: Declared) -> Said:
    parts = (one.end_point.name_printed, one.end_point.criteria, one.end_point.time_frame)
    printed = ", ".join(part for part in parts if part)
    return Said(one.mention.document, printed, printed, one.node)
