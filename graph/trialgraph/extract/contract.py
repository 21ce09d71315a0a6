"""A reading as the JSON record that ``trialgraph extract`` prints, one object a document.

Keys whose value is unknown are left out; a list that was looked for and found
empty stays. Numbers are JSON numbers with the printed value.
"""

from collections.abc import Iterable
from dataclasses import fields

from trialgraph.extract.contract_results import (
    adverse_event_record,
    arm_value_record,
    baseline_record,
    effect_record,
)
from trialgraph.extract.json_values import Json, number, pair, record, span_keys, value_of
from trialgraph.extract.record_contract import baseline_rows, event_rows
from trialgraph.model.reading import Author, Bibliography, Citation, Claim, TrialDocument
from trialgraph.model.text import Problem, Stated
from trialgraph.model.trial import (
    Arm,
    Comparison,
    Criterion,
    Design,
    EndPoint,
    Intervention,
    Population,
    SignificanceLevel,
    Sponsor,
    TestStep,
    Trial,
    TrialDates,
)


def contract_record(reading: TrialDocument, path: str) -> dict[str, Json]:
    """Return the record of one document.

    Args:
        reading: what was read.
        path: of the document as the user gave it.
    """
    return {
        "document": _document(reading, path),
        "trials": [_trial(trial) for trial in reading.trials],
        "effects": [effect_record(estimate) for estimate in reading.estimates],
        "arm_values": [arm_value_record(value) for value in reading.arm_values],
        "adverse_events": [
            *(adverse_event_record(event) for event in reading.adverse_events),
            *event_rows(reading.results),
        ],
        "baseline": [
            *(baseline_record(cell) for cell in reading.baseline),
            *baseline_rows(reading.results),
        ],
        "citations": [_citation(citation) for citation in reading.citations],
        "claims": [_claim(claim) for claim in reading.claims],
        "conclusion": reading.conclusion,
        "problems": [_problem(problem) for problem in reading.problems],
    }


def _document(reading: TrialDocument, path: str) -> Json:
    said: Bibliography = reading.bibliography
    return record(
        path=path,
        sha256=reading.sha256,
        kind=reading.kind,
        title=value_of(said.title),
        journal=value_of(said.journal),
        issued=said.issued.iso if said.issued else None,
        online=said.online.iso if said.online else None,
        volume=value_of(said.volume),
        issue=value_of(said.issue),
        pages=value_of(said.pages),
        doi=value_of(said.doi),
        pmid=value_of(said.pmid),
        pmcid=value_of(said.pmcid),
        authors=[_author(author) for author in said.authors],
        licence=value_of(said.licence),
        funders=_values(said.funders),
        erratum=True if said.erratum else None,
        retracted=True if said.retracted else None,
    )


def _author(author: Author) -> Json:
    return record(name=author.name, orcid=author.orcid)


def _values(stated: Iterable[Stated]) -> Json:
    return [each.value for each in stated]


def _trial(trial: Trial) -> Json:
    return record(
        role="mentions" if trial.role == "mentions" else "reports",
        acronym=value_of(trial.acronym),
        title=value_of(trial.title),
        registrations=_values(trial.registrations),
        organisation_ids=_values(trial.organisation_ids) or None,
        phase=value_of(trial.phase),
        allocation=value_of(trial.allocation),
        masking=value_of(trial.masking),
        placebo_controlled=_truth(trial.placebo_controlled),
        status=value_of(trial.status),
        results_posted=value_of(trial.results_posted),
        **(_trial_numbers(trial) | _sum_of_arms(trial)),
        **_trial_parts(trial),
        **span_keys(trial.span),
    )


def _truth(stated: Stated | None) -> bool | None:
    return None if stated is None else stated.value != "false"


def _trial_numbers(trial: Trial) -> dict[str, Json]:
    return {
        "n_randomised": number(trial.n_randomised),
        "n_planned": number(trial.n_planned),
        "enrolment": number(trial.enrolment),
        "sites": number(trial.sites),
        "follow_up_months": number(trial.follow_up_months),
    }


def _sum_of_arms(trial: Trial) -> dict[str, Json]:
    """Return the number randomised where only its parts are printed, and that it is their sum.

    The parts must stand together: sizes from distant places may be of two analyses.
    A size that is an analysis population's too (those treated, one part) is no part of it.
    """
    sizes = [arm.n for arm in trial.arms if arm.n is not None]
    places = sorted(size.span for size in sizes)
    one_place = len(sizes) > 1 and places[-1].end - places[0].start <= _ONE_PASSAGE
    of_some = any(size.n == arm.n for arm in trial.arms for size in arm.n_by_population)
    if trial.n_randomised is not None or len(sizes) != len(trial.arms) or not one_place or of_some:
        return {}
    return {"n_randomised": int(sum(size.value for size in sizes)), "n_randomised_is_sum": True}


_ONE_PASSAGE = 400


def _trial_parts(trial: Trial) -> dict[str, Json]:
    printed = {
        component.name: _name(component) for arm in trial.arms for component in arm.interventions
    }
    return {
        "countries": _values(trial.countries),
        "dates": _dates(trial.dates),
        "sponsors": [_sponsor(sponsor) for sponsor in trial.sponsors],
        "design": _design(trial.design),
        "stratification_factors": _values(trial.stratification_factors),
        "population": _population(trial.population),
        "eligibility": [_criterion(criterion) for criterion in trial.eligibility],
        "crossover": value_of(trial.crossover),
        "arms": [_arm(arm) for arm in trial.arms],
        "comparisons": [_comparison(comparison, printed) for comparison in trial.comparisons],
        "endpoints": [_end_point(end_point) for end_point in trial.end_points],
    }


def _dates(dates: TrialDates) -> Json:
    printed = {field.name: getattr(dates, field.name) for field in fields(dates)}
    return {name: date.iso for name, date in printed.items() if date is not None}


def _sponsor(sponsor: Sponsor) -> Json:
    return {
        **record(name=sponsor.name, role=sponsor.role, **span_keys(sponsor.span)),
        **({"class": sponsor.sponsor_class} if sponsor.sponsor_class else {}),
    }


def _design(design: Design) -> Json:
    level = _main_level(design.levels)
    return record(
        alpha=number(level.alpha) if level else None,
        sides=level.sides.count if level else None,
        power=number(design.power),
        target_hr=number(design.target_hr),
        planned_events=number(design.planned_events),
        multiplicity=design.multiplicity,
        testing=[_step(step) for step in design.testing],
    )


def _main_level(levels: tuple[SignificanceLevel, ...]) -> SignificanceLevel | None:
    """Return the level of the primary end point: named for it, else for all, else none."""
    named = [level for level in levels if "primary" in level.applies_to]
    general = [level for level in levels if not level.applies_to]
    return next(iter(named + general), None)


def _step(step: TestStep) -> Json:
    return record(
        order=step.order,
        endpoint=step.end_point,
        assessor=step.assessor,
        population=step.population,
        procedure=step.procedure,
        **span_keys(step.span),
    )


def _population(population: Population) -> Json:
    return record(
        condition=value_of(population.condition),
        line=value_of(population.line),
        prior_therapy=_prior_therapy(population.prior_therapy),
        biomarkers=[record(marker=b.marker, status=b.status) for b in population.biomarkers],
        sex=value_of(population.sex),
        age_min=number(population.age_min),
        ecog=list(population.ecog) or None,
    )


def _prior_therapy(told: Stated | None) -> "Json | None":
    return record(outcome=told.value, text=told.printed, **span_keys(told.span)) if told else None


def _criterion(criterion: Criterion) -> Json:
    return record(type=criterion.type, text=criterion.text, **span_keys(criterion.span))


def _arm(arm: Arm) -> Json:
    return record(
        label=arm.label,
        aliases=list(arm.aliases) or None,
        role=arm.role,
        n=number(arm.n),
        n_by_population={size.population: number(size.n) for size in arm.n_by_population},
        interventions=[_intervention(component) for component in arm.interventions],
        **span_keys(arm.span, arm.passages),
    )


def _name(component: Intervention) -> str:
    """Return the document's own name of a component, spelt as in the tables if it is theirs."""
    is_standard = component.printed.casefold() == component.name.casefold()
    return component.name if is_standard else component.printed or component.name


def _intervention(component: Intervention) -> Json:
    return record(
        name=_name(component),
        id=f"drug:{component.concept}" if component.concept else None,
        role=component.role,
        choice_group=component.choice_group,
        dose=component.dose,
        schedule=component.schedule,
        route=component.route,
        span=pair(component.span),
    )


def _comparison(comparison: Comparison, printed: dict[str, str]) -> Json:
    """Return what is added; where something is removed too, it is replaced, not added."""
    one = [printed.get(name, name) for name in comparison.added]
    other = [printed.get(name, name) for name in comparison.removed]
    pure = not (one and other)
    return record(
        experimental=comparison.experimental,
        comparator=comparison.comparator,
        added=[*one] if pure else [],
        removed=[*other] if pure else [],
        replaced=None if pure else {"by": [*one], "what": [*other]},
    )


def _end_point(end_point: EndPoint) -> Json:
    return record(
        name=end_point.name,
        name_printed=end_point.name_printed,
        role=end_point.role,
        assessor=end_point.assessor,
        criteria=end_point.criteria,
        definition=end_point.definition,
        event_direction=end_point.event_direction,
        purpose=end_point.purpose,
        time_origin=end_point.time_origin,
        population=end_point.population,
        **span_keys(end_point.span, end_point.passages),
    )


def _citation(citation: Citation) -> Json:
    return record(
        number=citation.number,
        first_author=citation.first_author,
        title=citation.title,
        journal=citation.journal,
        year=citation.year,
        issued=citation.issued.iso if citation.issued else None,
        online=citation.online.iso if citation.online else None,
        volume=citation.volume,
        pages=citation.pages,
        doi=citation.doi,
        pmid=citation.pmid,
        pmcid=citation.pmcid,
        type=citation.type,
        **span_keys(citation.span),
    )


def _claim(claim: Claim) -> Json:
    return record(
        kind=claim.kind,
        about=claim.about,
        cites=list(claim.cites),
        endpoint=list(claim.end_points),
        direction=claim.direction,
        strength=claim.strength,
        text=claim.text,
        **span_keys(claim.span),
    )


def _problem(problem: Problem) -> Json:
    return record(
        code=problem.code,
        message=problem.message,
        span=pair(problem.span) if problem.span else None,
    )
