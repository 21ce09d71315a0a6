"""Estimates of one end point and one measure, side by side: nothing is pooled here."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trialgraph.catalogue.figures import as_printed
from trialgraph.catalogue.forest import Forest, ForestRow
from trialgraph.catalogue.turning import Limit, turn, turned_limits, turned_words
from trialgraph.catalogue.words import STAGES, in_words
from trialgraph.verdict.polarity import DIFFERENCES, RATIOS

if TYPE_CHECKING:
    from trialgraph.catalogue.answer import AnswerRow


TURNED_WORDS = (
    "What is marked as turned is printed with the comparator in the numerator, and drawn the other "
    "way round."
)


@dataclass(frozen=True, slots=True)
class EffectGroup:
    """Estimates that may stand on one axis.

    Attributes:
        endpoint: short name.
        measure: HR, OR, difference, ...
        rows: in the order in which they came.
    """

    endpoint: str
    measure: str
    rows: "tuple[AnswerRow, ...]"

    @property
    def title(self) -> str:
        """Return what the group is, such as ``OS, HR``."""
        return f"{self.endpoint}, {self.measure}"

    @property
    def has_turned(self) -> bool:
        """Tell whether an estimate of it is printed with the comparator in the numerator."""
        return any(map(_is_reversed, self.rows))


def effect_groups(rows: "Sequence[AnswerRow]") -> tuple[EffectGroup, ...]:
    """Return estimates by end point and measure, groups and rows in the order they came in."""
    found: dict[tuple[str, str], list[AnswerRow]] = {}
    for row in rows:
        found.setdefault((row.text("endpoint"), row.text("measure")), []).append(row)
    return tuple(EffectGroup(*key, rows=tuple(group)) for key, group in found.items())


def effect_forest(group: EffectGroup) -> Forest | None:
    """Return the plot of a group; none where its measure has no axis or no value is printed.

    Each row begins with its number in the group, also where rows without a place are left out.
    """
    if group.measure not in RATIOS | DIFFERENCES:
        return None
    is_ratio = group.measure in RATIOS
    rows = [
        one
        for number, row in enumerate(group.rows, 1)
        if (one := _drawn(row, number)) and not (is_ratio and _is_off_log(one))
    ]
    if not rows:
        return None
    told = "; ".join(f"{row.label} {row.figures}" for row in rows)
    how = f" {TURNED_WORDS}" if group.has_turned else ""
    return Forest(
        title=f"{group.title}: experimental {_over(is_ratio)}",
        description=f"{told}. Nothing is pooled here.{how}",
        rows=rows,
        scale="log" if is_ratio else "linear",
        null=1.0 if is_ratio else 0.0,
        favours=_favours(group),
    )


def _over(is_ratio: bool) -> str:  # noqa: FBT001 - the one thing it is about
    return "over comparator, logarithmic axis" if is_ratio else "minus comparator"


def _is_off_log(row: ForestRow) -> bool:
    """Tell whether a number cannot stand on a logarithmic axis."""
    return any(one is not None and one <= 0 for one in (row.low, row.value, row.high))


def _drawn(row: "AnswerRow", number: int) -> ForestRow | None:
    value, low, high = _placed(row)
    if value is None:
        return None
    told = _turned_figures(row) if _is_reversed(row) else _printed_figures(row)
    return ForestRow(label=_label(row, number), value=value, low=low, high=high, figures=told)


def _is_reversed(row: "AnswerRow") -> bool:
    return bool(row.cells.get("is_reversed"))


def _placed(row: "AnswerRow") -> tuple[Limit, Limit, Limit]:
    """Return the value and the limits, experimental over comparator or minus it."""
    value, low, high = (_number(row, column) for column in ("value", "lower", "upper"))
    if not _is_reversed(row):
        return value, low, high
    is_ratio = row.text("measure") in RATIOS
    return turn(value, is_ratio=is_ratio), *turned_limits(low, high, is_ratio=is_ratio)


def _printed_figures(row: "AnswerRow") -> str:
    value = row.text("value_printed") or as_printed(row, "value")
    return _figures(value, as_printed(row, "lower"), as_printed(row, "upper"))


def _turned_figures(row: "AnswerRow") -> str:
    is_ratio = row.text("measure") in RATIOS
    value, low, high = (turned_words(one, is_ratio=is_ratio) for one in _placed(row))
    return f"{_figures(value, low, high)}, turned"


def _number(row: "AnswerRow", column: str) -> float | None:
    value = row.cells.get(column)
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return float(str(value)) if is_number else None


def _label(row: "AnswerRow", number: int) -> str:
    """Return the number of a row and what tells it from its neighbours."""
    population = row.text("population")
    parts = [
        row.text("label"),
        in_words(STAGES, row.text("stage")).removesuffix(" analysis"),
        row.text("assessor"),
        "" if population in {"", "all"} else population,
    ]
    return f"{number}. {', '.join(part for part in parts if part)}"


def _figures(value: str, lower: str, upper: str) -> str:
    if lower and upper:
        return f"{value} ({lower} to {upper})"
    if upper:
        return f"{value} (upper limit {upper})"
    return f"{value} (lower limit {lower})" if lower else f"{value} (no interval)"


def _favours(group: EffectGroup) -> tuple[str, str]:
    """Return which arm lies on which side of no effect, where all estimates agree on it."""
    no_effect = 1 if group.measure in RATIOS else 0
    sides = set(_smaller_favours(group.rows, no_effect))
    if len(sides) != 1:
        return ("", "")
    words = {"experimental": "favours experimental", "comparator": "favours comparator"}
    left = sides.pop()
    (right,) = words.keys() - {left}
    return words[left], words[right]


def _smaller_favours(rows: "Sequence[AnswerRow]", no_effect: int) -> Iterator[str]:
    """Yield the arm that values below no effect favour, by the verdict of each estimate."""
    other = {"experimental": "comparator", "comparator": "experimental"}
    for row in rows:
        value, direction = _placed(row)[0], row.text("direction")
        if value is not None and value != no_effect and direction in other:
            yield direction if value < no_effect else other[direction]
