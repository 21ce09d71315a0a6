"""The names of the arms: those the results use, each given to the one arm it can mean."""

import re
from collections.abc import Iterable

from trialgraph.extract.arm_names import ArmName, is_control_name
from trialgraph.extract.arm_phrase import TIMES, VARYING
from trialgraph.extract.arm_roles import is_control
from trialgraph.extract.draft_arm import DraftArm, is_short_for, telling, words_of
from trialgraph.extract.literal import occurrences
from trialgraph.extract.view import ReadingView
from trialgraph.model import lazy


def take_names(view: ReadingView, names: Iterable[ArmName], drafts: list[DraftArm]) -> None:
    """Give each name of a group in the text to the one arm that it can mean."""
    for name in names:
        owner = _owner(name, drafts)
        if owner is not None and not _is_of_a_part(view, name, owner):
            owner.names.setdefault(name.words, (name.start, name.end))


def _is_of_a_part(view: ReadingView, name: ArmName, owner: DraftArm) -> bool:
    """Tell whether an abbreviation is short for one drug of an arm that the text never calls so.

    ``A plus drug (DX)`` may well be called the DX arm; else DX is the drug, in any arm.
    """
    given = {each.key for each in owner.components}
    if name.words != name.bare or not name.keys or name.keys in (given, owner.keys):
        return False
    if name.keys == owner.phrase.plain or is_control_name(name.bare.casefold()):
        return False
    return not any(
        _NAME_BEGINS.match(view.text, start) and _AS_GROUP.match(view.text, end)
        for start, end in occurrences(view.text, name.words)
    )


_AS_GROUP = lazy.regex(r"[ -](?:group|arm)\b")


_LETTERS = lazy.regex(r"(?<![\w-])[A-Z]{1,3}(?:-[A-Z]{1,2})+(?![\w-])")


def take_letters(view: ReadingView, drafts: list[DraftArm]) -> None:
    """Give a name such as ``EC-T`` to the one arm whose components have these letters."""
    for match in _LETTERS.finditer(view.text):
        letters = sorted(match[0].replace("-", ""))
        fits = [draft for draft in drafts if letters == _letters(view, draft)]
        if len(fits) == 1:
            fits[0].names.setdefault(match[0], match.span())


def _letters(view: ReadingView, draft: DraftArm) -> list[str]:
    """Return the letter of each component: the one printed after it, as ``(T)``, or its first."""
    printed = (
        (each.name, re.search(rf"(?i:{re.escape(each.name)}) \(([A-Z])\)", view.text))
        for each in draft.components
    )
    return sorted(match[1] if match else name[0].upper() for name, match in printed)


def _owner(name: ArmName, drafts: list[DraftArm]) -> DraftArm | None:
    bare = name.bare.casefold()
    known = [draft for draft in drafts if bare in _known_as(draft)]
    if len(known) == 1:
        return known[0]
    for test in (
        lambda draft: bool(name.keys) and name.keys == {each.key for each in draft.components},
        lambda draft: bool(name.keys) and name.keys == draft.phrase.plain,
        lambda draft: bool(name.keys) and name.keys == telling(draft, drafts),
        lambda draft: bool(name.keys) and name.keys <= telling(draft, drafts),
        lambda draft: is_short_for(name.keys, draft, drafts),
        lambda draft: bool(name.keys) and name.alone and name.keys == draft.keys,
    ):
        fits = [draft for draft in drafts if test(draft)]
        if len(fits) == 1 and not _has_a_twin(fits[0], drafts):
            return _worded(bare, fits[0], drafts)
    return _owner_by_role(name, drafts) or _owner_by_words(bare, drafts)


def _worded(bare: str, owner: DraftArm, drafts: list[DraftArm]) -> DraftArm:
    """Return the owner of a name by its drugs, unless only another arm has all of its words.

    "Early drug" is not the arm of the drug alone where the other is "early drug with another".
    """
    words = set(_WORDS.findall(bare))
    fits = [draft for draft in drafts if words <= set(_WORDS.findall(draft.phrase.words.lower()))]
    return owner if len(fits) != 1 else fits[0]


def _known_as(draft: DraftArm) -> set[str]:
    return {_bare(known) for known in draft.names} | {_bare(draft.phrase.short)}


def _has_a_twin(draft: DraftArm, drafts: list[DraftArm]) -> bool:
    """Tell whether another arm gives the same drugs: then a drug's name means neither."""
    return any(other.keys == draft.keys for other in drafts if other is not draft)


def _owner_by_words(bare: str, drafts: list[DraftArm]) -> DraftArm | None:
    """Return the one arm whose description has all words of a name, or whose rival has them not.

    ``no-drug`` means the one of two arms that the name of the drug does not mean.
    """
    without = re.fullmatch(r"no[ -](?P<what>\S.*)", bare)
    if without and len(drafts) == _PAIR:
        owned = [draft for draft in drafts if without["what"] in _known_as(draft)]
        return next((d for d in drafts if d is not owned[0]), None) if len(owned) == 1 else None
    words = set(_WORDS.findall(bare))
    fits = [draft for draft in drafts if words <= set(_WORDS.findall(draft.phrase.words.lower()))]
    fits = fits or [draft for draft in drafts if _is_numbered(bare, draft, drafts)]
    return _only(fits) if words else None


def _is_numbered(bare: str, draft: DraftArm, drafts: list[DraftArm]) -> bool:
    """Tell whether a name ends with the number that only this arm of one regimen has."""
    number = re.search(r"[^\W\d]-?(?P<n>\d{1,4})$", bare)
    return (
        number is not None
        and _has_a_twin(draft, drafts)
        and number["n"] in _WORDS.findall(draft.phrase.words)
    )


_WORDS = lazy.regex(r"[^\W_]+")
_PAIR = 2


def _bare(name: str) -> str:
    return re.sub(r"[\s-]*\b(?:group|arm)s?$", "", name).casefold()


def _owner_by_role(name: ArmName, drafts: list[DraftArm]) -> DraftArm | None:
    bare = name.bare.casefold()
    if is_control_name(bare):
        return _only(
            [draft for draft in drafts if draft.role == "control" or is_control(draft, drafts)]
        )
    if bare in {"experimental", "intervention", "active", "active-treatment", "active treatment"}:
        return _only([draft for draft in drafts if not is_control(draft, drafts)])
    if bare.startswith("combination"):
        most = max(len(draft.keys) for draft in drafts)
        return _only([draft for draft in drafts if len(draft.keys) == most])
    return None


def _only(drafts: list[DraftArm]) -> DraftArm | None:
    return drafts[0] if len(drafts) == 1 else None


def give_labels(view: ReadingView, drafts: list[DraftArm]) -> None:
    """Set the labels: the names that the results use.

    Arms of one regimen go by what makes them differ: the dose, the schedule, the duration.
    """
    for draft in drafts:
        alike = [other for other in drafts if other.keys == draft.keys and draft.keys]
        variant = _variant(view, draft, alike) if len(alike) > 1 else ""
        if variant:
            draft.names.setdefault(variant, (draft.phrase.start, draft.phrase.end))
        draft.label = _label(view, draft, same=len(alike) > 1, variant=variant)


def _variant(view: ReadingView, draft: DraftArm, alike: list[DraftArm]) -> str:
    """Return the first dose, schedule or duration that tells the arms of a regimen apart."""
    others = [_parts(view, other) for other in alike if other is not draft]
    shared = {part.casefold() for parts in others for part in parts}
    own = [part for part in _parts(view, draft) if part.casefold() not in shared]
    kinds = [{_kind(part) for part in parts} for parts in others]
    told = [part for part in own if all(_kind(part) in each for each in kinds)]
    begun = {part.split()[0].casefold() for parts in others for part in parts}
    alike_told = [part for part in told if part.split()[0].casefold() in begun]
    return next(iter(alike_told or told or own), "")


def _kind(part: str) -> str:
    """Return what a dose, a schedule or a duration measures."""
    if re.match(
        r"(?:once|twice|three|every|daily|weekly|\d-?weekly|biw|triw)", part, re.IGNORECASE
    ):
        return "schedule"
    return "time" if re.search(r"(?:month|week|year|day|cycle|course)s?\b", part) else "dose"


_PARTS = lazy.regex(rf"(?<![\w/.]){VARYING}(?:/(?:kg|m2|m²|day|d)\b| per (?:day|kilogram|week)\b)?")


def _parts(view: ReadingView, draft: DraftArm) -> list[str]:
    """Return the doses, schedules and durations of an arm, a bare number with the next unit."""
    words = " ".join(view.text[draft.phrase.start : draft.phrase.end].split())
    if re.fullmatch(TIMES, words, re.IGNORECASE):
        unit = re.match(
            rf"\s*(?:or|versus|vs\.?|and)\s+{TIMES}([ -]?[A-Za-zµμ]+)",
            view.text[draft.phrase.end : draft.phrase.end + _FARTHEST_UNIT],
            re.IGNORECASE,
        )
        return [words + unit[1]] if unit else [words]
    return [match[0] for match in _PARTS.finditer(words)]


_FARTHEST_UNIT = 60


def _label(view: ReadingView, draft: DraftArm, *, same: bool, variant: str) -> str:
    """Return the short name that the results use most, else the describing words."""
    used = {name: _uses(view.text, name) for name in draft.names if name != variant}
    if used:
        return max(used, key=lambda name: (used[name], -len(name)))
    words = _SETTING.sub("", words_of(view, draft))
    words = re.sub(r"^(?:up to )?\w+ (?:cycles|courses) of ", "", words)
    words = re.sub(
        r"^(?:(?:an?|the|to|either|receive|with|matching|matched)\s+)+", "", words
    ).rstrip(" .,;:")
    names = [each.printed for each in draft.components]
    if same and " with " in words and len(words.split()) <= _LONGEST_LABEL:
        return words.rsplit(" with ", 1)[1]
    if not _is_long(words) and not re.fullmatch(TIMES, words, re.IGNORECASE):
        return words
    if same and variant:
        return f"{names[0]} {variant}" if len(names) == 1 else variant
    return words if same else " plus ".join(names) or words


_SETTING = lazy.regex(
    r"^(?:(?:(?:first|second|third)-line|maintenance|adjuvant|initial) )?(?:[\w-]+ )?"
    r"(?:treatment|therapy) with (?=\S)|^(?:initiation|administration) of ",
    re.IGNORECASE,
)
"""Says when something is given, before what is given."""


def _is_long(words: str) -> bool:
    """Tell whether a description holds doses, or more than a name would."""
    long = re.search(r"\d", words) or len(words.split()) > _LONGEST_LABEL
    return bool(long) or re.search(r"with or without|\+ ?/ ?-|±", words.lower()) is not None


_LONGEST_LABEL = 7


_NAME_BEGINS = lazy.regex(r"(?<![\w+-])(?<!\+ )(?<!plus )")
_NAME_ENDS = lazy.regex(r"(?![\w+-]| \+| plus)")


def _uses(text: str, name: str) -> int:
    """Return how often a name stands by itself, not as a part of a longer one."""
    return sum(
        1
        for start, end in occurrences(text, name)
        if _NAME_BEGINS.match(text, start) and _NAME_ENDS.match(text, end)
    )
