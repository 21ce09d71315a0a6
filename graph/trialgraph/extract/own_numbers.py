"""Which of the numbers that a document may mean as its own are its trial's.

A trial has one number in a registry. Where a text prints several of one registry, a
number that stands beside another trial's name is that trial's, one that a sentence
mentions in passing gives way to the one that is said to be the registration, and a
list of trials gives none: a missing number beats one that makes two trials one.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from trialgraph.extract.mentioned import name_before, same_name
from trialgraph.extract.registration import Registration
from trialgraph.extract.view import ReadingView
from trialgraph.model import lazy
from trialgraph.model.text import Stated
from trialgraph.names.registries import registry_of

_FIRST_SECTIONS = frozenset({"title", "front", "abstract"})
_SAID_TO_BE = lazy.regex(r"\bregist(?:ered|ration)\b|\btrial number\b", re.IGNORECASE)
_SEVERAL = lazy.regex(r"\b(?:trials|studies)\b")
_LISTED = lazy.regex(r"[\s,;:/&()\[\]]*(?:and)?[\s,;:/&()\[\]]*")
_REACH = 100  # characters from the name of a trial to its number
_PAIR = 2  # numbers that one trial may well have in a registry, as with an extension


def own_numbers(
    view: ReadingView, numbers: Iterable[Registration], name: Stated | None
) -> tuple[Registration, ...]:
    """Return the numbers, those that are another's or nobody's alone no longer as own.

    Args:
        view: of the text.
        numbers: in their order.
        name: of the document's own trial.
    """
    every = tuple(
        replace(one, is_own=one.is_own or _bears_the_name(view, one, name)) for one in numbers
    )
    by_registry: dict[str, list[Registration]] = defaultdict(list)
    for one in every:
        if one.is_own:
            by_registry[registry_of(one.stated.value)].append(one)
    lost = [
        one
        for several in by_registry.values()
        if len(several) > 1
        for one in set(several) - set(_kept(view, several, name))
    ]
    return tuple(replace(one, is_own=one.is_own and one not in lost) for one in every)


def _kept(
    view: ReadingView, several: Sequence[Registration], name: Stated | None
) -> Sequence[Registration]:
    """Return which of the numbers of one registry the document's trial has."""
    free = [one for one in several if not _is_anothers(view, one, name)]
    told = [one for one in free if _is_said(view, one)]
    if len(free) > _PAIR and not told:
        return ()
    kept = told or free
    kept = [one for one in kept if _is_at_the_head(view, one)] or kept
    return () if len(kept) > 1 and _is_list_of_trials(view, kept) else kept


def _is_anothers(view: ReadingView, number: Registration, name: Stated | None) -> bool:
    """Tell whether a number stands behind a name that is not the document's own trial's."""
    if number.offset < 0:
        return False
    before = name_before(view, number.offset)
    return before is not None and (name is None or not same_name(before.value, name.value))


def _bears_the_name(view: ReadingView, number: Registration, name: Stated | None) -> bool:
    """Tell whether a number stands in the parentheses behind the name of the document's trial."""
    if name is None or number.offset < 0:
        return False
    begun = max(view.sentence_at(number.offset).start, number.offset - _REACH)
    named = rf"(?<![\w-]){re.escape(name.value)}(?: (?:study|trial))?,? ?[(\[][^()\[\]]*$"
    return re.search(named, view.text[begun : number.offset]) is not None


def _is_said(view: ReadingView, number: Registration) -> bool:
    """Tell whether a number is said to be a registration; lines of the back matter say so."""
    return number.offset < 0 or _SAID_TO_BE.search(_words_before(view, number)) is not None


def _is_at_the_head(view: ReadingView, number: Registration) -> bool:
    return number.offset >= 0 and view.section_at(number.offset) in _FIRST_SECTIONS


def _words_before(view: ReadingView, number: Registration) -> str:
    return view.text[view.sentence_at(number.offset).start : number.offset]


def _is_list_of_trials(view: ReadingView, numbers: Sequence[Registration]) -> bool:
    """Tell whether numbers follow each other as those of more than one trial."""
    printed = [one for one in numbers if one.offset >= 0]
    run = sum(_follows(view, one, other) for one, other in pairwise(printed)) + 1
    speaks_of_several = any(_SEVERAL.search(_words_before(view, one)) for one in printed)
    return run > _PAIR or (run > 1 and speaks_of_several)


def _follows(view: ReadingView, one: Registration, other: Registration) -> bool:
    """Tell whether nothing but what parts a list stands between two numbers."""
    between = view.text[one.offset + len(one.stated.printed) : other.offset]
    return _LISTED.fullmatch(between) is not None
