"""Which patients the sizes of the arms count, where they are not all that were randomised.

A number of those treated, or of one part of a trial, is the best size that some abstracts
print; as the size of that population it is told apart from the number randomised.
"""

import re
from dataclasses import replace

from trialgraph.extract.view import ReadingView
from trialgraph.model import lazy
from trialgraph.model.text import Number
from trialgraph.model.trial import Arm, PopulationSize

_ASSIGNED = lazy.regex(r"\b(?:random|assign|allocat|enrol)", re.IGNORECASE)
_TREATED = lazy.regex(
    r"\btreated (?:patients|participants|subjects)\b|\bat least one dose\b|\bwere treated\b",
    re.IGNORECASE,
)
_PART = lazy.regex(
    r"(?:[A-Z]\w+: )?(?:In|For|During) (?:the )?(?:part|stage|cohort) (?:[1-4A-D]|I{1,3}|one|two)\b"
    r"|.{0,200}\b(?:the first \d[\d,]* (?:randomi[sz]ed )?(?:patients|participants)|"
    r"primary (?:analysis )?population|first \d[\d,]* (?:enrolled|randomi[sz]ed))\b"
)


def with_size_populations(view: ReadingView, arms: tuple[Arm, ...]) -> tuple[Arm, ...]:
    """Return the arms; a size that is not of all randomised stands as its population's too."""
    if not any(arm.n for arm in arms):
        return arms
    return tuple(_told(view, arm) for arm in arms)


def _told(view: ReadingView, arm: Arm) -> Arm:
    population = _population(view, arm.n) if arm.n is not None else None
    if arm.n is None or population is None:
        return arm
    size = PopulationSize(population=population, n=arm.n)
    return replace(arm, n_by_population=(*arm.n_by_population, size))


def _population(view: ReadingView, size: Number) -> str | None:
    """Return the population whose size a sentence tells; ``None`` for those randomised."""
    for sentence in view.sentences:
        if view.span(sentence.start, sentence.end).holds(size.span):
            words = view.words(sentence)
            if _PART.match(words):
                return "part of the trial"
            return "treated" if _TREATED.search(words) and not _ASSIGNED.search(words) else None
    return None
