"""The names of the arms: those the results use, each given to the one arm it can mean."""

import re

from trialgraph.extract.arm_names import ArmName, arm_names, defined_names, is_control_name
from trialgraph.extract.arm_phrase import VARYING
from trialgraph.extract.arm_roles import is_control
from trialgraph.extract.draft_arm import DraftArm, telling, words_of
from trialgraph.extract.view import ReadingView
from trialgraph.terms.index import TermIndex


def take_names(view: ReadingView, drafts: list[DraftArm], terms: TermIndex) -> None:
    """Give each name of a group in the text to the one arm that it can mean."""
    for name in (*arm_names(view, terms), *defined_names(view, terms)):
        owner = _owner(name, drafts)
        if owner is not None:
            owner.names.setdefault(name.words, (name.start, name.end))


_LETTERS = re.compile(r"(?<![\w-])[A-Z]{1,3}(?:-[A-Z]{1,2})+(?![\w-])")


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
    for test in (
        lambda draft: bare in {_bare(known) for known in draft.names} | {_bare(draft.phrase.short)},
        lambda draft: bool(name.keys) and name.keys == {each.key for each in draft.components},
        lambda draft: bool(name.keys) and name.keys == draft.phrase.plain,
        lambda draft: bool(name.keys) and name.keys == telling(draft, drafts),
        lambda draft: bool(name.keys) and name.keys <= telling(draft, drafts),
        lambda draft: bool(name.keys) and name.alone and name.keys == draft.keys,
    ):
        fits = [draft for draft in drafts if test(draft)]
        if len(fits) == 1:
            return fits[0]
    return _owner_by_role(name, drafts)


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


_PARTS = re.compile(rf"(?<![\w/.]){VARYING}(?:/(?:kg|m2|m²|day|d)\b| per (?:day|kilogram|week)\b)?")


def _parts(view: ReadingView, draft: DraftArm) -> list[str]:
    """Return the doses, schedules and durations of an arm, a bare number with the next unit."""
    words = " ".join(view.text[draft.phrase.start : draft.phrase.end].split())
    if re.fullmatch(r"\d[\d.,]*", words):
        unit = re.match(
            r"\s*(?:or|versus|vs\.?|and)\s+\d[\d.,]*([ -]?[A-Za-zµμ]+)",
            view.text[draft.phrase.end :],
        )
        return [words + unit[1]] if unit else [words]
    return [match[0] for match in _PARTS.finditer(words)]


def _label(view: ReadingView, draft: DraftArm, *, same: bool, variant: str) -> str:
    """Return the short name that the results use most, else the describing words."""
    used = {name: _uses(view.text, name) for name in draft.names if name != variant}
    if used:
        return max(used, key=lambda name: (used[name], -len(name)))
    words = re.sub(r"^(?:up to )?\w+ (?:cycles|courses) of ", "", words_of(view, draft))
    words = re.sub(r"^(?:(?:an?|the|to|either|receive|with)\s+)+", "", words).rstrip(" .,;:")
    names = [each.printed for each in draft.components]
    if same and " with " in words and len(words.split()) <= _LONGEST_LABEL:
        return words.rsplit(" with ", 1)[1]
    if not _is_long(words):
        return words
    if same and variant:
        return f"{names[0]} {variant}" if len(names) == 1 else variant
    return words if same else " plus ".join(names) or words


def _is_long(words: str) -> bool:
    """Tell whether a description holds doses, or more than a name would."""
    long = re.search(r"\d", words) or len(words.split()) > _LONGEST_LABEL
    return bool(long) or "with or without" in words.lower()


_LONGEST_LABEL = 7


def _uses(text: str, name: str) -> int:
    return len(
        re.findall(rf"(?<![\w+-])(?<!\+ )(?<!plus ){re.escape(name)}(?![\w+-]| \+| plus)", text)
    )
