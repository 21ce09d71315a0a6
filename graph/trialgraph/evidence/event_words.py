"""What an end point outside the tables means to a patient, by its measure and the words it has.

The words stand in the term tables (``trialgraph.terms.directions``); what more of the
measure means with them is told here (event polarity x measure).
"""

from trialgraph.model.result import Measure
from trialgraph.terms.directions import event_direction, event_words, scale_direction, scales
from trialgraph.terms.index import TermIndex
from trialgraph.verdict.codes import Polarity

DIFFERENCES_OF_SCORES: frozenset[Measure] = frozenset({"MD", "SMD", "difference"})
_RATIOS_OF_EVENTS = frozenset({"HR", "csHR", "sHR", "IRR"})
_OF_PATIENTS = frozenset({"RR", "OR", "RD"})
_AS_EVENT = {"bad": Polarity.BAD_EVENT, "good": Polarity.GOOD_EVENT}
_AS_SHARE = {"bad": Polarity.LESS_IS_BETTER, "good": Polarity.MORE_IS_BETTER}
_AS_SCORE = {"lower": Polarity.LESS_IS_BETTER, "higher": Polarity.MORE_IS_BETTER}


def event_polarity(name: str, measure: Measure, terms: TermIndex) -> Polarity:
    """Return what having an event means, unknown unless every part of its name says so."""
    if measure in _RATIOS_OF_EVENTS:
        meanings = _AS_EVENT
    elif measure in _OF_PATIENTS:
        meanings = _AS_SHARE
    else:
        return Polarity.UNKNOWN
    direction = event_direction(event_words(name, terms))
    return meanings[direction] if direction else Polarity.UNKNOWN


def scale_polarity(name: str, measure: Measure, terms: TermIndex) -> Polarity | None:
    """Return what more means on a named scale, where its scores are compared."""
    if measure not in DIFFERENCES_OF_SCORES:
        return None
    direction = scale_direction(scales(name, terms))
    return _AS_SCORE[direction] if direction else None
