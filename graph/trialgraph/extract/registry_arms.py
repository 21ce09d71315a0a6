"""Arms, interventions and comparisons of a registry page."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from trialgraph.extract.registry_lines import Entry, Page
from trialgraph.model import lazy
from trialgraph.model.trial import Arm, ArmRole, Comparison, Intervention
from trialgraph.terms.index import TermIndex

_GROUPS = "Study Groups"
_INTERVENTIONS = "Interventions"
_GROUP_TYPE = lazy.regex(r"(?:Group|Arm) Type:?\s+(?P<type>[A-Z_ ]+)")
_KIND = lazy.regex(r"Intervention Type:?\s+(?P<kind>[A-Z_ ]+)")
_ROLES: dict[str, ArmRole] = {
    "EXPERIMENTAL": "experimental",
    "ACTIVE_COMPARATOR": "control",
    "PLACEBO_COMPARATOR": "control",
    "SHAM_COMPARATOR": "control",
    "NO_INTERVENTION": "control",
}
_PLACEBO = lazy.regex(r"\b(?:placebo|sham|vehicle)\b", re.IGNORECASE)
_CHOICE = lazy.regex(
    r"\b(?:chosen from|selected from|choice|one of|either|any of)\b(?P<listed>[^.]*)",
    re.IGNORECASE,
)
_TOGETHER = lazy.regex(r"\b(?:plus|with|combined|followed by)\b|\+", re.IGNORECASE)
_RULE = "registry group"


@dataclass(frozen=True, slots=True)
class _Group:
    """The entries of one arm.

    Attributes:
        named: its label, then what describes it.
        type: the entry that prints its type.
        components: entries of a name and of its type.
    """

    named: tuple[Entry, ...]
    type: Entry
    components: tuple[tuple[Entry, Entry], ...]


def read_arms(page: Page, terms: TermIndex) -> tuple[Arm, ...]:
    """Return the arms of the page's study groups with their regimens."""
    return tuple(_arm(page, group, terms) for group in _groups(page))


def _groups(page: Page) -> Iterator[_Group]:
    """Yield the groups: label and description, a type, then a name and a type each."""
    block = page.block(_GROUPS)
    types = [number for number, entry in enumerate(block) if _GROUP_TYPE.fullmatch(entry.words)]
    after = 0
    for place, number in enumerate(types):
        until = types[place + 1] if place + 1 < len(types) else len(block)
        last = _last_component(block, number, until)
        if after < number:
            components = tuple(_components(block[number + 1 : last + 1]))
            yield _Group(_named(page, block[after:number]), block[number], components)
        after = last + 1


def _last_component(block: tuple[Entry, ...], start: int, end: int) -> int:
    """Return the number of the last entry of a group's interventions."""
    kinds = [number for number in range(start, end) if _KIND.fullmatch(block[number].words)]
    return kinds[-1] if kinds else start


def _named(page: Page, head: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Return a group's label and description without words about the intervention before it."""
    told = {entry.words for entry in page.block(_INTERVENTIONS)}
    own = tuple(entry for entry in head if entry.words not in told)
    return own or head


def _components(block: tuple[Entry, ...]) -> Iterator[tuple[Entry, Entry]]:
    """Yield name and type; what stands between two types begins with the name."""
    name: Entry | None = None
    for entry in block:
        if _KIND.fullmatch(entry.words):
            if name is not None:
                yield name, entry
            name = None
        elif name is None:
            name = entry


def _arm(page: Page, group: _Group, terms: TermIndex) -> Arm:
    label, *described = group.named
    words = " ".join(entry.words for entry in described) or label.words
    kind = _GROUP_TYPE.fullmatch(group.type.words)
    choices = _choices(words, group)
    return Arm(
        label=label.words,
        role=_ROLES.get(kind["type"].strip().replace(" ", "_"), "unclear") if kind else "unclear",
        interventions=tuple(
            _intervention(name, kind, terms, 1 if name.words in choices else None)
            for name, kind in group.components
        ),
        span=label.span,
        passages=(page.text(label, group.components[-1][1] if group.components else group.type),),
        rule=_RULE,
    )


def _choices(description: str, group: _Group) -> frozenset[str]:
    """Return the components of which one is chosen: two or more named after "chosen from".

    What is named after "plus" or "with" is given together with the choice.
    """
    match = _CHOICE.search(description)
    if match is None:
        return frozenset()
    listed = _key(_TOGETHER.split(match["listed"])[0])
    found = [name.words for name, _ in group.components if _key(_plain(name)) in listed]
    return frozenset(found) if len(found) > 1 else frozenset()


def _plain(name: Entry) -> str:
    """Return a component's name without what stands in brackets."""
    return re.sub(r"\s*\([^)]*\)", "", name.words)


def _key(words: str) -> str:
    """Return words so that "nab-paclitaxel ,X" and "Nab-paclitaxel" compare."""
    return " " + " ".join(re.findall(r"[\w-]+", words.lower())) + " "


def _intervention(
    name: Entry, kind: Entry, terms: TermIndex, choice_group: int | None
) -> Intervention:
    concept = terms.find("drug", name.words)
    match = _KIND.fullmatch(kind.words)
    return Intervention(
        name=concept.label if concept else name.words,
        concept=concept.notation if concept else None,
        role=_role(name.words, match["kind"].strip() if match else ""),
        choice_group=choice_group,
        printed=name.words,
        span=name.span,
    )


def _role(name: str, kind: str) -> str:
    """Return the role of a component; a placebo is registered as a drug."""
    if _PLACEBO.search(name):
        return "placebo"
    return "drug" if kind in ("DRUG", "BIOLOGICAL") else kind.lower().replace("_", " ") or "drug"


def comparisons(arms: tuple[Arm, ...]) -> tuple[Comparison, ...]:
    """Return each experimental arm against each control, with the difference of their regimens.

    A placebo stands for nothing given: it is neither added nor removed.
    """
    return tuple(
        Comparison(
            experimental=one.label,
            comparator=other.label,
            added=_beyond(one, other),
            removed=_beyond(other, one),
        )
        for one in arms
        if one.role == "experimental"
        for other in arms
        if other.role == "control"
    )


def _beyond(one: Arm, other: Arm) -> tuple[str, ...]:
    have = {_same_drug(component) for component in other.interventions}
    return tuple(
        component.name
        for component in one.interventions
        if component.role != "placebo" and _same_drug(component) not in have
    )


def _same_drug(component: Intervention) -> str:
    return component.concept or component.name.lower()
