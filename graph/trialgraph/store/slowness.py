"""What looks slow in a query that was stopped, told from its words alone."""

from collections.abc import Iterator, Sequence
from itertools import islice

from trialgraph.store.tokens import Token, tokens

_ENDS = frozenset(".;{}")
_SEARCHES = frozenset({"REGEX", "CONTAINS", "LCASE", "UCASE", "STRSTARTS", "STRENDS"})
_TRIPLE = 3
_MOST = 3
_LOOKED_AT = 200  # statements; each is compared with those before it


def slow_parts(query: str) -> tuple[str, ...]:
    """Return what to change in a query that took too long, the costliest first."""
    seen = tokens(query)
    statements = list(islice(_statements(seen), _LOOKED_AT))
    found = [
        *_unconnected(statements),
        *_everything(statements),
        *_endless_paths(seen),
        *_searches(seen),
        *_sorting(seen),
    ]
    return tuple(dict.fromkeys(found))[:_MOST] or (
        "put the statement that matches least in front, bind names by VALUES, or ask for less",
    )


def _statements(seen: Sequence[Token]) -> Iterator[list[Token]]:
    """Yield the statements between curly brackets; those after ``;`` with their subject."""
    depth = 0
    held: list[Token] = []
    for token in seen:
        depth += (token.text == "{") - (token.text == "}")
        if token.text in _ENDS or token.text.upper() in {"FILTER", "OPTIONAL", "BIND", "UNION"}:
            if depth >= 0 and len(held) >= _TRIPLE:
                yield held
            held = held[:1] if token.text == ";" else []
        elif depth > 0:
            held.append(token)


def _unconnected(statements: Sequence[Sequence[Token]]) -> Iterator[str]:
    """Yield where statements share no variable: each of one goes with each of the other."""
    groups: list[tuple[set[str], str]] = []
    for statement in statements:
        names = {token.variable for token in statement if token.is_variable}
        if not names:
            continue
        touched = [group for group in groups if group[0] & names]
        first = touched[0][1] if touched else _written(statement)
        groups = [group for group in groups if group not in touched]
        groups.append((names.union(*(group[0] for group in touched)), first))
    if len(groups) > 1:
        yield (
            f"{groups[0][1]!r} and {groups[1][1]!r} share no variable, so every match of one is "
            "paired with every match of the other; connect them"
        )


def _everything(statements: Sequence[Sequence[Token]]) -> Iterator[str]:
    """Yield the statements of three variables, when no other one narrows the answer."""
    for statement in statements:
        subject, *others = statement[:_TRIPLE]
        if all(token.is_variable for token in (subject, *others)):
            yield (
                f"{_written(statement[:_TRIPLE])!r} matches every statement held; "
                "name its property, its subject or its object"
            )
            return
    if statements and not any(_is_selective(one) for one in statements):
        yield "no statement names a thing: bind one by VALUES, or name a drug, trial or document"


def _is_selective(statement: Sequence[Token]) -> bool:
    """Tell whether a statement has a name or a value as its subject or object."""
    subject, path, *objects = statement
    is_class = path.text in {"a", "rdf:type"}
    fixed = ("iri", "name", "string", "number")
    return subject.kind in fixed or (not is_class and objects[-1].kind in fixed)


def _endless_paths(seen: Sequence[Token]) -> Iterator[str]:
    """Yield paths of any length whose ends are both open."""
    for before, path, mark, after in zip(seen, seen[1:], seen[2:], seen[3:], strict=False):
        is_path = mark.text in {"*", "+"} and (path.kind in {"name", "iri"} or path.text == ")")
        if is_path and before.is_variable and after.is_variable:
            yield f"{path.text}{mark.text} is followed from everything; name one of its ends"


def _searches(seen: Sequence[Token]) -> Iterator[str]:
    """Yield functions that read every value."""
    for token in seen:
        if token.kind == "word" and token.text.upper() in _SEARCHES:
            yield (
                f"{token.text} reads every value that is left; narrow the statements before it, "
                "or match the whole value"
            )


def _sorting(seen: Sequence[Token]) -> Iterator[str]:
    """Yield a sorting of everything."""
    words = {token.text.upper() for token in seen if token.kind == "word"}
    if "ORDER" in words and "LIMIT" not in words:
        yield "ORDER BY waits for the whole answer; add a LIMIT or leave it out"


def _written(statement: Sequence[Token]) -> str:
    """Return a statement as it is written, shortened."""
    return " ".join(token.text for token in statement[:_TRIPLE])[:80]
