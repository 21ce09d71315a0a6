"""Sorts the rows of a benefit question into the tiers that an answer is read by."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trialgraph.verdict.reservations import ALWAYS_BLOCKING

if TYPE_CHECKING:
    from trialgraph.catalogue.answer import Answer, AnswerRow

TIERS = {
    "confirmed": "Confirmed",
    "reserved": "Confirmed, with reservations",
    "nominal": "Nominal, no proof of benefit: the trial's plan does not protect it from chance",
    "noninferior": "Non-inferior: not a benefit",
    "not_significant": "Not significant",
    "unfavourable": "In favour of the other arm",
    "undetermined": "Undetermined",
    "superseded": "Superseded",
    "claim": "Claims by documents, kept apart",
    "known gap": "Known gaps",
}
"""Headings in the order of an answer."""

ALWAYS_SHOWN = ("confirmed",)
"""Tiers that are named even when they are empty: silence is no answer."""


@dataclass(frozen=True, slots=True)
class Tier:
    """Rows under one heading."""

    name: str
    heading: str
    rows: "tuple[AnswerRow, ...]"


def is_graded(answer: "Answer") -> bool:
    """Tell whether the rows carry verdicts and claims, so that they fall into tiers."""
    return {"strength", "reservations", "outcome"} <= {column.name for column in answer.columns}


def is_margin_excluded(row: "AnswerRow") -> bool:
    """Tell whether a verdict is that an arm is not inferior, which is no benefit."""
    is_met = row.text("strength") in {"confirmed", "nominal"}
    is_about_margin = row.text("hypothesis") == "noninferiority"
    return is_met and is_about_margin and row.text("reason") != "beyond_margin"


def is_reserved(row: "AnswerRow") -> bool:
    """Tell whether a reservation forbids to call a confirmed verdict so without another word."""
    return bool(row.words("blocking") or ALWAYS_BLOCKING & set(row.words("reservations")))


def tier_of(row: "AnswerRow") -> str:
    """Return the tier of a row."""
    if row.kind in {"superseded", "claim", "known gap"}:
        return row.kind
    if is_margin_excluded(row):
        return "noninferior"
    strength = row.text("strength")
    if strength == "confirmed" and row.kind == "answer":
        return "reserved" if is_reserved(row) else "confirmed"
    if strength in {"confirmed", "nominal"}:
        return "nominal" if row.kind == "answer" else "unfavourable"
    return strength if strength == "not_significant" else "undetermined"


def tiers(answer: "Answer") -> tuple[Tier, ...]:
    """Return the tiers of an answer, in order; empty ones only where they must be named."""
    by_name: dict[str, list[AnswerRow]] = {name: [] for name in TIERS}
    for row in answer.rows:
        by_name[tier_of(row)].append(row)
    return tuple(
        Tier(name, TIERS[name], tuple(found))
        for name, found in by_name.items()
        if found or name in ALWAYS_SHOWN
    )
