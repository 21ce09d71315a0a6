"""The arms of a trial, each once, however many documents describe it."""

import re
from collections.abc import Sequence
from functools import cached_property

from trialgraph import names
from trialgraph.evidence.trials import Mention, TrialIdentity, plain
from trialgraph.model.text import Number, Span
from trialgraph.model.trial import Arm, ArmRole, Intervention
from trialgraph.model.values import dataclass
from trialgraph.names import Iri
from trialgraph.rdf.places import fact
from trialgraph.terms.index import TermIndex

_TRAILING = (" group", " arm")
_BY_ROLE = 1
_NOTHING = re.compile(
    r"(?i)(?:no|without)\s+[a-z].*|no[- ](?:treatment|therapy|intervention)\b.*|untreated\b.*"
    r"|nothing|(?:wait(?:ing)?[- ]?list|watchful waiting|control group|controls?)(?: \w+){0,2}"
)


@dataclass(frozen=True)
class ReportedArm:
    """An arm in one document."""

    mention: Mention
    arm: Arm

    @cached_property
    def node(self) -> Iri:
        """Return the reported arm's IRI."""
        return fact(self.mention.document, "arm", self.arm.span)

    @cached_property
    def names(self) -> frozenset[str]:
        """Return the arm's names as they are compared."""
        return frozenset(plain(short(name)) for name in (self.arm.label, *self.arm.aliases)) - {""}


@dataclass(frozen=True)
class MergedArm:
    """One arm of a trial; ``members`` describe it, in the order of documents."""

    label: str
    members: tuple[ReportedArm, ...]

    @cached_property
    def role(self) -> ArmRole:
        """Return the role that any document gives it."""
        told = [one.arm.role for one in self.members if one.arm.role != "unclear"]
        return told[0] if told else "unclear"

    @cached_property
    def names(self) -> frozenset[str]:
        """Return all its names as they are compared."""
        return frozenset(name for one in self.members for name in one.names)

    @cached_property
    def randomised(self) -> Number | None:
        """Return how many were randomised to it: what most documents print."""
        printed = [one.arm.n for one in self.members if one.arm.n is not None]
        values = [number.value for number in printed]
        return min(printed, key=lambda one: (-values.count(one.value), one.value), default=None)

    @cached_property
    def randomised_passages(self) -> tuple[tuple[str, Span], ...]:
        """Return the sentences that print the number adopted, with their documents.

        Where a report prints it, records are left out.
        """
        adopted = self.randomised
        if adopted is None:
            return ()
        printing = [one for one in self.members if one.arm.n and one.arm.n.value == adopted.value]
        reports = [one for one in printing if one.mention.trial.role == "reports"]
        return tuple(
            (one.mention.document, passage)
            for one in reports or printing
            for passage in one.arm.passages
            if one.arm.n is not None and passage.holds(one.arm.n.span)
        )

    @property
    def synonyms(self) -> tuple[str, ...]:
        """Return its other names."""
        found = {name for one in self.members for name in (one.arm.label, *one.arm.aliases)}
        return tuple(sorted(found - {self.label}))

    def in_document(self, document: str) -> Arm | None:
        """Return the arm as one document describes it."""
        return next((one.arm for one in self.members if one.mention.document == document), None)

    def is_called(self, label: str | None, document: str) -> bool:
        """Tell whether a document means this arm by a label."""
        described = self.in_document(document)
        return described is not None and label in {described.label, *described.aliases}


def short(label: str) -> str:
    """Return an arm's name without the word that says it is one."""
    for tail in _TRAILING:
        if label.casefold().endswith(tail):
            return label[: -len(tail)]
    return label


def is_absence(component: Intervention, terms: TermIndex) -> bool:
    """Tell whether a component stands for nothing given: placebo, sham, no treatment."""
    concept = terms.get("drug", component.concept) if component.concept else None
    absent = concept is not None and concept.attributes.get("absence") == "true"
    says_nothing = concept is None and _NOTHING.fullmatch(component.name.strip()) is not None
    return absent or says_nothing or component.role == "placebo"


def regimen(arm: Arm, terms: TermIndex) -> frozenset[str]:
    """Return the drugs that every patient of an arm gets; choices and classes are left out."""
    return frozenset(
        component.concept
        for component in arm.interventions
        if component.concept and component.choice_group is None and _is_drug(component, terms)
    )


def _is_drug(component: Intervention, terms: TermIndex) -> bool:
    """Tell whether a component is one drug, neither absence nor a class such as a taxane."""
    concept = terms.get("drug", component.concept or "")
    kind = concept.attributes.get("kind", "drug") if concept else "drug"
    return kind != "class" and not is_absence(component, terms)


def merged_arms(trial: TrialIdentity, terms: TermIndex) -> tuple[MergedArm, ...]:
    """Return the arms of a trial from its reports and records.

    Arms meet by a shared name, else by role and regimen; two arms of one
    document never become one.
    """
    groups: list[list[ReportedArm]] = []
    for mention in trial.own:
        fresh = [ReportedArm(mention, arm) for arm in mention.trial.arms]
        for arm, group in _matches(fresh, groups, terms):
            group.append(arm)
            fresh.remove(arm)
        groups.extend([arm] for arm in fresh)
    labelled = [MergedArm(_label(group), tuple(group)) for group in groups]
    return tuple(sorted(_distinct(labelled), key=lambda arm: arm.label))


Group = list[ReportedArm]


def _matches(
    fresh: Sequence[ReportedArm], groups: Sequence[Group], terms: TermIndex
) -> list[tuple[ReportedArm, Group]]:
    """Return the best pairing of a document's arms with those known, the surest pairs first."""
    scored = [
        (-score, left, right)
        for left, arm in enumerate(fresh)
        for right, group in enumerate(groups)
        if (score := _likeness(arm, group, terms))
    ]
    used_arms: set[int] = set()
    used_groups: set[int] = set()
    pairs = []
    for score, left, right in sorted(scored):
        rivals = sum(1 for other, arm, _ in scored if (other, arm) == (score, left))
        if -score == _BY_ROLE and rivals > 1:
            continue
        if left not in used_arms and right not in used_groups:
            used_arms.add(left)
            used_groups.add(right)
            pairs.append((fresh[left], groups[right]))
    return pairs


def _likeness(arm: ReportedArm, group: Group, terms: TermIndex) -> int:
    """Return how sure it is that an arm is one known: 3 by name, 2 by regimen, 1 by role."""
    roles = {one.arm.role for one in group if one.arm.role != "unclear"}
    role = arm.arm.role
    if role != "unclear" and roles and role not in roles:
        return 0
    if any(arm.names & one.names for one in group):
        return 3
    own = regimen(arm.arm, terms)
    if own and any(own == regimen(one.arm, terms) for one in group):
        return 2
    alone = sum(1 for other in arm.mention.trial.arms if other.role == role) == 1
    described = own and any(regimen(one.arm, terms) for one in group)
    is_likely = role in roles and alone and not described
    return _BY_ROLE if is_likely and not any(_is_crossed(arm, one) for one in group) else 0


def _is_crossed(one: ReportedArm, other: ReportedArm) -> bool:
    """Tell whether one of two arms has the name of the other's rival: their roles are no proof."""
    return any(
        each.names & ReportedArm(rival.mention, beside).names
        for each, rival in ((one, other), (other, one))
        for beside in rival.mention.trial.arms
        if beside != rival.arm
    )


def _label(group: Group) -> str:
    """Return the commonest name of an arm in reports, else records; of equals the shortest."""
    reports = [one for one in group if one.mention.trial.role == "reports"] or group
    labels = [short(one.arm.label) for one in reports]
    return min(labels, key=lambda label: (-labels.count(label), len(label), label))


def _distinct(arms: Sequence[MergedArm]) -> list[MergedArm]:
    """Return arms whose labels differ: a second arm of one name takes its regimen's role."""
    seen: set[str] = set()
    found = []
    for arm in arms:
        label = arm.label
        while names.slug(label) in seen:
            label += f" {arm.role}"
        seen.add(names.slug(label))
        found.append(MergedArm(label, arm.members))
    return found
