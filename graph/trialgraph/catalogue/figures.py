"""Says the numbers of a result: measure, value, interval, p-value, medians."""

from decimal import Decimal
from typing import TYPE_CHECKING

from trialgraph.verdict.polarity import DIFFERENCES, RATIOS

if TYPE_CHECKING:
    from trialgraph.catalogue.answer import AnswerRow

_NO_MEDIAN = "not printed"
_MEDIANS = {
    "not_reached": "not reached",
    "not_estimable": "not estimable",
    "several": "several printed",
}
"""What is said of a median that is not shown, by its state; another is not printed."""


def as_printed(row: "AnswerRow", column: str) -> str:
    """Return a number with the decimals that are printed; empty where there is none.

    It is never rounded, and no power of ten stands in it: 0.00001, not 1e-05.
    """
    words, decimals = row.text(column), row.cells.get(f"{column}_decimals")
    if not words:
        return ""
    value = Decimal(words)
    padded = f"{value:.{decimals}f}" if isinstance(decimals, int) else ""
    return padded if padded and Decimal(padded) == value else f"{value:f}"


def interval(row: "AnswerRow") -> str:
    """Return the interval as printed, its level and sides told; never an invented limit."""
    lower, upper, level = as_printed(row, "lower"), as_printed(row, "upper"), row.text("level")
    percent = f"{level} % " if level else ""
    if lower and upper:
        return f"{percent}interval {lower} to {upper}"
    side = "one-sided " if row.text("sides") == "1" else ""
    if upper or lower:
        return f"{side}{percent}{'upper' if upper else 'lower'} limit {upper or lower}"
    return "no interval printed"


def is_p_alone(row: "AnswerRow") -> bool:
    """Tell whether a p-value is all that is printed of a comparison."""
    has_value = bool(row.text("value_printed") or row.text("value"))
    return bool(row.text("p")) and not (has_value or row.text("lower") or row.text("upper"))


def number_of(row: "AnswerRow") -> str:
    """Return the measure and value of a result, or its p-value where nothing else is printed."""
    if is_p_alone(row):
        return f"{p_value(row)}, no estimate printed"
    value = row.text("value_printed") or as_printed(row, "value") or "not printed"
    return f"{row.text('measure')} {value}{_reversed(row)}"


def _reversed(row: "AnswerRow") -> str:
    """Return which arm comes first, where that is the comparator; empty elsewhere."""
    if not row.cells.get("is_reversed"):
        return ""
    measure = row.text("measure")
    if measure in RATIOS | DIFFERENCES:
        return f" (comparator {'over' if measure in RATIOS else 'minus'} experimental)"
    return " (comparator first)"


def p_value(row: "AnswerRow") -> str:
    """Return the p-value as printed, with what it is of and its sides."""
    if not row.text("p"):
        return "no p printed"
    sides = {"1": "one-sided ", "2": "two-sided "}.get(row.text("p_sides"), "")
    of = "p for non-inferiority" if row.text("p_tests") == "noninferiority" else "p"
    return f"{sides}{of} {row.text('p_comparator') or '='} {as_printed(row, 'p')}"


def _medians(row: "AnswerRow") -> str:
    arms, unit = ("experimental", "comparator"), row.text("median_unit")
    values = [row.text(f"median_{arm}") for arm in arms]
    if all(values):
        return f"medians {' v '.join(values)} {unit}".strip()
    said = [f"{value} {unit}".strip() if value else "" for value in values]
    said = [words or _unshown(row, arm) for words, arm in zip(said, arms, strict=True)]
    return f"medians {' v '.join(said)}" if set(said) != {_NO_MEDIAN} else ""


def _unshown(row: "AnswerRow", arm: str) -> str:
    """Return why an arm has no median here."""
    return _MEDIANS.get(row.text(f"median_{arm}_state"), _NO_MEDIAN)


def figures(row: "AnswerRow") -> str:
    """Return a result's numbers as one line, such as ``HR 0.73, one-sided 95 % upper limit``.

    What a question does not ask for is not said to be missing.
    """
    if is_p_alone(row):
        return ", ".join(part for part in (number_of(row), _medians(row)) if part)
    parts = [
        number_of(row),
        interval(row) if "upper" in row.cells else "",
        p_value(row) if "p" in row.cells else "",
        _medians(row),
    ]
    return ", ".join(part for part in parts if part)
