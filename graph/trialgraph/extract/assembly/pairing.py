"""Which arm each value of a sentence belongs to.

Values that are compared without naming arms between them ("36.2 v 26.5 months") form
a chain and take the arms in the order the sentence names them; any other value
belongs to the arm whose name stands right after or right before it.
"""

import re
from itertools import pairwise

from trialgraph.extract.assembly.setting import Setting
from trialgraph.extract.mentions.cells import Cell
from trialgraph.extract.mentions.numbers import Mention
from trialgraph.extract.view import Sentence

Arms = tuple[str, ...]
_LINK = re.compile(
    r"[)\]%]*,?\s?(?:v|vs\.?|versus|and|or|(?:as )?compared with|against|,)\s(?:and\s)?(?:in\s)?"
)
_LIST = re.compile(r",?\s(?:and\s|or\s)?(?:the\s)?")
_AND = re.compile(r"[)\]%]*,?\s?and\s")
_AFTER = re.compile(
    r"[\s)\]%]*(?:(?:of|the|patients?|women|men|those|in|with|for|among|on"
    r"|receiving|who|received|given|assigned|to|treated"
    r"|randomi[sz]ed|participants|individuals|were|had|an|a|event|events"
    r"|progressed|died|group|arm|randomly|allocated|taking|by"
    r"|active|all|eligible|evaluable|duration|survived|alive|\d[\d,]*|responded|deaths"
    r"|months|years|weeks|days)\b\s*)*"
)
_BEFORE = re.compile(r"(?!,|\s?and\s)[^;.%]{0,90}")
_COMPARING = re.compile(
    r"(?i)\b(?:v|vs\.?|versus|than|compared with|compared to|relative to|against)\b"
)
_COMPARED_FIRST = re.compile(
    r"(?i)\b(?:compared with|compared to|relative to|versus|vs\.?|v|over|than|unlike|and)\s"
    r"(?:the\s)?$"
)
_BOTH = re.compile(
    r"(?i)[\s)\],]*(?:months |years )?(?:in|for|with) (?:both|each"
    r"|the two)(?: of the)?(?: \w+)? (?:groups?|arms?)"
)
_PAIR = 2
_FAR = 90


def arms_of_cells(setting: Setting, sentence: Sentence, cells: list[Cell]) -> list[Arms]:
    """Return for each value the arms it belongs to; empty where the text leaves it open."""
    found: list[Arms] = [()] * len(cells)
    for chain in _chains(setting, cells):
        labels = _of_chain(setting, sentence, cells, chain) if len(chain) > 1 else None
        for at, number in enumerate(chain):
            found[number] = (labels[at],) if labels else ()
        if len(chain) == 1:
            found[chain[0]] = _of_one(setting, sentence, cells, chain[0])
    return _completed(setting, cells, found)


def _chains(setting: Setting, cells: list[Cell]) -> list[list[int]]:
    """Return runs of values of one form that stand in comparison with no arm between them."""
    chains: list[list[int]] = [[0]] if cells else []
    for number, (one, other) in enumerate(pairwise(cells), start=1):
        linked = one.form == other.form and _LINK.fullmatch(setting.words(one.end, other.start))
        if linked:
            chains[-1].append(number)
        else:
            chains.append([number])
    return chains


def _of_chain(
    setting: Setting, sentence: Sentence, cells: list[Cell], chain: list[int]
) -> Arms | None:
    start, end = cells[chain[0]].start, cells[chain[-1]].end
    return (
        _named_at_the_ends(setting, sentence, cells, chain)
        or _named_after(setting, sentence, (start, end), len(chain))
        or _named_before(setting, sentence, start, len(chain))
        or _by_role(setting, sentence, (start, end), len(chain))
    )


def _named_at_the_ends(
    setting: Setting, sentence: Sentence, cells: list[Cell], chain: list[int]
) -> Arms | None:
    """Return arms that stand around a pair: "with A was 6 months v 4 months with B"."""
    if len(chain) != _PAIR:
        return None
    before = _right_before(setting, sentence, cells, chain[0])
    after = _right_after(setting, sentence, cells, chain[1])
    first = _right_after(setting, sentence, cells, chain[0])
    return (before, after) if before and after and before != after and not first else None


def _distinct(mentions: list[Mention]) -> Arms:
    return tuple(dict.fromkeys(mention.value for mention in mentions))


def _named_after(
    setting: Setting, sentence: Sentence, span: tuple[int, int], size: int
) -> Arms | None:
    """Return arms named right after a chain: "2.6 and 1.6 months in arms A and B"."""
    named = list(setting.arms_in(span[1], sentence.end))[:size]
    if len(_distinct(named)) != size or not _AFTER.fullmatch(
        setting.words(span[1], named[0].start)
    ):
        return None
    return _distinct(named)


def _named_before(setting: Setting, sentence: Sentence, start: int, size: int) -> Arms | None:
    """Return the arms that the sentence named last before a chain."""
    named = list(setting.arms_in(sentence.start, start))
    if (
        named
        and _COMPARED_FIRST.search(setting.words(sentence.start, named[0].start))
        and size == _PAIR
    ):
        return None
    last: list[Mention] = []
    for mention in reversed(named):
        if mention.value not in {known.value for known in last}:
            last.insert(0, mention)
        if len(last) == size:
            return tuple(one.value for one in last)
    return None


def _by_role(setting: Setting, sentence: Sentence, span: tuple[int, int], size: int) -> Arms | None:
    """Return the order of arms where a sentence names fewer than two of them before its values."""
    if size != _PAIR:
        return None
    experimental, control = setting.experimental, setting.control
    if len(setting.trial.arms) == _PAIR and experimental and control:
        named = _distinct(list(setting.arms_in(sentence.start, span[0])))
        if named == (control.label,) and not _compares_to(setting, sentence, span[0]):
            return control.label, experimental.label
        return (None if named else _order_before(setting, sentence)) or (
            experimental.label,
            control.label,
        )
    pair = _distinct(list(setting.arms_in(span[1], sentence.end)))
    return pair if len(pair) == _PAIR else None


def _order_before(setting: Setting, sentence: Sentence) -> Arms | None:
    """Return the order in which an earlier sentence compared the two arms."""
    for back in (1, 2, 3):
        earlier = setting.before(sentence, back)
        if earlier is None:
            return None
        named = list(setting.arms_in(earlier.start, earlier.end))
        order = _distinct(named)
        if len(order) == _PAIR and _COMPARING.search(setting.words(named[0].end, named[-1].start)):
            return order
    return None


def _compares_to(setting: Setting, sentence: Sentence, start: int) -> bool:
    named = setting.arms_in(sentence.start, start)
    return _COMPARED_FIRST.search(setting.words(sentence.start, named[0].start)) is not None


def _of_one(setting: Setting, sentence: Sentence, cells: list[Cell], number: int) -> Arms:
    cell = cells[number]
    if _BOTH.match(setting.words(cell.end, sentence.end)):
        return tuple(arm.label for arm in setting.trial.arms)
    after = _right_after(setting, sentence, cells, number) or _with_the_next(
        setting, sentence, cells, number
    )
    before = _right_before(setting, sentence, cells, number)
    return (after,) if after else (before,) if before else ()


def _with_the_next(
    setting: Setting, sentence: Sentence, cells: list[Cell], number: int
) -> str | None:
    """Return the arm of the next value where two forms share it: "5 months and 16% for A"."""
    if number + 1 >= len(cells) or cells[number].form == cells[number + 1].form:
        return None
    if not _AND.fullmatch(setting.words(cells[number].end, cells[number + 1].start)):
        return None
    return _right_after(setting, sentence, cells, number + 1)


def _right_after(
    setting: Setting, sentence: Sentence, cells: list[Cell], number: int
) -> str | None:
    cell = cells[number]
    stop = cells[number + 1].start if number + 1 < len(cells) else sentence.end
    named = setting.arms_in(cell.end, stop)
    if not named or not _AFTER.fullmatch(setting.words(cell.end, named[0].start)):
        return None
    # Arms in a list ("in the A and B arms") do not share one value.
    listed = len(named) > 1 and _LIST.fullmatch(setting.words(named[0].end, named[1].start))
    return None if listed else named[0].value


def _right_before(
    setting: Setting, sentence: Sentence, cells: list[Cell], number: int
) -> str | None:
    cell = cells[number]
    begin = cells[number - 1].end if number else sentence.start
    named = [mention for mention in setting.arms_in(begin, cell.start) if mention.end <= cell.start]
    if not named or (
        number and _right_after(setting, sentence, cells, number - 1) == named[-1].value
    ):
        return None
    between = setting.words(named[-1].end, cell.start)
    alone = len(_distinct(named)) == 1 or between.strip(" (:,[") == ""
    return (
        named[-1].value
        if alone and _BEFORE.fullmatch(between) and not _COMPARING.search(between)
        else None
    )


def _completed(setting: Setting, cells: list[Cell], found: list[Arms]) -> list[Arms]:
    """Return the assignment with the other arm for a value that is compared with a known one."""
    labels = [arm.label for arm in setting.trial.arms]
    if len(labels) != _PAIR:
        return found
    for number, (one, other) in enumerate(pairwise(cells)):
        between = setting.words(one.end, other.start)
        if one.form != other.form or len(between) > _FAR or not _COMPARING.search(between):
            continue
        left, right = found[number], found[number + 1]
        if len(left) == 1 and not right:
            found[number + 1] = tuple(label for label in labels if label != left[0])
        elif len(right) == 1 and not left:
            found[number] = tuple(label for label in labels if label != right[0])
    return found
