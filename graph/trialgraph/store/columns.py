"""The order of the columns of ``SELECT *``: that of the query, which the engine does not keep."""

from collections.abc import Mapping

import pyoxigraph as ox

from trialgraph.names import ID
from trialgraph.store.tokens import Token, tokens

_ALL = "*"
_BETWEEN = {"DISTINCT", "REDUCED"}


def in_order(query: str, prefixes: Mapping[str, str]) -> str:
    """Return a query with its variables, in the order of the text, for the star of its SELECT.

    Which variables those are the engine says: some of a text are not in sight outside.

    Raises:
        SyntaxError: it does not parse.
    """
    seen = tokens(query) if _ALL in query else []
    star = _star(seen)
    if star is None:
        return query
    result = ox.Store().query(query, base_iri=ID, prefixes=dict(prefixes))
    if not isinstance(result, ox.QuerySolutions) or not result.variables:
        return query
    held = {one.value for one in result.variables}
    named = dict.fromkeys(one.variable for one in seen if one.is_variable and one.variable in held)
    spelled = " ".join(f"?{one}" for one in (*named, *sorted(held - set(named))))
    return f"{query[: star.start]} {spelled} {query[star.start + len(star.text) :]}"


def _star(seen: list[Token]) -> Token | None:
    """Return the star of the outermost SELECT, ``None`` where that names its variables."""
    words = iter(seen)
    for one in words:
        if one.kind == "word" and one.text.upper() == "SELECT":
            following = next((it for it in words if it.text.upper() not in _BETWEEN), None)
            return following if following is not None and following.text == _ALL else None
        if one.kind == "open":
            return None
    return None
