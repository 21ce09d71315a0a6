"""Adverse events of a registry page's lines: how many of how many, a group.

The lines do not say whether the events were serious, nor which arm a group is.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from trialgraph.documents.registry_lines_tree import Row, numbered
from trialgraph.model import lazy
from trialgraph.model.record import Leaf

_HEAD = lazy.regex(r"\s*Adverse Events (\d+):\s*", re.IGNORECASE)
_COUNT = lazy.regex(
    r"\s*(?P<term>\S.*?)\s*(?P<marks>(?:[*†‡§]+\d*\s*|\[\d+\]\s*)*)(?<![\d.,])"
    r"(?P<figures>\d+)/(?P<at_risk>\d+)(?:\s*\((?P<percent>\d+(?:\.\d+)?)\s?%\))?\s*"
)
_NUMBERED = lazy.regex(r".*\b(?:grade|stage|type|class|level|degree)\s*", re.IGNORECASE)
_TOTAL = lazy.regex(r"total\s*:?", re.IGNORECASE)
_ROUNDED = Decimal("0.06")
"""Percentages have one or two decimals."""


def adverse_events(rows: list[Row], label: Leaf | None) -> dict[str, object]:
    """Return the events of all groups, under ``events`` as their seriousness is not said.

    Args:
        rows: the lines below the heading.
        label: the name of the only arm, where the page shows a single one.
    """
    parts = numbered(rows, _HEAD)
    groups: list[dict[str, object]] = []
    terms: dict[tuple[str, int], Leaf | None] = {}
    stats: dict[tuple[str, int], list[dict[str, object]]] = {}
    for number, lines in parts:
        group: dict[str, object] = {"id": number, "title": label if len(parts) == 1 else None}
        groups.append(group)
        for key, term, counts in _counted(lines):
            if _TOTAL.fullmatch(key[0]):
                group.update(counts)
                continue
            terms.setdefault(key, term)
            stats.setdefault(key, []).append({"groupId": number, **counts})
    events = [{"term": term, "stats": stats[key]} for key, term in terms.items()]
    return {"eventGroups": groups, "events": events}


def _counted(
    lines: list[Row],
) -> Iterator[tuple[tuple[str, int], Leaf | None, dict[str, Leaf | None]]]:
    """Yield the counts, each with its term and how often that has come in the group."""
    seen: dict[str, int] = {}
    for row in lines:
        match = _COUNT.fullmatch(row.text)
        start = _affected(match) if match else None
        if match is None or start is None:
            continue
        term = row.piece(match.start("term"), _term_end(match, start))
        words = term.words if term else ""
        seen[words] = seen.get(words, 0) + 1
        counts = {
            "numAffected": row.piece(start, match.end("figures")),
            "numAtRisk": row.group(match, "at_risk"),
        }
        yield (words, seen[words]), term, counts


def _affected(match: re.Match[str]) -> int | None:
    """Return where the number of those affected begins.

    The mark of a footnote may stand right before it ("Sepsis 31/49 (2.04%)"): the
    percentage tells where the number begins. ``None`` where they do not agree.
    """
    starts = range(match.start("figures"), match.end("figures"))
    return next((one for one in starts if _agrees(match, match.string[one : starts.stop])), None)


def _agrees(match: re.Match[str], affected: str) -> bool:
    """Tell whether a count and the printed percentage are the same."""
    at_risk = int(match["at_risk"])
    if match["percent"] is None or not at_risk:
        return affected == match["figures"] and int(affected) <= at_risk
    if affected != str(int(affected)):
        return False
    share = Decimal(100) * int(affected) / at_risk
    return abs(share - Decimal(match["percent"])) <= _ROUNDED


def _term_end(match: re.Match[str], affected: int) -> int:
    """Return where the term ends: a figure before the count is a mark, but not of a grade."""
    is_own = not match["marks"] and _NUMBERED.fullmatch(match["term"])
    return affected if is_own else match.end("term")
