"""The arms of the reported trial, from all the lists that describe them."""

import re
from collections.abc import Iterable
from dataclasses import replace

from trialgraph.extract.abbreviations import spelt_out
from trialgraph.extract.arm_backgrounds import add_background
from trialgraph.extract.arm_labels import give_labels, take_letters, take_names
from trialgraph.extract.arm_names import arm_names, defined_names, expanded
from trialgraph.extract.arm_phrase import ArmPhrase, is_marked
from trialgraph.extract.arm_phrases import assigned_arms, received_arms
from trialgraph.extract.arm_roles import give_roles
from trialgraph.extract.choices import options, with_options
from trialgraph.extract.compared import compared_arms
from trialgraph.extract.draft_arm import DraftArm, is_short_for, telling, words_of
from trialgraph.extract.group_names import grouped_arms, paired_groups
from trialgraph.extract.joined_names import take_joined
from trialgraph.extract.named_arms import named_arms
from trialgraph.extract.named_regimens import by_drug
from trialgraph.extract.regimen import Component, components
from trialgraph.extract.single_arm import single_arm
from trialgraph.extract.sized_arms import sized_arms
from trialgraph.extract.told_groups import told_groups
from trialgraph.extract.trial_facts import allocation
from trialgraph.extract.view import ReadingView
from trialgraph.model import lazy
from trialgraph.terms.index import TermIndex

_FACTORIAL = lazy.regex(
    r"\b(?:2 ?[x×] ?2|two[- ]by[- ]two|3 ?[x×] ?2|2 ?[x×] ?3)[ -]factorial\b|"
    r"\bfactorial[ -]design\b|"
    r"\bfactorial(?:, [\w-]+)*,? (?:randomi[sz]ed|trial|study)",
    re.IGNORECASE,
)
"""Crossed assignments: each factor is a comparison of its own."""


def draft_arms(view: ReadingView, terms: TermIndex) -> list[DraftArm]:
    """Return the arms in the order of the sentence that assigns patients; none when unsure.

    Those of a factorial trial come factor by factor.
    """
    if _FACTORIAL.search(view.text):
        return _of_factors(view, terms)
    readers = (assigned_arms, named_arms, told_groups)
    lists = [arms for reader in readers for arms in reader(view, terms)[:_MOST_LISTS]]
    others = [
        tuple(spelt_out(view, arm, terms) for arm in arms)
        for arms in compared_arms(view, terms)[:_MOST_LISTS]
    ]
    return _drafted(view, lists, others, terms) or _not_assigned(view, terms) or _only(view, terms)


def _only(view: ReadingView, terms: TermIndex) -> list[DraftArm]:
    """Return the one arm of a trial that compares nothing."""
    drafts = [
        DraftArm(phrase, phrase.components, role="experimental")
        for phrase in single_arm(view, terms)
    ]
    give_labels(view, drafts)
    return drafts


def _not_assigned(view: ReadingView, terms: TermIndex) -> list[DraftArm]:
    """Return the arms of a randomised trial of which no sentence says who is assigned to what.

    They are what the patients received, or the groups of the results.
    """
    told = allocation(view)
    if told is None or told.value != "randomised":
        return []
    for lists in (
        received_arms(view, terms)[:_MOST_LISTS],
        sized_arms(view, terms)[:_MOST_LISTS],
        [grouped_arms(view, terms)],
    ):
        if drafts := _drafted(view, lists, [], terms):
            return drafts
    return []


def _of_factors(view: ReadingView, terms: TermIndex) -> list[DraftArm]:
    """Return the arms of each factor: two, in words that no other factor has."""
    drafts: list[DraftArm] = []
    pairs = paired_groups(view, terms)[:_MOST_FACTORS] or [grouped_arms(view, terms)]
    for factor, pair in enumerate(pairs):
        found = _drafted(view, [pair], [], terms) if len(pair) == _PAIR else []
        for draft in found:
            draft.factor = factor
        drafts.extend(found)
    return drafts if _are_distinct(drafts) else []


_MOST_FACTORS = 3
_PAIR = 2


def _drafted(
    view: ReadingView,
    lists: list[tuple[ArmPhrase, ...]],
    others: list[tuple[ArmPhrase, ...]],
    terms: TermIndex,
) -> list[DraftArm]:
    """Return the arms of the list that says most, with what the other lists add to them."""
    described = [_expanded(view, arms, terms) for arms in lists]
    chosen = _chosen([*described, *(each for each in others if not _is_retold(each, described))])
    if chosen is None:
        return []
    drafts = [DraftArm(phrase, phrase.components) for phrase in chosen]
    _add_missing_parts(drafts, [*described, *others])
    _add_what_is_alone(view, drafts)
    _add_given_to_all(view, drafts, terms)
    for arms in (*described, *others):
        _take_short_names(drafts, arms, terms)
    names = (*arm_names(view, terms), *defined_names(view, terms))[:_MOST_NAMES]
    take_names(view, names, drafts)
    take_joined(view, names, drafts, terms)
    take_letters(view, drafts)
    _level_classes(drafts, terms)
    listed = options(view, terms)
    for draft in drafts:
        draft.components = with_options(draft.components, listed)
    give_roles(view, drafts)
    _take_role_names(drafts, lists)
    take_names(view, names, drafts)
    give_labels(view, drafts)
    add_background(view, drafts, terms)
    _take_apart(drafts, terms)
    return drafts if _are_distinct(drafts) else []


def _is_retold(arms: tuple[ArmPhrase, ...], lists: list[tuple[ArmPhrase, ...]]) -> bool:
    """Tell whether ``A with or without B`` only titles a trial of B against nothing."""
    added = {each.key for each in arms[0].components} - {each.key for each in arms[-1].components}
    return arms[0].rule == "with or without" and any(
        len(told) == _PAIR
        and told[0].rule == "assigned to"
        and sum(_is_nothing(each) for each in told) == 1
        and all(added <= _keys(each) for each in told if not _is_nothing(each))
        for told in lists
    )


def _is_nothing(arm: ArmPhrase) -> bool:
    return not any(not each.is_absence for each in arm.components)


def _keys(arm: ArmPhrase) -> set[str]:
    return {each.key for each in arm.components}


def _take_apart(drafts: list[DraftArm], terms: TermIndex) -> None:
    """Give each arm the drugs of its named regimen; the regimen stays a name of its only arm."""
    names = [" plus ".join(each.printed for each in draft.components) for draft in drafts]
    for draft, name in zip(drafts, names, strict=True):
        drugs = by_drug(draft.components, terms)
        if drugs != draft.components and names.count(name) == 1:
            draft.names[name] = (draft.phrase.start, draft.phrase.end)
        draft.components = drugs


def _expanded(
    view: ReadingView, arms: tuple[ArmPhrase, ...], terms: TermIndex
) -> tuple[ArmPhrase, ...]:
    return tuple(spelt_out(view, expanded(view, arm, terms), terms) for arm in arms)


def _chosen(lists: Iterable[tuple[ArmPhrase, ...]]) -> tuple[ArmPhrase, ...] | None:
    """Return the list that says most: arms with components that differ, then the first."""
    fit = [arms for arms in lists if _is_plausible(arms)]
    fit = [arms for arms in fit if _share_known(arms) > _ENOUGH_KNOWN] or fit
    return max(fit, key=_weight) if fit else None


def _is_plausible(arms: tuple[ArmPhrase, ...]) -> bool:
    keys = [frozenset(each.key for each in arm.components) for arm in arms]
    return 1 < len(arms) <= _MOST_ARMS and all(
        keys[a] != keys[b] or _dose_differs(arms[a], arms[b])
        for a in range(len(arms))
        for b in range(a)
    )


_MOST_ARMS = 6
_MOST_LISTS = 24  # for each, the whole text is asked what its abbreviations mean
_ENOUGH_KNOWN = 0.5
_MOST_NAMES = 500  # the whole text is asked for each


def _share_known(arms: tuple[ArmPhrase, ...]) -> float:
    """Return the share of components that the term tables know; 1 where nothing is given."""
    parts = [each for arm in arms for each in arm.components]
    return sum(1 for each in parts if each.concept) / len(parts) if parts else 1.0


def _dose_differs(one: ArmPhrase, other: ArmPhrase) -> bool:
    told = one.components or one.size or one.rule == "groups" or is_marked(one.words)
    return bool(told) and one.words != other.words


def _weight(arms: tuple[ArmPhrase, ...]) -> tuple[int, int, int, int]:
    known = sum(1 for arm in arms for each in arm.components if each.concept)
    named = sum(1 for arm in arms if arm.components or arm.absent)
    assigned = int(arms[0].rule not in {"compared", "or not"})
    filled = int(all(arm.components or arm.absent for arm in arms))
    return len(arms), filled + assigned, named, known + sum(1 for arm in arms if arm.short)


def _add_missing_parts(drafts: list[DraftArm], lists: list[tuple[ArmPhrase, ...]]) -> None:
    """Add a backbone that another list of the same arms names: ``X plus Z versus Z alone``."""
    for arms in lists:
        if len(arms) != len(drafts):
            continue
        order = _matched(drafts, arms)
        if order is None:
            continue
        for draft, arm in zip(drafts, order, strict=True):
            own = {each.key for each in draft.components}
            more = tuple(each for each in arm.components if each.key not in own)
            if more and all(_is_known_elsewhere(each, order) for each in more):
                draft.components = (*draft.components, *more)


def _add_what_is_alone(view: ReadingView, drafts: list[DraftArm]) -> None:
    """Add an operation or radiation to the other of two arms where one gets it ``alone``."""
    alone = [draft for draft in drafts if _ALONE.search(words_of(view, draft))]
    if len(drafts) != _PAIR or len(alone) != 1 or len(alone[0].components) != 1:
        return
    other = next(draft for draft in drafts if draft is not alone[0])
    more = alone[0].components[0]
    covered = more.key in other.keys or any(_CHEMORADIATION.search(key) for key in other.keys)
    if more.role in {"procedure", "radiation"} and other.components and not covered:
        other.components = (*other.components, more)


_ALONE = lazy.regex(r"\b(?:alone|only)\b", re.IGNORECASE)
_CHEMORADIATION = lazy.regex(r"radi(?:o|ation)", re.IGNORECASE)


_TO_ALL = lazy.regex(
    r"\b(?:[Aa]ll (?:the )?(?:patients|participants|women|men)|(?:[Pp]atients in )?(?:[Bb]oth|"
    r"[Aa]ll|[Ee]ach) (?:(?:treatment|study) )?(?:groups?|arms?)) (?:also |then |additionally )?"
    r"(?:received|were (?:also )?(?:given|treated with))(?! subsequent| prior| previous| at least)"
    r" (?P<what>(?:(?!,? and (?:(?:were|was|then|subsequently) )*(?:random|assigned|allocated))"
    r"(?:[^.;]|[.]\d)){3,300})"
    r"|[;.] (?P<added>[\w -]{4,40}?) (?:\((?:[^()]|"
    r"\([^()]*\))*\) )?was then added to (?:the|each) regimen"
)


def _add_given_to_all(view: ReadingView, drafts: list[DraftArm], terms: TermIndex) -> None:
    """Add what the text says that all patients received."""
    for match in _TO_ALL.finditer(view.text):
        if view.section_at(match.start()) not in {"abstract", "methods"}:
            continue
        group = "what" if match["what"] else "added"
        more = components(view.text, *match.span(group), terms)
        told = all(each.concept and each.role != "procedure" for each in more)
        if more and told:
            for draft in drafts:
                own = {each.key for each in draft.components}
                draft.components = (
                    *draft.components,
                    *(each for each in more if each.key not in own),
                )


def _level_classes(drafts: list[DraftArm], terms: TermIndex) -> None:
    """Name a class by one name: platinum-based chemotherapy is the other arm's chemotherapy."""
    keys = {each.concept for draft in drafts for each in draft.components if each.concept}
    for draft in drafts:
        own = {each.concept for each in draft.components}
        draft.components = tuple(
            _levelled(each, [key for key in keys - own if _is_kind_of(each, key, terms)], terms)
            for each in draft.components
        )


def _is_kind_of(component: Component, key: str, terms: TermIndex) -> bool:
    concept = terms.get("drug", component.concept or "")
    kind = concept.attributes.get("kind") if concept else None
    return kind == "class" and terms.is_a("drug", component.concept or "", key)


def _levelled(component: Component, broader: list[str], terms: TermIndex) -> Component:
    concept = terms.get("drug", broader[0]) if len(broader) == 1 else None
    if concept is None:
        return component
    return replace(component, name=concept.label, concept=concept.notation, printed=concept.label)


def _take_role_names(drafts: list[DraftArm], lists: list[tuple[ArmPhrase, ...]]) -> None:
    """Give the size of a ``control arm`` or ``experimental arm`` to the one arm of that role."""
    for arms in lists:
        for arm in arms:
            if arm.role_only and not any(draft.phrase is arm for draft in drafts):
                role = (
                    "experimental"
                    if re.search(r"experimental|intervention", arm.words)
                    else "control"
                )
                same = [draft for draft in drafts if draft.role == role]
                if len(same) == 1 and arm.size:
                    same[0].sizes.append(arm.size)


def _is_known_elsewhere(component: Component, arms: tuple[ArmPhrase, ...]) -> bool:
    """Tell whether every arm of a list holds a component: then it is the backbone."""
    return all(any(each.key == component.key for each in arm.components) for arm in arms)


def _matched(drafts: list[DraftArm], arms: tuple[ArmPhrase, ...]) -> tuple[ArmPhrase, ...] | None:
    left = list(arms)
    out = []
    for draft in sorted(drafts, key=lambda each: -len(each.keys)):
        best = max(left, key=lambda arm: _overlap(draft, arm))
        left.remove(best)
        out.append((draft, best))
    if any(_overlap(draft, arm) < 0 for draft, arm in out):
        return None
    return tuple(next(arm for d, arm in out if d is draft) for draft in drafts)


def _overlap(draft: DraftArm, arm: ArmPhrase) -> int:
    """Return how much two descriptions share; negative when neither holds the other."""
    mine = draft.keys
    theirs = {each.key for each in arm.components if not each.is_absence}
    if not (mine <= theirs or theirs <= mine):
        return -1
    return len(mine & theirs)


def _take_short_names(
    drafts: list[DraftArm], arms: tuple[ArmPhrase, ...], terms: TermIndex
) -> None:
    """Give each arm the short names and sizes of the same arm in other lists."""
    for at, arm in enumerate(arms):
        same = _meant(arm, drafts)
        if len(same) > 1 and _in_order(arms, drafts):
            same = [drafts[at]]
        if len(same) == 1:
            if arm.short and not (_is_other_term(arm.short, terms) or _is_shared(arm, arms)):
                same[0].names.setdefault(arm.short, (arm.start, arm.end))
            if arm.size:
                same[0].sizes.append(arm.size)


def _meant(arm: ArmPhrase, drafts: list[DraftArm]) -> list[DraftArm]:
    """Return the arms that a description of another list fits."""
    keys = {each.key for each in arm.components}
    same = [draft for draft in drafts if {each.key for each in draft.components} == keys]
    same = same or [draft for draft in drafts if keys and keys == draft.phrase.plain]
    same = same or [draft for draft in drafts if keys and keys == telling(draft, drafts)]
    same = same or [draft for draft in drafts if is_short_for(keys, draft, drafts)]
    return [draft for draft in same if draft.phrase is arm] or same


def _in_order(arms: tuple[ArmPhrase, ...], drafts: list[DraftArm]) -> bool:
    """Tell whether two lists name the same regimens in one order."""
    return [{each.key for each in arm.components} for arm in arms] == [
        {each.key for each in draft.components} for draft in drafts
    ]


def _is_shared(arm: ArmPhrase, arms: tuple[ArmPhrase, ...]) -> bool:
    """Tell whether another arm, without a name of its own, is said to get what a name stands for.

    ``A plus X and Y (XY) or placebo plus XY``: the name is that of the backbone.
    """
    joined = re.compile(rf"(?:\b(?:plus|and|with|to)|\+) {re.escape(arm.short)}(?![\w-])")
    return any(not other.short and joined.search(other.words) for other in arms if other is not arm)


def _is_other_term(name: str, terms: TermIndex) -> bool:
    """Tell whether a short name is that of an end point, a marker or a disease."""
    return any(terms.find(scheme, name) for scheme in ("end-point", "biomarker", "condition"))


def _are_distinct(drafts: list[DraftArm]) -> bool:
    labels = [draft.label.casefold() for draft in drafts]
    return len(set(labels)) == len(labels)
