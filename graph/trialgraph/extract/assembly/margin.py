"""The margin of a test for non-inferiority, as the plan prints it."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from trialgraph.extract.mentions.numbers import SIGNED, number_at
from trialgraph.extract.view import ReadingView
from trialgraph.model import lazy
from trialgraph.model.result import Estimate, Interval, PValue
from trialgraph.model.text import Absence, Number

_SPEAKS = lazy.regex(r"(?i)\bnon-?inferior")
_FILL = (
    r"(?:[\s,:=(]|(?:was|is|were|of|set|at|to|as|a|an|the|be|defined|specified|prespecified"
    r"|chosen|hazard|ratio|HR|odds|OR|relative|absolute|risk|difference|upper|lower|limit|bound"
    r"|boundary|confidence|interval|CI|than|less|more|below|under|exceeding|for|in|not|by)\b"
    r"|\d\d(?:\.\d)?% (?=CI|confidence)){1,40}?"
)
_MARGIN = lazy.regex(
    rf"(?i)\b(?:non-?inferiority (?:margin|limit|threshold|boundary)"
    rf"|margin (?:for|of) non-?inferiority|(?:pre-?specified|predefined) margin){_FILL}"
    rf"(?P<margin>{SIGNED})(?P<unit>\s?%|\s(?:percentage )?points?)?"
    r"(?![\d.]*\s?%? (?:CI|confidence))"
)
_AFTER = lazy.regex(
    r"(?i)\bnon-?inferior\w*[^.;]{0,160}?\bmargin(?:,| of| was| is|:)"
    rf"(?:\sa)?(?:\s(?:hazard|odds|risk) ratio of)?\s(?P<margin>{SIGNED})"
    r"(?P<unit>\s?%|\s(?:percentage )?points?)?(?![\d.]*\s?%? (?:CI|confidence))"
    r"|\bnon-?inferior\w*[^.;]{0,80}?\bif (?:the )?(?:lower|upper) (?:limit|bound|boundary|end)"
    r"\b(?:[^.;]|\.\d){0,140}?\b(?:above|below|greater than|less than|exceeded|under|over"
    r"|did not exceed)"
    rf"\s(?P<limit>{SIGNED})(?P<points>\s?%|\s(?:percentage )?points?)?(?!\s?% (?:CI|conf))"
)
# A share of a risk is the margin of no difference of risks: "a relative difference of 50%".
_RELATIVE = lazy.regex(r"(?i)\brelative\b")
_FLOOR = lazy.regex(
    r"(?i)\b(?:lower (?:limit|bound|boundary|end)\b[^.;]{0,120}?\b(?:efficacy|effectiveness)\b"
    r"[^.;]{0,40}?|\befficacy\b[^.;]{0,100}?\blower (?:limit|bound|boundary|end)\b[^.;]{0,80}?"
    r"|null hypothesis\b[^.;]{0,60}?\befficacy\b[^.;]{0,20}?)"
    r"\b(?:exceed(?:s|ed|ing)?|above|greater than|more than|over|higher than|at most|of"
    r"|no more than|at or below|less than or equal to|was|is)\s(?P<floor>\d+(?:\.\d+)?)\s?%"
    r"(?!\s?(?:CI|confidence))"
)
_RATIOS = frozenset({"HR", "csHR", "sHR", "OR", "RR", "IRR"})
_WIDEST = 3
_SMALL = Decimal("0.025")
CONCLUDED = lazy.regex(r"(?i)\b(?:was|were|is) (?:not )?non-?inferior to\b")


@dataclass(frozen=True, slots=True)
class Margin:
    """A margin as printed; ``of_ratio`` tells a ratio from a difference."""

    number: Number
    of_ratio: bool


def speaks_of_noninferiority(words: str) -> bool:
    """Tell whether words speak of non-inferiority."""
    return _SPEAKS.search(words) is not None


def as_tested(
    p: PValue | None, interval: Interval | None, measure: str, words: str
) -> PValue | None:
    """Return a p as one of non-inferiority where it is small beside an interval with the null.

    Such a p cannot be one of superiority.
    """
    if p is None or p.tests != "superiority" or not speaks_of_noninferiority(words):
        return p
    null = 1 if measure in _RATIOS else 0
    small = p.comparator in {"=", "<", "<="} and p.number.value <= _SMALL
    holds = interval is not None and _reaches(interval.lower, interval.upper, null)
    return replace(p, tests="noninferiority") if small and holds else p


def _reaches(low: Number | Absence, high: Number | Absence, null: int) -> bool:
    """Tell whether an interval, open or not, holds the null."""
    below = not isinstance(low, Number) or low.value <= null
    return below and (not isinstance(high, Number) or null <= high.value)


def margins_of(view: ReadingView) -> tuple[Margin, ...]:
    """Return the margins that a document prints, each value once."""
    found = [
        Margin(number_at(view, *match.span("margin")), of_ratio=match["unit"] is None)
        for match in _MARGIN.finditer(view.text)
        if not (match["unit"] and _RELATIVE.search(view.text, match.start(), match.end() + 30))
    ]
    found += [_after(view, match) for match in _AFTER.finditer(view.text)]
    return tuple({(margin.number.value, margin.of_ratio): margin for margin in found}.values())


def _after(view: ReadingView, match: re.Match[str]) -> Margin:
    """Return a margin that follows the word: "non-inferiority with a margin of 1.3"."""
    if match["margin"]:
        return Margin(number_at(view, *match.span("margin")), of_ratio=match["unit"] is None)
    return Margin(number_at(view, *match.span("limit")), of_ratio=match["points"] is None)


def efficacy_floor(view: ReadingView) -> Number | None:
    """Return the vaccine efficacy, in percent, that the plan asks an interval to exceed."""
    found = {match["floor"]: match for match in _FLOOR.finditer(view.text)}
    if len(found) != 1:
        return None
    (match,) = found.values()
    return number_at(view, *match.span("floor"))


def margin_for(
    estimate: Estimate, margins: tuple[Margin, ...], floor: Number | None = None
) -> Number | None:
    """Return the margin of a test for non-inferiority, when only one fits.

    Of a vaccine's efficacy, the value that it was to exceed.
    """
    if estimate.measure == "VE" and estimate.hypothesis == "superiority":
        return None if estimate.second_hand else floor
    if estimate.hypothesis != "noninferiority" or estimate.second_hand:
        return None
    is_ratio = estimate.measure in _RATIOS
    fitting = [
        one.number
        for one in margins
        if one.of_ratio == is_ratio and (not is_ratio or 0 < one.number.value < _WIDEST)
    ]
    return fitting[0] if len(fitting) == 1 else None
