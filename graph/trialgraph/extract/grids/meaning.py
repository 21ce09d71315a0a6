"""What a number of a grid is: a count, a share, a median, by what stands nearest to it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from trialgraph.extract.grids.grid import Column, Grid, Row
from trialgraph.extract.grids.values import Bracket, Value, value_in
from trialgraph.extract.grids.wording import Statistic, statistic_in
from trialgraph.model import lazy
from trialgraph.model.text import Number

_WHOLE_COLUMN = lazy.regex(
    r"(?i)[(\[]?(?P<count>no\.?|n|number|patients|pts)?(?P<percent>%|percent(?:age)?)?[)\]]?$"
)
_OF_LABELS = ("median", "mean", "range")
_NEAR = Decimal(1)
_HUNDRED = 100
_ENOUGH = 50
_FEWEST = 3


@dataclass(frozen=True, slots=True)
class Counted:
    """Patients counted in a cell, as a number, a share or both."""

    n: Number | None
    percent: Number | None
    total: Number | None
    interval: Bracket | None = None


def statistic_of(grid: Grid, row: Row, column: Column) -> Statistic:
    """Return what the numbers of a cell are; the nearest words decide."""
    label = statistic_in(row.label.text)
    if label in _OF_LABELS:
        return label
    whole = whole_column(column)
    if whole:
        return whole
    value = value_in(row.cells[column.number]) if column.number in row.cells else None
    for words in _around(grid, row, column):
        found = statistic_in(words)
        if found and not (found in _OF_LABELS and value and _is_no_summary(value, column)):
            return found
    return ""


def _is_no_summary(value: Value, column: Column) -> bool:
    """Tell whether a cell is a percentage, a number alone or a count with its share.

    Words farther off may speak of means; of such a cell they do not.
    """
    if value.is_percent or not (value.spread or value.brackets):
        return True
    single = next((one.low for one in value.brackets if not one.is_pair), None)
    first = value.first
    if single is None or first is None or first.decimals:
        return False
    return _is_near(first, single, column.n)


def _around(grid: Grid, row: Row, column: Column) -> Iterator[str]:
    yield "" if row.label.text.lower() == "no" else row.label.text
    yield from (heading.text for heading in reversed(row.open_path))
    yield from (head.text for head in reversed(column.head))
    yield grid.corner
    yield grid.title.text
    if re.search(r"(?i)\b(?:n|no\.?|number)(?: of patients)? ?\(%\)", grid.notes):
        yield "n (%)"


def whole_column(column: Column) -> Statistic:
    """Return count or percent where a column's lowest head says only that."""
    match = _WHOLE_COLUMN.match(column.head[-1].text) if column.head else None
    if match is None or bool(match["count"]) == bool(match["percent"]):
        return ""
    return "count" if match["count"] else "percent"


def counted(grid: Grid, row: Row, column: Column) -> Counted | None:
    """Return the patients that a cell counts; ``None`` where it is not sure that it counts any."""
    value = value_in(row.cells[column.number]) if column.number in row.cells else None
    statistic = statistic_of(grid, row, column)
    if value is None or value.first is None or value.spread or statistic in _OF_LABELS:
        return None
    single = next((one for one in value.brackets if not one.is_pair), None)
    pair = next((one for one in value.brackets if one.is_pair), None)
    if single:
        if not statistic and column.n is None and column.number in grid.sharing:
            statistic = "count"
        return _with_share(statistic, value, single, column, pair)
    if statistic == "percent" or value.is_percent:
        return Counted(None, value.first, column.n, pair) if _is_share(value.first) else None
    is_none = not value.first.value and column.number in grid.counting
    if _is_whole(value.first) and (statistic == "count" or is_none):
        return _beside(grid, row, column, value, pair)
    return None


def counting_columns(columns: tuple[Column, ...], rows: tuple[Row, ...]) -> frozenset[int]:
    """Return the columns that count patients with shares, or hold arms beside one that does."""
    sure = [column for column in columns if _counts_patients(rows, column)]
    plain = [column for column in columns if column.kind == "arm" and not whole_column(column)]
    alike = plain if any(column in sure for column in plain) else []
    return frozenset(column.number for column in [*sure, *alike])


def _counts_patients(rows: tuple[Row, ...], column: Column) -> bool:
    """Tell whether a column prints counts with shares, so that a bare 0 is a count too."""
    cells = [row.cells[column.number] for row in rows[:_ENOUGH] if column.number in row.cells]
    values = [value for value in map(value_in, cells) if value and value.first]
    return any(
        one.brackets and not one.brackets[0].is_pair and not one.is_percent for one in values
    )


def sharing_columns(columns: tuple[Column, ...], rows: tuple[Row, ...]) -> frozenset[int]:
    """Return the columns whose brackets can only be shares of one number of patients."""
    return frozenset(column.number for column in columns if _prints_shares(rows, column))


def _prints_shares(rows: tuple[Row, ...], column: Column) -> bool:
    low, high, cells = Decimal(0), Decimal("Infinity"), 0
    for row in rows[:_ENOUGH]:
        value = value_in(row.cells[column.number]) if column.number in row.cells else None
        share = value.brackets[0].low if value and len(value.brackets) == 1 else None
        if value is None or value.first is None or share is None or not share.value:
            continue
        if not _is_whole(value.first) or not _is_share(share):
            return False
        within = _exactness(share)
        low = max(low, value.first.value * _HUNDRED / (share.value + within))
        high = min(high, value.first.value * _HUNDRED / (share.value - within))
        cells += 1
    return cells >= _FEWEST and low <= high


def _with_share(
    statistic: Statistic, value: Value, single: Bracket, column: Column, pair: Bracket | None
) -> Counted | None:
    """Return ``n (%)``."""
    first, total = value.first, value.over or column.n
    if first is None or single.low is None or value.is_percent:
        return None
    if not _is_whole(first) or not _is_share(single.low):
        return None
    sure = statistic == "count" or single.is_percent or _is_near(first, single.low, total)
    if not sure:
        return None
    fits = single.is_bound or _is_near(first, single.low, total, _exactness(single.low))
    return Counted(first, None if single.is_bound else single.low, total if fits else None, pair)


def _beside(grid: Grid, row: Row, column: Column, value: Value, pair: Bracket | None) -> Counted:
    """Return a count with the share that the column of percentages beside it prints."""
    partner = share_column(grid, column)
    share = None
    if partner and partner.number in row.cells:
        beside = value_in(row.cells[partner.number])
        share = beside.first if beside and not beside.brackets else None
    return Counted(value.first, share, value.over or column.n, pair)


def share_column(grid: Grid, column: Column) -> Column | None:
    """Return the column of percentages that belongs to a column of counts."""
    if whole_column(column) != "count":
        return None
    after = [one for one in grid.columns if one.number == column.number + 1]
    fits = [one for one in after if one.arm == column.arm and whole_column(one) == "percent"]
    return fits[0] if fits else None


def is_share_of_another(grid: Grid, column: Column) -> bool:
    """Tell whether a column of percentages is read with the counts before it."""
    return any(share_column(grid, one) is column for one in grid.columns)


def _is_whole(number: Number) -> bool:
    return number.decimals == 0 and number.value >= 0


def _is_share(number: Number) -> bool:
    return 0 <= number.value <= _HUNDRED


def _exactness(percent: Number) -> Decimal:
    """Return how far a percentage may be from its counts by rounding."""
    return Decimal("0.51").scaleb(-percent.decimals)


def _is_near(n: Number, percent: Number, total: Number | None, within: Decimal = _NEAR) -> bool:
    """Tell whether a percentage is that of a count among a number of patients."""
    if total is None or total.value == 0 or n.value > total.value:
        return False
    return abs(n.value * _HUNDRED / total.value - percent.value) <= within
