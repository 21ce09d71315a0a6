"""The names of the arms: those the results use, each given to the one arm it can mean."""

import re

from trialgraph.extract.arm_names import ArmName, arm_names, defined_names, is_control_name
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
    """Set the labels: the names that the results use."""
    for draft in drafts:
        same = any(other is not draft and other.keys == draft.keys for other in drafts)
        draft.label = _label(view, draft, same=same)


def _label(view: ReadingView, draft: DraftArm, *, same: bool) -> str:
    """Return the short name that the results use most, else the describing words."""
    used = {name: _uses(view.text, name) for name in draft.names}
    if used:
        return max(used, key=lambda name: (used[name], -len(name)))
    words = re.sub(r"^(?:up to )?\w+ (?:cycles|courses) of ", "", words_of(view, draft))
    names = [each.printed for each in draft.components]
    if same and " with " in words:
        return words.rsplit(" with ", 1)[1]
    if same or not _is_long(words):
        return words
    return " plus ".join(names) or words


def _is_long(words: str) -> bool:
    """Tell whether a description holds doses, or more than a name would."""
    long = re.search(r"\d", words) or len(words.split()) > _LONGEST_LABEL
    return bool(long) or "with or without" in words.lower()


_LONGEST_LABEL = 7


def _uses(text: str, name: str) -> int:
    return len(
        re.findall(rf"(?<![\w+-])(?<!\+ )(?<!plus ){re.escape(name)}(?![\w+-]| \+| plus)", text)
    )
