"""Which of a trial's results are of an end point that its plan names in other words."""

import re
from collections.abc import Sequence

from trialgraph.evidence.analyses import Analysis, end_point_notation
from trialgraph.terms.index import TermIndex

_TIMED = frozenset({"HR", "csHR", "sHR", "IRR"})
_DEATH, _SURVIVAL = "death", "OS"
_TIME_TO = re.compile(r"^(?:the-)?time-(?:to|until)-(?:first-)?")
_AROUND = re.compile(
    r"^(?:the-)?(?:(?:proportion|percentage|number)-of-(?:patients|participants)-with-(?:an?-)?"
    r"|(?:mean-|absolute-|percentage-)*changes?-(?:from-baseline-)?(?:in|of)-(?:the-)?"
    r"|(?:rate|incidence|occurrence|risk)-of-)"
    r"|-(?:from-baseline.*|(?:at|by|to|through|within)-(?:day|week|month|year)-\d+(?:-.*)?"
    r"|(?:at|by|within)-\d+-(?:days?|weeks?|months?|years?)|rates?"
    r"|(?:at-)?\d+-(?:days?|weeks?|months?|years?)-after(?:-[a-z]+){1,6})$"
)
_DIGITS = re.compile(r"\d+")
_AT = re.compile(r"-(?:at|by|to|through|within)-(?:day-|week-|month-|year-)?(\d+)")


def as_reported(name: str, found: Sequence[Analysis], terms: TermIndex) -> str:
    """Return the slug of a planned end point, as results name it where just one fits.

    A plan says "clinical remission at week 8" or "time to recovery", the result
    "clinical remission" or a rate ratio for "recovery"; all deaths counted by
    when they occur are overall survival.
    """
    own = end_point_notation(name, terms)
    if any(one.end_point == own for one in found):
        return own
    fitting = {one.end_point for one in found if _is_of(own, one)}
    return fitting.pop() if len(fitting) == 1 else own


def _is_of(planned: str, result: Analysis) -> bool:
    """Tell whether a result is of a planned end point, whose slug is another."""
    is_timed = result.estimate.measure in _TIMED
    if planned == _DEATH:
        return is_timed and result.end_point == _SURVIVAL
    at, printed = _AT.search(planned), _DIGITS.findall(result.estimate.at or "")
    if at is not None and printed and at[1] not in printed:
        return False
    wanted = _TIME_TO.sub("", planned) if is_timed else planned
    return _core(wanted) == _core(result.end_point)


def _core(slug: str) -> str:
    """Return a slug without its share, change and time point."""
    shorter = _AROUND.sub("", slug)
    return slug if shorter == slug else _core(shorter)
