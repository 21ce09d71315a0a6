"""References that the running text names by author and year, as numbers of the document's list."""

from collections.abc import Sequence

from trialgraph.model import lazy
from trialgraph.model.reading import Citation

_NAMED = lazy.regex(
    r"\b(?P<who>[A-Z][\w'’-]{1,30})(?: et al\.?| (?:and|&) [A-Z][\w'’-]{1,30})?,? "
    r"\(?(?P<year>(?:19|20)\d\d)[a-z]?\b"
)


def author_year_numbers(words: str, references: Sequence[Citation]) -> tuple[int, ...]:
    """Return the numbers of the references that words name as ``(Doe et al, 2001)``.

    A name that fits several references of its year is none of them for sure, and left out.
    """
    found: list[int] = []
    for match in _NAMED.finditer(words):
        fitting = [
            each.number
            for each in references
            if each.number is not None
            and each.year == int(match["year"])
            and _is_by(each.first_author, match["who"])
        ]
        if len(fitting) == 1:
            found += fitting
    return tuple(dict.fromkeys(found))


def _is_by(author: str, name: str) -> bool:
    """Tell whether a reference's first author has a surname."""
    return author == name or author.startswith((f"{name} ", f"{name},"))
