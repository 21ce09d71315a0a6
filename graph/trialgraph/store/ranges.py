"""What a limit may be set to: its lowest and its highest value that make sense."""

from dataclasses import dataclass, field, fields
from decimal import Decimal
from typing import Any, TypeVar

Number = TypeVar("Number", int, float)

_RANGE = "range"


@dataclass(frozen=True, slots=True)
class Range:
    """The values that a limit may have, both ends included.

    Attributes:
        is_whole: whether only whole numbers are values.
    """

    lowest: Decimal
    highest: Decimal
    is_whole: bool

    def holds(self, value: Decimal) -> bool:
        """Tell whether a value is one of them."""
        is_whole = value == value.to_integral_value()
        return self.lowest <= value <= self.highest and (is_whole or not self.is_whole)

    def __str__(self) -> str:
        kind = "a whole number" if self.is_whole else "a number"
        return f"{kind} from {self.lowest} to {self.highest}"


def within(usual: Number, lowest: Number, highest: Number) -> Number:
    """Return the field of a limit, with its usual value and its range."""
    values = Range(Decimal(str(lowest)), Decimal(str(highest)), isinstance(usual, int))
    limit: Number = field(default=usual, metadata={_RANGE: values})
    return limit


def ranges(limits: Any) -> dict[str, Range]:  # noqa: ANN401 - any dataclass of limits
    """Return the range of each limit by its name."""
    return {one.name: one.metadata[_RANGE] for one in fields(limits)}
