"""Pooled effects, refusals and exclusions with their reasons; and the table for meta-analysts."""

from collections.abc import Iterator, Sequence
from math import log
from typing import TYPE_CHECKING

from trialgraph.catalogue.answer import AnswerRow, Cell
from trialgraph.catalogue.ask import ask
from trialgraph.catalogue.card import find_card
from trialgraph.catalogue.pooling import rounded
from trialgraph.catalogue.schemes import longest
from trialgraph.server.api.contract import Asked, Found, Parameter, Resource, RowKind
from trialgraph.server.api.left_out import MORE, told
from trialgraph.server.api.meaning import shown
from trialgraph.server.bounded import BoundedReader
from trialgraph.terms.index import TermIndex
from trialgraph.verdict.polarity import RATIOS

if TYPE_CHECKING:
    from trialgraph.catalogue.card import Parameter as Takes

_QUESTION = "pooled-effect"
_ALLOW = "allow"
_EXAMPLES = {
    "drug": "pertuzumab",
    "endpoint": "OS",
    "assessor": "independent",
    "measure": "HR",
    "analysis": "current",
    "as_of": "2026-01-01",
    _ALLOW: "interim_included",
    "between": "REML",
}
# A synthesis has these too, and is no thing of the graph; nor is a number that another trial's
# publication restates a result: it is a fact that is named otherwise.
_OF_ANY_ROW = (
    *("trial", "endpoint", "measure", "assessor", "at", "population"),
    *("value", "lower", "upper", "level", "sides", "value_printed"),
)
_CARD = find_card(_QUESTION)
POOLED = RowKind("PooledRow", _CARD.columns, means=shown(_CARD, thing="result", but=_OF_ANY_ROW))
_OF_ESTIMATES = {"pooled", "refused", "excluded", "single"}
_TABLE = (
    "trial",
    "label",
    "endpoint",
    "measure",
    "scale",
    "effect",
    "standard_error",
    "standard_error_from",
    "limit_error",
    "value_printed",
    "lower",
    "upper",
    "level",
    "sides",
    "is_reversed",
    "assessor",
    "population",
    "stage",
    "adjustment",
    "date",
    "part",
    "reason",
    "weight_common",
    "weight_random",
    "pool",
    "iri",
    "document",
    "start",
    "end",
    "exact",
)


def _parameter(one: "Takes") -> Parameter:
    is_list = one.name == _ALLOW
    return Parameter(
        one.name,
        one.meaning,
        _EXAMPLES.get(one.name, ""),
        {"type": "string", "maxLength": longest(one.type)},
        is_repeatable=is_list,
        is_required=not one.is_optional,
    )


def _pool(asked: Asked, reader: BoundedReader, terms: TermIndex) -> Found:
    given = {name: ",".join(words) for name, words in asked.given.items()}
    answer = ask(reader, _QUESTION, given, terms)
    plots = [one.to_json() for one in answer.forests or ()]
    return Found(
        answer.rows, as_of=asked.one("as_of"), more={"forest": plots, **told(answer.left_out)}
    )


def _table(found: Found) -> Sequence[Sequence[Cell]]:
    """Return a line an estimate, head first, as programs for meta-analysis read it."""
    estimates = (row for row in found.rows if row.kind in _OF_ESTIMATES)
    return [_TABLE, *([told[name] for name in _TABLE] for told in map(_line, estimates))]


def _line(row: AnswerRow) -> dict[str, Cell]:
    first: dict[str, Cell] = {**row.passages[0].to_json()} if row.passages else {}
    own: dict[str, Cell] = {name: row.cells.get(name) for name in _TABLE}
    is_ratio = row.text("measure") in RATIOS
    return own | {
        **{name: first.get(name) for name in ("document", "start", "end", "exact")},
        "scale": "log" if is_ratio else "identity",
        "effect": _effect(row, is_ratio=is_ratio),
        "standard_error_from": " and ".join(_limits(row)) or None,
        "part": row.kind,
        "reason": row.cells.get("code"),
    }


def _effect(row: AnswerRow, *, is_ratio: bool) -> float | None:
    """Return an estimate on the scale on which it is symmetric, experimental over comparator."""
    value = row.cells.get("value")
    if not isinstance(value, int | float) or (is_ratio and value <= 0):
        return None
    effect = log(value) if is_ratio else float(value)
    return rounded(-effect if row.cells.get("is_reversed") else effect)


def _limits(row: AnswerRow) -> Iterator[str]:
    """Yield the printed limits that a standard error was taken from."""
    if row.cells.get("standard_error") is not None:
        yield from (f"{side} limit" for side in ("lower", "upper") if row.text(side))


RESOURCES = (
    Resource(
        "/pool",
        "poolEffects",
        "What trials report of adding a drug on an end point, pooled, or why it is not; as CSV a "
        "line an estimate with effect, standard error, source and reason.",
        POOLED,
        _pool,
        tuple(_parameter(one) for one in _CARD.parameters),
        more={
            "forest": {
                "type": "array",
                "items": {"type": "object"},
                "description": "The plot of each pool as numbers.",
            },
            **MORE,
        },
        table=_table,
        is_paged=False,
    ),
)
