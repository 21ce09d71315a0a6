"""Which of two forms of a record says more, and which are cut off."""

from collections.abc import Callable

from trialgraph.model.document import Document
from trialgraph.model.text import Problem

_FULLER_FIRST = (("ctgov-json", "ctgov-xml", "ctgov-page"), ("pubmed-xml", "medline"))


def is_fuller(held: str, given: str) -> bool:
    """Tell whether the form that is held says more than the form that is given.

    >>> is_fuller("ctgov-json", "ctgov-page")
    True
    """
    return any(
        held in forms and given in forms and forms.index(held) < forms.index(given)
        for forms in _FULLER_FIRST
    )


def why_held(held: str, given: str, cut: str, *, is_whole: Callable[[], bool]) -> str:
    """Return why a document does not replace the one that is held; empty where it does.

    Args:
        held: kind of the form that is held.
        given: kind of the form that came.
        cut: what says that the latter is cut off, empty where nothing does.
        is_whole: tells whether the former is not.
    """
    if is_fuller(held, given):
        return f"the fuller form {held} is held"
    if not cut or not is_whole():
        return ""
    return f"a whole one is held, and of this one {cut}"


def cut_off(document: Document) -> Problem | None:
    """Return what says that a document is cut off; ``None`` where nothing does."""
    return next((one for one in document.problems if one.code == "truncated-page"), None)
