"""Tables of values as data frames of pandas and polars, which are extras."""

# ruff: noqa: PLC0415 - both take long to import, and neither need be there

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Literal, cast

from trialgraph.errors import ExtraMissing

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

    from trialgraph.notebook.values import Value

Kind = Literal["truth", "integer", "number", "day", "instant", "words", "list", "mixed"]
"""What all values of a column are; ``mixed`` when they are of several kinds."""

_LARGEST = 2**63  # what does not fit 64 bits stays a Python number, or words
_PANDAS = {
    "truth": "boolean",
    "integer": "Int64",
    "number": "float64",
    "day": "datetime64[s]",
    "instant": "object",  # with and without a time zone in one column
    "words": "str",
    "list": "object",
    "mixed": "object",
}


def kind_of(values: "Sequence[Value]") -> Kind:
    """Return what the values of a column are; where there are none, words."""
    types = {_kind(value) for value in values if value is not None}
    if types == {"integer", "number"}:
        return "number"
    return types.pop() if len(types) == 1 else "mixed" if types else "words"


_KINDS: tuple[tuple[type | tuple[type, ...], Kind], ...] = (
    (bool, "truth"),
    (int, "integer"),
    ((float, Decimal), "number"),
    (datetime, "instant"),
    (date, "day"),
    (tuple, "list"),
    (str, "words"),
)  # a truth value is an int, too, and an instant a date: those come first


def _kind(value: "Value") -> Kind:
    kind = next(kind for types, kind in _KINDS if isinstance(value, types))
    is_too_large = kind == "integer" and not -_LARGEST <= cast("int", value) < _LARGEST
    return "mixed" if is_too_large else kind


def _fitting(value: "Value", kind: Kind) -> object:
    """Return a value as a frame of that kind holds it."""
    match kind:
        case "number" if isinstance(value, int | Decimal):
            return float(value)
        case "words" if isinstance(value, str):
            return str(value)
        case "list" if isinstance(value, tuple):
            return list(value)
        case _:
            return value


def pandas_frame(columns: Sequence[str], rows: "Sequence[Mapping[str, Value]]") -> "pd.DataFrame":
    """Return a table as a data frame of pandas.

    Raises:
        ExtraMissing: pandas is not installed.
    """
    try:
        import pandas as pd
    except ImportError as error:
        raise ExtraMissing.of("pandas", "to_pandas()") from error
    made = {}
    for name in columns:
        values = [row[name] for row in rows]
        kind = kind_of(values)
        made[name] = pd.Series([_fitting(one, kind) for one in values], dtype=_PANDAS[kind])
    return pd.DataFrame(made, columns=list(columns))


def polars_frame(columns: Sequence[str], rows: "Sequence[Mapping[str, Value]]") -> "pl.DataFrame":
    """Return a table as a data frame of polars; a column of several kinds holds words.

    Raises:
        ExtraMissing: polars is not installed.
    """
    try:
        import polars as pl
    except ImportError as error:
        raise ExtraMissing.of("polars", "to_polars()") from error
    types = {
        "truth": pl.Boolean(),
        "integer": pl.Int64(),
        "number": pl.Float64(),
        "day": pl.Date(),
        "words": pl.String(),
        "list": pl.List(pl.String()),
    }
    made = []
    for name in columns:
        values = [row[name] for row in rows]
        kind = kind_of(values)
        if kind in types:
            fitting = [_fitting(one, kind) for one in values]
        else:
            fitting = [None if one is None else str(one) for one in values]
        made.append(pl.Series(name, fitting, dtype=types.get(kind, pl.String())))
    return pl.DataFrame(made)
