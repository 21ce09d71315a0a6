"""Which form of a record says more, where a record comes in several."""

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
