"""Which arm is the control: by its own words, its components, or what it is compared with."""

import re
from collections import Counter

from trialgraph.extract.draft_arm import DraftArm, telling, words_of
from trialgraph.extract.view import ReadingView

_PAIR = 2
_CONTROL = re.compile(
    r"\bcontrol\b|\bcomparator\b|\bplacebo\b|\bstandard\b|\bobservation\b|\busual care\b|"
    r"\bno \w+|\bsham\b|'s? choice",
    re.IGNORECASE,
)
_NONINFERIOR = re.compile(r"\bnon-?inferior", re.IGNORECASE)
_ALONE = re.compile(r"\b(?:alone|only)\b", re.IGNORECASE)
_EXPERIMENTAL = re.compile(r"\bexperimental\b|\bintervention\b|\binvestigational\b", re.IGNORECASE)


def is_control(draft: DraftArm, drafts: list[DraftArm], *, gives_less: bool = False) -> bool:
    """Tell whether the arm's own words or components make it the control.

    Args:
        draft: the arm.
        drafts: all arms.
        gives_less: the trial asks whether less is no worse; then less is no sign of a control.
    """
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
    return (not gives_less and _has_least(draft, others)) or _is_the_choice(draft, drafts)


def _has_least(draft: DraftArm, others: list[DraftArm]) -> bool:
    """Tell whether all other arms add to this one, or share what it lacks."""
    if all(draft.keys < other.keys for other in others):
        return True
    return len(others) > 1 and _lacks_what_all_others_have(draft, others)


def _is_only_least(draft: DraftArm, drafts: list[DraftArm]) -> bool:
    """Tell whether an arm gives less than all others and nothing it says makes it the control."""
    others = [other for other in drafts if other is not draft]
    told = is_control(draft, drafts, gives_less=True) or _CONTROL.search(" ".join(draft.names))
    return _has_least(draft, others) and not told


def _is_the_choice(draft: DraftArm, drafts: list[DraftArm]) -> bool:
    """Tell whether this is the one arm whose drugs the physician chooses."""
    chosen = [d for d in drafts if d.components and all(each.choice for each in d.components)]
    return len(chosen) == 1 and chosen[0] is draft


def _lacks_what_all_others_have(draft: DraftArm, others: list[DraftArm]) -> bool:
    shared = frozenset.intersection(*(other.keys for other in others))
    return bool(shared - draft.keys)


def give_roles(view: ReadingView, drafts: list[DraftArm]) -> None:
    """Set the roles where exactly one arm is the control; else they stay unclear."""
    gives_less = _NONINFERIOR.search(view.text) is not None
    controls = [draft for draft in drafts if is_control(draft, drafts, gives_less=gives_less)]
    if not controls:
        controls = [
            draft
            for draft in drafts
            if _CONTROL.search(" ".join([draft.phrase.short, *draft.names, words_of(view, draft)]))
        ]
    if len(controls) != 1 and not gives_less:
        controls = [draft for draft in drafts if _ALONE.search(words_of(view, draft))]
    if len(controls) != 1:
        controls = _last_compared(view, controls or drafts) or _not_in_title(view, drafts)
    if len(controls) == 1 and not (gives_less and _is_only_least(controls[0], drafts)):
        for draft in drafts:
            draft.role = "control" if draft is controls[0] else "experimental"


def _last_compared(view: ReadingView, drafts: list[DraftArm]) -> list[DraftArm]:
    """Return the arm that the others are compared with: ``X versus Y``, ``X compared with Y``."""
    votes: Counter[int] = Counter()
    for at, draft in enumerate(drafts):
        for name in {*draft.names, *_heads(view, draft)}:
            pattern = (
                r"\b(?:versus|vs\.?|v|compared (?:with|to)|over|than|non-?inferior to|"
                r"superior to)\s+(?:[\d.,]+ (?:months|%)(?: \([^()]*\))? )?"
                r"(?:(?:in|for|with|those|the|group|patients|given|assigned|allocated|"
                rf"receiving|who received) )*{re.escape(name)}(?![\w-])(?! (?:plus|and|"
                r"with|\+)\b)"
            )
            votes[at] += len(re.findall(pattern, view.text, re.IGNORECASE))
    best = votes.most_common(2)
    if not best or best[0][1] == 0 or (len(best) > 1 and best[0][1] == best[1][1]):
        return []
    return [drafts[best[0][0]]]


def _heads(view: ReadingView, draft: DraftArm) -> set[str]:
    words = words_of(view, draft)
    names = {words, re.split(r"\bwith ", words)[-1]}
    return {name for name in names if len(name) > _PAIR} | {
        each.name for each in draft.components[:1]
    }


def _not_in_title(view: ReadingView, drafts: list[DraftArm]) -> list[DraftArm]:
    """Return the one arm of two whose own components the title names last or not at all."""
    title = " ".join(view.words(each) for each in view.sentences if each.section == "title").lower()
    if len(drafts) != _PAIR or not title:
        return []
    first = [_first_place(title, draft, drafts) for draft in drafts]
    return [] if first[0] == first[1] else [drafts[first.index(max(first))]]


def _first_place(title: str, draft: DraftArm, drafts: list[DraftArm]) -> int:
    own = telling(draft, drafts)
    names = [each.name.lower() for each in draft.components if each.key in own]
    places = [title.find(name) for name in names if name in title]
    return min(places, default=len(title))
