"""The trial that a paper, an abstract or a page reports."""

from dataclasses import replace

from trialgraph.extract import trial_facts as facts
from trialgraph.extract.acronym import acronym
from trialgraph.extract.arm_sizes import arm_sizes
from trialgraph.extract.arms import draft_arms
from trialgraph.extract.built_arms import built_arms
from trialgraph.extract.circumstances import crossover, sponsors, stratification
from trialgraph.extract.comparisons import comparisons
from trialgraph.extract.dates import trial_dates
from trialgraph.extract.design import read_design
from trialgraph.extract.doses import dosed, told_apart
from trialgraph.extract.draft_arm import DraftArm
from trialgraph.extract.eligibility import criteria
from trialgraph.extract.end_points import end_points
from trialgraph.extract.no_report import retells
from trialgraph.extract.own_numbers import own_numbers
from trialgraph.extract.planned import n_planned
from trialgraph.extract.population import population
from trialgraph.extract.randomised import n_randomised
from trialgraph.extract.registration import Registration
from trialgraph.extract.size_populations import with_size_populations
from trialgraph.extract.view import ReadingView
from trialgraph.model.text import Number, Span, Stated
from trialgraph.model.trial import Arm, Trial
from trialgraph.terms.index import TermIndex


def reported_trial(
    view: ReadingView,
    numbers: tuple[Registration, ...],
    funders: tuple[Stated, ...],
    terms: TermIndex,
) -> Trial:
    """Return the document's own trial, as far as the text says."""
    drafts = draft_arms(view, terms)
    sizes = arm_sizes(view, drafts)
    name = acronym(view, terms)
    own = tuple(each.stated for each in own_numbers(view, numbers, name) if each.is_own)
    declared = end_points(view, terms)
    return Trial(
        role="reports",
        acronym=name,
        registrations=own,
        phase=None if retells(view) else facts.phase(view),  # of whichever trial it retells
        masking=facts.masking(view),
        allocation=facts.allocation(view),
        placebo_controlled=facts.placebo_controlled(view)
        or facts.no_placebo(view, _treatments_told(view, drafts)),
        n_randomised=n_randomised(view, _sizes_of_all(drafts, sizes)),
        n_planned=n_planned(view),
        sites=facts.sites(view),
        follow_up_months=facts.follow_up(view),
        dates=trial_dates(view),
        sponsors=sponsors(view, funders),
        stratification_factors=stratification(view),
        population=population(view, terms),
        eligibility=criteria(view),
        crossover=crossover(view),
        arms=with_size_populations(view, told_apart(_dosed(view, drafts, sizes, terms))),
        comparisons=comparisons(drafts),
        end_points=declared,
        design=read_design(view, terms, declared),
        span=_first_named(view, name, own),
    )


def _dosed(
    view: ReadingView, drafts: list[DraftArm], sizes: dict[str, Number], terms: TermIndex
) -> tuple[Arm, ...]:
    """Return the arms with the doses that the methods print."""
    return tuple(
        replace(arm, interventions=dosed(view, arm.interventions, terms))
        for arm in built_arms(view, drafts, sizes)
    )


def _sizes_of_all(drafts: list[DraftArm], sizes: dict[str, Number]) -> list[int]:
    """Return the sizes of several arms where all have one: only then do they make up a sum."""
    told = len(sizes) == len(drafts) > 1
    return [int(n.value) for n in sizes.values()] if told else []


def is_about_a_trial(trial: Trial) -> bool:
    """Tell whether the text shows a trial at all: a number, a phase, an assignment, one group.

    Whatever is compared may look like arms: gear of two kinds, two tests, two regions. They are
    arms where the text also says who was put into them, or what was kept from them.
    """
    if trial.registrations or trial.phase or _is_assigned(trial.allocation):
        return True
    told = (trial.allocation, trial.masking, trial.n_randomised, trial.n_planned)
    placebo = trial.placebo_controlled is not None and trial.placebo_controlled.value == "true"
    return bool(trial.arms) and (placebo or any(told))


def _is_assigned(allocation: Stated | None) -> bool:
    """Tell whether patients are assigned, or all are in one group by plan.

    What is only said not to be randomised may be tests, or anything else.
    """
    if allocation is None:
        return False
    return allocation.value == "randomised" or not allocation.printed.lower().startswith("non")


def _treatments_told(view: ReadingView, drafts: list[DraftArm]) -> Stated | None:
    """Return the words that assign patients, or say that or how a trial was done."""
    if drafts:
        start, end = drafts[-1].phrase.start, drafts[-1].phrase.end
        return Stated("told", view.text[start:end], view.span(start, end))
    return facts.masking(view) or facts.allocation(view) or facts.phase(view)


def _first_named(view: ReadingView, name: Stated | None, own: tuple[Stated, ...]) -> Span:
    """Return where the document names the trial: its acronym, its number, its title, its words."""
    if name is not None:
        return name.span
    if own:
        return own[0].span
    titles = [sentence for sentence in view.sentences if sentence.section == "title"]
    first = next(iter([*titles, *view.sentences]), None)
    return view.span(first.start, first.end) if first else Span(0, 0)
