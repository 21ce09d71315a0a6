"""What the words of an analysis' method say it estimates, and whether it was planned."""

import re
from functools import lru_cache

from trialgraph.model.result import Estimate
from trialgraph.verdict.estimand import TREATMENT_POLICY, Strategy, strategy_of

_BESIDE_PLAN = re.compile(r"(?i)\bsensitivity\b|\bsupport(?:ive|ing) analys|\bsupplementary analys")
_POST_HOC = re.compile(r"(?i)\b(?:post|ad)[- ]?hoc\b|\bunplanned\b|\bnot (?:pre-?)?planned\b")
_CRITERIA = re.compile(
    r"(?i)\b(i?m?RECIST|Lugano|Cheson|IMWG|m?RANO|PCWG|GCIG|Choi|WHO)\b[^\d;.]{0,12}(\d(?:\.\d)?)?"
)
_YEARS = re.compile(r"(?i)(\d+)[- ]years?$")
_MONTHS_A_YEAR = 12
_REMEMBERED = 1 << 12


def strategy(estimate: Estimate) -> Strategy:
    """Return how an analysis deals with what happens after randomisation, such as crossover."""
    return strategy_of(f"{estimate.model}; {estimate.population}; {estimate.end_point_printed}")


def is_beside_plan(estimate: Estimate) -> bool:
    """Tell whether an analysis is called one of sensitivity, or estimates something else."""
    is_other = strategy(estimate) != TREATMENT_POLICY
    return is_other or _BESIDE_PLAN.search(estimate.model) is not None


def is_post_hoc(estimate: Estimate) -> bool:
    """Tell whether an analysis is said not to have been planned."""
    return _POST_HOC.search(f"{estimate.model}; {estimate.population}") is not None


@lru_cache(_REMEMBERED)
def criteria(printed: str) -> str | None:
    """Return the criteria of an event as they are compared, ``None`` where none are printed."""
    found = _CRITERIA.search(printed)
    return f"{found[1].casefold()} {found[2] or ''}".strip() if found else None


@lru_cache(_REMEMBERED)
def time_point(printed: str) -> str:
    """Return a time as it is compared: ``1 year`` is ``12 months``."""
    words = " ".join(printed.casefold().replace("-", " ").split()).removeprefix("at ")
    years = _YEARS.search(words)
    if years is not None:
        return f"{int(years[1]) * _MONTHS_A_YEAR} months"
    return words.replace("month", "months") if words.endswith("month") else words
