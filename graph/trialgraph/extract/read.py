"""One document to everything it says: the order in which the readers build on each other."""

import hashlib
from dataclasses import replace

from trialgraph.extract.adverse_events import read_adverse_events
from trialgraph.extract.arm_values import read_arm_values
from trialgraph.extract.assembly.unread import retold_estimates
from trialgraph.extract.cautions import with_cautions
from trialgraph.extract.claims import claims
from trialgraph.extract.conclusion_results import concluded
from trialgraph.extract.estimates import read_estimates
from trialgraph.extract.grids.baseline import baseline_of
from trialgraph.extract.grids.flat import flattened
from trialgraph.extract.grids.harms import adverse_events_of
from trialgraph.extract.grids.made import grids_in, tables_in
from trialgraph.extract.grids.unread import unread_tables
from trialgraph.extract.harm_listings import harm_listings
from trialgraph.extract.mentioned import Mention, mentioned_trials, other_trials
from trialgraph.extract.no_report import is_no_report
from trialgraph.extract.publication_fields import with_bibliography
from trialgraph.extract.publication_registration import with_listed_numbers
from trialgraph.extract.record_study import with_study
from trialgraph.extract.registration import Registration, registrations
from trialgraph.extract.registry_mentions import registry_mentions
from trialgraph.extract.registry_page import read_registry_trial
from trialgraph.extract.said_numbers import with_said_p, with_said_sizes
from trialgraph.extract.trial import is_about_a_trial, reported_trial
from trialgraph.extract.view import ReadingView
from trialgraph.model.document import Document
from trialgraph.model.reading import TrialDocument
from trialgraph.model.result import AdverseEvent, ArmValue, Estimate
from trialgraph.model.text import Problem
from trialgraph.terms.index import TermIndex

EXTRACTOR = "extract 4"

_NO_TRIAL = Problem("no-trial", "found no words of a trial of the document's own; none is held")


def read_trial_document(document: Document, terms: TermIndex) -> TrialDocument:
    """Return what a document says about trials; what is unsure is left out or a problem."""
    reading = TrialDocument(
        identifier=document.identifier,
        kind=document.kind,
        sha256=document.sha256,
        reader=f"{document.reader}; {EXTRACTOR}",
        text_sha256=hashlib.sha256(document.text.encode()).hexdigest(),
        problems=document.problems,
    )
    if document.record is not None and document.record.form == "study":
        return with_study(reading, document, terms)
    reading = with_bibliography(reading, document)
    if document.kind == "ctgov-page":
        others = registry_mentions(document, reading.citations, terms)
        return replace(reading, trials=(read_registry_trial(document, terms), *others))
    return with_listed_numbers(_with_prose(reading, ReadingView(document), terms), document)


def _with_prose(reading: TrialDocument, view: ReadingView, terms: TermIndex) -> TrialDocument:
    """Return the reading with what the running text says."""
    numbers = registrations(view)
    types = [each.value for each in reading.bibliography.publication_types]
    if is_no_report(view, types):
        return _with_others_only(reading, view, numbers, terms)
    trial = reported_trial(view, numbers, reading.bibliography.funders, terms)
    numbers = tuple(replace(one, is_own=one.stated in trial.registrations) for one in numbers)
    others = other_trials(view, trial.acronym, terms)
    arms = tuple(with_said_sizes(view, arm) for arm in trial.arms)
    reported = (replace(trial, arms=arms),) if is_about_a_trial(trial) else ()
    found, unread = read_estimates(view, trial, terms)
    estimates = with_cautions(view, trial, found)
    grids = grids_in(view, trial.arms)
    lost = [*view.problems, *unread, *flattened(view, trial.arms).problems]
    harms = (*adverse_events_of(grids), *read_adverse_events(view, trial, terms))
    values = _apart_from(harms, read_arm_values(view, trial, terms, estimates))
    patients = baseline_of(grids)
    told = [one.span for facts in (estimates, values, harms, patients, lost) for one in facts]
    lost += unread_tables(tables_in(view, trial.arms), trial.arms, told) if reported else ()
    return replace(
        reading,
        estimates=tuple(_attributed(view, with_said_p(view, one), others) for one in estimates),
        arm_values=values,
        adverse_events=harms,
        harm_listings=harm_listings(view),
        baseline=patients,
        problems=(
            *(*reading.problems, *lost),
            *(() if reported else (_NO_TRIAL,)),
        ),
        trials=(*reported, *mentioned_trials(view, others, numbers, trial.acronym)),
        claims=claims(view, others, terms, reading.citations),
        conclusion=concluded(view, trial, estimates) if reported else "unclear",
    )


def _apart_from(
    harms: tuple[AdverseEvent, ...], values: tuple[ArmValue, ...]
) -> tuple[ArmValue, ...]:
    """Return the values without those at a number that counts an adverse event."""
    taken = {number.span for one in harms for number in (one.n, one.percent) if number}
    return tuple(
        one for one in values if one.span not in taken and not (one.n and one.n.span in taken)
    )


def _with_others_only(
    reading: TrialDocument,
    view: ReadingView,
    numbers: tuple[Registration, ...],
    terms: TermIndex,
) -> TrialDocument:
    """Return the reading of a review, a comment or the like: trials of others and claims."""
    others = other_trials(view, None, terms)
    numbers = tuple(replace(each, is_own=False) for each in numbers)
    return replace(
        reading,
        problems=(*reading.problems, *view.problems, *retold_estimates(view), _NO_TRIAL),
        trials=mentioned_trials(view, others, numbers, None),
        claims=claims(view, others, terms, reading.citations),
    )


def _attributed(view: ReadingView, estimate: Estimate, others: list[Mention]) -> Estimate:
    """Give a result quoted from elsewhere to the trial that its sentence names."""
    if not estimate.second_hand or estimate.trial:
        return estimate
    sentence = view.sentence_at(view.offset(estimate.span.start))
    named = [each.name for each in others if sentence.start <= each.start < sentence.end]
    return replace(estimate, trial=named[0]) if named else estimate
