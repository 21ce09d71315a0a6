"""Rows of the question about pooled effects, made by hand."""

from trialgraph.catalogue.answer import AnswerRow, Cell, Passage
from trialgraph.catalogue.card import find_card

CARD = find_card("pooled-effect")
EMPTY: dict[str, Cell] = {one.name: [] if one.is_list else None for one in CARD.columns}
USUAL: dict[str, Cell] = {
    "kind": "candidate",
    "endpoint": "PFS",
    "measure": "HR",
    "assessor": "independent",
    "population": "all",
    "value": 0.7,
    "value_printed": "0.70",
    "value_decimals": 2,
    "lower": 0.5,
    "lower_decimals": 2,
    "upper": 0.98,
    "upper_decimals": 2,
    "level": 95,
    "sides": 2,
    "interval_kind": "confidence",
    "sides_origin": "printed",
    "line": "first-line",
    "condition": "a cancer",
    "definition": "RECIST 1.1",
    "direction": "experimental",
    "added": "a-drug",
    "is_current": True,
    "is_decisive": True,
    "date": "2020-05-01",
    "formal": "met",
}


def row(trial: str, **cells: Cell) -> AnswerRow:
    """Return the usual estimate of a trial, but for the given cells."""
    own: dict[str, Cell] = {
        "trial": trial,
        "label": trial.upper(),
        "iri": f"urn:{trial}:{cells.get('value', 0.7)}:{cells.get('comparator', '')}",
        "experimental": f"urn:{trial}:new",
        "comparator": f"urn:{trial}:old",
    }
    return AnswerRow({**EMPTY, **USUAL, **own, **cells}, (Passage("sha-1", 0, 4, "0.70"),))
