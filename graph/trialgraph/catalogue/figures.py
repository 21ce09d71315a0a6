"""Says the numbers of a result: measure, value, interval, p-value, medians."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from trialgraph.catalogue.answer import AnswerRow


def interval(row: "AnswerRow") -> str:
    """Return the interval as printed, its level and sides told; never an invented limit."""
    lower, upper, level = row.text("lower"), row.text("upper"), row.text("level")
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
    return (
        f"{row.text('measure')} {row.text('value_printed') or row.text('value') or 'not printed'}"
    )


def p_value(row: "AnswerRow") -> str:
    """Return the p-value as printed, with what it is of and its sides."""
    if not row.text("p"):
        return "no p printed"
    sides = {"1": "one-sided ", "2": "two-sided "}.get(row.text("p_sides"), "")
    of = "p for non-inferiority" if row.text("p_tests") == "noninferiority" else "p"
    return f"{sides}{of} {row.text('p_comparator') or '='} {row.text('p')}"


def _medians(row: "AnswerRow") -> str:
    first, second = row.text("median_experimental"), row.text("median_comparator")
    if not (first or second):
        return ""
    medians = f"medians {first or 'not printed'} v {second or 'not printed'}"
    return f"{medians} {row.text('median_unit')}".strip()


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
