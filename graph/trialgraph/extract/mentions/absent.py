"""Words that stand where a number would."""

from trialgraph.model import lazy
from trialgraph.model.text import Absence

_NOT_ESTIMABLE = lazy.regex(r"(?i)estim|evaluable|calculated|determined|\bN[EA]\b")


def absence_in(words: str) -> Absence:
    """Return why no number is printed: it was not reached, or could not be estimated.

    >>> absence_in("not reached").value, absence_in("NE").value
    ('not-reached', 'not-estimable')
    """
    return Absence.NOT_ESTIMABLE if _NOT_ESTIMABLE.search(words) else Absence.NOT_REACHED
