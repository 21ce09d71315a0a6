"""Which selected variable a query with groups forgot (SPARQL 1.1, section 11.4)."""

from collections.abc import Iterator, Sequence
from itertools import islice

from trialgraph.store.keywords import AGGREGATES
from trialgraph.store.tokens import Token

_CLAUSE_ENDS = frozenset({"{", "WHERE", "FROM", "SELECT"})
_GROUPING_ENDS = frozenset({"{", "}", "HAVING", "ORDER", "LIMIT", "OFFSET", "VALUES"})


def ungrouped(seen: Sequence[Token]) -> Token | None:
    """Return the first selected variable that is in no aggregate and not grouped."""
    partners = _partners(seen)
    for start, token in enumerate(seen):
        if token.text.upper() != "SELECT" or token.kind != "word":
            continue
        clause = list(_until(_CLAUSE_ENDS, seen, start + 1))
        grouped = _grouped(seen, partners.get(_opening(seen, start + 1 + len(clause)), len(seen)))
        if grouped is None and not any(one.text.upper() in AGGREGATES for one in clause):
            continue
        for variable in _plain(clause):
            if variable.variable not in (grouped or ()):
                return variable
    return None


def _until(ends: frozenset[str], seen: Sequence[Token], start: int) -> Iterator[Token]:
    """Yield words from a place on, up to one that ends the clause."""
    for token in islice(seen, start, None):
        if token.text.upper() in ends:
            return
        yield token


def _opening(seen: Sequence[Token], start: int) -> int:
    """Return where the next curly bracket opens; nowhere when another query begins before."""
    for number in range(start, len(seen)):
        if seen[number].text == "{":
            return number
        if seen[number].text.upper() == "SELECT":
            break
    return -1


def _partners(seen: Sequence[Token]) -> dict[int, int]:
    """Return where each curly bracket closes, by where it opens."""
    held: list[int] = []
    closed: dict[int, int] = {}
    for number, token in enumerate(seen):
        if token.text == "{":
            held.append(number)
        elif token.text == "}" and held:
            closed[held.pop()] = number
    return closed


def _grouped(seen: Sequence[Token], end: int) -> set[str] | None:
    """Return the variables of the GROUP BY behind a bracket, ``None`` when there is none."""
    after = [token.text.upper() for token in seen[end + 1 : end + 3]]
    if after != ["GROUP", "BY"]:
        return None
    clause = _until(_GROUPING_ENDS, seen, end + 3)
    return {token.variable for token in clause if token.is_variable}


def _plain(clause: Sequence[Token]) -> Iterator[Token]:
    """Yield the variables of a SELECT clause that stand in no aggregate and name no result."""
    depth = 0
    inside: list[int] = []  # depths at which an aggregate was opened
    before = ""
    for token in clause:
        if token.kind == "open":
            depth += 1
            if before in AGGREGATES:
                inside.append(depth)
        elif token.kind == "close":
            if inside and inside[-1] == depth:
                inside.pop()
            depth -= 1
        elif token.is_variable and not inside and before != "AS":
            yield token
        before = token.text.upper()
