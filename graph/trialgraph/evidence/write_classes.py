"""The ontology's defined classes, stated by plain rules: the types that a reasoner would infer.

Each class is defined by what is said, never by what is not said, so that the open world
of OWL comes to the same: that nothing is removed is said by the kind of the difference.
"""

from trialgraph.evidence.arms import MergedArm
from trialgraph.evidence.comparisons import MergedComparison
from trialgraph.evidence.statements import Statements
from trialgraph.model.result import Measure
from trialgraph.model.trial import Intervention
from trialgraph.names import Iri
from trialgraph.verdict.codes import Direction
from trialgraph.verdict.polarity import TIME_TO_EVENT

PLACEBO, SHAM = "placebo", "sham"


def given_concept(component: Intervention) -> str | None:
    """Return the concept of a component; a placebo or sham by any name is one."""
    if component.concept or component.role != PLACEBO:
        return component.concept
    return SHAM if SHAM in component.name.casefold() else PLACEBO


def included(arm: MergedArm) -> frozenset[str]:
    """Return what every patient of an arm gets, as any document describes it."""
    given = (one for member in arm.members for one in member.arm.interventions)
    concepts = (given_concept(one) for one in given if one.choice_group is None)
    return frozenset(concept for concept in concepts if concept)


def write_comparison_classes(
    graph: Statements, trial: Iri, comparison: tuple[Iri, MergedComparison], *, is_random: bool
) -> None:
    """State that a comparison adds one treatment, and that its trial is held against placebo."""
    iri, found = comparison
    if found.kind == "add_on":
        graph.kind(iri, "AddOnComparison")
    is_add_on = found.kind in {"add_on", "joint_add_on"}
    if is_random and is_add_on and PLACEBO in included(found.comparator):
        graph.kind(trial, "RandomisedPlaceboControlledTrial")


def write_result_classes(
    graph: Statements, iri: Iri, measure: Measure, direction: Direction
) -> None:
    """State that a result is of the time to an event, and that it favours the experimental arm."""
    if measure in TIME_TO_EVENT:
        graph.kind(iri, "TimeToEventEstimate")
    if direction == Direction.EXPERIMENTAL:
        graph.kind(iri, "FavourableEstimate")
