"""The same treatments in another dose, at other times, for longer, by another way or in turn."""

import re
from collections.abc import Callable

from trialgraph.evidence import regimen_words
from trialgraph.evidence.regimen_words import as_compared
from trialgraph.evidence.regimens import Components, component
from trialgraph.evidence.trials import plain
from trialgraph.model.trial import Arm, Intervention
from trialgraph.terms.index import TermIndex

DOSE, SCHEDULE, DURATION, ROUTE, ORDER = "dose", "schedule", "duration", "route", "order"

_IN_TURN = re.compile(
    r"(?i)\b(?:then|followed by|sequential(?:ly)?|concurrent(?:ly)?|concomitant(?:ly)?|before"
    r"|after|first|prior to|crossover|immediate|delayed|deferred|early|late)\b|→|->|--?>"
)

Way = tuple[str, Callable[[Intervention], str], re.Pattern[str]]

_WAYS: tuple[Way, ...] = (
    (DOSE, lambda one: one.dose, regimen_words.DOSE),
    (SCHEDULE, lambda one: one.schedule, regimen_words.SCHEDULE),
    (DURATION, lambda _: "", regimen_words.DURATION),
    (ROUTE, lambda one: one.route, regimen_words.ROUTE),
)

Variation = tuple[str, str]
"""What varies, and the concept or name whose it is; empty where the arm's name alone tells."""


def variations(left: Arm, right: Arm, shared: Components, terms: TermIndex) -> frozenset[Variation]:
    """Return in what the treatments that two arms share are given otherwise.

    Two printed values that differ tell it; where both arms have the same treatments and
    their own names print the values, these do.
    """
    found: set[Variation] = set()
    for one in shared:
        ours, theirs = (_named(arm, one, terms) for arm in (left, right))
        if ours is not None and theirs is not None:
            found |= {
                (way, one)
                for way, printed, words in _WAYS
                if _differ(*(_values(each, printed, words) for each in (ours, theirs)))
            }
    return frozenset(found)


def by_names(left: Arm, right: Arm, shared: Components) -> frozenset[Variation]:
    """Return in what arms of the same treatments differ by their own names."""
    whose = next(iter(shared)) if len(shared) == 1 else ""
    found = {
        (way, whose)
        for way, _, words in _WAYS
        if _differ(*(_found(words, arm.label) for arm in (left, right)))
    }
    if is_in_turn(left, right):
        found.add((ORDER, ""))
    return frozenset(found)


def is_in_turn(left: Arm, right: Arm) -> bool:
    """Tell whether two arms get the same treatments in another order.

    Their names say that one comes after another, and either the order of their
    components or these words differ.
    """
    ours, theirs = (_found(_IN_TURN, arm.label) for arm in (left, right))
    order = [
        [plain(one.name) for one in sorted(arm.interventions, key=lambda one: _at(arm, one))]
        for arm in (left, right)
    ]
    return bool(ours | theirs) and (ours != theirs or order[0] != order[1])


def _at(arm: Arm, one: Intervention) -> int:
    """Return where an arm's name has a component; after all else where it has not."""
    at = arm.label.casefold().find((one.printed or one.name).casefold())
    return at if at >= 0 else len(arm.label)


def _named(arm: Arm, wanted: str, terms: TermIndex) -> Intervention | None:
    """Return the component of an arm that stands for a concept or name."""
    return next((one for one in arm.interventions if component(one, terms) == wanted), None)


def _values(
    one: Intervention, printed: Callable[[Intervention], str], words: re.Pattern[str]
) -> frozenset[str]:
    """Return a component's own value, else what its name prints."""
    own = printed(one)
    return frozenset({as_compared(own)}) if own else _found(words, f"{one.name} {one.printed}")


def _found(words: re.Pattern[str], text: str) -> frozenset[str]:
    return frozenset(as_compared(match[0]) for match in words.finditer(text))


def _differ(ours: frozenset[str], theirs: frozenset[str]) -> bool:
    """Tell whether two values are both printed and differ."""
    return bool(ours and theirs and ours != theirs)
