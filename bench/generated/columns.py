"""Columns of result tables."""

from typing import Any


def columns(prefix: str, groups: list[tuple[str, str]]) -> list[dict[str, Any]]:
    """Return the columns of a table, with the identifiers of its kind."""
    return [
        {"id": f"{prefix}{place:03}", "title": title, "description": description}
        for place, (title, description) in enumerate(groups)
    ]


def cells(prefix: str, values: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the cells of a row, one a column."""
    return [{"groupId": f"{prefix}{place:03}"} | value for place, value in enumerate(values)]


def denominators(prefix: str, counts: list[int]) -> list[dict[str, Any]]:
    """Return how many participants each column has."""
    rows = cells(prefix, [{"value": str(count)} for count in counts])
    return [{"units": "Participants", "counts": rows}]
