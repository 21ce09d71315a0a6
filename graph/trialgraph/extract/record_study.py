"""A registered study from the fields of its record: all that the model holds, nothing guessed.

Prose is not read here but for single short fields: half a million records must be read
at hundreds a second, and their fields say exactly what prose would only suggest.
"""

from dataclasses import replace

from trialgraph.extract import record_design as design
from trialgraph.extract import record_identity as identity
from trialgraph.extract.record_arm_values import read_arm_values
from trialgraph.extract.record_arms import RegisteredArms, read_arms
from trialgraph.extract.record_directions import ArmTypes
from trialgraph.extract.record_eligibility import read_criteria, read_population, unplaced_criteria
from trialgraph.extract.record_end_points import read_end_points
from trialgraph.extract.record_estimates import Posted, read_estimates
from trialgraph.extract.record_references import read_references, retracted_references
from trialgraph.extract.record_results import ResultTables
from trialgraph.extract.record_values import number, place, same, stated
from trialgraph.extract.registry_arms import comparisons
from trialgraph.model.document import Document
from trialgraph.model.reading import Bibliography, TrialDocument
from trialgraph.model.record import Block
from trialgraph.model.text import Stated
from trialgraph.model.trial import Arm, Trial
from trialgraph.terms.index import TermIndex


def with_study(reading: TrialDocument, document: Document, terms: TermIndex) -> TrialDocument:
    """Return a reading with what the fields of a registered study state."""
    study = document.record.root if document.record else Block()
    arms = read_arms(study, terms)
    trial = _trial(study, document, arms, terms)
    tables = ResultTables(study, arms.by_title, terms)
    results = tables.read()
    posted = Posted(
        outcomes=tuple(zip(results.outcomes, tables.outcome_blocks, strict=True))
        if results
        else (),
        arms=ArmTypes({arm.label: arm.role for arm in arms.arms}, arms.types),
        names={same(each.name_printed): each.name for each in trial.end_points},
        terms=terms,
    )
    estimates, unread = read_estimates(posted)
    criteria = study.block("protocolSection", "eligibilityModule")
    return replace(
        reading,
        bibliography=Bibliography(title=trial.title),
        trials=(trial,),
        estimates=estimates,
        arm_values=read_arm_values(posted),
        results=results,
        citations=read_references(study),
        problems=(
            *reading.problems,
            *arms.problems,
            *unplaced_criteria(criteria, trial.eligibility),
            *tables.figures.problems,
            *unread,
            *retracted_references(study),
        ),
    )


def _trial(study: Block, document: Document, arms: RegisteredArms, terms: TermIndex) -> Trial:
    """Return the study; ``enrolment`` is the registry's own count, never the number randomised."""
    protocol = study.block("protocolSection")
    identification = protocol.block("identificationModule")
    criteria = read_criteria(protocol.block("eligibilityModule"))
    trial = Trial(
        role="registers",
        acronym=stated(identification.leaf("acronym")),
        title=identity.title(identification),
        brief_title=stated(identification.leaf("briefTitle")),
        summary=stated(protocol.leaf("descriptionModule", "briefSummary")),
        registrations=identity.registrations(identification),
        organisation_ids=identity.organisation_ids(identification),
        secondary_ids=identity.secondary_ids(identification),
        officials=identity.officials(study),
        sponsors=identity.sponsors(protocol.block("sponsorCollaboratorsModule")),
        placebo_controlled=_placebo(arms.arms),
        conditions=_all(protocol, "conditions"),
        keywords=_all(protocol, "keywords"),
        headings=design.headings(study.block("derivedSection")),
        interventions=arms.interventions,
        population=read_population(study, terms, criteria),
        eligibility=criteria,
        arms=arms.arms,
        comparisons=comparisons(arms.arms),
        end_points=read_end_points(study, terms),
        span=place(identification, "nctId", "officialTitle", "briefTitle"),
    )
    return _designed(trial, study, document)


def _designed(trial: Trial, study: Block, document: Document) -> Trial:
    """Return the study with how it is designed, where it stands, when it ran and where."""
    protocol = study.block("protocolSection")
    module, status = protocol.block("designModule"), protocol.block("statusModule")
    info, places = module.block("designInfo"), protocol.block("contactsLocationsModule")
    return replace(
        trial,
        study_type=design.study_type(module),
        phase=design.phase(module, document.text),
        allocation=design.allocation(module),
        masking=design.masking(module),
        masked_parties=tuple(leaf.stated() for leaf in info.leaves("maskingInfo", "whoMasked")),
        intervention_model=stated(info.leaf("interventionModel")),
        primary_purpose=stated(info.leaf("primaryPurpose")),
        observational_model=stated(info.leaf("observationalModel")),
        time_perspective=stated(info.leaf("timePerspective")),
        enrolment=number(count) if (count := module.leaf("enrollmentInfo", "count")) else None,
        enrolment_type=stated(module.leaf("enrollmentInfo", "type")),
        status=stated(status.leaf("overallStatus")),
        why_stopped=stated(status.leaf("whyStopped")),
        results_posted=design.results_posted(study),
        dates=design.dates(status),
        locations=design.locations(places),
        countries=design.countries(places),
    )


def _all(protocol: Block, name: str) -> tuple[Stated, ...]:
    return tuple(leaf.stated() for leaf in protocol.leaves("conditionsModule", name))


def _placebo(arms: tuple[Arm, ...]) -> Stated | None:
    """Return that the study is controlled by placebo, by the first component that is one."""
    found = (
        component for arm in arms for component in arm.interventions if component.role == "placebo"
    )
    first = next(found, None)
    return Stated("true", first.printed, first.span) if first else None
