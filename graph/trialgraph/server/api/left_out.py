"""The facts that reviewers rejected, as a further key of a body."""

from collections.abc import Iterable, Mapping
from typing import Any

from trialgraph.catalogue.answer import AnswerRow
from trialgraph.catalogue.left_out import columns

LEFT_OUT = "left_out"
MORE: Mapping[str, Any] = {
    LEFT_OUT: {
        "type": "array",
        "items": {
            "type": "object",
            "required": [one.name for one in columns()],
            "properties": {
                one.name: {"type": ["string", "null"], "description": one.meaning}
                for one in columns()
            },
            "additionalProperties": False,
        },
        "description": "Facts that reviewers rejected and that might have been in the answer: "
        "which, of which trial and document, who rejected each, when and why.",
    }
}
"""Its schema."""
HEADER = "Trialgraph-Left-Out"
"""Header that says how many facts were left out: a table, lines and Turtle have no place for it."""


def told(rows: Iterable[AnswerRow]) -> dict[str, Any]:
    """Return rejected facts as the further key of a body."""
    return {LEFT_OUT: [dict(row.cells) for row in rows]}
