"""A trial's setting as statements: what it treats, in which line, who leads it, how far it is."""

from collections.abc import Iterator
from datetime import date

from trialgraph import names
from trialgraph.evidence.statements import Statements
from trialgraph.evidence.trials import TrialIdentity
from trialgraph.model.text import PartialDate, Stated
from trialgraph.model.trial import Trial, TrialDates
from trialgraph.terms.index import TermIndex

_RECORDS_FIRST = ("registers", "reports")


def write_setting(graph: Statements, trial: TrialIdentity, terms: TermIndex) -> None:
    """State what questions over many trials pick them by; what no document says is left out."""
    said = tuple(_said(trial))
    conditions = tuple(dict.fromkeys(_conditions(said)))
    found = (terms.find("condition", one) for one in conditions)
    graph.words(trial.iri, "condition", *conditions)
    graph.link(
        trial.iri, "treats", *(names.concept("condition", one.notation) for one in found if one)
    )
    graph.words(trial.iri, "leadSponsor", _leader(said))
    graph.words(trial.iri, "status", _first(one.status for one in said).casefold())
    graph.words(trial.iri, "whyStopped", _first(one.why_stopped for one in said))
    graph.day(trial.iri, "started", _day(d.start or d.enrolment_start for d in _dates(said)))
    graph.day(
        trial.iri, "completed", _day(d.primary_completion or d.completion for d in _dates(said))
    )
    graph.flag(trial.iri, "hasPostedResults", truth=_has_posted(said))


def _said(trial: TrialIdentity) -> Iterator[Trial]:
    """Yield the trial as its own documents tell it, records before reports."""
    return (mention.trial for role in _RECORDS_FIRST for mention in trial.with_role(role))


def _conditions(said: tuple[Trial, ...]) -> Iterator[str]:
    """Yield what the participants have: as registered, and as a report's title or methods say."""
    for one in said:
        yield from (condition.value for condition in one.conditions)
        if one.population.condition is not None:
            yield one.population.condition.value


def _leader(said: tuple[Trial, ...]) -> str:
    """Return the lead sponsor; who only paid is none."""
    leaders = (sponsor.name for one in said for sponsor in one.sponsors if sponsor.role == "lead")
    return next(leaders, "")


def _dates(said: tuple[Trial, ...]) -> Iterator[TrialDates]:
    return (one.dates for one in said)


def _first(found: Iterator[Stated | None]) -> str:
    """Return the first that is stated."""
    return next((one.value for one in found if one is not None), "")


def _day(found: Iterator[PartialDate | None]) -> date | None:
    """Return the first possible day of the first date that is printed."""
    return next((one.first for one in found if one is not None), None)


def _has_posted(said: tuple[Trial, ...]) -> bool | None:
    """Tell whether a registry holds results; ``None`` where no record says."""
    posted = [one.results_posted.value for one in said if one.results_posted is not None]
    return "posted" in posted if posted else None
