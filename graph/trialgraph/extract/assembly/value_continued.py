"""What the later values of a sentence are of: "... 69% v 52%, and remission by 52% v 31%"."""

import re

from trialgraph.extract.assembly.setting import Setting
from trialgraph.extract.assembly.value_called import called
from trialgraph.extract.assembly.value_harm import names_harm
from trialgraph.extract.assembly.value_items import Item
from trialgraph.extract.mentions.cells import Cell
from trialgraph.model import lazy

_NEXT = lazy.regex(
    r"[,;]\s(?:(?:and|but|while|whereas)\s)?(?:the\s)?"
    r"(?P<what>(?!(?:as|compared|versus|with|respectively|than|of|among|patients|those|including|in"
    r"|by|for|whereas|while|and|but|when|at|after|from|on)\s)[A-Za-z][^,;:()%\d]{2,60}?)"
    r"\s(?:(?:(?:was|were|had been)\s)?(?:occurred|developed|reported|seen|observed|noted|achieved"
    r"|found|required|recorded)\s)?(?:in|by|for)\s$"
)
_LINK_WORDS = (
    "and or v vs versus compared with as in of the to for by on than respectively patients"
    " participants women men children adults people individuals those who received receiving"
    " given assigned allocated treated group groups arm arms months years weeks days"
)
_SAME = frozenset(_LINK_WORDS.split())
_FAR = 160


def continued(setting: Setting, cells: list[Cell]) -> dict[int, Item]:
    """Return what each value is of where a clause behind earlier values has a subject of its own.

    The values behind it that nothing but arms and links follow go on with it.
    """
    found: dict[int, Item] = {}
    now: Item | None = None
    for number in range(1, len(cells)):
        begin, end = cells[number - 1].end, cells[number].start
        item = _named(setting, begin, end)
        if item is None and now is not None and not _goes_on(setting, begin, end):
            now = None
        now = item or now
        if now is not None:
            found[number] = now
    return found


def _named(setting: Setting, begin: int, end: int) -> Item | None:
    """Return the subject of the words between two values; without a name where it is harm."""
    if end - begin > _FAR:
        return None
    match = _NEXT.search(setting.words(begin, end))
    if match is None:
        return None
    first, last = begin + match.start("what"), begin + match.end("what")
    if setting.arms_in(first, last) or setting.end_points_in(first, last):
        return None
    name = called(setting, begin, match)
    return Item(name) if name or names_harm(match["what"]) else None


def _goes_on(setting: Setting, begin: int, end: int) -> bool:
    """Tell whether nothing but arms and links stands between two values."""
    words = setting.words(begin, end)
    for arm in reversed(setting.arms_in(begin, end)):
        words = words[: arm.start - begin] + words[max(arm.end - begin, 0) :]
    return all(word.lower() in _SAME for word in re.findall(r"[A-Za-z]+", words))
