"""A trial's frame as statements: identity, arms, comparisons, end points."""

from collections.abc import Iterable, Sequence
from itertools import permutations

from trialgraph import names
from trialgraph.evidence.arms import MergedArm
from trialgraph.evidence.comparisons import MergedComparison, drugs
from trialgraph.evidence.end_points import MergedEndPoint
from trialgraph.evidence.links import Link
from trialgraph.evidence.statements import EXACT_MATCH, IDENTIFIER, Statements, passage
from trialgraph.evidence.trials import Mention, TrialIdentity
from trialgraph.evidence.write_classes import given_concept, write_comparison_classes
from trialgraph.model.text import Number, Stated
from trialgraph.names import Iri
from trialgraph.names.registries import curie, external
from trialgraph.rdf import term

_ROLES = {"experimental": "experimental_arm", "control": "control_arm", "unclear": None}
_RANDOM = frozenset({"randomised", "randomized"})


def arm_iri(trial: TrialIdentity, arm: MergedArm) -> Iri:
    """Return an arm's IRI."""
    return names.part(trial.iri, "arm", arm.label)


def comparison_iri(trial: TrialIdentity, comparison: MergedComparison) -> Iri:
    """Return a comparison's IRI."""
    words = (comparison.experimental.label, comparison.comparator.label)
    return names.part(trial.iri, "comparison", *words)


def end_point_iri(trial: TrialIdentity, end_point: MergedEndPoint) -> Iri:
    """Return an end point's IRI."""
    population = "" if end_point.population == "all" else end_point.population
    words = (end_point.notation, end_point.assessor or "", population)
    return names.part(trial.iri, "end-point", *(word for word in words if word))


def write_trial(graph: Statements, trial: TrialIdentity) -> None:
    """State who the trial is and which documents speak of it; other studies are no trials."""
    _write_kind(graph, trial)
    graph.label(trial.iri, trial.label)
    graph.words(trial.iri, "studyType", trial.study_type)
    graph.words(trial.iri, "registration", *trial.registrations)
    graph.words(trial.iri, "organisationStudyId", *trial.organisation_ids)
    graph.words(trial.iri, "evidence", *trial.evidence)
    for number in trial.registrations if trial.is_one_study else ():
        graph.standard(trial.iri, IDENTIFIER, term.text(curie(number)))
        address = external(number)
        if address is not None:
            graph.standard(trial.iri, EXACT_MATCH, address)
    graph.words(trial.iri, "title", stated(trial, "title"))
    graph.integer(trial.iri, "enrolment", counted(trial, "enrolment"))
    if trial.is_trial:
        graph.words(trial.iri, "line", _of_patients(trial, "line"))
        graph.words(trial.iri, "mainCondition", _of_patients(trial, "condition"))
        for field in ("phase", "masking", "allocation"):
            graph.words(trial.iri, field, stated(trial, field))
        graph.integer(trial.iri, "randomised", counted(trial, "n_randomised"))
    _write_documents(graph, trial)
    write_links(graph, trial.iri, trial.links)


def _write_kind(graph: Statements, trial: TrialIdentity) -> None:
    """State whether it is a trial, and whether chance made its groups."""
    if not trial.is_trial:
        graph.kind(trial.iri, "Study")
        return
    chance = ["obo:OBI_0004001"] if stated(trial, "allocation") in _RANDOM else []
    graph.kind(trial.iri, "Trial", "obo:OBI_0003699", "schema:MedicalTrial", *chance)


def write_links(graph: Statements, owner: Iri, links: Iterable[Link]) -> None:
    """State why documents are about one trial, or are one publication, with what shows it."""
    for one in links:
        iri = names.part(owner, "link", one.rule, one.shared)
        graph.kind(iri, "IdentityLink")
        graph.link(owner, "identityLink", iri)
        graph.words(iri, "rule", one.rule)
        graph.words(iri, "sharedKey", one.shared)
        nodes = (place.node for place in one.places)
        graph.link(iri, "keepsApart" if one.is_apart else "joins", *nodes)
        graph.link(iri, "decision", *([] if one.decision is None else [one.decision]))


def _write_documents(graph: Statements, trial: TrialIdentity) -> None:
    """Link the documents by what they do: report, register or mention."""
    for role, link in (
        ("reports", "reportedBy"),
        ("registers", "registeredBy"),
        ("mentions", "mentionedBy"),
    ):
        for mention in trial.with_role(role):
            graph.link(trial.iri, link, names.document(mention.document))
            graph.link(trial.iri, "reportedAs", mention.node)


def _in_order(trial: TrialIdentity) -> tuple[Mention, ...]:
    """Return the trial's own documents, else all that mention it."""
    return trial.own or trial.mentions


def stated(trial: TrialIdentity, field: str) -> str:
    """Return what most of the trial's documents state; among equals reports come first."""
    return _most([getattr(mention.trial, field) for mention in _in_order(trial)])


def _of_patients(trial: TrialIdentity, field: str) -> str:
    """Return what most of the trial's documents state of who was treated."""
    return _most([getattr(mention.trial.population, field) for mention in _in_order(trial)])


def _most(found: list[object]) -> str:
    """Return the value that most statements give; among equals the earlier comes first."""
    values = [one.value for one in found if isinstance(one, Stated)]
    return max(values, key=values.count, default="")


def counted(trial: TrialIdentity, field: str) -> Number | None:
    """Return a count that the trial's documents print, reports before records."""
    found = (getattr(mention.trial, field) for mention in _in_order(trial))
    return next((one for one in found if isinstance(one, Number)), None)


def write_arm(graph: Statements, trial: TrialIdentity, arm: MergedArm) -> None:
    """State one arm and its regimen."""
    iri = arm_iri(trial, arm)
    graph.kind(iri, "Arm", "obo:OBI_0003705")
    graph.label(iri, arm.label)
    graph.link(iri, "trial", trial.iri)
    graph.link(trial.iri, "hasArm", iri)
    graph.code(iri, "role", "ArmRole", _ROLES[arm.role])
    graph.integer(iri, "randomised", arm.randomised)
    printed = (passage(document, span) for document, span in arm.randomised_passages)
    graph.link(iri, "randomisedPassage", *printed)
    graph.words(iri, "hasSynonym", *arm.synonyms)
    for one in arm.members:
        graph.link(iri, "reportedAs", one.node)
        for component in one.arm.interventions:
            concept = given_concept(component)
            if concept:
                link = "includes" if component.choice_group is None else "choiceOf"
                graph.link(iri, link, names.concept("drug", concept))


def write_comparison(graph: Statements, trial: TrialIdentity, comparison: MergedComparison) -> None:
    """State two arms and the difference of their regimens."""
    iri = comparison_iri(trial, comparison)
    graph.kind(iri, "Comparison")
    graph.label(iri, comparison.label)
    graph.link(iri, "trial", trial.iri)
    graph.link(trial.iri, "hasComparison", iri)
    graph.link(iri, "experimentalArm", arm_iri(trial, comparison.experimental))
    graph.link(iri, "comparatorArm", arm_iri(trial, comparison.comparator))
    graph.words(iri, "rule", comparison.difference.rule)
    graph.code(iri, "differenceKind", "DifferenceKind", comparison.kind)
    graph.words(iri, "variesIn", *(way for way, _ in comparison.varied))
    for link, components in _differences(comparison).items():
        graph.link(iri, link, *(names.concept("drug", drug) for drug in drugs(components)))
    is_random = stated(trial, "allocation") in _RANDOM
    write_comparison_classes(graph, trial.iri, (iri, comparison), is_random=is_random)


def _differences(comparison: MergedComparison) -> dict[str, Iterable[str]]:
    """Return the treatments of a comparison by the property that says how they differ."""
    found, alone = comparison.difference, comparison.only_added
    more = "givesInstead" if found.removed else "adds" if alone else "addsJointly"
    return {
        more: found.added,
        "addsMemberOf": comparison.added_classes,
        "removes": found.removed,
        "shares": found.shared,
        "varies": (whose for _, whose in comparison.varied),
    }


def write_shared_controls(
    graph: Statements, trial: TrialIdentity, comparisons: Sequence[MergedComparison]
) -> None:
    """State which comparisons of a trial have their comparator arm in common."""
    for one, other in permutations(comparisons, 2):
        if one.comparator.label == other.comparator.label:
            link = "sharesControlWith"
            graph.link(comparison_iri(trial, one), link, comparison_iri(trial, other))


def write_end_point(graph: Statements, trial: TrialIdentity, end_point: MergedEndPoint) -> None:
    """State one end point with its role and state."""
    iri = end_point_iri(trial, end_point)
    graph.kind(iri, "EndPoint", "obo:CTO_0000051")
    graph.label(iri, end_point.label)
    graph.link(iri, "trial", trial.iri)
    graph.link(trial.iri, "hasEndPoint", iri)
    graph.link(iri, "measures", names.concept("end-point", end_point.notation))
    graph.code(iri, "role", "EndPointRole", end_point.role)
    graph.words(iri, "assessor", end_point.assessor)
    graph.code(iri, "state", "EndPointState", end_point.state)
    graph.link(iri, "reportedAs", *(one.node for one in end_point.declared))
