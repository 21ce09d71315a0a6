"""Arms of a registered study with their regimens, and the registry's list of interventions."""

import re
from collections import Counter
from collections.abc import Iterator

from trialgraph.extract.doses import printed_regimen
from trialgraph.extract.record_terms import drug, is_absence
from trialgraph.extract.record_values import code, place, same
from trialgraph.model import lazy
from trialgraph.model.record import Block, Leaf
from trialgraph.model.text import Problem, Span
from trialgraph.model.trial import Arm, ArmRole, Intervention, RegisteredIntervention
from trialgraph.model.values import dataclass
from trialgraph.terms.index import Concept, TermIndex

_CONTROLS = frozenset({"PLACEBO_COMPARATOR", "SHAM_COMPARATOR", "NO_INTERVENTION"})
_DRUGS = frozenset({"DRUG", "BIOLOGICAL", "COMBINATION_PRODUCT"})
_REFERENCE = lazy.regex(r"(?P<kind>[A-Za-z][A-Za-z ]{2,24}):\s+(?P<name>\S.*)", re.DOTALL)
_RULE = "registered arm"


@dataclass(frozen=True, slots=True)
class RegisteredArms:
    """What a study says of its arms.

    Attributes:
        by_title: label of the one arm of a title, compared without regard to capitals.
        types: the registered type of each label.
    """

    arms: tuple[Arm, ...]
    interventions: tuple[RegisteredIntervention, ...]
    by_title: dict[str, str]
    types: dict[str, str]
    problems: tuple[Problem, ...] = ()


def read_arms(study: Block, terms: TermIndex) -> RegisteredArms:
    """Return the arms and the interventions that they refer to."""
    module = study.block("protocolSection", "armsInterventionsModule")
    groups = module.blocks("armGroups")
    labels, problems = _labels(groups)
    by_title = _by_title(groups, labels)
    listed = tuple(_listed(each, terms) for each in module.blocks("interventions"))
    kinds = {code(group.words("type")) for group in groups}
    arms = tuple(
        _arm(group, label, _role(code(group.words("type")), kinds), listed)
        for group, label in zip(groups, labels, strict=True)
    )
    return RegisteredArms(
        arms=arms,
        interventions=tuple(_registered(each, by_title) for each in listed),
        by_title=by_title,
        types={arm.label: code(arm.registered_type) for arm in arms},
        problems=problems,
    )


def _labels(groups: tuple[Block, ...]) -> tuple[list[str], tuple[Problem, ...]]:
    """Return a name for each arm that no other has: a repeated one is numbered."""
    seen: Counter[str] = Counter()
    found: list[str] = []
    problems: list[Problem] = []
    printed = {group.words("label") for group in groups}
    for group in groups:
        label = group.words("label") or "arm"
        seen[label] += 1
        number = seen[label]
        name = label
        while name in found or (number > 1 and name in printed):
            name = f"{label} ({number})"
            number += 1
        if seen[label] > 1:
            message = f"found the arm {label[:60]!r} twice; the later one is called {name[:70]!r}"
            problems.append(Problem("repeated-arm", message, place(group, "label")))
        found.append(name)
    return found, tuple(problems)


def _by_title(groups: tuple[Block, ...], labels: list[str]) -> dict[str, str]:
    """Return the label of each title that one arm has; a title of two arms names neither."""
    titles = [same(group.words("label")) for group in groups]
    count = Counter(titles)
    return {
        title: label
        for title, label in zip(titles, labels, strict=True)
        if title and count[title] == 1
    }


def _role(kind: str, kinds: set[str]) -> ArmRole:
    """Return the role of an arm by its type.

    An active comparator is a control only where another arm is the experimental one:
    beside other active arms, or against placebo, it may well be what is tested.
    """
    if kind == "EXPERIMENTAL":
        return "experimental"
    if kind in _CONTROLS or (kind == "ACTIVE_COMPARATOR" and "EXPERIMENTAL" in kinds):
        return "control"
    return "unclear"


@dataclass(frozen=True, slots=True)
class _Listed:
    """An intervention of the registry's list with the concept that it names.

    Attributes:
        keys: how arms refer to it, as compared: with its kind, and without.
    """

    block: Block
    kind: str
    name: str
    other_names: tuple[str, ...]
    groups: tuple[str, ...]
    keys: tuple[str, str]
    concept: Concept | None
    regimen: tuple[str, str, str]


def _listed(one: Block, terms: TermIndex) -> _Listed:
    name = one.words("name")
    kind = one.words("type")
    other_names = tuple(leaf.words for leaf in one.leaves("otherNames"))
    is_drug = code(kind) in _DRUGS
    concept = drug(terms, name, other_names if is_drug else ())
    is_dosed = is_drug and concept is not None and not is_absence(name)
    return _Listed(
        block=one,
        kind=kind,
        name=name,
        other_names=other_names,
        groups=tuple(leaf.words for leaf in one.leaves("armGroupLabels")),
        keys=(same(f"{kind.replace('_', ' ')}: {name}"), same(name)),
        concept=concept,
        regimen=printed_regimen(one.words("description")) if is_dosed else ("", "", ""),
    )


def _registered(one: _Listed, by_title: dict[str, str]) -> RegisteredIntervention:
    """Return an entry of the list; its arms by their labels, as printed where none is declared."""
    return RegisteredIntervention(
        kind=one.kind,
        name=one.name,
        description=one.block.words("description"),
        other_names=one.other_names,
        arms=tuple(by_title.get(same(group), group) for group in one.groups),
        concept=one.concept.notation if one.concept else None,
        span=place(one.block, "name"),
    )


def _arm(group: Block, label: str, role: ArmRole, listed: tuple[_Listed, ...]) -> Arm:
    return Arm(
        label=label,
        role=role,
        interventions=tuple(_regimen(group, listed)),
        registered_type=group.words("type"),
        description=group.words("description"),
        intervention_names=tuple(leaf.words for leaf in group.leaves("interventionNames")),
        span=place(group, "label"),
        passages=(group.span,),
        rule=_RULE,
    )


def _regimen(group: Block, listed: tuple[_Listed, ...]) -> Iterator[Intervention]:
    """Yield what the arm is given: its own references first, then what the list assigns to it."""
    own = same(group.words("label"))
    taken: set[int] = set()
    for leaf in group.leaves("interventionNames"):
        number = _referred(leaf.words, own, listed, taken)
        if number is None:
            yield _unlisted(leaf)
        else:
            taken.add(number)
            yield _component(listed[number], _named_at(leaf, listed[number].name))
    for number, one in enumerate(listed):
        if number not in taken and own in map(same, one.groups):
            yield _component(one, place(one.block, "name"))


def _referred(reference: str, arm: str, listed: tuple[_Listed, ...], taken: set[int]) -> int | None:
    """Return the place in the list of what ``Drug: sildenafil`` refers to.

    Of entries with the same kind and name the one that names the arm is meant.
    """
    wanted = same(reference)
    fitting = [
        number for number, one in enumerate(listed) if number not in taken and wanted in one.keys
    ]
    naming = [number for number in fitting if arm in map(same, listed[number].groups)]
    return next(iter(naming or fitting), None)


def _named_at(reference: Leaf, name: str) -> Span:
    """Return where a reference has the name, which its kind stands before."""
    start = len(reference.words) - len(name)
    return (
        reference.piece(start, len(reference.words))
        if reference.words.endswith(name)
        else reference.span
    )


def _unlisted(reference: Leaf) -> Intervention:
    """Return a component that the list lacks, by the words of the reference alone."""
    match = _REFERENCE.fullmatch(reference.words)
    name = match["name"] if match else reference.words
    role = _component_role(name, code(match["kind"]) if match else "", None)
    span = _named_at(reference, name)
    return Intervention(name=name, concept=None, role=role, printed=name, span=span)


def _component(one: _Listed, span: Span) -> Intervention:
    dose, schedule, route = one.regimen
    return Intervention(
        name=one.concept.label if one.concept else one.name,
        concept=one.concept.notation if one.concept else None,
        role=_component_role(one.name, code(one.kind), one.concept),
        dose=dose,
        schedule=schedule,
        route=route,
        printed=one.name,
        span=span,
    )


def _component_role(name: str, kind: str, concept: Concept | None) -> str:
    """Return the role of a component; a placebo is registered as a drug."""
    if is_absence(name) or (concept and concept.attributes.get("absence") == "true"):
        return "placebo"
    return "drug" if kind in {"DRUG", "BIOLOGICAL", ""} else kind.lower().replace("_", " ")
