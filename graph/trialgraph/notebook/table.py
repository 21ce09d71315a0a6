"""A table of values: to go through, to look at, and to make a data frame of."""

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING

from trialgraph.notebook.frames import pandas_frame, polars_frame
from trialgraph.notebook.values import IRI

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

    from trialgraph.notebook.values import Value

SHOWN = 50
"""Rows that a notebook shows of a table."""


class Table:
    """Rows of values under named columns, in their order.

    Attributes:
        columns: their names.
        rows: each a mapping of every column to its value, ``None`` where there is none.
        caption: what stands above it in a notebook.
    """

    def __init__(
        self,
        columns: Sequence[str],
        rows: "Sequence[Mapping[str, Value]]",
        caption: str = "",
        shown: Sequence[str] = (),
    ) -> None:
        """Take rows in.

        Args:
            columns: of every row.
            rows: with a value or ``None`` for each column.
            caption: what they are.
            shown: the columns that a notebook shows; all when none are named.
        """
        self.columns = tuple(columns)
        self.rows = tuple(rows)
        self.caption = caption
        self._shown = tuple(shown) or self.columns

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> "Iterator[Mapping[str, Value]]":
        """Yield the rows."""
        return iter(self.rows)

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {counted(len(self.rows))}, {len(self.columns)} columns>"

    def to_pandas(self) -> "pd.DataFrame":
        """Return a data frame of pandas; decimals are floats there and exact in ``rows``.

        Raises:
            ExtraMissing: pandas is not installed.
        """
        return pandas_frame(self.columns, self.rows)

    def to_polars(self) -> "pl.DataFrame":
        """Return a data frame of polars; decimals are floats there and exact in ``rows``.

        Raises:
            ExtraMissing: polars is not installed.
        """
        return polars_frame(self.columns, self.rows)

    def _repr_html_(self) -> str:
        """Return the first rows as an HTML table, with how many there are."""
        return html_table(self._shown, self.rows, self.caption)


def counted(rows: int) -> str:
    """Return how many rows there are in words."""
    return f"{rows} row{'' if rows == 1 else 's'}"


def html_table(
    columns: Sequence[str], rows: "Sequence[Mapping[str, Value]]", caption: str = ""
) -> str:
    """Return the first rows as HTML, every word escaped, and how many rows there are."""
    many = counted(len(rows)) + (f", the first {SHOWN} shown" if len(rows) > SHOWN else "")
    above = escape(f"{caption}: {many}" if caption else many)
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in columns)
    body = "".join(
        f"<tr>{''.join(f'<td>{_cell(row[name])}</td>' for name in columns)}</tr>"
        for row in rows[:SHOWN]
    )
    return (
        f"<table><caption>{above}</caption><thead><tr>{head}</tr></thead>"
        f"<tbody>{body}</tbody></table>"
    )


def _cell(value: "Value") -> str:
    """Return a value as HTML; only addresses of the web become links."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case tuple():
            return "; ".join(escape(one) for one in value)
        case IRI() if value.startswith(("https://", "http://")):
            return f'<a href="{escape(value)}">{escape(value.short)}</a>'
        case _:
            return escape(str(value))
