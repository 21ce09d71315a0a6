"""Which part of an answer is wanted: some fields of each row, and no more rows than so many."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, replace

from trialgraph.catalogue.answer import PASSAGES, Answer, AnswerRow
from trialgraph.catalogue.card import Card
from trialgraph.catalogue.paging import WHOLE
from trialgraph.catalogue.tables import header, records, safe
from trialgraph.errors import BadParameter
from trialgraph.server.api.asking import one_of, whole
from trialgraph.server.openapi import Schema

_FIELDS, _LIMIT = "fields", "limit"
PARAMETERS: list[Schema] = [
    {
        "name": _FIELDS,
        "in": "query",
        "required": False,
        "description": "Keys of a row that are wanted, with commas between them; all without it.",
        "schema": {"type": "string"},
    },
    {
        "name": _LIMIT,
        "in": "query",
        "required": False,
        "description": "Rows at most; `truncated` says whether there are more. All without it.",
        "schema": {"type": "integer", "minimum": 1, "maximum": WHOLE},
    },
]
"""Of every question, beside its own."""


@dataclass(frozen=True, slots=True)
class Part:
    """The part of an answer that is wanted.

    Attributes:
        fields: keys of a row; empty for all of them.
        limit: rows at most; 0 for all of them.
    """

    fields: frozenset[str] = frozenset()
    limit: int = 0

    def of(self, answer: Answer) -> Answer:
        """Return an answer with no more rows than are wanted."""
        return replace(answer, rows=answer.rows[: self.limit]) if self.limit else answer

    def to_json(self, answer: Answer) -> dict[str, object]:
        """Return the part of an answer as its JSON object."""
        shown = self.of(answer)
        told = shown.to_json() | {"rows": [self.row(one) for one in shown.rows]}
        if self.fields:
            told["columns"] = [one.name for one in answer.columns if one.name in self.fields]
        more = {"truncated": len(shown.rows) < len(answer.rows)} if self.limit else {}
        return {**told, **more}

    def row(self, row: AnswerRow) -> dict[str, object]:
        """Return the wanted keys of a row."""
        told = row.to_json()
        if not self.fields:
            return told
        return {name: value for name, value in told.items() if name in self.fields}

    def csv(self, answer: Answer) -> str:
        """Return the part of an answer as CSV (RFC 4180)."""
        head, own = header(answer), len(answer.columns)
        kept = [place for place, name in enumerate(head) if self._has(name, is_own=place < own)]
        target = io.StringIO()
        writer = csv.writer(target)
        writer.writerow([head[place] for place in kept])
        for record in records(self.of(answer)):
            writer.writerow([safe(record[place]) for place in kept])
        return target.getvalue()

    def _has(self, name: str, *, is_own: bool) -> bool:
        """Tell whether a column of a table is wanted: of its passage, or one of its own."""
        return not self.fields or (name if is_own else PASSAGES) in self.fields


def part_in(given: Mapping[str, str], card: Card) -> tuple[Part, dict[str, str]]:
    """Return the part of an answer that is wanted, and the parameters of the question itself.

    Raises:
        BadParameter: its rows have no such key, or the limit is none.
    """
    own = {name: words for name, words in given.items() if name not in {_FIELDS, _LIMIT}}
    return Part(_fields(given, card), _limit(given)), own


def _fields(given: Mapping[str, str], card: Card) -> frozenset[str]:
    """Return the keys that are wanted; none for all."""
    known = (*(one.name for one in card.columns), PASSAGES)
    wanted = frozenset(one.strip() for one in given.get(_FIELDS, "").split(",")) - {""}
    if unknown := sorted(wanted - set(known)):
        raise BadParameter(f"found field {unknown[0][:80]!r}, wanted {one_of(unknown[0], known)}")
    if _FIELDS in given and not wanted:
        raise BadParameter(
            f"found fields without a name, wanted some of {', '.join(known)}; leave it out for all"
        )
    return wanted


def _limit(given: Mapping[str, str]) -> int:
    """Return how many rows are wanted at most; 0 for all."""
    if _LIMIT not in given:
        return 0
    limit = whole(_LIMIT, given[_LIMIT])
    if not 1 <= limit <= WHOLE:
        raise BadParameter(f"found limit={limit}, wanted 1 to {WHOLE}; leave it out for all rows")
    return limit
