"""Which arm each value of a sentence belongs to.

Values that are compared without naming arms between them ("36.2 v 26.5 months") form
a chain and take the arms in the order the sentence names them; any other value
belongs to the arm whose name stands right after or right before it.
"""

from itertools import pairwise

from trialgraph.extract.assembly.pairing_brackets import halves, in_last_clause, in_rows, labelled
from trialgraph.extract.assembly.pairing_order import (
    COMPARED_FIRST,
    COMPARING,
    Arms,
    by_role,
    distinct,
)
from trialgraph.extract.assembly.pairing_said import as_said
from trialgraph.extract.assembly.pairing_wording import (
    LEADS,
    all_arms,
    from_control,
    is_change,
    is_joined,
    is_parallel,
    is_part,
    is_total,
    led_by,
    of_the_only,
    of_those,
    shared_out_last,
)
from trialgraph.extract.assembly.setting import Setting
from trialgraph.extract.mentions.cells import Cell
from trialgraph.extract.mentions.numbers import Mention
from trialgraph.extract.sentences import open_bracket
from trialgraph.extract.view import Sentence
from trialgraph.model import lazy

_LINK = lazy.regex(
    r"[)\]%]*,?\s?(?:v|vs\.?|versus|and|or|(?:as )?compared with|against|,)\s(?:and\s)?(?:in\s)?"
)
_LIST = lazy.regex(
    r",?\s(?:(?:and|or|v|vs\.?|versus|(?:as )?compared with)\s)?(?:the\s)?|\s?[+/]\s?|\splus\s"
)
_AND = lazy.regex(r"[)\]%]*,?\s?and\s")
_INSIDE = lazy.regex(r"[%\s]*[^()\[\]]{1,60}")
_AFTER = lazy.regex(
    r"[\s)\]%]*(?:(?:of|the|patients?|women|men|those|in|with|for|among|on"
    r"|receiving|receive|who|received|given|assigned|to|treated"
    r"|randomi[sz]ed|participants|individuals|were|had|an|a|event|events"
    r"|progressed|died|within|treatment|surgery|group|arm|randomly|allocated|taking|by"
    r"|after|following|at|active|all|eligible|evaluable|duration|survived|alive|\d[\d,]*|responded|deaths"
    r"|months|years|weeks|days|observed|occurred|recorded|noted|seen|people|persons|subjects|children|adults"
    r"|infants|volunteers|mothers|newborns|neonates|babies|smokers|residents|eyes|cases|recipients)\b\s*)*"
)
_LAST_WORD = lazy.regex(r"[A-Za-z-]{3,30}\s?$")
_ENDED = lazy.regex(r"\)\s?(?:,\s)?(?:and|but|v|vs\.?|versus)\s(?:in\s)?$")
_BEFORE = lazy.regex(
    r"(?:,\s(?:it|this|the\s(?:median|rate|value))\s|(?!,|\s?(?:and|but|whereas|while)\s))[^;.%]{0,90}"
)
# "5 months (A)", "5 months for arm X (A)".
_LETTERED = lazy.regex(
    r"\s\(|[\s)\]]*(?:for|in|on|with|of)\s(?:the\s)?(?:arm|group|cohort)\s\w{1,3}\s\("
)
_CLOSED = lazy.regex(r"[);,]")
# A sentence that compares, or speaks of some patients, has more than one subject.
_NOT_ALONE = lazy.regex(
    r"(?i)\b(?:v|vs|versus|than|compared|relative|against|both|each|other|whereas|while|those"
    r"|respective|groups|arms|hazard|ratio|subgroup|difference|but|(?:in|of|for|among) all)\b"
)
_PAIR = 2
_MEDIANS = {"absent", "duration"}
_FAR = 90


def arms_of_cells(setting: Setting, sentence: Sentence, cells: list[Cell]) -> list[Arms]:
    """Return for each value the arms it belongs to; empty where the text leaves it open."""
    if not cells:
        return []
    found: list[Arms] = [()] * len(cells)
    for chain in _chains(setting, cells):
        labels = _arms_of(setting, sentence, cells, chain, found) if len(chain) > 1 else None
        for at, number in enumerate(chain):
            found[number] = (labels[at],) if labels else ()
        if len(chain) == 1:
            found[chain[0]] = _of_one(setting, sentence, cells, chain[0])
    _add_those(setting, sentence, cells, found)
    found = halves(setting, sentence, cells) or _completed(setting, sentence, cells, found)
    found = _of_subject(setting, sentence, cells, found)
    found = in_rows(setting, sentence, cells) or found
    return of_the_only(setting, cells, found)


def _add_those(setting: Setting, sentence: Sentence, cells: list[Cell], found: list[Arms]) -> None:
    """Add the arms of values that a sentence shares out without their names."""
    for number, (one, other) in enumerate(pairwise(cells), start=1):
        if not found[number] and of_those(setting, sentence, cells, number):
            found[number] = found[number - 1]
        if is_change(setting, sentence, one, other):
            pair = from_control(setting, sentence, one)
            found[number - 1], found[number] = pair or ((), found[number])


def _chains(setting: Setting, cells: list[Cell]) -> list[list[int]]:
    """Return runs of values of one form that stand in comparison with no arm between them.

    Comparisons in a list ("5 v 4 and 9 v 7") are a run each.
    """
    chains: list[list[int]] = [[0]]
    for number, (one, other) in enumerate(pairwise(cells), start=1):
        alike = one.form == other.form or {one.form, other.form} == _MEDIANS
        linked = alike and _LINK.fullmatch(setting.words(one.end, other.start))
        if linked and not is_total(setting, cells, number - 1):
            chains[-1].append(number)
        else:
            chains.append([number])
    return [part for chain in chains for part in _comparisons(setting, cells, chain)]


def _comparisons(setting: Setting, cells: list[Cell], chain: list[int]) -> list[list[int]]:
    """Return the parts of a run that are compared by words such as v, not just listed."""
    compared = [
        COMPARING.search(setting.words(cells[one].end, cells[other].start)) is not None
        for one, other in pairwise(chain)
    ]
    if all(compared) or not any(compared):
        return [chain]
    parts = [[chain[0]]]
    for number, is_compared in zip(chain[1:], compared, strict=True):
        if is_compared:
            parts[-1].append(number)
        else:
            parts.append([number])
    return parts


def arms_of_chain(
    setting: Setting, sentence: Sentence, cells: list[Cell], chain: list[int]
) -> Arms | None:
    """Return the arms of values that are compared, one for each; nothing when unsure."""
    start, end = cells[chain[0]].start, cells[chain[-1]].end
    beside = (
        _named_inside(setting, cells, chain)
        or _named_at_the_ends(setting, sentence, cells, chain)
        or _named_after(setting, (start, end), _next(sentence, cells, chain), len(chain))
    )
    if beside:
        return beside
    ordered = (
        in_last_clause(setting, sentence, start, len(chain))
        or _named_before(setting, sentence, start, len(chain))
        or shared_out_last(setting, sentence, cells, len(chain))
        or by_role(setting, sentence, (start, end), len(chain))
    )
    begin = cells[chain[0] - 1].end if chain[0] else sentence.start
    pair = [cells[number] for number in chain]
    return as_said(setting, sentence, pair, begin, ordered) if ordered else None


def _arms_of(
    setting: Setting, sentence: Sentence, cells: list[Cell], chain: list[int], found: list[Arms]
) -> Arms | None:
    """Return the arms of a run; a pair that goes on with one has its: "7% v 2% and 9% v 5%"."""
    before = found[max(0, chain[0] - _PAIR) : chain[0]]
    if not _goes_on(setting, sentence, cells, chain):
        return arms_of_chain(setting, sentence, cells, chain)
    if all(len(arms) == 1 for arms in before):
        return tuple(arms[0] for arms in before)
    place = (cells[chain[0]].start, cells[chain[-1]].end)
    return _named_after(setting, place, _next(sentence, cells, chain), len(chain))


def _goes_on(setting: Setting, sentence: Sentence, cells: list[Cell], chain: list[int]) -> bool:
    """Tell whether a pair goes on with a comparison: nothing but "and", or no arm, between them.

    What stands in one bracket has one order: "(5% v 4%; CR, 9% v 7%)".
    """
    if len(chain) != _PAIR or chain[0] < _PAIR:
        return False
    one, two, three = cells[chain[0] - _PAIR], cells[chain[0] - 1], cells[chain[0]]
    compared = COMPARING.search(setting.words(one.end, two.start))
    linked = _LINK.fullmatch(setting.words(one.end, two.start))
    between = setting.words(two.end, three.start)
    if not compared or not linked:
        return False
    opened = open_bracket(setting.words(sentence.start, one.start)) is not None
    unnamed = not setting.arms_in(two.end, three.start)
    inside = opened and unnamed and _INSIDE.fullmatch(between)
    return bool(inside or _AND.fullmatch(between))


def _named_inside(setting: Setting, cells: list[Cell], chain: list[int]) -> Arms | None:
    """Return arms that stand inside the values: "5 patients in A (5%) and 9 in B (8%)"."""
    found = tuple(arm for number in chain if (arm := _inside(setting, cells[number])))
    return found if len(found) == len(chain) == len(set(found)) else None


def _inside(setting: Setting, cell: Cell) -> str | None:
    named = distinct(list(setting.arms_in(cell.start, cell.end)))
    return named[0] if len(named) == 1 else None


def _named_at_the_ends(
    setting: Setting, sentence: Sentence, cells: list[Cell], chain: list[int]
) -> Arms | None:
    """Return arms that stand around a pair: "with A was 6 months v 4 months with B"."""
    if len(chain) != _PAIR:
        return None
    before = right_before(setting, sentence, cells, chain[0])
    after = right_after(setting, sentence, cells, chain[1])
    first = right_after(setting, sentence, cells, chain[0])
    return (before, after) if before and after and before != after and not first else None


def _next(sentence: Sentence, cells: list[Cell], chain: list[int]) -> int:
    """Return where the value after a chain begins, or the sentence ends."""
    return cells[chain[-1] + 1].start if chain[-1] + 1 < len(cells) else sentence.end


def _named_after(setting: Setting, span: tuple[int, int], stop: int, size: int) -> Arms | None:
    """Return arms named right after a chain: "2.6 and 1.6 months in arms A and B"."""
    named = list(setting.arms_in(span[1], stop))
    first = named[:size]
    if len(distinct(first)) != size or is_joined(setting, named[: size + 1]):
        return None
    between = setting.words(span[1], first[0].start)
    # "for the drug 20 mg, drug 40 mg and placebo groups": a dose is named behind its drug.
    if setting.view.text[first[0].start].isdigit():
        between = _LAST_WORD.sub("", between)
    return distinct(first) if _AFTER.fullmatch(between) else None


def _named_before(setting: Setting, sentence: Sentence, start: int, size: int) -> Arms | None:
    """Return the arms that the sentence named last before a chain."""
    named = list(setting.arms_in(sentence.start, start))
    first = named and COMPARED_FIRST.search(setting.words(sentence.start, named[0].start))
    if (first and size == _PAIR) or is_joined(setting, named):
        return None
    last: list[Mention] = []
    for mention in reversed(named):
        if mention.value not in {known.value for known in last}:
            last.insert(0, mention)
        if len(last) == size:
            return tuple(one.value for one in last)
    return None


def _of_one(setting: Setting, sentence: Sentence, cells: list[Cell], number: int) -> Arms:
    cell = cells[number]
    shared = all_arms(setting, sentence, cell)
    if shared:
        return shared
    within = _inside(setting, cell)
    if within:
        return (within,)
    after = right_after(setting, sentence, cells, number) or _with_the_next(
        setting, sentence, cells, number
    )
    before = right_before(setting, sentence, cells, number) or led_by(
        setting, sentence, cells, number
    )
    return (after,) if after else (before,) if before else ()


def _with_the_next(
    setting: Setting, sentence: Sentence, cells: list[Cell], number: int
) -> str | None:
    """Return the arm of the next value where two forms share it: "5 months and 16% for A"."""
    if number + 1 >= len(cells) or cells[number].form == cells[number + 1].form:
        return None
    if not _AND.fullmatch(setting.words(cells[number].end, cells[number + 1].start)):
        return None
    return right_after(setting, sentence, cells, number + 1)


def right_after(setting: Setting, sentence: Sentence, cells: list[Cell], number: int) -> str | None:
    """Return the arm named right after a value: "5.1 months in the A group"."""
    cell = cells[number]
    stop = cells[number + 1].start if number + 1 < len(cells) else sentence.end
    named = setting.arms_in(cell.end, stop)
    if not named or is_part(setting, named[0]) or not _leads_to(setting, cell, named[0]):
        return None
    # Arms in a list ("in the A and B arms") do not share one value.
    listed = len(named) > 1 and _LIST.fullmatch(setting.words(named[0].end, named[1].start))
    return None if listed else named[0].value


def _leads_to(setting: Setting, cell: Cell, arm: Mention) -> bool:
    """Tell whether a value leads to an arm: "5 months in the A group", "5 months (A)"."""
    between = setting.words(cell.end, arm.start)
    bracketed = (
        _LETTERED.fullmatch(between)
        and _CLOSED.match(setting.words(arm.end, arm.end + 1)) is not None
    )
    return bool(bracketed) or _AFTER.fullmatch(between) is not None


def right_before(
    setting: Setting, sentence: Sentence, cells: list[Cell], number: int
) -> str | None:
    """Return the arm named right before a value: "with A it was 5.1 months"."""
    cell = cells[number]
    begin = cells[number - 1].end if number else sentence.start
    label = labelled(setting, begin, cell)
    if label:
        return label
    named = [mention for mention in setting.arms_in(begin, cell.start) if mention.end <= cell.start]
    if not named or (
        number and right_after(setting, sentence, cells, number - 1) == named[-1].value
    ):
        return None
    between = setting.words(named[-1].end, cell.start)
    if (number and _ENDED.search(between)) or is_part(setting, named[-1]):
        return None
    alone = len(distinct(named)) == 1 or between.strip(" (:,[") == ""
    return (
        named[-1].value
        if alone and _BEFORE.fullmatch(between) and not COMPARING.search(between)
        else None
    )


def _completed(
    setting: Setting, sentence: Sentence, cells: list[Cell], found: list[Arms]
) -> list[Arms]:
    """Return the assignment with the other arm for a value that is compared with a known one."""
    labels = [arm.label for arm in setting.trial.arms]
    if len(labels) != _PAIR:
        return found
    for number, (one, other) in enumerate(pairwise(cells)):
        if one.form != other.form or not _is_other(setting, sentence, cells, number):
            continue
        left, right = found[number], found[number + 1]
        if len(left) == 1 and not right:
            found[number + 1] = _rest(labels, left, found[max(0, number - 1) : number])
        elif len(right) == 1 and not left:
            found[number] = _rest(labels, right, found[number + 2 : number + 3])
    return found


def _of_subject(
    setting: Setting, sentence: Sentence, cells: list[Cell], found: list[Arms]
) -> list[Arms]:
    """Return the assignment with the only arm a sentence is about for its other values, too."""
    named = setting.arms_in(sentence.start, sentence.end)
    known = {arms for arms in found if arms}
    if len(distinct(list(named))) != 1:
        return found
    words = setting.view.words(sentence)
    leads = not known and LEADS.fullmatch(setting.words(sentence.start, named[0].start))
    if not leads and (known != {(named[0].value,)} or not found[0]):
        return found
    if named[0].start > cells[0].start or _NOT_ALONE.search(words):
        return found
    return [(named[0].value,)] * len(found)


def _rest(labels: list[str], known: Arms, beyond: list[Arms]) -> Arms:
    """Return the other arm of two, unless the value beyond the known one already has it."""
    rest = tuple(label for label in labels if label not in known)
    return () if rest in beyond else rest


def _is_other(setting: Setting, sentence: Sentence, cells: list[Cell], number: int) -> bool:
    """Tell whether a value and the next one are of the two arms, though only one is named."""
    one, other = cells[number], cells[number + 1]
    between = setting.words(one.end, other.start)
    if len(between) > _FAR:
        return False
    stop = cells[number + 2].start if number + 2 < len(cells) else sentence.end
    after = setting.words(other.end, stop)
    return COMPARING.search(between) is not None or is_parallel(between, after)
