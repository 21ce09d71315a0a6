"""The arms of the reported trial: phrases of assignment, names in the results, sizes."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from trialgraph.extract.arm_names import ArmName, arm_names, expanded, is_control_name
from trialgraph.extract.arm_phrases import ArmPhrase, assigned_arms
from trialgraph.extract.choices import options, with_options
from trialgraph.extract.compared import compared_arms
from trialgraph.extract.regimen import Component, blanked, components
from trialgraph.extract.view import ReadingView
from trialgraph.model.trial import ArmRole
from trialgraph.terms.index import TermIndex


@dataclass(slots=True)
class DraftArm:
    """An arm while it is put together.

    Attributes:
        phrase: where it is described.
        names: other words for it, with their first place in the view.
        sizes: where numbers of patients assigned to it stand.
    """

    phrase: ArmPhrase
    components: tuple[Component, ...]
    label: str = ""
    role: ArmRole = "unclear"
    names: dict[str, tuple[int, int]] = field(default_factory=dict)
    sizes: list[tuple[int, int]] = field(default_factory=list)

    @property
    def keys(self) -> frozenset[str]:
        """Return what it gives, placebo set aside."""
        return frozenset(each.key for each in self.components if not each.is_absence)


_FACTORIAL = re.compile(r"\b(?:2 ?[x×] ?2|two-by-two)[ -]factorial\b", re.IGNORECASE)
"""Crossed assignments are no list of arms; reading them as one would be wrong."""


def draft_arms(view: ReadingView, terms: TermIndex) -> list[DraftArm]:
    """Return the arms in the order of the sentence that assigns patients; none when unsure."""
    if _FACTORIAL.search(view.text):
        return []
    lists = assigned_arms(view, terms)
    described = [_expanded(view, arms, terms) for arms in lists]
    others = compared_arms(view, terms)
    chosen = _chosen([*described, *others])
    if chosen is None:
        return []
    drafts = [DraftArm(phrase, phrase.components) for phrase in chosen]
    _add_missing_parts(drafts, [*described, *others])
    _add_given_to_all(view, drafts, terms)
    for arms in (*described, *others):
        _take_short_names(drafts, arms)
    _take_names(view, drafts, terms)
    _level_classes(drafts, terms)
    listed = options(view, terms)
    for draft in drafts:
        draft.components = with_options(draft.components, listed)
    _give_roles(view, drafts)
    _take_role_names(drafts, lists)
    _give_labels(view, drafts)
    return drafts if _are_distinct(drafts) else []


def _expanded(
    view: ReadingView, arms: tuple[ArmPhrase, ...], terms: TermIndex
) -> tuple[ArmPhrase, ...]:
    return tuple(expanded(view, arm, terms) for arm in arms)


def _chosen(lists: Iterable[tuple[ArmPhrase, ...]]) -> tuple[ArmPhrase, ...] | None:
    """Return the list that says most: arms with components that differ, then the first."""
    fit = [arms for arms in lists if _is_plausible(arms)]
    fit = [arms for arms in fit if _share_known(arms) >= _ENOUGH_KNOWN] or fit
    return max(fit, key=_weight) if fit else None


def _is_plausible(arms: tuple[ArmPhrase, ...]) -> bool:
    keys = [frozenset(each.key for each in arm.components) for arm in arms]
    return 1 < len(arms) <= _MOST_ARMS and all(
        keys[a] != keys[b] or _dose_differs(arms[a], arms[b]) for a in range(len(arms)) for b in range(a)
    )


_MOST_ARMS = 6
_ENOUGH_KNOWN = 0.5


def _share_known(arms: tuple[ArmPhrase, ...]) -> float:
    """Return the share of components that the term tables know; 1 where nothing is given."""
    parts = [each for arm in arms for each in arm.components]
    return sum(1 for each in parts if each.concept) / len(parts) if parts else 1.0


def _dose_differs(one: ArmPhrase, other: ArmPhrase) -> bool:
    return bool(one.components) and one.words != other.words


def _weight(arms: tuple[ArmPhrase, ...]) -> tuple[int, int, int, int]:
    known = sum(1 for arm in arms for each in arm.components if each.concept)
    named = sum(1 for arm in arms if arm.components or arm.absent)
    assigned = arms[0].rule == "assigned to" or arms[0].rule == "with or without"
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


_TO_ALL = re.compile(
    r"\b(?:[Aa]ll (?:the )?patients|[Bb]oth groups|[Pp]atients in (?:both|all) groups)(?: also)? received (?P<what>[^.;]+)"
    r"|[;.] (?P<added>[\w -]{4,40}) was then added to (?:the|each) regimen"
)


def _add_given_to_all(view: ReadingView, drafts: list[DraftArm], terms: TermIndex) -> None:
    """Add what the text says that all patients received."""
    for match in _TO_ALL.finditer(view.text):
        if view.section_at(match.start()) not in {"abstract", "methods"}:
            continue
        group = "what" if match["what"] else "added"
        more = components(view.text, *match.span(group), terms)
        if more and all(each.concept for each in more):
            for draft in drafts:
                own = {each.key for each in draft.components}
                draft.components = (*draft.components, *(each for each in more if each.key not in own))


def _level_classes(drafts: list[DraftArm], terms: TermIndex) -> None:
    """Name one class by one name: an arm's platinum-based chemotherapy is another's chemotherapy."""
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
    return replace(component, name=concept.label, concept=concept.notation) if concept else component


def _take_role_names(drafts: list[DraftArm], lists: list[tuple[ArmPhrase, ...]]) -> None:
    """Give names and sizes of ``control arm`` and ``experimental arm`` to the one arm of that role."""
    for arms in lists:
        for arm in arms:
            if arm.role_only and not any(draft.phrase is arm for draft in drafts):
                role = "experimental" if re.search(r"experimental|intervention", arm.words) else "control"
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


def _take_short_names(drafts: list[DraftArm], arms: tuple[ArmPhrase, ...]) -> None:
    """Give each arm the short names and sizes of the same arm in other lists."""
    for arm in arms:
        keys = {each.key for each in arm.components}
        same = [draft for draft in drafts if {each.key for each in draft.components} == keys]
        same = same or [draft for draft in drafts if keys and keys == draft.phrase.plain]
        same = same or [draft for draft in drafts if keys and keys == _telling(draft, drafts)]
        same = [draft for draft in same if draft.phrase is arm] or same
        if len(same) == 1:
            if arm.short:
                same[0].names.setdefault(arm.short, (arm.start, arm.end))
            if arm.size:
                same[0].sizes.append(arm.size)


def _take_names(view: ReadingView, drafts: list[DraftArm], terms: TermIndex) -> None:
    """Give each name of a group in the text to the one arm that it can mean."""
    for name in arm_names(view, terms):
        owner = _owner(name, drafts)
        if owner is not None:
            owner.names.setdefault(name.words, (name.start, name.end))


def _owner(name: ArmName, drafts: list[DraftArm]) -> DraftArm | None:
    bare = name.bare.casefold()
    for test in (
        lambda draft: bare in {_bare(known) for known in draft.names} | {_bare(draft.phrase.short)},
        lambda draft: bool(name.keys) and name.keys == {each.key for each in draft.components},
        lambda draft: bool(name.keys) and name.keys == draft.phrase.plain,
        lambda draft: bool(name.keys) and name.keys == _telling(draft, drafts),
        lambda draft: bool(name.keys) and name.keys <= _telling(draft, drafts),
        lambda draft: bool(name.keys) and name.alone and name.keys == draft.keys,
    ):
        fits = [draft for draft in drafts if test(draft)]
        if len(fits) == 1:
            return fits[0]
    return _owner_by_role(name, drafts)


def _bare(name: str) -> str:
    return re.sub(r"[\s-]*\b(?:group|arm)s?$", "", name).casefold()


def _telling(draft: DraftArm, drafts: list[DraftArm]) -> set[str]:
    """Return the components that not all arms have."""
    shared = set.intersection(*({each.key for each in other.components} for other in drafts))
    return {each.key for each in draft.components} - shared


def _owner_by_role(name: ArmName, drafts: list[DraftArm]) -> DraftArm | None:
    bare = name.bare.casefold()
    if is_control_name(bare):
        return _only([draft for draft in drafts if _is_control(draft, drafts)])
    if bare in {"experimental", "intervention", "active", "active-treatment", "active treatment"}:
        return _only([draft for draft in drafts if not _is_control(draft, drafts)])
    if bare.startswith("combination"):
        most = max(len(draft.keys) for draft in drafts)
        return _only([draft for draft in drafts if len(draft.keys) == most])
    return None


def _only(drafts: list[DraftArm]) -> DraftArm | None:
    return drafts[0] if len(drafts) == 1 else None


_CONTROL = re.compile(
    r"\bcontrol\b|\bcomparator\b|\bplacebo\b|\bstandard\b|\bobservation\b|\busual care\b|\bno \w+|\bsham\b|'s? choice",
    re.IGNORECASE,
)
_EXPERIMENTAL = re.compile(r"\bexperimental\b|\bintervention\b|\binvestigational\b", re.IGNORECASE)


def _is_control(draft: DraftArm, drafts: list[DraftArm]) -> bool:
    """Tell whether the arm's own words or components make it the control."""
    own = " ".join([draft.phrase.short, *draft.names])
    if _EXPERIMENTAL.search(own):
        return False
    if re.search(r"\bcontrol\b|\bcomparator\b", own, re.IGNORECASE):
        return True
    if draft.phrase.absent or any(each.is_absence for each in draft.components):
        return True
    others = [other for other in drafts if other is not draft]
    if any(other.phrase.absent or any(c.is_absence for c in other.components) for other in others):
        return False
    if all(draft.keys < other.keys for other in others):
        return True
    if len(drafts) > 2 and _lacks_what_all_others_have(draft, others):  # noqa: PLR2004
        return True
    chosen = [d for d in drafts if d.components and all(each.choice for each in d.components)]
    return len(chosen) == 1 and chosen[0] is draft


def _lacks_what_all_others_have(draft: DraftArm, others: list[DraftArm]) -> bool:
    shared = frozenset.intersection(*(other.keys for other in others))
    return bool(shared - draft.keys)


def _give_roles(view: ReadingView, drafts: list[DraftArm]) -> None:
    controls = [draft for draft in drafts if _is_control(draft, drafts)]
    if not controls:
        controls = [
            draft
            for draft in drafts
            if _CONTROL.search(" ".join([draft.phrase.short, *draft.names, _words(view, draft)]))
        ]
    if not controls:
        controls = _last_compared(view, drafts) or _not_in_title(view, drafts)
    if len(controls) == 1:
        for draft in drafts:
            draft.role = "control" if draft is controls[0] else "experimental"


def _words(view: ReadingView, draft: DraftArm) -> str:
    return view.text[draft.phrase.start : draft.phrase.end]


def _last_compared(view: ReadingView, drafts: list[DraftArm]) -> list[DraftArm]:
    """Return the arm that the others are compared with: ``X versus Y``, ``X compared with Y``."""
    votes: Counter[int] = Counter()
    for at, draft in enumerate(drafts):
        for name in {*draft.names, *_heads(view, draft)}:
            pattern = (
                r"\b(?:versus|vs\.?|v|compared (?:with|to)|over|than|non-?inferior to|superior to)\s+(?:[\d.,]+ (?:months|%)(?: \([^()]*\))? )?"
                rf"(?:(?:in|for|with|those|the|group|patients|given|assigned|allocated|receiving|who received) )*{re.escape(name)}(?![\w-])(?! (?:plus|and|with|\+)\b)"
            )
            votes[at] += len(re.findall(pattern, view.text, re.IGNORECASE))
    best = votes.most_common(2)
    if not best or best[0][1] == 0 or (len(best) > 1 and best[0][1] == best[1][1]):
        return []
    return [drafts[best[0][0]]]


def _heads(view: ReadingView, draft: DraftArm) -> set[str]:
    words = " ".join(blanked(_words(view, draft)).split())
    names = {words, re.split(r"\bwith ", words)[-1]}
    return {name for name in names if len(name) > 2} | {each.name for each in draft.components[:1]}  # noqa: PLR2004


def _not_in_title(view: ReadingView, drafts: list[DraftArm]) -> list[DraftArm]:
    """Return the one arm of two whose own components the title names last or not at all."""
    title = " ".join(view.words(each) for each in view.sentences if each.section == "title").lower()
    if len(drafts) != 2 or not title:  # noqa: PLR2004
        return []
    first = [_first_place(title, draft, drafts) for draft in drafts]
    return [] if first[0] == first[1] else [drafts[first.index(max(first))]]


def _first_place(title: str, draft: DraftArm, drafts: list[DraftArm]) -> int:
    telling = _telling(draft, drafts)
    names = [each.name.lower() for each in draft.components if each.key in telling]
    places = [title.find(name) for name in names if name in title]
    return min(places, default=len(title))


def _give_labels(view: ReadingView, drafts: list[DraftArm]) -> None:
    for draft in drafts:
        draft.label = _label(view, draft)


def _label(view: ReadingView, draft: DraftArm) -> str:
    """Return the short name that the results use most, else the describing words."""
    used = {name: _uses(view.text, name) for name in draft.names}
    if used:
        best = max(used, key=lambda name: (used[name], -len(name)))
        return best
    words = " ".join(blanked(_words(view, draft)).split()).replace(" ,", ",")
    names = [each.name for each in draft.components]
    if draft.components and (re.search(r"\d", words) or len(words.split()) > _LONGEST_LABEL or "with or without" in words.lower()):
        return " plus ".join(names) if len(set(names)) > 1 or len(words.split()) > _LONGEST_LABEL else words
    return words


_LONGEST_LABEL = 7


def _uses(text: str, name: str) -> int:
    return len(re.findall(rf"(?<![\w+-]){re.escape(name)}(?![\w+-]| \+)", text))


def _are_distinct(drafts: list[DraftArm]) -> bool:
    labels = [draft.label.casefold() for draft in drafts]
    return len(set(labels)) == len(labels)
