"""Arms of values in brackets: labelled inside, or right after the arm that they belong to."""

from itertools import pairwise

from trialgraph.extract.assembly.setting import Setting
from trialgraph.extract.mentions.cells import Cell
from trialgraph.extract.view import Sentence
from trialgraph.model import lazy

_PAIR = 2
# "(A, 45%; B, 49%)", "[A: 45%, B: 49%]": a label opens its part of the bracket.
_BEFORE_LABEL = lazy.regex(r"[(\[;,](?:\s(?:and|v|vs\.?|versus))?(?:\s(?:the|in|for|with))?\s?$")
_LABEL_END = lazy.regex(r"(?:\s(?:group|arm|cohort))?\s?[,:=]\s?(?:[nN]\s?=\s?)?")
_CLAUSE = lazy.regex(r";|[),] (?:but|whereas|while|and) |, (?:but|whereas|while) ")
_NOT_FIRST = lazy.regex(
    r"(?i)\b(?:compared (?:with|to)|relative to|versus|vs\.?|v|over|than|unlike|plus|to)\s"
    r"(?:(?:the|patients|those|women|men|participants|receiving|given|with|in|on)\s){0,4}$"
)
_COMPARATIVE = lazy.regex(
    r"(?i)\b(?:higher|lower|more|less|fewer|better|worse|greater|longer|shorter|smaller|larger"
    r"|improved|increased|decreased|reduced|prolonged|superior|inferior)\b"
)
_COMPARING = lazy.regex(
    r"(?i)\b(?:v|vs\.?|versus|than|compared with|compared to|relative to|against)\b"
)
_OPENED_BY_ARM = lazy.regex(r"(?:\s(?:group|arm|cohort|patients))?,?\s?")


def labelled(setting: Setting, begin: int, cell: Cell) -> str | None:
    """Return the arm that labels a value inside its bracket: "(A, 45%; B, 49%)"."""
    named = [one for one in setting.arms_in(begin, cell.start) if one.end <= cell.start]
    if not named or not _LABEL_END.fullmatch(setting.words(named[-1].end, cell.start)):
        return None
    opened = _BEFORE_LABEL.search(setting.words(max(0, begin - 1), named[-1].start))
    return named[-1].value if opened else None


def in_last_clause(
    setting: Setting, sentence: Sentence, start: int, size: int
) -> tuple[str, ...] | None:
    """Return the arms of a pair whose clause names one of two: "; X was higher with B (5 v 4)"."""
    labels = [arm.label for arm in setting.trial.arms]
    words = setting.words(sentence.start, start)
    ends = [match.end() for match in _CLAUSE.finditer(words)]
    if size != _PAIR or len(labels) != _PAIR or not ends or not words.endswith(("(", "[")):
        return None
    begin = sentence.start + ends[-1]
    named = setting.arms_in(begin, start)
    if len({one.value for one in named}) != 1 or not _COMPARATIVE.search(words):
        return None
    if _NOT_FIRST.search(setting.words(begin, named[0].start)):
        return None
    first = named[0].value
    return first, *(label for label in labels if label != first)


def in_rows(setting: Setting, sentence: Sentence, cells: list[Cell]) -> list[tuple[str, ...]]:
    """Return arms of lists of values, each in a bracket behind its arm: "A (5% and 7%), B (...)".

    Empty unless every value of the sentence stands in such a bracket.
    """
    arms: list[str] = []
    for cell in cells:
        opening = max(setting.view.text.rfind(sign, sentence.start, cell.start) for sign in "([")
        named = setting.arms_in(sentence.start, max(opening, 0))
        if not named or ")" in setting.words(opening, cell.start):
            return []
        if not _OPENED_BY_ARM.fullmatch(setting.words(named[-1].end, opening)):
            return []
        arms.append(named[-1].value)
    sizes = {arms.count(arm) for arm in arms}
    whole = len(set(arms)) >= _PAIR and len(sizes) == 1 and sizes.pop() >= _PAIR
    return [(arm,) for arm in arms] if whole and not _is_compared(setting, cells, arms) else []


def halves(setting: Setting, sentence: Sentence, cells: list[Cell]) -> list[tuple[str, ...]]:
    """Return arms of "in A, 89% at 5 years and 81% at 8 years, compared with 87% and 78% in B"."""
    middle = len(cells) // 2
    if len(cells) < 2 * _PAIR or len(cells) % 2:
        return []
    named = setting.arms_in(sentence.start, sentence.end)
    first = [one.value for one in named if one.end <= cells[0].start]
    last = [one.value for one in named if one.start >= cells[-1].end]
    if len(named) != _PAIR or len(first) != 1 or len(last) != 1 or first == last:
        return []
    compared = [
        number
        for number, (one, other) in enumerate(pairwise(cells), start=1)
        if _COMPARING.search(setting.words(one.end, other.start))
    ]
    if compared != [middle] or len({cell.form for cell in cells}) > 1:
        return []
    return [*[(first[0],)] * middle, *[(last[0],)] * middle]


def _is_compared(setting: Setting, cells: list[Cell], arms: list[str]) -> bool:
    """Tell whether two values in one bracket are compared: then they are of two arms."""
    return any(
        left == right and _COMPARING.search(setting.words(one.end, other.start))
        for (left, one), (right, other) in pairwise(zip(arms, cells, strict=True))
    )
