"""An arm's regimen as a set of components, and how two regimens differ.

Placebo, sham and nothing are no component; usual care alone is none either. A choice
group is one component. What differs is found on these sets; that a drug is given in
another dose, at other times or in another order is found in ``intensity``.
"""

import re
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from functools import lru_cache

from trialgraph.evidence.arms import is_absence
from trialgraph.evidence.regimen_words import USUAL_CARE, without_dosing
from trialgraph.evidence.trials import plain
from trialgraph.model.trial import Arm, Intervention
from trialgraph.model.values import dataclass
from trialgraph.terms.index import Concept, TermIndex

Components = frozenset[str]
"""Concept slugs; ``choice:a|b`` is one choice group, ``name:...`` a name outside the tables."""

CHOICE = "choice:"
NAME = "name:"

BY_REGIMENS = "difference of regimens"
BY_CLASS = "difference of regimens; a class of drugs is met by its members"
BESIDE_CLASS = "difference of regimens; both arms name the class of what is added"

_TAIL = re.compile(r"(?i)(?:[\s-]+(?:at|of|with|for|as|group|arm))+$")
_JOINED = re.compile(
    r"(?i)\s*\+\s*|\s+(?:plus|with|and|combined with|in combination with|in addition to"
    r"|followed by|then)\s+"
)
_ALONG = (
    r"(?i)\b(?:along with|together with|combined with|in combination with|in addition to|on top of"
    r"|added to|plus) (?:the |their |same )*"
)
_ALONG_ANYTHING = re.compile(_ALONG)
_OPEN = re.compile(r"(?i)with or without|\bor\b|±|\+/-")
_INERT = re.compile(
    r"(?i)(?:normal |physiologic(?:al)? |isotonic |0\.9 ?% ?)?saline(?: .*)?"
    r"|(?:sterile |distilled )?water|sugar pills?|(?:0\.9 ?% )?sodium chloride(?: .*)?"
    r"|lactose(?: .*)?|dextrose(?: .*)?|vehicle"
)
_INERT_ARMS = frozenset({"PLACEBO_COMPARATOR", "SHAM_COMPARATOR"})
_ACTIVE_STANDARD = re.compile(r"(?i)\b(?:therap\w+|treatments?|regimens?)\b")


@dataclass(frozen=True, slots=True)
class Difference:
    """What the experimental arm gets more, less and alike.

    Attributes:
        met: classes of drugs in one arm whose members the other names; neither added
            nor removed.
    """

    added: Components
    removed: Components
    shared: Components
    rule: str
    met: Components = frozenset()


def given(arm: Arm, terms: TermIndex) -> dict[str, str]:
    """Return the components of an arm, each with the name that stands for it."""
    told = [one for one in arm.interventions if not _is_nothing(one, arm, terms)]
    fixed = {component(one, terms): one.name for one in told if one.choice_group is None}
    groups = {one.choice_group for one in told if one.choice_group is not None}
    for group in groups:
        options = [component(one, terms) for one in told if one.choice_group == group]
        names = sorted(option.removeprefix(NAME) for option in options)
        fixed[CHOICE + "|".join(names)] = ""
    return fixed


def _is_nothing(one: Intervention, arm: Arm, terms: TermIndex) -> bool:
    """Tell whether a component is absence, as saline is in an arm registered as placebo."""
    is_inert_arm = arm.registered_type.upper().replace(" ", "_") in _INERT_ARMS
    return is_absence(one, terms) or (is_inert_arm and _INERT.fullmatch(one.name) is not None)


def component(one: Intervention, terms: TermIndex) -> str:
    """Return the concept of a component; usual care under any name is one."""
    if one.concept and is_care(one.concept, terms) and _ACTIVE_STANDARD.search(one.printed):
        return NAME + plain(one.printed)
    return one.concept or of_name(one.name, terms)


@lru_cache(maxsize=1 << 12)
def of_name(name: str, terms: TermIndex) -> str:
    """Return the concept that a name means, without dose and times, else the name as such."""
    if USUAL_CARE.fullmatch(name.strip()):
        name = "standard of care"
    bare = _TAIL.sub("", without_dosing(name).strip(" ,;/-()"))
    concept = terms.find("drug", name) or terms.find("drug", bare)
    return concept.notation if concept else NAME + (plain(bare) or plain(name))


def is_care(notation: str, terms: TermIndex) -> bool:
    """Tell whether a component is care that every patient gets: standard or supportive."""
    concept = terms.get("drug", notation)
    return concept is not None and concept.attributes.get("care") == "true"


def regimen_difference(left: Arm, right: Arm, terms: TermIndex) -> Difference:
    """Return how the regimen of one arm differs from another's."""
    more, less = given(left, terms), given(right, terms)
    more, less = more | _told_beside(left, less), less | _told_beside(right, more)
    parts = _in_parts(more, less.keys(), terms), _in_parts(less, more.keys(), terms)
    return difference(*parts, terms)


def _told_beside(arm: Arm, other: Mapping[str, str]) -> dict[str, str]:
    """Return the other arm's components that an arm's description says are given along."""
    if not _ALONG_ANYTHING.search(arm.description):
        return {}
    return {
        one: name
        for one, name in other.items()
        if name and re.search(_ALONG + re.escape(name) + r"(?!\w)", arm.description)
    }


def difference(more: Components, less: Components, terms: TermIndex) -> Difference:
    """Return how a set of components differs from another."""
    more, less = _spelt_out(more, less, terms), _spelt_out(less, more, terms)
    more, less = _without_care(more, less, terms), _without_care(less, more, terms)
    added, removed = more - less, less - more
    met = _met(added, removed, terms) | _met(removed, added, terms)
    shared = more & less | {one for one in met if _is_class(one, terms)}
    added, removed = added - met, removed - met
    rule = BY_REGIMENS
    if met:
        rule = BY_CLASS
    elif any(terms.is_a("drug", one, wider) for one in added for wider in shared):
        rule = BESIDE_CLASS
    return Difference(added, removed, shared, rule, met)


def _in_parts(own: Mapping[str, str], other: AbstractSet[str], terms: TermIndex) -> Components:
    """Return components, of a name such as ``A with B`` its parts.

    A name is taken apart only where each part is a concept or one is in the other arm.
    """
    found: set[str] = set()
    for one, name in own.items():
        parts = _parts(name, terms) if one.startswith(NAME) else frozenset[str]()
        is_sure = parts & other or all(terms.get("drug", part) for part in parts)
        found |= parts if len(parts) > 1 and is_sure else {one}
    return frozenset(found)


def _parts(name: str, terms: TermIndex) -> Components:
    """Return the components that a name joins; none where it leaves open whether it does."""
    if _OPEN.search(name):
        return frozenset()
    return frozenset(of_name(part, terms) for part in _JOINED.split(name) if part.strip())


def _spelt_out(own: Components, other: Components, terms: TermIndex) -> Components:
    """Return components with the drugs of each named regimen that the other arm lacks."""
    found: set[str] = set()
    for one in own:
        concept = terms.get("drug", one)
        drugs = concept.attributes.get("made_of", "").split() if concept else []
        found |= set(drugs) if drugs and one not in other else {one}
    return frozenset(found)


def _without_care(own: Components, other: Components, terms: TermIndex) -> Components:
    """Return components without usual care, where it stands for nothing more.

    So it does as an arm's only component, and beside what is held against nothing.
    Care that both arms get stays.
    """
    lone = frozenset(one for one in own - other if is_care(one, terms))
    is_bare = all(is_care(one, terms) for one in own)
    is_against_nothing = all(is_care(one, terms) for one in other)
    return own - lone if is_bare or is_against_nothing else own


def _met(classes: Components, others: Components, terms: TermIndex) -> Components:
    """Return the classes of one arm that the other arm names members of, with these members.

    A member beside its class may be what the class stands for: it is met, too.
    """
    found: set[str] = set()
    for one in classes:
        if _is_class(one, terms) and any(_falls_in(other, one, terms) for other in others):
            found |= {each for each in classes | others if _falls_in(each, one, terms)}
    return frozenset(found)


def _is_class(notation: str, terms: TermIndex) -> bool:
    """Tell whether a component is a class of drugs, not a named regimen."""
    concept = terms.get("drug", notation)
    return concept is not None and _kind(concept) == "class" and "made_of" not in concept.attributes


def _kind(concept: Concept) -> str:
    return concept.attributes.get("kind", "drug")


def _falls_in(one: str, wider: str, terms: TermIndex) -> bool:
    """Tell whether a component is of a class; a choice is where all its options are."""
    options: Iterable[str] = [one]
    if one.startswith(CHOICE):
        options = one.removeprefix(CHOICE).split("|")
    return all(terms.is_a("drug", option, wider) for option in options)
