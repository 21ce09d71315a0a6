"""The words of a query with their places; for what is told of it, never for what is allowed."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, cast

from trialgraph.store.lexer import TOKEN, place

Kind = Literal["iri", "string", "variable", "name", "word", "number", "open", "close", "other"]


__all__ = ["Token", "place", "tokens"]


@dataclass(frozen=True, slots=True)
class Token:
    """A word or mark of a query.

    Attributes:
        start: characters before it.
    """

    kind: Kind
    text: str
    start: int

    @property
    def is_variable(self) -> bool:
        """Tell a variable from a language tag and from a blank node's label."""
        return self.text[0] in "?$" and self.kind == "variable"

    @property
    def variable(self) -> str:
        """Return the name of a variable without its mark."""
        return self.text[1:]


def tokens(query: str) -> list[Token]:
    """Return the words and marks of a query, in order; comments and white space left out."""
    return list(_tokens(query))


def _tokens(query: str) -> Iterator[Token]:
    for match in TOKEN.finditer(query):
        kind, text = match.lastgroup, match[0]
        if kind == "space":
            continue
        # A dot may stand in a name and never at its end: there it ends the statement.
        bare = text.rstrip(".") if kind in {"name", "variable"} else text
        if bare.endswith("\\"):  # this dot is part of the name
            bare += "."
        yield Token(cast("Kind", kind), bare, match.start())
        for dot in range(match.start() + len(bare), match.end()):
            yield Token("other", ".", dot)
