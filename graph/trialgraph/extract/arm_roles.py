"""Which arm is the control: by its own words, its components, or what it is compared with."""

import re
from collections import Counter

from trialgraph.extract.arm_phrase import is_stopped
from trialgraph.extract.draft_arm import DraftArm, telling, words_of
from trialgraph.extract.literal import MASK, masked, small_letters
from trialgraph.extract.view import ReadingView
from trialgraph.model import lazy

_PAIR = 2
_LONG, _ENDING = 8, 3  # "bioprosthetic", "bioprosthesis"
_CONTROL = lazy.regex(
    r"(?<!glucose )(?<!pressure )(?<!glycemic )(?<!rate )(?<!weight )(?<!pain )(?<!temperature )"
    r"(?<!symptom )(?<!intensive )(?<!tight )(?<!strict )(?<!better )(?<!conventional )"
    r"\bcontrol\b|\bcomparator\b|\bplacebo\b|\bstandard\b|\bobservation\b|"
    r"\busual care\b|\bconventional\b|\broutine\b|\bwait(?:ing)?[- ]?list|"
    r"\bno[ -]\w+|\bsham\b|'s? choice",
    re.IGNORECASE,
)
_NONINFERIOR = lazy.regex(r"\bnon-?inferior", re.IGNORECASE)
_ALONE = lazy.regex(r"\b(?:alone|only)\b", re.IGNORECASE)
_EXPERIMENTAL = lazy.regex(r"\bexperimental\b|\bintervention\b|\binvestigational\b", re.IGNORECASE)


def is_control(draft: DraftArm, drafts: list[DraftArm], *, gives_less: bool = False) -> bool:
    """Tell whether the arm's own words or components make it the control.

    Args:
        draft: the arm.
        drafts: all arms.
        gives_less: the trial asks whether less is no worse; then less is no sign of a control.
    """
    own = " ".join([draft.phrase.short, *draft.names])
    if _EXPERIMENTAL.search(own) or is_stopped(draft.phrase.words):
        return False
    if re.search(r"\bcontrol\b|\bcomparator\b", own, re.IGNORECASE):
        return True
    others = [other for other in drafts if other is not draft]
    dummy = any(each.is_absence for each in draft.components)
    if draft.phrase.absent or (dummy and not _is_padded(draft, drafts)):
        return True
    if any(other.phrase.absent or any(c.is_absence for c in other.components) for other in others):
        return False
    if all(is_stopped(other.phrase.words) for other in others):
        return True
    return (not gives_less and _has_least(draft, others)) or _is_the_choice(draft, drafts)


def _is_padded(draft: DraftArm, drafts: list[DraftArm]) -> bool:
    """Tell whether a placebo only fills an arm's days: all arms give the same drugs."""
    dummy = any(each.is_absence for each in draft.components)
    return dummy and bool(draft.keys) and all(other.keys == draft.keys for other in drafts)


def _has_least(draft: DraftArm, others: list[DraftArm]) -> bool:
    """Tell whether all other arms add to this one, or share what it lacks."""
    if not (draft.components or draft.phrase.absent):
        return False  # what it gives is not known
    if all(draft.keys < other.keys for other in others):
        return True
    return len(others) > 1 and _lacks_what_all_others_have(draft, others)


def _is_asked(view: ReadingView, draft: DraftArm, drafts: list[DraftArm]) -> bool:
    """Tell whether a trial asks if what an arm gives, less than others do, is enough."""
    return _is_only_least(draft, drafts) or _is_left_out(view, draft, drafts)


def _is_only_least(draft: DraftArm, drafts: list[DraftArm]) -> bool:
    """Tell whether an arm gives less than all others and nothing it says makes it the control."""
    others = [other for other in drafts if other is not draft]
    told = is_control(draft, drafts, gives_less=True) or _CONTROL.search(" ".join(draft.names))
    return all(draft.keys < other.keys for other in others) and not told


_LEFT_OUT = lazy.regex(
    r"\b(?:omi(?:t|ssion)\w*|withh[eo]ld\w*|withdraw\w*|forego\w*|de-?escalat\w*|unnecessary"
    r"|discontinu\w*|stopping|safely be)\b",
    re.IGNORECASE,
)


def _is_left_out(view: ReadingView, draft: DraftArm, drafts: list[DraftArm]) -> bool:
    """Tell whether a trial of two arms asks whether what one of them lacks can be left out."""
    is_pair = len(drafts) == _PAIR and all(other.keys for other in drafts if other is not draft)
    is_without = draft.phrase.absent or _WITHOUT.match(words_of(view, draft)) is not None
    return is_pair and is_without and _LEFT_OUT.search(view.text) is not None


_WITHOUT = lazy.regex(r"(?:no|omission of|omitting|without)\b", re.IGNORECASE)


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
            and not _is_padded(draft, drafts)
        ]
    if len(controls) != 1 and not gives_less:
        controls = [draft for draft in drafts if _ALONE.search(words_of(view, draft))]
    if len(controls) != 1:
        controls = _said_to_receive(view, drafts) or controls
    if len(controls) != 1 and (idle := _given_nothing(drafts)):
        _set_roles(drafts, idle)
        return
    if len(controls) != 1:
        controls = _last_compared(view, controls or drafts) or _not_in_title(view, drafts)
    if len(controls) == 1 and gives_less and _is_asked(view, controls[0], drafts):
        # Asked is whether giving less is no worse: what gives more is the control, of two.
        controls = [draft for draft in drafts if draft is not controls[0]]
    if len(controls) == 1:
        _set_roles(drafts, controls)


def _set_roles(drafts: list[DraftArm], controls: list[DraftArm]) -> None:
    for draft in drafts:
        draft.role = "control" if any(draft is each for each in controls) else "experimental"


def _given_nothing(drafts: list[DraftArm]) -> list[DraftArm]:
    """Return two arms or more, not all, that are given nothing, placebo or a sham only."""
    idle = [
        draft
        for draft in drafts
        if not draft.keys and (draft.components or draft.phrase.absent or _names_nothing(draft))
    ]
    return idle if 1 < len(idle) < len(drafts) else []


def _names_nothing(draft: DraftArm) -> bool:
    """Tell whether an arm's words say that its patients wait, or are not treated."""
    return _NOTHING.search(" ".join([draft.phrase.words, *draft.names])) is not None


_NOTHING = lazy.regex(
    r"\b(?:no[ -](?:treatment|intervention|therapy)|wait(?:ing)?[- ]?list|untreated|sham|"
    r"placebo)\b",
    re.IGNORECASE,
)


_CONTROL_RECEIVED = lazy.regex(
    r"\bcontrol (?:group|arm|patients)\b[\w ]{0,20}? (?:received|given|underwent|had) "
    r"(?P<what>[^.;:]{3,90})",
    re.IGNORECASE,
)


def _said_to_receive(view: ReadingView, drafts: list[DraftArm]) -> list[DraftArm]:
    """Return the one arm whose drugs a sentence says that the control group received."""
    for match in _CONTROL_RECEIVED.finditer(view.text):
        what = match["what"].lower()
        fits = [
            draft
            for draft in drafts
            if draft.components and all(each.printed.lower() in what for each in draft.components)
        ]
        most = [draft for draft in fits if all(other.keys <= draft.keys for other in fits)]
        if len(most) == 1:
            return most
    return []


_COMPARED_WITH = lazy.regex(
    r"\b(?:versus|vs\.?|v|compared (?:with|to)|over|than|superior to|"
    r"(?P<strong>non-?inferior to|instead of|in place of|rather than))\s+(?:[\d.,]+ (?:months|"
    r"%)(?: \([^()]*\))? )?"
    r"(?:(?:in|for|with|those|the|group|patients|given|assigned|allocated|oral|intravenous|"
    rf"subcutaneous|standard|conventional|receiving|who received) )*{MASK}+(?![\w-])(?! (?:plus|"
    rf"and|with|\+)\b)",
    re.IGNORECASE,
)


def _last_compared(view: ReadingView, drafts: list[DraftArm]) -> list[DraftArm]:
    """Return the arm that the others are compared with: ``X versus Y``, ``X compared with Y``.

    The title comes first: results may be told from either side.
    """
    titles = [each for each in view.sentences if each.section == "title"]
    title = " ".join(view.words(each) for each in titles)
    return _most_votes(view, title, drafts) or _most_votes(view, view.text, drafts)


def _most_votes(view: ReadingView, text: str, drafts: list[DraftArm]) -> list[DraftArm]:
    """Return the arm that a text names most often after a word of comparison."""
    votes: Counter[int] = Counter()
    small = small_letters(text)
    for at, draft in enumerate(drafts):
        places: dict[int, str | None] = {}
        for name in {*draft.names, *_heads(view, draft)}:
            hidden = masked(text, small, small_letters(name))
            found = _COMPARED_WITH.finditer(hidden)
            places.update({match.start(): match["strong"] for match in found})
        votes[at] = len(places) + sum(1 for strong in places.values() if strong)
    best = votes.most_common(2)
    if not best or best[0][1] == 0 or (len(best) > 1 and best[0][1] == best[1][1]):
        return []
    return [drafts[best[0][0]]]


def _heads(view: ReadingView, draft: DraftArm) -> set[str]:
    words = words_of(view, draft)
    names = {words, re.split(r"\bwith ", words)[-1]}
    return {name for name in names if len(name) > _PAIR} | {
        name for each in draft.components[:1] for name in (each.name, each.printed)
    }


def _not_in_title(view: ReadingView, drafts: list[DraftArm]) -> list[DraftArm]:
    """Return the one arm of two whose own components the title names last or not at all."""
    title = " ".join(view.words(each) for each in view.sentences if each.section == "title").lower()
    if len(drafts) != _PAIR or not title:
        return []
    first = [_first_place(title, *pair) for pair in (drafts, drafts[::-1])]
    if None in first or first[0] == first[1]:
        return []
    return [max(zip(first, drafts, strict=True), key=lambda each: each[0] or 0)[1]]


def _first_place(title: str, draft: DraftArm, other: DraftArm) -> int | None:
    """Return where a title first names an arm, if without the noun it shares with the other.

    Args:
        title: in small letters: ``early or late surgery in sciatica``.
        draft: the arm.
        other: the only other arm.

    Returns:
        The title's length when nothing of the arm stands there; nothing when only some of
        the words that are its own do.
    """
    names, others = (_told_names(each, [draft, other]) for each in (draft, other))
    whole = min((title.find(name) for name in names if name in title), default=len(title))
    words = _plain_words(names)
    own = words - _plain_words(others)
    found = [match for word in own if (match := re.search(rf"\b{_stem(word)}", title))]
    if not found or own == words:
        return whole  # nothing is shared, so nothing can have been left out
    if len(found) < len(own):
        return whole if whole < len(title) else None
    return min(whole, *(match.start() for match in found))


def _told_names(draft: DraftArm, drafts: list[DraftArm]) -> set[str]:
    own = telling(draft, drafts)
    told = [each for each in draft.components if each.key in own]
    return {name.lower() for each in told for name in (each.name, each.printed) if name}


def _plain_words(names: set[str]) -> set[str]:
    return {word for name in names for word in re.findall(r"[^\W_]{3,}", name)}


def _stem(word: str) -> str:
    """Return a word without the ending that an adjective may have for a noun's."""
    return word[:-_ENDING] if len(word) > _LONG else word
