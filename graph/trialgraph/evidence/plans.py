"""What the trial's own plan says of an analysis: its level, its step, its share of alpha."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from trialgraph.evidence.analyses import Analysis, end_point_notation
from trialgraph.evidence.end_points import MergedEndPoint, declared_role
from trialgraph.evidence.populations import ALL, is_subgroup, same_population
from trialgraph.evidence.trials import Mention, TrialIdentity, plain
from trialgraph.model.trial import Design, EndPointRole, SignificanceLevel, TestStep
from trialgraph.terms.index import TermIndex
from trialgraph.verdict.codes import Origin, Plan
from trialgraph.verdict.record import Level


@dataclass(frozen=True, slots=True)
class TrialPlan:
    """The plan of a trial, as far as its documents print it.

    Attributes:
        end_points: merged, with their roles.
        readable: first possible day each document could be read, by document.
    """

    trial: TrialIdentity
    end_points: tuple[MergedEndPoint, ...]
    readable: dict[str, date]
    terms: TermIndex

    def role(self, analysis: Analysis) -> EndPointRole | None:
        """Return the role of an analysis' end point."""
        declared, _ = declared_role(self.end_points, analysis)
        return declared or analysis.estimate.role

    def step(self, analysis: Analysis) -> int | None:
        """Return the step of the testing hierarchy that an analysis takes."""
        return next(
            (one.order for one in self.steps if self._is_step(one, analysis)),
            None,
        )

    @property
    def steps(self) -> tuple[TestStep, ...]:
        """Return the testing hierarchy, from the first document that prints one."""
        return next((d.testing for _, d in self._designs("") if d.testing), ())

    @property
    def has_several_primaries(self) -> bool:
        """Tell whether alpha is shared among primary end points."""
        return len({one.notation for one in self.end_points if one.role == "primary"}) > 1

    def plan(self, analysis: Analysis) -> Plan:
        """Return whether alpha is spent on an analysis, and if not, why not."""
        if self.step(analysis) is not None or analysis.estimate.boundary is not None:
            return Plan.IN_PLAN
        if analysis.population != ALL:
            return self._plan_of_part(analysis)
        return self._plan_of_whole(analysis)

    def _plan_of_whole(self, analysis: Analysis) -> Plan:
        """Return the plan of an analysis of all randomised patients.

        An interim look that was planned has its share of alpha, printed or not:
        it is never taken for one outside the plan.
        """
        role = self.role(analysis)
        if self._has_several_comparisons() and self.level(analysis) is None:
            return Plan.NOT_IN_ALPHA_PLAN
        if role == "primary" and self._is_planned_method(analysis):
            return Plan.IN_PLAN
        if role is None and not any(one.declared for one in self.end_points):
            return Plan.UNKNOWN
        stated = {design.multiplicity for _, design in self._designs("")}
        is_look = analysis.estimate.stage == "interim" and "explicitly none" not in stated
        is_hidden = "controlled" in stated and not self.steps and role == "secondary"
        return Plan.UNKNOWN if is_look or is_hidden else Plan.NOT_IN_ALPHA_PLAN

    def is_single_final_primary(self, analysis: Analysis, all_analyses: Sequence[Analysis]) -> bool:
        """Tell whether this is the only analysis of the only primary end point."""
        primaries = {
            (one.notation, one.assessor) for one in self.end_points if one.role == "primary"
        }
        interim = any(
            one.end_point == analysis.end_point and one.estimate.stage == "interim"
            for one in all_analyses
        )
        is_only = len(primaries) <= 1 and not interim and not self._has_several_comparisons()
        return self.role(analysis) == "primary" and is_only

    def level(self, analysis: Analysis) -> Level | None:
        """Return the level that the plan states for this kind of end point.

        The analysis' own document is asked first, then the others of the trial.
        """
        for mention, design in self._designs(analysis.mention.document):
            stated = self._fitting(design, analysis)
            if stated is not None:
                return self._level(stated, mention, analysis)
        return None

    def has_level_of_its_own(self, analysis: Analysis) -> bool:
        """Tell whether a document states a level for this very end point: its share of alpha."""
        return any(
            self._names(level, analysis.end_point)
            for _, design in self._designs("")
            for level in design.levels
        )

    def planned_events(self, analysis: Analysis) -> int | None:
        """Return the events planned for the primary analysis, from the analysis' own document."""
        printed = analysis.estimate.planned_events
        own = analysis.mention.trial.design.planned_events
        if printed is None and self.role(analysis) == "primary" and analysis.population == ALL:
            printed = own
        return int(printed.value) if printed else None

    def _has_several_comparisons(self) -> bool:
        """Tell whether more than two arms are compared: each pair then needs its own level."""
        return any(len(mention.trial.arms) > len(("one", "other")) for mention in self.trial.own)

    def _designs(self, first: str) -> list[tuple[Mention, Design]]:
        """Return the designs that documents print, one document's before all others."""
        printed = [(mention, mention.trial.design) for mention in self.trial.own]
        return sorted(printed, key=lambda one: one[0].document != first)

    def _is_step(self, step: TestStep, analysis: Analysis) -> bool:
        """Tell whether an analysis is of a step's end point, assessor and population."""
        return (
            end_point_notation(step.end_point, self.terms) == analysis.end_point
            and step.assessor in {None, analysis.estimate.assessor}
            and same_population(step.population, analysis.population)
        )

    def _plan_of_part(self, analysis: Analysis) -> Plan:
        """Return the plan of an analysis that leaves randomised patients out."""
        _, declared = declared_role(self.end_points, analysis)
        is_undeclared = is_subgroup(analysis.population) and declared is None
        return Plan.SUBGROUP if is_undeclared else Plan.NOT_IN_ALPHA_PLAN

    def _is_planned_method(self, analysis: Analysis) -> bool:
        """Tell whether the primary end point's assessor is the analysis' own."""
        planned = {
            one.assessor
            for one in self.end_points
            if one.notation == analysis.end_point and one.role == "primary" and one.assessor
        }
        return not planned or analysis.estimate.assessor in {None, *planned}

    def _fitting(self, design: Design, analysis: Analysis) -> SignificanceLevel | None:
        """Return the stated level that fits best: by end point, by sides, by role, by default."""
        named = [one for one in design.levels if self._names(one, analysis.end_point)]
        if named:
            return named[0]
        sides = printed_sides(analysis)
        alike = [one for one in design.levels if one.sides.count == sides] or list(design.levels)
        role = self.role(analysis)
        for wanted in (role, None):
            for one in alike:
                if (wanted in one.applies_to) if wanted else not one.applies_to:
                    return one
        return alike[0] if len(design.levels) > 1 and len(alike) == 1 else None

    def _names(self, level: SignificanceLevel, end_point: str) -> bool:
        """Tell whether a level is stated for an end point or a class it falls in."""
        named = {end_point_notation(words, self.terms) for words in level.applies_to}
        return any(
            self.terms.is_a("end-point", end_point, one) or plain(one) == plain(end_point)
            for one in named
        )

    def _level(self, stated: SignificanceLevel, mention: Mention, analysis: Analysis) -> Level:
        """Return a stated level with where it comes from."""
        own = analysis.mention.document
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


def printed_sides(analysis: Analysis) -> int | None:
    """Return how many sides the analysis' p or interval is known to have."""
    p, interval = analysis.estimate.p, analysis.estimate.interval
    if p is not None and p.sides is not None:
        return p.sides.count
    return interval.sides.count if interval else None
