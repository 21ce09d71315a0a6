"""What a registry's record lacks that the reports held have: results, references, its status."""

from collections.abc import Iterator, Mapping, Sequence

from trialgraph.evidence.findings import FindingCode, TrialFinding, finding
from trialgraph.evidence.gaps import Works, is_named
from trialgraph.evidence.imprints import why_same
from trialgraph.evidence.publications import Publication, Reference
from trialgraph.evidence.trials import Mention, TrialIdentity, documents_of, plain
from trialgraph.evidence.wording import folded
from trialgraph.model.text import PartialDate
from trialgraph.verdict.dates import first_day, last_day

_RECRUITING = frozenset(
    {"recruiting", "notyetrecruiting", "enrollingbyinvitation", "suspended", "available"}
)
_FOLLOWING = frozenset({"activenotrecruiting"})


def registry_findings(
    trial: TrialIdentity, publications: Mapping[str, Publication], works: Works
) -> Iterator[TrialFinding]:
    """Yield what each of a trial's records lacks, in the order of documents."""
    reports = [one for one in trial.with_role("reports") if _has_results(one)]
    for record in trial.with_role("registers") if reports else ():
        yield from _results_not_posted(record, reports)
        yield from _status_outdated(record, reports)
        if _lists_references(record):
            yield from _references_missing(record, reports, publications)
            yield from _cited_missing(trial, record, works)


def _has_results(mention: Mention) -> bool:
    """Tell whether a report of this one trial gives results."""
    reading = mention.reading
    alone = mention.is_first_reported and not mention.is_of_several
    return alone and bool(reading.estimates or reading.arm_values)


def _results_not_posted(record: Mention, reports: Sequence[Mention]) -> Iterator[TrialFinding]:
    """Yield that a record says it has no results while papers report some."""
    posted = record.trial.results_posted
    if posted is not None and posted.value == "not posted":
        reported = documents_of(reports)
        message = f"{record.document} says “{posted.printed}”; results are reported in {reported}"
        places = [record.node, *(one.node for one in reports)]
        code = FindingCode.RESULTS_NOT_POSTED
        yield finding(code, "information", message, places, "results")


def _status_outdated(record: Mention, reports: Sequence[Mention]) -> Iterator[TrialFinding]:
    """Yield that a record still recruits or follows patients while the report is final.

    A trial that only follows its patients may well have reported its primary analysis.
    """
    status = record.trial.status
    if status is None:
        return
    word = plain(status.value)
    ended = [one for one in reports if _is_ended(one, is_recruiting=word in _RECRUITING)]
    if word in _RECRUITING | _FOLLOWING and ended:
        when = record.trial.dates.last_update
        since = f", last updated {when.printed}" if when else ""
        message = (
            f"{record.document} says “{status.printed}”{since}; "
            f"results of the ended trial are reported in {documents_of(ended)}"
        )
        places = [record.node, *(one.node for one in ended)]
        yield finding(FindingCode.STATUS_OUTDATED, "warning", message, places, "status")


def _is_ended(report: Mention, *, is_recruiting: bool) -> bool:
    """Tell whether a report says by its analyses that the trial has come to its end."""
    stages = {one.stage for one in report.reading.estimates if not one.second_hand}
    after = {"final", "primary", "updated"} if is_recruiting else {"final"}
    return bool(stages & after)


def _lists_references(record: Mention) -> bool:
    """Tell whether a record is held with its references, or whole enough to show it has none."""
    is_whole = record.trial.status is not None and record.trial.dates.last_update is not None
    return bool(record.reading.citations) or is_whole


def _references_missing(
    record: Mention, reports: Sequence[Mention], publications: Mapping[str, Publication]
) -> Iterator[TrialFinding]:
    """Yield the publications of results, held, that a record does not list.

    A record from before a publication could not list it. A title that the record lists is
    the publication, although too little else is printed to identify it.
    """
    titles = {folded(one.title) for one in record.reading.citations}
    for report in reports:
        publication = publications.get(report.document)
        if publication is None or _is_older(record, publication.available):
            continue
        title = report.reading.bibliography.title
        citing = {one.document for one in publication.references}
        is_known = publication.pmid or publication.doi or title is not None
        if title is not None and folded(title.value) in titles:
            citing.add(record.document)
        if is_known and record.document not in citing:
            message = f"{record.document} does not list {report.document}, which reports results"
            places = [record.node, report.node]
            code = FindingCode.REFERENCE_MISSING
            yield finding(code, "information", message, places, "references")


def _cited_missing(trial: TrialIdentity, record: Mention, works: Works) -> Iterator[TrialFinding]:
    """Yield the publications that the trial's own reports cite by its name, not held or listed."""
    listed = [Reference(record.document, one) for one in record.reading.citations]
    named = [
        Reference(report.document, cited)
        for report in trial.with_role("reports")
        for cited in report.reading.citations
        if is_named(trial, cited.title)
    ]
    for reference in named:
        is_listed = any(why_same(one.imprint, reference.imprint) for one in listed)
        is_held = bool(works.holding(reference.document, reference.citation))
        if not is_listed and not is_held:
            message = f"{record.document} does not list “{reference.citation.title}”"
            places = [record.node, reference.node]
            code = FindingCode.REFERENCE_MISSING
            yield finding(code, "information", message, places, "references")


def _is_older(record: Mention, available: PartialDate | None) -> bool:
    """Tell whether a record's last version is from before a publication."""
    version = record.trial.dates.last_update
    return (
        version is not None and available is not None and last_day(version) < first_day(available)
    )
