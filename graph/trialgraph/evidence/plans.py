"""What the trial's own plan says of an analysis: its level, its step, its share of alpha."""

import re
from datetime import date
from functools import cached_property

from trialgraph.evidence.analyses import Analysis
from trialgraph.evidence.declared_names import as_reported
from trialgraph.evidence.end_points import MergedEndPoint, declared_role
from trialgraph.evidence.estimands import criteria, is_post_hoc
from trialgraph.evidence.levels import FittingLevel, TrialNames, fitting
from trialgraph.evidence.methods import is_compared_apart, is_one_of_two_hazards, is_planned_figure
from trialgraph.evidence.once import once_each
from trialgraph.evidence.populations import (
    ALL,
    is_part_of_trial,
    is_per_protocol,
    is_planned_as,
    is_subgroup,
    is_whole,
    population_key,
)
from trialgraph.evidence.trials import Mention, TrialIdentity
from trialgraph.model.trial import Design, EndPointRole, TestStep
from trialgraph.model.values import dataclass
from trialgraph.terms.index import TermIndex
from trialgraph.verdict.codes import Origin, Plan
from trialgraph.verdict.record import Level

_PAIR = 2
_OF_THIS_END_POINT = frozenset({"end point", "population"})
_FAMILY = re.compile(r"(?i)\bholm\b|\bhochberg\b")
_ANY_OF_STEP = re.compile(r"(?i)\bparallel\b")
_RECYCLED = re.compile(r"(?i)graphical|recycl|fallback|parallel|truncated")


@dataclass(frozen=True)
class TrialPlan:
    """The plan of a trial, as far as its documents print it.

    Attributes:
        end_points: merged, with their roles.
        readable: first possible day each document could be read, by document.
        found: the trial's analyses: some are planned only as others are not there.
    """

    trial: TrialIdentity
    end_points: tuple[MergedEndPoint, ...]
    readable: dict[str, date]
    terms: TermIndex
    found: tuple[Analysis, ...] = ()

    @once_each
    def role(self, analysis: Analysis) -> EndPointRole | None:
        """Return the role of an analysis' end point."""
        planned = self._planned_population(analysis)
        declared, _ = declared_role(self.end_points, analysis, planned)
        return declared or analysis.estimate.role

    @once_each
    def step(self, analysis: Analysis) -> int | None:
        """Return the step of the testing hierarchy that an analysis takes."""
        if self.family or not self._is_planned_figure(analysis):
            return None
        return next((one.order for one in self.steps if self._is_step(one, analysis)), None)

    @cached_property
    def steps(self) -> tuple[TestStep, ...]:
        """Return the testing hierarchy, from the first document that prints one."""
        return next((d.testing for _, d in self._designs("") if d.testing), ())

    @cached_property
    def family(self) -> str:
        """Return the procedure that adjusts the p-values of a family: ``holm`` or ``hochberg``."""
        named = (_FAMILY.search(one.procedure) for one in self.steps)
        return next((found[0].casefold() for found in named if found), "")

    def is_in_family(self, analysis: Analysis) -> bool:
        """Tell whether an analysis' p is adjusted with those of others."""
        is_named = any(self._is_step(one, analysis) for one in self.steps)
        return bool(self.family) and is_named and self._is_planned_figure(analysis)

    def opens_by_any(self, order: int) -> bool:
        """Tell whether one end point of a step is enough to go on (parallel gatekeeping)."""
        return any(_ANY_OF_STEP.search(one.procedure) for one in self.steps if one.order == order)

    @cached_property
    def requires_all_primaries(self) -> bool:
        """Tell whether the trial succeeds only if every primary end point is met."""
        return any(design.primaries == "all" for _, design in self._designs(""))

    @cached_property
    def has_several_primaries(self) -> bool:
        """Tell whether alpha is shared among primary end points or populations.

        Where all are required each has the whole of it (ICH E9 2.2.5); per-protocol
        patients are no second claim.
        """
        primaries = {
            (one.notation, ALL if _is_of_whole(one.population) else population_key(one.population))
            for one in self.end_points
            if one.role == "primary"
        }
        return len(primaries) > 1 and not self.requires_all_primaries

    @once_each
    def plan(self, analysis: Analysis) -> Plan:
        """Return whether alpha is spent on an analysis, and if not, why not."""
        if is_post_hoc(analysis.estimate):
            return Plan.POST_HOC
        boundary = analysis.estimate.boundary
        if boundary is not None and boundary.kind == "efficacy":
            return Plan.IN_PLAN
        is_beside = all(one.mention.is_afterthought for one in analysis.supports)
        if is_beside or not self._is_planned_figure(analysis):
            return Plan.SUBGROUP if is_subgroup(analysis.population) else Plan.NOT_IN_ALPHA_PLAN
        if self.step(analysis) is not None or self.is_in_family(analysis):
            return Plan.IN_PLAN
        if analysis.population != ALL and not self.stands_for_all(analysis):
            return self._plan_of_part(analysis)
        return self._plan_of_whole(analysis)

    def _plan_of_whole(self, analysis: Analysis) -> Plan:
        """Return the plan of an analysis of all randomised patients.

        An interim look that was planned has its share of alpha, printed or not:
        it is never taken for one outside the plan.
        """
        role = self.role(analysis)
        stated = {design.multiplicity for _, design in self._designs("")}
        if self._has_several_comparisons and not self._is_level_of_pair(analysis):
            is_unsaid = self.level(analysis) is not None and "controlled" in stated
            return Plan.UNKNOWN if is_unsaid else Plan.NOT_IN_ALPHA_PLAN
        if role == "primary" and self._is_planned_assessor(analysis):
            return self._plan_of_primary(analysis)
        if role is None and not any(one.declared for one in self.end_points):
            return Plan.UNKNOWN
        is_look = analysis.estimate.stage == "interim" and "explicitly none" not in stated
        is_hidden = "controlled" in stated and not self.steps and role == "secondary"
        return Plan.UNKNOWN if is_look or is_hidden else Plan.NOT_IN_ALPHA_PLAN

    def _plan_of_primary(self, analysis: Analysis) -> Plan:
        """Return the plan of a primary end point's analysis: an update is outside it.

        Where only interim looks came before, nobody knows whether a share was left.
        """
        if not self._is_assessor_known(analysis) or is_one_of_two_hazards(analysis, self.found):
            return Plan.UNKNOWN
        if analysis.estimate.stage != "updated":
            return Plan.IN_PLAN
        looks = any(one.estimate.stage == "interim" for one in self._of_same_test(analysis))
        return Plan.UNKNOWN if looks else Plan.UPDATED_AFTER_DECISION

    def is_single_final_primary(self, analysis: Analysis) -> bool:
        """Tell whether this is the only analysis of the only primary end point."""
        primaries = {
            (one.notation, one.assessor) for one in self.end_points if one.role == "primary"
        }
        interim = any(
            one.end_point == analysis.end_point and one.estimate.stage == "interim"
            for one in self.found
        )
        is_shared = interim or self._has_several_comparisons or bool(self.family)
        is_only = len(primaries) <= 1 and not is_shared and not self.has_several_primaries
        return self.role(analysis) == "primary" and is_only

    def level(self, analysis: Analysis) -> Level | None:
        """Return the level that the plan states for this kind of end point.

        The analysis' own document is asked first, then the others of the trial.
        """
        found = self._stated(analysis)
        return self._level(*found, analysis) if found else None

    def own_level(self, analysis: Analysis) -> Level | None:
        """Return the level of this very analysis; ``None`` where it is not printed.

        What is left of alpha after an interim, the share of each of several primary end
        points or comparisons, and alpha handed on from another step are no level unless
        printed: the whole is never substituted.
        """
        found = self._stated(analysis)
        if found is None or self.plan(analysis) is not Plan.IN_PLAN:
            return None
        kinds = found[0].kinds
        is_of_end_point = bool(kinds & _OF_THIS_END_POINT)
        is_share = self._has_several_comparisons and "arm" not in kinds
        if self.step(analysis) is None and not self.is_in_family(analysis):
            is_share |= self.has_several_primaries and not is_of_end_point
        is_share |= self._is_recycled(analysis) and not is_of_end_point
        is_look = analysis.estimate.stage == "interim"
        is_spent = (is_look or self._is_spent(analysis)) and "stage" not in kinds
        return None if is_share or is_spent else self._level(*found, analysis)

    def _is_spent(self, analysis: Analysis) -> bool:
        """Tell whether an interim look took a part of alpha; one for futility takes none."""
        looks = [
            one.estimate.boundary
            for one in self._of_same_test(analysis)
            if one.estimate.stage == "interim"
        ]
        return any(one is None or one.kind == "efficacy" for one in looks)

    def _of_same_test(self, analysis: Analysis) -> list[Analysis]:
        """Return the analyses of the same end point, patients, arms and assessor, itself too."""
        return [
            one
            for one in self.found
            if one.end_point == analysis.end_point
            and one.comparison == analysis.comparison
            and one.population == analysis.population
            and one.estimate.assessor == analysis.estimate.assessor
        ]

    def _is_recycled(self, analysis: Analysis) -> bool:
        """Tell whether a step's level depends on what other steps hand on."""
        order = self.step(analysis)
        return any(_RECYCLED.search(one.procedure) for one in self.steps if one.order == order)

    def _is_level_of_pair(self, analysis: Analysis) -> bool:
        found = self._stated(analysis)
        return found is not None and "arm" in found[0].kinds

    def criteria(self, analysis: Analysis) -> str | None:
        """Return the criteria that an event was told by, ``None`` where its document has none."""
        printed = (
            declared.end_point
            for one in self.end_points
            if one.notation == analysis.end_point
            for declared in one.declared
            if declared.mention == analysis.mention
        )
        found = (criteria(f"{one.criteria} {one.definition}") for one in printed)
        return next((one for one in found if one), None)

    def planned_events(self, analysis: Analysis) -> int | None:
        """Return the events planned for the primary analysis, from the analysis' own document."""
        printed = analysis.estimate.planned_events
        own = analysis.mention.trial.design.planned_events
        if printed is None and self.role(analysis) == "primary" and analysis.population == ALL:
            printed = own
        return int(printed.value) if printed else None

    def requires_both_populations(self, analysis: Analysis) -> bool:
        """Tell whether the plan asks for all randomised and for per-protocol patients."""
        planned = [
            one.population
            for one in self.end_points
            if one.notation == analysis.end_point and one.role == "primary" and one.declared
        ]
        planned += [
            one.population
            for one in self.steps
            if as_reported(one.end_point, self.found, self.terms) == analysis.end_point
        ]
        return len({is_per_protocol(one) for one in planned if _is_of_whole(one)}) > 1

    def tests_again(self, analysis: Analysis) -> bool:
        """Tell whether the plan names superiority as the test after that of non-inferiority."""
        return sum(self._is_step(one, analysis) for one in self.steps) > 1

    def stands_for_all(self, analysis: Analysis) -> bool:
        """Tell whether nearly all patients are analysed, and nobody reports all randomised.

        Of a test for non-inferiority that may be those treated as the protocol says.
        """
        population = analysis.population
        is_margin = analysis.estimate.hypothesis != "superiority"
        is_nearly = is_whole(population) or is_part_of_trial(population)
        if not is_nearly and not (is_margin and is_per_protocol(population)):
            return False
        own = analysis.end_point, analysis.comparison, ALL
        return own not in {(one.end_point, one.comparison, one.population) for one in self.found}

    def _planned_population(self, analysis: Analysis) -> str:
        """Return an analysis' population, named as the plan names it."""
        own = analysis.population
        if own == ALL:
            return own
        named = (
            one.population
            for one in self.end_points
            if one.notation == analysis.end_point
            and one.declared
            and is_planned_as(one.population, own)
        )
        # A population that a step names is part of the end point's claim, and no subgroup.
        is_step = any(self._is_step(one, analysis) for one in self.steps)
        return next(named, ALL if is_step or self.stands_for_all(analysis) else own)

    @once_each
    def _is_planned_figure(self, analysis: Analysis) -> bool:
        """Tell whether no other analysis of the same test is rather the planned one."""
        return is_planned_figure(analysis, self.found)

    @cached_property
    def _has_several_comparisons(self) -> bool:
        """Tell whether more than two arms are compared: each pair then needs its own level."""
        own = [one.trial for one in self.trial.own]
        return any(len(one.arms) > _PAIR and not is_compared_apart(one) for one in own)

    def _designs(self, first: str) -> list[tuple[Mention, Design]]:
        """Return the designs that documents print, one document's before all others."""
        printed = [(mention, mention.trial.design) for mention in self.trial.own]
        return sorted(printed, key=lambda one: one[0].document != first)

    def _is_step(self, step: TestStep, analysis: Analysis) -> bool:
        """Tell whether an analysis is of a step's end point, assessor and population."""
        return (
            as_reported(step.end_point, self.found, self.terms) == analysis.end_point
            and step.assessor in {None, analysis.estimate.assessor}
            and is_planned_as(step.population, analysis.population)
        )

    def _plan_of_part(self, analysis: Analysis) -> Plan:
        """Return the plan of an analysis that leaves randomised patients out.

        A population with a level of its own, or one that the primary end point is
        declared in, is a step of the plan and no subgroup.
        """
        found = self._stated(analysis)
        has_level = found is not None and "population" in found[0].kinds
        planned = self._planned_population(analysis)
        _, declared = declared_role(self.end_points, analysis, planned)
        is_primary = declared is not None and declared.role == "primary"
        if has_level or (is_primary and self._is_planned_assessor(analysis)):
            return Plan.IN_PLAN
        is_undeclared = is_subgroup(analysis.population) and declared is None
        return Plan.SUBGROUP if is_undeclared else Plan.NOT_IN_ALPHA_PLAN

    def _is_planned_assessor(self, analysis: Analysis) -> bool:
        """Tell whether the primary end point's assessor is the analysis' own."""
        planned = {
            one.assessor
            for one in self.end_points
            if one.notation == analysis.end_point and one.role == "primary" and one.assessor
        }
        return not planned or analysis.estimate.assessor in {None, *planned}

    def _is_assessor_known(self, analysis: Analysis) -> bool:
        """Tell whether it is clear which of two assessors' analyses was planned.

        Neither is chosen because it is better documented.
        """
        named = {
            one.assessor
            for one in self.end_points
            if one.notation == analysis.end_point and one.role == "primary" and one.declared
        }
        own = analysis.estimate.assessor
        others = {
            one.estimate.assessor
            for one in self.found
            if (one.end_point, one.comparison) == (analysis.end_point, analysis.comparison)
            and one.population == analysis.population
        }
        return own is None or named != {None} or others <= {None, own}

    @once_each
    def _stated(self, analysis: Analysis) -> tuple[FittingLevel, Mention] | None:
        """Return the level that fits an analysis best, with the document that states it."""
        for mention, design in self._designs(analysis.mention.document):
            found = fitting(design.levels, analysis, self._names, self.role(analysis))
            if found is not None:
                return found, mention
        return None

    @cached_property
    def _names(self) -> TrialNames:
        """Return what the words of a level may name."""
        populations = {one.population for one in self.end_points if one.declared}
        populations |= {one.population for one in self.found}
        arms = {
            name
            for one in self.found
            if one.comparison
            for arm in (one.comparison.experimental, one.comparison.comparator)
            for name in arm.names
        }
        return TrialNames(self.terms, frozenset(populations), frozenset(arms))

    def _level(self, found: FittingLevel, mention: Mention, analysis: Analysis) -> Level:
        """Return a stated level with where it comes from."""
        own, stated = analysis.mention.document, found.level
        inherited = mention.document != own
        later = self.readable.get(mention.document, date.min) > self.readable.get(own, date.max)
        return Level(
            alpha=stated.alpha.value,
            sides=stated.sides.count,
            origin=Origin.INHERITED if inherited else Origin.PRINTED,
            document=mention.document,
            passage=stated.span,
            from_later_document=inherited and later,
        )


def _is_of_whole(population: str) -> bool:
    """Tell whether a population is all randomised, nearly all, or those treated by protocol."""
    return is_whole(population) or is_per_protocol(population)
