"""When an end point is measured, as far as one printed time tells it."""

import re
from decimal import Decimal

_DAYS = {"day": Decimal(1), "week": Decimal(7), "month": Decimal("30.4375"), "year": Decimal(365)}
_TIME = re.compile(r"(?P<n>\d+(?:\.\d+)?)[ -]?(?P<unit>day|week|month|year)s?\b", re.IGNORECASE)
_TURNED = re.compile(r"\b(?P<unit>day|week|month|year) (?P<n>\d+(?:\.\d+)?)\b", re.IGNORECASE)
_TOLERANCE = Decimal("0.05")


def frames_differ(one: str, other: str) -> bool:
    """Tell whether two time frames, each of one printed time, are of different times.

    12 months and 52 weeks are one time. A frame of several times, or of none, decides nothing.
    """
    left, right = _only_time(one), _only_time(other)
    if left is None or right is None:
        return False
    return abs(left - right) > _TOLERANCE * max(left, right)


def _only_time(frame: str) -> Decimal | None:
    """Return the one time that a frame prints, in days."""
    matches = [*_TIME.finditer(frame), *_TURNED.finditer(frame)]
    times = {Decimal(match["n"]) * _DAYS[match["unit"].casefold()] for match in matches}
    return times.pop() if len(times) == 1 else None
