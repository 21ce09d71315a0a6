"""Which of two forms of a record says more, and which are cut off."""

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


def cut_off(document: Document) -> Problem | None:
    """Return what says that a document is cut off; ``None`` where nothing does."""
    return next((one for one in document.problems if one.code == "truncated-page"), None)
