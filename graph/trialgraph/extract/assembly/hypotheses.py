"""What the plan tests its primary end point for, where the result does not say it again."""

from dataclasses import dataclass, replace

from trialgraph.extract.mentions.numbers import SIGNED, number_at
from trialgraph.extract.view import ReadingView
from trialgraph.model import lazy
from trialgraph.model.result import Estimate
from trialgraph.model.text import Number

_PLANNING = lazy.regex(
    r"(?i)\b(?:margins?|designed|powered|declared|established|concluded|tested|assessed|to (?:show"
    r"|demonstrate|test|be)|hypothes[ie]\w+|if|had to)\b"
)
# "this randomised, non-inferiority trial", "the primary non-inferiority end point was"
_DESIGNED = lazy.regex(
    r"(?i)\b(?:this|our|an?|the)\b(?! (?:previous|earlier|other|recent|prior))[^.;]{0,120}?"
    r"\bnon-?inferiority,? (?:[\w-]+,? ){0,4}?(?:trial|study|design)\b[^.;]{0,40}?"
    r"\b(?:was|were|took|ran|has|had|done|conducted|performed|carried|undertaken|randomly"
    r"|randomi[sz]ed|assigned|enrol?led|recruited|included|involv\w+|we|compar\w+)\b"
    r"|\bprimary non-?inferiority (?:end[ -]?point|outcome)\b"
)
_NONINFERIOR = lazy.regex(r"(?i)\bnon-?inferior")
_EQUIVALENT = lazy.regex(
    r"(?i)\bequivalen\w+[^.;]{0,200}?\b(?:within|between|margins? (?:of|was|were))"
    r"(?: (?:the|an?|equivalence|pre-?specified|range|margins?|limits|interval|of)){0,5}"
    rf"\s?\(?(?P<least>{SIGNED})\s?%?(?: (?:to|and) |\s?[,–-]\s?)(?P<most>{SIGNED})"
)
_PLANS = frozenset({"abstract", "methods", "title"})


@dataclass(frozen=True, slots=True)
class Planned:
    """What the plan tests for beside superiority.

    Attributes:
        limits: the lower and the upper margin of equivalence.
    """

    is_noninferiority: bool = False
    limits: tuple[Number, Number] | None = None


def planned_hypothesis(view: ReadingView) -> Planned:
    """Return what the methods say is tested, as far as it is not superiority."""
    is_noninferiority, limits = False, None
    for sentence in view.sentences:
        words = view.words(sentence)
        is_plan = _PLANNING.search(words) or _DESIGNED.search(words)
        if sentence.section not in _PLANS or not is_plan:
            continue
        is_noninferiority |= _NONINFERIOR.search(words) is not None
        match = _EQUIVALENT.search(view.text, sentence.start, sentence.end)
        if match and limits is None:
            limits = (
                number_at(view, *match.span("least")),
                number_at(view, *match.span("most")),
            )
    return Planned(is_noninferiority, limits)


def as_planned(estimate: Estimate, planned: Planned) -> Estimate:
    """Return the estimate of a primary end point with what it was planned to be tested for.

    A p of superiority beside it, or a subgroup, keeps the estimate as it is.
    """
    is_own = estimate.role == "primary" and not estimate.second_hand
    is_open = estimate.p is None or estimate.p.tests == "equivalence"
    is_whole = not estimate.population.startswith(("subgroup", "responders"))
    if not (is_own and is_open and is_whole) or estimate.hypothesis == "noninferiority":
        return estimate
    if planned.limits:
        least, most = planned.limits
        return replace(estimate, hypothesis="equivalence", margin=least, other_margin=most)
    is_margin = planned.is_noninferiority and estimate.hypothesis == "superiority"
    return replace(estimate, hypothesis="noninferiority") if is_margin else estimate
