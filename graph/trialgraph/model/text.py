"""Printed words and numbers, each with the characters it stands on."""

from dataclasses import field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Literal, Self

from trialgraph.model.values import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of Unicode code points of a document's canonical text.

    Attributes:
        start: offset of the first character, from 0.
        end: offset after the last character; never before ``start``.
        pointer: where a record holds the words, empty for running text; the same
            characters are the same span whether it is known or not.
    """

    start: int
    end: int
    pointer: str = field(default="", compare=False, repr=False)

    def __post_init__(self) -> None:
        """Refuse a range that runs backwards."""
        if not 0 <= self.start <= self.end:
            raise ValueError(f"a span runs forwards from 0, not {self.start} to {self.end}")

    def __str__(self) -> str:
        return f"{self.start}-{self.end}"

    @classmethod
    def parse(cls, printed: str) -> Self:
        """Return the span that ``str`` wrote, such as ``1042-1046``."""
        start, end = printed.split("-")
        return cls(int(start), int(end))

    def holds(self, other: "Span") -> bool:
        """Tell whether ``other`` lies wholly inside this range."""
        return self.start <= other.start and other.end <= self.end


class Absence(StrEnum):
    """Why a value is not there; an absence is a fact, never silence."""

    NOT_REPORTED = "not-reported"
    NOT_REACHED = "not-reached"
    NOT_ESTIMABLE = "not-estimable"


@dataclass(frozen=True, slots=True)
class Number:
    """A number as a document prints it.

    The store canonicalises decimals (0.050 becomes 0.05), so the printed text
    travels beside the value; every rounding tolerance needs it.

    Attributes:
        value: exact value; unit is that of the field it stands in.
        printed: the characters of the document (or of the reading view where a
            line break or a middle dot was folded).
        span: where it stands.
    """

    value: Decimal
    printed: str
    span: Span

    @property
    def decimals(self) -> int:
        """Return how many decimals are printed: 2 for 0.50."""
        return _decimals(str(self.value))


@lru_cache(maxsize=1 << 12)
def _decimals(number: str) -> int:
    """Return how many decimals a number has.

    By its characters: 0.5 and 0.50 are equal, and a decimal gives its exponent slowly.
    """
    exponent = Decimal(number).as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


@dataclass(frozen=True, slots=True)
class Stated:
    """Words of a document, with the standard value we read from them.

    Attributes:
        value: the controlled or cleaned value, such as ``3`` for "phase III".
        printed: the words as they stand.
        span: where they stand.
    """

    value: str
    printed: str
    span: Span


Precision = Literal["day", "month", "year"]


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as precise as it is printed.

    Attributes:
        first: first possible day.
        precision: what is printed; ``year`` means any day of ``first``'s year.
        printed: the words as they stand.
        span: where they stand.
    """

    first: date
    precision: Precision
    printed: str
    span: Span

    @property
    def iso(self) -> str:
        """Return 2025, 2025-05 or 2025-05-10, as far as printed."""
        return self.first.isoformat()[: {"year": 4, "month": 7, "day": 10}[self.precision]]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be read for sure, or is odd.

    Attributes:
        code: stable word, documented in the manual.
        message: what was found, what was wanted.
        span: where; ``None`` for the document as a whole.
    """

    code: str
    message: str
    span: Span | None = None
