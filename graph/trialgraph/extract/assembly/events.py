"""The event that the words of a measure name: "hazard ratio for relapse or death"."""

import re

from trialgraph.extract.assembly.setting import Setting
from trialgraph.extract.assembly.topic import is_no_name, named_as
from trialgraph.extract.mentions.end_points import composite
from trialgraph.extract.mentions.numbers import Mention
from trialgraph.model import lazy

EVENT_ALONE = lazy.regex(
    r"(?i)(?:an? |any |first |disease |tumou?r ){0,2}"
    r"(?:recurrences?|relapses?|progression|failure|events?)(?: (?:was|were|is|of))?$"
)
_EVENT = lazy.regex(
    r"(?i)(?:(?:an?|the|any|primary|first|such|these|all) ){0,3}"
    r"(?:events?|outcomes?|end ?points?)\b"
)
# Death as one of several events: "for stroke, amputation, or death".
_OR_DEATH = lazy.regex(r"(?i)\b(?:or|and) death\b|\bdeath (?:or|and)\b")
_FOR_EVENTS = lazy.regex(
    r"^ for (?:the )?(?P<what>[A-Za-z][^;:()\d]{2,90}? or [a-z ]{3,40}?)[\s,]*$"
)
# A share that was taken off a risk has its event for its words, not those of a measure.
_OWN = lazy.regex(r"[A-Za-z\"“]")


def is_named_itself(fill: str) -> bool:
    """Tell whether the words of an estimate are those of its event, and name one."""
    return _OWN.match(fill) is not None and not (_EVENT.match(fill) or EVENT_ALONE.match(fill))


def composed(fill: str, place: int) -> Mention | None:
    """Return the standard end point whose event the words of a measure name."""
    event = composite(fill)
    is_part = event == "OS" and _OR_DEATH.search(fill)
    return None if event is None or is_part else Mention(event, place, place)


def one_of_events(setting: Setting, place: int, fill: str) -> Mention | None:
    """Return the events, death one of them, that a ratio says that it is for."""
    match = _FOR_EVENTS.search(fill)
    if match is None:
        return None
    return named_as(match["what"], setting.view.text.index(fill, place) + match.start("what"))


def event_of(setting: Setting, place: int, fill: str) -> Mention | None:
    """Return the event whose risk a share was taken off: "26% reduction in the risk of relapse"."""
    what = re.split(r" (?:(?:in|with|among|for|after|than|compared|at|over) |overall$)", fill)[
        0
    ].strip()
    if not fill[:1].isalpha() or is_no_name(setting, what):
        return None
    return named_as(what, setting.view.text.index(fill, place))
