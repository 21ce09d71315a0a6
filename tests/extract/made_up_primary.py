"""What is read of effects of a made-up trial whose primary end point is PFS."""

from tests.extract.made_up_estimates import PRIMARY, TWO_ARMS, trial
from tests.extract.made_up_estimates import read as read_of

from trialgraph.model.document import SectionKind
from trialgraph.model.result import Estimate
from trialgraph.model.text import Absence, Number, Problem

WITH = "with novumab than with placebo"
OF_PRIMARY = trial(TWO_ARMS, PRIMARY)


def read(*parts: tuple[SectionKind, str]) -> tuple[tuple[Estimate, ...], tuple[Problem, ...]]:
    return read_of(*parts, of=OF_PRIMARY)


def results(*words: str) -> tuple[Estimate, ...]:
    return read(("results", " ".join(words)))[0]


def only(*words: str) -> Estimate:
    (found,) = results(*words)
    return found


def figure(value: Number | Absence | None) -> str:
    return value.printed if isinstance(value, Number) else "-"
