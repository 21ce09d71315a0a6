"""A second opinion on a query that the engine refused: where another parser stopped."""

from pyparsing import ParseException
from rdflib.plugins.sparql.parser import parseQuery, parseUpdate


def stopped_at(text: str, *, is_update: bool) -> int | None:
    """Return how many characters of a text could be read; ``None`` when that is not known.

    Its time grows with the length, and not with the depth; some hundred statements in
    one group are more than it can take.
    """
    try:
        (parseUpdate if is_update else parseQuery)(text)
    except ParseException as error:
        return min(error.loc, len(text))
    except RecursionError:
        return None
    return None
