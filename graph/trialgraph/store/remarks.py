"""What to tell of a query that parses and still cannot find what its writer meant.

A misspelt class gives an empty answer, which looks like a finding. Such a query is
valid and is answered as the standard says; what is remarked goes beside the answer.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache

from trialgraph import assets
from trialgraph.errors import Advice
from trialgraph.names import ONTOLOGY, PREFIXES
from trialgraph.store.tokens import Token, place, tokens

_MOST = 5
_SHORT = 1_000  # bytes of an answer of one row that counts
_LOOKED_AT = 50  # selected variables
_SELECTED = re.compile(r"\bSELECT\s+(?:(?:DISTINCT|REDUCED)\s+)?((?:[?$]\w+\s+)+)", re.IGNORECASE)
_VARIABLE = re.compile(r"[?$](\w+)")
_COUNTED = re.compile(r"\b(?:COUNT|SUM|AVG|MIN|MAX|SAMPLE)\b", re.IGNORECASE)
_DEFINED = re.compile(r"^:([A-Za-z][\w-]*) a ", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Remark:
    """What is odd in a query that was answered.

    Attributes:
        code: ``unknown-term`` or ``unbound-variable``.
    """

    code: str
    message: str
    advice: Advice


def remarks(query: str, *, nothing: bool) -> tuple[Remark, ...]:
    """Return what to tell about a query beside its answer; mostly nothing, and cheaply.

    Args:
        query: one that was answered.
        nothing: whether the answer is empty, as ``has_nothing`` tells.
    """
    loose = _loose(query)
    if not (nothing or loose):
        return ()
    seen = tokens(query)
    unknown = _unknown(query, seen) if nothing else ()
    return (*unknown, *_unbound(query, seen, loose))[:_MOST]


def has_nothing(query: str, form: str, content: bytes) -> bool:
    """Tell whether a whole answer is empty: no row, no statement, false, or one row that counts.

    Args:
        query: that was answered.
        form: of the answer.
        content: all of it.
    """
    if len(content) > _SHORT:
        return False
    match form:
        case "json":
            ends = (b'"bindings":[]}}', b'"boolean":false}')
            return content.endswith(ends) or (b"}},{" not in content and _counts(query, content))
        case "xml":
            rows = content.count(b"<result>")
            is_true = b"<boolean>true" in content
            return not is_true and (rows == 0 or (rows == 1 and _counts(query, content)))
        case "csv" | "tsv":
            rows = content.count(b"\n") - 1
            is_true = content.strip() == b"true"
            return not is_true and (rows <= 0 or (rows == 1 and _counts(query, content)))
        case "rdfxml":
            return b"<rdf:Description" not in content
        case _:
            return content.strip() in {b"", b"[]"}


def _counts(query: str, content: bytes) -> bool:
    """Tell whether the one row of an answer counts or sums up."""
    return b'"boolean"' not in content and _COUNTED.search(query) is not None


def _loose(query: str) -> list[str]:
    """Return selected variables that are written only once."""
    names = [name[1:] for clause in _SELECTED.findall(query) for name in clause.split()]
    if not names:
        return []
    written = Counter(_VARIABLE.findall(query))
    return [name for name in names[:_LOOKED_AT] if written[name] == 1]


def _unbound(query: str, seen: Sequence[Token], loose: Sequence[str]) -> Iterator[Remark]:
    """Yield the selected variables that nothing gives a value; ``*`` hides none."""
    bound = list(dict.fromkeys(token.variable for token in seen if token.is_variable))[:200]
    for token in seen:
        if token.is_variable and token.variable in loose:
            close = get_close_matches(token.variable, sorted({*bound} - {*loose}), 1)
            hint = (
                f"did you mean ?{close[0]}?" if close else "use it in a statement, or leave it out"
            )
            meant = tuple(f"?{one}" for one in close)
            message = f"{token.text} is selected and never gets a value"
            yield _remark(
                query, token, "unbound-variable", message, Advice(None, None, hint, meant)
            )


def _unknown(query: str, seen: Sequence[Token]) -> Iterator[Remark]:
    """Yield the names that look like terms of our ontology and are none."""
    known = ontology_terms()
    ours = set(_prefixes_of_ours(seen))
    told: set[str] = set()
    for before, token in zip([None, *seen], seen, strict=False):
        local = _local(token, ours)
        is_declared = before is not None and before.text.upper() == "PREFIX"
        if local and local not in known and local not in told and not is_declared:
            told.add(local)
            close = _meant(local)
            hint = f"did you mean :{close[0]}?" if close else "the ontology lists all terms"
            meant = tuple(f":{one}" for one in close)
            message = f"{token.text} is no class or property of the ontology"
            yield _remark(query, token, "unknown-term", message, Advice(None, None, hint, meant))
        if len(told) == _MOST:
            return


def _remark(query: str, token: Token, code: str, message: str, advice: Advice) -> Remark:
    line, column = place(query, token.start)
    placed = Advice(line, column, advice.hint, advice.suggestions)
    return Remark(code, f"line {line}, column {column}: {message}", placed)


def _prefixes_of_ours(seen: Sequence[Token]) -> Iterator[str]:
    """Yield the prefixes that stand for our ontology in a query."""
    declared = {
        name.text.partition(":")[0]: iri.text[1:-1]
        for word, name, iri in zip(seen, seen[1:], seen[2:], strict=False)
        if word.text.upper() == "PREFIX"
    }
    yield from (prefix for prefix, base in (PREFIXES | declared).items() if base == ONTOLOGY)


def _local(token: Token, ours: set[str]) -> str:
    """Return the local name of a term of ours, empty for anything else."""
    prefix, _, local = token.text.partition(":")
    if token.kind == "name":
        return local if prefix in ours else ""
    return token.text[1:-1].removeprefix(ONTOLOGY) if token.text.startswith(f"<{ONTOLOGY}") else ""


def _meant(local: str) -> list[str]:
    """Return the terms whose names are closest; a wrong capital is the likeliest slip."""
    known = ontology_terms()
    alike = [name for name in known if name.lower() == local.lower()]
    close = get_close_matches(local, sorted(known), 3, 0.7)
    return [*alike, *(one for one in close if one not in alike)][:3]


@lru_cache(maxsize=1)
def ontology_terms() -> frozenset[str]:
    """Return the local names of all classes, properties and values of the ontology."""
    text = (assets.room("ontology") / "trialgraph.ttl").read_text(encoding="utf-8")
    return frozenset(_DEFINED.findall(text))
