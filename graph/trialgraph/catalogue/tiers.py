"""Sorts the rows of a benefit question into the tiers that an answer is read by."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trialgraph.verdict.codes import SHOWN, Hypothesis, Reason
from trialgraph.verdict.reservations import ALWAYS_BLOCKING

if TYPE_CHECKING:
    from trialgraph.catalogue.answer import Answer, AnswerRow

TIERS = {
    "confirmed": "Confirmed",
    "reserved": "Confirmed, with reservations",
    "nominal": "Nominal, no proof of benefit: the trial's plan does not protect it from chance",
    "noninferior": "Non-inferior: not a benefit",
    "equivalent": "Equivalent: not a benefit",
    "not_significant": "Not significant",
    "not_shown": "Not shown to be within the margin",
    "unfavourable": "In favour of the other arm",
    "undetermined": "Undetermined",
    "descriptive": "Descriptive, not a comparison of the randomised groups",
    "not_estimable": "Not estimable",
    "superseded": "Superseded",
    "excluded": "Excluded: the publication is retracted",
    "claim": "Claims by documents, kept apart",
    "known gap": "Known gaps",
}
"""Headings in the order of an answer."""

ALWAYS_SHOWN = ("confirmed",)
"""Tiers that are named even when they are empty: silence is no answer."""

_MARGIN_TIERS = {
    Hypothesis.NONINFERIORITY: "noninferior",
    Hypothesis.EQUIVALENCE: "equivalent",
}


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
    """Tell whether a verdict is that a margin is excluded, whichever arm the estimate favours."""
    is_met = row.text("strength") in SHOWN
    is_about_margin = row.text("hypothesis") in _MARGIN_TIERS
    return is_met and is_about_margin and row.text("reason") != Reason.BEYOND_MARGIN


def is_reserved(row: "AnswerRow") -> bool:
    """Tell whether a reservation forbids to call a confirmed verdict so without another word."""
    return bool(row.words("blocking") or ALWAYS_BLOCKING & set(row.words("reservations")))


def tier_of(row: "AnswerRow") -> str:
    """Return the tier of a row."""
    if row.kind in {"superseded", "claim", "known gap"}:
        return row.kind
    further = row.text("further_strength")
    if is_margin_excluded(row) and not further:
        return _MARGIN_TIERS[Hypothesis(row.text("hypothesis"))]
    strength = further or row.text("strength")
    if strength == "confirmed" and row.kind == "answer":
        return "reserved" if is_reserved(row) else "confirmed"
    if strength in SHOWN:
        return "nominal" if row.kind == "answer" else "unfavourable"
    return strength if strength in TIERS else "undetermined"


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
